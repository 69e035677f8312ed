"""An article's text in blocks: every character is shown once, and the right span is marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions import bundled_articles
from quizapp.library.reading import Block, Form, Mark, blocks_of

TEXT = """Kissing spine Save

ICD-10 code: M48.2

Kissing spine is a condition
of the back.

  1. Causes: Poor posture. Trauma.
  2. Symptoms: Pain.

## Outlook
Good.

- Rest
- Exercise
"""


def shown(block: Block) -> str:
    return "".join(part.text for part in block.parts)


def marked(blocks: tuple[Block, ...]) -> str:
    return "".join(part.text for block in blocks for part in block.parts if part.mark)


def test_headings_lists_and_paragraphs_are_told_apart():
    forms = [(block.form, shown(block).strip()) for block in blocks_of(TEXT)]

    assert forms == [
        (Form.HEADER, "Kissing spine Save"),
        (Form.HEADER, "ICD-10 code: M48.2"),
        (Form.PARAGRAPH, "Kissing spine is a condition\nof the back."),
        (Form.HEADING, "1. Causes"),
        (Form.PARAGRAPH, "Poor posture. Trauma."),
        (Form.HEADING, "2. Symptoms"),
        (Form.PARAGRAPH, "Pain."),
        (Form.HEADING, "Outlook"),
        (Form.PARAGRAPH, "Good."),
        (Form.LIST_ITEM, "Rest"),
        (Form.LIST_ITEM, "Exercise"),
    ]


def test_each_of_many_headings_is_told_from_the_text_after_it():
    names = ["Causes", "Symptoms", "Treatment"] * 40

    blocks = blocks_of("Gout\n\n" + "".join(f"{name}: Rest.\n" for name in names))

    assert [(block.form, shown(block).strip()) for block in blocks[1:]] == [
        pair for name in names for pair in ((Form.HEADING, name), (Form.PARAGRAPH, "Rest."))
    ]


def test_a_rule_inside_a_paragraph_does_not_part_it_and_a_blank_line_around_one_does():
    blocks = blocks_of("Gout\n\nCauses:\nOne\n---\n===\ntwo.\n---\n\nThree.")

    assert [shown(block).strip() for block in blocks[2:]] == ["One\n---\n===\ntwo.", "Three."]


@pytest.mark.parametrize("sentence", ["Poor posture.", "Kissing spine is a condition\nof the back.", "Rest"])
def test_a_span_is_marked(sentence):
    start = TEXT.index(sentence)

    blocks = blocks_of(TEXT, [Mark(start=start, end=start + len(sentence))])

    assert marked(blocks) == sentence


def test_a_span_over_several_blocks_is_marked_in_each_and_named_once():
    start, end = TEXT.index("Trauma"), TEXT.index("Good") + 4

    parts = [part for block in blocks_of(TEXT, [Mark(start=start, end=end)]) for part in block.parts]

    assert [part.text for part in parts if part.mark] == [
        "Trauma.",
        "2. Symptoms",
        "Pain.",
        "Outlook",
        "Good",
    ]
    assert [part.text for part in parts if part.is_first] == ["Trauma."]


@pytest.mark.parametrize("file", bundled_articles(), ids=lambda file: file.id)
def test_every_bundled_article_is_shown_whole(file):
    text = file.path.read_text(encoding="utf-8")

    letters = [sign for block in blocks_of(text) for sign in shown(block) if sign.isalnum()]

    assert letters == [sign for sign in text if sign.isalnum()]


@given(st.text(alphabet="ab \n\r\t#-*.:1", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_any_text_and_any_span_can_be_shown(text, start, end):
    blocks = (
        blocks_of(text, [Mark(start=start, end=end)]) if text.strip() and start < end <= len(text) else ()
    )

    assert marked(blocks) in text or len([b for b in blocks if any(p.mark for p in b.parts)]) > 1
    assert sum(part.is_first for block in blocks for part in block.parts) <= 1


@given(st.text(alphabet="ab \n\r#-*.:1", min_size=1, max_size=80).filter(str.strip))
def test_no_letter_is_lost_or_shown_twice(text):
    letters = [sign for block in blocks_of(text) for sign in shown(block) if sign in "ab"]

    assert letters == [sign for sign in text if sign in "ab"]


def test_each_of_several_marks_is_shown_and_the_shorter_one_within_a_longer():
    text = "Gout\n\nCauses: Gout is caused by urate crystals in joints.\n"
    start = text.index("urate")
    marks = [
        Mark(start=start, end=start + len("urate crystals in joints"), name="cause"),
        Mark(start=start, end=start + len("urate"), name="example"),
        Mark(start=0, end=4, name="title"),
    ]

    parts = [part for block in blocks_of(text, marks) for part in block.parts if part.mark]

    assert [(part.text, part.mark, part.is_last) for part in parts] == [
        ("Gout", "title", True),
        ("urate", "example", True),
        (" crystals in joints", "cause", True),
    ]


def test_each_row_of_a_table_is_a_block_of_its_own():
    text = (
        "Gout\n\n## Treatment\n\n| Drug | Dose |\n|---|:--|\n| Colchicine | 1 mg |\nRest helps.\nIt does.\n"
    )

    assert [shown(block) for block in blocks_of(text)][2:] == [
        "| Drug | Dose |",
        "| Colchicine | 1 mg |",
        "Rest helps.\nIt does.",
    ]
