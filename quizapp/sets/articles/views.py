"""Articles: bring one as a file or as text, and edit the text of one; both lead to a preview.

Apart from ``views``, which has sets whatever they were made from.
"""

from __future__ import annotations

from contextlib import closing

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField

from questions import UnreadableFileError
from quizapp import clock
from quizapp.access import Rule, allow, set_edited_by, viewer
from quizapp.one_line import file_stem, one_line
from quizapp.sets.articles import service
from quizapp.sets.articles.forms import ArticleForm, EditForm

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
    name = f"{file_stem(form.title.data or one_line(first_line), 'article')}.txt"
    return text.encode("utf-8", "replace"), name, form.text


@articles.route("/<int:set_id>/article", methods=["GET", "POST"])
@allow(Rule.INSTRUCTOR)
def edit(set_id: int) -> ResponseReturnValue:
    """The text of the article that a set was made from; what its change does to the items is shown first."""
    question_set = set_edited_by(viewer(), set_id)
    article = service.article_of(question_set)
    form = EditForm(text=article.text, version=article.sha256)
    if form.validate_on_submit():
        if form.version.data != article.sha256:
            flash(
                "The article has a newer version by now. Yours is below; compare before you go on.", "warning"
            )
            form.version.data = article.sha256
        else:
            text = (form.text.data or "").replace("\r\n", "\n").encode("utf-8", "replace")
            try:
                upload_id = service.store_article(
                    text,
                    f"{file_stem(article.title, 'article')}.txt",
                    owner_id=viewer().id,
                    now=clock.now(),
                    set_id=set_id,
                )
            except UnreadableFileError as error:
                form.text.errors = [str(error)]
            else:
                return redirect(url_for("sets.preview", upload_id=upload_id))
    return render_template("sets/articles/edit.html", form=form, set=question_set, article=article)
