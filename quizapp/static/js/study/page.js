// Puts another page of the session in the place of this one, and says what a screen reader would miss.

const status = document.createElement("p");
status.className = "study-status";
status.setAttribute("role", "status");
document.body.append(status);

/** Show a sentence above the dock and have it read out; an empty one takes it away. */
export function say(text) {
  status.textContent = text;
}

/** The part of the page in which a review goes on; null on pages that are no part of it. */
export function session() {
  return document.querySelector("[data-study]");
}

/** Move focus to where the page wants it to begin. */
export function focusStart() {
  document.querySelector("main [autofocus]")?.focus({ preventScroll: true });
}

/** Show this page. Its address takes the place of the last, so that Back leads out of the review. */
export function show(html, address) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const main = document.querySelector("main");
  const next = page.querySelector("main");
  main.className = next.className;
  main.replaceChildren(...next.childNodes);
  document.title = page.title;
  history.replaceState(null, "", address);
  scrollTo(0, 0);
  focusStart();
  announce(main);
  document.dispatchEvent(new Event("study:shown"));
}

function announce(main) {
  const news = [...main.querySelectorAll(".flashes .notice, [data-announce]")];
  const text = news.map((each) => each.textContent.replaceAll(/\s+/g, " ").trim()).join(" ");
  status.classList.toggle("visually-hidden", text !== ""); // it stands in the page already
  say(text);
}

/** Whether this text is a page of the session. */
export function isSession(html) {
  return new DOMParser().parseFromString(html, "text/html").querySelector("[data-study]") !== null;
}

/** Show that something goes wrong and goes on. */
export function warn(text) {
  status.classList.remove("visually-hidden");
  say(text);
}
