"""Add what the review engine keeps: schedulers, settings, the queue's own columns, custom sessions

Revision ID: 0003
Revises: 0002
Create Date: 2026-11-23 14:50:00
"""

import hashlib
import json
from collections import Counter

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_to_people_and_courses()
    _add_to_items()
    _add_to_cards()
    _add_to_the_log()
    _create_new_tables()


def _add_to_people_and_courses() -> None:
    # Added one by one: a table made anew, as batches do, would take with it the rows that refer to it.
    for column in (
        sa.Column("reviews_per_day", sa.Integer(), nullable=True),
        sa.Column("scheduler", sa.String(20), nullable=False, server_default="sm2"),
        sa.Column("spread", sa.String(20), nullable=False, server_default="off"),
        sa.Column("apart", sa.String(20), nullable=False, server_default="fact"),
        sa.Column("backlog_size", sa.Integer(), nullable=True),
        sa.Column("backlog_from_day", sa.Integer(), nullable=True),
        sa.Column("backlog_until_day", sa.Integer(), nullable=True),
        sa.Column("exam_day", sa.Integer(), nullable=True),
    ):
        op.add_column("user_account", column)
    op.add_column("course", sa.Column("exam_day", sa.Integer(), nullable=True))


def _add_to_items() -> None:
    op.add_column("item", sa.Column("condition", sa.String(300), nullable=False, server_default=""))
    op.add_column("item", sa.Column("queue_order", sa.Integer(), nullable=False, server_default="0"))
    connection = op.get_bind()
    names = sa.text("SELECT set_id, fact, key FROM item")
    siblings = Counter((row.set_id, row.fact or row.key) for row in connection.execute(names))
    turns: Counter[tuple[int, str]] = Counter()
    values = []
    for row in connection.execute(
        sa.text("SELECT id, set_id, fact, key, content FROM item ORDER BY set_id, position")
    ):
        content = json.loads(row.content) if isinstance(row.content, str) else row.content
        sibling = (row.set_id, row.fact or row.key)
        values.append(
            {
                "id": row.id,
                "condition": ((content.get("condition") or {}).get("title") or "")[:300],
                "queue_order": _queue_order(sibling[1], turns[sibling], siblings[sibling]),
            }
        )
        turns[sibling] += 1
    if values:
        update = "UPDATE item SET condition = :condition, queue_order = :queue_order WHERE id = :id"
        connection.execute(sa.text(update), values)


def _queue_order(sibling: str, turn: int, siblings: int) -> int:
    """As quizapp.decks does it now; written out, since a migration must not change with the code."""
    digest = hashlib.sha256(sibling.encode()).digest()
    return (int.from_bytes(digest[:4], "big") + turn * 2**31 // siblings) % 2**31


def _add_to_cards() -> None:
    for column in (
        sa.Column("stability", sa.Double(), nullable=True),
        sa.Column("difficulty", sa.Double(), nullable=True),
        sa.Column("set_id", sa.Integer(), nullable=True),
        sa.Column("queue_day", sa.Integer(), nullable=True),
        sa.Column("queue_order", sa.Integer(), nullable=True),
    ):
        op.add_column("card", column)
    op.execute(
        """
        UPDATE card SET
            set_id = (SELECT item.set_id FROM item WHERE item.id = card.item_id),
            queue_order = (SELECT item.queue_order FROM item WHERE item.id = card.item_id)
        """
    )
    op.execute(
        """
        UPDATE card SET queue_day = due_day
        WHERE NOT suspended
        AND EXISTS (SELECT 1 FROM item WHERE item.id = card.item_id AND item.state = 'live')
        AND (
            EXISTS (
                SELECT 1 FROM chosen_set
                WHERE chosen_set.user_id = card.user_id AND chosen_set.set_id = card.set_id
            )
            OR EXISTS (
                SELECT 1 FROM assignment JOIN membership ON membership.course_id = assignment.course_id
                WHERE assignment.set_id = card.set_id AND membership.user_id = card.user_id
                AND membership.role = 'student' AND membership.left_at IS NULL
            )
        )
        """
    )
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.alter_column("set_id", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("queue_order", existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_card_set_id_question_set"), "question_set", ["set_id"], ["id"]
        )
        batch_op.drop_index("ix_card_user_id_due_day")
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.create_index(
            "ix_card_queue", ["user_id", "queue_day", "queue_order", "item_id", "buried_until_day"]
        )
        batch_op.create_index("ix_card_user_id_introduced_day", ["user_id", "introduced_day"])
        batch_op.create_index("ix_card_set_id", ["set_id"])
    drilled, new = sa.text("drill_day IS NOT NULL"), sa.text("due_day IS NULL")
    op.create_index(
        "ix_card_drill", "card", ["user_id", "drill_day"], sqlite_where=drilled, postgresql_where=drilled
    )
    op.create_index(
        "ix_card_returned_to_new",
        "card",
        ["user_id", "set_id", "item_id"],
        sqlite_where=new,
        postgresql_where=new,
    )


def _add_to_the_log() -> None:
    with op.batch_alter_table("review_log", schema=None) as batch_op:
        batch_op.alter_column("item_id", existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column("item_version", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("batch", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("session", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("stability", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("difficulty", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("detail", sa.JSON(none_as_null=True), nullable=True))
    op.drop_index("ix_review_log_user_id_day", "review_log")
    op.create_index("ix_review_log_user_id_day_sequence", "review_log", ["user_id", "day", "sequence"])
    undo = sa.text("undoes IS NOT NULL")
    op.create_index(
        "ix_review_log_undoes",
        "review_log",
        ["user_id", "undoes"],
        sqlite_where=undo,
        postgresql_where=undo,
    )


def _create_new_tables() -> None:
    op.create_table(
        "set_place",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("next_position", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["question_set.id"],
            name=op.f("fk_set_place_set_id_question_set"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_set_place_user_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "set_id", name=op.f("pk_set_place")),
    )
    op.create_index(op.f("ix_set_place_set_id"), "set_place", ["set_id"])
    unfinished = sa.text("next_position IS NOT NULL")
    op.create_index(
        "ix_set_place_unfinished",
        "set_place",
        ["user_id", "set_id", "next_position"],
        unique=True,
        sqlite_where=unfinished,
        postgresql_where=unfinished,
    )
    op.execute(
        """
        INSERT INTO set_place (user_id, set_id, next_position)
        SELECT deck.user_id, deck.set_id, (
            SELECT min(item.position) FROM item
            WHERE item.set_id = deck.set_id AND item.state = 'live' AND NOT EXISTS (
                SELECT 1 FROM card WHERE card.user_id = deck.user_id AND card.item_id = item.id
            )
        )
        FROM (
            SELECT user_id, set_id FROM chosen_set
            UNION
            SELECT membership.user_id, assignment.set_id
            FROM assignment JOIN membership ON membership.course_id = assignment.course_id
            WHERE membership.role = 'student' AND membership.left_at IS NULL
        ) AS deck
        """
    )
    op.create_table(
        "study_session",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("reschedules", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_study_session_user_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "number", name=op.f("pk_study_session")),
    )
    op.create_table(
        "study_session_card",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_study_session_card_item_id_item")),
        sa.ForeignKeyConstraint(
            ["user_id", "number"],
            ["study_session.user_id", "study_session.number"],
            name=op.f("fk_study_session_card_user_id_number_study_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "number", "place", name=op.f("pk_study_session_card")),
    )


def downgrade() -> None:
    raise NotImplementedError(
        "Rows of the log that an older version cannot replay would be lost; restore a backup instead."
    )
