"""Days ahead of a learner's own deck: what is simulated of it, and the comparison of schedulers in words.

Apart from ``service``, as it looks at no answer for its own sake and is asked by a command too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from random import Random

import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.log_reading import ENTRY_COLUMNS, log_entry
from quizapp.models import Card, Item, ItemState, ReviewLog, User
from quizapp.progress.report import own_day
from quizapp.scheduling.card import SM2, Scheduler
from quizapp.scheduling.fsrs import DEFAULT_RETENTION_PERCENT
from quizapp.scheduling.learners import LEARNERS, Learner, Memory, memory_of
from quizapp.scheduling.replay import LogEntry, replay
from quizapp.scheduling.schedulers import fsrs_key, scheduler_of
from quizapp.scheduling.simulate import Begun, Plan, SimulatedDay, Totals, simulate, total_of
from quizapp.study.in_deck import set_ids

# What one page may simulate, so that it holds a worker for some two seconds at most: cards, whose logs are
# replayed for each scheduler, and cards x days x runs, at about a microsecond each.
_CARDS_A_PAGE = 400
_CARD_DAYS_A_PAGE = 1_200_000
_FEW = 500  # SQLite takes a limited number of values in one statement


@dataclass(frozen=True, kw_only=True)
class Deck:
    """What there is to simulate: the logs of the cards introduced, and how many are new.

    Of a large deck they are every ``one_in``-th card. ``introduced`` and ``new`` count the whole deck.
    """

    histories: tuple[list[LogEntry], ...] = field(default=(), repr=False)
    new_simulated: int
    introduced: int = 0
    new: int
    first_day: int = 1
    one_in: float = 1.0

    @property
    def cards(self) -> int:
        """How many the whole deck has."""
        return self.introduced + self.new

    @property
    def simulated(self) -> int:
        """How many of them are simulated."""
        return len(self.histories) + self.new_simulated


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a person wants simulated; limits as in `simulate.Plan`, retentions in percent."""

    days: int
    new_per_day: int
    reviews_per_day: int | None = None
    retentions: tuple[int, ...]
    seed: int = 1

    @property
    def scheduler_keys(self) -> tuple[str, ...]:
        """SM-2, then FSRS at each retention."""
        return (SM2.key, *(fsrs_key(percent) for percent in self.retentions))


@dataclass(frozen=True, kw_only=True)
class Run:
    """One scheduler on one model of a learner; days as simulated, totals of the whole deck."""

    scheduler_key: str
    learner: Learner
    days: tuple[SimulatedDay, ...] = field(repr=False)
    totals: Totals

    @property
    def label(self) -> str:
        """The scheduler for people: "SM-2", "FSRS 90%"."""
        _, _, percent = self.scheduler_key.partition(":")
        return f"FSRS {percent}%" if percent else "SM-2"


def made_up_deck(cards: int) -> Deck:
    """A deck of new cards, nobody's."""
    return Deck(new_simulated=cards, new=cards)


def learner_deck(user_id: int, now: datetime, most: int | None = None) -> Deck:
    """The learner's cards as they stand, from tomorrow on; of more than `most` every so-manieth.

    Cards put away (suspended, or of no set that they study) are left out.
    """
    introduced = list(
        db.session.scalars(
            sa.select(Card.item_id)
            .where(Card.user_id == user_id, Card.queue_day.is_not(None))
            .order_by(Card.queue_day, Card.item_id)
        )
    )
    new = _count_new(user_id)
    one_in = max(1.0, (len(introduced) + new) / most) if most else 1.0
    chosen = [introduced[int(place * one_in)] for place in range(int(len(introduced) / one_in))]
    return Deck(
        histories=tuple(_histories(user_id, chosen)),
        new_simulated=int(new / one_in),
        introduced=len(introduced),
        new=new,
        first_day=own_day(db.session.get_one(User, user_id), now) + 1,
        one_in=one_in,
    )


def _count_new(user_id: int) -> int:
    begun_or_put_away = sa.exists().where(
        Card.user_id == user_id,
        Card.item_id == Item.id,
        sa.or_(Card.due_day.is_not(None), Card.suspended),
    )
    return (
        db.session.scalar(
            sa.select(sa.func.count()).where(
                Item.state == ItemState.LIVE, Item.set_id.in_(set_ids(user_id)), ~begun_or_put_away
            )
        )
        or 0
    )


def _histories(user_id: int, item_ids: Sequence[int]) -> Iterator[list[LogEntry]]:
    for start in range(0, len(item_ids), _FEW):
        rows = db.session.execute(
            sa.select(ReviewLog.item_id, *ENTRY_COLUMNS)
            .where(ReviewLog.user_id == user_id, ReviewLog.item_id.in_(item_ids[start : start + _FEW]))
            .order_by(ReviewLog.item_id, ReviewLog.sequence)
        )
        for _, group in groupby(rows, lambda row: row.item_id):
            yield [log_entry(row) for row in group]


def page_runs(user_id: int, wish: Wish, now: datetime) -> tuple[Deck, list[Run]]:
    """The learner's own deck, or as much of it as a page may take the time for, on every model of a learner.

    Without any cards there are no runs.
    """
    learners = [make() for make in LEARNERS.values()]
    runs = len(learners) * len(wish.scheduler_keys)
    most = min(_CARDS_A_PAGE, _CARD_DAYS_A_PAGE // (wish.days * runs))
    deck = learner_deck(user_id, now, most)
    return deck, runs_ahead(deck, wish, learners) if deck.cards else []


def runs_ahead(
    deck: Deck, wish: Wish, learners: Sequence[Learner], after_day: Callable[[], object] = lambda: None
) -> list[Run]:
    """Every scheduler on every model, SM-2 first, each with the same cards and the same luck.

    `after_day` is called after each day of each, for who shows how far it has come.
    """
    plan = Plan(
        days=wish.days,
        first_day=deck.first_day,
        new_cards=deck.new_simulated,
        new_per_day=wish.new_per_day,
        reviews_per_day=wish.reviews_per_day,
        one_in=deck.one_in,
    )
    remembering = scheduler_of(fsrs_key(DEFAULT_RETENTION_PERCENT))
    memories = [memory_of(replay(entries, remembering)) for entries in deck.histories]
    begun = {key: _begun(deck, scheduler_of(key), memories) for key in wish.scheduler_keys}
    runs = []
    for learner in learners:
        for key, cards in begun.items():
            days = []
            for day in simulate(cards, plan, scheduler_of(key), learner, Random(wish.seed)):  # noqa: S311 - no secret
                days.append(day)
                after_day()
            totals = total_of(days, deck.one_in)
            runs.append(Run(scheduler_key=key, learner=learner, days=tuple(days), totals=totals))
    return runs


def _begun(deck: Deck, scheduler: Scheduler, memories: Sequence[Memory]) -> list[Begun]:
    """The cards as this scheduler would have them by their logs."""
    return [
        Begun(state=replay(entries, scheduler), memory=memory)
        for entries, memory in zip(deck.histories, memories, strict=True)
    ]


def answer_in_words(base: Run, other: Run) -> str:
    """What changing from one scheduler to another costs and brings, in one sentence."""
    before, after = base.totals, other.totals
    reviews = _difference(before.reviews, after.reviews) or "as many"
    minutes = _difference(before.minutes, after.minutes, "less") or "as much"
    known = _difference(before.known, after.known) or "as many"
    return (
        f"Against {base.label}, {other.label} takes {reviews} reviews and {minutes} time, "
        f"and leaves {known} cards known."
    )


def _difference(before: float, after: float, less: str = "fewer") -> str | None:
    """ "31% fewer"; None where it is none in whole percent."""
    percent = round(100 * (after - before) / before) if before else 0
    return f"{abs(percent)}% {less if percent < 0 else 'more'}" if percent else None
