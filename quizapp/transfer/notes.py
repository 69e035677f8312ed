"""A question as the fields of a note in Anki, which are HTML. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from questions import Item, item_from_dict
from quizapp.study.content import letter_of, quotation_of, text_of

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, kw_only=True)
class NoteText:
    """The fields that people see, as HTML, and the tags."""

    front: str
    back: str
    source: str
    tags: str


def note_text(content: dict[str, Any]) -> NoteText:
    """The question on the front, with the options where it has some; the answer with the why on the back."""
    item = item_from_dict(content)
    quotation = quotation_of(item.source, item.answer)
    cited = f"{text_of(quotation)} ({quotation.origin})" if quotation else ""
    return NoteText(
        front=_html(item.stem) + _options(item),
        back=_answer(item),
        source=_html(cited),
        tags=_tags(item),
    )


def _options(item: Item) -> str:
    if not item.options:
        return ""
    lines = "".join(
        f"<div>{letter_of(place)}. {_html(option.text)}</div>" for place, option in enumerate(item.options)
    )
    return f"<br><br>{lines}"


def _answer(item: Item) -> str:
    if not item.options:
        return _html(item.answer) + _paragraph(item.explanation)
    lines = (
        f"<div>{_marked(f'{letter_of(place)}. {_html(option.text)}', is_key=option.correct)}"
        f"{': ' if option.why else ''}{_html(option.why)}</div>"
        for place, option in enumerate(item.options)
        if option.correct or option.why
    )
    return "".join(sorted(lines, key=lambda line: "<b>" not in line)) + _paragraph(item.explanation)


def _marked(html: str, *, is_key: bool) -> str:
    return f"<b>{html}</b>" if is_key else html


def _paragraph(text: str) -> str:
    return f"<br><br>{_html(text)}" if text else ""


def _html(text: str) -> str:
    """Text that Anki shows as it is: a bracket would begin a sound or LaTeX to it, a brace a field."""
    kept = _CONTROLS.sub("", text)
    shown = escape(kept).replace("[", "&#91;").replace("{{", "&#123;&#123;")
    return shown.replace("\r\n", "\n").replace("\n", "<br>")


def _tags(item: Item) -> str:
    """With a space at both ends, as Anki keeps them; in a tag an underscore stands for one."""
    tags = ["_".join(_CONTROLS.sub("", tag).split()) for tag in item.tags]
    kept = [tag for tag in tags if tag]
    return f" {' '.join(kept)} " if kept else ""
