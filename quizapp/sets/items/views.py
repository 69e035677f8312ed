"""The editor of an item and its history. Apart from ``views``, which has sets as a whole."""

from __future__ import annotations

from contextlib import closing

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from questions import Flaw, Item, Kind, Markup
from quizapp import clock
from quizapp.access import Rule, allow, set_edited_by, viewer
from quizapp.errors import InvalidInputError
from quizapp.models import QuestionSet
from quizapp.sets import reports
from quizapp.sets.items import service
from quizapp.sets.items.forms import ImageForm, ItemForm, form_of
from quizapp.sets.items.images import store_image
from quizapp.sets.items.previewing import preview_of
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
            if request.form.get("then") == "another":
                return redirect(url_for(".new", set_id=set_id, kind=form.kind.data))
            return redirect(url_for("sets.show", set_id=set_id, _anchor=f"item-{item_id}"))
    if request.method == "GET":
        form.kind.data = request.args.get("kind")
    return _draw(question_set, form, service.NEW_ITEM, None)


@items.route("/<int:item_id>", methods=["GET", "POST"])
@allow(Rule.INSTRUCTOR)
def edit(set_id: int, item_id: int) -> ResponseReturnValue:
    """An item's text, to be changed; saving makes a new version."""
    question_set = set_edited_by(viewer(), set_id)
    stored = service.item_of(set_id, item_id)
    meanwhile = None
    form = ItemForm() if request.method == "POST" else form_of(stored.item)
    if request.method == "GET":
        form.version.data = str(stored.version)
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
            meanwhile = service.meanwhile(set_id, item_id, _number(form.version.data))
            form.version.data = str(meanwhile.version)
        else:
            if form.settles.data:
                shown = reports.numbers_in(form.reported.data)
                reports.close(set_id, shown, by_id=viewer().id, now=clock.now())
            flash("Saved as a new version." if is_changed else "Nothing was changed.", "success")
            return redirect(_place_in_set(set_id, item_id))
    return _draw(question_set, form, stored.item, stored, meanwhile)


@items.post("/preview", defaults={"item_id": None})
@items.post("/<int:item_id>/preview")
@allow(Rule.INSTRUCTOR)
def preview(set_id: int, item_id: int | None) -> ResponseReturnValue:
    """What stands in the editor as students would see it, and its flaws; a part of a page."""
    set_edited_by(viewer(), set_id)
    form = ItemForm()
    if not form.validate_on_submit():
        abort(400)
    former = service.item_of(set_id, item_id).item if item_id is not None else service.NEW_ITEM
    item = drafted_item(form.data, former)
    return render_template("sets/items/beside.html", flaws=_flaws(item), shown=preview_of(item))


@items.post("/images")
@allow(Rule.INSTRUCTOR)
def add_image(set_id: int) -> ResponseReturnValue:
    """Keep an image for a text in the editor; JSON with the tag that shows it, or what is wrong."""
    set_edited_by(viewer(), set_id)
    form = ImageForm()
    tag = _stored_tag(form)
    return jsonify({"tag": tag}) if tag else (jsonify({"problems": form.errors}), 422)


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
    if service.settle(set_id, item_id, version=request.args.get("version", 0, type=int)):
        flash("The question need not be looked at any more.", "success")
    else:
        flash("This question was changed since you saw it. Look at it again.", "warning")
    return redirect(_place_in_set(set_id, item_id))


def _place_in_set(set_id: int, item_id: int) -> str:
    """The list that the person came from; in that of the set, the item."""
    if request.args.get("back") == "reports":
        return url_for("sets.inbox.index")
    state, page = request.args.get("state"), request.args.get("page")
    return url_for("sets.show", set_id=set_id, state=state, page=page, _anchor=f"item-{item_id}")


def _is_saved(form: ItemForm) -> bool:
    """Whether the form was sent to be stored; else it is drawn again: another kind, more rows, a preview."""
    return bool(form.validate_on_submit()) and "show" not in request.form


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _flaws(item: Item) -> tuple[Flaw, ...]:
    return flaws_of(item) if item.stem else ()


def _stored_tag(form: ImageForm) -> str:
    """The tag of the image that was sent; empty, with the errors in the form, where it cannot be kept."""
    if form.validate():
        with closing(form.image.data) as file:
            data = file.read()
        try:
            return store_image(data, form.alt.data or "", clock.now())
        except InvalidInputError as error:
            form[error.field].errors = [str(error)]
    return ""


def _draw(
    question_set: QuestionSet,
    form: ItemForm,
    former: Item,
    stored: service.StoredItem | None,
    meanwhile: service.Meanwhile | None = None,
) -> ResponseReturnValue:
    show = request.form.get("show", "")
    image_form = ImageForm() if show == "image" else ImageForm(formdata=None)
    if form.kind.data not in {kind.value for kind in Kind}:
        form.kind.data = Kind.MULTIPLE_CHOICE.value
    if form.markup.data not in {markup.value for markup in Markup}:
        form.markup.data = Markup.PLAIN.value
    if show == "image" and (tag := _stored_tag(image_form)):
        form.put_image(tag)
        image_form = ImageForm(formdata=None)
    form.add_spare_rows(show)
    open_reports = reports.reports_of_item(stored.set_id, stored.id).newest if stored else ()
    form.reported.data = " ".join(str(report.id) for report in open_reports)
    item = drafted_item(form.data, former)
    return render_template(
        "sets/items/edit.html",
        set=question_set,
        form=form,
        image_form=image_form,
        stored=stored,
        meanwhile=meanwhile,
        reports=open_reports,
        flaws=_flaws(item),
        shown=preview_of(item),
        kind=form.kind.data,
        back=_place_in_set(question_set.id, stored.id)
        if stored
        else url_for("sets.show", set_id=question_set.id),
    )
