"""``questions check``: what is wrong with question-set files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from questions.article_files import read_bytes
from questions.check import Problems, check_question_set
from questions.commands.output import counted, place_of, print_json, print_line, quoted, report
from questions.errors import UnreadableFileError
from questions.formats import MAX_BYTES, format_named, read
from questions.jsonl import to_dict
from questions.model import QuestionSet

_UNREAD: dict[str, object] = {
    "format": None,
    "found": 0,
    "accepted": 0,
    "rejected": [],
    "not_carried": [],
    "advice": [],
    "items": [],
}


def run(paths: Iterable[Path], *, as_json: bool, format_name: str | None) -> int:
    """Print the problems of each file; 2 if a file is unreadable, else 1 if a record is rejected, else 0."""
    code = 0
    for path in paths:
        try:
            question_set = read(read_bytes(path, limit=MAX_BYTES), name=str(path), format=format_name)
        except UnreadableFileError as error:
            report(str(error))
            if as_json:
                print_json({"file": str(path), **_UNREAD, "error": _error(error)})
            code = 2
            continue
        problems = check_question_set(question_set)
        if as_json:
            print_json({"file": str(path), **_as_json(question_set, problems)})
        else:
            _print(path, question_set, problems)
        code = max(code, 1 if problems.rejected else 0)
    return code


def _error(error: UnreadableFileError) -> dict[str, object]:
    return {"line": error.line, "reason": error.problem, "advice": error.advice}


def _as_json(question_set: QuestionSet, problems: Problems) -> dict[str, object]:
    return {
        "format": question_set.format,
        "title": question_set.title,
        "encoding": question_set.encoding,
        "found": question_set.found,
        "accepted": len(question_set.items),
        "rejected": [
            {"line": one.line, "item": one.number, "part": one.part, "reason": one.reason, "text": one.text}
            for one in problems.rejected
        ],
        "not_carried": list(question_set.not_carried),
        "notes": [{"line": note.line, "message": note.message} for note in question_set.notes],
        "advice": [
            *({"line": one.line, "item": one.item_id, **vars(one.flaw)} for one in problems.advice),
            *({"line": None, "item": None, **vars(flaw)} for flaw in problems.set_flaws),
        ],
        "items": [to_dict(item) for item in question_set.items],
    }


def _print(path: Path, question_set: QuestionSet, problems: Problems) -> None:
    title = format_named(question_set.format).title
    counts = f"{len(question_set.items)} accepted, {len(question_set.rejected)} rejected"
    print_line(f"{path} ({title}): {counted(question_set.found, 'record')} found, {counts}.")
    for rejection in problems.rejected:
        print_line(f"  {place_of(rejection)}: rejected: {rejection.reason}")
        print_line(f"    {quoted(rejection.text)}")
    for note in question_set.notes:
        print_line(f"  line {note.line}: note: {note.message}")
    for what in question_set.not_carried:
        print_line(f"  not read: {what}")
    for advice in problems.advice:
        words = f" {quoted(advice.flaw.words)}" if advice.flaw.words else ""
        place = f"line {advice.line}" if advice.line else advice.item_id
        print_line(f"  {place}: advice: {advice.flaw.name}: {advice.flaw.message}{words}")
    for flaw in problems.set_flaws:
        words = f" {quoted(flaw.words)}" if flaw.words else ""
        print_line(f"  the whole set: advice: {flaw.name}: {flaw.message}{words}")
