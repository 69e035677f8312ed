"""Imports of question files: how far reading is, the preview and its choices, a set's imports and their undo.

Apart from ``sets.views``, which has sets whatever they were made from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from questions import UnreadableFileError, media_type
from quizapp import clock
from quizapp.access import Rule, allow, set_edited_by, upload_owned_by, viewer
from quizapp.errors import AppError, MissingUploadError
from quizapp.filters import plural
from quizapp.models import Upload, UploadKind, UploadStage
from quizapp.sets.importing import preview, service, staging, undoing
from quizapp.sets.importing.choices import Choices
from quizapp.sets.importing.forms import ARTICLE, ChoicesForm, ReadingForm, TicksForm
from quizapp.sets.importing.listed import Tab

importing = Blueprint("importing", __name__, url_prefix="/sets")


@importing.get("/imports/<int:upload_id>")
@allow(Rule.INSTRUCTOR)
def show(upload_id: int) -> ResponseReturnValue:
    """What a file of questions would bring; before it is read, how far that is."""
    upload = upload_owned_by(viewer(), upload_id)
    if upload.kind is UploadKind.ARTICLE:
        return redirect(url_for("sets.preview", upload_id=upload_id))
    return _page(upload)


def _page(upload: Upload, sent: ChoicesForm | None = None) -> str:
    """The page for the stage of an upload; the form that was ``sent`` where it has faults."""
    progress = preview.progress_of(upload, clock.now())
    if not progress.is_over:
        return render_template("sets/importing/progress.html", upload=upload, progress=progress)
    reading = preview.reading_of(upload)
    if upload.stage is UploadStage.FAILED:
        form = ReadingForm(formdata=None)
        form.offer(reading)
        return render_template("sets/importing/failed.html", upload=upload, form=form, reading=reading)
    shown = preview.preview_of(upload, _tab(), request.args.get("page", 1, type=int))
    if sent is None:
        choices_form = ChoicesForm(formdata=None)
        choices_form.offer(reading)
        choices_form.offer_sets(shown)
    return render_template(
        "sets/importing/preview.html",
        upload=upload,
        form=sent or choices_form,
        reading=reading,
        preview=shown,
        image=partial(_image_url, upload.id),
    )


def _tab() -> Tab:
    word = request.args.get("show")
    return next((tab for tab in Tab if tab == word), Tab.ALL)


def _image_url(upload_id: int, name: str) -> str:
    return url_for("sets.importing.image", upload_id=upload_id, name=name)


def _upload_of_questions(upload_id: int) -> Upload:
    upload = upload_owned_by(viewer(), upload_id)
    if upload.kind is not UploadKind.QUESTION_SET:
        raise MissingUploadError
    return upload


@importing.get("/imports/<int:upload_id>/progress")
@allow(Rule.INSTRUCTOR)
def progress(upload_id: int) -> ResponseReturnValue:
    """How far the reading is, for the page that waits for it."""
    now = preview.progress_of(_upload_of_questions(upload_id), clock.now())
    return jsonify(done=now.done, total=now.total, over=now.is_over, silent=now.is_silent)


@importing.get("/imports/<int:upload_id>/media/<name>")
@allow(Rule.INSTRUCTOR)
def image(upload_id: int, name: str) -> ResponseReturnValue:
    """An image of a file that is not imported yet, as nothing but an image."""
    data = preview.staged_image(_upload_of_questions(upload_id).id, name)
    response = Response(data, mimetype=media_type(name))
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@importing.post("/imports/<int:upload_id>/choices")
@allow(Rule.INSTRUCTOR)
def choose(upload_id: int) -> ResponseReturnValue:
    """How the file is to be read and what it becomes; it is read anew, also one taken for an article."""
    upload = upload_owned_by(viewer(), upload_id)
    if request.form.get("format") == ARTICLE:
        return _take_for_article(upload_id)
    if "target" in request.form:
        ticks = _ticks()
        _store_ticks(upload_id, ticks)
        chosen = _choose(upload, seen=ticks.seen.data or "")
        return chosen.page or _back(upload_id)
    reading, form = preview.reading_of(upload), ReadingForm()
    form.offer(reading)
    if not form.validate_on_submit():
        abort(400)
    _read_anew(upload_id, form.wanted(reading))
    return _back(upload_id)


@dataclass(frozen=True, kw_only=True)
class _Chosen:
    """What became of the choices on a preview: its name now, what of them has the file read anew, and the
    page that asks for something else where one of them is at fault.
    """

    seen: str = ""
    unseen: Sequence[str] = ()
    page: str = ""


def _choose(upload: Upload, *, seen: str) -> _Chosen:
    """Keep the choices that were sent along with a preview, whose name is ``seen``."""
    reading, shown = preview.reading_of(upload), preview.preview_of(upload, Tab.ALL, 1)
    if shown.target_id != shown.summary["target"]:  # deleted, or no longer shared
        service.read_again(upload.id, clock.now())
        raise service.StaleImportError
    form = ChoicesForm()
    form.offer(reading)
    form.offer_sets(shown)
    if not form.validate_on_submit():
        return _Chosen(page=_page(upload, form))
    wanted, unseen = form.all_wanted(reading, shown), form.unseen(reading, shown)
    if not unseen:
        return _Chosen(seen=service.settle(upload.id, wanted, seen=seen))
    _read_anew(upload.id, wanted)
    return _Chosen(unseen=unseen)


def _read_anew(upload_id: int, wanted: Choices) -> None:
    service.store_choices(upload_id, wanted, clock.now())
    staging.stage_if_small(upload_id, clock.now)


def _take_for_article(upload_id: int) -> ResponseReturnValue:
    try:
        service.take_for_article(upload_id)
    except UnreadableFileError as error:
        flash(str(error), "error")
        return _back(upload_id)
    return redirect(url_for("sets.preview", upload_id=upload_id))


def _back(upload_id: int) -> ResponseReturnValue:
    """Back to the preview, to the records that it showed."""
    page = request.args.get("page", type=int)
    return redirect(url_for(".show", upload_id=upload_id, show=request.args.get("show"), page=page))


@importing.post("/imports/<int:upload_id>/ticks")
@allow(Rule.INSTRUCTOR)
def tick(upload_id: int) -> ResponseReturnValue:
    """Which items are to be live: those of a page, or all or none of the file. To a script, how many are."""
    _upload_of_questions(upload_id)
    _store_ticks(upload_id, _ticks())
    if request.accept_mimetypes.best == "application/json":
        return jsonify(live=preview.count_live(upload_id))
    return _back(upload_id)


def _ticks() -> TicksForm:
    form = TicksForm()
    if not form.validate_on_submit():
        abort(400)
    return form


def _store_ticks(upload_id: int, form: TicksForm) -> None:
    seen = form.seen.data or ""
    if form.whole.data in {"live", "draft"}:
        service.tick_all(upload_id, is_live=form.whole.data == "live", seen=seen)
    else:
        service.store_ticks(upload_id, form.shown.data or [], form.live.data or [], seen=seen)


@importing.post("/imports/<int:upload_id>/confirm")
@allow(Rule.INSTRUCTOR)
def confirm(upload_id: int) -> ResponseReturnValue:
    """What the preview shows is stored, the ticks of its page, the title and what becomes of missing
    questions included. Other choices that were changed on the page are shown first, and nothing is stored.
    """
    upload, ticks = _upload_of_questions(upload_id), _ticks()
    _store_ticks(upload_id, ticks)
    seen = ticks.seen.data or ""
    if "target" in request.form:
        if request.form.get("format") == ARTICLE:
            return _take_for_article(upload_id)
        chosen = _choose(upload, seen=seen)
        if chosen.page:
            return chosen.page
        if chosen.unseen:
            changes = " and ".join(chosen.unseen)
            flash(f"You changed {changes}: this is what would be imported now. Nothing is yet.", "warning")
            return _back(upload_id)
        seen = chosen.seen
    done = service.confirm(upload_id, seen=seen, by_id=viewer().id, now=clock.now())
    counts = [
        (done.added, "added"),
        (done.changed, "changed"),
        (done.unchanged, "unchanged"),
        (done.retired, "retired"),
    ]
    words = ", ".join(f"{count:,} {word}" for count, word in counts if count)
    flash(f"Imported: {words or 'nothing'}. You can undo it as a whole under “Imports”.", "success")
    return redirect(url_for("sets.show", set_id=done.set_id))


@importing.errorhandler(service.StaleImportError)
@importing.errorhandler(service.NotReadyError)
def look_again(error: AppError) -> ResponseReturnValue:
    """Back to the preview, which is made anew; a script is told that its page is old."""
    upload_id = (request.view_args or {})["upload_id"]
    if request.accept_mimetypes.best == "application/json":
        return jsonify(problem=str(error)), error.status
    staging.stage_if_small(upload_id, clock.now)
    flash(str(error), "warning")
    return redirect(url_for(".show", upload_id=upload_id))


@importing.post("/imports/<int:upload_id>/discard")
@allow(Rule.INSTRUCTOR)
def discard(upload_id: int) -> ResponseReturnValue:
    """An upload less; nothing of it was stored as questions."""
    service.discard(_upload_of_questions(upload_id).id)
    flash("The upload is discarded. No question set was changed.", "success")
    return redirect(url_for("sets.index"))


@importing.post("/imports/discard-unread")
@allow(Rule.INSTRUCTOR)
def discard_unread() -> ResponseReturnValue:
    """Without the viewer's uploads that could not be read."""
    count = service.discard_unread(viewer().id)
    flash(f"{plural(count, 'upload')} discarded. No question set was changed.", "success")
    return redirect(url_for("sets.index"))


@importing.get("/<int:set_id>/imports")
@allow(Rule.INSTRUCTOR)
def history(set_id: int) -> ResponseReturnValue:
    """The imports of a set, and what undoing the latest would do."""
    question_set = set_edited_by(viewer(), set_id)
    return render_template(
        "sets/importing/history.html",
        set=question_set,
        imports=undoing.imports_of(set_id),
        outlook=undoing.outlook(set_id),
    )


@importing.post("/<int:set_id>/imports/<int:import_id>/undo")
@allow(Rule.INSTRUCTOR)
def undo(set_id: int, import_id: int) -> ResponseReturnValue:
    """A set as it was before its latest import."""
    title = set_edited_by(viewer(), set_id).title
    try:
        undone = undoing.undo(set_id, import_id, by_id=viewer().id, now=clock.now())
    except undoing.CannotUndoError as error:
        flash(str(error), "warning")
        return redirect(url_for(".history", set_id=set_id))
    counts = [(undone.deleted, "deleted"), (undone.retired, "retired"), (undone.restored, "put back")]
    words = ", ".join(f"{plural(count, 'question')} {word}" for count, word in counts if count)
    flash(f"The import is undone: {words or 'no question had changed'}.", "success")
    if undone.set_is_gone:
        flash(f"“{title}” is gone: the import had made it.", "info")
        return redirect(url_for("sets.index"))
    return redirect(url_for("sets.show", set_id=set_id))
