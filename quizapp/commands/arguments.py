"""What commands take as text and as numbers: stricter than Python's own reading, and said in words.

A wrong one ends with exit code 2 and names its argument, as click's own do.
"""

from __future__ import annotations

import re
from typing import Any

import click

from quizapp.one_line import one_line
from quizapp.scheduling.errors import RetentionError
from quizapp.scheduling.fsrs import check_retention

_LONGEST_NAME = 100  # as of the field on the web, and of the column
_INTEGER = re.compile("-?[0-9]+")
_HUNDREDTHS = re.compile("0?[.]([0-9]{1,2})0*")


class _Text(click.ParamType[str]):
    name = "text"

    def convert(self, value: str, param: click.Parameter | None, context: click.Context | None) -> str:
        try:
            value.encode()
        except UnicodeEncodeError:
            # Python hands over bytes that are no UTF-8 as lone surrogates, which no database takes.
            self.fail(f"{value!r} is not UTF-8 text.", param, context)
        return value


class _Name(_Text):
    def convert(self, value: str, param: click.Parameter | None, context: click.Context | None) -> str:
        name = one_line(super().convert(value, param, context))
        if not name:
            self.fail("there is nothing in it to be seen. Leave it out, or give a name.", param, context)
        if len(name) > _LONGEST_NAME:
            self.fail(f"use at most {_LONGEST_NAME} characters.", param, context)
        return name


TEXT = _Text()
"""Text as it is."""

NAME = _Name()
"""A person's name as the form on the web takes it: on one line, without what cannot be seen."""


class Integer(click.IntRange):
    """Digits alone, after a minus at most: Python's own reading takes `+5`, `1_0` and those of any script."""

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> Any:
        if isinstance(value, str) and not _INTEGER.fullmatch(value):
            self.fail(f"{value!r} is not a whole number: give digits alone, such as 20.", param, context)
        return super().convert(value, param, context)


def percent_of(share: str) -> int | None:
    """A desired retention such as "0.90" in percent; None where it is written otherwise or not offered."""
    read = _HUNDREDTHS.fullmatch(share)
    if read is None:
        return None
    percent = int(read[1].ljust(2, "0"))
    try:
        check_retention(percent)
    except RetentionError:
        return None
    return percent
