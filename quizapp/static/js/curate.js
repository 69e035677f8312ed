// Questions accepted, retired, ticked and edited by keyboard. What is pressed does what its button does, without
// leaving the page: the list is fetched anew and stands where it stood.

const section = () => document.querySelector("[data-curate]");
const items = () => [...section().querySelectorAll(".item")];
let current = -1;
let busy = false;

function go(place) {
  const all = items();
  if (!all.length) return;
  current = Math.max(0, Math.min(place, all.length - 1));
  all.forEach((item, index) => item.classList.toggle("item--current", index === current));
  const item = all[current];
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

async function press(button) {
  const id = items()[current]?.querySelector("input[name=items]")?.value;
  const answer = await fetch(button.formAction, { method: "POST", body: new FormData(button.form, button) });
  if (!answer.ok) {
    location.reload();
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  section().replaceWith(page.querySelector("[data-curate]"));
  const messages = document.querySelector(".flashes");
  const said = page.querySelector(".flashes");
  if (messages && said) messages.replaceWith(said);
  document.dispatchEvent(new Event("quizapp:drawn"));
  const stays = items()[current]?.querySelector("input[name=items]")?.value === id;
  go(stays ? current + 1 : current);
}

function act(key) {
  const item = items()[current];
  if (key === "j") go(current + 1);
  else if (key === "k") go(current - 1);
  else if (key === "x") item?.querySelector("input[name=items]")?.click();
  else if (key === "e") item?.querySelector('[data-key="e"]')?.click();
  else {
    const button = (key === key.toUpperCase() ? section() : item)?.querySelector(`button[data-key="${key}"]`);
    if (!button) return;
    busy = true;
    press(button).finally(() => { busy = false; });
  }
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (typing || busy || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if ("jkxears".includes(event.key) || (event.shiftKey && "AR".includes(event.key))) {
    event.preventDefault();
    act(event.key);
  }
});
