// Striking an option out takes the choice off it; choosing it takes the strike off. The rest is CSS.

/** The box that strikes this option out. */
export function strikeOf(letter) {
  return document.querySelector(`[data-strike="${letter}"]`);
}

/** Choose an option, as a click on it would. */
export function choose(letter) {
  const radio = document.querySelector(`[data-letter="${letter}"]`);
  if (!radio) return;
  radio.focus();
  radio.click();
}

/** Keep choice and strike apart. */
export function startStrikes() {
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-letter]")) strikeOf(target.dataset.letter).checked = false;
    if (target.matches("[data-strike]") && target.checked) {
      document.querySelector(`[data-letter="${target.dataset.strike}"]`).checked = false;
    }
  });
}
