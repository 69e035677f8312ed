// Two buttons above a list of checkboxes: tick all of them, or none; and how many are ticked. They join the row that
// acts on what is ticked. A click with Shift ticks all from the box that was clicked before.
function start(region) {
  const boxes = [...region.querySelectorAll('.items .item > input[type="checkbox"]')];
  const list = region.querySelector(".items");
  if (boxes.length < 2 || !list) {
    return;
  }
  const given = region.querySelector("[data-tick-buttons]");
  const row = given ?? document.createElement("div");
  const told = (region.querySelector("form") ?? region.closest("form"))?.querySelector("[data-ticked]");
  const count = () => {
    if (told) told.textContent = `${boxes.filter((box) => box.checked).length} of ${boxes.length} ticked.`;
  };
  row.classList.add("button-row");
  const buttons = [];
  for (const [label, ticked] of [["Tick all", true], ["Tick none", false]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small";
    button.textContent = label;
    button.addEventListener("click", () => {
      boxes.forEach((box) => { box.checked = ticked; });
      count();
    });
    buttons.push(button);
  }
  let last = 0;
  boxes.forEach((box, place) => box.addEventListener("click", (event) => {
    if (event.shiftKey) {
      boxes.slice(Math.min(last, place), Math.max(last, place) + 1).forEach((one) => { one.checked = box.checked; });
    }
    last = place;
  }));
  region.addEventListener("change", count);
  row.prepend(...buttons);
  if (!given) (region.querySelector("h3") ?? list).before(row);
  count();
}

const startAll = () => document.querySelectorAll("[data-tick-all]").forEach(start);
startAll();
document.addEventListener("quizapp:drawn", startAll);  // a list was fetched anew
