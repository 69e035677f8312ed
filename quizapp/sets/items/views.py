"""The editor of an item and its history. Apart from ``views``, which has sets as a whole."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from questions import Item, Kind
from quizapp import clock
from quizapp.access import Rule, allow, set_edited_by, viewer
from quizapp.errors import InvalidInputError
from quizapp.models import QuestionSet
from quizapp.sets.items import service
from quizapp.sets.items.forms import ItemForm, form_of
from quizapp.sets.items.writing import drafted_item, flaws_of, written_item

items = Blueprint("items", __name__, url_prefix="/sets/<int:set_id>/items")


@items.route("/new", methods=["GET", "POST"])
@allow(Rule.INSTRUCTOR)
def new(set_id: int) -> ResponseReturnValue:
    """A question typed by hand; it begins as a draft."""
    question_set = set_edited_by(viewer(), set_id)
    form = ItemForm()
    if _is_saved(form):
        try:
            item_id = service.add(
                set_id, written_item(form.data, service.NEW_ITEM), by_id=viewer().id, now=clock.now()
            )
        except InvalidInputError as error:
            form[error.field].errors = [str(error)]
        else:
            flash("The question is added as a draft.", "success")
            return redirect(url_for("sets.show", set_id=set_id, _anchor=f"item-{item_id}"))
    return _draw(question_set, form, service.NEW_ITEM, None)


@items.route("/<int:item_id>", methods=["GET", "POST"])
@allow(Rule.INSTRUCTOR)
def edit(set_id: int, item_id: int) -> ResponseReturnValue:
    """An item's text, to be changed; saving makes a new version."""
    question_set = set_edited_by(viewer(), set_id)
    stored = service.item_of(set_id, item_id)
    form = ItemForm() if request.method == "POST" else form_of(stored.item)
    if _is_saved(form):
        try:
            written = written_item(form.data, stored.item)
            is_changed = service.save(
                set_id,
                item_id,
                written,
                version=_number(form.version.data),
                by_id=viewer().id,
                now=clock.now(),
            )
        except InvalidInputError as error:
            form[error.field].errors = [str(error)]
        except service.ChangedMeanwhileError as error:
            form.form_errors.append(str(error))
        else:
            flash("Saved as a new version." if is_changed else "Nothing was changed.", "success")
            return redirect(_place_in_set(set_id, item_id))
    form.version.data = str(stored.version)
    return _draw(question_set, form, stored.item, stored)


@items.post("/advice")
@allow(Rule.INSTRUCTOR)
def advice(set_id: int) -> ResponseReturnValue:
    """The flaws of what stands in the editor, as JSON."""
    set_edited_by(viewer(), set_id)
    form = ItemForm()
    if not form.validate_on_submit():
        abort(400)
    return jsonify([asdict(flaw) for flaw in flaws_of(drafted_item(form.data, service.NEW_ITEM))])


@items.get("/<int:item_id>/history")
@allow(Rule.INSTRUCTOR)
def history(set_id: int, item_id: int) -> ResponseReturnValue:
    """The versions of an item, newest first, each with what it changed."""
    question_set = set_edited_by(viewer(), set_id)
    return render_template(
        "sets/items/history.html",
        set=question_set,
        stored=service.item_of(set_id, item_id),
        versions=service.versions_of(set_id, item_id),
    )


@items.post("/<int:item_id>/restore/<int:version>")
@allow(Rule.INSTRUCTOR)
def restore(set_id: int, item_id: int, version: int) -> ResponseReturnValue:
    """An earlier text, as a new version."""
    set_edited_by(viewer(), set_id)
    if service.restore(set_id, item_id, version, by_id=viewer().id, now=clock.now()):
        flash(f"The question reads as in version {version} again.", "success")
    else:
        flash(f"The question reads as in version {version} already.", "info")
    return redirect(url_for(".history", set_id=set_id, item_id=item_id))


@items.post("/<int:item_id>/settle")
@allow(Rule.INSTRUCTOR)
def settle(set_id: int, item_id: int) -> ResponseReturnValue:
    """An item whose sentence changed is right as it reads."""
    set_edited_by(viewer(), set_id)
    service.settle(set_id, item_id)
    flash("The question need not be looked at any more.", "success")
    return redirect(_place_in_set(set_id, item_id))


def _place_in_set(set_id: int, item_id: int) -> str:
    """The item in the list that the person came from."""
    state, page = request.args.get("state"), request.args.get("page")
    return url_for("sets.show", set_id=set_id, state=state, page=page, _anchor=f"item-{item_id}")


def _is_saved(form: ItemForm) -> bool:
    """Whether the form was sent to be stored; else it shows the part of another kind."""
    return bool(form.validate_on_submit()) and "show" not in request.form


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _draw(
    question_set: QuestionSet, form: ItemForm, former: Item, stored: service.StoredItem | None
) -> ResponseReturnValue:
    form.add_spare_rows()
    known = {kind.value for kind in Kind}
    if form.kind.data not in known:
        form.kind.data = Kind.MULTIPLE_CHOICE.value
    flaws = flaws_of(drafted_item(form.data, former)) if form.stem.data else ()
    return render_template(
        "sets/items/edit.html",
        set=question_set,
        form=form,
        stored=stored,
        flaws=flaws,
        kind=form.kind.data,
        back=_place_in_set(question_set.id, stored.id)
        if stored
        else url_for("sets.show", set_id=question_set.id),
    )
