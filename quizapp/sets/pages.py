"""What the pages of sets show, in order for their templates: a preview in groups, the forms of a download.

Apart from previews, which know what publishing does and nothing of a page; nothing here asks the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from questions import Fact, Field, Item, Kind, Option, QuestionSet, Task
from quizapp.kinds import KIND_NAMES
from quizapp.sets.previews import MAX_SHOWN, Preview, PreviewItem
from quizapp.sets.workbench import DrawnItem, TextBlock, drawn_items, text_blocks

_STANDINGS = {"changed": "Changed", "new": "New", "unchanged": "Unchanged"}
_FIELDS = {
    Field.DEFINITION: "Definition",
    Field.CAUSE: "Causes",
    Field.SYMPTOM: "Symptoms",
    Field.COMPLICATION: "Complications",
    Field.DIAGNOSTIC: "Diagnosis",
    Field.TREATMENT: "Treatments",
    Field.PREVENTION: "Prevention",
    Field.ICD_CODE: "ICD-10 code",
    Field.CHAPTER: "Chapter",
}
_ENCODINGS = {"utf-8": "UTF-8", "cp1252": "Windows-1252"}
_EXAMPLES = (
    Item(
        id="spine-1",
        kind=Kind.MULTIPLE_CHOICE,
        task=Task.RECOGNISE,
        stem="Which structures touch each other in kissing spine?",
        answer="Spinous processes",
        options=(
            Option(text="Spinous processes", correct=True),
            Option(text="Transverse processes", correct=False),
            Option(text="Vertebral bodies", correct=False),
            Option(text="Sacroiliac joints", correct=False),
        ),
        explanation="The processes of neighboring vertebrae come into contact and rub.",
        tags=("spine",),
    ),
    Item(
        id="spine-2",
        kind=Kind.FLASHCARD,
        task=Task.RECALL,
        stem="Which ICD-10 code does kissing spine have?",
        answer="M48.2",
        tags=("spine",),
    ),
    Item(
        id="spine-3",
        kind=Kind.CLOZE,
        task=Task.RECALL,
        stem="Kissing spine is also called _____ disease.",
        answer="Baastrup",
        tags=("spine",),
    ),
)
"""The rows of the template: one of each kind, to be written over."""


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """A fact with what limits it ("in severe cases", "thought to") and its line in the file."""

    text: str
    limits: str
    line: int


@dataclass(frozen=True, kw_only=True)
class FactGroup:
    """The facts of a field."""

    field: Field
    title: str
    lines: tuple[FactLine, ...]


@dataclass(frozen=True, kw_only=True)
class CodeLine:
    """A code with its title in the classification."""

    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class PreviewPage:
    """A preview in groups. ``shown`` are the items drawn, at most MAX_SHOWN; ``more`` is how many are not.

    ``groups``: items of a new set by kind, those of a known one by what the article changes in them; each
    with its place in the text, ``blocks``, and there the way back to it.
    """

    preview: Preview
    shown: tuple[PreviewItem, ...]
    more: int
    groups: dict[str, list[DrawnItem]]
    facts: tuple[FactGroup, ...]
    blocks: tuple[TextBlock, ...]
    suggestions: tuple[CodeLine, ...]
    code: CodeLine | None
    chapter: str | None
    encoding: str


def preview_page(preview: Preview) -> PreviewPage:
    """The preview as its page shows it."""
    from questions import icd10

    shown = _in_order(preview)[:MAX_SHOWN]
    looked_up = icd10.look_up(preview.code) if preview.code else None
    chapter = looked_up.chapter if looked_up else None
    stated = preview.facts.article.chapter
    groups = drawn_items(_groups(preview, shown), preview.facts.article.id)
    return PreviewPage(
        preview=preview,
        shown=shown,
        more=len(preview.items) - len(shown),
        groups=groups,
        facts=_facts(preview),
        blocks=text_blocks(preview.facts, [one for some in groups.values() for one in some]),
        suggestions=_suggestions(preview),
        code=CodeLine(code=looked_up.code, title=looked_up.title or "") if looked_up else None,
        chapter=stated or (chapter.title if chapter else None),
        encoding=_ENCODINGS.get(preview.encoding, preview.encoding.upper()),
    )


def template_file() -> bytes:
    """The table that an instructor fills in."""
    from questions import write_question_set

    examples = QuestionSet(
        title="Questions", format="stored", encoding="utf-8", found=len(_EXAMPLES), items=_EXAMPLES
    )
    return write_question_set(examples, "csv_table")


def _in_order(preview: Preview) -> tuple[PreviewItem, ...]:
    """What the article changes in a known set first."""
    ranks = {standing: rank for rank, standing in enumerate(_STANDINGS)}
    return tuple(sorted(preview.items, key=lambda one: ranks[one.standing] if preview.target else 0))


def _groups(preview: Preview, shown: Sequence[PreviewItem]) -> dict[str, list[PreviewItem]]:
    if preview.target:
        groups = {name: [one for one in shown if one.standing == key] for key, name in _STANDINGS.items()}
    else:
        groups = {name: [one for one in shown if one.item.kind is kind] for kind, name in KIND_NAMES.items()}
    return {name: some for name, some in groups.items() if some}


def _facts(preview: Preview) -> tuple[FactGroup, ...]:
    """The facts by field, in the order in which an article has them."""
    article = preview.facts.article
    lines: dict[Field, list[FactLine]] = {field: [] for field in _FIELDS}
    for fact in preview.facts.facts:
        lines[fact.field].append(
            FactLine(text=fact.text, limits=_limits(fact), line=article.line_of(fact.start))
        )
    return tuple(
        FactGroup(field=field, title=_FIELDS[field], lines=tuple(some))
        for field, some in lines.items()
        if some
    )


def _limits(fact: Fact) -> str:
    words: Sequence[str | None] = (
        "not so" if fact.negated else None,
        "uncertain" if fact.hedged else None,
        str(fact.role) if fact.role else None,
        fact.frequency,
        fact.condition,
        f"example of {fact.example_of}" if fact.example_of else None,
    )
    return "; ".join(word for word in words if word)


def _suggestions(preview: Preview) -> tuple[CodeLine, ...]:
    """Codes that carry the article's title, without the one it has."""
    from questions import icd10

    return tuple(
        CodeLine(code=one.code, title=one.title or "")
        for one in icd10.suggest_codes(preview.title)
        if one.code != preview.code
    )
