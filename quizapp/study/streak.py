"""Days in a row on which something was answered. A day on which nothing was due breaks nothing.

Apart from the other figures since it looks back at what was due on days gone by.
"""

from __future__ import annotations

from itertools import pairwise

import sqlalchemy as sa
import sqlalchemy.orm
from sqlalchemy.orm import Session

from quizapp.logbook import ANSWERS, is_undone, undone_sequences
from quizapp.models import ReviewLog
from quizapp.scheduling.replay import Action


def streak_of(session: Session, user_id: int, today: int) -> int:
    """The days with an answer up to today, back to the first gap in which a review was due.

    Today counts once something was answered and breaks nothing before it is over.
    """
    days = _answered_days(session, user_id)
    if not days or _was_due_between(session, user_id, days[0], today):
        return 0
    streak = 1
    for later, earlier in pairwise(days):
        if _was_due_between(session, user_id, earlier, later):
            break
        streak += 1
    return streak


def _answered_days(session: Session, user_id: int) -> list[int]:
    """Days with an answer that stands, the latest first."""
    return list(
        session.scalars(
            sa.select(ReviewLog.day)
            .where(
                ReviewLog.user_id == user_id,
                ReviewLog.action.in_(ANSWERS),
                ReviewLog.sequence.not_in(undone_sequences(user_id)),
            )
            .distinct()
            .order_by(ReviewLog.day.desc())
        )
    )


def _was_due_between(session: Session, user_id: int, answered: int, later: int) -> bool:
    """Whether a review waited on a day after the answered one and before the later; between, none was done.

    So the cards stood as the last entry up to the answered day says. A suspended card does not wait.
    """
    if later - answered <= 1:
        return False
    newer = sa.orm.aliased(ReviewLog)
    is_last = ~sa.exists().where(
        newer.user_id == user_id,
        newer.item_id == ReviewLog.item_id,
        newer.sequence > ReviewLog.sequence,
        newer.day <= answered,
    )
    due = session.scalars(
        sa.select(ReviewLog.item_id).where(
            ReviewLog.user_id == user_id, ReviewLog.day <= answered, ReviewLog.due_day < later, is_last
        )
    )
    return bool(set(due) - _suspended_by(session, user_id, answered))


def _suspended_by(session: Session, user_id: int, day: int) -> set[int]:
    """Items whose card was suspended at the end of this day."""
    rows = session.execute(
        sa.select(ReviewLog.item_id, ReviewLog.action)
        .where(
            ReviewLog.user_id == user_id,
            ReviewLog.day <= day,
            ReviewLog.action.in_([Action.SUSPEND.value, Action.UNSUSPEND.value]),
            ~is_undone(),
        )
        .order_by(ReviewLog.sequence)
    )
    latest = {row.item_id: row.action for row in rows}
    return {item_id for item_id, action in latest.items() if action == Action.SUSPEND}
