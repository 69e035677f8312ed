"""What of an item a format holds, and what is lost in it: said before a file is written, never in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace

from questions.formats.identity import derived_id
from questions.formats.studyable import with_answer
from questions.html import from_text, images_in, says_more_than_text, to_text
from questions.jsonl import task_of
from questions.model import Item, Kind, Markup, Option

ALL_KINDS = frozenset(Kind)
ALL_FIELDS = frozenset(
    {"id", "name", "category", "tags", "explanation", "article_id", "task", "field", "fact", "condition"}
    | {"source", "exact_case"}
)
_IMAGE = re.compile(r"<img [^>]*>")
_EMPTIED = {
    "name": "",
    "category": (),
    "tags": (),
    "explanation": "",
    "article_id": None,
    "field": None,
    "fact": "",
    "condition": None,
    "source": None,
    "exact_case": False,
}
_WORDS = {
    "article_id": "the article",
    "exact_case": "that small and capital letters differ",
    "source": "the source",
    "id": "the id (questions are known again by stem and key)",
}


@dataclass(frozen=True, kw_only=True)
class Carries:
    """What a format holds beside stem and answer; what is not named is lost in it.

    Attributes:
        kinds: items of other kinds are left out.
        fields: of an item, by their names in ``questions.model.Item``: id, name, category, tags, task, ...
        options: of options: why, weight, source.
        accepted: of accepted answers: why, weight, tolerance.
        formatting, images: bold and tables; pictures. Images need formatting.
        spare_matches: matches that belong to no prompt.
        several_gaps: clozes with more than one.
        weighed: an item as the format tells it in its own way: the weights that it knows, texts as HTML.
    """

    kinds: frozenset[Kind]
    fields: frozenset[str]
    options: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset({"tolerance"})
    formatting: bool = False
    images: bool = False
    spare_matches: bool = True
    several_gaps: bool = False
    weighed: Callable[[Item], Item] = replace


def carried(item: Item, carries: Carries) -> Item | None:
    """The item as the format gives it back; None where it has no place for it at all."""
    if item.kind not in carries.kinds or (item.gaps and not carries.several_gaps):
        return None
    item = _in_markup(item, carries)
    item = replace(item, **{name: empty for name, empty in _EMPTIED.items() if name not in carries.fields})  # type: ignore[arg-type]  # each its field's own
    if "task" not in carries.fields:
        item = replace(item, task=task_of(item.kind))
    item = with_answer(
        replace(
            item,
            options=tuple(_option(option, carries) for option in item.options),
            accepted=tuple(
                replace(
                    one,
                    why=one.why if "why" in carries.accepted else "",
                    weight=one.weight if "weight" in carries.accepted else 100,
                    tolerance=one.tolerance if "tolerance" in carries.accepted else "",
                )
                for one in item.accepted
                if one.weight == 100 or "weight" in carries.accepted
            ),
            pairs=tuple(pair for pair in item.pairs if pair.prompt or carries.spare_matches),
        )
    )
    item = carries.weighed(item)
    return item if "id" in carries.fields else replace(item, id=derived_id(item))


def limits(carries: Carries) -> tuple[str, ...]:
    """What the format cannot hold, in words for the person who chooses it."""
    kinds = [kind.replace("_", " ") for kind in Kind if kind not in carries.kinds]
    fields_lost = [_WORDS.get(name, name) for name in sorted(ALL_FIELDS - carries.fields)]
    options = [name for name in ("why", "weight", "source") if name not in carries.options]
    texts = (
        f"{', '.join(kinds)} questions" if kinds else "",
        "clozes with several blanks" if Kind.CLOZE in carries.kinds and not carries.several_gaps else "",
        "formatting and images" if not carries.formatting else "images" if not carries.images else "",
        ", ".join(fields_lost),
        f"{' and '.join(options)} of options" if options else "",
    )
    return tuple(filter(None, texts))


def losses(items: Iterable[Item], carries: Carries) -> tuple[str, ...]:
    """What of the items the format does not hold, each with the number of items touched."""
    counts: Counter[str] = Counter()
    for item in items:
        counts.update(_lost(item, carries))
    return tuple(f"{what} of {count} item{'s' * (count != 1)}" for what, count in counts.items())


def _lost(item: Item, carries: Carries) -> list[str]:
    kept = carried(item, carries)
    if kept is None:
        gaps = " with several gaps" if item.kind in carries.kinds else ""
        return [f"the whole ({item.kind.replace('_', ' ')}{gaps})"]
    lost = [
        one.name
        for one in fields(Item)
        if one.name not in {"options", "markup", "accepted", "pairs", "answer"}
    ]
    lost = [
        _WORDS.get(name, name)
        for name in lost
        if getattr(item, name) != getattr(kept, name) and name != "stem"
    ]
    names = [name for name in ("why", "weight", "source") if _differ(item.options, kept.options, name)]
    lost += [f"{' and '.join(names)} of the options"] if names else []
    names = [name for name in ("why", "weight") if name not in carries.accepted]
    lost += ["weight and why of accepted answers"] if names and item.accepted != kept.accepted else []
    lost += ["matches without a prompt"] if len(item.pairs) != len(kept.pairs) else []
    if item.markup is Markup.HTML:
        shown = _shown(item)
        lost += ["images"] if images_in(shown) and not carries.images else []
        lost += (
            ["formatting"] if not carries.formatting and says_more_than_text(_IMAGE.sub("", shown)) else []
        )
    return lost


def _differ(options: Iterable[Option], kept: Iterable[Option], name: str) -> bool:
    """Whether what these options have under this name is gone."""
    return any(
        getattr(one, name) and not getattr(other, name) for one, other in zip(options, kept, strict=True)
    )


def _shown(item: Item) -> str:
    options = (text for option in item.options for text in (option.text, option.why))
    return " ".join(
        (item.stem, item.answer, item.explanation, *options, *(pair.prompt for pair in item.pairs))
    )


def _option(option: Option, carries: Carries) -> Option:
    return replace(
        option,
        why=option.why if "why" in carries.options else "",
        weight=option.weight if "weight" in carries.options else None,
        source=option.source if "source" in carries.options else None,
    )


def _in_markup(item: Item, carries: Carries) -> Item:
    """The item without the formatting or the images that the format cannot hold."""
    if item.markup is Markup.PLAIN or (carries.formatting and carries.images):
        return item
    if not carries.formatting:
        return in_plain_text(item)
    shown = with_texts(item, _without_images, item.markup)
    return shown if says_more_than_words(shown) else in_plain_text(shown)


def says_more_than_words(item: Item) -> bool:
    """Whether any text of an item in HTML has more to it than lines of text."""
    return says_more_than_text(_shown(item))


def _without_images(html: str) -> str:
    """The fragment with what its images show in words, as a reader gives it back."""
    shown = _IMAGE.sub(lambda image: from_text(to_text(image[0])), html)
    return shown if says_more_than_text(shown) else from_text(to_text(shown))


def in_plain_text(item: Item) -> Item:
    """The item with each of its texts as plain text."""
    return item if item.markup is Markup.PLAIN else with_texts(item, to_text, Markup.PLAIN)


def with_texts(item: Item, change: Callable[[str], str], markup: Markup) -> Item:
    """The item with each text that its markup is of changed, and the answer that follows."""
    return with_answer(
        replace(
            item,
            markup=markup,
            stem=change(item.stem),
            answer=change(item.answer),
            explanation=change(item.explanation),
            options=tuple(replace(one, text=change(one.text), why=change(one.why)) for one in item.options),
            pairs=tuple(replace(pair, prompt=change(pair.prompt)) for pair in item.pairs),
        )
    )
