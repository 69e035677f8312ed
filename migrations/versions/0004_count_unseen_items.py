"""Count the unseen items of each set in a learner's deck

Revision ID: 0004
Revises: 0003
Create Date: 2026-11-23 18:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INDEX = "ix_set_place_unfinished"
_UNFINISHED = sa.text("next_position IS NOT NULL")


def upgrade() -> None:
    # Added by itself: a table made anew, as batches do, would be copied.
    op.add_column("set_place", sa.Column("unseen", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        """
        UPDATE set_place SET unseen = (
            SELECT count(*) FROM item
            WHERE item.set_id = set_place.set_id AND item.state = 'live' AND NOT EXISTS (
                SELECT 1 FROM card WHERE card.user_id = set_place.user_id AND card.item_id = item.id
            )
        )
        WHERE next_position IS NOT NULL
        """
    )
    _make_index_of("user_id", "set_id", "next_position", "unseen")


def downgrade() -> None:
    _make_index_of("user_id", "set_id", "next_position")
    op.drop_column("set_place", "unseen")


def _make_index_of(*columns: str) -> None:
    op.drop_index(_INDEX, "set_place")
    op.create_index(
        _INDEX,
        "set_place",
        list(columns),
        unique=True,
        sqlite_where=_UNFINISHED,
        postgresql_where=_UNFINISHED,
    )
