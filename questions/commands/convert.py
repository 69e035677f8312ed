"""``questions convert``: a question set from one format to another."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from questions.article_files import read_bytes
from questions.commands.output import counted, place_of, report, report_notes
from questions.errors import QuestionsError
from questions.formats import MAX_BYTES, format_for, losses, read, write
from questions.formats.carrying import carried


def run(source: Path, target: Path, *, format_name: str | None) -> int:
    """Write the set; 1 if a record was rejected or something could not be carried, else 0.

    Raises:
        QuestionsError: the source cannot be read, or the target cannot be written or has no known suffix.
    """
    chosen = format_for(target.name)
    question_set = read(read_bytes(source, limit=MAX_BYTES), name=str(source), format=format_name)
    for rejection in question_set.rejected:
        report(f"{source}, {place_of(rejection)}: rejected: {rejection.reason}")
    report_notes(question_set.notes)
    data = write(question_set, chosen.name)
    dropped = losses(question_set, chosen.name)
    for what in (*question_set.not_carried, *dropped):
        report(f"{target}: not carried: {what}")
    _save(data, target)
    held = [one for one in question_set.items if chosen.carries is None or carried(one, chosen.carries)]
    report(f"{target}: {counted(len(held), 'item')} written as {chosen.title}.")
    return 1 if question_set.rejected or question_set.not_carried or dropped else 0


def _save(data: bytes, target: Path) -> None:
    """Write the file; where that fails half way, as on a full disk, an existing one is left whole."""
    place = target.resolve()  # A link stays a link.
    try:
        if place.is_file():
            place.open("r+b").close()  # Raises what writing in place would raise for want of rights.
        if place.exists() and not place.is_file():
            place.write_bytes(data)  # A pipe has no content to keep, and a folder is refused here.
        else:
            _replace(place, data)
    except OSError as error:
        raise QuestionsError(
            f"the file cannot be written ({error.strerror}).",
            name=str(target),
            advice="Check folder, rights and free space.",
        ) from error


def _replace(place: Path, data: bytes) -> None:
    beside = place.with_name(f".questions-{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        if place.exists():
            shutil.copymode(place, beside)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
