"""Progress: a learner's own, and for instructors their students', as pages and as files."""

from __future__ import annotations

import io

from flask import Blueprint, render_template, send_file
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.access import Rule, allow, course_taught_by, viewer
from quizapp.filters import viewer_zone
from quizapp.progress import cards, drawings, service
from quizapp.progress.calendar import months_of
from quizapp.progress.exports import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx, file_name
from quizapp.progress.heatmap import draw_heatmap
from quizapp.progress.report import COLUMNS, LOAD_DAYS, RISK_DAYS, Kind, student_rows
from quizapp.progress.simulator_view import simulator

progress = Blueprint("progress", __name__)
progress.add_url_rule("/progress/simulator", view_func=simulator)

_SORTED_AS = {Kind.TEXT: "text", Kind.WARNING: "text", Kind.DATE: "date"}
_FILES = {"csv": (as_csv, CSV_TYPE), "xlsx": (as_xlsx, XLSX_TYPE)}


@progress.route("/progress/")
@allow(Rule.SIGNED_IN)
def own() -> ResponseReturnValue:
    """The viewer's own learning."""
    figures = service.own_progress(viewer().id, clock.now())
    uses_fsrs = figures.desired_retention is not None
    return render_template(
        "progress/own.html",
        progress=figures,
        days_ahead=drawings.days_ahead(figures.forecast),
        weeks_ahead=drawings.weeks_ahead(figures.forecast),
        week_name=drawings.week_name,
        retention=drawings.retention(figures.retention, figures.desired_retention),
        heatmap=draw_heatmap(figures.calendar),
        months=months_of(figures.calendar),
        minutes=drawings.minutes_a_day(figures.recent),
        memory=drawings.memory(figures.memory, uses_fsrs=uses_fsrs),
    )


@progress.route("/progress/leeches")
@allow(Rule.SIGNED_IN)
def leeches() -> ResponseReturnValue:
    """The viewer's cards that were forgotten most often."""
    return render_template("progress/leeches.html", leeches=cards.leeches_of(viewer().id))


@progress.route("/progress/cards/<int(max=2147483647):item_id>")
@allow(Rule.SIGNED_IN)
def card(item_id: int) -> ResponseReturnValue:
    """All that the viewer did to one card, and why it comes when it does."""
    return render_template("progress/card.html", history=cards.card_history(viewer(), item_id))


@progress.route("/progress/courses/<int:course_id>")
@allow(Rule.INSTRUCTOR)
def course(course_id: int) -> ResponseReturnValue:
    """All students of a course."""
    taught = course_taught_by(viewer(), course_id)
    rows = student_rows(taught, now=clock.now(), zone=viewer_zone())
    return render_template(
        "progress/course.html",
        course=taught,
        rows=rows,
        columns=COLUMNS,
        heads=[(column.heading, _SORTED_AS.get(column.kind, "number")) for column in COLUMNS],
        at_risk=sum(1 for row in rows if row.risks),
        risk_days=RISK_DAYS,
        load_days=LOAD_DAYS,
    )


@progress.route("/progress/courses/<int:course_id>.<any(csv, xlsx):kind>")
@allow(Rule.INSTRUCTOR)
def course_file(course_id: int, kind: str) -> ResponseReturnValue:
    """The same as a file."""
    taught = course_taught_by(viewer(), course_id)
    now, zone = clock.now(), viewer_zone()
    write, media_type = _FILES[kind]
    data = write(student_rows(taught, now=now, zone=zone))
    name = file_name(taught.title, kind, now.astimezone(zone).date())
    return send_file(io.BytesIO(data), mimetype=media_type, as_attachment=True, download_name=name)


@progress.route("/progress/courses/<int:course_id>/students/<int:user_id>")
@allow(Rule.INSTRUCTOR)
def student(course_id: int, user_id: int) -> ResponseReturnValue:
    """One student of a course."""
    taught = course_taught_by(viewer(), course_id)
    figures = service.student_progress(taught, user_id, now=clock.now(), zone=viewer_zone())
    return render_template(
        "progress/student.html",
        course=taught,
        progress=figures,
        recent=drawings.answers_a_day(figures.recent),
    )
