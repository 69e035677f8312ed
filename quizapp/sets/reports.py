"""What learners say is wrong with items, as instructors read and settle it: never who said it.

Apart from the service, which is about files and items.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased

from quizapp.access import editable_sets
from quizapp.errors import MissingError
from quizapp.extensions import db, writing
from quizapp.models import ErrorReport, Item, ItemState, QuestionSet
from quizapp.rich_text import stem_words

MAX_REPORTS = 50
"""Reports drawn on one page, the newest; how many there are is said there."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report. ``is_outdated`` where the item has a newer version than the one that was reported.

    ``closed_at`` is when an instructor was done with it, None while it is open.
    """

    id: int
    set_id: int
    set_title: str
    item_id: int
    stem: str
    state: ItemState
    is_outdated: bool
    text: str
    created_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Reports:
    """The newest reports, newest first, and how many there are in all."""

    newest: tuple[Report, ...]
    total: int


def reports_of(set_id: int) -> Reports:
    """The open reports of a set's items."""
    return _reports(Item.set_id == set_id, ErrorReport.closed_at.is_(None))


def inbox_of(person_id: int, *, every_set: bool, closed: bool) -> Reports:
    """The open reports, or those that are done, of all sets that this person may edit, or of every set."""
    is_closed = ErrorReport.closed_at.is_not(None) if closed else ErrorReport.closed_at.is_(None)
    return _reports(is_closed, sa.true() if every_set else editable_sets(person_id))


def _reports(*conditions: sa.ColumnElement[bool]) -> Reports:
    joined = (
        sa.select(ErrorReport, Item, QuestionSet.title)
        .join(Item, Item.id == ErrorReport.item_id)
        .join(QuestionSet, QuestionSet.id == Item.set_id)
        .where(*conditions)
    )
    rows = db.session.execute(
        joined.order_by(ErrorReport.created_at.desc(), ErrorReport.id.desc()).limit(MAX_REPORTS)
    )
    newest = tuple(
        Report(
            id=report.id,
            set_id=item.set_id,
            set_title=title,
            item_id=item.id,
            stem=stem_words(item.content),
            state=item.state,
            is_outdated=report.item_version < item.version,
            text=report.text,
            created_at=report.created_at,
            closed_at=report.closed_at,
        )
        for report, item, title in rows
    )
    total = db.session.scalar(joined.with_only_columns(sa.func.count(), maintain_column_froms=True))
    return Reports(newest=newest, total=total or 0)


def set_of_report(report_id: int) -> int:
    """The set whose item a report is about. Raises MissingError where there is no such report."""
    set_id = db.session.scalar(
        sa.select(Item.set_id)
        .join(ErrorReport, ErrorReport.item_id == Item.id)
        .where(ErrorReport.id == report_id)
    )
    if set_id is None:
        raise MissingError("There is no such report.")
    return set_id


def close(report_id: int, *, by_id: int, now: datetime) -> None:
    """Say that a report is done. Raises MissingError where there is no such report."""
    _mark(report_id, closed_at=now, closed_by_id=by_id)


def reopen(report_id: int) -> None:
    """Say that a report is not done after all. Raises MissingError where there is no such report."""
    _mark(report_id, closed_at=None, closed_by_id=None)


def _mark(report_id: int, **values: Any) -> None:
    with writing() as session:
        done = session.execute(sa.update(ErrorReport).where(ErrorReport.id == report_id).values(**values))
        if not cast("sa.CursorResult[Any]", done).rowcount:
            raise MissingError("There is no such report.")


def report_count(set_id: int | InstrumentedAttribute[int]) -> sa.Select[Any]:
    """The query for how many open reports there are of the items of this set."""
    item = aliased(Item)  # the query around it may join items of its own
    return (
        sa.select(sa.func.count())
        .select_from(ErrorReport)
        .join(item, item.id == ErrorReport.item_id)
        .where(item.set_id == set_id, ErrorReport.closed_at.is_(None))
    )
