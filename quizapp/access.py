"""Who may do what. Each view names its rule with ``allow``; every request is checked here, before its view.

What belongs to somebody is looked up by the functions at the end: they give the thing, or a 404 where
the viewer may not know that it exists.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar, cast

import sqlalchemy as sa
from flask import Flask, abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp import clock
from quizapp.errors import MissingError, MissingPackageError, MissingUploadError
from quizapp.extensions import UtcDateTime, db, login_manager
from quizapp.models import (
    Article,
    Assignment,
    Course,
    MemberRole,
    Membership,
    QuestionSet,
    SetShare,
    SignIn,
    Upload,
    UploadKind,
    User,
    UserRole,
)
from quizapp.models.user import hash_token
from quizapp.scheduling.queue import Apart
from quizapp.scheduling.spread import Spread

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class Rule(StrEnum):
    """Who may open an address."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    INSTRUCTOR = "instructor"
    ADMINISTRATOR = "administrator"


_ROLES = {
    Rule.SIGNED_IN: {UserRole.STUDENT, UserRole.INSTRUCTOR, UserRole.ADMINISTRATOR},
    Rule.INSTRUCTOR: {UserRole.INSTRUCTOR, UserRole.ADMINISTRATOR},
    Rule.ADMINISTRATOR: {UserRole.ADMINISTRATOR},
}


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """The person signed in, as every page needs them: one query, no row in the session."""

    id: int
    email: str
    name: str
    role: UserRole
    zone: str
    cut_hour: int
    last_day: int | None
    new_per_day: int
    reviews_per_day: int | None
    scheduler: str
    spread: Spread
    apart: Apart
    backlog_size: int | None
    backlog_from_day: int | None
    backlog_until_day: int | None
    exam_day: int | None
    show_intervals: bool
    single_key_shortcuts: bool
    space_grades_good: bool
    token_hash: str

    # What Flask-Login asks of a user.
    is_authenticated = True
    is_active = True
    is_anonymous = False

    @property
    def teaches(self) -> bool:
        """Whether this person may open what is for instructors."""
        return self.role in _ROLES[Rule.INSTRUCTOR]

    @property
    def administers(self) -> bool:
        """Whether this person may open what is for administrators."""
        return self.role == UserRole.ADMINISTRATOR


# Built once: every request asks it.
_VIEWER = (
    sa.select(
        User.id,
        User.email,
        User.name,
        User.role,
        User.zone,
        User.cut_hour,
        User.last_day,
        User.new_per_day,
        User.reviews_per_day,
        User.scheduler,
        User.spread,
        User.apart,
        User.backlog_size,
        User.backlog_from_day,
        User.backlog_until_day,
        User.exam_day,
        User.show_intervals,
        User.single_key_shortcuts,
        User.space_grades_good,
        SignIn.token_hash,
    )
    .join(SignIn, SignIn.user_id == User.id)
    .where(
        SignIn.token_hash == sa.bindparam("wanted_hash"),
        SignIn.expires_at > sa.bindparam("now", type_=UtcDateTime),
        User.disabled_at.is_(None),
    )
)


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load_viewer(token: str) -> Viewer | None:
    """Who holds this sign-in token; nobody once it was ended, has expired, or the account is disabled."""
    wanted = {"wanted_hash": hash_token(token), "now": clock.now()}
    row = db.session.execute(_VIEWER, wanted).one_or_none()
    return Viewer(**row._mapping) if row else None  # noqa: SLF001 - the documented way to a mapping


def begin_session(token: str) -> None:
    """Make this browser the holder of a sign-in token; what its session held before is dropped."""
    session.clear()
    session.permanent = True
    session["_user_id"] = token  # where Flask-Login looks for what load_viewer is given


def viewer() -> Viewer:
    """The person signed in, in a view whose rule asks for one."""
    return cast("Viewer", current_user._get_current_object())  # noqa: SLF001 - the documented way out of the proxy


def allow(rule: Rule) -> Callable[[View], View]:
    """State who may open the view below."""

    def mark(view: View) -> View:
        view.access_rule = rule  # type: ignore[attr-defined]
        return view

    return mark


def rule_of(app: Flask, endpoint: str) -> Rule:
    """The rule of an endpoint; static files are for anyone.

    Raises:
        LookupError: the view names no rule.
    """
    if endpoint == "static":
        return Rule.ANYONE
    rule = getattr(app.view_functions[endpoint], "access_rule", None)
    if rule is None:
        raise LookupError(f"the view {endpoint!r} does not say who may open it: add @allow(...)")
    return cast("Rule", rule)


def register(app: Flask) -> None:
    """Check every request by its view's rule; refuses to start with a view that has none."""
    for endpoint in app.view_functions:
        rule_of(app, endpoint)

    @app.before_request
    def check_rule() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None  # an address that is not there: 404 follows
        rule = rule_of(app, request.endpoint)
        if rule == Rule.ANYONE:
            return None
        if not current_user.is_authenticated:
            wanted = request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for("auth.sign_in", next=wanted))
        if viewer().role not in _ROLES[rule]:
            abort(403)
        return None


def course_taught_by(person: Viewer, course_id: int) -> Course:
    """The course, where this person teaches it or administers the app.

    Raises:
        MissingError: no such course, or not theirs.
    """
    query = sa.select(Course).where(Course.id == course_id)
    if not person.administers:
        query = query.join(Membership, Membership.course_id == Course.id).where(
            Membership.user_id == person.id,
            Membership.role == MemberRole.INSTRUCTOR,
            Membership.left_at.is_(None),
        )
    course = db.session.scalar(query)
    if course is None or not person.teaches:
        raise MissingError("There is no such course, or it is not yours.")
    return course


def set_owned_by(person: Viewer, set_id: int) -> QuestionSet:
    """The question set, where this person made it or administers the app; others may have a share in it.

    Raises:
        MissingError: no such set, or not theirs.
    """
    question_set = db.session.get(QuestionSet, set_id)
    if question_set is None or not (person.administers or question_set.owner_id == person.id):
        raise MissingError("There is no such question set, or it is not yours.")
    return question_set


def set_edited_by(person: Viewer, set_id: int) -> QuestionSet:
    """The question set, where this person may change its items.

    Raises:
        MissingError: no such set, or not theirs to edit.
    """
    return _set_where(person, set_id, editable_sets(person.id))


def may_edit(person: Viewer, question_set: QuestionSet) -> bool:
    """Whether this person may change the items of a set that they see."""
    if person.administers or question_set.owner_id == person.id:
        return True
    share = db.session.get(SetShare, (question_set.id, person.id))
    return share is not None and share.may_edit


def set_seen_by(person: Viewer, set_id: int) -> QuestionSet:
    """The question set, where this person may see all of it, download and assign it.

    Raises:
        MissingError: no such set, or not theirs to see.
    """
    return _set_where(person, set_id, visible_sets(person.id))


def editable_sets(person_id: int) -> sa.ColumnElement[bool]:
    """The condition that a question set is this person's, or shared with them to be edited."""
    return _own_or(person_id, SetShare.user_id == person_id, SetShare.may_edit.is_(True))


def visible_sets(person_id: int) -> sa.ColumnElement[bool]:
    """The condition that a question set is this person's, or shared with them."""
    return _own_or(person_id, SetShare.user_id == person_id)


def _own_or(person_id: int, *shared: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    shares = sa.select(SetShare.set_id).where(*shared)
    return sa.or_(QuestionSet.owner_id == person_id, QuestionSet.id.in_(shares))


def _set_where(person: Viewer, set_id: int, right: sa.ColumnElement[bool]) -> QuestionSet:
    allowed = sa.true() if person.administers else right
    question_set = db.session.scalar(sa.select(QuestionSet).where(QuestionSet.id == set_id, allowed))
    if question_set is None:
        raise MissingError("There is no such question set, or it is not yours.")
    return question_set


def upload_owned_by(person: Viewer, upload_id: int) -> Upload:
    """The upload that waits to be published, where this person made it.

    Raises:
        MissingUploadError: no such upload, or not theirs, or it was published or discarded already.
    """
    upload = db.session.get(Upload, upload_id)
    if upload is None or upload.owner_id != person.id or upload.kind is UploadKind.ANKI_PACKAGE:
        raise MissingUploadError
    return upload


def package_owned_by(person: Viewer, upload_id: int) -> Upload:
    """The Anki package that waits to be imported, where this person uploaded it.

    Raises:
        MissingPackageError: no such package, or not theirs, or it was imported or discarded already.
    """
    upload = db.session.get(Upload, upload_id)
    if upload is None or upload.owner_id != person.id or upload.kind is not UploadKind.ANKI_PACKAGE:
        raise MissingPackageError
    return upload


def article_readable_by(person: Viewer, article_id: int) -> Article:
    """The article: of the library, their own, or behind a set that a course of theirs studies or is shared.

    Raises:
        MissingError: no such article, or not for them.
    """
    article = db.session.get(Article, article_id)
    if article is None or not _may_read(person, article):
        raise MissingError("There is no such article, or it is not for you.")
    return article


def _may_read(person: Viewer, article: Article) -> bool:
    if article.owner_id is None or article.owner_id == person.id or person.administers:
        return True
    shared = sa.exists().where(QuestionSet.article_id == article.id).where(visible_sets(person.id))
    if person.teaches and db.session.scalar(sa.select(shared)):
        return True
    return bool(
        db.session.scalar(
            sa.select(
                sa.exists()
                .where(QuestionSet.article_id == article.id)
                .where(Assignment.set_id == QuestionSet.id)
                .where(Membership.course_id == Assignment.course_id)
                .where(Membership.user_id == person.id, Membership.left_at.is_(None))
            )
        )
    )
