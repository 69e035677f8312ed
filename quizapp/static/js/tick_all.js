// Two buttons above a list of checkboxes: tick all of them, or none.
for (const region of document.querySelectorAll("[data-tick-all]")) {
  const boxes = region.querySelectorAll('.items input[type="checkbox"]');
  const list = region.querySelector(".items");
  if (boxes.length < 2 || !list) {
    continue;
  }
  const row = document.createElement("div");
  row.className = "button-row";
  for (const [label, ticked] of [["Tick all", true], ["Tick none", false]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small";
    button.textContent = label;
    button.addEventListener("click", () => boxes.forEach((box) => { box.checked = ticked; }));
    row.append(button);
  }
  (region.querySelector("h3") ?? list).before(row);
}
