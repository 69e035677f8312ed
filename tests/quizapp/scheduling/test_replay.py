"""The two ways to a card's state, one action at a time and by replaying the log, always agree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.card import NEW_CARD, CardState, answer, drill, flag, suspend
from quizapp.scheduling.errors import LogError, NoDrillError, PastDayError, UndoError
from quizapp.scheduling.grades import allowed_regrades
from quizapp.scheduling.replay import GRADED, OVERTAKING, Action, LogEntry, apply, replay, steps

DAY = 739_944

# What a learner does with one card at a time; the rest is in tests of its own.
DONE = [
    *sorted(GRADED),
    Action.REGRADE,
    Action.UNDO,
    Action.SUSPEND,
    Action.UNSUSPEND,
    Action.BURY,
    Action.UNBURY,
    Action.FLAG,
    Action.UNFLAG,
    Action.RESET,
    Action.PRACTICE,
]
MOVES = st.lists(st.tuples(st.sampled_from(DONE), st.integers(0, 5), st.integers(0, 9)), max_size=40)


def log(*written: tuple[Action, int | None], changes: int = 1) -> list[LogEntry]:
    """Entries on one day; the number is the grade, or for an undo the sequence it undoes.

    `changes` is the sequence whose grade the regrades change.
    """
    entries = []
    for sequence, (action, number) in enumerate(written, start=1):
        undoes = {Action.UNDO: number, Action.REGRADE: changes}.get(action)
        grade = None if action is Action.UNDO else number
        entries.append(LogEntry(sequence=sequence, action=action, day=DAY, grade=grade, undoes=undoes))
    return entries


class Learner:
    """Does as the service does: keeps the current state and, with each entry, the state before it."""

    def __init__(self) -> None:
        self.card = NEW_CARD
        self.entries: list[LogEntry] = []
        self.standing: list[tuple[LogEntry, CardState]] = []

    def write(
        self, action: Action, day: int, *, grade: int | None = None, undoes: int | None = None
    ) -> LogEntry:
        # Other cards of the learner take the sequences between.
        entry = LogEntry(
            sequence=len(self.entries) * 3 + 5, action=action, day=day, grade=grade, undoes=undoes
        )
        self.entries.append(entry)
        return entry

    def act(self, action: Action, day: int, grade: int | None) -> None:
        entry = self.write(action, day, grade=grade)
        self.standing.append((entry, self.card))
        self.card = apply(self.card, entry)

    def change_grade(self, day: int, choice: int) -> None:
        place = max(n for n, (entry, _) in enumerate(self.standing) if entry.action in GRADED)
        graded, card = self.standing[place]
        allowed = allowed_regrades(graded.grade or 0)
        grade = allowed[choice % len(allowed)]
        entry = self.write(Action.REGRADE, day, grade=grade, undoes=graded.sequence)
        later = [former for former, _ in self.standing[place + 1 :] if former.action is not Action.REGRADE]
        self.standing.append((entry, self.card))
        for one in [replace(graded, grade=grade), *later]:
            card = apply(card, one)
        self.card = card

    def undo(self, day: int) -> None:
        undone, self.card = self.standing.pop()
        self.write(Action.UNDO, day, undoes=undone.sequence)

    def has_answered(self) -> bool:
        """Whether an answer stands whose grade decides about the card."""
        deciding = [entry for entry, _ in self.standing if entry.action in GRADED | OVERTAKING]
        return bool(deciding) and deciding[-1].action in GRADED

    def move(self, action: Action, grade: int, day: int) -> None:
        """Do it if the app would offer it now."""
        if action is Action.UNDO:
            if self.standing:
                self.undo(day)
        elif action is Action.REGRADE:
            if self.has_answered():
                self.change_grade(day, grade)
        elif action is not Action.DRILL or self.card.has_drill(day):
            self.act(action, day, grade if action in GRADED else None)


@given(MOVES)
@settings(deadline=None, max_examples=400)
def test_one_action_at_a_time_and_replaying_the_log_always_agree(
    moves: list[tuple[Action, int, int]],
) -> None:
    learner, day = Learner(), DAY
    for action, grade, wait_days in moves:
        # Most moves come on the same day, so that drills, changes of grade and undos meet.
        day += max(0, wait_days - 6)
        learner.move(action, grade, day)

        assert replay(learner.entries) == learner.card


@given(MOVES)
@settings(deadline=None)
def test_undoing_everything_gives_exactly_the_card_never_introduced(
    moves: list[tuple[Action, int, int]],
) -> None:
    learner = Learner()
    for action, grade, _ in moves:
        learner.move(action, grade, DAY)

    while learner.standing:
        learner.undo(DAY)

    assert replay(learner.entries) == learner.card == NEW_CARD


@given(MOVES, st.data())
@settings(deadline=None)
def test_an_undo_of_any_entry_is_as_if_it_had_never_been_written(
    moves: list[tuple[Action, int, int]], data: st.DataObject
) -> None:
    learner = Learner()
    for action, grade, _ in moves:
        if action is not Action.UNDO:
            learner.move(action, grade, DAY)
    standing = entries = learner.entries
    for named in data.draw(st.lists(st.sampled_from(entries), unique=True) if entries else st.just([])):
        sequence = entries[-1].sequence + 1
        undo = LogEntry(sequence=sequence, action=Action.UNDO, day=DAY, undoes=named.sequence)
        entries = [*entries, undo]
        standing = [entry for entry in standing if entry != named]

        assert outcome(entries) == outcome(standing)


def outcome(entries: list[LogEntry]) -> CardState | str:
    """The card, or why the rest cannot stand alone, such as a drill whose answer was taken away."""
    try:
        return replay(entries)
    except LogError as error:
        return str(error)


def test_no_entries_are_a_card_never_introduced() -> None:
    assert replay([]) == NEW_CARD == CardState()


@pytest.mark.parametrize(
    ("actions", "marks"),
    [
        ([Action.SUSPEND], CardState(suspended=True)),
        ([Action.SUSPEND, Action.UNSUSPEND], NEW_CARD),
        ([Action.BURY], CardState(buried_until_day=DAY + 1)),
        ([Action.FLAG], CardState(flagged=True)),
        ([Action.FLAG, Action.UNFLAG], NEW_CARD),
    ],
)
def test_each_mark_is_replayed_as_what_it_is(actions: list[Action], marks: CardState) -> None:
    assert replay(log(*((action, None) for action in actions))) == marks


def test_an_undo_of_the_first_answer_gives_the_new_card_again() -> None:
    assert replay(log((Action.ANSWER, 1), (Action.UNDO, 1))) == NEW_CARD


def test_an_undo_of_a_changed_grade_brings_back_the_recorded_one() -> None:
    changed = log((Action.ANSWER, 5), (Action.REGRADE, 3))

    assert replay(changed) == answer(NEW_CARD, 3, DAY)
    assert replay(log((Action.ANSWER, 5), (Action.REGRADE, 3), (Action.UNDO, 2))) == answer(NEW_CARD, 5, DAY)


def test_an_undo_of_a_passed_drill_makes_it_pending_again() -> None:
    card = replay(log((Action.ANSWER, 1), (Action.DRILL, 4), (Action.UNDO, 2)))

    assert card == answer(NEW_CARD, 1, DAY)
    assert card.has_drill(DAY)


def test_an_undo_takes_away_the_entry_it_names_and_keeps_later_ones() -> None:
    card = replay(log((Action.FLAG, None), (Action.ANSWER, 4), (Action.SUSPEND, None), (Action.UNDO, 1)))

    assert card == suspend(answer(NEW_CARD, 4, DAY))


def test_a_changed_grade_counts_from_the_day_of_the_answer_and_keeps_the_marks_made_since() -> None:
    first = log((Action.ANSWER, 4), (Action.FLAG, None))
    changed = LogEntry(sequence=3, action=Action.REGRADE, day=DAY + 1, grade=3, undoes=1)

    card = replay([*first, changed])

    assert card == flag(answer(NEW_CARD, 3, DAY))
    assert card.due_day == DAY + 1


def test_a_grade_is_changed_no_more_once_the_card_was_reset() -> None:
    with pytest.raises(LogError, match="Log entry 3: Entry 1, whose grade it changes, is not the latest"):
        replay(log((Action.ANSWER, 5), (Action.RESET, None), (Action.REGRADE, 3)))


def test_a_grade_changed_twice_is_limited_by_the_suggestion_and_not_by_the_first_change() -> None:
    card = replay(log((Action.ANSWER, 5), (Action.REGRADE, 3), (Action.REGRADE, 5)))

    assert card == answer(NEW_CARD, 5, DAY)


def test_a_change_of_grade_after_a_drill_is_of_the_drill() -> None:
    failed = answer(NEW_CARD, 3, DAY)

    card = replay(log((Action.ANSWER, 3), (Action.DRILL, 4), (Action.REGRADE, 3), changes=2))

    assert card == drill(failed, 3, DAY) == failed


@pytest.mark.parametrize(("recorded", "grade"), [(1, 3), (1, 0), (3, 4), (4, 5), (4, 2), (5, 6)])
def test_a_grade_is_not_changed_beyond_its_limits(recorded: int, grade: int) -> None:
    with pytest.raises(LogError, match=f"Log entry 2: The grade cannot be changed to {grade}"):
        replay(log((Action.ANSWER, recorded), (Action.REGRADE, grade)))


@pytest.mark.parametrize(
    "entries",
    [
        log((Action.ANSWER, 4), (Action.UNDO, 1), (Action.UNDO, 1)),
        log((Action.ANSWER, 4), (Action.UNDO, 7)),
        log((Action.ANSWER, 4), (Action.UNDO, 1), (Action.UNDO, 2)),
        log((Action.UNDO, 1)),
        log((Action.UNDO, 2), (Action.ANSWER, 4)),
        log((Action.ANSWER, 4), (Action.UNDO, None)),
    ],
    ids=["twice", "foreign", "an undo", "itself", "a later one", "nothing"],
)
def test_an_undo_of_what_is_not_there_is_refused(entries: list[LogEntry]) -> None:
    with pytest.raises(UndoError, match="It cannot undo"):
        replay(entries)


@pytest.mark.parametrize(
    ("entries", "sequence", "problem"),
    [
        (log((Action.FLAG, None), (Action.DRILL, 4)), 2, "no drill"),
        (log((Action.ANSWER, 9)), 1, "Grade 9"),
        (log((Action.ANSWER, None)), 1, "has no grade"),
        (log((Action.FLAG, None), (Action.REGRADE, 4)), 2, "is not the latest"),
        (log((Action.ANSWER, 4), (Action.REGRADE, 3), (Action.UNDO, 1)), 2, "is not the latest"),
        (log((Action.ANSWER, 4), (Action.ANSWER, 4), (Action.REGRADE, 3)), 3, "Entry 1, whose grade"),
        (log((Action.ANSWER, 1), (Action.DRILL, 4), (Action.UNDO, 1)), 2, "no drill"),
        (log((Action.ANSWER, 4), (Action.FLAG, None))[::-1], 1, "sort by sequence"),
    ],
)
def test_a_log_that_cannot_be_is_refused_at_its_entry(
    entries: list[LogEntry], sequence: int, problem: str
) -> None:
    with pytest.raises(LogError, match=problem) as refusal:
        replay(entries)

    assert refusal.value.sequence == sequence


def test_an_answer_before_an_earlier_one_is_refused_with_its_reason() -> None:
    first, second = log((Action.ANSWER, 4), (Action.ANSWER, 4))

    with pytest.raises(LogError) as refusal:
        replay([first, replace(second, day=DAY - 1)])

    assert isinstance(refusal.value.__cause__, PastDayError)


def test_a_drill_that_comes_after_the_cut_is_refused_to_the_caller_as_such() -> None:
    late = LogEntry(sequence=2, action=Action.DRILL, day=DAY + 1, grade=4)

    with pytest.raises(NoDrillError):
        apply(answer(NEW_CARD, 1, DAY), late)


@pytest.mark.parametrize("action", [Action.REGRADE, Action.UNDO])
def test_what_looks_back_is_not_applied_to_a_card_alone(action: Action) -> None:
    entry = LogEntry(sequence=2, action=action, day=DAY, grade=4, undoes=1)

    with pytest.raises(LogError, match="replay its log"):
        apply(answer(NEW_CARD, 4, DAY), entry)


def test_the_steps_join_up_and_leave_out_what_was_undone() -> None:
    entries = log(
        (Action.ANSWER, 5), (Action.REGRADE, 4), (Action.FLAG, None), (Action.UNDO, 3), (Action.BURY, None)
    )

    taken = steps(entries)

    assert [(step.entry.sequence, step.entry.grade) for step in taken] == [(1, 4), (5, None)]
    assert taken[0].before == NEW_CARD
    assert taken[0].after == taken[1].before
    assert taken[1].after == replay(entries)
