"""Progress: a learner's own, and for instructors their students', as pages and as files."""

from __future__ import annotations

import io
from datetime import date
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, send_file
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.access import Rule, allow, course_taught_by, viewer
from quizapp.filters import day_text, plural
from quizapp.progress import service
from quizapp.progress.chart import Chart, Point, draw_chart
from quizapp.progress.exports import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx, file_name
from quizapp.progress.report import COLUMNS, LOAD_DAYS, RISK_DAYS, Kind, student_rows

progress = Blueprint("progress", __name__)

_SORTED_AS = {Kind.TEXT: "text", Kind.WARNING: "text", Kind.DATE: "date"}
_FILES = {"csv": (as_csv, CSV_TYPE), "xlsx": (as_xlsx, XLSX_TYPE)}
_TICK_EVERY_DAYS = 5  # under thirty bars on a phone there is room for every fifth


@progress.route("/progress/")
@allow(Rule.SIGNED_IN)
def own() -> ResponseReturnValue:
    """The viewer's own learning."""
    figures = service.own_progress(viewer().id, clock.now())
    return render_template("progress/own.html", progress=figures, forecast=_forecast(figures))


@progress.route("/progress/courses/<int:course_id>")
@allow(Rule.INSTRUCTOR)
def course(course_id: int) -> ResponseReturnValue:
    """All students of a course."""
    taught = course_taught_by(viewer(), course_id)
    rows = student_rows(taught, now=clock.now(), zone=ZoneInfo(viewer().zone))
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
    now, zone = clock.now(), ZoneInfo(viewer().zone)
    write, media_type = _FILES[kind]
    data = write(student_rows(taught, now=now, zone=zone))
    name = file_name(taught.title, kind, now.astimezone(zone).date())
    return send_file(io.BytesIO(data), mimetype=media_type, as_attachment=True, download_name=name)


@progress.route("/progress/courses/<int:course_id>/students/<int:user_id>")
@allow(Rule.INSTRUCTOR)
def student(course_id: int, user_id: int) -> ResponseReturnValue:
    """One student of a course."""
    taught = course_taught_by(viewer(), course_id)
    figures = service.student_progress(taught, user_id, now=clock.now(), zone=ZoneInfo(viewer().zone))
    return render_template("progress/student.html", course=taught, progress=figures, recent=_recent(figures))


def _forecast(figures: service.OwnProgress) -> Chart:
    """The backlog apart, as the first bar, then a bar a day."""
    days = [Point(value=count, tick=str(day.day), name=_name(day)) for day, count in figures.coming]
    late = Point(value=figures.overdue, tick="Late", name="Overdue", late=True)
    due = sum(count for _, count in figures.coming)
    summary = f"{due} due in the next {len(days)} days, {figures.overdue} overdue now."
    return draw_chart("Reviews of the next days", summary, [late, *days], numbers=True)


def _recent(figures: service.StudentProgress) -> Chart:
    points = [
        Point(
            value=answers.answered,
            tick="" if place % _TICK_EVERY_DAYS else str(day.day),
            name=_name(day),
        )
        for place, (day, answers) in enumerate(figures.recent)
    ]
    answered = [point.value for point in points if point.value]
    summary = f"{plural(sum(answered), 'answer')} on {len(answered)} of the last {len(points)} days."
    return draw_chart("Answers of the last days", summary, points, numbers=False)


def _name(day: date) -> str:
    return f"{day:%A} {day_text(day)}"
