"""Where the commands write: results to standard output, reports to standard error.

Results are in UTF-8 whatever the locale; half surrogates, which stand for bytes of a file's name that are no
UTF-8, become JSON escapes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping

from questions.model import ArticleFacts, Note, Rejection

CLEAR_LINE = "\r\x1b[K"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
MAX_QUOTED = 100
"""Characters of the source that a report quotes; enough to find the place again."""


def print_line(text: str) -> None:
    """One line of results for a person."""
    sys.stdout.buffer.write(encoded(on_one_line(text)))


def encoded(text: str) -> bytes:
    """One line of results as it is written."""
    return f"{text}\n".encode("utf-8", "backslashreplace")


def on_one_line(text: str) -> str:
    """The text with line breaks and other controls as escapes: names of files may hold any."""
    return _CONTROL.sub(lambda match: match.group().encode("unicode_escape").decode(), text)


def print_json(value: Mapping[str, object]) -> None:
    """One line of JSON Lines, characters outside ASCII written as they are."""
    sys.stdout.buffer.write(encoded(json.dumps(value, ensure_ascii=False)))


def report(text: str) -> None:
    """One line of a report, in place of a progress bar. What the terminal cannot show is escaped."""
    encoding = sys.stderr.encoding or "utf-8"
    shown = on_one_line(text).encode(encoding, "backslashreplace").decode(encoding)
    sys.stderr.write(f"{CLEAR_LINE if sys.stderr.isatty() else ''}{shown}\n")


def report_notes(notes: Iterable[Note]) -> None:
    """The notes of a file, indented under its line."""
    for line in _notes(notes):
        report(line)


def report_facts(found: ArticleFacts) -> None:
    """What was found in an article, what was noted of it, and what was not understood, with its line."""
    for line in facts_report(found):
        report(line)


def facts_report(found: ArticleFacts) -> Iterator[str]:
    """The lines of report_facts."""
    yield f"{found.article.id}: {counted(len(found.facts), 'fact')}, {len(found.unread)} not understood"
    yield from _notes(found.article.notes)
    for unread in found.unread:
        yield f"  line {unread.line}: not understood: {quoted(unread.text)}"


def _notes(notes: Iterable[Note]) -> Iterator[str]:
    for note in notes:
        yield f"  line {note.line}: {note.message}"


def place_of(rejection: Rejection) -> str:
    """Where a rejected record stands: "sheet 2, line 5", or its number where there are no lines."""
    place = f"line {rejection.line}" if rejection.line is not None else f"item {rejection.number}"
    return f"{rejection.part}, {place}" if rejection.part else place


def quoted(text: str) -> str:
    """The text on one line, shortened."""
    plain = " ".join(text.split())
    return f'"{plain}"' if len(plain) <= MAX_QUOTED else f'"{plain[:MAX_QUOTED].rstrip()}..."'


def counted(number: int, noun: str) -> str:
    """ "1 item", "2 items"."""
    return f"{number} {noun}{'s' * (number != 1)}"
