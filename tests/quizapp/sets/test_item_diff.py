"""Two versions of an item, told apart field by field and word by word."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions import Accepted, Item, Kind, Markup, Option, Pair, Task, to_dict
from quizapp.comparing import digest_of
from quizapp.sets.item_diff import MAX_WORDS, Standing, item_diff, words_diff
from tests.questions.formats.item_strategies import items

GOUT = Item(
    id="q1",
    kind=Kind.MULTIPLE_CHOICE,
    task=Task.RECOGNISE,
    stem="Which crystal causes gout?",
    answer="Urate",
    options=(Option(text="Urate", correct=True), Option(text="Oxalate", correct=False)),
)


def shown(old: Item, new: Item) -> dict[str, str]:
    """The differences as one line each: "same [-old-] {+new+}"."""
    signs = {Standing.BOTH: "{}", Standing.OLD: "[-{}-]", Standing.NEW: "{{+{}+}}"}
    return {
        one.label: "".join(signs[piece.standing].format(piece.text) for piece in one.pieces)
        for one in item_diff(old, new)
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"stem": "Which salt causes gout?"}, {"Stem": "Which [-crystal -]{+salt +}causes gout?"}),
        ({"explanation": "It is."}, {"Explanation": "{+It is.+}"}),
        ({"tags": ("joint",)}, {"Tags": "{+joint+}"}),
        ({"category": ("Joints", "Gout")}, {"Category": "{+Joints / Gout+}"}),
        (
            {"options": (replace(GOUT.options[0], correct=False), replace(GOUT.options[1], correct=True))},
            {"Key": "[-A-]{+B+}"},
        ),
        (
            {"options": (GOUT.options[0], Option(text="Cystine", correct=False, why="No.", weight=-50))},
            {
                "Option B": "[-Oxalate-]{+Cystine+}",
                "Why of option B": "{+No.+}",
                "Share of the mark, option B": "{+-50 %+}",
            },
        ),
        ({"id": "q2"}, {}),
    ],
    ids=["stem", "explanation", "tags", "category", "key", "option", "id"],
)
def test_each_field_that_differs_is_named_with_its_words(changes, expected):
    assert shown(GOUT, replace(GOUT, **changes)) == expected


def test_typed_and_matched_answers_are_compared_by_their_number():
    typed = Item(
        id="n", kind=Kind.NUMERIC, task=Task.RECALL, stem="pH?", answer="7.4",
        accepted=(Accepted(text="7.4", tolerance="0.05"),),
    )  # fmt: skip
    matched = Item(
        id="m", kind=Kind.MATCHING, task=Task.RECOGNISE, stem="Match", answer="Urate → Gout",
        pairs=(Pair(prompt="Urate", match="Gout"),),
    )  # fmt: skip

    assert shown(typed, replace(typed, accepted=(Accepted(text="7.4", tolerance="0.1", weight=50),))) == {
        "Accepted answer 1": "7.4 ± 0.[-05-]{+1 (50 %)+}"
    }
    assert shown(matched, replace(matched, pairs=(*matched.pairs, Pair(prompt="", match="Arthrosis")))) == {
        "Match 2": "{+Arthrosis+}"
    }


def test_html_is_compared_as_it_reads_and_as_it_is_written_where_only_that_differs():
    old = replace(GOUT, markup=Markup.HTML, stem="<p>Which <b>crystal</b>?</p>")

    assert shown(old, replace(old, stem="<p>Which <b>salt</b>?</p>")) == {
        "Stem": "Which [-crystal-]{+salt+}?"
    }
    assert shown(old, replace(old, stem="<p>Which <i>crystal</i>?</p>")) == {
        "Stem": "<p>Which <[-b-]{+i+}>crystal</[-b-]{+i+}>?</p>"
    }


@given(st.text(), st.text())
def test_each_version_can_be_read_off_the_pieces(old, new):
    pieces = words_diff(old, new)

    assert "".join(piece.text for piece in pieces if piece.standing != Standing.NEW) == old
    assert "".join(piece.text for piece in pieces if piece.standing != Standing.OLD) == new


def test_texts_of_very_many_words_are_shown_whole_but_for_what_they_begin_and_end_with():
    old, new = ("a b " + " ".join(f"{word}{n}" for n in range(MAX_WORDS + 1)) + " z" for word in "xy")

    pieces = words_diff(old, new)

    assert [piece.standing for piece in pieces] == [Standing.BOTH, Standing.OLD, Standing.NEW, Standing.BOTH]


@given(items(), items(), st.sampled_from([one.name for one in fields(Item)]))
def test_nothing_that_is_stored_differs_unseen(old, other, name):
    new = replace(old, **{name: getattr(other, name)})

    is_same = digest_of(to_dict(old)) == digest_of(to_dict(new))

    assert bool(item_diff(old, new)) != is_same or name == "answer"
