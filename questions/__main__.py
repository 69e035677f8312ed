"""The ``questions`` command: its arguments, help and exit codes. What it does is in ``questions.commands``.

Each subcommand imports its module when it runs, so that help appears at once.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click

from questions.errors import QuestionsError

EXIT_INTERRUPTED = 130
"""What a shell reports of a program that Ctrl-C ended: 128 and the number of SIGINT."""

EXIT_TERMINATED = 143
"""The same with SIGTERM."""


class _FileName(click.Path):
    """A path as given, without the two that seldom mean what they say."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. An unset variable of a shell gives "", which Path takes for the current folder."""
        if not os.fspath(value):
            self.fail("the name of the file is empty.", param, ctx)
        if value == "-":
            self.fail("- is no file here; give a file by name (./- if it is called so).", param, ctx)
        return super().convert(value, param, ctx)


_FILE = _FileName(path_type=Path)
_FILES = click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_FILE)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="quizapp", prog_name="questions")
def cli() -> None:
    """Turn condition articles into facts and quiz questions, and check and convert question sets.

    Results are printed on standard output, reports on standard error, so that results can be sent to a file:

    \b
        questions generate articles/ > items.jsonl

    A command ends with 0 if all went well, 1 if part of the input was left out (the report says what and
    why), and 2 if nothing could be done.
    """


@cli.command("facts", short_help="Print the facts of condition articles.")
@_FILES
def facts_command(files: tuple[Path, ...]) -> int:
    """Print the facts of condition articles as JSON Lines, one line an article.

    FILE is an article in plain text or Markdown, or a folder, of which every .txt and .md file below is read
    but hidden ones. HTML is refused: copy the text of the page into a .txt or .md file.
    The id of an article is its path below the folder given, or the name of the single file, without suffix.

    \b
    Examples:
        questions facts kissing-spine.txt
        questions facts articles/ > facts.jsonl
        questions facts articles/ | jq -r '.facts[] | select(.field == "cause") | .text'
    """
    from questions.commands import facts

    return facts.run(files)


@cli.command("generate", short_help="Print the questions made from condition articles.")
@_FILES
@click.option(
    "--library",
    metavar="DIR",
    type=_FileName(exists=True, file_okay=False, path_type=Path),
    help="Articles that lend distractors, instead of the bundled ones.",
)
@click.option("--seed", default=0, show_default=True, help="Another number, another choice of distractors.")
@click.option(
    "--difficulty",
    type=click.Choice(["easy", "medium", "hard"]),
    default="medium",
    show_default=True,
    help="How near in ICD-10 the conditions are that lend distractors: hard takes the nearest first.",
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Processes to work with; by default one a core. The output is the same.",
)
@click.option(
    "--output",
    metavar="ITEMS",
    type=_FILE,
    help="File to write to, instead of standard output. An existing one is replaced.",
)
@click.option(
    "--resume", is_flag=True, help="Go on with ITEMS where an interrupted run of the same input stopped."
)
def generate_command(
    files: tuple[Path, ...],
    *,
    library: Path | None,
    seed: int,
    difficulty: str,
    jobs: int | None,
    output: Path | None,
    resume: bool,
) -> int:
    """Print the questions made from condition articles as JSON Lines, one line an item.

    FILE is an article or a folder of them, as for `questions facts`. Flashcards, clozes and multiple-choice
    questions are made of each, every one with the sentence it comes from. Distractors are facts of
    neighbouring conditions in ICD-10, out of the other files given and the library. The same files, seed
    and difficulty give the same output. What was not understood, or not made and why, is reported on standard
    error.

    While --output writes a file, ITEMS.progress stands beside it and says how far it is. If the run is
    stopped, the same command with --resume makes what is missing; the file is then the same as if it had
    never been stopped.

    \b
    Examples:
        questions generate kissing-spine.txt
        questions generate articles/ > items.jsonl 2> report.txt
        questions generate --library my-library/ --seed 7 articles/ > items.jsonl
        questions generate --difficulty hard articles/ > exam.jsonl
        questions generate --resume --output items.jsonl articles/
    """
    if resume and not output:
        raise click.UsageError("--resume needs --output ITEMS, the file to go on with.")

    from questions.commands import generate
    from questions.commands.article_work import Settings
    from questions.generate import Difficulty

    return generate.run(
        files,
        library=library,
        settings=Settings(seed=seed, difficulty=Difficulty(difficulty)),
        jobs=jobs,
        target=generate.Target(path=output, resume=resume),
    )


_FORMAT = click.option(
    "--format",
    "format_name",
    metavar="NAME",
    help="Read it as this form, whatever it looks like; `questions formats` lists them.",
)


@cli.command("formats", short_help="List the forms of question-set files.")
def formats_command() -> int:
    """List the forms of question-set files: the name of each, its suffixes, and what it cannot hold.

    A file's form is told by its content, and by its suffix only where the content shows none. A form that is
    written is chosen by the suffix of the file to write.

    \b
    Example:
        questions formats
    """
    from questions.commands import formats

    return formats.run()


@cli.command("check", short_help="Say what is wrong with question-set files.")
@_FILES
@_FORMAT
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a file instead of text.")
def check_command(files: tuple[Path, ...], *, format_name: str | None, as_json: bool) -> int:
    """Say everything that is wrong with question-set files: rejected records, and advice on the others.

    The form of a file is told by its content; `questions formats` lists those that are known.

    Ends with 0 if every record was accepted, 1 if some were rejected, 2 if a file could not be read at all.

    \b
    Examples:
        questions check cardiology.csv
        questions check --json cardiology.csv | jq '.rejected[] | {line, reason}'
    """
    from questions.commands import check

    return check.run(files, as_json=as_json, format_name=format_name)


@cli.command("convert", short_help="Write a question set in another format.")
@click.argument("source", metavar="IN", type=_FILE)
@click.argument("target", metavar="OUT", type=_FILE)
@_FORMAT
def convert_command(source: Path, target: Path, *, format_name: str | None) -> int:
    """Write the question set IN in the form that the suffix of OUT names; `questions formats` lists them.

    Records of IN that are rejected, and what OUT's format cannot carry, are named on standard error; the rest
    is written. An existing OUT is replaced. Ends with 0 if everything was carried over, 1 if not.

    \b
    Examples:
        questions convert cardiology.csv cardiology.json
        questions generate articles/ > items.jsonl && questions convert items.jsonl items.csv
    """
    from questions.commands import convert

    return convert.run(source, target, format_name=format_name)


@cli.command("diff", short_help="Say what changed between two question-set files.")
@click.argument("old", metavar="OLD", type=_FILE)
@click.argument("new", metavar="NEW", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines instead of text.")
def diff_command(old: Path, new: Path, *, as_json: bool) -> int:
    """Say which items of OLD are unchanged, changed or gone in NEW, and which are new there.

    Items are matched by their ids, so that their order does not matter. An item whose sentence only moved
    within its article is unchanged. Both files may be in any format that `questions check` reads.

    Ends with 0 if all items are unchanged, 1 if not, 2 if a file or a part of it could not be read.

    \b
    Examples:
        questions diff monday.jsonl tuesday.jsonl
        questions diff --json monday.jsonl tuesday.jsonl | jq 'select(.change == "gone") | .old.stem'
    """
    from questions.commands import diff

    return diff.run(old, new, as_json=as_json)


class _Terminated(KeyboardInterrupt):
    """SIGTERM, which ends the command as Ctrl-C does: processes, files and reports are left in order."""


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise _Terminated


def _require_streams() -> None:
    """Go on without a closed standard error, but not without standard output (``>&-``), which has results."""
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    if sys.stdout is None:
        click.echo("Error: standard output is closed; send it to a file or to /dev/null.", err=True)
        sys.exit(2)


def main() -> None:
    """Run the command; a broken pipe, Ctrl-C and SIGTERM end it quietly, an error with one line."""
    _require_streams()
    signal.signal(signal.SIGTERM, _terminate)
    try:
        code = cli.main(prog_name="questions", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except QuestionsError as error:
        from questions.commands.output import report

        report(f"Error: {error}")
        code = 2
    except (click.Abort, KeyboardInterrupt) as error:
        # click raises Abort from what interrupted it.
        is_terminated = isinstance(error, _Terminated) or isinstance(error.__cause__, _Terminated)
        code = EXIT_TERMINATED if is_terminated else EXIT_INTERRUPTED
    except OSError as error:  # a full disk, or a reader of the pipe that has gone
        if error.errno != errno.EPIPE:
            click.echo(f"Error: the output cannot be written ({error.strerror}).", err=True)
        # The interpreter flushes standard output once more at its end; that must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 2
    sys.exit(code)


if __name__ == "__main__":
    main()
