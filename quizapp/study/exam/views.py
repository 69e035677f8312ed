"""The learner's exam dates: their own, what all of them ask and cost, and the last pass.

Apart from ``views``, which has today's cards, and a blueprint of its own below that one.
"""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.access import Rule, allow, viewer
from quizapp.errors import InvalidInputError
from quizapp.study.exam import load as exam_load
from quizapp.study.exam import service as exams
from quizapp.study.exam.chart import load_chart
from quizapp.study.forms import ExamDateForm
from quizapp.study.sessions import service as sessions

exam = Blueprint("exam", __name__, url_prefix="/study/exam")


@exam.route("", methods=["GET", "POST"])
@allow(Rule.SIGNED_IN)
def show() -> ResponseReturnValue:
    """The plan, day by day, and the learner's own date."""
    now = clock.now()
    plan = exam_load.exam_plan(viewer(), now)
    form = ExamDateForm(exam_date=plan.own)
    if form.validate_on_submit():
        try:
            exams.choose_exam_date(viewer(), form.exam_date.data, now)
        except InvalidInputError as error:
            form.exam_date.errors = [str(error)]
        else:
            saved = (
                "Your exam date is saved."
                if form.exam_date.data
                else "You have no exam date of your own now."
            )
            flash(saved, "success")
            return redirect(url_for(".show"), 303)
    chart = load_chart(plan.load) if plan.load else None
    return render_template("study/exam.html", form=form, plan=plan, chart=chart), 400 if form.errors else 200


@exam.post("/last-pass")
@allow(Rule.SIGNED_IN)
def last_pass() -> ResponseReturnValue:
    """Today's share of the last pass, as a session that moves no card."""
    number = sessions.start_last_pass(viewer(), clock.now())
    return redirect(url_for("study.sessions.card", number=number), 303)
