"""The log is the truth: a card's state is what replaying its entries gives.

Two ways lead to a state, and always to the same one. `apply` takes the current state one entry further; it
serves all but the entries that look back, an undo and a change of grade. `replay` makes the state from the
entries alone. Neither depends on which scheduler the entries were written under, so that a learner may change
theirs: the state is then what the new one makes of the whole log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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
    RESET = "reset"
    PRACTICE = "practice"
    """An answer in a custom session that moves nothing."""
    IMPORTED = "imported"
    """A review that another program logged."""
    IMPORT = "import"
    """The schedule that another program gave the card, after its reviews."""
    RETIRE = "retire"
    RESTORE = "restore"
    """The item taken from learners or given back; its card stays as it is."""
    SETTINGS = "settings"
    """A change of the learner's own settings, of no single card; never replayed on one."""
    COURSE_EXAM = "course_exam"
    """Another exam date of a course in which the learner is a student; of no card either."""


GRADED = frozenset({Action.ANSWER, Action.DRILL})
OVERTAKING = frozenset({Action.RESET, Action.IMPORTED, Action.IMPORT})
"""After them the grade of an earlier answer decides nothing, so it is changed no more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportedSchedule:
    """Where another program left a card; `day` is of the last review. Fields as in `CardState`."""

    repetition: int
    ease_hundredths: int
    interval_days: int
    due_day: int
    last_day: int
    introduced_day: int
    lapses: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LogEntry:
    """One thing done to one card.

    Attributes:
        sequence: place in the learner's log; entries are replayed by it, whatever the clocks said.
        day: the learner day on which it was done; of an imported review the day on which that was.
        grade: 0 to 5 with an answer, a drill, a regrade, practice or an imported review; None otherwise.
        undoes: with an undo, the sequence of the entry it takes away; with a regrade, of the answer or drill
            whose grade it changes, which is the latest; None otherwise.
        scheduler_key: the scheduler that was in force when it was written.
        shift_days: how far fuzz or load balance moved the due day which this answer gave.
        schedule: with an import; None otherwise.
    """

    sequence: int
    action: Action
    day: int
    grade: int | None = None
    undoes: int | None = None
    scheduler_key: str = SM2.key
    shift_days: int = 0
    schedule: ImportedSchedule | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """An entry that counts, with the card before and after it.

    Attributes:
        entry: not undone; a graded one carries the grade as it was last changed.
    """

    entry: LogEntry
    before: CardState
    after: CardState


def replay(
    entries: Sequence[LogEntry], scheduler: Scheduler = SM2, before: CardState = NEW_CARD
) -> CardState:
    """The state of a card from all its entries, in order of sequence; without any, as it was before.

    Raises LogError, naming the entry, for a log that nobody can have written by using the app; UndoError
    where that entry is an undo.
    """
    card = before
    for _, card in _applied(entries, scheduler, before):  # noqa: B007 - the last is what is asked for
        pass
    return card


def steps(
    entries: Sequence[LogEntry], scheduler: Scheduler = SM2, before: CardState = NEW_CARD
) -> list[Step]:
    """The card through every entry that counts: undone ones left out, changed grades put in their place.

    For checking stored intervals, for explaining a date, and for the state before an answer. Raises as
    `replay`.
    """
    taken: list[Step] = []
    card = before
    for entry, after in _applied(entries, scheduler, before):
        taken.append(Step(entry=entry, before=card, after=after))
        card = after
    return taken


def _applied(
    entries: Sequence[LogEntry], scheduler: Scheduler, card: CardState
) -> Iterator[tuple[LogEntry, CardState]]:
    """Every entry that counts with the card after it."""
    for entry in _with_final_grades(_not_undone(entries)):
        try:
            card = apply(card, entry, scheduler)
        except LogError:
            raise
        except SchedulingError as error:
            raise LogError(entry.sequence, str(error)) from error
        yield entry, card


def apply(card: CardState, entry: LogEntry, scheduler: Scheduler = SM2) -> CardState:
    """The card one entry further by this scheduler, which need not be the one it was written under.

    Then a drill of the other scheduler, which this one would not have asked for, changes nothing, and no
    shift counts, as there are other intervals. Raises LogError for a regrade or an undo, as the card alone
    does not say what came before, and what `answer` and `drill` raise.
    """
    if entry.action in _GRADED_ACTIONS:
        return _GRADED_ACTIONS[entry.action](card, entry, scheduler)
    if entry.action in _OTHER_ACTIONS:
        return _OTHER_ACTIONS[entry.action](card, entry)
    raise LogError(entry.sequence, f"A card alone cannot tell what to {entry.action}; replay its log.")


def _answer(card: CardState, entry: LogEntry, scheduler: Scheduler) -> CardState:
    answered = cards.answer(card, _grade_of(entry), entry.day, scheduler)
    if not entry.shift_days or entry.scheduler_key != scheduler.key or answered.due_day is None:
        return answered
    return replace(answered, due_day=answered.due_day + entry.shift_days)


def _drill(card: CardState, entry: LogEntry, scheduler: Scheduler) -> CardState:
    if entry.scheduler_key != scheduler.key and not card.has_drill(entry.day):
        return card
    return cards.drill(card, _grade_of(entry), entry.day, scheduler)


def _imported_review(card: CardState, entry: LogEntry, scheduler: Scheduler) -> CardState:
    """As an answer on its day, without a drill; a second review of a day was one, and moves nothing."""
    if card.last_day == entry.day:
        return card
    return replace(cards.answer(card, _grade_of(entry), entry.day, scheduler), drill_day=None)


def _imported_schedule(card: CardState, entry: LogEntry) -> CardState:
    """The schedule taken over as it is, so that dates hold; FSRS's memory is that of the imported reviews."""
    taken = entry.schedule
    if taken is None:
        raise LogError(entry.sequence, "An import has no schedule.")
    return replace(
        card,
        repetition=taken.repetition,
        ease_hundredths=taken.ease_hundredths,
        interval_days=taken.interval_days,
        due_day=taken.due_day,
        last_day=taken.last_day,
        introduced_day=taken.introduced_day,
        lapses=taken.lapses,
        drill_day=None,
    )


_GRADED_ACTIONS: dict[Action, Callable[[CardState, LogEntry, Scheduler], CardState]] = {
    Action.ANSWER: _answer,
    Action.DRILL: _drill,
    Action.IMPORTED: _imported_review,
}
_OTHER_ACTIONS: dict[Action, Callable[[CardState, LogEntry], CardState]] = {
    Action.SUSPEND: lambda card, _: cards.suspend(card),
    Action.UNSUSPEND: lambda card, _: cards.unsuspend(card),
    Action.BURY: lambda card, entry: cards.bury(card, entry.day),
    Action.UNBURY: lambda card, _: cards.unbury(card),
    Action.FLAG: lambda card, _: cards.flag(card),
    Action.UNFLAG: lambda card, _: cards.unflag(card),
    Action.RESET: lambda card, _: cards.reset(card),
    Action.IMPORT: _imported_schedule,
    Action.PRACTICE: lambda card, _: card,
    Action.RETIRE: lambda card, _: card,
    Action.RESTORE: lambda card, _: card,
}


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
        if entry.action in GRADED:
            latest, recorded = len(final), _grade_of(entry)
        elif entry.action in OVERTAKING:
            latest = None
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
        final[latest] = _regraded(final[latest], entry)
    return final


def _regraded(graded: LogEntry, regrade: LogEntry) -> LogEntry:
    """The entry with its changed grade, and the shift made for that under the scheduler of the change."""
    changed = replace(graded, grade=regrade.grade)
    if graded.action is Action.DRILL:
        return changed
    return replace(changed, shift_days=regrade.shift_days, scheduler_key=regrade.scheduler_key)
