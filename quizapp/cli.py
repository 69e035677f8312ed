"""The ``quizapp`` command, for operators. Each command calls a service; what goes wrong is said in words."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from questions import QuestionsError
from quizapp import clock
from quizapp.commands.analyse import analyse
from quizapp.commands.arguments import NAME, TEXT, Integer
from quizapp.commands.check import check
from quizapp.commands.export import export
from quizapp.commands.installation import existing_installation
from quizapp.commands.schedule import schedule
from quizapp.commands.simulate import simulate
from quizapp.config import Settings, SettingsError, read_settings
from quizapp.roles import UserRole

_ROLES = click.Choice([role.value for role in UserRole])


class _Group(click.Group):
    """Turns our errors into one line on standard error and exit code 1, never a traceback."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except BrokenPipeError:
            raise  # whoever read has enough, as `head` has: click ends without a word
        except _database_errors() as error:
            raise click.ClickException(
                f"The database cannot be used ({error.orig}). Where it is locked, another program writes to "
                "it: try again. Where a table or column is missing, its schema is that of another version of "
                "quizapp: run that one. Where it is damaged, restore a backup."
            ) from error
        except _errors_in_words() as error:
            field = getattr(error, "field", None)
            raise click.ClickException(f"{field}: {error}" if field else str(error)) from error


def _database_errors() -> type[Any]:
    """What the database says itself: locked, full, damaged or not to be written."""
    from sqlalchemy.exc import DBAPIError

    return DBAPIError


def _errors_in_words() -> tuple[type[Exception], ...]:
    """The errors whose message is for people, asked for once something went wrong.

    Commands that need no app start several times faster without the modules that define them.
    """
    from quizapp.database import BackupError
    from quizapp.errors import AppError
    from quizapp.server import PortTakenError

    return AppError, BackupError, OSError, PortTakenError, QuestionsError, SettingsError


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="quizapp")
def main() -> None:
    """Spaced-repetition quizzes for medical learners.

    \b
    Try the app:          quizapp serve
    Add an instructor:    quizapp user add ann@example.org --role instructor --password-stdin
    Save everything:      quizapp backup quizapp-monday.sqlite3

    Settings are environment variables (QUIZAPP_DATA, PORT, ...); the README lists them all.
    """
    os.umask(0o077)  # the database, its backups and exports hold what only the operator may read


def _with_app(command: Callable[..., None]) -> Callable[..., None]:
    """Run a command inside the app, on a database of the newest schema, made where there is none."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        from quizapp import create_app
        from quizapp.database import migrate

        with create_app(read_settings()).app_context():
            migrate()
            command(*arguments, **options)

    return run


def _on_existing(command: Callable[..., None]) -> Callable[..., None]:
    """Run a command inside the app where there is a database: a backup of a new one would save nothing."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        with existing_installation():
            command(*arguments, **options)

    return run


@main.command()
@click.option("--until-parent-ends", is_flag=True, help="End when the process that started this one does.")
@_with_app
def work(*, until_parent_ends: bool) -> None:
    """Read uploaded files of questions that are too long to be read while their sender waits.

    `quizapp serve` runs it beside the server. Start it yourself where the app is served otherwise.
    """
    from quizapp.background import NICENESS, work

    os.nice(NICENESS)
    parent = os.getppid()
    try:
        work(clock.now, lambda: not until_parent_ends or os.getppid() == parent)
    except KeyboardInterrupt:
        return


@main.command()
def serve() -> None:
    """Start the app: migrate the database, load the bundled articles, and serve.

    Prints the address and, until there is an administrator, a link with which the first one signs up. Each
    start makes a new link and ends the old one.
    """
    from quizapp.server import check_port, serve

    settings = read_settings()
    check_port(settings)
    _prepare(settings)
    serve(settings)


@_with_app
def _prepare(settings: Settings) -> None:
    from quizapp.auth.service import renew_first_administrator_link
    from quizapp.library.service import load_bundled_articles

    load_bundled_articles(clock.now(), echo=click.echo)
    token = renew_first_administrator_link(clock.now())
    click.echo(f"\n  quizapp runs at  {settings.address}/")
    if token:
        click.echo(f"  First sign-in    {settings.address}/auth/link/{token}")
        click.echo("                   (works once and makes you the administrator)")
    click.echo("  Stop with Ctrl-C\n")


@main.group()
def user() -> None:
    """Add accounts and reset passwords."""


@user.command("add")
@click.argument("email", type=TEXT)
@click.option("--role", type=_ROLES, required=True, help="What the person is.")
@click.option("--name", type=NAME, help="How the person is called; the part before @ where it is left out.")
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input, not the terminal."
)
@_with_app
def user_add(email: str, role: str, name: str | None, password_stdin: bool) -> None:  # noqa: FBT001
    """Add an account for EMAIL.

    \b
    Example:  echo 'a long password' | quizapp user add ann@example.org --role instructor --password-stdin
    """
    from quizapp.auth.service import add_user

    if password_stdin:
        try:
            password = sys.stdin.buffer.readline().decode().rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise click.ClickException("The password is not UTF-8 text.") from error
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    added = add_user(
        email, name=name or email.partition("@")[0], role=UserRole(role), password=password, now=clock.now()
    )
    click.echo(f"{added.email} is now {'an' if role != 'student' else 'a'} {role}.")


@user.command("reset-password")
@click.argument("email", type=TEXT)
@_on_existing
def user_reset_password(email: str) -> None:
    """Print a link with which EMAIL's owner sets a new password; it works once, for two hours."""
    from quizapp.auth.service import create_reset_link, user_by_email

    person = user_by_email(email)
    token = create_reset_link(person.id, created_by_id=None, now=clock.now())
    click.echo(f"{read_settings().address}/auth/link/{token}")


@main.group()
def articles() -> None:
    """Add condition articles to the library that everybody can study."""


@articles.command("add")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@_with_app
def articles_add(files: tuple[Path, ...]) -> None:
    """Read FILES (.txt, .md), make questions of them, and add both to the library: all files or none."""
    from quizapp.library.service import add_articles

    for line in add_articles([(file.name, file.read_bytes()) for file in files], clock.now()):
        click.echo(line)


@main.group()
def sets() -> None:
    """List and export question sets."""


@sets.command("list")
@_on_existing
def sets_list() -> None:
    """Print a line a set: number, live items, title."""
    from quizapp.sets.service import all_sets

    for row in all_sets():
        click.echo(f"{row.id:6} {row.live:6} {row.title}")


@sets.command("export")
@click.argument("number", type=Integer(1, 2**31 - 1))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_on_existing
def sets_export(number: int, file: Path) -> None:
    """Write set NUMBER to FILE; its suffix says the form (.csv, .json, .jsonl)."""
    from quizapp.sets.service import export_set

    file.write_bytes(export_set(number, file.name))
    click.echo(f"Set {number} is in {file}.")


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_on_existing
def backup(file: Path) -> None:
    """Save the whole database to FILE while the app goes on."""
    from quizapp.database import backup

    counts = backup(file)
    click.echo(f"{file}: {counts['user_account']} accounts, {counts['review_log']} log entries.")


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of the present database, which is kept beside it."""
    from quizapp import create_app
    from quizapp.database import restore

    with create_app(read_settings()).app_context():
        counts, former = restore(file, clock.now())
    click.echo(f"Restored {counts['user_account']} accounts, {counts['review_log']} log entries.")
    if former:
        click.echo(f"The former database is {former}.")


main.add_command(analyse)
main.add_command(check)
main.add_command(export)
main.add_command(schedule)
main.add_command(simulate)


@main.command()
@_with_app
def demo() -> None:
    """Fill an empty database with an invented course: an instructor, 30 students, months of reviews."""
    from quizapp.demo import fill
    from quizapp.library.service import load_bundled_articles

    load_bundled_articles(clock.now(), echo=click.echo)
    click.echo("Simulating three months of reviews; this takes a minute or two, once ...")
    for line in fill(clock.now()):
        click.echo(line)


if __name__ == "__main__":
    main()
