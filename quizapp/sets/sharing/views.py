"""Sharing a set, which its owner does. Apart from ``views``, which has what all do who may use it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.access import Rule, allow, set_owned_by, viewer
from quizapp.errors import InvalidInputError
from quizapp.sets.sharing import service
from quizapp.sets.sharing.forms import ShareForm

sharing = Blueprint("sharing", __name__, url_prefix="/sets/<int:set_id>/sharing")


@sharing.route("", methods=["GET", "POST"])
@allow(Rule.INSTRUCTOR)
def index(set_id: int) -> ResponseReturnValue:
    """With whom the set is shared; a form to share it with one more."""
    question_set = set_owned_by(viewer(), set_id)
    form = ShareForm()
    if form.validate_on_submit():
        try:
            name = service.share(
                set_id,
                form.email.data or "",
                may_edit=form.right.data == "edit",
                owner_id=question_set.owner_id,
                now=clock.now(),
            )
        except InvalidInputError as error:
            form[error.field].errors = [str(error)]
        else:
            flash(
                f"{name} may {'edit' if form.right.data == 'edit' else 'see and assign'} this set now.",
                "success",
            )
            return redirect(url_for(".index", set_id=set_id))
    return render_template(
        "sets/sharing/index.html", set=question_set, form=form, shares=service.shares_of(set_id)
    )


@sharing.post("/<int:user_id>/end")
@allow(Rule.INSTRUCTOR)
def end(set_id: int, user_id: int) -> ResponseReturnValue:
    """A share less."""
    question_set = set_owned_by(viewer(), set_id)
    service.end_share(question_set.id, user_id)
    flash("The set is not shared with them any more.", "success")
    return redirect(url_for(".index", set_id=set_id))
