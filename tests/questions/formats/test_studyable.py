"""What an item of each kind has to have; the refusals say what to do."""

import dataclasses
from decimal import Decimal

import pytest

from questions.errors import QuestionsError
from questions.formats.studyable import answer_of, decimal, require_studyable, with_answer
from questions.model import Accepted, Item, Kind, Markup, Option, Pair, Task


def item(kind: Kind, **parts: object) -> Item:
    made = Item(id="1", kind=kind, task=Task.RECALL, stem="Which _____?", answer="")
    return with_answer(dataclasses.replace(made, **parts))  # type: ignore[arg-type]  # each its field's own


def options(*texts: str, keys: int = 1) -> tuple[Option, ...]:
    return tuple(Option(text=text, correct=place < keys) for place, text in enumerate(texts))


def numbers(*texts: str, tolerance: str = "") -> tuple[Accepted, ...]:
    return tuple(Accepted(text=text, tolerance=tolerance) for text in texts)


IMAGES = tuple(f'<img src="media/{name}.png">' for name in ("one", "two", "three"))
PAIRS = (Pair(prompt="a", match="1"), Pair(prompt="b", match="2"))
GOOD = [
    item(Kind.MULTIPLE_CHOICE, options=options("a", "b")),
    item(Kind.MULTIPLE_ANSWER, options=options("a", "b", "c", keys=2)),
    item(Kind.MULTIPLE_ANSWER, options=options("a", "b", keys=2)),
    item(Kind.MULTIPLE_ANSWER, options=options(*IMAGES, keys=2), markup=Markup.HTML),
    item(Kind.TRUE_FALSE, options=options("True", "False")),
    item(Kind.SHORT_ANSWER, accepted=(Accepted(text="x"), Accepted(text="y", weight=50))),
    item(Kind.NUMERIC, accepted=numbers("3,5", "-1e3", tolerance="0.1")),
    item(Kind.MATCHING, pairs=(*PAIRS, Pair(prompt="", match="3"))),
    item(Kind.FLASHCARD, answer="x"),
    item(Kind.CLOZE, stem="_____ and _____", gaps=("a", "b")),
    item(Kind.CLOZE, answer="x"),
]
BAD = [
    (
        item(Kind.MULTIPLE_CHOICE, options=options(IMAGES[0], IMAGES[0]), markup=Markup.HTML),
        "Two options have the text of the key",
    ),
    (item(Kind.FLASHCARD, stem=" ", answer="x"), "The stem is empty"),
    (item(Kind.FLASHCARD, stem="<b> </b>", answer="x", markup=Markup.HTML), "The stem is empty"),
    (item(Kind.FLASHCARD), "The answer is empty"),
    (item(Kind.MULTIPLE_CHOICE, options=options("a")), "has 1 option"),
    (item(Kind.MULTIPLE_CHOICE, options=options("a", " ")), "Option 2 is empty"),
    (item(Kind.MULTIPLE_CHOICE, options=options("a", "b", keys=0)), "has no key"),
    (item(Kind.MULTIPLE_CHOICE, options=options("a", "b", keys=2)), 'has 2 keys: "a", "b"'),
    (item(Kind.MULTIPLE_CHOICE, options=options("a", "a ", "b")), "Two options have the text of the key"),
    (item(Kind.MULTIPLE_ANSWER, options=options("a", "a", "b")), 'Two options have the text "a"'),
    (item(Kind.TRUE_FALSE, options=options("True", "False", "Perhaps")), "has two options, not 3"),
    (item(Kind.SHORT_ANSWER, accepted=(Accepted(text="x", weight=50),)), "accepts no answer as wholly right"),
    (
        item(Kind.SHORT_ANSWER, accepted=(Accepted(text="x"), Accepted(text=" "))),
        "An accepted answer is empty",
    ),
    (item(Kind.NUMERIC, accepted=numbers("many")), '"many" is no number'),
    (item(Kind.NUMERIC, accepted=numbers("1", tolerance="-1")), '"1" within -1 is no number'),
    (item(Kind.MATCHING, pairs=PAIRS[:1]), "at least two pairs"),
    (item(Kind.MATCHING, pairs=(*PAIRS, Pair(prompt="c", match=" "))), "nothing to match"),
    (item(Kind.CLOZE, stem="_____ and _____", gaps=("a",)), "has 2 blanks and 1 words"),
    (item(Kind.FLASHCARD, answer="x", pairs=PAIRS), "has no pairs"),
]


@pytest.mark.parametrize("good", GOOD, ids=lambda one: one.kind)
def test_each_kind_can_be_studied(good: Item) -> None:
    require_studyable(good)


@pytest.mark.parametrize(("bad", "words"), BAD)
def test_what_cannot_be_studied_is_refused(bad: Item, words: str) -> None:
    with pytest.raises(QuestionsError, match=words):
        require_studyable(bad)


@pytest.mark.parametrize(
    ("kind", "parts", "answer"),
    [
        (Kind.MULTIPLE_ANSWER, {"options": options("a", "b", keys=2)}, "a; b"),
        (Kind.SHORT_ANSWER, {"accepted": (Accepted(text="p", weight=50), Accepted(text="x"))}, "x"),
        (Kind.MATCHING, {"pairs": (*PAIRS, Pair(prompt="", match="3"))}, "a → 1; b → 2"),
        (Kind.CLOZE, {"gaps": ("<", "b"), "markup": Markup.HTML}, "&lt;; b"),
    ],
)
def test_the_answer_follows_from_what_the_kind_has(kind: Kind, parts: dict[str, object], answer: str) -> None:
    assert answer_of(item(kind, **parts)) == answer


@pytest.mark.parametrize(("text", "number"), [("3,5", "3.5"), (" \u22122 ", "-2"), ("1e3", "1000")])
def test_a_number_is_read_as_people_type_it(text: str, number: str) -> None:
    assert decimal(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "x", "NaN", "Infinity", "1e999999", "1,000.5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        decimal(text)
