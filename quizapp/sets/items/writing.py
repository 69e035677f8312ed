"""An item as its author typed it: the parts of its kind taken from the form, cleaned, and checked.

Apart from the service, because the live advice asks for it at every pause in typing and stores nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from questions import Accepted, Flaw, Item, Kind, Markup, Option, Pair, QuestionsError
from quizapp.errors import InvalidInputError

CHOICES = {Kind.MULTIPLE_CHOICE, Kind.MULTIPLE_ANSWER, Kind.TRUE_FALSE}
TYPED = {Kind.SHORT_ANSWER, Kind.NUMERIC}
FULL_WEIGHT = 100.0
_TRUTHS = ("True", "False")
# A tab stays; a vertical one is Word's break of a line.
_CONTROLS = re.compile(r"[\x00-\x08\x0c\x0e-\x1f\x7f]")
_ADVICE_HERE = {
    'Mark the one best answer, or make its kind "multiple_answer".': (
        "Tick the one best answer, or choose the kind “Multiple choice, several right”."
    ),
    "Mark the one right option.": "Tick what is right.",
}
"""What to do where the advice on files says it in the words of files."""

Clean = Callable[[str | None], str]


def written_item(typed: Mapping[str, Any], former: Item) -> Item:
    """The item that a form's values make of the former one, which keeps what the form does not show.

    Raises:
        InvalidInputError: it cannot be shown, answered or marked; the message says what to do.
    """
    from questions import require_studyable

    item = drafted_item(typed, former)
    for row in typed["accepted"] if item.kind in TYPED else ():
        if _line(row["text"]) and _weight(row["worth"]) is None:
            raise InvalidInputError(
                "accepted", f"An answer is worth 0 to 100 percent, not “{_line(row['worth'])}”."
            )
    try:
        require_studyable(item)
    except QuestionsError as error:
        advice = _ADVICE_HERE.get(error.advice or "", error.advice)
        message = " ".join(filter(None, (error.problem, advice)))
        raise InvalidInputError(_field_of(error.problem, item.kind), message) from error
    return item


def drafted_item(typed: Mapping[str, Any], former: Item) -> Item:
    """The same, however unfinished."""
    from questions import task_of, with_answer

    kind, markup = Kind(typed["kind"]), Markup(typed["markup"])
    clean = _cleaner(markup)
    return with_answer(
        replace(
            former,
            kind=kind,
            task=former.task if kind is former.kind else task_of(kind),
            markup=markup,
            stem=clean(typed["stem"]),
            answer=clean(typed["answer"]),
            options=_options(typed, former, clean) if kind in CHOICES else (),
            accepted=_accepted(typed) if kind in TYPED else (),
            exact_case=bool(typed["exact_case"]) and kind is Kind.SHORT_ANSWER,
            pairs=_pairs(typed, clean) if kind is Kind.MATCHING else (),
            gaps=tuple(filter(None, map(_line, typed["gaps"]))) if kind is Kind.CLOZE else (),
            explanation=clean(typed["explanation"]),
            tags=tuple(dict.fromkeys(filter(None, map(_line, (typed["tags"] or "").split(";"))))),
            name=_line(typed["name"]),
            category=tuple(filter(None, map(_line, (typed["category"] or "").split(" / ")))),
        )
    )


def flaws_of(item: Item) -> tuple[Flaw, ...]:
    """What is wrong with the way an item is written, as its words are read."""
    from questions import find_flaws, in_plain_text

    return find_flaws(in_plain_text(item))


def _cleaner(markup: Markup) -> Clean:
    from questions import clean_html

    def plain(text: str | None) -> str:
        lines = (text or "").replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
        return _CONTROLS.sub("", lines).strip()

    return (lambda text: clean_html(plain(text))) if markup is Markup.HTML else plain


def _line(text: str | None) -> str:
    return _CONTROLS.sub("", " ".join((text or "").split()))


def _options(typed: Mapping[str, Any], former: Item, clean: Clean) -> tuple[Option, ...]:
    """The rows with text. One whose text stays keeps its source and its weight, one reworded its weight."""
    known = {option.text: option for option in former.options}
    is_statement = Kind(typed["kind"]) is Kind.TRUE_FALSE
    options = []
    for place, row in enumerate(typed["options"]):
        text = clean(row["text"])
        if is_statement and not text and place < len(_TRUTHS):
            text = _TRUTHS[place]
        if not text:
            continue
        before = known.get(text) or (former.options[place] if place < len(former.options) else None)
        is_right = bool(row["correct"])
        options.append(
            Option(
                text=text,
                correct=is_right,
                source=before.source if before and before.text == text else None,
                why=clean(row["why"]),
                weight=before.weight if before and before.correct is is_right else None,
            )
        )
    if is_statement and [option.text.casefold() for option in options] == ["false", "true"]:
        options.reverse()  # the study page names them by their place
    return tuple(options)


def _accepted(typed: Mapping[str, Any]) -> tuple[Accepted, ...]:
    return tuple(
        Accepted(
            text=text,
            tolerance=_line(row["tolerance"]) if Kind(typed["kind"]) is Kind.NUMERIC else "",
            weight=FULL_WEIGHT if (weight := _weight(row["worth"])) is None else weight,
            why=_line(row["why"]),
        )
        for row in typed["accepted"]
        if (text := _line(row["text"]))
    )


def _weight(text: str | None) -> float | None:
    """Percent of the mark, all of it where nothing is said; None where that is no such share."""
    from questions import decimal

    try:
        weight = float(decimal(_line(text).removesuffix("%") or str(FULL_WEIGHT)))
    except ValueError:
        return None
    return weight if abs(weight) <= FULL_WEIGHT else None


def _pairs(typed: Mapping[str, Any], clean: Clean) -> tuple[Pair, ...]:
    pairs = (Pair(prompt=clean(row["prompt"]), match=_line(row["match"])) for row in typed["pairs"])
    return tuple(pair for pair in pairs if pair.prompt or pair.match)


def _field_of(problem: str, kind: Kind) -> str:
    """The field beside which a problem belongs."""
    if problem.startswith("The stem"):
        return "stem"
    if kind in CHOICES:
        return "options"
    if kind in TYPED:
        return "accepted"
    if kind is Kind.MATCHING:
        return "pairs"
    return "gaps" if "blanks" in problem else "answer"
