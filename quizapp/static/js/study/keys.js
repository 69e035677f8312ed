// The keys of a review. A key counts once a press: not while it repeats, and not on the card that it brought.
import { say, session } from "./page.js";
import { revealBack } from "./reveal.js";
import { choiceOf, choose, strikeOf } from "./strike.js";

const held = new Set(); // keys that are down, by their place on the keyboard
const taken = new Set(); // of them, those that did something: letting them go does no more
const CONTROLS = "a[href], button, summary, input, select, textarea, [contenteditable]";
const TEXT = "select, textarea, [contenteditable], input:not([type=radio], [type=checkbox])";

/** Listen to the keyboard, as long as the page shows a review. */
export function startKeys() {
  for (const button of document.querySelectorAll("[data-key-list-open]")) button.hidden = false;
  document.addEventListener("study:shown", () => {
    for (const button of document.querySelectorAll("[data-key-list-open]")) button.hidden = false;
  });
  addEventListener("keydown", keyDown, true);
  addEventListener("keyup", keyUp, true);
  addEventListener("blur", () => held.clear());
}

function keyDown(event) {
  const goesOn = event.repeat || held.has(event.code);
  if (event.code) held.add(event.code);
  if (!session() || event.isComposing) return;
  if (event.target.closest?.(TEXT)) {
    if (goesOn && event.key === "Enter") event.preventDefault(); // it was pressed for the page before
    if (event.key === "Escape" && event.target.matches("input")) event.target.blur(); // so that keys are keys again
    return;
  }
  if (goesOn) {
    // Natively a held key would press what the first press has just brought into focus.
    if (isPress(event) && event.target.closest?.(CONTROLS)) event.preventDefault();
    return;
  }
  if (hasModifier(event) || document.querySelector("dialog[open]")) return;
  if (act(event)) {
    event.preventDefault();
    taken.add(event.code);
  }
}

function keyUp(event) {
  held.delete(event.code);
  if (event.key === "Meta") held.clear(); // while it is down, macOS reports no other key let go
  if (taken.delete(event.code)) event.preventDefault();
}

function isPress(event) {
  return event.key === "Enter" || event.key === " ";
}

/** Ctrl, Alt and Meta belong to the browser; AltGr, reported as both, is how some keyboards write "@". */
function hasModifier(event) {
  return event.metaKey || ((event.ctrlKey || event.altKey) && !event.getModifierState("AltGraph"));
}

/** Do what the key stands for; false where it stands for nothing here. */
function act(event) {
  const control = event.target.closest?.(CONTROLS);
  if (event.key === "Escape") return closeMenu();
  if (event.key === " ") return space(control);
  if (event.key === "Enter") return enter(control);
  if (!("singleKeys" in session().dataset)) return false;
  return letter(event) || press(event.key) || other(event.key);
}

function closeMenu() {
  const menu = document.querySelector("[data-menu][open]");
  if (!menu) return false;
  menu.open = false;
  menu.querySelector("summary").focus();
  return true;
}

function space(control) {
  const { face } = session().dataset;
  if (face === "front" && isReveal(control)) return reveal();
  if (face === "back" && !control && "spaceIsGood" in session().dataset) return pressGood();
  return false;
}

function enter(control) {
  const { face } = session().dataset;
  if (face === "front" && isReveal(control)) return reveal();
  if (face === "feedback" && !control) return click(document.querySelector("[data-next]"));
  if (face !== "choice") return false;
  if (control?.matches("[data-strike]")) return click(control);
  if (control && !control.matches("[type=radio], [type=checkbox], [data-submit]")) return false;
  return click(document.querySelector("[data-submit]"));
}

/** Whether the press is for Show answer: it has the focus, or nothing else that could be pressed has. */
function isReveal(control) {
  return !control || control.closest("[data-reveal]") !== null;
}

function reveal() {
  revealBack();
  return true;
}

function pressGood() {
  return click(document.querySelector("main [name=button][value=good]"));
}

/** An option's letter stands for it before all else; what it takes away from a mark, the menu still does. */
function letter(event) {
  const choice = session().dataset.face === "choice" ? choiceOf(event.key.toUpperCase()) : null;
  if (!choice) return false;
  if (!event.shiftKey) choose(choice);
  else if (strikeOf(choice)) strikeOf(choice).click();
  return true;
}

/** Press what carries this key on the page. */
function press(key) {
  const target = document.querySelector(`main [data-key="${CSS.escape(key)}"]`);
  return click(target?.matches("form") ? target.querySelector("button") : target);
}

function other(key) {
  if (key === "u") return click(document.querySelector("[data-undo] button")) || tell("There is nothing to undo.");
  if (key === "s") return click(document.querySelector("[data-source-link]")) || showSource();
  if (key === "?") return openKeyList();
  return false;
}

function click(target) {
  target?.click();
  return Boolean(target);
}

function tell(text) {
  say(text);
  return true;
}

function showSource() {
  const source = document.querySelector("main [data-source]");
  source?.focus();
  source?.scrollIntoView({ block: "center" });
  return Boolean(source);
}

/** Show the list of keys. */
export function openKeyList() {
  const list = document.querySelector("[data-key-list]");
  list.showModal();
  list.querySelector("button").focus();
  return true;
}
