// Questions accepted, retired, ticked and edited by keyboard. A key does what its button does; either way without
// leaving the page: the list is fetched anew and stands where it stood. Where the focus is decides on which question
// a key acts. Single keys are off where the settings say so; the buttons then do all of it.

const section = () => document.querySelector("[data-curate]");
const items = () => [...section().querySelectorAll(".item")];
const boxOf = (item) => item.querySelector("input[name=items]");
let current = -1;
let busy = false;

function mark(place) {
  current = place;
  items().forEach((item, index) => item.classList.toggle("item--current", index === current));
}

function go(place) {
  const all = items();
  const target = all[Math.max(0, Math.min(place, all.length - 1))] ?? section().querySelector("h2");
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

function press(button) {
  if (busy) return;
  busy = true;
  send(button).finally(() => { busy = false; });
}

async function send(button) {
  const id = items()[current] && boxOf(items()[current]).value;
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
  // The region stays and its words change, so that a screen reader says them.
  document.querySelector(".flashes").replaceChildren(...page.querySelector(".flashes").childNodes);
  document.dispatchEvent(new Event("quizapp:drawn"));
  const stays = !isBulk && id !== undefined && items()[current] && boxOf(items()[current]).value === id;
  go(stays ? current + 1 : current);
}

function tickAll() {
  const boxes = items().map(boxOf);
  const ticked = boxes.some((box) => !box.checked);
  boxes.forEach((box) => { box.checked = ticked; });
}

function act(key) {
  const item = items()[current];
  if (key === "j") go(current + 1);
  else if (key === "k") go(current - 1);
  else if (key === "x") item && boxOf(item).click();
  else if (key === "X") tickAll();
  else if (key === "e") item?.querySelector('[data-key="e"]')?.click();
  else {
    const button = (key === key.toUpperCase() ? section() : item)?.querySelector(`button[data-key="${key}"]`);
    if (button) press(button);
  }
}

document.addEventListener("focusin", (event) => {
  const item = event.target.closest("[data-curate] .item");
  if (item) mark(items().indexOf(item));
});

document.addEventListener("submit", (event) => {
  if (!section().contains(event.target) || !event.submitter) return;
  event.preventDefault();
  press(event.submitter);
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (!("singleKeys" in section().dataset) || typing || busy) return;
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.length === 1 && (event.shiftKey ? "ARX" : "jkxears").includes(event.key)) {
    event.preventDefault();
    act(event.key);
  }
});

// Back from the editor, at the question that was edited.
const edited = location.hash.startsWith("#item-") && document.querySelector(location.hash)?.closest(".item");
if (edited) go(items().indexOf(edited));
