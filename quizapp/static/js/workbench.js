// An article beside the questions made of it: the question at hand, by focus or pointer, has its sentence marked and in
// sight; a click on a sentence goes to its first question. Keys tick, leave out and go on; links do all of it too.
import { boxOf, currentItem, go, items, place, startList, tick } from "./item_list.js";

const section = document.querySelector("[data-workbench]");
const text = document.querySelector("[data-workbench-text]");

// Only where the text scrolls by itself beside the questions; below them it would take the page away from them.
function bringIntoSight(run) {
  if (text.scrollHeight <= text.clientHeight) return;
  const [box, frame] = [run.getBoundingClientRect(), text.getBoundingClientRect()];
  if (box.top < frame.top || box.bottom > frame.bottom) {
    text.scrollBy({ top: box.top - frame.top - frame.height / 3 });
  }
}

function markSentence(item) {
  const wanted = item?.dataset.sentence;
  const runs = [...text.querySelectorAll("[data-sentence]")];
  runs.forEach((run) => run.classList.toggle("sentence--current", run.dataset.sentence === wanted));
  const first = runs.find((run) => run.dataset.sentence === wanted);
  if (first) bringIntoSight(first);
}

const itemAt = (target) => section.contains(target) && target.closest(".item");

function goTo(hash) {
  const item = hash.startsWith("#made-") && document.getElementById(hash.slice(1));
  if (item) go(items().indexOf(item));
  return Boolean(item);
}

if (section) {
  startList(() => section, "aren", (key, item) => {
    if (key === "A") document.querySelector('button[data-key="A"]').click();
    else if (key === "a" || key === "r") {
      if (!item) return;
      tick([boxOf(item)], key === "a");
      go(place() + 1);
    } else item?.querySelector(`[data-key="${key}"]`)?.click();
  });
  document.addEventListener("focusin", (event) => {
    if (itemAt(event.target)) markSentence(itemAt(event.target));
  });
  section.addEventListener("mouseover", (event) => {
    if (itemAt(event.target)) markSentence(itemAt(event.target));
  });
  section.addEventListener("mouseleave", () => markSentence(currentItem()));
  document.addEventListener("click", (event) => {
    const run = event.target.closest(".sentence");
    const link = event.target.closest('a[href^="#made-"]')
      ?? (run && getSelection().isCollapsed && document.querySelector(`#sentence-${run.dataset.sentence} + .sentence__items`));
    if (link && goTo(new URL(link.href).hash)) event.preventDefault();
  });
  goTo(location.hash);
}
