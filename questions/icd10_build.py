"""Builds the table that ``questions.icd10`` reads: ``python -m questions.icd10_build OUT``.

Needs the development package ``simple-icd-10-cm``, whose import costs 1.5 s and 172 MB and so is kept out of
everything that runs. Codes are stored without their dot; a parent is its child's longest stored prefix, and a
7th-character extension is stored as the set of characters that its base allows.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

from questions.icd10 import wording_key

SCHEMA = """
CREATE TABLE release (name TEXT NOT NULL);
CREATE TABLE chapter (number INTEGER PRIMARY KEY, title TEXT NOT NULL);
CREATE TABLE block (first TEXT NOT NULL, last TEXT NOT NULL, chapter INTEGER NOT NULL REFERENCES chapter,
                    title TEXT NOT NULL, PRIMARY KEY (first, last)) WITHOUT ROWID;
CREATE TABLE category (code TEXT PRIMARY KEY, block TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE extension (id INTEGER NOT NULL, character TEXT NOT NULL, title TEXT NOT NULL,
                        PRIMARY KEY (id, character)) WITHOUT ROWID;
CREATE TABLE code (code TEXT PRIMARY KEY, title TEXT NOT NULL, extension INTEGER) WITHOUT ROWID;
CREATE TABLE wording (key INTEGER NOT NULL, code TEXT NOT NULL, PRIMARY KEY (key, code)) WITHOUT ROWID;
"""
RANGE_AT_END = re.compile(r"\s*\([A-Z]\w\w(?:-[A-Z]\w\w)?\)$")
# Titles of injuries and external causes (S to Y), seven in ten of all, are no names that an article has.
NAMED_CONDITION = re.compile(r"[A-RU]\w{2,5}$")


def build(out: Path) -> None:
    """Write the table to ``out``, replacing what is there."""
    import simple_icd_10_cm as source

    out.unlink(missing_ok=True)
    connection = sqlite3.connect(out)
    with connection:
        connection.executescript(SCHEMA)
        connection.execute("INSERT INTO release VALUES (?)", (_release(source),))
        _add_chapters_and_blocks(connection, source)
        _add_codes(connection, source)
    connection.execute("VACUUM")
    connection.close()


def _release(source: ModuleType) -> str:
    """The release by the name of the package's data file, "2026-04-01", behind its fiscal year."""
    data = next((Path(str(source.__file__)).parent / "data").glob("icd10c-tabular-*.xml"))
    year = ET.parse(data).getroot().findtext("version")  # noqa: S314 - the package's own file
    named = re.sub(r"^icd10c-tabular-(\w+)-(?:(\d+)-)?(\d{4})$", r"\1 \2 \3", data.stem)
    return f"{year} ({' '.join(named.split())})"


def _add_chapters_and_blocks(connection: sqlite3.Connection, source: ModuleType) -> None:
    for number in range(1, 23):
        title = RANGE_AT_END.sub("", source.get_description(str(number)))
        connection.execute("INSERT INTO chapter VALUES (?, ?)", (number, title))
        for block in dict.fromkeys(source.get_children(str(number))):
            title = RANGE_AT_END.sub("", source.get_description(block))
            first, last = block.split("-") if "-" in block else (block, block)
            connection.execute("INSERT INTO block VALUES (?, ?, ?, ?)", (first, last, number, title))


def _add_codes(connection: sqlite3.Connection, source: ModuleType) -> None:
    extensions: dict[tuple[tuple[str, str], ...], int] = {}
    for code in dict.fromkeys(source.get_all_codes(with_dots=True)):
        if not source.is_category_or_subcategory(code) or source.is_extended_subcategory(code):
            continue
        title = source.get_description(code)
        if source.is_category(code):
            block = next(iter(source.get_ancestors(code)[:-1]), code)
            connection.execute("INSERT INTO category VALUES (?, ?)", (code, block))
        allowed = tuple(_extensions_of(code, title, source))
        number = extensions.setdefault(allowed, len(extensions) + 1) if allowed else None
        bare = code.replace(".", "")
        connection.execute("INSERT INTO code VALUES (?, ?, ?)", (bare, title, number))
        if NAMED_CONDITION.match(bare):
            keys = {wording_key(name) for name in (title, *source.get_inclusion_term(code))}
            connection.executemany(
                "INSERT OR IGNORE INTO wording VALUES (?, ?)", ((key, bare) for key in keys)
            )
    for allowed, number in extensions.items():
        connection.executemany("INSERT INTO extension VALUES (?, ?, ?)", ((number, *one) for one in allowed))


def _extensions_of(code: str, title: str, source: ModuleType) -> Iterator[tuple[str, str]]:
    """Each allowed 7th character with what it adds to the title."""
    for child in source.get_children(code):
        if source.is_extended_subcategory(child):
            yield child[-1], source.get_description(child).removeprefix(f"{title}, ")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
