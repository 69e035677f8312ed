// Counts down the time left of a timed block. The server's clock decides; this one only shows it.
import { say } from "./page.js";

let endsAt = null; // by this page's own stopwatch, which no change of the device's clock moves

/** Take the time from each page that shows one, and count. */
export function startCountdown() {
  begin();
  document.addEventListener("study:shown", begin);
  setInterval(tick, 500);
}

function shown() {
  return document.querySelector("main [data-seconds-left]");
}

function begin() {
  const left = shown()?.dataset.secondsLeft;
  endsAt = left === undefined ? null : performance.now() + 1000 * Number(left);
}

function tick() {
  if (endsAt === null) return;
  const seconds = Math.max(0, Math.round((endsAt - performance.now()) / 1000));
  shown().textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  if (seconds > 0) return;
  endsAt = null;
  say("Time is over. An answer sent now is kept as practice and not counted.");
}
