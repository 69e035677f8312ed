"""What an import from Anki would do to a learner's cards. Reads the database, writes nothing.

Apart from the service, which writes, because the preview and the import itself both need it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.access import Viewer
from quizapp.logbook import STATE_COLUMNS, Place, StoredCard, next_sequence, stored_card
from quizapp.models import Card, Item, ItemState
from quizapp.scheduling.day import learner_day, zone_named
from quizapp.scheduling.replay import Action
from quizapp.scheduling.schedulers import scheduler_of
from quizapp.study.in_deck import set_ids
from quizapp.transfer.anki_reading import AnkiCollection
from quizapp.transfer.identity import Identity
from quizapp.transfer.judging import Change, Judge, Skipped, SkippedReview, Target
from quizapp.transfer.own import own_reviews


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an import would do.

    Every card of the package is either matched (one of ``changes``, ``unchanged`` or ``skipped``) or not:
    ``others`` bear no id of ours, ``twins`` one that an earlier card bears.

    Attributes:
        newest: the sequence of the learner's newest entry; once there is a newer one, the plan is stale.
    """

    day: int
    newest: int
    changes: tuple[Change, ...]
    unchanged: int
    skipped: Counter[Skipped]
    skipped_reviews: Counter[SkippedReview]
    twins: int
    others: int
    other_fronts: tuple[str, ...]

    @property
    def matched(self) -> int:
        """Cards with an id of ours."""
        return len(self.changes) + self.unchanged + self.skipped.total()

    @property
    def found(self) -> int:
        """All cards of the package."""
        return self.matched + self.twins + self.others

    @property
    def reviews(self) -> int:
        """How many reviews would be taken over."""
        return sum(len(change.reviews) for change in self.changes)


def plan_import(session: Session, viewer: Viewer, collection: AnkiCollection, now: datetime) -> Plan:
    """Compare the package's cards with the learner's."""
    zone = zone_named(viewer.zone)
    known, last_reviews = _own_reviews(session, viewer.id)
    judge = Judge(
        collection=collection,
        zone=zone,
        cut_hour=viewer.cut_hour,
        day=learner_day(now, zone, viewer.cut_hour, viewer.last_day),
        now=now,
        scheduler=scheduler_of(viewer.scheduler),
        known=known,
        skipped_reviews=Counter(),
    )
    targets = _targets(session, viewer.id, last_reviews)
    changes: list[Change] = []
    skipped: Counter[Skipped] = Counter()
    for card in collection.cards:
        target = targets.get(card.identity)
        judged = Skipped.NOT_IN_DECK if target is None else judge.judge(card, target)
        if isinstance(judged, Skipped):
            skipped[judged] += 1
        elif judged is not None:
            changes.append(judged)
    return Plan(
        day=judge.day,
        newest=next_sequence(session.connection(), viewer.id) - 1,
        changes=tuple(changes),
        unchanged=len(collection.cards) - len(changes) - skipped.total(),
        skipped=skipped,
        skipped_reviews=judge.skipped_reviews,
        twins=collection.twins,
        others=collection.others,
        other_fronts=collection.other_fronts,
    )


def _own_reviews(session: Session, user_id: int) -> tuple[frozenset[int], dict[int, int]]:
    """The ids of all reviews here, and by item the latest that stands and moved its card."""
    known: set[int] = set()
    last_reviews: dict[int, int] = {}
    for review in own_reviews(session, user_id):
        known.add(review.id)
        if review.stands and review.action is not Action.PRACTICE:
            last_reviews[review.item_id] = max(review.id, last_reviews.get(review.item_id, 0))
    return frozenset(known), last_reviews


def _targets(session: Session, user_id: int, last_reviews: dict[int, int]) -> dict[Identity, Target]:
    """What the learner studies, by the name it has outside."""
    version = Item.version.label("item_version")
    rows = session.execute(
        sa.select(Item.id, Item.set_id, Item.key, Item.queue_order, version, Card.version, *STATE_COLUMNS)
        .outerjoin(Card, sa.and_(Card.user_id == user_id, Card.item_id == Item.id))
        .where(Item.state == ItemState.LIVE, Item.set_id.in_(set_ids(user_id)))
    )
    return {
        Identity(set_id=row.set_id, key=row.key): Target(
            place=Place(item_id=row.id, set_id=row.set_id, queue_order=row.queue_order, in_deck=True),
            item_version=row.item_version,
            card=stored_card(row) if row.version is not None else StoredCard(),
            last_review=last_reviews.get(row.id),
        )
        for row in rows
    }
