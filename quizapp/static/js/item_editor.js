// The editor of an item: shows the fields of its kind, follows what is typed with advice and a preview, gives more
// rows and images without leaving the page, and asks before what was typed is lost.

const PAUSE_MS = 400;
const UNREACHABLE = "The server could not be reached. Try again.";

function showKind(form) {
  const kind = form.elements.kind.value;
  for (const part of form.querySelectorAll("[data-kinds]")) {
    part.hidden = !part.dataset.kinds.split(" ").includes(kind);
  }
}

function typedIn(form) {
  const typed = new FormData(form);
  typed.delete("image"); // a photograph need not travel at every pause in typing
  return typed;
}

async function follow(form, beside, signal) {
  const answer = await fetch(form.dataset.preview, { method: "POST", body: typedIn(form), signal });
  if (!answer.ok || answer.redirected) return; // what stands there stays, so that typing goes on
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of beside.querySelectorAll("[data-live]")) {
    const fresh = drawn.querySelector(`[data-live="${part.dataset.live}"]`);
    // What stays the same is not said again by a screen reader, and keeps what was chosen in it.
    if (fresh && fresh.innerHTML !== part.dataset.drawn) {
      part.dataset.drawn = fresh.innerHTML;
      part.replaceChildren(...fresh.childNodes);
    }
  }
}

async function addRows(form, button) {
  const typed = typedIn(form);
  typed.set(button.name, button.value);
  const answer = await fetch(location.href, { method: "POST", body: typed });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [old, fresh] = [form.ownerDocument, page].map((each) => each.getElementById(button.value));
  if (!fresh) return;
  const before = old.querySelectorAll(".field__input").length;
  old.replaceWith(fresh);
  showKind(form);
  [...fresh.querySelectorAll(".field__input")][before]?.focus();
}

function escaped(words) {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\n", "<br>");
}

function unescaped(html) {
  if (/<(?!br>)/.test(html)) return html;
  return html.replaceAll("<br>", "\n").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

// Plain text becomes HTML that reads the same, and back where nothing but lines is lost.
function rewrite(form) {
  const toHtml = form.elements.markup.value === "html";
  for (const text of form.querySelectorAll("textarea")) {
    const isHtml = /<[a-z/][^<>]*>|&[a-z]+;/i.test(text.value);
    if (toHtml && !isHtml) text.value = escaped(text.value);
    if (!toHtml) text.value = unescaped(text.value);
  }
}

async function addImage(form, place) {
  const problem = form.querySelector("[data-image-error]");
  const sent = new FormData();
  for (const name of ["csrf_token", "image", "alt"]) sent.set(name, new FormData(form).get(name));
  const answer = await fetch(form.dataset.images, { method: "POST", body: sent }).catch(() => null);
  const said = answer && [200, 422].includes(answer.status) ? await answer.json() : {};
  problem.hidden = Boolean(said.tag);
  if (!said.tag) {
    const tooLarge = answer?.status === 413 ? "The image is too large." : UNREACHABLE;
    problem.textContent = said.problems ? Object.values(said.problems).flat().join(" ") : tooLarge;
    form.elements[said.problems && !said.problems.image ? "alt" : "image"].focus();
    return;
  }
  if (form.elements.markup.value !== "html") {
    form.elements.markup.value = "html";
    rewrite(form);
  }
  place.setRangeText(said.tag, place.selectionStart, place.selectionEnd, "end");
  form.elements.image.value = form.elements.alt.value = "";
  form.querySelector("[data-image]").open = false;
  place.focus();
  place.dispatchEvent(new Event("input", { bubbles: true }));
}

function start(editor) {
  const form = editor.querySelector("form");
  const beside = editor.querySelector("aside");
  let timer = 0;
  let asking = new AbortController();
  let unsaved = document.querySelector(".error-summary") !== null;
  let place = form.elements.stem;

  for (const part of form.querySelectorAll("[data-without-script]")) part.hidden = true;
  form.querySelector("[data-image-place]").textContent = "It goes where you were typing.";

  function changed() {
    unsaved = true;
    clearTimeout(timer);
    asking.abort();
    timer = setTimeout(() => {
      asking = new AbortController();
      follow(form, beside, asking.signal).catch((error) => {
        // Typing on stops what was asked; without network the last preview stays.
        if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
      });
    }, PAUSE_MS);
  }

  form.elements.kind.addEventListener("change", () => showKind(form));
  form.elements.markup.addEventListener("change", () => rewrite(form));
  form.addEventListener("change", changed);
  form.addEventListener("input", changed);
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea")) place = event.target;
  });
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button?.matches("[data-more-rows], [data-add-image]")) {
      unsaved = false;
      return;
    }
    event.preventDefault();
    button.disabled = true;
    const done = button.matches("[data-add-image]") ? addImage(form, form.contains(place) ? place : form.elements.stem)
      : addRows(form, button);
    done.finally(() => { button.disabled = false; });
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
}

document.querySelectorAll("[data-item-editor]").forEach(start);
