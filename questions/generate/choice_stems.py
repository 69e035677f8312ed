"""The stems of multiple-choice items: several wordings of one question, so that no two items share a stem."""

from __future__ import annotations

from questions.english import capitalised
from questions.generate.phrasing import context, described, unless_in, wording_of
from questions.model import Fact, Field, Role

# Other ways to ask for a fact that is said plainly, without hedge or frequency. {} is the condition.
PLAIN: dict[tuple[Field, Role | None], tuple[str, ...]] = {
    (Field.SYMPTOM, None): (
        "which of the following may a patient with {} have?",
        "which of the following can be seen in {}?",
        "which of the following belongs to the clinical picture of {}?",
    ),
    (Field.COMPLICATION, None): (
        "which of the following can {} lead to?",
        "which of the following may follow from {}?",
        "which of the following should be watched for in {}?",
    ),
    (Field.TREATMENT, None): (
        "which of the following may be used to treat {}?",
        "which of the following has a place in the treatment of {}?",
        "which of the following may a patient with {} be offered as treatment?",
    ),
    (Field.CAUSE, None): (
        "which of the following can cause {}?",
        "which of the following can bring about {}?",
        "which of the following may lie behind {}?",
    ),
    (Field.CAUSE, Role.RISK): (
        "which of the following raises the risk of {}?",
        "which of the following makes {} more likely?",
        "which of the following predisposes to {}?",
    ),
    (Field.CAUSE, Role.TRIGGER): (
        "which of the following can trigger {}?",
        "which of the following can set off {}?",
        "which of the following can provoke {}?",
    ),
    (Field.DIAGNOSTIC, None): (
        "which of the following may be done in the work-up of {}?",
        "which test has a place in the work-up of {}?",
    ),
    (Field.PREVENTION, None): (
        "which of the following lowers the risk of {}?",
        "which of the following protects against {}?",
        "which of the following is advised for the prevention of {}?",
    ),
}
ANY = (
    "which of the following is {}?",
    "which one of these is {}?",
    "of the options below, which is {}?",
    "which option names {}?",
)


PLAIN_WAYS = 2  # of these, those that follow "In severe gout, ..."


def choice_stems(fact: Fact, name: str) -> tuple[str, ...]:
    """Stems that ask for this fact, the plainest first; each keeps its hedge, frequency and condition."""
    beginning = context(fact, name)
    named = unless_in(beginning, name)
    wording = wording_of(fact)
    if beginning and fact.field is Field.TREATMENT:
        what = f" for {named}" if named else ""
        hedge = "has been suggested" if fact.hedged else "may be used"
        questions = [f"which treatment{what} {hedge}?", f"which of the following {hedge} as treatment{what}?"]
    elif fact.field is Field.DIAGNOSTIC and not fact.hedged:
        questions = [f"which of the following belongs to the work-up{f' of {named}' if named else ''}?"]
    elif wording.predicate and not fact.hedged:
        questions = [f"which of the following {wording.predicate} {named or 'it'}?"]
    else:
        ways = ANY[:PLAIN_WAYS] if beginning else ANY
        questions = [way.format(described(fact, named)) for way in ways]
    if named and not (fact.hedged or fact.frequency or beginning):
        plain = PLAIN.get((fact.field, fact.role), ())
        questions = [questions[0], *(way.format(named) for way in plain), *questions[1:]]
    return tuple(f"{beginning}, {question}" if beginning else capitalised(question) for question in questions)
