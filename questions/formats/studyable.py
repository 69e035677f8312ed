"""What an item of each kind has to have so that it can be shown, answered and marked.

Apart from the records so that an editor of items can ask it of what a person typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from html import unescape

from questions.errors import QuestionsError
from questions.formats.columns import LETTERS
from questions.html import FOLDER, from_text, to_text
from questions.model import Item, Kind, Markup

BLANK = "_____"
"""Stands in the stem of a cloze where a word is to be filled in."""
MAX_OPTIONS = len(LETTERS)
"""An option is named by its letter, on the page and in a table's key."""

_TAG = re.compile(r"<[^<>]*>")
_IMAGE = re.compile(rf'<img [^<>]*src="{FOLDER}([^"<>]+)"[^<>]*>')


def require_studyable(item: Item) -> None:
    """Raise QuestionsError, with what to do, where the item cannot be shown, answered or marked."""
    if _is_blank(item, item.stem):
        raise QuestionsError("The stem is empty.", advice="Write the question into it.")
    _REQUIRE[item.kind](item)
    for name, allowed in _PARTS.items():
        if getattr(item, name) and item.kind not in allowed:
            raise QuestionsError(
                f"A {item.kind} has no {name}.", advice="Leave them out, or change the kind of the item."
            )


def with_answer(item: Item) -> Item:
    """The item with the answer that follows from its key, its accepted answers, its gaps or its pairs."""
    answer = answer_of(item)
    return item if answer == item.answer else replace(item, answer=answer)


def answer_of(item: Item) -> str:
    """The right answer in the item's own markup; of several, all of them, parted by semicolons."""
    plain = from_text if item.markup is Markup.HTML else str
    match item.kind:
        case Kind.MULTIPLE_CHOICE | Kind.TRUE_FALSE | Kind.MULTIPLE_ANSWER:
            return "; ".join(option.text for option in item.options if option.correct)
        case Kind.SHORT_ANSWER | Kind.NUMERIC:
            return next((plain(one.text) for one in item.accepted if one.weight == 100), "")
        case Kind.MATCHING:
            return "; ".join(f"{pair.prompt} → {plain(pair.match)}" for pair in item.pairs if pair.prompt)
        case Kind.CLOZE if item.gaps:
            return "; ".join(plain(gap) for gap in item.gaps)
    return item.answer


def decimal(text: str) -> Decimal:
    """A number as people type it, with a point or a comma before its decimals. Raises ValueError."""
    try:
        number = Decimal(text.strip().replace(",", ".").replace("\u2212", "-"))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite() or abs(number.adjusted()) > 300:
        raise ValueError(text)
    return number


def _words(item: Item, text: str) -> str:
    return to_text(text) if item.markup is Markup.HTML else text


def _told_apart(item: Item, text: str) -> str:
    """A text on one line, in which two images are not the same "[image]"."""
    if item.markup is Markup.HTML:
        text = _IMAGE.sub(r"[\1]", text)
    return " ".join(_words(item, text).split())


def _is_blank(item: Item, text: str) -> bool:
    """Whether it says nothing; most HTML is seen to say something without being parsed, which is slow."""
    if item.markup is Markup.HTML and unescape(_TAG.sub("", text)).strip():
        return False
    return not _words(item, text).strip()


def _require_one_key(item: Item) -> None:
    texts = _require_options(item)
    keys = _keys(item, texts)
    if len(keys) > 1:
        raise QuestionsError(
            f"The question has {len(keys)} keys: {_quoted(keys)}.",
            advice='Mark the one best answer, or make its kind "multiple_answer".',
        )
    if texts.count(keys[0]) > 1:
        raise QuestionsError(
            f'Two options have the text of the key, "{keys[0]}".', advice="Change or remove the wrong one."
        )
    _require_the_answer(item, keys[0])


def _require_keys(item: Item) -> None:
    texts = _require_options(item)
    keys = _keys(item, texts)
    if twice := next((key for key in keys if texts.count(key) > 1), None):
        raise QuestionsError(f'Two options have the text "{twice}".', advice="Change or remove one of them.")
    _require_the_answer(item, "; ".join(keys))


def _require_truth(item: Item) -> None:
    if len(item.options) != 2:
        raise QuestionsError(
            f"A true/false question has two options, not {len(item.options)}.",
            advice="Give it True and False.",
        )
    _require_one_key(item)


def _require_options(item: Item) -> list[str]:
    """The options' texts on one line each."""
    texts = [_told_apart(item, option.text) for option in item.options]
    if len(texts) < 2:
        raise QuestionsError(
            f"The question has {len(texts)} option{'s' * (len(texts) != 1)}.", advice="It needs at least two."
        )
    if len(texts) > MAX_OPTIONS:
        raise QuestionsError(
            f"The question has {len(texts)} options.",
            advice=f"It can have {MAX_OPTIONS}, one for each letter; remove the weakest.",
        )
    if not all(texts):
        raise QuestionsError(f"Option {1 + texts.index('')} is empty.", advice="Fill it in or remove it.")
    return texts


def _keys(item: Item, texts: Iterable[str]) -> list[str]:
    keys = [text for text, option in zip(texts, item.options, strict=True) if option.correct]
    if not keys:
        raise QuestionsError("The question has no key.", advice="Mark the one right option.")
    return keys


def _require_the_answer(item: Item, key: str) -> None:
    if _told_apart(item, item.answer) != key:
        raise QuestionsError(
            f'The answer is "{item.answer}", but the option marked right is "{key}".',
            advice="Make the two the same.",
        )


def _require_accepted(item: Item) -> None:
    if not any(one.weight == 100 for one in item.accepted):
        raise QuestionsError(
            "The question accepts no answer as wholly right.", advice="Give one answer the full mark."
        )
    if not all(one.text.strip() for one in item.accepted):
        raise QuestionsError("An accepted answer is empty.", advice="Fill it in or remove it.")


def _require_numbers(item: Item) -> None:
    _require_accepted(item)
    for one in item.accepted:
        try:
            decimal(one.text)
            is_number = decimal(one.tolerance or "0") >= 0
        except ValueError:
            is_number = False
        if not is_number:
            within = f" within {one.tolerance}" if one.tolerance else ""
            raise QuestionsError(
                f'"{one.text}"{within} is no number that can be compared.', advice='Write one such as "3.14".'
            )


def _require_pairs(item: Item) -> None:
    prompts = [pair for pair in item.pairs if _words(item, pair.prompt).strip()]
    if len(prompts) < 2:
        raise QuestionsError("A matching question needs at least two pairs.", advice="Add some.")
    if not all(pair.match.strip() for pair in item.pairs):
        raise QuestionsError("A pair has nothing to match.", advice="Fill it in or remove it.")


def _require_an_answer(item: Item) -> None:
    if _is_blank(item, item.answer):
        raise QuestionsError("The answer is empty.", advice="Write what the learner should recall.")


def _require_gaps(item: Item) -> None:
    _require_an_answer(item)
    blanks = item.stem.count(BLANK)
    if item.gaps and (len(item.gaps) != blanks or not all(gap.strip() for gap in item.gaps)):
        raise QuestionsError(
            f"The text has {blanks} blanks and {len(item.gaps)} words for them.",
            advice=f'Write "{BLANK}" where each word is to stand.',
        )


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f'"{text}"' for text in texts)


_REQUIRE: dict[Kind, Callable[[Item], None]] = {
    Kind.MULTIPLE_CHOICE: _require_one_key,
    Kind.MULTIPLE_ANSWER: _require_keys,
    Kind.TRUE_FALSE: _require_truth,
    Kind.SHORT_ANSWER: _require_accepted,
    Kind.NUMERIC: _require_numbers,
    Kind.MATCHING: _require_pairs,
    Kind.FLASHCARD: _require_an_answer,
    Kind.CLOZE: _require_gaps,
}
_PARTS = {
    "options": {Kind.MULTIPLE_CHOICE, Kind.MULTIPLE_ANSWER, Kind.TRUE_FALSE},
    "accepted": {Kind.SHORT_ANSWER, Kind.NUMERIC},
    "pairs": {Kind.MATCHING},
    "gaps": {Kind.CLOZE},
}
