// Saves each tick of a preview as it is set, so that no page of many loses any. Without it a button does that.
const form = document.querySelector("[data-import-ticks]");
const count = form.querySelector("[data-live-count]");
form.querySelector("[data-save]")?.setAttribute("hidden", "");
let last = Promise.resolve();

form.addEventListener("change", ({ target }) => {
  if (target.name === "live") last = last.then(() => save(target));
});

async function save(box) {
  const sent = new URLSearchParams({ shown: box.value });
  for (const name of ["csrf_token", "seen"]) sent.set(name, form.elements[name].value);
  if (box.checked) sent.set("live", box.value);
  const options = { method: "POST", body: sent, headers: { Accept: "application/json" } };
  const response = await fetch(form.dataset.importTicks, options).catch(() => null);
  if (response?.ok) count.textContent = (await response.json()).live.toLocaleString("en");
  else if (response?.status === 409) location.reload(); // another tab had the file read otherwise
  // Else no network: what the page shows is saved with "Import" all the same.
}
