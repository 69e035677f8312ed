"""The database as an operator sees it: brought to the newest schema, saved to a file, put back from one."""

from __future__ import annotations

from pathlib import Path

from flask import current_app

from quizapp.extensions import db

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def migrate() -> None:
    """Bring the schema to the newest version; does nothing where it is. Needs an app context."""
    # Flask-Migrate costs 100 ms at import; only this needs it, so the web process goes without.
    from flask_migrate import Migrate, upgrade

    Migrate(current_app, db, directory=str(MIGRATIONS))
    upgrade()
