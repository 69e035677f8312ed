"""Search and replace across a set, and tags on many items. Apart from ``views``, which has sets as wholes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.access import Rule, allow, set_edited_by, viewer
from quizapp.filters import plural
from quizapp.sets.searching import service
from quizapp.sets.searching.forms import ChangeForm, RenameForm, SearchForm, one_tag

searching = Blueprint("searching", __name__, url_prefix="/sets/<int:set_id>/search")


@searching.get("")
@allow(Rule.INSTRUCTOR)
def search(set_id: int) -> ResponseReturnValue:
    """The items in which words stand, and what replacing them would change."""
    question_set = set_edited_by(viewer(), set_id)
    form = SearchForm(request.args)
    is_good = form.validate()
    findings = service.search(set_id, form.wanted, tag=form.tag.data or "") if is_good else None
    return render_template("sets/searching/search.html", set=question_set, form=form, findings=findings)


@searching.post("/replace")
@allow(Rule.INSTRUCTOR)
def replace(set_id: int) -> ResponseReturnValue:
    """Words replaced in the ticked items."""
    question_set = set_edited_by(viewer(), set_id)
    form = _checked()
    by_id, now = viewer().id, clock.now()
    if form.every.data:
        tag = form.tag.data or ""
        done = service.replace_everywhere(question_set.id, form.wanted, tag=tag, by_id=by_id, now=now)
    else:
        done = service.replace_in(question_set.id, form.versions, form.wanted, by_id=by_id, now=now)
    return _back(set_id, form, done)


@searching.post("/tag")
@allow(Rule.INSTRUCTOR)
def tag(set_id: int) -> ResponseReturnValue:
    """Tags put on the ticked items, or taken off."""
    question_set = set_edited_by(viewer(), set_id)
    form = _checked()
    if not form.tag_list:
        flash("No tag was typed, so nothing changed.", "warning")
        return _back(set_id, form, None)
    done = service.tag_items(
        question_set.id,
        form.versions,
        form.tag_list,
        puts_on=request.form.get("do") != "off",
        by_id=viewer().id,
        now=clock.now(),
    )
    return _back(set_id, form, done)


@searching.post("/rename")
@allow(Rule.INSTRUCTOR)
def rename(set_id: int) -> ResponseReturnValue:
    """Another name for a tag, on every question that has it."""
    question_set = set_edited_by(viewer(), set_id)
    form = RenameForm()
    if not form.validate_on_submit():
        abort(400)
    tag, name = form.tag.data or "", one_tag(form.name.data or "")
    done = service.rename_tag(question_set.id, tag, name, by_id=viewer().id, now=clock.now())
    said = f"is called “{name}” now" if name else "is taken off"
    flash(f"The tag “{tag}” {said}: {plural(done.changed, 'question')} changed.", "success")
    return redirect(url_for(".search", set_id=set_id, tag=name or None))


def _checked() -> ChangeForm:
    form = ChangeForm()
    if not form.validate_on_submit():
        abort(400)
    return form


def _back(set_id: int, form: ChangeForm, done: service.Changed | None) -> ResponseReturnValue:
    """To the search again, saying what was done."""
    if done and not (form.versions or form.every.data):
        flash("No question was ticked, so nothing changed.", "warning")
    elif done:
        flash(f"{plural(done.changed, 'question')} changed, each as a new version.", "success")
        if done.stale:
            flash(
                f"{plural(done.stale, 'question')} had been changed meanwhile and stayed as they are.",
                "warning",
            )
        if done.unfit:
            flash(
                f"{plural(done.unfit, 'question')} stayed as before: it would spoil them.",
                "warning",
            )
    asked: dict[str, Any] = {
        name: value
        for name in ("find", "put", "words", "case", "replaces", "tag")
        if (value := request.form.get(name))
    }
    return redirect(url_for(".search", set_id=set_id, **asked))
