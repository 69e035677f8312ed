"""Articles: bring one as a file or as text, and edit the text of one; both lead to a preview.

Apart from ``views``, which has sets whatever they were made from.
"""

from __future__ import annotations

import re
from contextlib import closing

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField

from questions import UnreadableFileError
from quizapp import clock
from quizapp.access import Rule, allow, set_edited_by, upload_owned_by, viewer
from quizapp.one_line import file_stem, one_line
from quizapp.sets.articles import looking, service
from quizapp.sets.articles.forms import ArticleForm, EditForm

_PAGE = re.compile(
    r"\s*<(?:!doctype html|html|head|body|article|main|section|div|p|h[1-6]|table)\b", re.IGNORECASE
)
"""How the source of a web page begins."""
_TAGS = re.compile(r"<[^<>]*>?")
articles = Blueprint("articles", __name__, url_prefix="/sets")


@articles.route("/articles/new", methods=["GET", "POST"])
@allow(Rule.INSTRUCTOR)
def new() -> ResponseReturnValue:
    """An article to make questions of; shown before anything of it is stored as questions."""
    form = ArticleForm()
    if form.validate_on_submit():
        data, name, field = _brought(form)
        try:
            upload_id = service.store_article(
                data, name, owner_id=viewer().id, now=clock.now(), title=form.title.data or ""
            )
        except UnreadableFileError as error:
            field.errors = [str(error)]
        else:
            return redirect(url_for("sets.preview", upload_id=upload_id))
    return render_template("sets/articles/new.html", form=form, suffixes=service.SUFFIXES)


def _brought(form: ArticleForm) -> tuple[bytes, str, FileField]:
    """The article's bytes and name, and the field that they came by."""
    if form.file.data:
        with closing(form.file.data) as file:
            return file.read(), file.filename, form.file
    text = (form.text.data or "").replace("\r\n", "\n")
    first_line = next(line for line in text.splitlines() if line.strip())
    suffix = ".html" if _PAGE.match(text) else ".txt"
    name = f"{file_stem(form.title.data or _TAGS.sub(' ', one_line(first_line)), 'article')}{suffix}"
    return text.encode("utf-8", "replace"), name, form.text


@articles.route("/<int:set_id>/article", methods=["GET", "POST"])
@allow(Rule.INSTRUCTOR)
def edit(set_id: int) -> ResponseReturnValue:
    """The text of the article that a set was made from; what its change does to the items is shown first."""
    question_set = set_edited_by(viewer(), set_id)
    article = service.article_of(question_set)
    form = EditForm(text=_text_to_edit(article), version=article.sha256)
    meanwhile = None
    if form.validate_on_submit():
        meanwhile = service.changed_since(set_id, form.version.data or "")
        if meanwhile is None:
            text = (form.text.data or "").replace("\r\n", "\n").encode("utf-8", "replace")
            try:
                upload_id = service.store_article(
                    text,
                    f"{file_stem(article.title, 'article')}.txt",
                    owner_id=viewer().id,
                    now=clock.now(),
                    set_id=set_id,
                    base=article.sha256,
                )
            except UnreadableFileError as error:
                form.text.errors = [str(error)]
            else:
                return redirect(url_for("sets.preview", upload_id=upload_id))
        form.version.data = article.sha256
    return render_template(
        "sets/articles/edit.html", form=form, set=question_set, article=article, meanwhile=meanwhile
    )


def _text_to_edit(article: service.ArticleText) -> str:
    """The article's text, or that of an edit of it whose preview waits."""
    waiting = request.args.get("upload", type=int)
    return service.text_of(upload_owned_by(viewer(), waiting)) if waiting else article.text


@articles.post("/<int:set_id>/items/<int:item_id>/take")
@allow(Rule.INSTRUCTOR)
def take(set_id: int, item_id: int) -> ResponseReturnValue:
    """What the article gives now, in place of an edit of the question."""
    set_edited_by(viewer(), set_id)
    version = request.args.get("version", 0, type=int)
    try:
        looking.take_given(set_id, item_id, version=version, by_id=viewer().id, now=clock.now())
    except looking.LookedAtMeanwhileError as error:
        flash(str(error), "warning")
    else:
        flash("The question reads as the article gives it now. Your text stays in its history.", "success")
    state, page = request.args.get("state"), request.args.get("page")
    return redirect(url_for("sets.show", set_id=set_id, state=state, page=page, _anchor=f"item-{item_id}"))
