"""What studying refuses. Apart from ``service`` because custom sessions refuse it too."""

from __future__ import annotations

from quizapp.errors import AppError


class StaleAnswerError(AppError):
    """The page was drawn before the card moved on, in another tab or device; nothing was recorded."""

    status = 409


class NothingToUndoError(AppError):
    """Everything of this day has been undone already, or nothing was done."""

    status = 409


class NoAnswerError(AppError):
    """The page was sent without an answer; nothing was recorded."""
