"""The card as it stood after each entry of its log, under the scheduler which was in force then.

Apart from `replay`, which gives where all of it leads under one scheduler: this is for proving that every
entry recorded what was so when it was written.
"""

from __future__ import annotations

from quizapp.scheduling.card import NEW_CARD, CardState, Scheduler
from quizapp.scheduling.errors import LogError, SchedulingError, UndoError
from quizapp.scheduling.replay import GRADED, Action, LogEntry, replay
from quizapp.scheduling.schedulers import scheduler_of


class History:
    """One card's log, entry by entry in order of sequence.

    Each is applied once, unless one looks back or the scheduler changes: so a log takes linear time.
    """

    def __init__(self) -> None:
        self._standing: list[LogEntry] = []
        self._states: list[CardState] = []
        self._scheduler_key = ""

    def take(self, entry: LogEntry) -> CardState:
        """The card after this entry too: what `replay` makes of all so far by this entry's scheduler.

        Raises LogError as `replay` does, also for a scheduler that there is not; nothing can follow then.
        """
        try:
            scheduler = scheduler_of(entry.scheduler_key)
        except SchedulingError as error:
            raise LogError(entry.sequence, str(error)) from error
        if entry.scheduler_key != self._scheduler_key:
            self._scheduler_key = entry.scheduler_key
            self._again(0, scheduler)
        if entry.action is Action.UNDO:
            self._undo(entry, scheduler)
        else:
            self._add(entry, scheduler)
        return self._before(len(self._states))

    def _before(self, place: int) -> CardState:
        return self._states[place - 1] if place else NEW_CARD

    def _add(self, entry: LogEntry, scheduler: Scheduler) -> None:
        place = len(self._standing)
        self._standing.append(entry)
        if entry.action is Action.REGRADE:
            while place and self._standing[place].action not in GRADED:
                place -= 1
        before = self._before(place)
        self._states.append(replay(self._standing[place:], scheduler, before))

    def _undo(self, entry: LogEntry, scheduler: Scheduler) -> None:
        # Learners go back through their day, so what is undone stands at the end or near it.
        for place in reversed(range(len(self._standing))):
            if self._standing[place].sequence == entry.undoes:
                del self._standing[place]
                self._again(place, scheduler)
                return
        raise UndoError(entry.sequence, entry.undoes, "it is undone already, or none of this card's")

    def _again(self, place: int, scheduler: Scheduler) -> None:
        """The entries from this place on once more, as those before or the scheduler are others now."""
        later = self._standing[place:]
        del self._standing[place:], self._states[place:]
        for entry in later:
            self._add(entry, scheduler)
