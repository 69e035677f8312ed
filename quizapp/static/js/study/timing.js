// Says with an answer when it was given by this device's clock, and how long the card was looked at.

const LONGEST_MS = 3_600_000; // what the server takes; a longer look was a break

let shownAt = performance.now();

/** Start the watch with each card, and fill in its reading with each answer. */
export function startTiming() {
  document.addEventListener("study:shown", () => {
    shownAt = performance.now();
  });
  document.addEventListener("study:sending", ({ detail: form }) => {
    if (!form.matches("[data-answer]")) return;
    form.elements.device_time.value = new Date().toISOString();
    form.elements.duration_ms.value = Math.min(LONGEST_MS, Math.round(performance.now() - shownAt));
  });
}
