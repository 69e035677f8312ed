"""The start page, help, and the address by which a monitor sees that the app works."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.access import Rule, allow, viewer
from quizapp.extensions import db

pages = Blueprint("pages", __name__)


@pages.get("/")
@allow(Rule.ANYONE)
def home() -> ResponseReturnValue:
    """Where this person's day begins."""
    if not current_user.is_authenticated:
        return redirect(url_for("auth.sign_in"))
    return redirect(url_for("courses.index" if viewer().teaches else "study.today"))


@pages.get("/help/")
@allow(Rule.ANYONE)
def help_page() -> ResponseReturnValue:
    """Keys, grades, and the files that can be uploaded."""
    return render_template("pages/help.html")


@pages.get("/health")
@allow(Rule.ANYONE)
def health() -> ResponseReturnValue:
    """200 where the database answers."""
    db.session.execute(sa.text("SELECT 1"))
    return {"status": "ok"}
