"""What tests of several pages look for: the face that a session shows, and what was logged."""

from __future__ import annotations

import sqlalchemy as sa
from playwright.sync_api import Page

from quizapp.extensions import db
from quizapp.models import ReviewLog

WAIT_MS = 300  # for what must not happen


def face(page: Page, name: str) -> None:
    """Wait for this face of a card, and for the scripts that hear its keys."""
    page.locator(f"[data-study][data-face={name}]").wait_for()
    page.wait_for_load_state()


def answers() -> list[tuple[str, int | None]]:
    """All that was logged, in order, with its grade."""
    db.session.rollback()
    rows = db.session.execute(sa.select(ReviewLog.action, ReviewLog.grade).order_by(ReviewLog.sequence))
    return [(action, grade) for action, grade in rows]
