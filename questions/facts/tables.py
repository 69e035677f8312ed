"""Phenotype tables run into one line: "Approximate number of patients ... Aminoaciduria 90% ...".

Each finding is a symptom with its percentage. Rows on inheritance, onset and course, and the condition, are
not. The paragraphs of explanation around the table are no facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from questions.facts.sentences import Span, strip

_HEAD = re.compile(
    r"Signs and Symptoms\s+Approximate number of patients(?: \(when available\))?\s*", re.IGNORECASE
)
_INTRO = re.compile(r"The Human Phenotype Ontology (?:\(HPO\) )?provides the following", re.IGNORECASE)
_TAIL = re.compile(
    r"The Human Phenotype Ontology \(HPO\) has collected.{0,1500}?(?:rare or common\.|$)",
    re.IGNORECASE | re.DOTALL,
)
_ROW_END = re.compile(r"\s(?P<share>\d{1,3}(?:\.\d+)?\s?%|\d{1,4}/\d{1,4}|-)(?=\s|$)")
_NO_FINDING = re.compile(
    r"inheritance|\bonset\b|^(?:heterogeneous|sporadic|somatic mutation|variable expressivity"
    r"|incomplete penetrance|genetic anticipation"
    r"|phenotypic variability|rapidly progressive|slow progression|progressive(?: disorder)?"
    r"|nonprogressive(?: disorder)?|juvenile|infantile|congenital|death in \w+"
    r"|contiguous gene syndrome|genetic heterogeneity|modifying factors|disease progression"
    r"|clinical heterogeneity|heterogeneity|allelic)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One finding of a table and how often it is seen; None where the table has a dash."""

    finding: Span
    share: str | None


@dataclass(frozen=True, kw_only=True)
class Table:
    """A phenotype table: the whole run that holds it, explanations included, and its findings."""

    span: Span
    rows: tuple[Row, ...]


def find_tables(text: str, span: Span, title: str) -> list[Table]:
    """The phenotype tables in a stretch of text."""
    tables: list[Table] = []
    start = span.start
    for head in _HEAD.finditer(text, span.start, span.end):
        if head.start() < start:
            continue
        tail = _TAIL.search(text, head.end(), span.end)
        intro = None
        for intro in _INTRO.finditer(text, start, head.start()):  # noqa: B007 - the last one is wanted
            pass
        end = tail.end() if tail else span.end
        rows = _rows(text, Span(head.end(), tail.start() if tail else span.end), title)
        tables.append(Table(span=Span(intro.start() if intro else head.start(), end), rows=tuple(rows)))
        start = end
    return tables


def _rows(text: str, span: Span, title: str) -> list[Row]:
    rows: list[Row] = []
    start = span.start
    for mark in _ROW_END.finditer(text, span.start, span.end):
        finding = strip(text, Span(start, mark.start()))
        start = mark.end()
        name = text[finding.start : finding.end]
        if not name or len(name) > 100 or _NO_FINDING.search(name) or name.casefold() == title.casefold():
            continue
        share = mark["share"]
        rows.append(Row(finding=finding, share=None if share == "-" else share.replace(" ", "")))
    return rows
