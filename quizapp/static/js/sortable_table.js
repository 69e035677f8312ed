// Sorts the rows of a table[data-sortable-table] by the columns whose header carries data-sort
// (text, number or date). A cell's data-sort-value replaces its text. Empty cells stay last.

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

const readers = {
  text: (text) => text || null,
  number: (text) => {
    const digits = text.replaceAll("−", "-").match(/-?\d[\d,\s]*(?:\.\d+)?/);
    return digits ? Number(digits[0].replaceAll(/[,\s]/g, "")) : null;
  },
  date: (text) => {
    const moment = Date.parse(text);
    return Number.isNaN(moment) ? null : moment;
  },
};

function cellValue(row, index, kind) {
  const cell = row.cells[index];
  const text = cell.dataset.sortValue ?? cell.querySelector("time")?.dateTime ?? cell.textContent;
  return readers[kind](text.trim());
}

function compare(left, right) {
  return typeof left === "string" ? collator.compare(left, right) : left - right;
}

function sortRows(body, index, kind, direction) {
  const keyed = [...body.rows].map((row) => ({ row, value: cellValue(row, index, kind) }));
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) return (a.value === null) - (b.value === null);
    return direction * compare(a.value, b.value);
  });
  body.append(...keyed.map(({ row }) => row));
}

function sortBy(table, header) {
  const ascending = header.getAttribute("aria-sort") !== "ascending";
  for (const other of table.tHead.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
  sortRows(table.tBodies[0], header.cellIndex, header.dataset.sort, ascending ? 1 : -1);
}

for (const table of document.querySelectorAll("table[data-sortable-table]")) {
  for (const header of table.tHead.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "table__sort";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sortBy(table, header));
    header.append(button);
  }
}
