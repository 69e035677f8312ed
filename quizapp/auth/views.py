"""Sign in and out, one-time links, settings, and the administrators' list of people."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import StringField

from quizapp import clock
from quizapp.access import Rule, allow, begin_session, viewer
from quizapp.auth import people as accounts
from quizapp.auth import service
from quizapp.auth.forms import (
    FirstAdministratorForm,
    InvitationForm,
    JoinByPasswordForm,
    JoinForm,
    NewAccountForm,
    NewPasswordForm,
    PasswordForm,
    SettingsForm,
    SignInForm,
)
from quizapp.auth.links import LinkView
from quizapp.errors import InvalidInputError
from quizapp.models import LinkKind, UserRole
from quizapp.one_line import LONGEST_SEARCH

auth = Blueprint("auth", __name__)


def _address() -> str:
    """The client's address; a proxy's word for it counts only where ProxyFix was told to trust it."""
    return request.remote_addr or ""


def _local(url: str | None) -> str:
    """The path; home where it leads elsewhere. Browsers read \\ as a slash and skip control signs."""
    is_local = (
        url and url.startswith("/") and not url.startswith("//") and "\\" not in url and url.isprintable()
    )
    return url if url and is_local else url_for("pages.home")


def _text(field: StringField) -> str:
    """What was entered; validation has seen that there is something."""
    return field.data or ""


def _show_beside_field(form: FlaskForm, error: InvalidInputError) -> None:
    form[error.field].errors = [*form[error.field].errors, str(error)]


def _enter(token: str) -> None:
    """Make this browser the holder of the new sign-in; whoever was signed in here is no longer."""
    if current_user.is_authenticated:
        service.sign_out(viewer().token_hash)
    begin_session(token)


@auth.route("/auth/sign-in", methods=["GET", "POST"])
@allow(Rule.ANYONE)
def sign_in() -> ResponseReturnValue:
    wanted = _local(request.args.get("next"))
    if current_user.is_authenticated and request.method == "GET":
        return redirect(wanted)
    form = SignInForm()
    if form.validate_on_submit():
        try:
            token = service.sign_in(
                _text(form.email), _text(form.password), address=_address(), now=clock.now()
            )
        except InvalidInputError as error:
            _show_beside_field(form, error)
        else:
            _enter(token)
            return redirect(wanted)
    return render_template("auth/sign_in.html", form=form)


@auth.route("/auth/sign-out", methods=["POST"])
@allow(Rule.SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    service.sign_out(viewer().token_hash)
    session.clear()
    return redirect(url_for("pages.home"))


@auth.route("/auth/link/<token>", methods=["GET", "POST"])
@allow(Rule.ANYONE)
def open_link(token: str) -> ResponseReturnValue:
    link = service.look_at_link(token, clock.now())
    form_class, use = _way_in(link)
    form = form_class()
    if form.validate_on_submit():
        try:
            use(token, form)
        except InvalidInputError as error:
            if error.field not in form:  # the invited address got its account while this form was open
                flash(f"{error} Join with its password.", "error")
                return redirect(url_for("auth.open_link", token=token))
            _show_beside_field(form, error)
        else:
            return redirect(url_for("pages.home"))
    return render_template("auth/link.html", form=form, link=link)


def _way_in(link: LinkView) -> tuple[type[FlaskForm], Callable[[str, FlaskForm], None]]:
    """What this link asks of the person who opens it, and what then happens."""
    if link.kind == LinkKind.FIRST_ADMINISTRATOR:
        return FirstAdministratorForm, _begin_as_first_administrator
    if link.kind == LinkKind.RESET:
        return NewPasswordForm, _begin_with_new_password
    if link.user_id is None:
        return NewAccountForm, _begin_as_new
    if current_user.is_authenticated and viewer().id == link.user_id:
        return JoinForm, _join
    return JoinByPasswordForm, _begin_as_known


def _begin_as_first_administrator(token: str, form: FlaskForm) -> None:
    _enter(
        service.create_first_administrator(
            token,
            email=_text(form.email),
            name=_text(form.name),
            password=_text(form.password),
            zone=form.zone.data,
            now=clock.now(),
        )
    )


def _begin_with_new_password(token: str, form: FlaskForm) -> None:
    _enter(service.reset_password(token, _text(form.password), clock.now()))
    flash("Your new password is set. All other sign-ins have ended.", "success")


def _begin_as_new(token: str, form: FlaskForm) -> None:
    _enter(
        service.accept_invitation_as_new(
            token,
            name=_text(form.name),
            password=_text(form.password),
            zone=form.zone.data,
            now=clock.now(),
        )
    )


def _begin_as_known(token: str, form: FlaskForm) -> None:
    _enter(
        service.accept_invitation_by_password(
            token, password=_text(form.password), address=_address(), now=clock.now()
        )
    )


def _join(token: str, _form: FlaskForm) -> None:
    service.accept_invitation_signed_in(token, viewer().id, clock.now())


@auth.route("/auth/settings", methods=["GET", "POST"])
@allow(Rule.SIGNED_IN)
def settings() -> ResponseReturnValue:
    form = SettingsForm(obj=viewer())
    if form.validate_on_submit():
        chosen = {name: value for name, value in form.data.items() if name != "csrf_token"}
        service.save_preferences(viewer().id, service.Preferences(**chosen), clock.now())
        flash("Your settings are saved.", "success")
        return redirect(url_for("auth.settings"))
    return render_template("auth/settings.html", form=form)


@auth.route("/auth/password", methods=["GET", "POST"])
@allow(Rule.SIGNED_IN)
def password() -> ResponseReturnValue:
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            service.change_password(
                viewer().id,
                present=_text(form.present),
                password=_text(form.password),
                keep=viewer().token_hash,
                address=_address(),
                now=clock.now(),
            )
        except InvalidInputError as error:
            _show_beside_field(form, error)
        else:
            flash("Your password is changed. All other sign-ins have ended.", "success")
            return redirect(url_for("auth.settings"))
    return render_template("auth/password.html", form=form)


@auth.route("/auth/people")
@allow(Rule.ADMINISTRATOR)
def people() -> str:
    search = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    page = request.args.get("page", 1, type=int)
    return render_template("auth/people.html", people=accounts.find(search, page), search=search)


@auth.route("/auth/invitations", methods=["GET", "POST"])
@allow(Rule.ADMINISTRATOR)
def invitations() -> str:
    """The link stands in the answer to the POST itself: only its hash is stored, so no later page has it."""
    form = InvitationForm()
    link = None
    if form.validate_on_submit():
        try:
            token = service.create_invitation(
                email=_text(form.email),
                role=UserRole(form.role.data),
                course_id=None,
                created_by_id=viewer().id,
                now=clock.now(),
            )
        except InvalidInputError as error:
            _show_beside_field(form, error)
        else:
            link = url_for("auth.open_link", token=token, _external=True)
    open_ones = accounts.open_invitations(clock.now())
    return render_template("auth/invitations.html", form=form, link=link, invitations=open_ones)


@auth.route("/auth/invitations/withdraw", methods=["POST"])
@allow(Rule.ADMINISTRATOR)
def withdraw_invitation() -> ResponseReturnValue:
    accounts.withdraw_invitation(request.form.get("email", ""))
    flash("The invitation is withdrawn; its link no longer works.", "success")
    return redirect(url_for("auth.invitations"))


@auth.route("/auth/people/<int:user_id>/reset-link", methods=["POST"])
@allow(Rule.ADMINISTRATOR)
def make_reset_link(user_id: int) -> str:
    token = service.create_reset_link(user_id, created_by_id=viewer().id, now=clock.now())
    link = url_for("auth.open_link", token=token, _external=True)
    return render_template("auth/reset_link.html", user=service.account(user_id), link=link)


@auth.route("/auth/people/<int:user_id>/disable", methods=["POST"])
@allow(Rule.ADMINISTRATOR)
def disable(user_id: int) -> ResponseReturnValue:
    user = accounts.disable(user_id, by_id=viewer().id, now=clock.now())
    flash(f"{user.name} can no longer sign in.", "success")
    return redirect(url_for("auth.people", q=user.email))


@auth.route("/auth/people/<int:user_id>/enable", methods=["POST"])
@allow(Rule.ADMINISTRATOR)
def enable(user_id: int) -> ResponseReturnValue:
    user = accounts.enable(user_id)
    flash(f"{user.name} can sign in again.", "success")
    return redirect(url_for("auth.people", q=user.email))
