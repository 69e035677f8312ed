"""The note type of our own packages: what its fields show in Anki, and how they become the item again.

The whole item stands in a field that no card shows, with a mark of what each other field said. Fields that
were edited in Anki since win over it; so the item comes back as it was, and edits are kept.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape, unescape

from questions.errors import QuestionsError
from questions.formats.anki_cloze import cloze
from questions.formats.carrying import with_texts
from questions.formats.columns import LETTERS
from questions.formats.drafts import Text
from questions.formats.intake import Intake
from questions.formats.json_items import item_from_value
from questions.formats.studyable import BLANK, with_answer
from questions.html import FOLDER, from_text, to_text
from questions.jsonl import to_dict
from questions.model import ArticleSource, CodeSource, Item, Kind, Markup

DATA = "Data"
FIELD_NAMES = ("Question", "Options", "Typed", "Answer", "Explanation", "Why", "Source", DATA)
OWN_FIELDS = frozenset(FIELD_NAMES)

_IMAGE_SOURCE = re.compile(rf'(<img [^>]*src="){FOLDER}')
_OPENING = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_LETTER = re.compile(r"([A-Z])[.)](?:\s|$)")
_UNSAFE_IN_DATA = re.compile(r"\{(?=\{)|\[(?=sound:|latex\]|\$)")


def is_deletion(item: Item) -> bool:
    """Whether Anki can show the item as text with deletions."""
    return item.kind is Kind.CLOZE and item.stem.count(BLANK) == max(1, len(item.gaps))


def own_fields(item: Item) -> tuple[str, ...]:
    """The note's fields, which are HTML."""
    shown = {
        "Question": _deletions(item) if is_deletion(item) else _html(item.stem, item),
        "Options": _options(item),
        "Typed": _typed(item),
        "Answer": "" if is_deletion(item) else _answer(item),
        "Explanation": _html(item.explanation, item),
        "Why": "".join(
            f"<div>{_letter(place)}. {_html(option.why, item)}</div>"
            for place, option in enumerate(item.options)
            if option.why
        ),
        "Source": _source(item),
    }
    data = json.dumps({"item": to_dict(item), "shown": {name: _mark(html) for name, html in shown.items()}})
    safe = _UNSAFE_IN_DATA.sub(lambda sign: f"\\u{ord(sign[0]):04x}", data)
    return (*shown.values(), escape(safe, quote=False))


def anki_tag(tag: str) -> str:
    """A tag in Anki's form, which has no spaces."""
    return "_".join(tag.split())


def own_item(fields: Mapping[str, str], guid: str, tags: str, intake: Intake) -> Item:
    """The item in a note of ours. Raises QuestionsError where its hidden field is damaged."""
    try:
        data = json.loads(unescape(fields[DATA]))
        item, marks = item_from_value(data["item"], intake), dict(data["shown"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise QuestionsError(
            f"The field “{DATA}” of this note, which holds the question, is damaged.",
            advice="Delete the note, or empty the field: the note is then read as any other.",
        ) from error
    edited = {
        name: html
        for name, html in fields.items()
        if name != DATA and (html.strip() or name in marks) and marks.get(name) != _mark(html)
    }
    texts = {name: intake.html(html) for name, html in edited.items()}
    if item.markup is Markup.PLAIN and any(text.markup is Markup.HTML for text in texts.values()):
        item = with_texts(item, from_text, Markup.HTML)
    for name, html in edited.items():
        changed = _EDITS[name](item, html, texts[name]) if name in _EDITS else None
        if changed is None:
            intake.lost[f"edit in Anki of the field “{name}”"] += 1
        item = changed or item
    return replace(with_answer(item), id=guid or item.id, tags=_tags(item, tags))


def _tags(item: Item, tags: str) -> tuple[str, ...]:
    """The item's own, less those removed in Anki, and those added there. Anki sorts tags, and folds case."""
    found = {tag.casefold(): tag for tag in tags.split()}
    kept = [tag for tag in item.tags if not anki_tag(tag) or anki_tag(tag).casefold() in found]
    known = {anki_tag(tag).casefold() for tag in kept}
    return (*kept, *(tag for folded, tag in found.items() if folded not in known))


def _mark(html: str) -> str:
    """Anki brings texts into Unicode's composed form."""
    normal = unicodedata.normalize("NFC", html).encode("utf-8", "replace")
    return hashlib.blake2b(normal, digest_size=6).hexdigest()


def _html(text: str, item: Item) -> str:
    """A text of the item as Anki shows it: a bracket would begin a sound to it, braces a deletion."""
    html = _IMAGE_SOURCE.sub(r"\1", text) if item.markup is Markup.HTML else from_text(text)
    return html.replace("{{", "&#123;&#123;").replace("[sound:", "&#91;sound:")


def _deletions(item: Item) -> str:
    gaps = [from_text(gap) for gap in item.gaps] or [_html(item.answer, item)]
    safe = [gap.replace("::", "&#58;&#58;").replace("}", "&#125;") for gap in gaps]
    texts = _html(item.stem, item).split(BLANK)
    return texts[0] + "".join(f"{{{{c1::{gap}}}}}{text}" for gap, text in zip(safe, texts[1:], strict=True))


def _options(item: Item) -> str:
    if item.options:
        lines = "".join(f"<li>{_html(option.text, item)}</li>" for option in item.options)
        return f'<ol type="A">{lines}</ol>'
    if item.pairs:
        prompts = "".join(f"<li>{_html(pair.prompt, item)}</li>" for pair in item.pairs if pair.prompt)
        matches = "".join(f"<li>{from_text(match)}</li>" for match in sorted({p.match for p in item.pairs}))
        return f'<ol type="1">{prompts}</ol><ol type="A">{matches}</ol>'.replace("{{", "&#123;&#123;")
    return ""


def _typed(item: Item) -> str:
    text = next((one.text for one in item.accepted if one.weight == 100), "")
    return from_text(text).replace("{{", "&#123;&#123;")


def _answer(item: Item) -> str:
    if not item.options:
        return _html(item.answer, item)
    return "".join(
        f"<div>{_letter(place)}. {_html(option.text, item)}</div>"
        for place, option in enumerate(item.options)
        if option.correct
    )


def _letter(place: int) -> str:
    return LETTERS[place % len(LETTERS)].upper()


def _source(item: Item) -> str:
    match item.source:
        case ArticleSource(text=text, condition=condition):
            return _html(f"{text} ({condition})", replace(item, markup=Markup.PLAIN))
        case CodeSource(classification=name, release=release, code=code, title=title):
            return _html(f"{name} {release}: {code} {title}", replace(item, markup=Markup.PLAIN))
    return ""


def _edited_question(item: Item, html: str, text: Text) -> Item:
    if not is_deletion(item):
        return replace(item, stem=text.as_markup(item.markup))
    deleted = cloze(html, 1)
    stem = deleted.asked if item.markup is Markup.HTML else to_text(deleted.asked)
    gaps = tuple(map(to_text, deleted.gaps))
    if len(gaps) == 1:
        answer = deleted.gaps[0] if item.markup is Markup.HTML else gaps[0]
        return replace(item, stem=stem, gaps=(), answer=answer)
    return replace(item, stem=stem, gaps=gaps)


def _edited_options(item: Item, html: str, _: Text) -> Item | None:
    lines = [to_text(line) for line in _OPENING.split(html)[1:]]
    if len(lines) != len(item.options) or not lines:
        return None
    plain = from_text if item.markup is Markup.HTML else str
    return with_answer(
        replace(
            item,
            options=tuple(
                replace(option, text=plain(line)) for option, line in zip(item.options, lines, strict=True)
            ),
        )
    )


def _edited_answer(item: Item, html: str, text: Text) -> Item | None:
    if item.kind in {Kind.FLASHCARD, Kind.CLOZE}:
        return replace(item, answer=text.as_markup(item.markup))
    letters = {found[1] for line in to_text(html).split("\n") if (found := _LETTER.match(line))}
    if not item.options or not letters:
        return None
    options = tuple(
        replace(option, correct=_letter(place) in letters) for place, option in enumerate(item.options)
    )
    return with_answer(replace(item, options=options))


def _edited_typed(item: Item, html: str, _: Text) -> Item | None:
    place = next((place for place, one in enumerate(item.accepted) if one.weight == 100), None)
    if place is None:
        return None
    changed = replace(item.accepted[place], text=to_text(html))
    return replace(item, accepted=(*item.accepted[:place], changed, *item.accepted[place + 1 :]))


_Edit = Callable[[Item, str, Text], Item | None]
_EDITS: dict[str, _Edit] = {
    "Question": _edited_question,
    "Options": _edited_options,
    "Typed": _edited_typed,
    "Answer": _edited_answer,
    "Explanation": lambda item, _, text: replace(item, explanation=text.as_markup(item.markup)),
}
