"""Words looked for in an item and put in the place of others: in what is read, never within a tag of HTML.

Pure, and apart from the service, which finds the items and stores them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

from questions import Item, Markup, QuestionsError

_TAG = re.compile(r"(<[^<>]*>)")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is looked for, and what is to stand in its place; None where it is only looked for.

    ``words``: only whole words; ``case``: small and capital letters as they are typed.
    """

    find: str
    put: str | None = None
    words: bool = False
    case: bool = False

    def pattern(self, *, is_html: bool) -> re.Pattern[str]:
        """The expression that finds it in texts of this markup, any white space for a space."""
        text = escape(self.find, quote=False) if is_html else self.find
        expression = r"\s+".join(map(re.escape, text.split()))
        if self.words:
            expression = rf"(?<!\w){expression}(?!\w)"
        return re.compile(expression, 0 if self.case else re.IGNORECASE)


def matches(item: Item, wanted: Wanted) -> bool:
    """Whether the words stand anywhere in what the item says, or in its tags, name or category."""
    if not wanted.find.strip():
        return True
    marked = wanted.pattern(is_html=item.markup is Markup.HTML)
    plain = wanted.pattern(is_html=False)
    if any(marked.search(part) for text in _marked_texts(item) for part in _words_of(text, item.markup)):
        return True
    return any(plain.search(text) for text in (*_plain_texts(item), *item.tags, item.name, *item.category))


def replaced(item: Item, wanted: Wanted) -> Item:
    """The item with the words put in, tags, name and category apart; the same where they are not in it."""
    from questions import with_answer

    if wanted.put is None or not wanted.find.strip():
        return item
    is_html = item.markup is Markup.HTML
    put = escape(wanted.put, quote=False) if is_html else wanted.put
    marked = _changer(wanted, put, is_html=is_html)
    plain = _changer(wanted, wanted.put, is_html=False)
    changed = replace(
        item,
        stem=marked(item.stem),
        answer=marked(item.answer),
        explanation=marked(item.explanation),
        options=tuple(replace(one, text=marked(one.text), why=marked(one.why)) for one in item.options),
        accepted=tuple(replace(one, text=plain(one.text), why=plain(one.why)) for one in item.accepted),
        pairs=tuple(replace(one, prompt=marked(one.prompt), match=plain(one.match)) for one in item.pairs),
        gaps=tuple(map(plain, item.gaps)),
    )
    return with_answer(changed)


def fault_of(item: Item) -> str:
    """Why an item could not be studied as it reads; empty where it can."""
    from questions import require_studyable

    try:
        require_studyable(item)
    except QuestionsError as error:
        return error.problem
    return ""


def _changer(wanted: Wanted, put: str, *, is_html: bool) -> Callable[[str], str]:
    pattern = wanted.pattern(is_html=is_html)

    def put_in(found: re.Match[str]) -> str:
        # "gout" is found in "Gout" too, at the start of a sentence; what takes its place begins one then.
        begins = not wanted.case and wanted.find.lstrip()[:1].islower() and found[0][:1].isupper()
        return put[:1].upper() + put[1:] if begins else put

    def change(text: str) -> str:
        parts = _TAG.split(text) if is_html else [text]
        return "".join(part if place % 2 else pattern.sub(put_in, part) for place, part in enumerate(parts))

    return change


def _words_of(text: str, markup: Markup) -> list[str]:
    return _TAG.split(text)[::2] if markup is Markup.HTML else [text]


def _marked_texts(item: Item) -> list[str]:
    options = [text for one in item.options for text in (one.text, one.why)]
    return [item.stem, item.answer, item.explanation, *options, *(pair.prompt for pair in item.pairs)]


def _plain_texts(item: Item) -> list[str]:
    accepted = [text for one in item.accepted for text in (one.text, one.why)]
    return [*accepted, *(pair.match for pair in item.pairs), *item.gaps]
