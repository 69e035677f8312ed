"""Words looked for in an item and put in the place of others: in what is read, never within a tag of HTML.

Pure, and apart from the service, which finds the items and stores them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape, unescape

from questions import Item, Kind, Markup, QuestionsError

_TAG = re.compile(r'(<[^"<>]*(?:"[^"]*"[^"<>]*)*>)')
"""A tag as cleaning leaves it; a quoted value may hold a ">"."""
_BLANK = "_____"  # questions.BLANK, without loading every format


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is looked for, and what is to stand in its place; None where it is only looked for.

    ``words``: only whole words; ``case``: small and capital letters as they are typed.
    """

    find: str
    put: str | None = None
    words: bool = False
    case: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression that finds it in what is read, any white space for a space."""
        expression = r"\s+".join(map(re.escape, self.find.split()))
        if self.words:
            expression = rf"(?<!\w){expression}(?!\w)"
        return re.compile(expression, 0 if self.case else re.IGNORECASE)


def matches(item: Item, wanted: Wanted) -> bool:
    """Whether the words stand anywhere in what the item says, or in its tags, name or category."""
    if not wanted.find.strip():
        return True
    pattern = wanted.pattern
    if any(pattern.search(part) for text in _marked_texts(item) for part in _words_of(text, item.markup)):
        return True
    return any(pattern.search(text) for text in (*_plain_texts(item), *item.tags, item.name, *item.category))


def replaced(item: Item, wanted: Wanted) -> Item:
    """The item with the words put in, tags, name and category apart; the same where they are not in it."""
    from questions import with_answer

    if wanted.put is None or not wanted.find.strip():
        return item
    marked = _changer(wanted, wanted.put, is_html=item.markup is Markup.HTML)
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


def fault_of(former: Item, item: Item) -> str:
    """Why an item could no longer be studied, or what of its sense it lost; empty where it is as it was."""
    problem = _problem_of(item)
    if problem and problem != _problem_of(former):
        return problem
    twice = _said_twice(item) - _said_twice(former)
    if twice:
        return f"“{min(twice)}” would stand in it twice."
    if item.kind is Kind.CLOZE and item.stem.count(_BLANK) != former.stem.count(_BLANK):
        return f"It would have another number of blanks, “{_BLANK}”."
    return ""


def _problem_of(item: Item) -> str:
    from questions import require_studyable

    try:
        require_studyable(item)
    except QuestionsError as error:
        return error.problem
    return ""


def _said_twice(item: Item) -> set[str]:
    """The options, or the prompts to be matched, that read the same as another one."""
    texts = [one.text for one in item.options] or [pair.prompt for pair in item.pairs if pair.prompt]
    said = Counter(" ".join("".join(_words_of(text, item.markup)).split()).casefold() for text in texts)
    return {text for text, count in said.items() if count > 1}


def _changer(wanted: Wanted, put: str, *, is_html: bool) -> Callable[[str], str]:
    pattern = wanted.pattern

    def put_in(found: re.Match[str]) -> str:
        # "gout" is found in "Gout" too, at the start of a sentence; what takes its place begins one then.
        begins = not wanted.case and wanted.find.lstrip()[:1].islower() and found[0][:1].isupper()
        return put[:1].upper() + put[1:] if begins else put

    def change_html(words: str) -> str:
        # As it is read: "amp" is not in "&amp;", and "10 mg" is in "10&nbsp;mg".
        changed, count = pattern.subn(put_in, unescape(words))
        return escape(changed, quote=False).replace("\u00a0", "&nbsp;") if count else words

    def change(text: str) -> str:
        if not is_html:
            return pattern.sub(put_in, text)
        parts = _TAG.split(text)
        return "".join(part if place % 2 else change_html(part) for place, part in enumerate(parts))

    return change


def _words_of(text: str, markup: Markup) -> list[str]:
    """The runs of words between tags, as they are read."""
    return [unescape(part) for part in _TAG.split(text)[::2]] if markup is Markup.HTML else [text]


def _marked_texts(item: Item) -> list[str]:
    options = [text for one in item.options for text in (one.text, one.why)]
    return [item.stem, item.answer, item.explanation, *options, *(pair.prompt for pair in item.pairs)]


def _plain_texts(item: Item) -> list[str]:
    accepted = [text for one in item.accepted for text in (one.text, one.why)]
    return [*accepted, *(pair.match for pair in item.pairs), *item.gaps]
