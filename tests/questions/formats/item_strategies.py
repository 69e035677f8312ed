"""Items of every kind for Hypothesis: all that can be studied, as a reader would have cleaned them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st

from questions.formats.intake import Intake
from questions.formats.records import images_of
from questions.formats.studyable import BLANK, with_answer
from questions.html import own_image
from questions.images import image_name
from questions.jsonl import task_of
from questions.model import (
    Accepted,
    ArticleSource,
    CodeSource,
    Condition,
    Field,
    Item,
    Kind,
    Markup,
    Option,
    Pair,
    QuestionSet,
    Task,
)

IMAGES = {
    image_name(data): data
    for data in (b"\x89PNG\r\n\x1a\n one", b"GIF89a another", b"\xff\xd8\xff photograph")
}

# What a person can have typed: no half surrogates, no control characters.
letters = st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("=+-@'\"<>&{}[]:;,~#\\_\n1aA ")


def one_line(text: str) -> str:
    """The text on one line, without spaces around it."""
    return " ".join(text.split())


def without_blanks(text: str) -> str:
    """The text with no run of underscores that would be a blank, also where two texts meet."""
    return text.replace("_", "-")


lines = st.text(letters, max_size=30).map(without_blanks).map(one_line)
filled = st.builds(lambda first, rest: one_line(first + rest), st.sampled_from("aB1é<&"), lines)
texts = st.lists(filled, max_size=3).map("\n".join)
words = st.builds(
    lambda first, rest: one_line(first + rest), st.sampled_from("abc"), st.text("defghij -äßж", max_size=9)
)


def cleaned(html: str) -> str:
    """The fragment as a reader gives it back."""
    intake = Intake(lambda source: IMAGES.get(own_image(source) or ""))
    return intake.html(html).as_markup(Markup.HTML)


def _settled(html: str) -> str:
    return cleaned(cleaned(html))


def _plain_as_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")


_fragments = st.one_of(
    filled.map(_plain_as_html),
    words.map("<b>{}</b>".format),
    words.map("<ul><li>{0}</li><li>{0}</li></ul>".format),
    st.just("H<sub>2</sub>O"),
    st.sampled_from(sorted(IMAGES)).map('<img src="media/{}" alt="an image">'.format),
    st.just("<br>"),
)
fragments = st.lists(_fragments, max_size=4).map("".join).map(_settled)
"""HTML as ``Intake`` gives it, also where it is no more than text; it may be empty."""
sources = st.none() | st.one_of(
    st.builds(
        ArticleSource,
        article_id=filled,
        article=filled,
        condition=filled,
        start=st.integers(0, 9),
        end=st.integers(9, 99),
        text=filled,
    ),
    st.builds(CodeSource, classification=filled, release=filled, code=filled, title=filled),
)
weights = st.none() | st.sampled_from([-50.0, 0.0, 25.0, 33.33333, 100.0])


@st.composite
def items(draw: st.DrawFn, kinds: frozenset[Kind] = frozenset(Kind)) -> Item:
    """An item of one of these kinds, plain or in HTML, that passes ``require_studyable``."""
    kind = draw(st.sampled_from(sorted(kinds)))
    is_html = draw(st.booleans())
    text = fragments if is_html else texts
    stem = draw(st.just(cleaned("A <b>stem</b> ")) if is_html else filled)
    item = Item(
        id=draw(filled),
        kind=kind,
        task=draw(st.just(task_of(kind)) | st.sampled_from(Task)),
        stem=f"{stem} {draw(words)}",
        answer="",
        explanation=draw(text),
        article_id=draw(filled | st.none()),
        field=draw(st.sampled_from(Field) | st.none()),
        fact=draw(lines),
        condition=draw(st.none() | st.builds(Condition, title=filled, icd10=filled | st.none())),
        source=draw(sources),
        tags=tuple(draw(st.lists(words, unique_by=str.casefold, max_size=3))),
        markup=Markup.HTML if is_html else Markup.PLAIN,
        name=draw(lines),
        category=tuple(draw(st.lists(words, max_size=3))),
    )
    return with_answer(draw(_OF_KIND[kind](item, text)))


@st.composite
def _choices(draw: st.DrawFn, item: Item, text: st.SearchStrategy[str]) -> Item:
    """Options unlike each other in plain text whatever their looks: a number begins each."""
    count = 2 if item.kind is Kind.TRUE_FALSE else draw(st.integers(2, 6))
    right = {draw(st.integers(0, count - 1))}
    if item.kind is Kind.MULTIPLE_ANSWER:
        right |= draw(st.sets(st.integers(0, count - 1)))
    truths = ("True", "False")
    return replace(
        item,
        options=tuple(
            Option(
                text=truths[place] if item.kind is Kind.TRUE_FALSE else f"{place} {draw(words)}",
                correct=place in right,
                source=draw(sources),
                why=draw(text),
                weight=draw(weights),
            )
            for place in range(count)
        ),
    )


@st.composite
def _accepting(draw: st.DrawFn, item: Item, text: st.SearchStrategy[str]) -> Item:
    is_number = item.kind is Kind.NUMERIC
    answers = st.decimals(-999, 999, places=2).map(str) if is_number else filled
    tolerances = st.sampled_from(["", "0.01", "5"]) if is_number else st.just("")
    one = st.builds(
        Accepted,
        text=answers,
        tolerance=tolerances,
        weight=st.sampled_from([100, 50.0, 0.0]),
        why=lines,
    )
    first = replace(draw(one), weight=100)
    rest = draw(st.lists(one, max_size=2))
    return replace(item, accepted=(first, *rest), exact_case=not is_number and draw(st.booleans()))


@st.composite
def _matching(draw: st.DrawFn, item: Item, text: st.SearchStrategy[str]) -> Item:
    count = draw(st.integers(2, 4))
    pairs = [Pair(prompt=f"{place} {draw(words)}", match=draw(filled)) for place in range(count)]
    spare = [Pair(prompt="", match=match) for match in draw(st.lists(filled, max_size=2))]
    return replace(item, pairs=(*pairs, *spare))


@st.composite
def _cloze(draw: st.DrawFn, item: Item, text: st.SearchStrategy[str]) -> Item:
    gaps = draw(st.lists(filled, min_size=1, max_size=3))
    stem = item.stem + "".join(f" {BLANK} {draw(words)}" for _ in gaps)
    if len(gaps) > 1:
        return replace(item, stem=stem, gaps=tuple(gaps))
    return replace(item, stem=stem, answer=draw(words))


@st.composite
def _flashcard(draw: st.DrawFn, item: Item, text: st.SearchStrategy[str]) -> Item:
    return replace(item, answer=f"{draw(words)}{draw(text)}")


_OF_KIND: dict[Kind, Callable[[Item, st.SearchStrategy[str]], st.SearchStrategy[Item]]] = {
    Kind.MULTIPLE_CHOICE: _choices,
    Kind.MULTIPLE_ANSWER: _choices,
    Kind.TRUE_FALSE: _choices,
    Kind.SHORT_ANSWER: _accepting,
    Kind.NUMERIC: _accepting,
    Kind.MATCHING: _matching,
    Kind.FLASHCARD: _flashcard,
    Kind.CLOZE: _cloze,
}


@st.composite
def sets(draw: st.DrawFn, kinds: frozenset[Kind] = frozenset(Kind)) -> QuestionSet:
    """A set of up to four items of these kinds, with the images that they show."""
    chosen = draw(st.lists(items(kinds), max_size=4, unique_by=lambda item: item.id))
    shown = frozenset().union(*map(images_of, chosen))
    return QuestionSet(
        title=draw(filled),
        format="any",
        encoding="utf-8",
        found=len(chosen),
        items=tuple(chosen),
        images={name: data for name, data in IMAGES.items() if name in shown},
    )
