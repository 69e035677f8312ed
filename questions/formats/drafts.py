"""An item as a reader finds it, its texts each plain or HTML, before they are made one.

Every format mixes the two in its own way; an item has one markup for all of its texts, plain wherever that
says as much.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from questions.formats.identity import derived_id
from questions.formats.studyable import with_answer
from questions.html import from_text
from questions.jsonl import task_of
from questions.model import Accepted, Item, Kind, Markup, Option, Pair


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text of a file. HTML is cleaned already: ``Intake`` makes these."""

    text: str
    markup: Markup = Markup.PLAIN

    def as_markup(self, markup: Markup) -> str:
        """The text in HTML where that is asked; HTML is never asked to be plain."""
        return from_text(self.text) if markup is not self.markup else self.text


EMPTY = Text(text="")


@dataclass(frozen=True, kw_only=True)
class DraftOption:
    """An option, as ``questions.model.Option``."""

    text: Text
    correct: bool
    why: Text = EMPTY
    weight: float | None = None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An item in the making; ``item()`` fills in what follows: markup, id, task, the answer of most kinds.

    ``answer`` is of flashcards and of clozes with one blank. A pair is a prompt and its match.
    """

    kind: Kind
    stem: Text
    id: str = ""
    name: str = ""
    category: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    options: tuple[DraftOption, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    exact_case: bool = False
    pairs: tuple[tuple[Text, str], ...] = ()
    gaps: tuple[str, ...] = ()
    answer: Text = EMPTY
    explanation: Text = EMPTY

    def item(self) -> Item:
        """The item, which may yet be one that cannot be studied."""
        is_html = any(text.markup is Markup.HTML for text in self._texts())
        markup = Markup.HTML if is_html else Markup.PLAIN
        item = with_answer(
            Item(
                id=self.id,
                kind=self.kind,
                task=task_of(self.kind),
                stem=self.stem.as_markup(markup),
                answer=self.answer.as_markup(markup),
                options=tuple(
                    Option(
                        text=option.text.as_markup(markup),
                        correct=option.correct,
                        why=option.why.as_markup(markup),
                        weight=option.weight,
                    )
                    for option in self.options
                ),
                explanation=self.explanation.as_markup(markup),
                tags=tuple(dict.fromkeys(filter(None, self.tags))),
                markup=markup,
                name=self.name,
                category=self.category,
                accepted=self.accepted,
                exact_case=self.exact_case,
                pairs=tuple(
                    Pair(prompt=prompt.as_markup(markup), match=match) for prompt, match in self.pairs
                ),
                gaps=tuple(map(_on_one_line, self.gaps)),
            )
        )
        return item if item.id else replace(item, id=derived_id(item))

    def _texts(self) -> tuple[Text, ...]:
        options = (text for option in self.options for text in (option.text, option.why))
        prompts = (prompt for prompt, _ in self.pairs)
        return (self.stem, self.answer, self.explanation, *options, *prompts)


def _on_one_line(gap: str) -> str:
    """What is filled into a gap, which has no room for lines."""
    return " ".join(filter(None, map(str.strip, gap.split("\n")))) if "\n" in gap else gap
