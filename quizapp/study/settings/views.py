"""How the viewer's cards are scheduled and drawn."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.access import Rule, allow, viewer
from quizapp.errors import InvalidInputError
from quizapp.filters import plural
from quizapp.study.settings import service
from quizapp.study.settings.forms import BacklogForm, SchedulingForm, StopForm

settings = Blueprint("settings", __name__, url_prefix="/study/settings")


@settings.route("", methods=["GET", "POST"])
@allow(Rule.SIGNED_IN)
def show() -> ResponseReturnValue:
    """The algorithm, the limits and the rest."""
    form = SchedulingForm(obj=service.scheduling_of(viewer()))
    if not form.validate_on_submit():
        return _page(form, BacklogForm(formdata=None))
    chosen = {name: value for name, value in form.data.items() if name != "csrf_token"}
    changed = service.save_scheduling(viewer(), service.Scheduling(**chosen), clock.now())
    flash(_saved(changed), "success")
    return redirect(url_for(".show"), 303)


def _saved(changed: service.Changed) -> str:
    if not changed.is_rescheduled:
        return "Saved."
    return (
        "Saved. All dates were worked out again from your answers:"
        f" {plural(changed.waiting_after, 'review')} today instead of {changed.waiting_before}."
        " Undo on the Today page takes it back."
    )


@settings.post("/backlog")
@allow(Rule.SIGNED_IN)
def spread_backlog() -> ResponseReturnValue:
    """The backlog spread over some days."""
    form = BacklogForm()
    if form.validate_on_submit():
        try:
            service.spread_backlog(viewer(), form.days.data or 0, clock.now())
        except InvalidInputError as error:
            form.days.errors = [str(error)]
        else:
            flash(f"The backlog is spread over {form.days.data} days; today’s reviews go first.", "success")
            return redirect(url_for(".show"), 303)
    return _page(SchedulingForm(formdata=None, obj=service.scheduling_of(viewer())), form)


@settings.post("/backlog/stop")
@allow(Rule.SIGNED_IN)
def stop_spreading() -> ResponseReturnValue:
    """The backlog at once again."""
    if StopForm().validate_on_submit():
        service.stop_spreading(viewer(), clock.now())
        flash("The whole backlog comes at once again.", "success")
    return redirect(url_for(".show"), 303)


def _page(form: SchedulingForm, backlog_form: BacklogForm) -> ResponseReturnValue:
    page = render_template(
        "study/settings.html",
        form=form,
        backlog_form=backlog_form,
        backlog=service.backlog_of(viewer(), clock.now()),
    )
    return page, 400 if form.errors or backlog_form.errors else 200
