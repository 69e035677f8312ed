"""``questions formats``: the forms of question-set files."""

from __future__ import annotations

from questions.commands.output import print_line
from questions.formats import FORMATS
from questions.formats.carrying import limits


def run() -> int:
    """Print a paragraph a form."""
    for one in FORMATS:
        print_line(f"{one.name} ({' '.join(one.suffixes)}): {one.title}")
        if one.write is None:
            print_line("  read, not written")
        for what in limits(one.carries) if one.carries else ():
            print_line(f"  cannot hold: {what}")
    return 0
