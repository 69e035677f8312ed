"""The documentation of the formats: its table is the table of formats."""

from pathlib import Path

import pytest

from questions.formats import FORMATS, Format
from questions.formats.carrying import limits

TEXT = (Path(__file__).parents[3] / "docs/question-formats.md").read_text(encoding="utf-8")


def row(one: Format) -> str:
    suffixes = ", ".join(f"`{suffix}`" for suffix in one.suffixes)
    lost = "; ".join(limits(one.carries)) if one.carries else ""
    written = "not written" if one.write is None else f"loses {lost}" if lost else "loses nothing"
    return f"| `{one.name}` | {one.title} | {suffixes} | {written} |"


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_each_format_has_its_row(one: Format) -> None:
    assert row(one) in TEXT.splitlines()


def test_there_are_no_rows_of_other_formats() -> None:
    assert sum(line.startswith("| `") for line in TEXT.splitlines()) == len(FORMATS)
