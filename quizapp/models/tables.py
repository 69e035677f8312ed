"""The tables that each answer reads and writes, as SQLAlchemy Core has them.

For statements sent at every answer: the same statement made of the classes' attributes is nine times as long
as a key of SQLAlchemy's cache, and is read through at every execution.
"""

from typing import cast

import sqlalchemy as sa

from quizapp.models.course import Course, Membership
from quizapp.models.importing import StagedItem
from quizapp.models.progress import AnswerKey, Card, ReviewLog, SetPlace
from quizapp.models.question_set import Item, ItemVersion
from quizapp.models.user import User

ANSWER_KEY = cast("sa.Table", AnswerKey.__table__)
CARD = cast("sa.Table", Card.__table__)
COURSE = cast("sa.Table", Course.__table__)
ITEM = cast("sa.Table", Item.__table__)
ITEM_VERSION = cast("sa.Table", ItemVersion.__table__)
LOG = cast("sa.Table", ReviewLog.__table__)
MEMBERSHIP = cast("sa.Table", Membership.__table__)
SET_PLACE = cast("sa.Table", SetPlace.__table__)
USER = cast("sa.Table", User.__table__)


def _with_text(name: str, columns: sa.ColumnCollection[str, sa.Column[object]]) -> sa.TableClause:
    return sa.table(
        name, *(sa.column(one.name, sa.Text if one.name == "content" else one.type) for one in columns)
    )


# With contents as the text that they are stored as: for thousands of them, JSON is not read and made anew.
TEXT_ITEM = _with_text("item", ITEM.columns)
TEXT_STAGED_ITEM = _with_text("staged_item", cast("sa.Table", StagedItem.__table__).columns)
