"""Add staged imports, their history, images, shares, and what tells that an item should be looked at

Revision ID: 0005
Revises: 0004
Create Date: 2026-11-23 21:30:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added one by one: a table made anew, as batches do, would take with it the rows that refer to it.
    for column in (
        sa.Column("digest", sa.String(64), nullable=False, server_default=""),
        sa.Column("origin", sa.String(64), nullable=False, server_default=""),
        sa.Column("look", sa.String(20), nullable=False, server_default=""),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
    ):
        op.add_column("item", column)
    # Uploads of questions that wait are read anew, as the new preview needs them.
    for column in (
        sa.Column("stage", sa.String(20), nullable=False, server_default="ready"),
        sa.Column("done", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("summary", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("problem", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("upload", column)
    op.execute("UPDATE upload SET stage = 'waiting', choices = '{}' WHERE kind = 'question_set'")
    op.create_table(
        "image",
        sa.Column("name", sa.String(70), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_image")),
    )
    _create_staging()
    _create_history()
    _create_sharing()


def _create_sharing() -> None:
    op.create_table(
        "set_share",
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("may_edit", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["question_set.id"],
            name=op.f("fk_set_share_set_id_question_set"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_set_share_user_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("set_id", "user_id", name=op.f("pk_set_share")),
    )
    op.create_index(op.f("ix_set_share_user_id"), "set_share", ["user_id"])
    with op.batch_alter_table("error_report") as batch:  # made anew on SQLite; no other table refers to it
        batch.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("closed_by_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_error_report_closed_by_id_user_account"),
            "user_account",
            ["closed_by_id"],
            ["id"],
            ondelete="SET NULL",
        )


def _of_upload(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_upload_id_upload")
    return sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=name, ondelete="CASCADE")


def _create_staging() -> None:
    op.create_table(
        "staged_item",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("flaws", sa.JSON(), nullable=False),
        sa.Column("standing", sa.String(20), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("is_edited", sa.Boolean(), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        _of_upload("staged_item"),
        sa.PrimaryKeyConstraint("upload_id", "position", name=op.f("pk_staged_item")),
    )
    op.create_index(
        "ix_staged_item_upload_id_standing", "staged_item", ["upload_id", "standing", "position"]
    )
    op.create_table(
        "staged_rejection",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _of_upload("staged_rejection"),
        sa.PrimaryKeyConstraint("upload_id", "number", name=op.f("pk_staged_rejection")),
    )
    op.create_table(
        "staged_image",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(70), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        _of_upload("staged_image"),
        sa.PrimaryKeyConstraint("upload_id", "name", name=op.f("pk_staged_image")),
    )


def _create_history() -> None:
    op.create_table(
        "set_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("format", sa.String(40), nullable=False),
        sa.Column("former_title", sa.String(300), nullable=True),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("found", "added", "changed", "unchanged", "rejected", "retired")
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["question_set.id"],
            name=op.f("fk_set_import_set_id_question_set"),
            ondelete="CASCADE",
        ),
        *(
            sa.ForeignKeyConstraint(
                [column],
                ["user_account.id"],
                name=op.f(f"fk_set_import_{column}_user_account"),
                ondelete="SET NULL",
            )
            for column in ("created_by_id", "undone_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_import")),
    )
    op.create_index(op.f("ix_set_import_set_id"), "set_import", ["set_id"])
    op.create_table(
        "set_import_change",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["set_import.id"],
            name=op.f("fk_set_import_change_import_id_set_import"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_set_import_change_item_id_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "item_id", name=op.f("pk_set_import_change")),
    )
    op.create_index(op.f("ix_set_import_change_item_id"), "set_import_change", ["item_id"])


def downgrade() -> None:
    with op.batch_alter_table("error_report") as batch:
        batch.drop_constraint(op.f("fk_error_report_closed_by_id_user_account"), type_="foreignkey")
        batch.drop_column("closed_by_id")
        batch.drop_column("closed_at")
    for table in (
        "set_share",
        "set_import_change",
        "set_import",
        "staged_image",
        "staged_rejection",
        "staged_item",
        "image",
    ):
        op.drop_table(table)
    for column in ("problem", "summary", "attempts", "beat_at", "total", "done", "stage"):
        op.drop_column("upload", column)
    for column in ("looked_at", "look", "origin", "digest"):
        op.drop_column("item", column)
