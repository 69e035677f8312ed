// A list of questions that is gone through by single keys: j and k go on and back, x ticks one, Shift+X all. Where the
// focus is decides on which question a key acts; what the other keys do is the page's. The list may be drawn anew, so
// it is looked for each time. Single keys are off where the settings say so: then the list has no data-single-keys.
let find = () => null;
let current = -1;

export const items = () => [...find().querySelectorAll(".item")];
export const place = () => current;
export const currentItem = () => items()[current];
export const boxOf = (item) => item.querySelector(":scope > .check__input");

export function go(to) {
  const all = items();
  const target = all[Math.max(0, Math.min(to, all.length - 1))] ?? find().querySelector("h2");
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

export function tick(boxes, ticked) {
  boxes.forEach((box) => { box.checked = ticked; });
  boxes[0]?.dispatchEvent(new Event("change", { bubbles: true }));  // whoever counts them is told once
}

function actOnAny(key, act) {
  const item = currentItem();
  const boxes = items().map(boxOf).filter(Boolean);
  if (key === "j") go(current + 1);
  else if (key === "k") go(current - 1);
  else if (key === "x") item && boxOf(item)?.click();
  else if (key === "X") tick(boxes, boxes.some((box) => !box.checked));
  else act(key, item);
}

export function startList(findList, keys, act, isBusy = () => false) {
  find = findList;
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest(".item");
    if (!item || !find().contains(item)) return;
    current = items().indexOf(item);
    items().forEach((one) => one.classList.toggle("item--current", one === item));
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (!("singleKeys" in find().dataset) || typing || isBusy()) return;
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) return;
    if ((event.shiftKey ? `X${keys.toUpperCase()}` : `jkx${keys}`).includes(event.key)) {
      event.preventDefault();
      actOnAny(event.key, act);
    }
  });
}
