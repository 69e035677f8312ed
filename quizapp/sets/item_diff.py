"""What differs between two versions of an item, field by field and word by word, as a page shows it.

Pure. Apart from ``questions.difference``, which says which parts differ: here it is in words for an author.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from questions import Accepted, ArticleSource, Item, Markup, Option, Source

MAX_WORDS = 1000
"""Longer texts are shown whole, old and new: finding their common words takes time by the square of it."""
_WORD = re.compile(r"\d+(?:[.,]\d+)+\w*\s*|\w+\s*|[^\w\s]\s*|\s+")  # 0.05 is one word
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Standing(StrEnum):
    """To which of two versions words belong; a note is ours, on what words do not show."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A run of words that stand in both versions, or in one."""

    standing: Standing
    text: str


@dataclass(frozen=True, kw_only=True)
class FieldDiff:
    """A field that differs: its label, and its words in the order in which both versions have them."""

    label: str
    pieces: tuple[Piece, ...]


_Texts = tuple[str, str]
"""A text as it is read, and as it is written where that is more: in HTML."""


def item_diff(old: Item, new: Item) -> tuple[FieldDiff, ...]:
    """The fields in which the items differ; none where they say the same. Ids are not compared."""
    before, after = _fields(old), _fields(new)
    labels = [*before, *(label for label in after if label not in before)]
    return tuple(
        FieldDiff(label=label, pieces=(*_words(one, other), *_notes(label, one, other)))
        for label in _in_order(labels)
        if (one := before.get(label, ("", ""))) != (other := after.get(label, ("", "")))
    )


def made_diff(old: Item, new: Item) -> tuple[FieldDiff, ...]:
    """The fields in which two makings of an item differ, with the sentence that both come from told once."""
    changes = item_diff(old, new)
    was, now = _sentence(old), _sentence(new)
    if was == now:
        return changes
    is_told = old.explanation.replace(was, now) == new.explanation if was else False
    others = (
        change
        for change in changes
        if change.label.split()[0] not in {"Source", "Article"}
        and not (is_told and change.label == "Explanation")
    )
    return (FieldDiff(label="Sentence in the article", pieces=words_diff(was, now)), *others)


def _sentence(item: Item) -> str:
    return " ".join(item.source.text.split()) if isinstance(item.source, ArticleSource) else ""


def words_diff(old: str, new: str) -> tuple[Piece, ...]:
    """The words of two texts, each run with the version that it belongs to."""
    ours, theirs = _WORD.findall(old), _WORD.findall(new)
    start = _common(ours, theirs)
    end = _common(ours[start:][::-1], theirs[start:][::-1])
    pieces = [(Standing.BOTH, "".join(ours[:start]))]
    pieces += _middle(ours[start : len(ours) - end], theirs[start : len(theirs) - end])
    pieces += [(Standing.BOTH, "".join(ours[len(ours) - end :]))]
    return tuple(Piece(standing=standing, text=text) for standing, text in pieces if text)


def text_diff(old: str, new: str) -> tuple[FieldDiff, ...]:
    """The passages in which two texts differ, each with its line in the new one."""
    ours, theirs = old.splitlines(), new.splitlines()
    start = _common(ours, theirs)
    end = _common(ours[start:][::-1], theirs[start:][::-1])
    ours, theirs = ours[start : len(ours) - end], theirs[start : len(theirs) - end]
    if not ours and not theirs:
        return ()
    if max(len(ours), len(theirs)) > MAX_WORDS:
        return (FieldDiff(label=f"Line {start + 1}", pieces=words_diff("\n".join(ours), "\n".join(theirs))),)
    return tuple(
        FieldDiff(
            label=f"Line {start + j1 + 1}",
            pieces=words_diff("\n".join(ours[i1:i2]), "\n".join(theirs[j1:j2])),
        )
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
        if tag != "equal"
    )


def _common(ours: list[str], theirs: list[str]) -> int:
    """How many words both lists begin with."""
    pairs = zip(ours, theirs, strict=False)
    return next(
        (place for place, (one, other) in enumerate(pairs) if one != other), min(len(ours), len(theirs))
    )


def _middle(ours: list[str], theirs: list[str]) -> Iterator[tuple[Standing, str]]:
    if max(len(ours), len(theirs)) > MAX_WORDS:
        yield Standing.OLD, "".join(ours)
        yield Standing.NEW, "".join(theirs)
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Standing.BOTH, "".join(ours[i1:i2])
        else:
            yield Standing.OLD, "".join(ours[i1:i2])
            yield Standing.NEW, "".join(theirs[j1:j2])


def _words(old: _Texts, new: _Texts) -> tuple[Piece, ...]:
    return words_diff(old[0], new[0]) if old[0] != new[0] else ()


def _notes(label: str, old: _Texts, new: _Texts) -> tuple[Piece, ...]:
    """What the words do not show: pictures, or where the words are the same that something differs."""
    from questions import images_in

    gone, come = images_in(old[1]) - images_in(new[1]), images_in(new[1]) - images_in(old[1])
    if gone or come:
        note = "A picture is " + ("exchanged." if gone and come else "removed." if gone else "added.")
    else:
        note = _NOTES.get(label, "Only the formatting changes.") if old[0] == new[0] else ""
    return (Piece(standing=Standing.NOTE, text=note),) if note else ()


def _fields(item: Item) -> dict[str, _Texts]:
    """Every field that says something, by its label."""
    marked = {
        "Stem": item.stem,
        **_options(item.options),
        **({} if item.options or item.pairs or item.accepted or item.gaps else {"Answer": item.answer}),
        **{f"Prompt {number}": pair.prompt for number, pair in enumerate(item.pairs, 1)},
        "Explanation": item.explanation,
    }
    plain = {
        "Kind": item.kind.replace("_", " "),
        "Key": ", ".join(_letter(n) for n, option in enumerate(item.options) if option.correct),
        **{f"Share of the mark, option {_letter(n)}": _weight(one) for n, one in enumerate(item.options)},
        **{f"Source of option {_letter(n)}": _source(one.source) for n, one in enumerate(item.options)},
        **{f"Gap {number}": gap for number, gap in enumerate(item.gaps, 1)},
        **{f"Match {number}": pair.match for number, pair in enumerate(item.pairs, 1)},
        **{f"Accepted answer {number}": _accepted(one) for number, one in enumerate(item.accepted, 1)},
        "Capital letters": "count" if item.exact_case else "",
        "Tags": ", ".join(item.tags),
        "Name": item.name,
        "Category": " / ".join(item.category),
        "Task": item.task.replace("_", " "),
        "Condition": f"{item.condition.title} {item.condition.icd10 or ''}".strip() if item.condition else "",
        "Source": _source(item.source),
        "Article": item.article_id or "",
        "Topic": item.field.replace("_", " ") if item.field else "",
    }
    unsaid = {_SIBLINGS: ("", item.fact), _MARKUP: ("", item.markup)}
    read = {label: _read(text, item.markup) for label, text in marked.items()}
    return {
        label: texts
        for label, texts in (read | {k: (v, v) for k, v in plain.items()} | unsaid).items()
        if texts[1]
    }


_SIBLINGS, _MARKUP = "Siblings", "Formatting"
_NOTES = {
    _SIBLINGS: "Which questions count as asking the same changes.",
    _MARKUP: "It changes between plain and formatted text.",
}
_ORDER = (
    "Kind", "Stem", "Option", "Key", "Why", "Share", "Answer", "Gap", "Prompt", "Match", "Accepted",
    "Capital", "Explanation", "Tags", "Name", "Category",
)  # fmt: skip


def _in_order(labels: list[str]) -> list[str]:
    """Labels in the order of an item's page; what is not named there comes last."""
    ranks = {word: rank for rank, word in enumerate(_ORDER)}
    return sorted(labels, key=lambda label: ranks.get(label.split()[0], len(ranks)))


def _options(options: tuple[Option, ...]) -> dict[str, str]:
    texts = {f"Option {_letter(place)}": option.text for place, option in enumerate(options)}
    return texts | {f"Why of option {_letter(place)}": option.why for place, option in enumerate(options)}


def _read(text: str, markup: Markup) -> _Texts:
    from questions import html_to_text

    return (html_to_text(text), text) if markup is Markup.HTML else (text, text)


def _letter(place: int) -> str:
    return _LETTERS[place] if place < len(_LETTERS) else str(place + 1)


def _weight(option: Option) -> str:
    return "" if option.weight is None else f"{option.weight:.10g} %"


def _accepted(one: Accepted) -> str:
    parts = (
        one.text,
        f"± {one.tolerance}" if one.tolerance else "",
        f"({one.weight:.10g} %)" if one.weight != 100 else "",
        f": {one.why}" if one.why else "",
    )
    return " ".join(part for part in parts if part)


def _source(source: Source | None) -> str:
    if source is None:
        return ""
    if isinstance(source, ArticleSource):
        return f"{source.condition} ({source.article_id}): {source.text}"
    return f"{source.classification} {source.release}: {source.code} {source.title}"
