// Counts anew what a custom session would find whenever a choice changes. Without it a button does the same.
const form = document.querySelector("[data-session-form]");
let latest = 0;

form.addEventListener("change", async () => {
  const mine = ++latest;
  const reply = await ask().catch(() => null); // no network, or this page was left for the session meanwhile
  if (!reply || mine !== latest) return;
  if (reply.status === 400) return form.requestSubmit(); // the page itself says what cannot be
  const page = new DOMParser().parseFromString(reply.html, "text/html");
  const found = page.querySelector("[data-matching]");
  if (found) form.querySelector("[data-matching]").replaceChildren(...found.childNodes);
});

async function ask() {
  const choices = new URLSearchParams(new FormData(form));
  const response = await fetch(`${form.getAttribute("action")}?${choices}`);
  return { status: response.status, html: await response.text() };
}
