// Gives each [data-copy-field] a working Copy button. Where the clipboard is refused (plain http,
// a denied permission) the text is selected instead, so that one key copies it.

async function copy(field) {
  const input = field.querySelector("input, textarea");
  const status = field.querySelector("[role=status]");
  input.select();
  try {
    await navigator.clipboard.writeText(input.value);
    status.textContent = "✓ Copied";
  } catch {
    status.textContent = "Selected. Press Ctrl+C or ⌘C to copy.";
  }
}

for (const field of document.querySelectorAll("[data-copy-field]")) {
  const button = field.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => copy(field));
}
