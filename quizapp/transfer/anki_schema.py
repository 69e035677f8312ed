"""The tables and settings of an Anki collection of schema 11, which every Anki since 2012 can open.

Written from the files that Anki makes; apart from the writer because it is a description, not steps.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

TABLES = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
    ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
    models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
    usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL,
    csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
    mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL,
    due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL,
    lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL,
    flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL,
    ease integer NOT NULL, ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL,
    time integer NOT NULL, type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_notes_csum ON notes (csum);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_revlog_cid ON revlog (cid);
"""
INSERT_COLLECTION = "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')"
INSERT_NOTE = "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')"
INSERT_CARD = "INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?)"
INSERT_REVIEW = "INSERT INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)"

NOTE_TYPE = 1_577_836_800_000
"""Ids in Anki are times; these are of no moment at which anybody can have made one in Anki."""
FIELDS = ("Front", "Back", "Source", "Id")

_FRONT = '<div class="quizapp">{{Front}}</div>'
_BACK = (
    '{{FrontSide}}<hr id="answer"><div class="quizapp">{{Back}}</div>'
    '{{#Source}}<blockquote class="quizapp-source">{{Source}}</blockquote>{{/Source}}'
)
_CSS = (
    ".card { font-family: sans-serif; font-size: 20px; line-height: 1.45; text-align: left;"
    " max-width: 40em; margin: 0 auto; }\n"
    ".quizapp-source { font-size: 80%; opacity: .75; }\n"
)


def settings(*, cut_hour: int, minutes_west: int) -> str:
    """The collection's settings: among them where its days begin, on which due days depend."""
    return json.dumps(
        {
            "nextPos": 1,
            "estTimes": True,
            "activeDecks": [1],
            "sortType": "noteFld",
            "sortBackwards": False,
            "addToCur": True,
            "curDeck": 1,
            "newSpread": 0,
            "dueCounts": True,
            "curModel": str(NOTE_TYPE),
            "collapseTime": 1200,
            "timeLim": 0,
            "schedVer": 2,
            "sched2021": True,
            "rollover": cut_hour,
            "creationOffset": minutes_west,
        }
    )


def note_types() -> str:
    """The one type of note, for all kinds of questions."""
    fields = [
        {"name": name, "ord": place, "sticky": False, "rtl": False, "font": "Arial", "size": 20, "media": []}
        for place, name in enumerate(FIELDS)
    ]
    template = {
        "name": "Card 1",
        "ord": 0,
        "qfmt": _FRONT,
        "afmt": _BACK,
        "bqfmt": "",
        "bafmt": "",
        "did": None,
    }
    note_type = {
        "id": NOTE_TYPE,
        "name": "quizapp",
        "type": 0,
        "mod": 0,
        "usn": 0,
        "sortf": 0,
        "did": None,
        "tmpls": [template],
        "flds": fields,
        "css": _CSS,
        "latexPre": "",
        "latexPost": "",
        "req": [[0, "any", [0]]],
        "tags": [],
        "vers": [],
    }
    return json.dumps({str(NOTE_TYPE): note_type})


def decks(names: Mapping[int, str], changed_s: int) -> str:
    """Decks by their ids; number 1 has to be there."""
    return json.dumps({str(number): _deck(number, name, changed_s) for number, name in names.items()})


def _deck(number: int, name: str, changed_s: int) -> dict[str, Any]:
    counts = {kind: [0, 0] for kind in ("newToday", "revToday", "lrnToday", "timeToday")}
    shown = {"collapsed": False, "browserCollapsed": False, "desc": "", "dyn": 0, "conf": 1}
    extended = {"extendNew": 0, "extendRev": 0}
    return {"id": number, "name": name, "mod": changed_s, "usn": -1, **counts, **shown, **extended}


def deck_settings() -> str:
    """Anki's usual ones."""
    common = {"id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": True, "timer": 0}
    new = {"bury": False, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 0], "order": 1}
    review = {"bury": False, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500, "perDay": 200, "hardFactor": 1.2}
    lapse = {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0}
    groups = {"new": {**new, "perDay": 20}, "rev": review, "lapse": lapse}
    return json.dumps({"1": {**common, "replayq": True, "dyn": False, **groups}})
