"""The facts of any number of articles on disk, and the neighbours of one article among them.

Generation runs in two passes: every article's facts are added here, then each article asks for its
neighbours. Memory stays bounded because at most MAX_PER_TIER articles are loaded from each tier of the
classification, and MAX_KEPT are kept for the next article that asks. After the first pass any number of
processes may open the file and ask.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

from questions import icd10
from questions.english import content_stems, squeeze
from questions.generate.identity import digest
from questions.generate.naming import spoken_name
from questions.generate.organs import Kinship, kinship, system_of
from questions.generate.synonyms import meaning_stems
from questions.icd10 import Nearness
from questions.model import Article, ArticleFacts, ArticleSource, Fact, Field, Role

# Three distractors are wanted; 24 articles a tier give several hundred candidates and bound the work an
# article.
MAX_PER_TIER = 24
# So many of other chapters are asked where the near ones have no more to lend: a second's work.
MAX_STRANGERS = 120
# Articles whose facts stay in memory, some 100 kB each: what three articles of different chapters ask for.
MAX_KEPT = 200
# Fields whose facts are true of a condition in whatever article they stand.
SAID_OF_IT = frozenset(Field) - {Field.ICD_CODE, Field.CHAPTER, Field.DEFINITION}
SCHEMA = """
CREATE TABLE IF NOT EXISTS article (
    id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, title TEXT NOT NULL, name TEXT NOT NULL, code TEXT,
    category TEXT, block TEXT, system TEXT, chapter INTEGER, shuffle TEXT NOT NULL, stems TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS article_category ON article (category, shuffle);
CREATE INDEX IF NOT EXISTS article_block ON article (block, shuffle);
CREATE INDEX IF NOT EXISTS article_system ON article (system, shuffle);
CREATE INDEX IF NOT EXISTS article_chapter ON article (chapter, shuffle);
CREATE TABLE IF NOT EXISTS fact (
    article TEXT NOT NULL, number INTEGER NOT NULL, field TEXT NOT NULL, role TEXT, text TEXT NOT NULL, start
    INTEGER NOT NULL, "end" INTEGER NOT NULL, sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL,
    hedged INTEGER NOT NULL, negated INTEGER NOT NULL, frequency TEXT, condition TEXT, example_of TEXT,
    sentence TEXT NOT NULL, PRIMARY KEY (article, number)) WITHOUT ROWID;
"""


ArticleRow = tuple[str, str, str, str, str | None, str]  # id, sha256, title, name, code, stems


@dataclass(frozen=True)
class IndexEntry:
    """What is stored of one article: its row and those of its facts. It can be sent between processes.

    ``family`` is what family_of says of the article.
    """

    family: str
    article_row: tuple[str | int | None, ...]
    fact_rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """Another article's condition: its facts with the sentence behind each, and every stem of its text."""

    article_id: str
    sha256: str
    title: str
    name: str
    code: str | None
    nearness: Nearness
    kinship: Kinship
    stems: frozenset[str]
    facts: tuple[tuple[Fact, str], ...]

    def source_of(self, fact: Fact, sentence: str) -> ArticleSource:
        """The sentence behind one of its facts."""
        return ArticleSource(
            article_id=self.article_id,
            article=f"sha256:{self.sha256}",
            condition=self.title,
            start=fact.sentence_start,
            end=fact.sentence_end,
            text=sentence,
        )


class FactIndex:
    """Facts by article and place in the classification; a scratch file, or memory without a path."""

    def __init__(self, path: Path | None = None) -> None:
        self._connection = sqlite3.connect(path or ":memory:", isolation_level=None)
        # The file can be made anew at any time, so nothing is spent on surviving a crash.
        self._connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {SCHEMA}")
        self._facts_of = lru_cache(MAX_KEPT)(self._load)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the file."""
        self._connection.close()

    def add(self, facts: ArticleFacts) -> None:
        """Store an article's facts; the same id again replaces them."""
        self.store(entry_of(facts))

    def store(self, entry: IndexEntry) -> None:
        """Store what entry_of made of an article; the same id again replaces it."""
        self._facts_of.cache_clear()
        self._connection.execute("BEGIN")
        self._connection.execute("DELETE FROM fact WHERE article = ?", entry.article_row[:1])
        self._connection.execute(
            "INSERT OR REPLACE INTO article VALUES (?,?,?,?,?,?,?,?,?,?,?)", entry.article_row
        )
        self._connection.executemany(
            "INSERT INTO fact VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", entry.fact_rows
        )
        self._connection.execute("COMMIT")

    def neighbours_of(self, article: Article) -> tuple[Neighbour, ...]:
        """The articles near this one, nearest first; none with its id, code or title."""
        category, block, chapter = place_of(article)
        found: dict[str, Neighbour] = {}
        for column, value, nearness in (
            ("category", category, Nearness.CATEGORY),
            ("block", block, Nearness.BLOCK),
            ("system", _system_of(article), Nearness.CHAPTER),
            ("chapter", chapter, Nearness.CHAPTER),
        ):
            for row in self._tier(column, value, _shuffle(article)):
                if row[0] not in found and not _same_condition(article, row[0], row[2], row[4]):
                    found[row[0]] = self._neighbour(row, nearness, _kinship(article, row[4]))
        return tuple(found.values())

    def strangers_to(self, article: Article) -> tuple[Neighbour, ...]:
        """Articles of other chapters, up to MAX_STRANGERS, from a place in the ring of the article's own."""
        chapter, start = place_of(article)[2], _shuffle(article)
        rows = [row for side in (">=", "<") for row in self._outside(chapter, start, side)]
        return tuple(
            self._neighbour(row, Nearness.NONE, _kinship(article, row[4]))
            for row in rows[:MAX_STRANGERS]
            if not _same_condition(article, row[0], row[2], row[4])
        )

    def _outside(self, chapter: int | None, start: str, side: str) -> list[ArticleRow]:
        query = (
            f"SELECT id, sha256, title, name, code, stems FROM article "  # noqa: S608 - own names
            f"WHERE chapter IS NOT ? AND shuffle {side} ? ORDER BY shuffle LIMIT ?"
        )
        return self._connection.execute(query, (chapter, start, MAX_STRANGERS)).fetchall()

    def told_elsewhere(self, article: Article) -> tuple[str, ...]:
        """What the nearest articles on the same condition affirm of it, each thing once."""
        category, _, chapter = place_of(article)
        column, value = ("category", category) if category else ("chapter", chapter)
        told: list[str] = []
        for row in self._tier(column, value, _shuffle(article)):
            if row[0] != article.id and _same_condition(article, row[0], row[2], row[4]):
                facts = self._facts_of(row[0])
                told += [fact.text for fact, _ in facts if fact.field in SAID_OF_IT and not fact.negated]
        return tuple(dict.fromkeys(told))

    def _tier(self, column: str, value: str | int | None, start: str) -> list[ArticleRow]:
        """Up to MAX_PER_TIER articles of one category, block or chapter.

        They stand in a ring by the hash of their id, and each subject starts at its own place, so that all
        articles of a large chapter are drawn from; both queries run along an index.
        """
        found: list[ArticleRow] = []
        for side in (">=", "<"):
            query = (
                f"SELECT id, sha256, title, name, code, stems FROM article "  # noqa: S608 - own names
                f"WHERE {column} = ? AND shuffle {side} ? ORDER BY shuffle LIMIT ?"
            )
            found += self._connection.execute(query, (value, start, MAX_PER_TIER - len(found)))
        return found

    def _neighbour(self, row: ArticleRow, nearness: Nearness, kinship: Kinship) -> Neighbour:
        article_id, sha256, title, name, code, stems = row
        return Neighbour(
            article_id=article_id,
            sha256=sha256,
            title=title,
            name=name,
            code=code,
            nearness=nearness,
            kinship=kinship,
            stems=frozenset(stems.split()),
            facts=self._facts_of(article_id),
        )

    def _load(self, article_id: str) -> tuple[tuple[Fact, str], ...]:
        rows = self._connection.execute("SELECT * FROM fact WHERE article = ? ORDER BY number", (article_id,))
        return tuple(_fact_of(columns) for columns in rows)


def entry_of(facts: ArticleFacts) -> IndexEntry:
    """What an index stores of an article: most of the work of adding it, which any process can do."""
    article = facts.article
    category, block, chapter = place_of(article)
    stems = " ".join(sorted(meaning_stems(article.text)))
    row = (
        article.id, article.sha256, squeeze(article.title), spoken_name(article), article.icd10,
        category, block, _system_of(article), chapter, _shuffle(article), stems,
    )  # fmt: skip
    return IndexEntry(
        family_of(article),
        row,
        tuple(_fact_row(article, number, fact) for number, fact in enumerate(facts.facts)),
    )


def place_of(article: Article) -> tuple[str | None, str | None, int | None]:
    """Category, block and chapter number by the article's code, else the chapter by its wording."""
    code = icd10.look_up(article.icd10) if article.icd10 else None
    if code and code.category:
        return (
            code.category,
            code.block.codes if code.block else None,
            code.chapter.number if code.chapter else None,
        )
    chapter = icd10.chapter_titled(article.chapter) if article.chapter else None
    return None, None, chapter.number if chapter else None


def _system_of(article: Article) -> str | None:
    """The system of organs by the article's code."""
    return system_of(article.icd10) if place_of(article)[0] and article.icd10 else None


def _kinship(article: Article, code: str | None) -> Kinship:
    """What a neighbour shares with an article; one without a code may be of any system of its chapter."""
    if not article.icd10:
        return Kinship.SYSTEM
    return kinship(article.icd10, code) if code else Kinship.NONE


def family_of(article: Article) -> str:
    """What all articles share that are near to each other: their chapter. Empty where nothing is near."""
    category, _, chapter = place_of(article)
    return f"chapter {chapter}" if chapter else category or ""


def _shuffle(article: Article) -> str:
    return digest("place among neighbours", article.id)


def _same_condition(article: Article, other_id: str, title: str, code: str | None) -> bool:
    """Whether an article is about the same condition: by id, code, or one title within the other."""
    if other_id == article.id or (code and article.icd10 and _codes_equal(code, article.icd10)):
        return True
    here, there = content_stems(article.title), content_stems(title)
    return here <= there or there <= here


def _codes_equal(one: str, other: str) -> bool:
    return icd10.normalise(one) == icd10.normalise(other)


def _fact_row(article: Article, number: int, fact: Fact) -> tuple[object, ...]:
    return (
        article.id, number, fact.field.value, fact.role.value if fact.role else None, fact.text, fact.start,
        fact.end, fact.sentence_start, fact.sentence_end, fact.hedged, fact.negated, fact.frequency,
        fact.condition, fact.example_of, article.text[fact.sentence_start : fact.sentence_end],
    )  # fmt: skip


def _fact_of(row: tuple[object, ...]) -> tuple[Fact, str]:
    (_, _, field, role, text, start, end, sentence_start, sentence_end,
     hedged, negated, frequency, condition, example_of, sentence) = row  # fmt: skip
    fact = Fact(
        field=Field(str(field)),
        role=Role(str(role)) if role else None,
        text=str(text),
        start=int(str(start)),
        end=int(str(end)),
        sentence_start=int(str(sentence_start)),
        sentence_end=int(str(sentence_end)),
        hedged=bool(hedged),
        negated=bool(negated),
        frequency=str(frequency) if frequency is not None else None,
        condition=str(condition) if condition is not None else None,
        example_of=str(example_of) if example_of is not None else None,
    )
    return fact, str(sentence)
