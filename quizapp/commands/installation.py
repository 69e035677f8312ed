"""The installation that a command looks at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from quizapp.config import read_settings


@contextmanager
def existing_installation() -> Iterator[None]:
    """Work inside the app, on a database of the newest schema.

    Raises click.ClickException where there is no database: of a new one there would be nothing to tell.
    """
    from quizapp import create_app
    from quizapp.database import migrate

    folder = Path(os.environ.get("QUIZAPP_DATA") or "var").expanduser().resolve()
    file = Path(str(read_settings().database_url.database)) if folder.is_dir() else folder
    if not file.is_file():
        raise click.ClickException(
            f"There is no database at {file}. Set QUIZAPP_DATA to the data folder of your installation."
        )
    with create_app(read_settings()).app_context():
        migrate()
        yield
