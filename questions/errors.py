"""Errors of this package. Each says to the person with the file what is wrong, where, and what to do."""

from __future__ import annotations


class QuestionsError(Exception):
    """Base of every error that a file or an argument can cause.

    Attributes:
        problem: what is wrong, one sentence without the place.
        name: the file, as the person knows it; None where there is none.
        line: 1-based line in the file; None where the whole file is meant.
        advice: what to do, one sentence; may be empty.
    """

    def __init__(
        self, problem: str, *, name: str | None = None, line: int | None = None, advice: str = ""
    ) -> None:
        self.problem = problem
        self.name = name
        self.line = line
        self.advice = advice
        place = ", ".join(part for part in (name, f"line {line}" if line else None) if part)
        super().__init__(" ".join(part for part in (f"{place}:" if place else "", problem, advice) if part))


class UnreadableFileError(QuestionsError):
    """The file as a whole cannot be read: empty, binary, too large or of no known encoding or form."""


class UnknownColumnsError(UnreadableFileError):
    """A table whose headings say nothing here. ``headings`` are what a person can say the meaning of."""

    def __init__(
        self, problem: str, *, name: str, line: int | None, advice: str, headings: tuple[str, ...]
    ) -> None:
        self.headings = headings
        super().__init__(problem, name=name, line=line, advice=advice)


class TooLargeError(UnreadableFileError):
    """The file, or what it unpacks to, is over a limit."""


class RepeatedError(QuestionsError):
    """A record is the same question as an earlier one of its file; nothing is wrong with it."""


class DuplicateIdError(QuestionsError):
    """Two articles or items claim the same id."""
