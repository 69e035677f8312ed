// Questions accepted, retired and edited by keyboard. A key does what its button does; either way without leaving the
// page: the list is fetched anew and stands where it stood, and what is said of it stands where one looks.
import { boxOf, currentItem, go, items, place, startList } from "./item_list.js";

const NEAR_MS = 8000;
const section = () => document.querySelector("[data-curate]");
const flashes = document.querySelector(".flashes");
let busy = false;
let near = 0;

function press(button) {
  if (busy) return;
  busy = true;
  send(button).finally(() => { busy = false; });
}

async function send(button) {
  const item = currentItem();
  const id = item && boxOf(item).value;
  const isBulk = !button.closest(".item");
  const ticked = new Set(isBulk ? [] : items().map(boxOf).filter((box) => box.checked).map((box) => box.value));
  // Without an address of its own, a button tells the page's as its own, not the form's.
  const address = button.hasAttribute("formaction") ? button.formAction : button.form.action;
  const answer = await fetch(address, { method: "POST", body: new FormData(button.form, button) });
  if (!answer.ok) {
    location.reload();
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const keysAreOpen = section().querySelector("[data-curate-keys]")?.open;
  section().replaceWith(page.querySelector("[data-curate]"));
  const keys = section().querySelector("[data-curate-keys]");
  if (keys) keys.open = keysAreOpen;
  items().map(boxOf).filter((box) => ticked.has(box.value)).forEach((box) => { box.checked = true; });
  tell(page.querySelector(".flashes").childNodes);
  document.dispatchEvent(new Event("quizapp:drawn"));
  const stays = !isBulk && id !== undefined && currentItem() && boxOf(currentItem()).value === id;
  go(stays ? place() + 1 : place());
}

// The region stays and its words change, so that a screen reader says them. For a while it stands in the window
// wherever the page is scrolled to, then above the list again.
function tell(messages) {
  flashes.replaceChildren(...messages);
  flashes.classList.add("flashes--near");
  clearTimeout(near);
  near = setTimeout(() => flashes.classList.remove("flashes--near"), NEAR_MS);
}

startList(section, "arest", (key, item) => {
  if (key === "e") item?.querySelector('[data-key="e"]')?.click();
  else {
    const button = (key === key.toUpperCase() ? section() : item)?.querySelector(`button[data-key="${key}"]`);
    if (button) press(button);
  }
}, () => busy);

document.addEventListener("submit", (event) => {
  if (!section().contains(event.target) || !event.submitter) return;
  event.preventDefault();
  press(event.submitter);
});

// Back from the editor, at the question that was edited.
const edited = location.hash.startsWith("#item-") && document.querySelector(location.hash)?.closest(".item");
if (edited) go(items().indexOf(edited));
