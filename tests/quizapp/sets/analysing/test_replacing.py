"""A distractor that does not function and what takes its place, on a question made of an article."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from questions import Kind, bundled_articles, find_flaws, item_from_dict
from quizapp.extensions import db
from quizapp.library.service import add_articles
from quizapp.models import Card, Item, ItemVersion, QuestionSet, User
from quizapp.sets.analysing.replacing import StaleItemError, item_page, take
from tests.answered_sets import answer_all, items_of
from tests.conftest import TUESDAY, app_on
from tests.page_client import words

ARTICLE = next(file.path for file in bundled_articles() if file.path.stem == "acromegaly")
ASKED = "Octreotide"


@pytest.fixture(scope="module")
def migrated_database(migrated_database: Path, facts_file: Path, tmp_path_factory) -> Path:
    """A database with an article of the library, to copy for each test."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / facts_file.name).symlink_to(facts_file)
    with app_on(migrated_database, folder):
        add_articles([(ARTICLE.name, ARTICLE.read_bytes())], TUESDAY)
    return folder / migrated_database.name


@pytest.fixture
def made(quick_library) -> QuestionSet:
    return db.session.scalars(sa.select(QuestionSet)).one()


@pytest.fixture
def item(made) -> Item:
    """A question on a drug, of which 25 learners chose the key or the first wrong option."""
    return next(
        item
        for item in items_of(made)
        if item.kind == Kind.MULTIPLE_CHOICE and item.content["answer"] == ASKED
    )


@pytest.fixture
def dead(made, item, time) -> int:
    """The place of the wrong option that nobody chose."""
    key, chosen, *unchosen = sorted(
        range(len(item.content["options"])), key=lambda place: not item.content["options"][place]["correct"]
    )
    place = items_of(made).index(item)
    rows = ["-" * place + str(key if number % 2 else chosen) for number in range(25)]
    answer_all(made, [row + "-" * (len(items_of(made)) - len(row)) for row in rows], time.now())
    return unchosen[0]


@pytest.fixture
def administrator(make) -> User:
    return make.administrator()


@pytest.fixture
def client(client_of, administrator):
    return client_of(administrator)


def offer(made, item, place):
    """What is offered for the option at this place."""
    return next(one for one in item_page(made.id, item.id).offers if one.option.place == place)


def test_a_dead_distractor_is_offered_three_others_with_their_sentences(made, item, dead, client):
    page = client.get(f"/sets/{made.id}/analysis/{item.id}")
    found = offer(made, item, dead)

    assert len(found.candidates) == 3
    assert f"Instead of “{found.option.text}”" in words(page.text)
    for one in found.candidates:
        assert one.option.text in page.text
        assert one.option.source.text in words(page.text)
        assert not find_flaws(one.item)


def test_a_distractor_that_was_chosen_is_offered_nothing(made, item, dead):
    page = item_page(made.id, item.id)

    places = {one.option.place for one in page.offers}
    chosen = [option for option in page.row.options if option.share]
    assert dead in places
    assert not places & {option.place for option in chosen}


def test_taking_one_makes_a_version_and_keeps_id_place_state_and_schedules(
    make, made, item, dead, client, administrator, time
):
    student = make.user()
    make.card(student, item.id, interval_days=30, due_day=99)
    before = (item.id, item.key, item.position, item.state, item.queue_order)
    former, taken = item.content["options"][dead]["text"], offer(made, item, dead).candidates[1]
    time.move(days=1)

    client.post(
        f"/sets/{made.id}/analysis/{item.id}/option",
        {"place": dead, "version": 1, "text": taken.option.text},
    )
    page = client.get(f"/sets/{made.id}/analysis/{item.id}")

    stored = db.session.get_one(Item, item.id)
    assert f"“{taken.option.text}” now stands in the place of “{former}”." in words(page.text)
    assert (stored.id, stored.key, stored.position, stored.state, stored.queue_order) == before
    assert item_from_dict(stored.content).options[dead] == taken.option
    assert (db.session.get_one(Card, (student.id, item.id)).interval_days, stored.version) == (30, 2)
    version = db.session.get_one(ItemVersion, (item.id, 2))
    assert (version.created_by_id, version.created_at) == (administrator.id, time.now())
    assert former in str(db.session.get_one(ItemVersion, (item.id, 1)).content)


def test_figures_begin_anew_with_the_new_option_and_the_former_shares_stay(
    made, item, dead, client, administrator, time
):
    before = item_page(made.id, item.id).row
    assert item_page(made.id, item.id).former is None
    taken = offer(made, item, dead).candidates[0].option.text
    take(made.id, item.id, place=dead, text=taken, version=1, by_id=administrator.id, now=time.now())

    page = item_page(made.id, item.id)
    shown = words(client.get(f"/sets/{made.id}/analysis/{item.id}").text)

    assert page.row.n == 0
    assert (page.former.version, page.former.n, page.former.options) == (1, before.n, before.options)
    assert f"To version 1: {before.n} learners, difficulty" in shown


def test_of_several_dead_distractors_all_can_be_replaced_without_waiting(made, administrator, time):
    items = items_of(made)
    item = next(one for one in items if one.kind == Kind.MULTIPLE_CHOICE and len(one.content["options"]) == 4)
    key = next(place for place, option in enumerate(item.content["options"]) if option["correct"])
    answer_all(made, ["".join(str(key) if one is item else "-" for one in items)] * 30, time.now())
    places = [one.option.place for one in item_page(made.id, item.id).offers]
    assert len(places) == 3

    for version, place in enumerate(places[:2], 1):
        text = offer(made, item, place).candidates[0].option.text
        arguments = {"place": place, "text": text, "version": version}
        take(made.id, item.id, **arguments, by_id=administrator.id, now=time.now())

    (left,) = item_page(made.id, item.id).offers
    assert (left.option.place, left.option.share) == (places[2], 0)


def test_an_option_that_was_taken_out_is_not_offered_again(made, item, dead, administrator, time):
    former = item.content["options"][dead]["text"]
    taken = offer(made, item, dead).candidates[0].option.text
    take(made.id, item.id, place=dead, text=taken, version=1, by_id=administrator.id, now=time.now())
    place = items_of(made).index(item)
    answer_all(made, ["-" * place + "0" + "-" * (len(items_of(made)) - place - 1)] * 25, time.now())

    again = [one.option.text for found in item_page(made.id, item.id).offers for one in found.candidates]

    assert again
    assert not {former, taken} & {*again}


@pytest.mark.parametrize(
    "changes", [{"version": 2}, {"text": "Anything else"}, {"place": 9}], ids=["version", "text", "place"]
)
def test_what_was_not_offered_is_not_taken(made, item, dead, client, changes):
    taken = offer(made, item, dead).candidates[0].option.text

    client.post(
        f"/sets/{made.id}/analysis/{item.id}/option",
        {"place": dead, "version": 1, "text": taken, **changes},
    )

    assert (
        "The question was changed since this page was drawn." in client.get(f"/sets/{made.id}/analysis").text
    )
    assert db.session.get_one(Item, item.id).version == 1


def test_a_form_without_its_fields_is_refused(made, item, client):
    client.post(f"/sets/{made.id}/analysis/{item.id}/option", {}, status=400)


def test_a_question_of_another_set_is_not_found(make, made, item, client, administrator):
    other = make.question_set(administrator, make.multiple_choice())

    client.get(f"/sets/{other.id}/analysis/{item.id}", status=404)
    client.post(
        f"/sets/{other.id}/analysis/{item.id}/option", {"place": 1, "version": 1, "text": "x"}, status=404
    )


DRUG = "Which drug lowers raised uric acid?"


def drug_question(make, stem: str, key: str) -> dict:
    return {**make.multiple_choice(options=(key, "Digoxin", "Heparin")), "stem": stem, "answer": key}


@pytest.fixture
def uploaded(make, administrator, time) -> QuestionSet:
    """Questions of a file: two on drugs, one on a sign; of each one distractor does not function."""
    drugs = (DRUG, "Allopurinol"), ("Which drug widens the bronchi?", "Salbutamol")
    question_set = make.question_set(
        administrator,
        *(drug_question(make, stem, key) for stem, key in drugs),
        make.multiple_choice(options=("M10.0", "B15.9", "C50.1")),
    )
    answer_all(question_set, ["000", "111"] * 20, time.now())
    return question_set


def test_a_question_of_no_article_is_offered_right_answers_of_others(uploaded, client):
    first = items_of(uploaded)[0]

    page = words(client.get(f"/sets/{uploaded.id}/analysis/{first.id}").text)
    client.post(
        f"/sets/{uploaded.id}/analysis/{first.id}/option", {"place": 2, "version": 1, "text": "Salbutamol"}
    )

    assert "No article of the library is known on what this question asks." in page
    assert "Nobody has checked that they are wrong here" in page
    assert "Right answer of question 2" in page
    stored = db.session.get_one(Item, first.id)
    assert [option["text"] for option in stored.content["options"]] == [
        "Allopurinol",
        "Digoxin",
        "Salbutamol",
    ]
    assert (stored.key, stored.content["id"]) == (first.key, first.content["id"])


def test_where_nothing_can_be_offered_the_page_says_why_and_leads_to_the_option(uploaded, client):
    last = items_of(uploaded)[2]

    page = client.get(f"/sets/{uploaded.id}/analysis/{last.id}")
    (way,) = re.findall(r'href="([^"]*)#options-2-text"', page.text)
    editor = client.get(way)

    assert "no other question of this set has a right answer of the same kind" in words(page.text)
    assert 'id="options-2-text"' in editor.text


def test_a_statement_is_offered_no_third_option(make, administrator, client, time):
    content = make.multiple_choice(options=("True", "False"))
    question_set = make.question_set(administrator, {**content, "kind": "true_false", "stem": "Gout hurts."})
    answer_all(question_set, ["0"] * 30, time.now())

    page = words(client.get(f"/sets/{question_set.id}/analysis/{items_of(question_set)[0].id}").text)

    assert "A statement has no other options than true and false." in page


@pytest.mark.parametrize(
    "changes",
    [
        {"condition": {"title": "Acromegaly", "icd10": None}, "stem": "Which treatment may be used?"},
        {"stem": "Which treatment for acromegaly may be used?"},
        {"stem": "<p>Which treatment for <b>acromegaly</b> may be used?</p>", "markup": "html"},
    ],
    ids=["condition", "stem", "html"],
)
def test_an_uploaded_question_on_a_condition_of_the_library_is_offered_what_that_article_knows(
    make, administrator, time, made, changes
):
    content = make.multiple_choice(options=("Octreotide", "Metyrapone", "Methimazole"))
    question_set = make.question_set(administrator, {**content, "answer": "Octreotide", **changes})
    answer_all(question_set, ["0", "1"] * 20, time.now())

    (found,) = item_page(question_set.id, items_of(question_set)[0].id).offers

    assert found.option.text == "Methimazole"
    assert found.candidates
    assert not found.borrowed


def test_an_uploaded_question_on_a_code_of_the_library_is_offered_other_codes(
    make, administrator, time, made
):
    content = make.multiple_choice(options=("E22.0", "E23.6", "E24.9"))
    stem = {"stem": "What is the ICD-10 code of acromegaly?", "answer": "E22.0"}
    question_set = make.question_set(administrator, {**content, **stem})
    answer_all(question_set, ["0", "1"] * 20, time.now())

    (found,) = item_page(question_set.id, items_of(question_set)[0].id).offers

    assert all(one.option.text.startswith("E") for one in found.candidates)
    assert found.candidates


def test_a_change_meanwhile_is_told_and_nothing_stored(made, item, dead, administrator, time):
    taken = offer(made, item, dead).candidates[0].option.text
    arguments = {"place": dead, "text": taken, "version": 1, "by_id": administrator.id, "now": time.now()}
    take(made.id, item.id, **arguments)

    with pytest.raises(StaleItemError):
        take(made.id, item.id, **arguments)
