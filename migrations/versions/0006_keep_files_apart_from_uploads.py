"""Keep the bytes of uploaded files apart, in pieces, from the rows that say how far they are read; and what
each staged item lost

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-24 00:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_PIECE = 1_000_000
# SQLite has no part of an empty blob, so that is taken whole.
_MOVE = sa.text(
    "INSERT INTO upload_file (upload_id, number, data)"
    " SELECT id, :number, coalesce(substr(data, :start, :size), data)"
    " FROM upload WHERE length(data) >= :start OR :number = 0"
)
_UPLOAD = sa.table("upload", sa.column("id", sa.Integer), sa.column("data", sa.LargeBinary))
_FILE = sa.table(
    "upload_file",
    sa.column("upload_id", sa.Integer),
    sa.column("number", sa.Integer),
    sa.column("data", sa.LargeBinary),
)


def upgrade() -> None:
    op.create_table(
        "upload_file",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_upload_file_upload_id_upload"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("upload_id", "number", name=op.f("pk_upload_file")),
    )
    connection = op.get_bind()
    longest = connection.scalar(sa.text("SELECT max(length(data)) FROM upload")) or 0
    for number, start in enumerate(range(1, max(longest, 1) + 1, _PIECE)):
        connection.execute(_MOVE, {"number": number, "start": start, "size": _PIECE})
    op.drop_column("upload", "data")
    op.add_column("upload", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("staged_item", sa.Column("losses", sa.JSON(), nullable=False, server_default="[]"))
    lacks = sa.Column("lacks_media", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("staged_item", lacks)
    # 0005 was out for a while without this column.
    if "attempts" not in {column["name"] for column in sa.inspect(connection).get_columns("upload")}:
        op.add_column("upload", sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.add_column("upload", sa.Column("data", sa.LargeBinary(), nullable=False, server_default=sa.text("''")))
    connection = op.get_bind()
    for upload_id in connection.scalars(sa.select(_UPLOAD.c.id)).all():
        pieces = sa.select(_FILE.c.data).where(_FILE.c.upload_id == upload_id).order_by(_FILE.c.number)
        whole = b"".join(connection.scalars(pieces))
        connection.execute(sa.update(_UPLOAD).where(_UPLOAD.c.id == upload_id).values(data=whole))
    op.drop_table("upload_file")
    op.drop_column("upload", "turn")
    op.drop_column("staged_item", "lacks_media")
    op.drop_column("staged_item", "losses")
