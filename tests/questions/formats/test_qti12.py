"""QTI 1.2 as a whole: what is written comes back, and nothing that is read breaks the reader."""

from __future__ import annotations

import re

from hypothesis import assume, given

from questions.formats import qti12
from questions.formats.carrying import carried
from questions.model import Item, QuestionSet
from tests.questions.formats.item_strategies import sets


def can_be_told_apart(item: Item) -> bool:
    """No answer twice, and no noncharacter, which XML cannot hold."""
    matches = [pair.match for pair in item.pairs if not pair.prompt]
    answers = [one.text for one in item.accepted]
    used = {pair.match for pair in item.pairs if pair.prompt}
    return (
        len(set(matches)) == len(matches)
        and not used & set(matches)
        and len(set(answers)) == len(answers)
        and not re.search(r"\\uff(?:fe|ff)", repr(item))
    )


@given(sets())
def test_a_set_written_then_read_gives_what_the_format_carries(question_set: QuestionSet) -> None:
    kept = [item for one in question_set.items if (item := carried(one, qti12.CARRIES))]
    assume(kept and all(can_be_told_apart(item) for item in kept))

    again = qti12.read(qti12.write(question_set), "quiz.zip")

    assert list(again.items) == kept
    assert not again.rejected
