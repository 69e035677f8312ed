"""What a page sends as an answer, what it is worth, and what is kept of it. Without the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quizapp.errors import InvalidInputError
from quizapp.scheduling.grades import BUTTON_GRADES, Button, Claim, suggested_grade

CAME_LATE = (
    "An answer that could not be sent in time came after its card had moved on. It is kept as practice."
)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the learner's page sent. ``key`` is the page's own, so that a retry is known as one.

    A flashcard or cloze is answered by ``button``, a multiple-choice item by ``option`` (its place in the
    stored order) and ``claim``. The versions are those that the page was drawn from: an edited item may have
    its options in other places. ``session`` is the number of the custom session that showed the card.
    ``late``: the page could not send it at once, as a device that was offline.
    """

    key: str
    item_id: int
    card_version: int
    item_version: int
    button: Button | None = None
    option: int | None = None
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


def grade_of(answer: Answer, content: dict[str, Any]) -> tuple[int, bool | None]:
    """The SM-2 grade of an answer, and whether its option is right; None where nothing was chosen."""
    options = content.get("options") or []
    if not options:
        if answer.button is None:
            raise InvalidInputError("button", "Choose Again, Hard, Good or Easy.")
        if answer.option is not None or answer.claim is not Claim.NONE:
            raise InvalidInputError("option", "This card has no options; send the button alone.")
        return BUTTON_GRADES[answer.button], None
    if answer.option is None or not 0 <= answer.option < len(options):
        raise InvalidInputError("option", "Choose one of the options.")
    right = bool(options[answer.option]["correct"])
    return suggested_grade(right=right, claim=answer.claim), right
