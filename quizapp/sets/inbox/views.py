"""The inbox of errors that students report, over all sets of an instructor."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.access import Rule, allow, set_edited_by, viewer
from quizapp.sets import reports

inbox = Blueprint("inbox", __name__, url_prefix="/sets/reports")


@inbox.get("")
@allow(Rule.INSTRUCTOR)
def index() -> ResponseReturnValue:
    """What students say is wrong, newest first; with ?done what is settled."""
    closed = "done" in request.args
    found = reports.inbox_of(viewer().id, every_set=viewer().administers, closed=closed)
    return render_template("sets/inbox/index.html", reports=found, closed=closed)


@inbox.post("/<int:report_id>/close")
@allow(Rule.INSTRUCTOR)
def close(report_id: int) -> ResponseReturnValue:
    """A report that is done, and with it others that the page showed together with it."""
    set_id = set_edited_by(viewer(), reports.set_of_report(report_id)).id
    others = reports.numbers_in(request.form.get("together"))
    reports.close(set_id, {report_id, *others}, by_id=viewer().id, now=clock.now())
    flash("Done. What is done can be found under “Done”.", "success")
    return _back(set_id)


@inbox.post("/<int:report_id>/reopen")
@allow(Rule.INSTRUCTOR)
def reopen(report_id: int) -> ResponseReturnValue:
    """A report that is not done after all, and those shown together with it."""
    set_id = set_edited_by(viewer(), reports.set_of_report(report_id)).id
    reports.reopen(set_id, {report_id, *reports.numbers_in(request.form.get("together"))})
    flash("It is open again.", "success")
    return _back(set_id)


def _back(set_id: int) -> ResponseReturnValue:
    if request.form.get("back") == "set":
        return redirect(url_for("sets.show", set_id=set_id, _anchor="reports"))
    return redirect(url_for(".index"))
