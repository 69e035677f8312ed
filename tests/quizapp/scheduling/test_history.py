"""What each entry of a log found: always what replaying gives up to it by the scheduler of the day."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.card import NEW_CARD
from quizapp.scheduling.errors import LogError, UndoError
from quizapp.scheduling.grades import allowed_regrades
from quizapp.scheduling.history import History
from quizapp.scheduling.replay import GRADED, OVERTAKING, Action, LogEntry, replay
from quizapp.scheduling.schedulers import scheduler_of

DAY = 739_944
SCHEDULERS = ["sm2", "fsrs:70", "fsrs:95"]
MARKS = [Action.SUSPEND, Action.BURY, Action.FLAG, Action.RESET, Action.PRACTICE, Action.RETIRE]
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(0, 5)),
        st.tuples(st.just("regrade"), st.integers(0, 2)),
        st.tuples(st.just("undo"), st.integers(0, 2)),
        st.tuples(st.just("mark"), st.sampled_from(MARKS)),
        st.tuples(st.just("scheduler"), st.sampled_from(SCHEDULERS)),
        st.tuples(st.just("wait"), st.integers(1, 40)),
    ),
    max_size=30,
)


class Writer:
    """Writes only what the app would write."""

    def __init__(self) -> None:
        self.entries: list[LogEntry] = []
        self.day = DAY
        self.key = "sm2"

    @property
    def standing(self) -> list[LogEntry]:
        undone = {entry.undoes for entry in self.entries if entry.action is Action.UNDO}
        return [
            entry
            for entry in self.entries
            if entry.action is not Action.UNDO and entry.sequence not in undone
        ]

    def write(self, action: Action, **details: int | None) -> None:
        sequence = 3 * len(self.entries) + 2
        entry = LogEntry(
            sequence=sequence,
            action=action,
            day=self.day,
            scheduler_key=self.key,
            grade=details.get("grade"),
            undoes=details.get("undoes"),
            shift_days=details.get("shift_days") or 0,
        )
        self.entries.append(entry)

    def do(self, move: str, choice: int | Action | str) -> None:
        if move == "wait":
            self.day += int(choice)
        elif move == "scheduler":
            self.key = str(choice)
        elif isinstance(choice, Action):
            self.write(choice)
        elif move == "answer":
            has_drill = replay(self.entries, scheduler_of(self.key)).has_drill(self.day)
            self.write(Action.DRILL if has_drill else Action.ANSWER, grade=int(choice), shift_days=1)
        elif move == "regrade":
            self.change_grade(int(choice))
        elif len(self.standing) > int(choice):
            self.take_back(self.standing[-1 - int(choice)])

    def change_grade(self, choice: int) -> None:
        deciding = [entry for entry in self.standing if entry.action in GRADED | OVERTAKING]
        if deciding and deciding[-1].action in GRADED:
            grades = allowed_regrades(deciding[-1].grade or 0)
            self.write(Action.REGRADE, grade=grades[choice % len(grades)], undoes=deciding[-1].sequence)

    def take_back(self, entry: LogEntry) -> None:
        later = self.standing[self.standing.index(entry) + 1 :]
        if not any(other.undoes == entry.sequence or other.action is Action.DRILL for other in later):
            self.write(Action.UNDO, undoes=entry.sequence)


@given(MOVES)
@settings(deadline=None, max_examples=300)
def test_the_card_after_each_entry_is_what_replaying_gives_up_to_it(moves: list[tuple[str, int]]) -> None:
    writer, history = Writer(), History()
    for move, choice in moves:
        written = len(writer.entries)
        writer.do(move, choice)

        for entry in writer.entries[written:]:
            assert history.take(entry) == replay(writer.entries, scheduler_of(writer.key))


def test_a_shift_of_a_changed_grade_counts_under_the_scheduler_of_the_change() -> None:
    answer = LogEntry(sequence=1, action=Action.ANSWER, day=DAY, grade=5)
    change = LogEntry(
        sequence=2,
        action=Action.REGRADE,
        day=DAY,
        grade=4,
        undoes=1,
        scheduler_key="fsrs:70",
        shift_days=1,
    )

    card = replay([answer, change], scheduler_of("fsrs:70"))

    assert card.due_day == DAY + card.interval_days + 1
    assert replay([answer, change]).due_day == DAY + 1


@pytest.mark.parametrize(
    "entry",
    [
        LogEntry(sequence=2, action=Action.REGRADE, day=DAY, grade=4, undoes=7),
        LogEntry(sequence=2, action=Action.DRILL, day=DAY, grade=4),
        LogEntry(sequence=2, action=Action.ANSWER, day=DAY - 1, grade=4),
        LogEntry(sequence=2, action=Action.ANSWER, day=DAY, grade=6),
        LogEntry(sequence=2, action=Action.FLAG, day=DAY, scheduler_key="sm18"),
    ],
)
def test_what_nobody_can_have_written_is_named(entry: LogEntry) -> None:
    history = History()
    history.take(LogEntry(sequence=1, action=Action.ANSWER, day=DAY, grade=5))

    with pytest.raises(LogError) as caught:
        history.take(entry)

    assert caught.value.sequence == entry.sequence


def test_nothing_is_undone_twice() -> None:
    history = History()
    history.take(LogEntry(sequence=1, action=Action.FLAG, day=DAY))

    assert history.take(LogEntry(sequence=2, action=Action.UNDO, day=DAY, undoes=1)) == NEW_CARD
    with pytest.raises(UndoError):
        history.take(LogEntry(sequence=3, action=Action.UNDO, day=DAY, undoes=1))
