"""The simulator's page. In a file of its own, as it has its own form and draws its own charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import render_template, request
from flask.typing import ResponseReturnValue

from quizapp import clock
from quizapp.access import Rule, allow, viewer
from quizapp.progress.line_chart import LineChart, Series, Tick, draw_lines
from quizapp.progress.simulator import Run, answer_in_words, page_runs
from quizapp.progress.simulator_form import SimulatorForm

_WEEK = 7
_WEEKS_A_ROW = 4
_TICKS_ACROSS = 4  # on a phone there is room for five numbers


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """All schedulers on one model of a learner, and what FSRS would change in words."""

    memory: str
    runs: tuple[Run, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Plot:
    """A chart and the table behind it, whose rows are called by their weeks and have a number a line."""

    chart: LineChart
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@allow(Rule.SIGNED_IN)
def simulator() -> ResponseReturnValue:
    """The viewer's own deck, simulated once they have said how."""
    person = viewer()
    form = SimulatorForm(
        request.args or None,
        days=365,
        new_per_day=person.new_per_day,
        reviews_per_day=person.reviews_per_day,
        retentions="80, 90, 95",
    )
    if not (request.args and form.validate()):
        return render_template("progress/simulator.html", form=form, deck=None)
    wish = form.wish()
    deck, runs = page_runs(person.id, wish, clock.now())
    shown = [run for run in runs if run.learner.key == form.memory.data]
    return render_template(
        "progress/simulator.html",
        form=form,
        deck=deck,
        days=wish.days,
        comparisons=[_compared(list(group)) for _, group in groupby(runs, lambda run: run.learner.key)],
        memory=shown[0].learner.name if shown else "",
        reviews=_reviews_plot(shown, deck.one_in) if shown else None,
        known=_known_plot(shown, deck.one_in) if shown else None,
    )


def _compared(runs: Sequence[Run]) -> Comparison:
    base, *others = runs
    return Comparison(
        memory=base.learner.name,
        runs=tuple(runs),
        sentences=tuple(answer_in_words(base, other) for other in others),
    )


def _reviews_plot(runs: Sequence[Run], one_in: float) -> Plot:
    """Reviews a day, as means of whole weeks: single days jump."""
    weeks = [_weekly([day.reviews * one_in for day in run.days]) for run in runs]
    return _plot("Reviews a day", "mean of each week", runs, weeks, [_fours(each) for each in weeks])


def _known_plot(runs: Sequence[Run], one_in: float) -> Plot:
    """Cards known at the end of each week."""
    weeks = [[day.known * one_in for day in run.days[_WEEK - 1 :: _WEEK]] for run in runs]
    ends = [each[_WEEKS_A_ROW - 1 :: _WEEKS_A_ROW] for each in weeks]
    return _plot("Cards known", "at the end of each week", runs, weeks, ends)


def _weekly(values: Sequence[float]) -> list[float]:
    """The mean of each whole week."""
    return [sum(values[at : at + _WEEK]) / _WEEK for at in range(0, len(values) - _WEEK + 1, _WEEK)]


def _fours(weeks: Sequence[float]) -> list[float]:
    """The mean of each four whole weeks."""
    starts = range(0, len(weeks) - _WEEKS_A_ROW + 1, _WEEKS_A_ROW)
    return [sum(weeks[at : at + _WEEKS_A_ROW]) / _WEEKS_A_ROW for at in starts]


def _plot(
    title: str,
    which: str,
    runs: Sequence[Run],
    weeks: Sequence[Sequence[float]],
    fours: Sequence[Sequence[float]],
) -> Plot:
    series = [Series(label=run.label, values=tuple(values)) for run, values in zip(runs, weeks, strict=True)]
    count = len(weeks[0])
    # Whole weeks only, spread over the width; of four weeks two marks fall on the first.
    marks = sorted({1 + (count - 1) * mark // _TICKS_ACROSS for mark in range(_TICKS_ACROSS + 1)})
    across = [Tick(place=100 * (week - 1) / (count - 1), text=str(week)) for week in marks]
    ends = ", ".join(f"{each.label} {each.values[-1]:,.0f}" for each in series)
    summary = f"{which}, over {count} weeks. In the last week: {ends}."
    names = [f"{at + 1} to {at + _WEEKS_A_ROW}" for at in range(0, count - 3, _WEEKS_A_ROW)]
    return Plot(
        chart=draw_lines(title, summary[0].upper() + summary[1:], series, across),
        columns=(("Weeks", "plain"), *((each.label, "number") for each in series)),
        rows=tuple(
            (name, tuple(f"{value:,.0f}" for value in values))
            for name, *values in zip(names, *fours, strict=True)
        ),
    )
