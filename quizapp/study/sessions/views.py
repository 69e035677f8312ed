"""Custom sessions: choose one, its cards one after the other, how it went.

Apart from ``views``, which has today's cards, and a blueprint of its own below that one, because what is
refused here leads on to the session's next card.
"""

from __future__ import annotations

from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.access import Rule, allow, viewer
from quizapp.errors import AppError, InvalidInputError, MissingError, error_page
from quizapp.study import screens, service
from quizapp.study.answers import CAME_LATE
from quizapp.study.errors import NoAnswerError, StaleAnswerError
from quizapp.study.forms import AnswerForm, check
from quizapp.study.sessions import result as session_result
from quizapp.study.sessions import service as custom
from quizapp.study.sessions.forms import SessionForm

sessions = Blueprint("sessions", __name__, url_prefix="/study/sessions")


@sessions.route("/new", methods=["GET", "POST"])
@allow(Rule.SIGNED_IN)
def new() -> ResponseReturnValue:
    """What to practise: GET counts what matches, POST starts."""
    now, is_start = clock.now(), request.method == "POST"
    # The app checks the token of every POST; a count is asked for by GET, whose address should hold none.
    form = SessionForm(request.form if is_start else request.args or None, meta={"csrf": False})
    choices = custom.choices(viewer())
    form.offer(choices)
    is_clear = form.validate()
    if is_clear and is_start:
        try:
            number = custom.start(viewer(), form.wanted(), choices, now)
        except InvalidInputError as error:
            form[error.field].errors = [str(error)]
        else:
            return redirect(url_for(".card", number=number), 303)
    wanted = form.wanted() if is_clear else None
    matching = custom.count(viewer(), wanted, choices, now) if wanted else None
    page = render_template("study/sessions_new.html", form=form, wanted=wanted, matching=matching)
    return page, 400 if form.errors else 200


@sessions.get("/<int:number>")
@allow(Rule.SIGNED_IN)
def result(number: int) -> ResponseReturnValue:
    """How a session went so far."""
    return _result(number)


def _result(number: int, refusal: str = "") -> str:
    shown = session_result.result_of(viewer(), number, clock.now())
    return render_template("study/sessions_result.html", result=shown, refusal=refusal)


@sessions.get("/<int:number>/card")
@allow(Rule.SIGNED_IN)
def card(number: int) -> ResponseReturnValue:
    """The session's next card; its back where the address asks for it."""
    return _next_card(number) or redirect(url_for(".result", number=number), 303)


def _next_card(number: int, refusal: str = "") -> str | None:
    screen = screens.session_card(viewer(), number, clock.now())
    if screen is None:
        return None
    revealed = request.args.get("show", type=int) == screen.item_id
    return render_template(
        "study/card.html", screen=screen, revealed=revealed, answer_key=uuid4(), refusal=refusal
    )


def next_page(number: int, refusal: str) -> str | None:
    """The session's next card, or its result, with what was refused; None where they have no such session."""
    try:
        return _next_card(number, refusal) or _result(number, refusal)
    except MissingError:
        return None


@sessions.errorhandler(NoAnswerError)
@sessions.errorhandler(StaleAnswerError)
def go_on(error: AppError) -> ResponseReturnValue:
    """Say what was refused, on the card that comes next."""
    page = next_page((request.view_args or {})["number"], str(error))
    return (page, error.status) if page else error_page(MissingError.status)


@sessions.post("/<int:number>/answer")
@allow(Rule.SIGNED_IN)
def answer(number: int) -> ResponseReturnValue:
    """An answer; a timed block explains at its end, other sessions at once."""
    form = AnswerForm()
    check(form)
    outcome = service.answer_card(viewer(), form.answer(session=number), clock.now())
    if outcome.came_late:
        flash(CAME_LATE, "info")
    if outcome.correct is None or custom.is_timed(viewer(), number):
        return redirect(url_for(".card", number=number), 303)
    return redirect(url_for("study.feedback", sequence=outcome.sequence), 303)


@sessions.post("/<int:number>/again")
@allow(Rule.SIGNED_IN)
def again(number: int) -> ResponseReturnValue:
    """A new session of what was wrong in this one."""
    return redirect(url_for(".card", number=custom.practise_misses(viewer(), number, clock.now())), 303)


@sessions.post("/<int:number>/discard")
@allow(Rule.SIGNED_IN)
def discard(number: int) -> ResponseReturnValue:
    """A session ended where it stands."""
    if custom.discard(viewer(), number, clock.now()):
        flash("The session is ended. What you answered stays.", "success")
        return redirect(url_for(".result", number=number), 303)
    flash("The session was discarded.", "success")
    return redirect(url_for("study.today"), 303)
