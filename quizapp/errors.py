"""Errors a person may see, and their pages. Services raise them; only this module knows status codes."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from questions import QuestionsError
from quizapp.extensions import db


class AppError(Exception):
    """Base of what can go wrong through no fault of the program. The message is for the person.

    ``way_on`` is the label and the endpoint of the button below it.
    """

    status = 400
    way_on = ("Go to the start page", "pages.home")


class InvalidInputError(AppError):
    """One input is wrong. ``field`` is the form field beside which the message belongs."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


class MissingError(AppError):
    """There is no such thing, or none that this person may know of."""

    status = 404


class MissingUploadError(MissingError):
    """No upload of this person waits here; a browser's Back leads to one that was published."""

    way_on = ("Go to question sets", "sets.index")

    def __init__(self) -> None:
        super().__init__("This upload was published or discarded already, or never was.")


class MissingPackageError(MissingError):
    """No Anki package of this person waits here; a browser's Back leads to one that was imported."""

    way_on = ("Go to moving in and out", "transfer.index")

    def __init__(self) -> None:
        super().__init__("This package was imported or discarded already, or never was.")


class DeadLinkError(AppError):
    """A one-time link was used, has expired, was replaced or never existed."""

    status = 410


class TooManyAttemptsError(AppError):
    """Too many wrong passwords from one address or for one account."""

    status = 429
    retry_after = 900
    """Seconds: the window in which attempts are counted."""


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """What an error page says: what happened, and what to do next."""

    title: str
    message: str


_EXPLANATIONS = {
    400: Explanation(
        title="That could not be read",
        message="The request was not complete. Go back, reload the page and try again.",
    ),
    403: Explanation(
        title="This page is not for your account",
        message="Ask an administrator if you need it, or sign in with another account.",
    ),
    404: Explanation(
        title="There is nothing here",
        message="Check the address. The page may have been moved, or it belongs to somebody else.",
    ),
    405: Explanation(title="That cannot be done here", message="Go back and use the buttons of the page."),
    409: Explanation(
        title="This has moved on",
        message="It was changed elsewhere in the meantime. Reload the page and look again.",
    ),
    410: Explanation(title="This link no longer works", message="Ask for a new one."),
    413: Explanation(
        title="The file is too large", message="The limit is 50 MB. Split the file and try again."
    ),
    429: Explanation(title="Too many attempts", message="Wait a quarter of an hour and try again."),
    500: Explanation(
        title="Something broke on our side",
        message="It has been logged. What you had saved before is safe; try again in a moment.",
    ),
    503: Explanation(
        title="The app is busy",
        message="Nothing was saved by this request. Try again in a few seconds.",
    ),
}
_EXPIRED_FORM = Explanation(
    title="This page was open too long",
    message="The form has expired and nothing was saved. Go back, reload the page and send again.",
)


def error_page(
    status: int, explanation: Explanation | None = None, way_on: tuple[str, str] = AppError.way_on
) -> tuple[str, int]:
    """The page for this status, with what to do next.

    Where the program or its database has failed, it is drawn without the viewer and the navigation, which
    would ask the database again.
    """
    explanation = explanation or _EXPLANATIONS.get(status, _EXPLANATIONS[400])
    template = "errors/error.html"
    names = {
        "title": explanation.title,
        "message": explanation.message,
        "action_label": way_on[0],
        "action_url": url_for(way_on[1]),
    }
    if status >= 500:
        return current_app.jinja_env.get_template(template).render(**names), status
    return render_template(template, **names), status


def _handle_app_error(error: AppError) -> ResponseReturnValue:
    title = _EXPLANATIONS[error.status].title
    explanation = Explanation(title=title, message=str(error))
    page, status = error_page(error.status, explanation, error.way_on)
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooManyAttemptsError) else {}
    return page, status, headers


def _handle_http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    page, status = error_page(error.code)
    # The headers that belong to the status, such as Allow of 405; what the page is, it says itself.
    headers = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    return page, status, headers


def _handle_foreign_host(_error: SecurityError) -> ResponseReturnValue:
    """Plain text: the page's own links could only repeat a host name that is not ours."""
    return "This app is not known by that name. Its operator sets the names in QUIZAPP_HOSTS.", 400


def _handle_busy(error: OperationalError) -> ResponseReturnValue:
    """A database that is locked, full or away: nothing was committed, so the person may simply try again."""
    current_app.logger.error("The database failed.", exc_info=error)
    db.session.rollback()
    page, status = error_page(503)
    return page, status, {"Retry-After": "5"}


def register(app: Flask) -> None:
    """Give every error its page; unforeseen ones are logged by Flask and answered 500."""
    app.register_error_handler(AppError, _handle_app_error)
    app.register_error_handler(CSRFError, lambda _error: error_page(400, _EXPIRED_FORM))
    app.register_error_handler(SecurityError, _handle_foreign_host)
    app.register_error_handler(HTTPException, _handle_http_error)
    app.register_error_handler(QuestionsError, lambda error: error_page(400, _from_file(error)))
    app.register_error_handler(OperationalError, _handle_busy)


def _from_file(error: QuestionsError) -> Explanation:
    return Explanation(title=_EXPLANATIONS[400].title, message=str(error))
