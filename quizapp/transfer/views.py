"""Moving in and out: the viewer's own cards and log as files, and a schedule that comes from Anki."""

from __future__ import annotations

from contextlib import closing
from tempfile import TemporaryFile

from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.access import Rule, allow, package_owned_by, viewer
from quizapp.filters import plural
from quizapp.transfer import service
from quizapp.transfer.anki_reading import PackageError
from quizapp.transfer.forms import PACKAGE_SUFFIXES, ConfirmForm, PackageForm

transfer = Blueprint("transfer", __name__)

_FILES = {
    "json": ("json", "application/json"),
    "csv": ("zip", "application/zip"),
    "apkg": ("apkg", "application/octet-stream"),
}


@transfer.get("/transfer/")
@allow(Rule.SIGNED_IN)
def index() -> ResponseReturnValue:
    """What can be taken out, and the way in."""
    return render_template("transfer/index.html")


@transfer.get("/transfer/export.<any(json, csv, apkg):form>")
@allow(Rule.SIGNED_IN)
def export(form: str) -> ResponseReturnValue:
    """The viewer's own cards and log as a file."""
    now = clock.now()
    suffix, media_type = _FILES[form]
    file = TemporaryFile()  # noqa: SIM115 - closed with the response
    service.write_export(viewer().id, form, file, now)
    file.seek(0)
    name = f"quizapp-{now.date().isoformat()}.{suffix}"
    return send_file(file, mimetype=media_type, as_attachment=True, download_name=name)


@transfer.route("/transfer/import", methods=["GET", "POST"])
@allow(Rule.SIGNED_IN)
def upload() -> ResponseReturnValue:
    """An Anki package to look at before anything of it counts."""
    form = PackageForm()
    if form.validate_on_submit():
        with closing(form.file.data) as file:
            data, name = file.read(), file.filename
        try:
            upload_id = service.store_package(data, name, viewer().id, clock.now())
        except PackageError as error:
            form.file.errors = [str(error)]
        else:
            return redirect(url_for(".preview", upload_id=upload_id), 303)
    status = 400 if form.errors else 200
    return render_template("transfer/upload.html", form=form, suffixes=PACKAGE_SUFFIXES), status


@transfer.get("/transfer/import/<int:upload_id>")
@allow(Rule.SIGNED_IN)
def preview(upload_id: int) -> ResponseReturnValue:
    """What the import would do."""
    shown = service.preview_of(viewer(), package_owned_by(viewer(), upload_id), clock.now())
    form = ConfirmForm(seen=str(shown.plan.newest))
    return render_template("transfer/preview.html", preview=shown, form=form)


@transfer.post("/transfer/import/<int:upload_id>/confirm")
@allow(Rule.SIGNED_IN)
def confirm(upload_id: int) -> ResponseReturnValue:
    """Do what the preview showed."""
    package = package_owned_by(viewer(), upload_id)
    try:
        done = service.import_package(viewer(), package, ConfirmForm().newest, clock.now())
    except service.StaleImportError as error:
        flash(str(error), "warning")
        return redirect(url_for(".preview", upload_id=upload_id), 303)
    flash(
        f"Imported: {plural(done.cards, 'card')} with {plural(done.reviews, 'review')} from Anki. Undo takes "
        "all of it back, until your day ends.",
        "success",
    )
    return redirect(url_for("study.today"), 303)


@transfer.post("/transfer/import/<int:upload_id>/discard")
@allow(Rule.SIGNED_IN)
def discard(upload_id: int) -> ResponseReturnValue:
    """The package forgotten."""
    service.discard_package(package_owned_by(viewer(), upload_id).id)
    flash("The package is forgotten. No card was changed.", "success")
    return redirect(url_for(".index"), 303)
