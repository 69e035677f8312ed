"""Add reviews of articles

Revision ID: 0002
Revises: 0001
Create Date: 2026-11-23 05:25:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article_review",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"],
            ["user_account.id"],
            name=op.f("fk_article_review_reviewed_by_id_user_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["article_version.id"],
            name=op.f("fk_article_review_version_id_article_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_article_review")),
    )
    with op.batch_alter_table("article_review", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_article_review_reviewed_by_id"), ["reviewed_by_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("article_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_article_review_reviewed_by_id"))

    op.drop_table("article_review")
