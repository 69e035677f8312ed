"""The classification: is a code valid, where does it stand, which codes are near it.

ICD-10-CM, in a table beside this module that ``questions.icd10_build`` wrote once. Nothing is opened at
import; each thread opens the table read-only at its first question. Titles of chapters end in no code range.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process, utils

CLASSIFICATION = "ICD-10-CM"
TABLE = Path(__file__).with_name("icd10cm.sqlite")
# What a code looks like that the table lacks: a letter, a digit, a digit or A or B (C4A), up to four more.
WELL_FORMED = re.compile(r"[A-Z][0-9][0-9AB][0-9A-Z]{0,4}$")
# Titles that gather what has no code of its own: bad names for an answer. "other" alone would lose "mother".
UNSPECIFIC = re.compile(
    r"\b(other|unspecified|nec|nos|elsewhere classified|classified elsewhere|not otherwise specified)\b",
    re.IGNORECASE,
)
# Token-sort ratio from which a chapter's wording is taken for one of ours: WHO's "Mental and behavioural
# disorders" reaches 75.6, no wording of a chapter comes nearer to another one than to its own.
SAME_CHAPTER_RATIO = 75
ROMAN = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI",
    "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI", "XXII",
)  # fmt: skip


class Standing(StrEnum):
    """What the classification says of a code as written."""

    VALID = "valid"
    UNKNOWN = "unknown"
    MALFORMED = "malformed"


class Nearness(IntEnum):
    """How much of the classification two codes share; more is nearer."""

    NONE = 0
    CHAPTER = 1
    BLOCK = 2
    CATEGORY = 3


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A chapter: ``title`` without its range, ``roman`` as WHO writes the number."""

    number: int
    title: str

    @property
    def roman(self) -> str:
        """The number as WHO writes it, "XIII"."""
        return ROMAN[self.number - 1]


@dataclass(frozen=True, kw_only=True)
class Block:
    """A block of categories: "M45-M49", or "B20" where one category is a block."""

    codes: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Code:
    """A code with its dot. ``title`` is None unless valid; category, block and chapter are None if malformed.

    A well-formed code that ICD-10-CM lacks (WHO's I64, E14, F00) stands in the nearest block of its letter.
    """

    code: str
    standing: Standing
    title: str | None = None
    category: str | None = None
    block: Block | None = None
    chapter: Chapter | None = None


def release() -> str:
    """The release that the table was built from, "2026 (April 1 2026)"."""
    return str(_table().execute("SELECT name FROM release").fetchone()[0])


def normalise(code: str) -> str:
    """The code in capitals with its dot: " m482 " is "M48.2", "M48.–" is "M48", WHO's "G01*" is "G01"."""
    bare = _bare(code)
    return f"{bare[:3]}.{bare[3:]}" if len(bare) > 3 else bare


@lru_cache(maxsize=10_000)
def look_up(code: str) -> Code:
    """What the classification knows of this code, however it is written."""
    bare = _bare(code)
    title = _title(bare)
    if title is None and not WELL_FORMED.match(bare):
        return Code(code=code.strip(), standing=Standing.MALFORMED)
    block, chapter = _place(bare[:3])
    return Code(
        code=normalise(code),
        standing=Standing.UNKNOWN if title is None or chapter is None else Standing.VALID,
        title=title,
        category=bare[:3],
        block=block,
        chapter=chapter,
    )


def siblings(code: str) -> tuple[Code, ...]:
    """The other codes under the same parent, in order, without those whose title says other or unspecified.

    A category's siblings are the categories of its block. Empty for a code that is not valid.
    """
    here = look_up(code)
    if here.standing is not Standing.VALID or here.block is None or here.category is None:
        return ()
    bare = _bare(code)
    if len(bare) == 3:
        first, last = _ends(here.block)
        found = _codes("length(code) = 3 AND code BETWEEN ? AND ?", first, last)
        found = [one for one in found if _place(one)[0] == here.block]
    else:
        parent = bare[:-1]
        found = _codes("length(code) = ? AND substr(code, 1, ?) = ?", len(bare), len(parent), parent)
    others = (look_up(one) for one in found if one != bare)
    return tuple(other for other in others if not is_unspecific(other.title or ""))


def of_chapter(code: str) -> Iterator[Code]:
    """The codes of the chapter with as many characters, outside its category or for a category its block.

    The next in order first. As with siblings, none whose title says other or unspecified.
    """
    here = look_up(code)
    bare = _bare(code)
    if here.standing is not Standing.VALID or here.chapter is None:
        return
    every = [one for one in _codes("length(code) = ?", len(bare)) if _place(one[:3])[1] == here.chapter]
    place = every.index(bare)
    for other in sorted(range(len(every)), key=lambda other: abs(other - place)):
        one = look_up(every[other])
        is_near = one.block == here.block if len(bare) == 3 else one.category == here.category
        if not is_near and not is_unspecific(one.title or ""):
            yield one


def cousins(code: str) -> tuple[Code, ...]:
    """The codes with as many characters under another parent of its category, or for four of its block.

    As with siblings, none whose title says other or unspecified; none for a category.
    """
    here = look_up(code)
    bare = _bare(code)
    if here.standing is not Standing.VALID or here.block is None or here.category is None or len(bare) == 3:
        return ()
    first, last = _ends(here.block) if len(bare) == 4 else (here.category, here.category)
    found = _codes("length(code) = ? AND substr(code, 1, 3) BETWEEN ? AND ?", len(bare), first, last)
    near = [one for one in found if one[:-1] != bare[:-1] and _place(one[:3])[0] == here.block]
    return tuple(other for other in map(look_up, near) if not is_unspecific(other.title or ""))


def is_unspecific(title: str) -> bool:
    """Whether a title gathers what has no code of its own: other, unspecified, NEC."""
    return bool(UNSPECIFIC.search(title))


def nearness(one: str, other: str) -> Nearness:
    """How near two codes stand; NONE where one is malformed."""
    here, there = look_up(one), look_up(other)
    if here.category is None or there.category is None:
        return Nearness.NONE
    if here.category == there.category:
        return Nearness.CATEGORY
    if here.block is not None and here.block == there.block:
        return Nearness.BLOCK
    return Nearness.CHAPTER if here.chapter is not None and here.chapter == there.chapter else Nearness.NONE


@lru_cache(maxsize=1_000)
def chapter_titled(title: str) -> Chapter | None:
    """The chapter that this wording, WHO's or ICD-10-CM's, names; None where none is near."""
    found = process.extractOne(
        title,
        {chapter.number: chapter.title for chapter in _chapters()},
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=SAME_CHAPTER_RATIO,
    )
    return _chapters()[found[2] - 1] if found else None


def suggest_codes(title: str) -> tuple[Code, ...]:
    """The codes that carry a condition's name as title or inclusion term, shortest code first; at most 5."""
    rows = _table().execute(
        "SELECT code FROM wording WHERE key = ? ORDER BY length(code), code LIMIT 5", (wording_key(title),)
    )
    return tuple(look_up(row[0]) for row in rows)


def wording_key(title: str) -> int:
    """A 63-bit key, equal for wordings that differ in case, brackets, 's, plural or order of words."""
    bare = re.sub(r"\[[^]]*\]|\([^)]*\)|['’]s\b", " ", title.lower())
    words = sorted(re.sub(r"(?<=\w{3})s$", "", word) for word in re.findall(r"\w+", bare))
    return int.from_bytes(hashlib.sha256(" ".join(words).encode()).digest()[:8], "big") >> 1


_local = threading.local()


def _table() -> sqlite3.Connection:
    if not hasattr(_local, "connection"):
        _local.connection = sqlite3.connect(f"{TABLE.as_uri()}?mode=ro&immutable=1", uri=True)
    connection: sqlite3.Connection = _local.connection
    return connection


def _bare(code: str) -> str:
    unified = code.strip().upper().replace("–", "-").replace("—", "-").rstrip("*†+")
    return unified.removesuffix("-").replace(".", "")


def _title(bare: str) -> str | None:
    row = _table().execute("SELECT title FROM code WHERE code = ?", (bare,)).fetchone()
    if row or len(bare) != 7:
        return str(row[0]) if row else None
    base = bare[:6].rstrip("X")
    for stored in (bare[:6], base):  # "T36.0X1A" extends T36.0X1, "S00.00XA" extends S00.00
        row = _table().execute(
            "SELECT code.title, extension.title FROM code JOIN extension ON extension.id = code.extension "
            "WHERE code.code = ? AND character = ?",
            (stored, bare[6]),
        ).fetchone()  # fmt: skip
        if row:
            return f"{row[0]}, {row[1]}"
    return None


def _codes(where: str, *values: object) -> list[str]:
    query = f"SELECT code FROM code WHERE {where} ORDER BY code"  # noqa: S608 - fixed texts of this module
    return [str(row[0]) for row in _table().execute(query, values)]


@cache
def _chapters() -> tuple[Chapter, ...]:
    rows = _table().execute("SELECT number, title FROM chapter ORDER BY number")
    return tuple(Chapter(number=number, title=title) for number, title in rows)


@cache
def _blocks() -> tuple[tuple[Block, int], ...]:
    rows = _table().execute("SELECT first, last, chapter, title FROM block ORDER BY first, last")
    return tuple(
        (Block(codes=first if first == last else f"{first}-{last}", title=title), chapter)
        for first, last, chapter, title in rows
    )


@cache
def _place(category: str) -> tuple[Block | None, Chapter | None]:
    """The block of a category and its chapter; for an unknown one the nearest block of its letter."""
    row = _table().execute("SELECT block FROM category WHERE code = ?", (category,)).fetchone()

    def distance(block: Block) -> tuple[int, int]:
        first, last = (int(end, 36) for end in _ends(block))
        place = int(category, 36)
        # Of two blocks equally near, WHO's E14 belongs to the one before; of two around it, to the narrower.
        return max(2 * (first - place), 2 * (place - last) - 1, 0), last - first

    of_letter = [
        (block, number) for block, number in _blocks() if block.codes[0] <= category[0] <= _ends(block)[1][0]
    ]
    if not of_letter:
        return None, None
    named = [pair for pair in of_letter if row and pair[0].codes == row[0]]
    block, number = min(named or of_letter, key=lambda pair: distance(pair[0]))
    return block, _chapters()[number - 1]


def _ends(block: Block) -> tuple[str, str]:
    first, _, last = block.codes.partition("-")
    return first, last or first
