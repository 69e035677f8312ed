"""Template filters, and the names that every page has: the viewer and the navigation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, request, url_for
from flask_login import current_user

from quizapp.access import Viewer, viewer
from quizapp.rich_text import rich, written_in
from quizapp.scheduling.day import zone_named
from quizapp.scheduling.queue import COUNT_CAP


@dataclass(frozen=True, kw_only=True)
class NavLink:
    """One link of the navigation; ``current`` where the open page belongs to it."""

    label: str
    url: str
    current: bool


def day_text(value: date | datetime) -> str:
    """A date as people write it: 3 November 2026; a moment is shown in the viewer's zone."""
    if isinstance(value, datetime):
        value = value.astimezone(viewer_zone())
    return f"{value.day} {value:%B %Y}"


def short_day(value: date | datetime) -> str:
    """A date for the narrow column of a table, 3 Nov 2026; a moment is shown in the viewer's zone."""
    if isinstance(value, datetime):
        value = value.astimezone(viewer_zone())
    return f"{value.day} {value:%b %Y}"


def moment_text(value: datetime) -> str:
    """A moment in the viewer's zone, to tell apart what happened on one day: 3 Nov 2026, 14:05."""
    local = value.astimezone(viewer_zone())
    return f"{short_day(local)}, {local:%H:%M}"


def viewer_zone() -> ZoneInfo:
    """The viewer's time zone, UTC before they sign in."""
    return zone_named(viewer().zone if current_user.is_authenticated else "UTC")


def percent(share: float | None) -> str:
    """A share from 0 to 1 as a whole percentage; a dash where there is none."""
    return "–" if share is None else f"{share:.0%}"


def plural(count: int, singular: str, plural_form: str | None = None) -> str:
    """A count and its noun: "1 card", "1,204 cards"; "4 entries" by its own plural."""
    return f"{count:,} {singular if count == 1 else plural_form or singular + 's'}"


def counted(count: int, singular: str = "") -> str:
    """A count of a queue, with its noun where one is given; counting stops at a cap."""
    if count < COUNT_CAP:
        return plural(count, singular) if singular else str(count)
    return f"{COUNT_CAP}+ {singular}s" if singular else f"{COUNT_CAP}+"


def _navigation(person: Viewer) -> list[NavLink]:
    places = [("Today", "study.today"), ("Library", "library.index"), ("Progress", "progress.own")]
    if person.teaches:
        places += [("Courses", "courses.index"), ("Question sets", "sets.index")]
    if person.administers:
        places += [("People", "auth.people")]
    endpoint = request.endpoint or ""
    exact = {place for _, place in places}
    return [
        NavLink(
            label=label,
            url=url_for(place),
            current=endpoint == place
            or (
                endpoint not in exact
                and place != "auth.people"
                and endpoint.split(".")[0] == place.split(".")[0]
            ),
        )
        for label, place in places
    ]


def _names() -> dict[str, Any]:
    if not current_user.is_authenticated:
        return {"viewer": None, "nav": []}
    return {"viewer": viewer(), "nav": _navigation(viewer())}


def register(app: Flask) -> None:
    """Make the filters and names known to templates."""
    app.add_template_filter(counted)
    app.add_template_filter(day_text)
    app.add_template_filter(moment_text)
    app.add_template_filter(percent)
    app.add_template_filter(short_day)
    app.add_template_filter(plural)
    app.add_template_filter(rich)
    app.add_template_filter(written_in)
    app.context_processor(_names)
