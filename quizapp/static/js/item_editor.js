// The editor of an item: shows the fields of its kind, and asks for advice when the author pauses.

const PAUSE_MS = 500;
const NO_FLAW = "No item-writing flaw that the program knows.";

function showKind(form) {
  const kind = form.elements.kind.value;
  for (const part of form.querySelectorAll("[data-kinds]")) {
    part.hidden = !part.dataset.kinds.split(" ").includes(kind);
  }
}

async function advise(form, here, signal) {
  const response = await fetch(form.dataset.advice, { method: "POST", body: new FormData(form), signal });
  if (response.ok) {
    const flaws = await response.json();
    const sign = form.querySelector("[data-advice-icon]").content;
    here.replaceChildren(flaws.length ? list(flaws, sign) : text("p", NO_FLAW, "muted"));
  }
}

function text(tag, words, className = "") {
  const element = document.createElement(tag);
  element.textContent = words;
  element.className = className;
  return element;
}

function list(flaws, sign) {
  const items = text("ul", "", "item__advice");
  for (const flaw of flaws) {
    const words = text("span", "");
    const name = flaw.name.charAt(0).toUpperCase() + flaw.name.slice(1);
    words.append(text("b", `${name}.`), ` ${flaw.message} `, flaw.words ? text("q", flaw.words) : "");
    const item = text("li", "");
    item.append(sign.cloneNode(true), words);
    items.append(item);
  }
  return items;
}

function start(form) {
  const here = form.querySelector("[data-advice-here]");
  let timer = 0;
  let asking = new AbortController();
  for (const part of form.querySelectorAll("[data-without-script]")) {
    part.hidden = true;
  }
  form.elements.kind.addEventListener("change", () => showKind(form));
  form.addEventListener("input", () => {
    clearTimeout(timer);
    asking.abort();
    timer = setTimeout(() => {
      asking = new AbortController();
      advise(form, here, asking.signal).catch((error) => {
        // Typing on stops what was asked; without network the last advice stays.
        if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
      });
    }, PAUSE_MS);
  });
}

document.querySelectorAll("[data-item-editor]").forEach(start);
