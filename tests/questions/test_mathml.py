"""Formulas of MathML in a page, as a line that says the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.formats.drafts import Text
from questions.formats.intake import Intake
from questions.mathml import in_lines

X, TWO = "<mi>x</mi>", "<mn>2</mn>"
PIECES = (
    "<math>",
    "</math>",
    "<m:math/>",
    "<mi>",
    "</mi>",
    "<msup>",
    "<mfrac ",
    "x",
    "&lt;",
    "<",
    ">",
    'a="',
)


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        (f"<math><mrow>{X}<mo>+</mo>{TWO}</mrow></math>", "x+2"),
        (f"<math><mfrac><mrow>{X}<mo>+</mo>{TWO}</mrow>{TWO}</mfrac></math>", "(x+2)/2"),
        (f"<math><msup>{X}{TWO}</msup></math>", "x<sup>2</sup>"),
        (f"<math><munderover><mo>∑</mo>{X}{TWO}</munderover></math>", "∑<sub>x</sub><sup>2</sup>"),
        (f"<math><mroot>{X}{TWO}</mroot></math>", "<sup>2</sup>√(x)"),
        (f'<math><mfenced open="[" close="]">{X}{TWO}</mfenced></math>', "[x, 2]"),
        (f"<math><mtable><mtr><mtd>{X}</mtd><mtd>{TWO}</mtd></mtr></mtable></math>", "(x, 2)"),
        (f"<math><mmultiscripts>{X}<none/>{TWO}</mmultiscripts></math>", "x<sup>2</sup>"),
        (
            "<math><mmultiscripts><mi>U</mi><mprescripts/><mn>92</mn><mn>238</mn></mmultiscripts></math>",
            "<sub>92</sub><sup>238</sup>U",
        ),
        (f"<math><semantics>{X}<annotation>\\x</annotation></semantics></math>", "x"),
        ('<math alttext="x &lt; 2"></math>', "x &lt; 2"),
        ('<math alttext="x"/> and <b>y</b>', "x and <b>y</b>"),
        (f"<m:math><m:mi>x</m:mi><mo>&lt;</mo>{TWO}</m:math>", "x&lt;2"),
        (f"a<math>{X}", "ax"),
    ],
)
def test_a_formula_is_written_in_one_line(formula: str, line: str) -> None:
    assert in_lines(formula) == line


def test_a_text_keeps_what_its_formula_says_and_tells_of_it() -> None:
    intake = Intake()

    assert intake.html(f"<p>Where is <math><mi>f</mi><mo>(</mo>{X}<mo>)</mo></math>?</p>") == Text(
        text="Where is f(x)?"
    )
    assert intake.not_carried == ("formula in MathML, kept as its text, 1 time",)


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_no_formula_is_too_broken_and_none_is_left(html: str) -> None:
    assert "<math>" not in in_lines(html)
