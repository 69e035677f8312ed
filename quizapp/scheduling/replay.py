"""The log is the truth: a card's state is what replaying its entries gives.

Two ways lead to a state, and always to the same one. `apply` takes the current state one action further, and
for the two actions that look back, `regrade` and undo, the state before the entry in question is enough:
undoing the card's latest entry is going back to it. `replay` makes the state from the entries alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from quizapp.scheduling import card as cards
from quizapp.scheduling.card import NEW_CARD, SM2, CardState, Scheduler
from quizapp.scheduling.errors import LogError, RegradeError, SchedulingError, UndoError
from quizapp.scheduling.grades import allowed_regrades


class Action(StrEnum):
    """What a log entry says was done; the values are stored."""

    ANSWER = "answer"
    DRILL = "drill"
    REGRADE = "regrade"
    UNDO = "undo"
    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    BURY = "bury"
    UNBURY = "unbury"
    FLAG = "flag"
    UNFLAG = "unflag"


@dataclass(frozen=True, kw_only=True, slots=True)
class LogEntry:
    """One thing done to one card.

    Attributes:
        sequence: place in the learner's log; entries are replayed by it, whatever the clocks said.
        day: the learner day on which it was done.
        grade: 0 to 5 with an answer, a drill or a regrade; None otherwise.
        undoes: with an undo, the sequence of the entry it takes away; with a regrade, of the answer or drill
            whose grade it changes, which is the latest; None otherwise.
    """

    sequence: int
    action: Action
    day: int
    grade: int | None = None
    undoes: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """An entry that counts, with the card before and after it.

    Attributes:
        entry: not undone; a graded one carries the grade as it was last changed.
    """

    entry: LogEntry
    before: CardState
    after: CardState


def replay(entries: Sequence[LogEntry], scheduler: Scheduler = SM2) -> CardState:
    """The state of a card from all its entries, in order of sequence; without any, a card never introduced.

    Raises LogError, naming the entry, for a log that nobody can have written by using the app; UndoError
    where that entry is an undo.
    """
    replayed = steps(entries, scheduler)
    return replayed[-1].after if replayed else NEW_CARD


def steps(entries: Sequence[LogEntry], scheduler: Scheduler = SM2) -> list[Step]:
    """The card through every entry that counts: undone ones left out, changed grades put in their place.

    For checking stored intervals, for explaining a date, and for the state before an answer. Raises as
    `replay`.
    """
    taken: list[Step] = []
    card = NEW_CARD
    for entry in _with_final_grades(_not_undone(entries)):
        try:
            after = apply(card, entry, scheduler)
        except LogError:
            raise
        except SchedulingError as error:
            raise LogError(entry.sequence, str(error)) from error
        taken.append(Step(entry=entry, before=card, after=after))
        card = after
    return taken


def apply(card: CardState, entry: LogEntry, scheduler: Scheduler = SM2) -> CardState:
    """The card one entry further.

    Raises LogError for a regrade or an undo, as the card alone does not say what came before, and what
    `answer` and `drill` raise.
    """
    match entry.action:
        case Action.ANSWER:
            return cards.answer(card, _grade_of(entry), entry.day, scheduler)
        case Action.DRILL:
            return cards.drill(card, _grade_of(entry), entry.day, scheduler)
        case Action.SUSPEND:
            return cards.suspend(card)
        case Action.UNSUSPEND:
            return cards.unsuspend(card)
        case Action.BURY:
            return cards.bury(card, entry.day)
        case Action.UNBURY:
            return cards.unbury(card)
        case Action.FLAG:
            return cards.flag(card)
        case Action.UNFLAG:
            return cards.unflag(card)
        case Action.REGRADE | Action.UNDO:
            raise LogError(
                entry.sequence, f"A card alone cannot tell what to {entry.action}; replay its log."
            )


def regrade(
    card: CardState, before: CardState, graded: LogEntry, grade: int, scheduler: Scheduler = SM2
) -> CardState:
    """The card with another grade for its latest answer or drill.

    Recomputed from `before`, the state before that entry, and on its day, even when the day has been cut
    since; what was suspended, buried or flagged in between stays so. `graded` is the entry as first recorded:
    its grade is the suggestion that limits the choice. Raises RegradeError for a grade not offered.
    """
    _check_regrade(_grade_of(graded), grade)
    return replace(
        apply(before, replace(graded, grade=grade), scheduler),
        suspended=card.suspended,
        buried_until_day=card.buried_until_day,
        flagged=card.flagged,
    )


def _grade_of(entry: LogEntry) -> int:
    if entry.grade is None:
        raise LogError(entry.sequence, f"An entry of kind {entry.action} has no grade.")
    return entry.grade


def _check_regrade(recorded: int, grade: int) -> None:
    allowed = allowed_regrades(recorded)
    if grade not in allowed:
        raise RegradeError(grade, allowed)


def _not_undone(entries: Sequence[LogEntry]) -> list[LogEntry]:
    """The entries without undos and what they took away. An undo is final: undoing it is refused."""
    for earlier, later in pairwise(entries):
        if later.sequence <= earlier.sequence:
            raise LogError(later.sequence, f"It comes after entry {earlier.sequence}; sort by sequence.")
    standing: dict[int, LogEntry] = {}
    for entry in entries:
        if entry.action is not Action.UNDO:
            standing[entry.sequence] = entry
        elif entry.undoes is None or standing.pop(entry.undoes, None) is None:
            raise UndoError(entry.sequence, entry.undoes, "it is undone already, or none of this card's")
    return list(standing.values())


def _with_final_grades(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """The entries without regrades, and their grades in the answers and drills which they change.

    Putting the grade in its place is the same as recomputing from the state before, as what lies between an
    answer and its regrade (suspend, bury, flag) neither reads nor writes what the grade decides.
    """
    final: list[LogEntry] = []
    latest: int | None = None
    recorded = 0
    for entry in entries:
        if entry.action in (Action.ANSWER, Action.DRILL):
            latest, recorded = len(final), _grade_of(entry)
        if entry.action is not Action.REGRADE:
            final.append(entry)
            continue
        if latest is None or final[latest].sequence != entry.undoes:
            raise LogError(
                entry.sequence, f"Entry {entry.undoes}, whose grade it changes, is not the latest."
            )
        try:
            _check_regrade(recorded, _grade_of(entry))
        except RegradeError as error:
            raise LogError(entry.sequence, str(error)) from error
        final[latest] = replace(final[latest], grade=entry.grade)
    return final
