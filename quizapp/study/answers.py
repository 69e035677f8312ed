"""What a page sends as an answer, what it is worth, and what is kept of it. Without the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from questions import Item, Kind, item_from_dict
from quizapp.errors import InvalidInputError
from quizapp.scheduling.grades import BUTTON_GRADES, Button, Claim, suggested_grade
from quizapp.study.content import SELF_GRADED, lines_of, matches_of
from quizapp.study.errors import NoAnswerError
from quizapp.study.judging import chose_rightly, matched_rightly, typed_rightly

CAME_LATE = (
    "An answer that could not be sent in time came after its card had moved on. It is kept as practice."
)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the learner's page sent. ``key`` is the page's own, so that a retry is known as one.

    A flashcard or cloze is answered by ``button``. All else has a ``claim`` and, by its kind, an ``option``
    (its place in the stored order), the options that were ``chosen``, what was ``typed``, or ``matched``: for
    each line the place of its match as `matches_of` offers them. The versions are those that the page was
    drawn from: an edited item may have its options in other places. ``session`` is the number of the custom
    session that showed the card. ``late``: the page could not send it at once, as a device that was offline.
    """

    key: str
    item_id: int
    card_version: int
    item_version: int
    button: Button | None = None
    option: int | None = None
    chosen: tuple[int, ...] = ()
    typed: str | None = None
    matched: tuple[int, ...] = ()
    claim: Claim = Claim.NONE
    device_time: datetime | None = None
    duration_ms: int | None = None
    session: int | None = None
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was recorded of an answer; a retry with the same key gets the same.

    ``came_late``: its card had moved on, so it is in the log and moved no date.
    """

    sequence: int
    item_id: int
    grade: int
    correct: bool | None
    came_late: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Graded:
    """The SM-2 grade of an answer, and whether it is right; None where the learner graded it.

    ``given`` is what was answered, as the log keeps it: {"chosen": places of options}, {"typed": text} or
    {"matched": for each line the place of the pair whose match it got}; None where a column holds it.
    """

    grade: int
    correct: bool | None
    given: dict[str, Any] | None = None


_ONE_OF = frozenset({Kind.MULTIPLE_CHOICE.value, Kind.TRUE_FALSE.value})


def graded(answer: Answer, content: dict[str, Any]) -> Graded:
    """What an answer to an item of this stored content is worth.

    Raises:
        NoAnswerError: nothing was answered.
        InvalidInputError: it does not fit the kind of item.
    """
    kind = content["kind"]
    if kind in _ONE_OF:
        options = content["options"]
        if answer.option is None or not 0 <= answer.option < len(options):
            raise InvalidInputError("option", "Choose one of the options.")
        right, given = bool(options[answer.option]["correct"]), None
    elif kind in SELF_GRADED:
        if answer.button is None:
            raise InvalidInputError("button", "Choose Again, Hard, Good or Easy.")
        if answer.option is not None or answer.claim is not Claim.NONE:
            raise InvalidInputError("option", "This card has no options; send the button alone.")
        return Graded(grade=BUTTON_GRADES[answer.button], correct=None)
    else:
        right, given = _JUDGES[kind](answer, item_from_dict(content))
    return Graded(grade=suggested_grade(right=right, claim=answer.claim), correct=right, given=given)


def _judge_chosen(answer: Answer, item: Item) -> tuple[bool, dict[str, Any]]:
    chosen = sorted(set(answer.chosen))
    if not chosen:
        raise NoAnswerError("Nothing was chosen, so nothing was recorded.")
    if not 0 <= chosen[0] <= chosen[-1] < len(item.options):
        raise InvalidInputError("chosen", "Choose from the options.")
    return chose_rightly(item, set(chosen)), {"chosen": chosen}


def _judge_typed(answer: Answer, item: Item) -> tuple[bool, dict[str, Any]]:
    typed = (answer.typed or "").strip()
    if not typed:
        raise NoAnswerError("Nothing was typed, so nothing was recorded.")
    return typed_rightly(item, typed), {"typed": typed}


def _judge_matched(answer: Answer, item: Item) -> tuple[bool, dict[str, Any]]:
    offered = matches_of(item)
    if len(answer.matched) != len(lines_of(item)):
        raise NoAnswerError("A line has no match, so nothing was recorded.")
    if not all(0 <= place < len(offered) for place in answer.matched):
        raise InvalidInputError("matched", "Choose from the matches.")
    matched = [offered[place] for place in answer.matched]
    return all(matched_rightly(item, matched)), {"matched": matched}


_JUDGES: dict[str, Callable[[Answer, Item], tuple[bool, dict[str, Any]]]] = {
    Kind.MULTIPLE_ANSWER.value: _judge_chosen,
    Kind.SHORT_ANSWER.value: _judge_typed,
    Kind.NUMERIC.value: _judge_typed,
    Kind.MATCHING.value: _judge_matched,
}
