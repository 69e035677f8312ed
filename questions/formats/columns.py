"""Which column of a table holds what: the template's headings and the other names that people give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

TEMPLATE_OPTIONS = 6
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SYNONYMS = {
    "id": "id item_id question_id qid guid uuid identifier",
    "stem": "stem question question_text question_stem questiontext front prompt term item_stem",
    "key": "key answer_key correct correct_answer correct_option correct_choice right_answer solution ans",
    "answer": "answer back response definition",
    "explanation": "explanation feedback rationale comment general_feedback answer_explanation",
    "tags": "tags tag topic topics category categories keywords labels",
    "article": "article article_id source_article",
}
_NAMES = {synonym: name for name, synonyms in _SYNONYMS.items() for synonym in synonyms.split()}
_OPTION = re.compile(r"(?:option|choice|answer|alternative|opt)_?([a-z]|[1-9]|1\d|2[0-6])|([a-j]|[1-9]|10)")


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Where each column of the template stands in a table, counted from 0.

    ``options`` are keyed by the number of their letter, a being 1, in order; ``unknown`` are the headings
    that mean nothing here, with their places.
    """

    named: dict[str, int]
    options: dict[int, int]
    headings: tuple[str, ...]
    unknown: tuple[tuple[int, str], ...]

    @property
    def width(self) -> int:
        """How many columns have a heading's place."""
        return len(self.headings)

    @property
    def known(self) -> int:
        """How many columns were recognised."""
        return len(self.named) + len(self.options)

    def text(self, cells: Sequence[str], name: str) -> str:
        """The row's text in this column; empty where the table has no such column or the row is short."""
        return self._at(cells, self.named.get(name))

    def option_texts(self, cells: Sequence[str]) -> dict[int, str]:
        """The row's options by the number of their letter, empty ones included."""
        return {number: self._at(cells, place) for number, place in self.options.items()}

    @staticmethod
    def _at(cells: Sequence[str], place: int | None) -> str:
        return cells[place] if place is not None and place < len(cells) else ""


def columns_from(headings: Sequence[str], meanings: Mapping[str, str] = MappingProxyType({})) -> Columns:
    """The columns that these headings name; of two with one meaning, the first counts.

    ``meanings`` says what a heading means where a person said so: a name of the template, or "".
    """
    named: dict[str, int] = {}
    options: dict[int, int] = {}
    unknown = []
    for place, heading in enumerate(headings):
        meant = meanings.get(heading.strip(), heading)
        plain = re.sub(r"[\W_]+", "_", meant.casefold()).strip("_")
        name, option = _NAMES.get(plain), _OPTION.fullmatch(plain)
        if name and name not in named:
            named[name] = place
        elif option and (number := number_of(option[1] or option[2])) not in options:
            options[number] = place
        elif heading.strip():
            unknown.append((place, heading.strip()))
    in_order = dict(sorted(options.items()))
    return Columns(named=named, options=in_order, headings=tuple(headings), unknown=tuple(unknown))


def template_headings(option_count: int) -> Iterator[str]:
    """The template's headings with options for the longest question, at least a to f."""
    yield from ("id", "stem")
    yield from (f"option_{letter}" for letter in LETTERS[: max(option_count, TEMPLATE_OPTIONS)])
    yield from ("key", "answer", "explanation", "tags", "article")


def number_of(option: str) -> int:
    """The third option for "c", "C" and "3"."""
    return int(option) if option.isdecimal() else 1 + LETTERS.index(option.lower())
