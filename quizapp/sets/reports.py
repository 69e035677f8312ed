"""What learners say is wrong with the items of a set, as its instructor reads it: never who said it.

Apart from the service, which is about files and items; nothing here writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased

from quizapp.extensions import db
from quizapp.models import ErrorReport, Item, ItemState
from quizapp.rich_text import stem_words

MAX_REPORTS = 50
"""Reports drawn on the page of a set, the newest; how many there are is said there."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report. ``is_outdated`` where the item has a newer version than the one that was reported."""

    item_id: int
    stem: str
    state: ItemState
    is_outdated: bool
    text: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Reports:
    """The newest reports of a set, newest first, and how many there are in all."""

    newest: tuple[Report, ...]
    total: int


def reports_of(set_id: int) -> Reports:
    """The reports of a set's items."""
    rows = db.session.execute(
        sa.select(ErrorReport, Item)
        .join(Item, Item.id == ErrorReport.item_id)
        .where(Item.set_id == set_id)
        .order_by(ErrorReport.created_at.desc(), ErrorReport.id.desc())
        .limit(MAX_REPORTS)
    )
    newest = tuple(
        Report(
            item_id=item.id,
            stem=stem_words(item.content),
            state=item.state,
            is_outdated=report.item_version < item.version,
            text=report.text,
            created_at=report.created_at,
        )
        for report, item in rows
    )
    return Reports(newest=newest, total=db.session.scalar(report_count(set_id)) or 0)


def report_count(set_id: int | InstrumentedAttribute[int]) -> sa.Select[Any]:
    """The query for how many reports there are of the items of this set."""
    item = aliased(Item)  # the query around it may join items of its own
    return (
        sa.select(sa.func.count())
        .select_from(ErrorReport)
        .join(item, item.id == ErrorReport.item_id)
        .where(item.set_id == set_id)
    )
