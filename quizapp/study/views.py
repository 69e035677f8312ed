"""Today's cards: what waits, a card, its answer, what was done to it. What a POST changed, a GET shows."""

from __future__ import annotations

from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.access import Rule, allow, viewer
from quizapp.errors import AppError
from quizapp.filters import plural
from quizapp.study import overruling, overview, put_aside, screens, service
from quizapp.study.answers import CAME_LATE
from quizapp.study.content import stem_html
from quizapp.study.errors import NoAnswerError, NothingToUndoError, StaleAnswerError
from quizapp.study.exam import service as exam
from quizapp.study.exam import views as exam_views
from quizapp.study.feedback import feedback_on
from quizapp.study.forms import (
    AnswerForm,
    BackForm,
    CallRightForm,
    GradeForm,
    MarkForm,
    ReportForm,
    UndoForm,
    check,
)
from quizapp.study.sessions import service as sessions
from quizapp.study.sessions import views as session_views
from quizapp.study.settings.views import settings

study = Blueprint("study", __name__)
study.add_app_template_filter(stem_html)
study.register_blueprint(session_views.sessions)
study.register_blueprint(exam_views.exam)
study.register_blueprint(settings)

_SEQUENCE = "int(max=2147483647)"

_TAKEN_BACK = {
    "answer": "your answer to this card",
    "drill": "your answer to this card",
    "practice": "your answer to this card",
    "regrade": "the change of the grade",
    "suspend": "suspending a card",
    "unsuspend": "bringing back a suspended card",
    "bury": "burying a card",
    "unbury": "bringing back a buried card",
    "flag": "flagging a card",
    "unflag": "taking a flag off",
    "reset": "putting a card back to new",
    "settings": "the change of your settings",
}
_MARKED = {
    "suspend": "Suspended: the card stays away until you bring it back.",
    "unsuspend": "The card is back in your reviews.",
    "bury": "Buried: the card comes back tomorrow.",
    "unbury": "The card is back in today's reviews.",
    "flag": "Flagged.",
    "unflag": "The flag is off.",
    "reset": "Reset: the card is new again. Undo on the page of today's cards takes it back.",
}


@study.get("/study/")
@allow(Rule.SIGNED_IN)
def today() -> ResponseReturnValue:
    """What waits today, and how it goes."""
    now = clock.now()
    return render_template(
        "study/today.html",
        overview=overview.overview_of(viewer(), now),
        unfinished=sessions.unfinished(viewer(), now),
        outlook=exam.outlook_of(viewer(), now),
    )


@study.get("/study/card")
@allow(Rule.SIGNED_IN)
def card() -> ResponseReturnValue:
    """The next card; its back where the address asks for it."""
    return _next_card() or redirect(url_for(".finished"), 303)


def _next_card(refusal: str = "") -> str | None:
    screen = screens.next_card(viewer(), clock.now())
    if screen is None:
        return None
    revealed = request.args.get("show", type=int) == screen.item_id
    return render_template(
        "study/card.html", screen=screen, revealed=revealed, answer_key=uuid4(), refusal=refusal
    )


def _finished(refusal: str = "") -> str:
    shown = overview.overview_of(viewer(), clock.now())
    return render_template("study/finished.html", overview=shown, refusal=refusal)


@study.errorhandler(NoAnswerError)
@study.errorhandler(StaleAnswerError)
@study.errorhandler(NothingToUndoError)
def go_on(error: AppError) -> ResponseReturnValue:
    """Say what was refused, on the card that comes next."""
    refusal = str(error)
    form, page = BackForm(), None
    if form.session.validate(form) and form.session.data is not None:
        page = session_views.next_page(form.session.data, refusal)
    return page or _next_card(refusal) or _finished(refusal), error.status


@study.post("/study/answer")
@allow(Rule.SIGNED_IN)
def answer() -> ResponseReturnValue:
    """An answer; feedback follows where there is a key to compare it with."""
    form = AnswerForm()
    check(form)
    outcome = service.answer_card(viewer(), form.answer(), clock.now())
    if outcome.came_late:
        flash(CAME_LATE, "info")
    if outcome.correct is None:
        return redirect(url_for(".card"), 303)
    return redirect(url_for(".feedback", sequence=outcome.sequence), 303)


@study.get(f"/study/feedback/<{_SEQUENCE}:sequence>")
@allow(Rule.SIGNED_IN)
def feedback(sequence: int) -> ResponseReturnValue:
    """Right or wrong, and why."""
    return render_template("study/feedback.html", screen=feedback_on(viewer(), sequence, clock.now()))


@study.post("/study/grade")
@allow(Rule.SIGNED_IN)
def grade() -> ResponseReturnValue:
    """Another grade for the answer just given."""
    form = GradeForm()
    check(form)
    service.change_grade(viewer(), form.sequence.data, form.grade.data, clock.now())
    return redirect(url_for(".feedback", sequence=form.sequence.data), 303)


@study.post("/study/was-right")
@allow(Rule.SIGNED_IN)
def was_right() -> ResponseReturnValue:
    """The answer just typed called right, by who typed it."""
    form = CallRightForm()
    check(form)
    sequence = overruling.call_right(viewer(), form.sequence.data, clock.now())
    return redirect(url_for(".feedback", sequence=sequence), 303)


@study.post("/study/undo")
@allow(Rule.SIGNED_IN)
def undo() -> ResponseReturnValue:
    """The latest thing taken back; an answer's card is shown again."""
    form = UndoForm()
    check(form)
    undone = service.undo_latest(viewer(), clock.now(), expected=form.sequence.data)
    flash(f"Taken back: {_taken_back(undone)}.", "info")
    if undone.action in {"settings", "import"}:
        return redirect(url_for(".today"), 303)
    if undone.action not in {"answer", "drill", "practice"}:
        return _go_back(form)
    if undone.session is not None:
        return redirect(url_for(".sessions.card", number=undone.session), 303)
    return redirect(url_for(".card"), 303)


def _taken_back(undone: service.Undone) -> str:
    if undone.action == "import":
        return f"the import of {plural(undone.cards, 'card')}"
    return _TAKEN_BACK[undone.action]


@study.post("/study/mark")
@allow(Rule.SIGNED_IN)
def mark() -> ResponseReturnValue:
    """A card flagged, buried or suspended, or no longer."""
    form = MarkForm()
    check(form)
    service.mark(
        viewer(),
        form.item_id.data,
        form.mark,
        clock.now(),
        card_version=form.card_version.data,
        session_number=form.session.data,
    )
    flash(_MARKED[form.mark], "success")
    if form.back.data == "history":
        return redirect(url_for("progress.card", item_id=form.item_id.data), 303)
    return _go_back(form)


def _way_back(form: BackForm) -> str:
    if form.feedback.data:
        return url_for(".feedback", sequence=form.feedback.data)
    if form.session.data:
        return url_for(".sessions.card", number=form.session.data)
    return url_for(".aside", page=form.page.data) if form.back.data else url_for(".card")


def _go_back(form: BackForm) -> ResponseReturnValue:
    return redirect(_way_back(form), 303)


@study.route(f"/study/report/<{_SEQUENCE}:item_id>", methods=["GET", "POST"])
@allow(Rule.SIGNED_IN)
def report(item_id: int) -> ResponseReturnValue:
    """An error in a question, told to whoever is responsible for it."""
    form = ReportForm()
    if request.method == "GET":
        form.feedback.data = request.args.get("feedback", type=int)
        form.session.data = request.args.get("session", type=int)
    stem = screens.reported_stem(viewer(), item_id)
    if not form.validate_on_submit():
        status = 400 if form.errors else 200
        return render_template("study/report.html", form=form, stem=stem, back_url=_way_back(form)), status
    service.report_error(viewer(), item_id, form.text.data, clock.now())
    flash("Thank you. Your report was sent to whoever is responsible for this question.", "success")
    return _go_back(form)


@study.get("/study/finished")
@allow(Rule.SIGNED_IN)
def finished() -> ResponseReturnValue:
    """How today went, and what tomorrow brings."""
    return _finished()


@study.get("/study/aside")
@allow(Rule.SIGNED_IN)
def aside() -> ResponseReturnValue:
    """Cards that were suspended, buried or flagged, page by page."""
    page = request.args.get("page", 1, type=int)
    return render_template("study/aside.html", aside=put_aside.cards_aside(viewer(), page, clock.now()))
