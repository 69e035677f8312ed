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
    signs = {Standing.BOTH: "{}", Standing.OLD: "[-{}-]", Standing.NEW: "{{+{}+}}", Standing.NOTE: "({})"}
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
        "Accepted answer 1": "7.4 ± [-0.05-]{+0.1 (50 %)+}"
    }
    assert shown(matched, replace(matched, pairs=(*matched.pairs, Pair(prompt="", match="Arthrosis")))) == {
        "Match 2": "{+Arthrosis+}"
    }


def test_html_is_compared_as_it_reads_never_as_it_is_written():
    old = replace(GOUT, markup=Markup.HTML, stem="<p>Which <b>crystal</b>?</p>")

    assert shown(old, replace(old, stem="<p>Which <b>salt</b>?</p>")) == {
        "Stem": "Which [-crystal-]{+salt+}?"
    }
    assert shown(old, replace(old, stem="<p>Which <i>crystal</i>?</p>")) == {
        "Stem": "(Only the formatting changes.)"
    }
    assert shown(GOUT, replace(GOUT, markup=Markup.HTML)) == {
        "Formatting": "(It changes between plain and formatted text.)"
    }


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{one} What?", "What?", "[-[film] -]What?(A picture is removed.)"),
        ("What?", "{one} What?", "{+[film] +}What?(A picture is added.)"),
        ("{one} What?", "{two} What?", "(A picture is exchanged.)"),
    ],
)
def test_pictures_are_told_by_what_becomes_of_them(old, new, expected):
    pictures = {name: f'<img src="media/{name[0] * 64}.png" alt="film">' for name in ("aone", "btwo")}
    old, new = (text.format(one=pictures["aone"], two=pictures["btwo"]) for text in (old, new))
    item = replace(GOUT, markup=Markup.HTML, stem=f"<p>{old}</p>")

    assert shown(item, replace(item, stem=f"<p>{new}</p>")) == {"Stem": expected}


def test_a_number_is_compared_as_a_whole():
    assert shown(replace(GOUT, stem="pH 7.35"), replace(GOUT, stem="pH 7.53")) == {
        "Stem": "pH [-7.35-]{+7.53+}"
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
