// Follows the reading of a long file, and opens its preview when it is over. Without it the page reloads itself.
const EVERY_MS = 1000;
const region = document.querySelector("[data-import-progress]");
const bar = region.querySelector("[data-bar]");
const words = region.querySelector("[data-words]");
const silent = region.querySelector("[data-silent]");

async function look() {
  const response = await fetch(region.dataset.importProgress).catch(() => null); // the server may restart
  if (response?.ok) show(await response.json());
  else if (response?.status === 404) return location.reload(); // it was discarded in another tab
  setTimeout(look, EVERY_MS);
}

function show({ done, total, over, silent: isSilent }) {
  if (over) return location.reload();
  silent.hidden = !isSilent;
  const count = done.toLocaleString("en");
  words.textContent = total ? `${count} of ${total.toLocaleString("en")}` : count;
  if (total) [bar.max, bar.value] = [total, done];
}

setTimeout(look, EVERY_MS);
