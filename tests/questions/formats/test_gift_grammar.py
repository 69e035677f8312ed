"""What the grammar of GIFT makes of a file, compared with what another project's test-suite expects."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from questions.formats.gift_grammar import (
    Answer,
    Block,
    Category,
    Question,
    Type,
    blocks,
    prompt_of,
    question,
)
from questions.formats.gift_texts import GiftText

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
