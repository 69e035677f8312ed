// Puts a "Show password" box under each input[data-show-password]; what is sent is always a password field.

for (const input of document.querySelectorAll("input[data-show-password]")) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.className = "check__input";
  box.id = `${input.id}-show`;
  const label = document.createElement("label");
  label.className = "check__label";
  label.htmlFor = box.id;
  label.textContent = "Show password";
  const check = document.createElement("div");
  check.className = "check";
  check.append(box, label);
  input.after(check);
  box.addEventListener("change", () => {
    input.type = box.checked ? "text" : "password";
  });
  // Otherwise the browser may offer to keep the password in its list of texts typed before.
  input.form.addEventListener("submit", () => {
    input.type = "password";
  });
}
