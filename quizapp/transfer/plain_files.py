"""A learner's settings, cards and log as JSON and as CSV; docs/transfer.md describes both forms.

Written row by row: what is in memory does not grow with the log.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import IO, Any

from sqlalchemy.orm import Session

from questions import Markup
from quizapp.learner_settings import SETTINGS
from quizapp.models import User
from quizapp.progress.exports import csv_cell
from quizapp.rich_text import written_in
from quizapp.scheduling.day import date_of
from quizapp.transfer.identity import Identity
from quizapp.transfer.own import OwnCard, own_cards, own_log

_DAYS_REMEMBERED = 2**12
FORMAT = "quizapp-learner"
VERSION = 1

_CARD_COLUMNS = (
    "id",
    "set",
    "kind",
    "question",
    "options",
    "answer",
    "in_deck",
    "repetition",
    "ease_factor",
    "interval_days",
    "stability",
    "difficulty",
    "lapses",
    "due",
    "last_reviewed",
    "introduced",
    "buried_until",
    "suspended",
    "flagged",
)
_LOG_COLUMNS = (
    "sequence",
    "id",
    "item_version",
    "action",
    "day",
    "server_time",
    "device_time",
    "duration_ms",
    "scheduler",
    "grade",
    "option",
    "claim",
    "correct",
    "undoes",
    "batch",
    "session",
    "repetition",
    "ease_factor",
    "interval_days",
    "stability",
    "difficulty",
    "due",
    "detail",
)
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def write_json(session: Session, learner: User, file: IO[bytes], now: datetime) -> None:
    """One object: ``format``, ``version``, ``exported_at``, ``learner``, ``cards``, ``log``."""
    head = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": _instant(now),
        "learner": {"name": learner.name, "email": learner.email, "settings": _settings(learner)},
    }
    text = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
    text.write(_encode(head)[:-1])
    _write_array(text, "cards", map(_card, own_cards(session, learner.id)))
    _write_array(text, "log", map(_entry, own_log(session, learner.id)))
    text.write("}\n")
    text.detach()


def _write_array(text: IO[str], name: str, rows: Iterable[dict[str, Any]]) -> None:
    """The last member of an object that is open: an array with a row a line."""
    text.write(f',\n"{name}": [')
    before = "\n"
    for row in rows:
        text.write(before + _encode(row))
        before = ",\n"
    text.write("]")


def write_csv(session: Session, learner: User, file: IO[bytes], now: datetime) -> None:
    """A zip of cards.csv and log.csv, both as a course's report is: RFC 4180, a UTF-8 byte-order mark."""
    tables = (
        ("cards.csv", _CARD_COLUMNS, map(_card, own_cards(session, learner.id))),
        ("log.csv", _LOG_COLUMNS, map(_entry, own_log(session, learner.id))),
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, columns, rows in tables:
            member = zipfile.ZipInfo(name, date_time=now.astimezone(UTC).timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            with package.open(member, "w") as part:
                text = io.TextIOWrapper(part, encoding="utf-8-sig", newline="")
                writer = csv.writer(text, quoting=csv.QUOTE_ALL)
                writer.writerow(columns)
                writer.writerows(_cells(columns, rows))
                text.detach()


def _cells(columns: Iterable[str], rows: Iterable[dict[str, Any]]) -> Iterator[list[str | int | None]]:
    """Each row's cells; whole numbers and nothing, which most are, the writer knows how to write."""
    for row in rows:
        values = (row[column] for column in columns)
        yield [value if value is None or type(value) is int else _cell(value) for value in values]


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return csv_cell(_encode(value) if isinstance(value, dict | list) else value)


def _card(card: OwnCard) -> dict[str, Any]:
    content, state = card.content, card.card.state
    markup = Markup(content.get("markup") or "plain")
    values = (
        str(Identity(set_id=card.set_id, key=card.key)),
        card.set_title,
        content["kind"],
        written_in(content["stem"], markup).words,
        [written_in(option["text"], markup).words for option in content.get("options") or []],
        written_in(content["answer"], markup).words,
        card.in_deck,
        state.repetition,
        state.ease_hundredths / 100,
        state.interval_days,
        state.stability,
        state.difficulty,
        state.lapses,
        _date(state.due_day),
        _date(state.last_day),
        _date(state.introduced_day),
        _date(state.buried_until_day),
        state.suspended,
        state.flagged,
    )
    return dict(zip(_CARD_COLUMNS, values, strict=True))


def _entry(row: Any) -> dict[str, Any]:
    (
        sequence,
        item_version,
        action,
        day,
        server_time,
        device_time,
        *as_stored,
        ease,
        interval_days,
        stability,
        difficulty,
        due_day,
        detail,
        set_id,
        key,
    ) = row
    values = (
        sequence,
        None if key is None else str(Identity(set_id=set_id, key=key)),
        item_version,
        action,
        _date(day),
        _instant(server_time),
        _instant(device_time) if device_time else None,
        *as_stored,
        ease / 100,
        interval_days,
        stability,
        difficulty,
        _date(due_day),
        _dated(detail),
    )
    return dict(zip(_LOG_COLUMNS, values, strict=True))


def _settings(learner: User) -> dict[str, Any]:
    return {name: _dated_value(name, getattr(learner, name)) for name in SETTINGS}


def _dated(detail: Any) -> Any:
    """What a row needs beyond its columns, with its days as dates."""
    if not isinstance(detail, dict):
        return detail
    return {name: _dated_value(name, value) for name, value in detail.items()}


def _dated_value(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return _dated(value)
    return _date(value) if name.endswith("_day") and not name.endswith("per_day") else value


@lru_cache(maxsize=_DAYS_REMEMBERED)
def _date(day: int | None) -> str | None:
    return None if day is None else date_of(day).isoformat()


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
