"""Where in the classification a treatment, finding, test or cause occurs at all, as far as medicine knows.

An article that does not name a thing does not say that it is absent. The tables beside this module say it:
each line names a thing and the codes of every condition in which it is given, found or a cause, be it now and
then, so that outside of them it is wrong for sure. They err by giving too many codes, never too few.

A line reads ``names | codes``: wordings between commas, one of them being an ending of words if it begins
with a hyphen; codes as ``I50``, ``E83.5``, ``I10-I16``, ``C`` (a letter's all) or ``*`` (anywhere). A heading
in square brackets gives the sort of all lines below it, "kind: sort" where sorts have something in common;
lines that begin with # are remarks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path

from questions.english import content_stems, content_words, stem, words
from questions.generate.synonyms import meaning_stems
from questions.icd10 import Standing, look_up, normalise
from questions.model import Field

FOLDER = Path(__file__).parent / "tables"
# A finding that is denied, feared or avoided is another thing than the finding, unless a wording says so.
TURNED = re.compile(
    r"\b(?:no|not|non(?!-)|without|absence|absent|normal|fear|worry|risk|history|avoid\w*|prevent\w*)\b",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
# Symptoms that are no condition of their own: of them nothing is known to be wrong.
SYMPTOMS = ("R", "Z")
# Conditions of many organs: any finding may be theirs.
MANIFOLD = (
    "Q85-Q99", "E70-E72", "E74-E77", "E79", "E80", "E85", "E88", "D86", "D89",
)  # fmt: skip
CODE = re.compile(r"[A-Z](?:\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)?(?:-[A-Z]\d[0-9A-Z])?$")
NARROW = 15  # categories, of which one among neighbours is a thing's own
CATEGORIES_OF_A_LETTER = 100
CATEGORY = 3  # characters of a code up to its point


class Verdict(Enum):
    """Whether a thing can be true of a condition."""

    ABSENT = "absent"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class Table(StrEnum):
    """The tables, by file name: ``findings-*.txt`` are one table."""

    TREATMENTS = "treatments"
    FINDINGS = "findings"
    TESTS = "tests"
    CAUSES = "causes"


# Categories beyond which a thing may well be one more condition's, though nobody wrote it down. Findings are
# counted more fully than drugs, of which the tables name the proper use alone.
BROAD = {Table.TREATMENTS: 60, Table.FINDINGS: 90, Table.TESTS: 100, Table.CAUSES: 60}
TABLE_OF = {
    Field.TREATMENT: Table.TREATMENTS,
    Field.PREVENTION: Table.TREATMENTS,
    Field.SYMPTOM: Table.FINDINGS,
    Field.COMPLICATION: Table.FINDINGS,
    Field.DIAGNOSTIC: Table.TESTS,
    Field.CAUSE: Table.CAUSES,
}


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One line of a table: names for one thing, and the codes of the conditions in which it occurs."""

    sort: str
    names: tuple[str, ...]
    codes: tuple[str, ...]

    def occurs_in(self, code: str) -> bool:
        """Whether it occurs in a condition of this code, or in one of those that the code gathers."""
        return _is_of(self.codes, code)

    @property
    def kind(self) -> str:
        """What several sorts share, before a colon: "drug as cause: hormones" is a "drug as cause"."""
        return self.sort.partition(":")[0]

    @cached_property
    def breadth(self) -> int:
        """About how many categories of the classification it occurs in, of some 1,700."""
        return sum(_breadth(span) for span in self.codes)

    @property
    def is_anywhere(self) -> bool:
        """Whether no condition is known to be without it."""
        return "*" in self.codes


def verdict(field: Field, text: str, code: str | None) -> Verdict:
    """Whether what a phrase names can be true of a condition with this code."""
    things = things_in(field, text)
    if not things or not code:
        return Verdict.UNKNOWN
    if _is_of(SYMPTOMS, code) or (TABLE_OF[field] is Table.FINDINGS and _is_of(MANIFOLD, code)):
        return Verdict.UNKNOWN
    possible = any(thing.occurs_in(one) for thing in things for one in _codes_meant(code))
    return Verdict.POSSIBLE if possible else Verdict.ABSENT


@lru_cache(maxsize=10_000)
def _codes_meant(code: str) -> tuple[str, ...]:
    """The code; of one that ICD-10-CM lacks (WHO's I64, a stroke of any kind) all categories of its block."""
    found = look_up(code)
    if found.standing is Standing.VALID or not found.block or not found.category:
        return (code,)
    if look_up(found.category).standing is Standing.VALID:
        return (found.category,)
    first, _, last = found.block.codes.partition("-")
    if not (first[1:].isdigit() and last[1:].isdigit()):
        return (code, first, last or first)
    return (code, *(f"{first[0]}{number:02}" for number in range(int(first[1:]), int(last[1:]) + 1)))


@lru_cache(maxsize=10_000)
def _is_of(spans: tuple[str, ...], code: str) -> bool:
    bare = normalise(code).replace(".", "")
    return any(_covers(span, bare) for span in spans)


def is_narrow(field: Field, text: str) -> bool:
    """Whether what a phrase names occurs in so few conditions that it points at one among its neighbours."""
    return any(thing.breadth <= NARROW for thing in things_in(field, text))


@lru_cache(maxsize=50_000)
def things_in(field: Field, text: str) -> tuple[Thing, ...]:
    """The things that a phrase of this field names, without those of which another is a special case.

    They take up half of its telling words at least: "patch" does not say what a lidocaine patch is for.
    """
    table = TABLE_OF.get(field)
    if table is None:
        return ()
    index = _index(table)
    stems = content_stems(text)
    found = index.named(stems, text) or index.named(meaning_stems(text), text)
    covered = frozenset().union(*(name for name, _ in found))
    if table is Table.FINDINGS and not covered.issuperset(stem(word) for word in TURNED.findall(text)):
        return ()
    said = content_words(BRACKETS.sub(" ", text))
    if 2 * sum(bool(content_stems(word) & covered) for word in said) < len(said):
        return ()
    special = [(name, thing) for name, thing in found if not any(name < other for other, _ in found)]
    return tuple(dict.fromkeys(thing for _, thing in special))


def is_broad(field: Field, text: str) -> bool:
    """Whether what a phrase names occurs in so many conditions that none can be said to be without it."""
    return any(thing.breadth > BROAD[TABLE_OF[field]] for thing in things_in(field, text))


@dataclass(frozen=True)
class _Index:
    """The things of a table by one stem of each wording, and those named by endings of words."""

    by_stem: dict[str, list[tuple[frozenset[str], Thing]]]
    by_ending: tuple[tuple[str, Thing], ...]

    def named(self, stems: frozenset[str], text: str) -> list[tuple[frozenset[str], Thing]]:
        """The things whose wording stands in a phrase, each with the stems that it takes up."""
        found = [
            (name, thing)
            for one in sorted(stems)
            for name, thing in self.by_stem.get(one, ())
            if name <= stems
        ]
        for word in words(text.lower()):
            found += [
                (content_stems(word), thing)
                for ending, thing in self.by_ending
                if word.endswith(ending) and len(word) > len(ending)
            ]
        return found


@cache
def things(table: Table) -> tuple[Thing, ...]:
    """All lines of a table, in order."""
    paths = sorted(FOLDER.glob(f"{table.value}*.txt"))
    return tuple(thing for path in paths for thing in _read(path))


def _read(path: Path) -> list[Thing]:
    sort, found = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.strip()
        if text.startswith("["):
            sort = text.strip("[]")
        elif text and not text.startswith("#"):
            names, _, codes = text.partition("|")
            wordings = tuple(name.strip() for name in names.split(",") if name.strip())
            found.append(Thing(sort=sort, names=wordings, codes=tuple(codes.split())))
    return found


@cache
def _index(table: Table) -> _Index:
    by_stem: dict[str, list[tuple[frozenset[str], Thing]]] = {}
    endings = []
    for thing in things(table):
        for name in thing.names:
            if name.startswith("-"):
                endings.append((name[1:], thing))
                continue
            for stems in {content_stems(name), meaning_stems(name)}:
                by_stem.setdefault(max(stems, key=lambda one: (len(one), one)), []).append((stems, thing))
    return _Index(by_stem, tuple(endings))


def _covers(span: str, bare: str) -> bool:
    """Whether a span of codes holds a code, or is held by it."""
    first, _, last = span.partition("-")
    if span == "*" or len(first) == 1:
        return span == "*" or bare.startswith(first)
    if last:
        return first <= bare[:CATEGORY] <= last
    narrow = first.replace(".", "")
    return bare.startswith(narrow) or narrow.startswith(bare)


def _breadth(span: str) -> int:
    """About how many categories a span of codes holds; the third place counts as a digit."""
    first, _, last = span.partition("-")
    if span == "*":
        return CATEGORIES_OF_A_LETTER * 20
    if len(first) == 1:
        return CATEGORIES_OF_A_LETTER
    if not last:
        return 1
    number = [
        ord(code[0]) * CATEGORIES_OF_A_LETTER + int(code[1]) * 10 + int(code[2], 36) for code in (first, last)
    ]
    return max(1, number[1] - number[0] + 1)
