"""``quizapp export``: a learner's own data as a file, for an operator who is asked for it."""

from __future__ import annotations

from pathlib import Path

import click

from quizapp import clock
from quizapp.commands.arguments import TEXT
from quizapp.commands.installation import existing_installation

_FORMS = {".json": "json", ".zip": "csv", ".apkg": "apkg"}


@click.command()
@click.argument("email", type=TEXT)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(email: str, file: Path) -> None:
    """Write the cards, schedule and log of EMAIL to FILE; its suffix says the form.

    .json has everything, .zip two CSV tables, .apkg is an Anki package.
    """
    from quizapp.auth.service import user_by_email
    from quizapp.transfer.service import write_export

    form = _FORMS.get(file.suffix.lower())
    if form is None:
        raise click.ClickException(f"{file.name} ends with none of {', '.join(_FORMS)}.")
    if not file.parent.is_dir():
        raise click.ClickException(f"There is no folder {file.parent}.")
    unfinished = file.with_name(file.name + ".part")
    with existing_installation():
        person = user_by_email(email)
        try:
            with unfinished.open("wb") as out:
                write_export(person.id, form, out, clock.now())
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)
    click.echo(f"The cards and the log of {person.email} are in {file}.")
