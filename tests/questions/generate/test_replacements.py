"""What may take the place of a distractor that does not function: over items of the bundled library."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from questions.facts import extract_facts
from questions.flaws import find_flaws
from questions.generate import FactIndex, generate_items
from questions.generate.classes import share_a_class
from questions.generate.conditions import findings_asked, in_one
from questions.generate.cues import gives_itself_away
from questions.generate.identity import fact_id, normal_form
from questions.generate.organs import Kinship
from questions.generate.replacements import Replacement, replacements
from questions.generate.subject import Subject
from questions.generate.synonyms import telling_meaning
from questions.generate.truths import may_be_true
from questions.library import bundled_articles
from questions.model import ArticleFacts, Field, Item, Kind, Markup, Option, Task

SUBJECTS = ("acromegaly", "acute-hepatitis-a")


@pytest.fixture(scope="module")
def index(facts_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FactIndex]:
    """The facts of the bundled library."""
    copy = Path(shutil.copy(facts_file, tmp_path_factory.mktemp("index")))
    with FactIndex(copy) as index:
        yield index


@pytest.fixture(scope="module")
def choices(index) -> list[tuple[ArticleFacts, Item]]:
    """The multiple-choice items of some articles."""
    subjects = [extract_facts(file.read()) for file in bundled_articles() if file.path.stem in SUBJECTS]
    found = [
        (subject, item)
        for subject in subjects
        for item in generate_items(subject, index).items
        if item.kind is Kind.MULTIPLE_CHOICE
    ]
    assert len(found) > 10
    return found


@pytest.fixture(scope="module")
def offers(choices, index) -> list[tuple[Item, tuple[Replacement, ...]]]:
    """The same items with the candidates for their first wrong option."""
    return [(item, replacements(item, wrong_place(item), subject, index)) for subject, item in choices]


def wrong_place(item: Item) -> int:
    return next(place for place, option in enumerate(item.options) if not option.correct)


def texts(item: Item) -> set[str]:
    return {normal_form(option.text) for option in item.options}


def test_each_kind_of_item_finds_candidates(offers):
    found = {
        item.task if item.field is not Field.ICD_CODE else Field.ICD_CODE for item, some in offers if some
    }

    assert found >= {Task.RECOGNISE, Task.WHICH_CONDITION, Field.ICD_CODE}


def test_a_candidate_takes_the_place_and_leaves_the_rest_as_it_was(offers):
    for item, found in offers:
        for one in found:
            assert one.option in one.item.options
            assert {*item.options} - {*one.item.options} == {item.options[wrong_place(item)]}
            assert len(one.item.options) == len(item.options)
            assert replace(one.item, options=item.options, explanation=item.explanation) == item


def test_candidates_have_a_source_are_wrong_and_leave_no_flaw(offers):
    for _, found in offers:
        for one in found:
            assert one.option.source
            assert one.option.why
            assert not one.option.correct
            assert not find_flaws(one.item)
            assert not gives_itself_away(one.item)


def test_at_most_three_are_given_each_once_and_none_that_the_item_has(offers):
    for item, found in offers:
        names = [normal_form(one.option.text) for one in found]

        assert len(names) <= 3
        assert len(set(names)) == len(names)
        assert not set(names) & {normal_form(option.text) for option in item.options}


def test_nearly_every_item_finds_three(offers):
    assert sum(len(found) == 3 for _, found in offers) >= 0.9 * len(offers)


def test_no_fact_from_however_far_may_be_true(choices, offers, index):
    for (subject, item), (_, found) in zip(choices, offers, strict=True):
        asked = Subject(found=subject, known=index.told_elsewhere(subject.article))
        for one in found if item.task is Task.RECOGNISE else ():
            assert not may_be_true(one.option.text, asked)
            assert "true distractor" not in {flaw.name for flaw in find_flaws(one.item, asked.truths)}


def is_of_findings(item: Item) -> bool:
    return item.task is Task.WHICH_CONDITION and item.field is not Field.ICD_CODE


def test_no_condition_from_however_far_has_all_the_findings(choices, offers, index):
    for (subject, item), (_, found) in zip(choices, offers, strict=True):
        if not is_of_findings(item):
            continue
        asked = Subject(found=subject, known=index.told_elsewhere(subject.article))
        others = {
            one.article_id: one.stems
            for one in (*index.neighbours_of(subject.article), *index.strangers_to(subject.article))
        }
        (facts,) = (
            facts
            for facts in findings_asked(asked)
            if fact_id(subject.article.id, facts[0].field, in_one(facts)) == item.fact
        )
        for one in found:
            theirs = others[one.option.source.article_id]
            assert not all(telling_meaning(fact.text) <= theirs for fact in facts)


def test_conditions_of_other_organs_come_behind_the_near_ones(choices, offers, index):
    seen = []
    for (subject, item), (_, found) in zip(choices, offers, strict=True):
        kin = {one.article_id: one.kinship for one in index.neighbours_of(subject.article)}
        if is_of_findings(item):
            far = [kin.get(one.option.source.article_id, Kinship.NONE) is Kinship.NONE for one in found]
            assert far == sorted(far)
            seen += far

    assert {*seen} == {True, False}


def test_a_beta_blocker_by_another_ending_is_of_the_class_too():
    truths = ("beta-blockers",)

    assert share_a_class("labetalol", truths, "")
    assert share_a_class("carvedilol", truths, "")
    assert not share_a_class("desmopressin", truths, "")


def test_what_was_cast_off_is_not_offered_again(choices, offers, index):
    for (subject, item), (_, found) in list(zip(choices, offers, strict=True))[::4]:
        first = [one.option.text for one in found]

        again = replacements(item, wrong_place(item), subject, index, cast_off=first)

        assert not {*map(normal_form, first)} & {normal_form(one.option.text) for one in again}


def test_the_same_item_finds_the_same_candidates(choices, index):
    subject, item = choices[0]

    assert replacements(item, 0, subject, index) == replacements(item, 0, subject, index)


def test_the_explanation_names_the_condition_of_the_new_option(offers):
    told = [pair for pair in offers if "Of the other options" in pair[0].explanation and pair[1]]
    assert told

    for item, found in told:
        for one in found:
            assert f"“{one.option.text}”" in one.item.explanation
            assert f"“{item.options[wrong_place(item)].text}”" not in one.item.explanation


def test_codes_stay_in_their_order(offers):
    found = [one for item, some in offers if item.task is Task.WHICH_CODE for one in some]
    assert found

    for one in found:
        codes = [option.text for option in one.item.options]
        assert codes == sorted(codes)


@pytest.mark.parametrize(
    "changes",
    [
        {"article_id": None, "answer": "Something that the article does not say"},
        {"fact": "a fact that the article has no more"},
        {"stem": "Which of the following is NOT used in acromegaly?"},
        {"kind": Kind.MULTIPLE_ANSWER},
    ],
)
def test_an_item_that_the_article_knows_nothing_of_finds_nothing(choices, index, changes):
    subject, item = next(pair for pair in choices if pair[1].field is not Field.ICD_CODE)

    assert replacements(replace(item, **changes), wrong_place(item), subject, index) == ()


@pytest.mark.parametrize(
    ("is_meant", "changes"),
    [
        (is_of_findings, {"stem": "Which condition can present with fever?"}),
        (is_of_findings, {"answer": "Gigantism of another cause"}),
        (
            lambda item: item.task is Task.RECOGNISE,
            {"stem": "Which of these helps in gout?"},
        ),
        (lambda item: item.task is Task.WHICH_CODE, {"answer": "C50.1"}),
    ],
    ids=["findings", "condition", "fact", "code"],
)
def test_an_item_that_was_edited_to_ask_something_else_finds_nothing(
    choices, offers, index, is_meant, changes
):
    """What is surely wrong of the article's condition may be right there."""
    subject, item = next(
        pair for pair, (_, found) in zip(choices, offers, strict=True) if found and is_meant(pair[1])
    )

    assert replacements(replace(item, **changes), wrong_place(item), subject, index) == ()


def test_an_option_written_by_hand_is_no_hindrance(choices, index):
    subject, item = next(
        pair for pair in choices if pair[1].field is Field.TREATMENT and len(pair[1].options) == 4
    )
    first, second = [place for place, option in enumerate(item.options) if not option.correct][:2]
    by_hand = Option(text="Bromocriptine", correct=False)
    item = replace(
        item, options=tuple(by_hand if place == first else one for place, one in enumerate(item.options))
    )

    found = replacements(item, second, subject, index)

    assert found
    assert all(by_hand in one.item.options for one in found)


def test_an_uploaded_item_is_understood_by_its_key(choices, offers, index):
    """As a file brings it: without article, field, fact, task, and sources of options."""
    understood = set()
    for (subject, item), (_, found) in zip(choices, offers, strict=True):
        options = tuple(Option(text=one.text, correct=one.correct) for one in item.options)
        uploaded = Item(
            id="q1", kind=item.kind, task=Task.RECALL, stem=item.stem, answer=item.answer, options=options
        )
        if found:
            again = replacements(uploaded, wrong_place(item), subject, index)
            understood |= {item.field if item.field is Field.ICD_CODE else item.task for _ in again}
            assert all(
                (one.item.fact, one.item.field, one.item.task) == ("", None, Task.RECALL) for one in again
            )

    assert understood >= {Task.RECOGNISE, Task.WHICH_CONDITION, Field.ICD_CODE}


def test_options_that_are_true_as_well_are_no_hindrance_but_no_candidate_is(choices, index):
    """As in "Which is the first choice?" among drugs of one condition."""
    subject, item = next(
        pair
        for pair in choices
        if pair[1].field is Field.TREATMENT and pair[1].task is Task.RECOGNISE and len(pair[1].options) == 4
    )
    first, second = [place for place, option in enumerate(item.options) if not option.correct][:2]
    true = next(
        fact.text
        for fact in subject.facts
        if fact.field is Field.TREATMENT and fact.text.lower() != item.answer.lower() and " " not in fact.text
    )
    options = list(item.options)
    options[first] = Option(text=true.capitalize(), correct=False)
    item = replace(item, options=tuple(options))
    truths = [fact.text for fact in subject.facts if not fact.negated]
    assert "true distractor" in {flaw.name for flaw in find_flaws(item, truths)}

    again = replacements(item, second, subject, index)

    assert again
    assert not {one.option.text.lower() for one in again} & {truth.lower() for truth in truths}


def test_an_item_in_html_finds_the_same_and_keeps_its_markup(choices, offers, index):
    (subject, item), found = next(
        (pair, found)
        for pair, (_, found) in zip(choices, offers, strict=True)
        if found and pair[1].task is Task.RECOGNISE
    )
    written = in_html(item)

    again = replacements(written, wrong_place(item), subject, index)

    assert [one.option.text for one in again] == [one.option.text for one in found]
    for one in again:
        assert one.item.stem == written.stem
        kept = [option for place, option in enumerate(written.options) if place != wrong_place(item)]
        assert all(option in one.item.options for option in kept)
        assert one.item.options[wrong_place(item)].text == escape(one.option.text, quote=False)


def in_html(item: Item) -> Item:
    return replace(
        item,
        markup=Markup.HTML,
        stem=f"<p>{escape(item.stem)}</p>",
        options=tuple(replace(one, text=f"<p>{escape(one.text)}</p>") for one in item.options),
    )


def test_a_flaw_that_the_item_has_already_is_no_hindrance(choices, offers, index):
    subject, item = next(pair for pair, (_, found) in zip(choices, offers, strict=True) if len(found) == 3)
    flawed = replace(item, stem=f"It is said. {item.stem} {'Long words. ' * 40}{item.stem}")
    assert find_flaws(flawed)

    assert replacements(flawed, wrong_place(item), subject, index)
