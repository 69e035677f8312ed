"""A question as the fields of a note in Anki, which are HTML. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from questions import Item, Markup, Option, clean_html, item_from_dict
from quizapp.study.content import letter_of, lines_of, matches_of, quotation_of, text_in, text_of
from quizapp.study.judged import accepted_texts

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, kw_only=True)
class NoteText:
    """The fields that people see, as HTML, and the tags."""

    front: str
    back: str
    source: str
    tags: str


def note_text(content: dict[str, Any]) -> NoteText:
    """The question on the front with what there is to choose from; the answer with the why on the back."""
    item = item_from_dict(content)
    quotation = quotation_of(item.source, text_in(item, item.answer).words)
    cited = f"{text_of(quotation)} ({quotation.origin})" if quotation else ""
    return NoteText(
        front=_written(item, item.stem) + _to_choose_from(item),
        back=_answer(item) + _paragraph(_written(item, item.explanation)),
        source=_html(cited),
        tags=_tags(item),
    )


def _to_choose_from(item: Item) -> str:
    options = (f"{letter}. {_written(item, option.text)}" for letter, option in _lettered(item))
    prompts = (_written(item, line.prompt) for line in lines_of(item))
    matches = (f"– {_html(item.pairs[place].match)}" for place in matches_of(item))
    return _paragraph(_lines(options)) + _paragraph(_lines(prompts)) + _paragraph(_lines(matches))


def _answer(item: Item) -> str:
    if item.options:
        lines = (
            f"{_marked(f'{letter}. {_written(item, option.text)}', is_key=option.correct)}"
            f"{': ' if option.why else ''}{_written(item, option.why)}"
            for letter, option in _lettered(item)
            if option.correct or option.why
        )
        return _lines(sorted(lines, key=lambda line: not line.startswith("<b>")))
    if item.pairs:
        return _lines(f"{_written(item, line.prompt)} → {_html(line.match)}" for line in lines_of(item))
    if item.accepted:
        return _lines(_html(one) for one in accepted_texts(item))
    return _written(item, item.answer)


def _lettered(item: Item) -> list[tuple[str, Option]]:
    return [(letter_of(place, item.kind), option) for place, option in enumerate(item.options)]


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"<div>{line}</div>" for line in lines)


def _marked(html: str, *, is_key: bool) -> str:
    return f"<b>{html}</b>" if is_key else html


def _paragraph(html: str) -> str:
    return f"<br><br>{html}" if html else ""


def _written(item: Item, text: str) -> str:
    """A text of the item; an image is named as it is in the package."""
    if item.markup is not Markup.HTML:
        return _html(text)
    return _inert(_CONTROLS.sub("", clean_html(text)).replace(' src="media/', ' src="'))


def _html(text: str) -> str:
    return _inert(escape(_CONTROLS.sub("", text))).replace("\r\n", "\n").replace("\n", "<br>")


def _inert(html: str) -> str:
    """As Anki shows it as it is: a bracket would begin a sound or LaTeX to it, a brace a field."""
    return html.replace("[", "&#91;").replace("{{", "&#123;&#123;")


def _tags(item: Item) -> str:
    """With a space at both ends, as Anki keeps them; in a tag an underscore stands for one."""
    tags = ["_".join(_CONTROLS.sub("", tag).split()) for tag in item.tags]
    kept = [tag for tag in tags if tag]
    return f" {' '.join(kept)} " if kept else ""
