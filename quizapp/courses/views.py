"""Courses: who is in them, who is invited, what they study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.access import Rule, allow, course_taught_by, viewer
from quizapp.auth.service import create_invitations
from quizapp.courses import exams, service
from quizapp.courses.addresses import Invitee
from quizapp.courses.forms import AssignForm, CourseForm, ExamDateForm, InviteForm
from quizapp.errors import InvalidInputError
from quizapp.filters import plural
from quizapp.models import Course, UserRole

courses = Blueprint("courses", __name__)


@courses.route("/courses/")
@allow(Rule.INSTRUCTOR)
def index() -> ResponseReturnValue:
    """The courses that the viewer teaches; administrators see all."""
    lines = service.courses_of(viewer().id, every_course=viewer().administers)
    return render_template("courses/index.html", courses=lines)


@courses.route("/courses/new", methods=["GET", "POST"])
@allow(Rule.INSTRUCTOR)
def new() -> ResponseReturnValue:
    """A new course."""
    form = CourseForm()
    if not form.validate_on_submit():
        return render_template("courses/new.html", form=form)
    course_id = service.create_course(form.title.data or "", teacher_id=viewer().id, now=clock.now())
    flash("The course is made. Invite your students and assign a question set.", "success")
    return redirect(url_for(".show", course_id=course_id))


@courses.route("/courses/<int:course_id>")
@allow(Rule.INSTRUCTOR)
def show(course_id: int) -> ResponseReturnValue:
    """One course."""
    course = course_taught_by(viewer(), course_id)
    roster = service.roster(course.id, now=clock.now())
    exam = exams.exam_of(course, viewer(), clock.now())
    return render_template("courses/show.html", course=course, roster=roster, exam=exam)


@courses.route("/courses/<int:course_id>/rename", methods=["GET", "POST"])
@allow(Rule.INSTRUCTOR)
def rename(course_id: int) -> ResponseReturnValue:
    """Another title."""
    course = course_taught_by(viewer(), course_id)
    form = CourseForm(obj=course)
    if not form.validate_on_submit():
        return render_template("courses/rename.html", form=form, course=course)
    service.rename_course(course_id, form.title.data or "")
    flash("The course has its new title.", "success")
    return _back_to(course_id)


@courses.route("/courses/<int:course_id>/exam", methods=["GET", "POST"])
@allow(Rule.INSTRUCTOR)
def exam(course_id: int) -> ResponseReturnValue:
    """The date of its exam."""
    course = course_taught_by(viewer(), course_id)
    form = ExamDateForm(exam_date=exams.exam_date_of(course))
    if form.validate_on_submit():
        try:
            exams.change_exam_date(course, viewer(), form.exam_date.data, clock.now())
        except InvalidInputError as error:
            form.exam_date.errors = [str(error)]
        else:
            saved = "The exam date is saved." if form.exam_date.data else "The course has no exam date."
            flash(saved, "success")
            return _back_to(course_id)
    return render_template("courses/exam.html", form=form, course=course)


@courses.route("/courses/<int:course_id>/assign", methods=["GET", "POST"])
@allow(Rule.INSTRUCTOR)
def assign(course_id: int) -> ResponseReturnValue:
    """Question sets for the course to study."""
    course = course_taught_by(viewer(), course_id)
    sets = service.assignable_sets(course_id, viewer().id, every_set=viewer().administers)
    form = AssignForm()
    form.own.choices = [(each.id, _set_label(each)) for each in sets if each.owner is not None]
    form.library.choices = [(each.id, _set_label(each)) for each in sets if each.owner is None]
    if not form.validate_on_submit():
        return render_template("courses/assign.html", form=form, course=course)
    count = service.assign_sets(course_id, form.chosen, now=clock.now())
    flash(f"The course studies {plural(count, 'more set', 'more sets')} now.", "success")
    return _back_to(course_id)


def _set_label(line: service.SetLine) -> str:
    items = plural(line.live_items, "live item") if line.live_items else "no live items yet"
    origin = "library, " if line.owner is None else ""
    return f"{line.title} ({origin}{items})"


@courses.route("/courses/<int:course_id>/sets/<int:set_id>/remove", methods=["POST"])
@allow(Rule.INSTRUCTOR)
def remove_set(course_id: int, set_id: int) -> ResponseReturnValue:
    """A set less to study."""
    service.remove_set(course_taught_by(viewer(), course_id).id, set_id)
    flash("The set is no longer assigned. What students answered is kept.", "success")
    return _back_to(course_id)


@courses.route("/courses/<int:course_id>/students/<int:user_id>/remove", methods=["POST"])
@allow(Rule.INSTRUCTOR)
def remove_student(course_id: int, user_id: int) -> ResponseReturnValue:
    """A student less."""
    service.remove_student(course_taught_by(viewer(), course_id).id, user_id, now=clock.now())
    flash("The student is out of the course. What they answered is kept.", "success")
    return _back_to(course_id)


@courses.route("/courses/<int:course_id>/invite", methods=["GET", "POST"])
@allow(Rule.INSTRUCTOR)
def invite(course_id: int) -> ResponseReturnValue:
    """Links for new students. They stand in the answer to the POST: only their hashes are stored."""
    course = course_taught_by(viewer(), course_id)
    form = InviteForm()
    if not form.validate_on_submit():
        return render_template("courses/invite.html", form=form, course=course)
    known = service.recognise(course_id, form.read.people, now=clock.now())
    links = _make_links(course, [one for one in form.read.people if one.email not in known.members])
    return render_template(
        "courses/invited.html", course=course, links=links, known=known, repeated=form.read.repeated
    )


@dataclass(frozen=True, kw_only=True)
class _Link:
    name: str
    email: str
    url: str


def _make_links(course: Course, people: Sequence[Invitee]) -> list[_Link]:
    # Accounts and their links belong to auth; a course only says whom it wants.
    tokens = create_invitations(
        [person.email for person in people],
        role=UserRole.STUDENT,
        course_id=course.id,
        created_by_id=viewer().id,
        now=clock.now(),
    )
    return [
        _Link(
            name=person.name, email=person.email, url=url_for("auth.open_link", token=token, _external=True)
        )
        for person, token in zip(people, tokens, strict=True)
    ]


@courses.route("/courses/<int:course_id>/invitations/withdraw", methods=["POST"])
@allow(Rule.INSTRUCTOR)
def withdraw_invitation(course_id: int) -> ResponseReturnValue:
    """An invitation less."""
    service.withdraw_invitation(course_taught_by(viewer(), course_id).id, request.form.get("email", ""))
    flash("The invitation is withdrawn; its link no longer works.", "success")
    return _back_to(course_id)


@courses.route("/courses/<int:course_id>/leave", methods=["POST"])
@allow(Rule.SIGNED_IN)
def leave(course_id: int) -> ResponseReturnValue:
    """The viewer's own leaving."""
    service.remove_student(course_id, viewer().id, now=clock.now())
    flash("You have left the course. Its cards no longer come up; your history is kept.", "success")
    return redirect(url_for("study.today"))


def _back_to(course_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show", course_id=course_id))
