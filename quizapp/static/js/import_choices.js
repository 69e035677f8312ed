// A link to another list of the same preview takes along what was chosen meanwhile. Without it the button does that.
const form = document.querySelector("[data-import-ticks]");
const update = form.querySelector("[data-update]");

function isChanged(field) {
  if (field.type === "hidden") return false;
  if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const isOurs = link?.pathname === location.pathname && link.search !== location.search;
  if (!isOurs || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (![...form.querySelectorAll(".import-choices :is(select, input), [name=same]")].some(isChanged)) return;
  event.preventDefault();
  const address = new URL(update.formAction);
  address.search = link.search;
  update.formAction = address;
  form.requestSubmit(update);
});
