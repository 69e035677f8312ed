"""Texts of both markups become one item, plain wherever that says as much."""

from questions.formats.drafts import Draft, DraftOption, Text
from questions.formats.identity import derived_id
from questions.model import Kind, Markup, Task

BOLD = Text(text="<b>Thyroid</b>", markup=Markup.HTML)
PLAIN = Text(text="T3 < T4\nlow")


def draft(*options: DraftOption) -> Draft:
    return Draft(kind=Kind.MULTIPLE_ANSWER, stem=PLAIN, options=options, tags=("a", "", "a", "b"))


def test_one_html_text_makes_all_texts_of_the_item_html() -> None:
    item = draft(DraftOption(text=BOLD, correct=True), DraftOption(text=PLAIN, correct=True)).item()

    assert item.markup is Markup.HTML
    assert item.stem == "T3 &lt; T4<br>low"
    assert item.answer == "<b>Thyroid</b>; T3 &lt; T4<br>low"


def test_an_item_of_plain_texts_is_plain_and_gets_task_tags_and_an_id() -> None:
    item = draft(
        DraftOption(text=PLAIN, correct=True), DraftOption(text=Text(text="x"), correct=False)
    ).item()

    assert (item.markup, item.task, item.tags, item.answer) == (
        Markup.PLAIN,
        Task.RECOGNISE,
        ("a", "b"),
        PLAIN.text,
    )
    assert item.id == derived_id(item)


def test_an_item_keeps_the_id_of_its_file() -> None:
    assert Draft(kind=Kind.FLASHCARD, stem=PLAIN, answer=BOLD, id="q1").item().id == "q1"


def test_bold_is_the_same_question() -> None:
    html, plain = (
        Draft(kind=Kind.FLASHCARD, stem=stem, answer=PLAIN).item() for stem in (BOLD, Text(text="thyroid"))
    )

    assert html.id == plain.id


def test_what_is_filled_into_a_gap_is_one_line() -> None:
    stem = Text(text="_____ and _____")

    item = Draft(kind=Kind.CLOZE, stem=stem, gaps=("vena \n\n cava", "aorta")).item()

    assert (item.gaps, item.answer) == (("vena cava", "aorta"), "vena cava; aorta")
