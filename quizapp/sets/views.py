"""Question sets: upload, preview and publish them, see and curate their items, assign and download them."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]

from questions import TooLargeError, UnreadableFileError
from quizapp import clock
from quizapp.access import (
    Rule,
    allow,
    course_taught_by,
    may_edit,
    set_edited_by,
    set_seen_by,
    upload_owned_by,
    viewer,
)
from quizapp.courses.service import courses_of
from quizapp.filters import plural
from quizapp.library.service import article_ids
from quizapp.models import ItemState, QuestionSet, UploadKind
from quizapp.one_line import file_stem
from quizapp.sets import service
from quizapp.sets.analysing import views as analysis_views
from quizapp.sets.articles import views as article_views
from quizapp.sets.articles.looking import looks_of
from quizapp.sets.articles.service import changed_while_waiting
from quizapp.sets.downloads import downloads_of, known_forms, suffix_of, write_set
from quizapp.sets.forms import AssignForm, ItemsForm, PreviewForm, UploadForm
from quizapp.sets.importing import views as import_views
from quizapp.sets.inbox import views as inbox_views
from quizapp.sets.items import views as item_views
from quizapp.sets.pages import preview_page, template_file
from quizapp.sets.previews import NEW_TARGET, Choices, Preview, preview_of, words_of
from quizapp.sets.readings import suffixes
from quizapp.sets.reports import reports_of
from quizapp.sets.searching import views as search_views
from quizapp.sets.sharing import views as sharing_views
from quizapp.sets.waiting import waiting_uploads

LOOK = "look"
"""Stands beside the states of items for those that somebody should look at."""
sets = Blueprint("sets", __name__)
sets.register_blueprint(analysis_views.analysing)
sets.register_blueprint(article_views.articles)
sets.register_blueprint(import_views.importing)
sets.register_blueprint(inbox_views.inbox)
sets.register_blueprint(item_views.items)
sets.register_blueprint(sharing_views.sharing)
sets.register_blueprint(search_views.searching)


@sets.route("/sets/")
@allow(Rule.INSTRUCTOR)
def index() -> ResponseReturnValue:
    """The viewer's sets; administrators see all."""
    lines = service.sets_of(viewer().id, every_set=viewer().administers)
    return render_template("sets/index.html", sets=lines, uploads=waiting_uploads(viewer().id))


@sets.route("/sets/template.csv")
@allow(Rule.INSTRUCTOR)
def template() -> ResponseReturnValue:
    """The table to fill in, with a row for each kind of question."""
    return _download(template_file(), "questions.csv")


@sets.route("/sets/upload", methods=["GET", "POST"])
@allow(Rule.INSTRUCTOR)
def upload() -> ResponseReturnValue:
    """A file to look at before anything of it is stored as questions."""
    return _take_file()


@sets.route("/sets/<int:set_id>/upload", methods=["GET", "POST"])
@allow(Rule.INSTRUCTOR)
def upload_version(set_id: int) -> ResponseReturnValue:
    """A file whose preview says what it changes in this set."""
    return _take_file(set_edited_by(viewer(), set_id))


def _take_file(target: QuestionSet | None = None) -> ResponseReturnValue:
    form, status = UploadForm(), 200
    if form.validate_on_submit():
        with closing(form.file.data) as file:
            data, name = file.read(), file.filename
        try:
            upload_id = service.store_upload(data, name, owner_id=viewer().id, clock=clock.now, target=target)
        except UnreadableFileError as error:
            form.file.errors = [str(error)]
            status = 413 if isinstance(error, TooLargeError) else 200
        else:
            is_article = upload_owned_by(viewer(), upload_id).kind is UploadKind.ARTICLE
            endpoint = ".preview" if is_article else ".importing.show"
            return redirect(url_for(endpoint, upload_id=upload_id))
    page = render_template(
        "sets/upload.html", form=form, target=target, suffixes=suffixes(), forms=known_forms()
    )
    return page, status


@sets.route("/sets/uploads/<int:upload_id>", methods=["GET", "POST"])
@allow(Rule.INSTRUCTOR)
def preview(upload_id: int) -> ResponseReturnValue:
    """What publishing would do; sent by post, with the choices made on the page."""
    shown = preview_of(upload_owned_by(viewer(), upload_id))
    form = _preview_form(shown)
    if form.validate_on_submit():
        service.store_choices(upload_id, _choices(form, shown))
        return redirect(url_for(".preview", upload_id=upload_id))
    return _draw_preview(form, shown)


@sets.route("/sets/uploads/<int:upload_id>/publish", methods=["POST"])
@allow(Rule.INSTRUCTOR)
def publish(upload_id: int) -> ResponseReturnValue:
    """Store what the preview shows. Where the choices or the data changed since, it is shown anew instead."""
    shown = preview_of(upload_owned_by(viewer(), upload_id))
    form = _preview_form(shown)
    if not form.validate_on_submit():
        return _draw_preview(form, shown)
    choices = _choices(form, shown)
    service.store_choices(upload_id, choices)
    if not _is_as_shown(choices, shown):
        flash("The preview was made anew with your changes. Look at it, then publish.", "warning")
        return redirect(url_for(".preview", upload_id=upload_id))
    chosen = shown.with_choices(choices)
    try:
        published = service.publish_upload(
            chosen.with_drafts() if form.as_drafts.data else chosen,
            seen=form.digest.data or "",
            by_id=viewer().id,
            now=clock.now(),
        )
    except service.StalePreviewError as error:
        flash(str(error), "warning")
        return redirect(url_for(".preview", upload_id=upload_id))
    flash(_published_words(published, chosen), "success")
    if form.as_drafts.data:
        flash("Accept the drafts below: no student meets them before.", "info")
    if published.to_look_at:
        flash(
            f"Look at {plural(published.to_look_at, 'question')}: the sentence behind changed.",
            "warning",
        )
    if published.to_edit:
        flash(f"To be edited: {plural(published.to_edit, 'question')}.", "info")
    drafts = ItemState.DRAFT if form.as_drafts.data else None
    state = LOOK if published.to_look_at or published.to_edit else drafts
    return redirect(url_for(".show", set_id=published.set_id, state=state))


def _preview_form(shown: Preview) -> PreviewForm:
    """The form of a preview, filled in with what it shows."""
    form = PreviewForm(
        title=shown.title,
        code=shown.code or "",
        target=shown.target.set_id if shown.target else NEW_TARGET,
        digest=shown.digest,
    )
    if form.suggested.data:
        form.code.data = form.suggested.data
    kind = "article" if shown.facts else "question set"
    form.target.choices = [SelectChoice(NEW_TARGET, f"A new {kind}")] + [
        SelectChoice(one.set_id, f"An update of “{one.title}”" + (f" ({one.code})" if one.code else ""))
        for one in shown.targets
    ]
    return form


def _draw_preview(form: PreviewForm, shown: Preview) -> ResponseReturnValue:
    """The page of a preview; one that is sent back for its faults keeps the ticks it was sent with."""
    if form.is_submitted():
        shown = shown.with_choices(_choices(form, shown))
    return render_template(
        "sets/preview.html",
        form=form,
        page=preview_page(shown),
        meanwhile=changed_while_waiting(shown.upload_id),
    )


def _choices(form: PreviewForm, shown: Preview) -> Choices:
    ticked = set(form.live.data or [])
    drawn = [one.item for one in preview_page(shown).shown]
    return Choices(
        title=form.title.data,
        code=form.code.data or "",
        target=form.target.data,
        ticks={item.id: item.id in ticked for item in drawn},
        rejected=frozenset(words_of(item) for item in drawn if item.id not in ticked),
        edits=frozenset(form.edits.data or ()),
    )


def _is_as_shown(choices: Choices, shown: Preview) -> bool:
    target = shown.target.set_id if shown.target else NEW_TARGET
    return (choices.title, choices.code or None, choices.target) == (shown.title, shown.code, target)


def _published_words(published: service.Published, shown: Preview) -> str:
    comparison = published.comparison
    counts = [
        (len(comparison.added), "added"),
        (len(comparison.changed), "changed"),
        (len(comparison.unchanged), "unchanged"),
        (len(shown.gone), "retired"),
        (len(shown.orphans), "kept as drafts"),
    ]
    words = ", ".join(f"{count} {word}" for count, word in counts if count)
    return f"Stored: {words}. {plural(published.live, 'question')} of the set can be studied now."


@sets.route("/sets/uploads/<int:upload_id>/discard", methods=["POST"])
@allow(Rule.INSTRUCTOR)
def discard(upload_id: int) -> ResponseReturnValue:
    """An upload less; nothing of it was stored as questions."""
    service.discard_upload(upload_owned_by(viewer(), upload_id).id)
    flash("The upload is discarded. No question set was changed.", "success")
    return redirect(url_for(".index"))


@sets.route("/sets/<int:set_id>")
@allow(Rule.INSTRUCTOR)
def show(set_id: int) -> ResponseReturnValue:
    """The items of a set, of all states or of one, and what learners say is wrong with them."""
    question_set = set_seen_by(viewer(), set_id)
    word = request.args.get("state")
    state, looks = service.state_named(word), word == LOOK
    page = service.items_of(set_id, state=state, looks=looks, page=request.args.get("page", 1, type=int))
    courses = courses_of(viewer().id, every_course=viewer().administers)
    return render_template(
        "sets/show.html",
        set=question_set,
        may_edit=may_edit(viewer(), question_set),
        is_owner=viewer().administers or question_set.owner_id == viewer().id,
        page=page,
        reports=reports_of(set_id),
        state=LOOK if looks else state,
        courses=courses,
        studying=service.courses_studying(set_id),
        article_ids=article_ids(viewer(), service.article_keys(page.items)),
        looks=looks_of([one.id for one in page.items]),
    )


@sets.route("/sets/<int:set_id>/items", methods=["POST"])
@allow(Rule.INSTRUCTOR)
def change_items(set_id: int) -> ResponseReturnValue:
    """Another state for items of a set."""
    question_set = set_edited_by(viewer(), set_id)
    form = ItemsForm()
    if not form.validate_on_submit():
        abort(400)
    count = service.change_states(question_set.id, form.item_ids, form.state, clock.now())
    if not form.item_ids:
        flash("No question was ticked, so nothing changed.", "warning")
    else:
        flash(f"{plural(count, 'question')} {'is' if count == 1 else 'are'} {form.state} now.", "success")
    state, page = request.args.get("state"), request.args.get("page")
    return redirect(url_for(".show", set_id=set_id, state=state, page=page))


@sets.route("/sets/<int:set_id>/assign", methods=["POST"])
@allow(Rule.INSTRUCTOR)
def assign(set_id: int) -> ResponseReturnValue:
    """One more course studies the set."""
    question_set = set_seen_by(viewer(), set_id)
    form = AssignForm()
    form.course.choices = [
        SelectChoice(each.id, each.title)
        for each in courses_of(viewer().id, every_course=viewer().administers)
    ]
    if not form.validate_on_submit():
        abort(404)
    course = course_taught_by(viewer(), form.course.data)
    if service.assign(question_set.id, course.id, clock.now()):
        flash(f"“{course.title}” studies this set now.", "success")
    else:
        flash(f"“{course.title}” studies this set already.", "info")
    return redirect(url_for(".show", set_id=set_id))


@sets.route("/sets/<int:set_id>/downloads")
@allow(Rule.INSTRUCTOR)
def downloads(set_id: int) -> ResponseReturnValue:
    """The forms in which the set can be had, and what of it each would lose."""
    question_set = set_seen_by(viewer(), set_id)
    return render_template("sets/downloads.html", set=question_set, downloads=downloads_of(set_id))


@sets.route("/sets/<int:set_id>/export/<form>")
@allow(Rule.INSTRUCTOR)
def export(set_id: int, form: str) -> ResponseReturnValue:
    """The set as a file of the form named."""
    question_set = set_seen_by(viewer(), set_id)
    suffix = suffix_of(form)
    if suffix is None:
        abort(404)
    return _download(write_set(set_id, form), f"{file_stem(question_set.title, 'questions')}{suffix}")


def _download(data: bytes, file_name: str) -> ResponseReturnValue:
    return send_file(BytesIO(data), as_attachment=True, download_name=file_name)
