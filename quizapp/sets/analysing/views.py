"""The pages of item analysis, apart from the other views of sets because they are a part of their own."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, abort, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.access import Rule, allow, may_edit, set_edited_by, set_seen_by, viewer
from quizapp.filters import plural
from quizapp.library.service import article_ids
from quizapp.one_line import file_stem
from quizapp.progress.exports import CSV_TYPE
from quizapp.progress.item_analysis import MIN_OTHERS, MIN_QUARANTINE
from quizapp.sets.analysing import quarantine as quarantining
from quizapp.sets.analysing import replacing
from quizapp.sets.analysing.analysis import FEW, analysis_of, as_csv
from quizapp.sets.analysing.forms import TakeForm

analysing = Blueprint("analysing", __name__, url_prefix="/sets/<int:set_id>/analysis")


@analysing.get("")
@allow(Rule.INSTRUCTOR)
def index(set_id: int) -> ResponseReturnValue:
    """How well each item of the set measures."""
    question_set = set_seen_by(viewer(), set_id)
    return render_template(
        "sets/analysing/index.html",
        set=question_set,
        analysis=analysis_of(set_id),
        may_edit=may_edit(viewer(), question_set),
        few=FEW,
        least=MIN_QUARANTINE,
        others=MIN_OTHERS,
    )


@analysing.get("/items.csv")
@allow(Rule.INSTRUCTOR)
def file(set_id: int) -> ResponseReturnValue:
    """The same as a file."""
    question_set = set_seen_by(viewer(), set_id)
    name = f"item-analysis-{file_stem(question_set.title, 'questions')}.csv"
    data = as_csv(analysis_of(set_id).rows)
    return send_file(BytesIO(data), mimetype=CSV_TYPE, as_attachment=True, download_name=name)


@analysing.post("/quarantine")
@allow(Rule.INSTRUCTOR)
def quarantine(set_id: int) -> ResponseReturnValue:
    """The misleading items of the set taken from learners, until somebody has looked at them."""
    question_set = set_edited_by(viewer(), set_id)
    count = quarantining.quarantine_in(question_set.id, clock.now())
    words = f"{plural(count, 'item')} quarantined." if count else "No item had to be quarantined."
    flash(words, "success" if count else "info")
    return redirect(url_for(".index", set_id=set_id))


@analysing.post("/<int:item_id>/right")
@allow(Rule.INSTRUCTOR)
def find_right(set_id: int, item_id: int) -> ResponseReturnValue:
    """A quarantined item is live again."""
    question_set = set_edited_by(viewer(), set_id)
    if quarantining.find_right(question_set.id, item_id, clock.now()):
        flash(
            "The question is live again. Only the answers given from now on can quarantine it anew.",
            "success",
        )
    else:
        flash("Somebody has looked at this question already: it is not in quarantine.", "info")
    return redirect(url_for(".index", set_id=set_id))


@analysing.get("/<int:item_id>")
@allow(Rule.INSTRUCTOR)
def item(set_id: int, item_id: int) -> ResponseReturnValue:
    """One item, with candidates for each distractor that does not function."""
    question_set = set_seen_by(viewer(), set_id)
    page = replacing.item_page(question_set.id, item_id)
    return render_template(
        "sets/analysing/item.html",
        set=question_set,
        page=page,
        least=MIN_QUARANTINE,
        may_edit=may_edit(viewer(), question_set),
        article_ids=article_ids(viewer(), page.article_keys),
    )


@analysing.post("/<int:item_id>/option")
@allow(Rule.INSTRUCTOR)
def take_option(set_id: int, item_id: int) -> ResponseReturnValue:
    """A candidate in the place of a distractor."""
    question_set = set_edited_by(viewer(), set_id)
    form = TakeForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        former = replacing.take(
            question_set.id,
            item_id,
            place=form.place.data or 0,
            text=form.text.data or "",
            version=form.version.data or 0,
            by_id=viewer().id,
            now=clock.now(),
        )
    except replacing.StaleItemError as error:
        flash(str(error), "warning")
    else:
        flash(f"“{form.text.data}” now stands in the place of “{former}”.", "success")
    return redirect(url_for(".item", set_id=set_id, item_id=item_id))
