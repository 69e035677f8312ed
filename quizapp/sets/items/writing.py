"""An item as its author typed it: the parts of its kind taken from the form, cleaned, and checked.

Apart from the service, because the live advice asks for it at every pause in typing and stores nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from questions import Accepted, Flaw, Item, Kind, Markup, Option, Pair, QuestionsError
from quizapp.errors import InvalidInputError

CHOICES = {Kind.MULTIPLE_CHOICE, Kind.MULTIPLE_ANSWER, Kind.TRUE_FALSE}
TYPED = {Kind.SHORT_ANSWER, Kind.NUMERIC}


def written_item(typed: Mapping[str, Any], former: Item) -> Item:
    """The item that a form's values make of the former one, which keeps what the form does not show.

    Raises:
        InvalidInputError: it cannot be shown, answered or marked; the message says what to do.
    """
    from questions import require_studyable

    item = drafted_item(typed, former)
    try:
        require_studyable(item)
    except QuestionsError as error:
        message = " ".join(filter(None, (error.problem, error.advice)))
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
            accepted=_accepted(typed, former) if kind in TYPED else (),
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


def _cleaner(markup: Markup) -> Any:
    from questions import clean_html

    def plain(text: str | None) -> str:
        return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()

    return (lambda text: clean_html(plain(text))) if markup is Markup.HTML else plain


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _options(typed: Mapping[str, Any], former: Item, clean: Any) -> tuple[Option, ...]:
    """The rows with text. One whose text stays keeps its source and its weight."""
    known = {option.text: option for option in former.options}
    options = []
    for row in typed["options"]:
        text = clean(row["text"])
        if not text:
            continue
        option = known.get(text, Option(text=text, correct=False))
        is_right = bool(row["correct"])
        weight = option.weight if is_right is option.correct else None
        options.append(replace(option, correct=is_right, why=clean(row["why"]), weight=weight))
    return tuple(options)


def _accepted(typed: Mapping[str, Any], former: Item) -> tuple[Accepted, ...]:
    known = {one.text: one for one in former.accepted}
    return tuple(
        replace(
            known.get(text, Accepted(text=text)),
            tolerance=_line(row["tolerance"]),
            why=_line(row["why"]),
        )
        for row in typed["accepted"]
        if (text := _line(row["text"]))
    )


def _pairs(typed: Mapping[str, Any], clean: Any) -> tuple[Pair, ...]:
    pairs = (Pair(prompt=clean(row["prompt"]), match=_line(row["match"])) for row in typed["pairs"])
    return tuple(pair for pair in pairs if pair.prompt or pair.match)


def _field_of(problem: str, kind: Kind) -> str:
    """The field beside which a problem belongs."""
    if "stem" in problem.lower():
        return "stem"
    if kind in CHOICES:
        return "options"
    if kind in TYPED:
        return "accepted"
    return {Kind.MATCHING: "pairs", Kind.CLOZE: "stem"}.get(kind, "answer")
