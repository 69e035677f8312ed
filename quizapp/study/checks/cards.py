"""Card by card: what each entry of its log recorded, and the state to which they lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from quizapp.log_reading import ENTRY_COLUMNS, log_entry
from quizapp.logbook import STATE_COLUMNS, columns_of, stored_card
from quizapp.models import Card, ReviewLog, User
from quizapp.scheduling.card import NEW_CARD, CardState, Scheduler
from quizapp.scheduling.errors import LogError, SchedulingError
from quizapp.scheduling.history import History
from quizapp.scheduling.replay import Action, LogEntry, replay
from quizapp.scheduling.schedulers import scheduler_of
from quizapp.scheduling.spread import largest_shift
from quizapp.study.checks.difference import Advance, Difference, named, streamed

RECORDED_COLUMNS = (
    ReviewLog.repetition,
    ReviewLog.ease,
    ReviewLog.interval_days,
    ReviewLog.stability,
    ReviewLog.difficulty,
    ReviewLog.due_day,
)
_NAMES = [column.key for column in RECORDED_COLUMNS]
_BEFORE_ALL = -(2**63)  # in the place of a sequence, so that a card comes before its log

_CARDS = sa.select(
    Card.user_id,
    Card.item_id,
    sa.literal(_BEFORE_ALL, sa.BigInteger).label("sequence"),
    Card.version,
    *STATE_COLUMNS,
).order_by(Card.user_id, Card.item_id)
_LOGS = (
    sa.select(ReviewLog.user_id, ReviewLog.item_id, *ENTRY_COLUMNS, *RECORDED_COLUMNS)
    .where(ReviewLog.item_id.is_not(None))
    .order_by(ReviewLog.user_id, ReviewLog.item_id, ReviewLog.sequence)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class LoggedCard:
    """A card's row, None where there is none, and the rows of its log, to be read before the next card."""

    item_id: int
    stored: Any
    rows: Iterator[Any]


def logged_cards(
    connection: Connection, user_id: int | None = None, advance: Advance | None = None
) -> Iterator[tuple[int, Iterator[LoggedCard]]]:
    """Every learner, or this one, with each card that they have or that their log tells of."""
    cards, logs = _CARDS, _LOGS
    if user_id is not None:
        cards, logs = cards.where(Card.user_id == user_id), logs.where(ReviewLog.user_id == user_id)
    rows = merge(
        streamed(connection, cards),
        streamed(connection, logs, advance),
        key=attrgetter("user_id", "item_id", "sequence"),
    )
    for learner_id, theirs in groupby(rows, attrgetter("user_id")):
        yield learner_id, _by_item(theirs)


def _by_item(rows: Iterable[Any]) -> Iterator[LoggedCard]:
    for item_id, group in groupby(rows, attrgetter("item_id")):
        theirs = iter(group)
        first = next(theirs)
        has_card = first.sequence == _BEFORE_ALL
        logged = theirs if has_card else chain([first], theirs)
        yield LoggedCard(item_id=item_id, stored=first if has_card else None, rows=logged)


def scheduler_in_force(connection: Connection, user_id: int) -> Scheduler:
    """The learner's; raises SchedulingError where the stored key is none."""
    return scheduler_of(connection.execute(sa.select(User.scheduler).where(User.id == user_id)).scalar_one())


def entry_of(row: Any) -> LogEntry:
    """A row of the log as replaying takes it; raises LogError where no version of the app wrote it."""
    try:
        return log_entry(row)
    except (AttributeError, TypeError, ValueError) as error:
        raise LogError(row.sequence, f"Its row cannot be read: {error}.") from error


def differences_of_cards(connection: Connection, advance: Advance) -> Iterator[Difference]:
    """Where a card is not what its log gives, or an entry did not record what was so when it was written."""
    for user_id, cards in logged_cards(connection, advance=advance):
        try:
            scheduler = scheduler_in_force(connection, user_id)
        except SchedulingError as error:
            yield Difference(user_id=user_id, problem=f"no card of theirs can be compared. {error}")
            continue
        for card in cards:
            yield from _of_card(user_id, card, scheduler)


def _of_card(user_id: int, card: LoggedCard, scheduler: Scheduler) -> Iterator[Difference]:
    history, entries, given = History(), [], NEW_CARD
    try:
        for row in card.rows:
            entry = entry_of(row)
            entries.append(entry)
            given = history.take(entry)
            for problem in _of_entry(row, entries, given):
                yield Difference(
                    user_id=user_id, item_id=card.item_id, sequence=entry.sequence, problem=problem
                )
        if entries and entries[-1].scheduler_key != scheduler.key:
            given = replay(entries, scheduler)
    except LogError as error:
        yield Difference(
            user_id=user_id,
            item_id=card.item_id,
            sequence=error.sequence,
            problem=f"the log cannot be replayed. {error.problem.rstrip('.')}",
        )
        return
    state = NEW_CARD if card.stored is None else stored_card(card.stored).state
    if state != given:
        problem = named(columns_of(state), columns_of(given), "the log")
        if card.stored is None:
            problem = f"there is no card, but a log of one: {problem}"
        yield Difference(user_id=user_id, item_id=card.item_id, problem=problem, is_derived=True)


def _of_entry(row: Any, entries: list[LogEntry], state: CardState) -> Iterator[str]:
    recorded = (row.repetition, row.ease, row.interval_days, row.stability, row.difficulty, row.due_day)
    given = (
        state.repetition,
        state.ease_hundredths,
        state.interval_days,
        state.stability,
        state.difficulty,
        state.due_day,
    )
    if recorded != given:
        yield named(
            dict(zip(_NAMES, recorded, strict=True)), dict(zip(_NAMES, given, strict=True)), row.scheduler
        )
    if row.detail is not None and entries[-1].shift_days:
        yield from _of_shift(entries, state)


def _of_shift(entries: list[LogEntry], state: CardState) -> Iterator[str]:
    """A due day may be moved by an answer, or with its changed grade, as far as fuzz and load balance go."""
    entry = entries[-1]
    moving = entry
    if entry.action is Action.REGRADE:
        moving = next(earlier for earlier in entries if earlier.sequence == entry.undoes)
    if moving.action is not Action.ANSWER:
        yield f"the due day was moved by {entry.shift_days} days, where only answers may move it"
    elif abs(entry.shift_days) > largest_shift(state.interval_days):
        most = largest_shift(state.interval_days)
        yield (
            f"the due day was moved by {entry.shift_days} days; for an interval of {state.interval_days} "
            f"days, {most} are the most"
        )
