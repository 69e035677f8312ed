"""How Alembic reaches the app's database: through the app's own engine and table definitions."""

from alembic import context
from quizapp.extensions import Base, UtcDateTime, begin, db
from sqlalchemy import DateTime


def _render_item(kind, column_type, _autogen_context):
    """Write our own column types as what they are in the database, so that migrations import nothing of ours."""
    if kind == "type" and isinstance(column_type, UtcDateTime):
        return repr(DateTime(timezone=True)).replace("DateTime", "sa.DateTime")
    return False


def run(connection) -> None:
    begin(connection, writes=True)
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,  # SQLite alters a table by making it anew
        render_item=_render_item,
        compare_type=True,
        transactional_ddl=True,  # a migration is done whole or not at all, on SQLite too
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with db.engine.connect() as own:
        run(own)
