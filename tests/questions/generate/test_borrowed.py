"""Right answers of other questions as wrong ones: what is borrowed, and from whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from questions.generate.borrowed import borrowed_keys
from questions.model import Condition, Item, Kind, Markup, Option, Task


def choice(stem: str, key: str, *wrong: str, **fields: object) -> Item:
    return Item(
        id=stem,
        kind=Kind.MULTIPLE_CHOICE,
        task=Task.RECALL,
        stem=stem,
        answer=key,
        options=(
            Option(text=key, correct=True),
            *(Option(text=text, correct=False) for text in wrong or ("Warfarin", "Digoxin", "Heparin")),
        ),
        **fields,
    )


ITEM = choice("Which drug lowers urate in chronic gout?", "Allopurinol")
OTHERS = [
    choice("Which drug is given for absence seizures?", "Ethosuximide"),
    choice("Which drug is given for tuberculosis first?", "Isoniazid"),
    choice("Which drug widens the bronchi in asthma?", "Salbutamol"),
    choice("Which drug is an antidote of opioids?", "Naloxone"),
]


def borrowed(item: Item, others: list[Item], **arguments: object) -> list[str]:
    return [one.option.text for one in borrowed_keys(item, 3, others, **arguments)]


def test_keys_of_other_questions_take_the_place_and_leave_the_rest_as_it_was():
    found = borrowed_keys(ITEM, 3, OTHERS)

    assert len(found) == 3
    for one in found:
        assert one.option.text == next(other.answer for other in OTHERS if other.id == one.lender)
        assert one.item == replace(ITEM, options=(*ITEM.options[:3], one.option))


def test_the_same_question_borrows_the_same_in_whatever_order_the_others_come():
    assert borrowed(ITEM, OTHERS) == borrowed(ITEM, OTHERS[::-1])


def test_a_question_of_the_same_topic_comes_first():
    tagged = [*OTHERS[:3], replace(OTHERS[3], tags=("drugs",))]

    assert borrowed(replace(ITEM, tags=("drugs",)), tagged)[0] == "Naloxone"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(choice("Which drug is given for fever?", "Warfarin sodium"), id="like an option"),
        pytest.param(choice("Which drug lowers urate in gout attacks?", "Febuxostat"), id="same question"),
        pytest.param(choice("Which nerve is pressed?", "Median nerve"), id="asks for something else"),
        pytest.param(choice("Which drug is seen?", "Pain that wakes at night in the toe"), id="another form"),
        pytest.param(choice("Which drug or operation?", "Appendectomy"), id="another kind"),
        pytest.param(choice("Which drug code is it?", "M10.9"), id="code"),
        pytest.param(choice("Which drug disease is it?", "Chronic gout"), id="named in the stem"),
        pytest.param(replace(OTHERS[0], kind=Kind.SHORT_ANSWER), id="without options"),
        pytest.param(ITEM, id="itself"),
    ],
)
def test_what_could_be_right_too_or_stands_out_is_not_borrowed(other):
    assert borrowed(ITEM, [other]) == []


def test_a_question_on_the_same_condition_lends_nothing():
    gout = Condition(title="Gout", icd10="M10")

    assert borrowed(replace(ITEM, condition=gout), [replace(OTHERS[0], condition=gout)]) == []
    assert borrowed(replace(ITEM, condition=gout), OTHERS[:1]) == ["Ethosuximide"]


def test_a_question_that_asks_for_what_is_wrong_borrows_nothing():
    """There a right answer elsewhere is no distractor: those have to be true."""
    assert borrowed(choice("Which drug is NOT given in gout?", "Allopurinol"), OTHERS) == []


def test_a_diagnosis_is_borrowed_for_a_diagnosis():
    """What comes before the question, a whole case, decides nothing."""
    ended = "What is the most likely diagnosis?"
    item = choice(f"A man of 50 has a red toe. {ended}", "Gout", "Scurvy", "Rickets", "Mumps")
    others = [choice(f"A woman of 30 has a rash on which nothing helped. {ended}", "Lupus"), *OTHERS]

    assert borrowed(item, others) == ["Lupus"]


def test_what_was_cast_off_does_not_come_back():
    assert "Naloxone" not in borrowed(ITEM, OTHERS, cast_off=["naloxone"])


def test_html_stays_html():
    item = replace(ITEM, markup=Markup.HTML, stem=f"<p>{ITEM.stem}</p>")

    (one,) = borrowed_keys(item, 3, [choice("Which drug is it?", "B1 & B2")])

    assert (one.option.text, one.item.options[3].text) == ("B1 & B2", "B1 &amp; B2")
