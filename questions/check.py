"""Every problem of a question set at once, so that its author can mend the file in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from questions.flaws import find_flaws, find_set_flaws
from questions.formats.carrying import in_plain_text
from questions.model import Advice, Flaw, Item, QuestionSet, Rejection


@dataclass(frozen=True, kw_only=True)
class Problems:
    """What a set's author should know: ``rejected`` has to be mended; the rest is advice.

    ``advice`` is about one item each, in order of the file; ``set_flaws`` show only in the whole.
    """

    rejected: tuple[Rejection, ...]
    advice: tuple[Advice, ...]
    set_flaws: tuple[Flaw, ...]


def check_question_set(question_set: QuestionSet) -> Problems:
    """Rejected records, item-writing flaws, items that repeat or contradict another, and flaws of the set."""
    items = [in_plain_text(item) for item in question_set.items]  # flaws are in what is read, not in tags
    repeated = dict(_repetitions(items, question_set.lines))
    advice = []
    for item in items:
        flaws = (*find_flaws(item), *repeated.get(item.id, ()))
        line = question_set.lines.get(item.id)
        advice += [Advice(item_id=item.id, line=line, flaw=flaw) for flaw in flaws]
    return Problems(rejected=question_set.rejected, advice=tuple(advice), set_flaws=find_set_flaws(items))


def _repetitions(items: Iterable[Item], lines: Mapping[str, int]) -> Iterator[tuple[str, tuple[Flaw, ...]]]:
    """The id of each item that asks what an earlier one asks, from the same options, and what is wrong."""
    earlier: dict[tuple[str, frozenset[str]], Item] = {}
    for item in items:
        asked = _plain(item.stem), frozenset(_plain(option.text) for option in item.options)
        first = earlier.setdefault(asked, item)
        if first is item:
            continue
        line = lines.get(first.id)
        place = f'"{first.id}"' + (f" on line {line}" if line else "")
        if _plain(first.answer) == _plain(item.answer):
            yield item.id, (Flaw(name="duplicate", message=f"This repeats {place}; one is enough."),)
        elif item.options:
            message = f"This asks the same as {place} with another key; one of the two is wrong."
            yield item.id, (Flaw(name="contradicting keys", message=message, words=item.answer),)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
