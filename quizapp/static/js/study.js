// The review without page loads. Everything here also works as plain pages and forms; see each module.
import { startCountdown } from "./study/countdown.js";
import { openKeyList, startKeys } from "./study/keys.js";
import { resumeUnsent, sendForm, visit } from "./study/outbox.js";
import { revealBack } from "./study/reveal.js";
import { startStrikes } from "./study/strike.js";
import { startTiming } from "./study/timing.js";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-reveal]")) {
    event.preventDefault();
    revealBack();
  } else if (form.matches("[data-sent]")) {
    event.preventDefault();
    sendForm(form, event.submitter);
  }
});

document.addEventListener("click", (event) => {
  const next = event.target.closest("a[data-next]");
  const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
  if (next && !opensElsewhere) {
    event.preventDefault();
    visit(next.href);
  } else if (event.target.closest("[data-undo]") && event.detail > 1) {
    event.preventDefault(); // the second half of a double click, which meant one step back
  } else if (event.target.closest("[data-key-list-open]")) {
    openKeyList();
  }
  const menu = document.querySelector("[data-menu][open]");
  if (menu && (!menu.contains(event.target) || event.target.closest("[data-key-list-open]"))) menu.open = false;
});

// A page that the browser kept from before the answer would offer the same card again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

startCountdown();
startTiming();
startStrikes();
startKeys();
resumeUnsent();
