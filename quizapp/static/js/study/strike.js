// Choosing by letter, and striking an option out: that takes the choice off it, choosing takes the strike off.

/** What this letter chooses; null where it stands for no option. */
export function choiceOf(letter) {
  return document.querySelector(`[data-keys~="${CSS.escape(letter)}"]`);
}

/** The box that strikes this option out; null where there is none. */
export function strikeOf(choice) {
  return choice.closest(".option").querySelector("[data-strike]");
}

/** Choose an option, as a click on it would; of several a second time takes the choice off. */
export function choose(choice) {
  choice.focus();
  choice.click();
}

/** Keep choice and strike apart, and let nothing be sent where one of several has to be chosen and none is. */
export function startStrikes() {
  ask();
  document.addEventListener("study:shown", ask);
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-keys]") && strikeOf(target)) strikeOf(target).checked = false;
    if (target.matches("[data-strike]") && target.checked) {
      target.closest(".option").querySelector("[data-keys]").checked = false;
    }
    ask();
  });
}

function ask() {
  const first = document.querySelector("[data-several] [data-keys]");
  const isAnswered = document.querySelector("[data-several] [data-keys]:checked") !== null;
  first?.setCustomValidity(isAnswered ? "" : "Choose at least one option.");
}
