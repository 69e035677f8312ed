"""What the grammar of GIFT makes of a file, compared with what another project's test-suite expects."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.errors import QuestionsError
from questions.formats.gift_grammar import (
    Answer,
    Block,
    Category,
    Number,
    Question,
    Type,
    blocks,
    prompt_of,
    question,
)
from questions.formats.gift_texts import Form, GiftText, escaped, plain

SHARED = Path(os.environ.get("QUIZAPP_SHARED", Path(__file__).parents[4] / "shared"))
GOLDEN = sorted((SHARED / "data/formats/gift_golden").glob("*.gift"))
TYPES = {
    Type.DESCRIPTION: "Description",
    Type.ESSAY: "Essay",
    Type.TRUE_FALSE: "TF",
    Type.CHOICE: "MC",
    Type.SHORT: "Short",
    Type.MATCHING: "Matching",
    Type.NUMERICAL: "Numerical",
}


def as_golden(one: Category | Block) -> dict[str, Any]:
    """A block as the golden files have it."""
    if isinstance(one, Category):
        return {"type": "Category", "title": one.path}
    asked = question(one)
    stem = text(asked.stem)
    if asked.is_embedded:  # They part the blank from the text on either side, however it was written.
        stem = {**stem, "text": re.sub(r"\s*_____\s*", " _____ ", asked.stem.text, count=1).strip()}
    made = {
        "id": one.id or None,
        "tags": list(one.tags) or None,
        "type": TYPES[asked.type],
        "title": asked.title,
        "stem": stem,
        "hasEmbeddedAnswers": asked.is_embedded,
    }
    if asked.type is Type.DESCRIPTION:
        return made
    return {**made, "globalFeedback": optional(asked.general), **particulars(asked)}


def particulars(asked: Question) -> dict[str, Any]:
    if asked.type is Type.ESSAY:
        return {}
    if asked.type is Type.TRUE_FALSE:  # The names say the order in the file, whatever the right answer is.
        first, second = asked.whys
        return {
            "isTrue": asked.is_true,
            "trueFeedback": optional(first),
            "falseFeedback": optional(second),
        }
    if asked.type is Type.MATCHING:
        pairs = ((prompt_of(one), one.match) for one in asked.answers)
        return {"matchPairs": [{"subquestion": text(prompt), "subanswer": match} for prompt, match in pairs]}
    if asked.type is Type.NUMERICAL and len(asked.answers) == 1 and not asked.answers[0].why:
        return {"choices": number(asked.answers[0])}
    return {"choices": [choice(one) for one in asked.answers]}


def choice(one: Answer) -> dict[str, Any]:
    return {
        "isCorrect": one.is_right,
        "weight": one.weight,
        "text": number(one) if one.number else text(one.text),
        "feedback": optional(one.why),
    }


def number(one: Answer) -> dict[str, Any]:
    assert one.number
    if one.number.low:
        return {
            "type": "high-low",
            "numberHigh": float(one.number.high),
            "numberLow": float(one.number.low),
        }
    if one.number.tolerance:
        return {
            "type": "range",
            "number": float(one.number.value),
            "range": float(one.number.tolerance),
        }
    return {"type": "simple", "number": float(one.number.value)}


def text(one: GiftText) -> dict[str, str]:
    return {"format": one.form.value, "text": one.text}


def optional(one: GiftText | None) -> dict[str, str] | None:
    return text(one) if one else None


@pytest.mark.shared
@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_field_is_what_another_project_expects(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    found = [as_golden(one) for one in blocks(path.read_text(encoding="utf-8"))]

    assert found == expected


def only(source: str) -> Question:
    [block] = blocks(source)
    assert isinstance(block, Block)
    return question(block)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (r"\:\#\=\{\}\~", ":#={}~"),
        (r"C\:\\new\\table", r"C:\new\table"),
        (r"first\nsecond\n\nthird", "first\nsecond\n\nthird"),
        (r"$$x \neq y \ne z \nu$$ and\ne \alpha", "$$x \\neq y \\ne z \\nu$$ and\ne \\alpha"),
        (r"\(a \ne b\)\nu \\[\ni\\]\ni", "\\(a \\ne b\\)\nu \\[\\ni\\]\ni"),
        (r"\frac\{1\}\{2\} \neq \nequal", "\\frac{1}{2} \\neq \nequal"),
        (r" a \[b\] c\ ", r"a \[b\] c" + "\\"),
    ],
)
def test_escapes_are_undone_and_commands_of_latex_stay(source: str, said: str) -> None:
    assert plain(source) == said


@given(st.text(st.sampled_from("\\nequ \n$()[]{}=~#:xi")).map(str.strip))
def test_what_is_escaped_says_the_same_again(text: str) -> None:
    assert plain(escaped(text)) == text


@pytest.mark.parametrize(
    ("answers", "numbers"),
    [
        ("{#3}", [Number(value="3")]),
        ("{# -3.14 : 0.01 }", [Number(value="-3.14", tolerance="0.01")]),
        ("{#1..5#Right.}", [Number(low="1", high="5")]),
        (
            "{#=1e3:1 =%50%-5..-1 ~#No.}",
            [Number(value="1e3", tolerance="1"), Number(low="-5", high="-1"), None],
        ),
        ("{#3:2~%0%*}", [Number(value="3", tolerance="2"), None]),
    ],
)
def test_numbers_have_a_tolerance_or_two_ends(answers: str, numbers: list[Number | None]) -> None:
    asked = only(f"How many?{answers}")

    assert asked.type is Type.NUMERICAL
    assert [one.number for one in asked.answers] == numbers


def test_parts_have_the_form_of_the_stem_unless_they_name_their_own() -> None:
    asked = only("::t\\:1::[HTML]<b>Why</b>\n{=a#b ~[plain]c#[markdown]d####[moodle]e\nf}")

    assert asked.title == "t:1"
    assert asked.stem == GiftText(form=Form.HTML, text="<b>Why</b>")
    assert [(one.text.form, one.why and one.why.form) for one in asked.answers] == [
        (Form.HTML, Form.HTML),
        (Form.PLAIN, Form.MARKDOWN),
    ]
    assert asked.general == GiftText(form=Form.MOODLE, text="e f")


def test_comments_are_left_out_wherever_they_stand_and_name_the_next_question() -> None:
    source = """// [id:a\\]b] [tag:x y]

$CATEGORY: one
// [id:7] a comment

// [tag:x]
Why?{
  // not [this]
  =a
  ~b} // at the end

// [tag:z]
What now?
"""

    category, why, what = blocks(source)

    assert category == Category(path="one")
    assert isinstance(why, Block)
    assert isinstance(what, Block)
    assert (why.id, why.tags, why.line, what.id, what.tags) == ("7", ("x",), 7, "", ("z",))
    asked = question(why)
    assert (len(asked.answers), asked.is_embedded, question(what).type) == (2, False, Type.DESCRIPTION)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_part_questions(end: str) -> None:
    source = end.join(("First?{", "=a", "~b}", "", "Second?{", "", "T}", " ", "Third?{", "", "Fourth?{F}"))

    found = [one for one in blocks(source) if isinstance(one, Block)]

    assert [(one.line, one.has_blank_lines) for one in found] == [
        (1, False),
        (5, True),
        (9, False),
        (11, False),
    ]
    with pytest.raises(QuestionsError, match="not closed"):
        question(found[2])
