// The back of a flashcard lies in a template of the page: showing it needs no network.
import { focusStart, session } from "./page.js";

/** Put the back in its places. */
export function revealBack() {
  const back = document.querySelector("[data-back]").content.cloneNode(true);
  for (const part of back.querySelectorAll("[data-slot]")) {
    document.querySelector(`main [data-slot="${part.dataset.slot}"]`).replaceChildren(...part.childNodes);
  }
  session().dataset.face = "back";
  focusStart();
}
