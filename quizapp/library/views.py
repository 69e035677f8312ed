"""The library: find an article, read it, see the sentence an item came from, choose what to study."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.access import Rule, allow, article_readable_by, viewer
from quizapp.library import service
from quizapp.one_line import LONGEST_SEARCH

library = Blueprint("library", __name__)


@library.route("/library/")
@allow(Rule.SIGNED_IN)
def index() -> ResponseReturnValue:
    """The articles by chapter and block, or those that a search finds."""
    search = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    return render_template("library/index.html", chapters=service.shelves(viewer(), search), search=search)


@library.route("/library/<int:article_id>")
@allow(Rule.SIGNED_IN)
def article(article_id: int) -> ResponseReturnValue:
    """An article, in the version named or the newest, with the span named marked."""
    found = article_readable_by(viewer(), article_id)
    start, end = request.args.get("start", type=int), request.args.get("end", type=int)
    page = service.read_version(
        viewer(),
        found,
        version=request.args.get("version"),
        mark=(start, end) if start is not None and end is not None else None,
    )
    return render_template("library/article.html", article=found, page=page)


@library.route("/library/<int:article_id>/review", methods=["POST"])
@allow(Rule.INSTRUCTOR)
def review(article_id: int) -> ResponseReturnValue:
    """The viewer has checked the newest version of an article, or takes that back."""
    found = article_readable_by(viewer(), article_id)
    if request.form.get("withdraw"):
        service.withdraw_review(found, request.form.get("version", ""))
        flash(f"“{found.title}” waits for a review again.", "success")
    else:
        service.mark_reviewed(found, request.form.get("version", ""), viewer(), clock.now())
        flash(f"“{found.title}” is marked as reviewed by you.", "success")
    return redirect(url_for(".article", article_id=article_id))


@library.route("/library/<int:set_id>/choose", methods=["POST"])
@allow(Rule.SIGNED_IN)
def choose(set_id: int) -> ResponseReturnValue:
    """One more topic for the viewer to study."""
    title = service.choose(viewer().id, set_id, clock.now())
    flash(f"You study “{title}” now. Its cards come up as new ones.", "success")
    return _back(set_id)


@library.route("/library/<int:set_id>/drop", methods=["POST"])
@allow(Rule.SIGNED_IN)
def drop(set_id: int) -> ResponseReturnValue:
    """One topic less; what was answered stays."""
    title = service.drop(viewer().id, set_id)
    flash(f"“{title}” no longer comes up. Your answers are kept, in case you choose it again.", "success")
    return _back(set_id)


def _back(set_id: int) -> ResponseReturnValue:
    """Back to the list with its search, at the topic."""
    return redirect(url_for(".index", q=request.args.get("q") or None, _anchor=f"set-{set_id}"))
