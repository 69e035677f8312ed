"""The item analysis of a set: figures, page, file; and the quarantine of items that mislead."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from questions.formats.delimited import cell_text, rows
from quizapp.background import work
from quizapp.errors import MissingError
from quizapp.extensions import db, writing
from quizapp.models import Card, Item, ItemState, ItemVersion, QuestionSet, SetPlace, SetShare
from quizapp.publishing import put_states
from quizapp.sets.analysing.analysis import COLUMNS, analysis_of, as_csv
from quizapp.sets.analysing.quarantine import find_right, quarantine_in, quarantine_misleading
from quizapp.sets.service import assign, change_states
from tests.answered_sets import GOOD, POOR, TAKEN, answer_all, items_of, telling_rows
from tests.page_client import words

MISLEADING = 3


@pytest.fixture
def twelve(make, instructor) -> QuestionSet:
    """A set of twelve multiple-choice items."""
    return make.question_set(instructor, *(make.multiple_choice() for _ in range(TAKEN)))


@pytest.fixture
def misled(twelve, time) -> QuestionSet:
    """The same with answers by which one item misleads."""
    answer_all(twelve, telling_rows(MISLEADING), time.now())
    return twelve


def url(question_set: QuestionSet, rest: str = "") -> str:
    return f"/sets/{question_set.id}/analysis{rest}"


def state_of(item: Item) -> ItemState:
    db.session.expire_all()
    return db.session.get_one(Item, item.id).state


# --- Figures


def test_the_figures_of_an_item_are_those_of_its_first_answers(twelve, time):
    answer_all(twelve, telling_rows(), time.now())

    row = analysis_of(twelve.id).rows[0]

    wrong_of_good, right_of_poor = 2, 2
    assert row.n == row.compared == GOOD + POOR
    assert row.difficulty == pytest.approx((GOOD - wrong_of_good + right_of_poor) / row.n)
    assert row.corrected > 0.6
    assert row.interval.low < row.corrected < row.interval.high
    assert row.upper_lower > 0.5
    assert sum(option.share for option in row.options) == pytest.approx(1)
    assert [option.is_key for option in row.options] == [True, False, False, False]
    assert [option.text for option in row.dead] == ["Surgery"]
    assert row.distractor_efficiency == pytest.approx(2 / 3)
    assert row.flags == ("1 distractor not functioning",)


def test_kr_20_is_of_the_learners_who_answered_every_item(twelve, time):
    answer_all(twelve, [*telling_rows(), "0" * 11 + "-"], time.now())

    found = analysis_of(twelve.id)

    assert found.learners == GOOD + POOR + 1
    assert found.complete == GOOD + POOR
    assert 0.5 < found.consistency < 1


def test_learners_of_few_other_answers_are_not_compared(twelve, time):
    answer_all(twelve, [*telling_rows(), "0" * 10 + "--", "0" + "-" * 11], time.now())

    row = analysis_of(twelve.id).rows[0]

    assert (row.n, row.compared) == (GOOD + POOR + 2, GOOD + POOR)


def test_items_that_learners_grade_themselves_are_left_out(make, instructor, time):
    question_set = make.question_set(instructor, make.flashcard(), make.multiple_choice())
    make.logged(make.user(), items_of(question_set)[0].id, grade=4)

    found = analysis_of(question_set.id)

    assert ([row.kind for row in found.rows], found.left_out) == (["multiple_choice"], 1)


def test_typed_answers_have_figures_without_options(make, instructor):
    question_set = make.question_set(instructor, {**make.flashcard(), "kind": "short_answer"})
    make.logged(make.user(), items_of(question_set)[0].id, correct=True)

    (row,) = analysis_of(question_set.id).rows

    assert (row.n, row.difficulty, row.options, row.distractor_efficiency) == (1, 1.0, (), None)


def test_an_item_that_nobody_answered_has_no_figures(twelve):
    row = analysis_of(twelve.id).rows[0]

    assert (row.n, row.difficulty, row.corrected, row.interval, row.upper_lower) == (0, *[None] * 4)
    assert (row.dead, row.flags, row.is_of_few) == ((), (), True)


@pytest.mark.parametrize(
    ("signs", "flag"),
    [
        ("0" * 40, "Nearly everybody is right (over 95%)"),
        ("1" * 31 + "0" * 9, "No more are right than by guessing"),
        ("01" * 20, "Hardly tells good learners from poor ones (corrected point-biserial below 0.1)"),
    ],
)
def test_what_speaks_against_an_item_is_said_in_words(twelve, time, signs, flag):
    rows = [sign + row[1:] for sign, row in zip(signs, telling_rows(), strict=True)]
    answer_all(twelve, rows, time.now())

    assert flag in analysis_of(twelve.id).rows[0].flags


def test_it_is_said_where_more_choose_a_wrong_option_than_the_key(twelve, time):
    rows = [sign + row[1:] for sign, row in zip("1" * 21 + "0" * 19, telling_rows(), strict=True)]
    answer_all(twelve, rows, time.now())

    first, second, *_ = analysis_of(twelve.id).rows

    assert "More chose “Ice” than the key" in first.flags
    assert second.rival is None


@pytest.mark.parametrize(("kind", "is_said"), [("multiple_choice", True), ("multiple_answer", False)])
def test_of_several_answers_to_choose_one_in_four_is_no_guess(make, instructor, kind, is_said):
    question_set = make.question_set(instructor, {**make.multiple_choice(), "kind": kind})
    (item,) = items_of(question_set)
    for number in range(32):
        make.logged(make.user(), item.id, correct=number % 4 == 0)

    (row,) = analysis_of(question_set.id).rows

    assert row.difficulty == 0.25
    assert ("No more are right than by guessing" in row.flags) is is_said


def test_under_30_learners_only_the_distractors_are_spoken_of(twelve, time):
    answer_all(twelve, telling_rows(MISLEADING)[8:36], time.now())

    row = analysis_of(twelve.id).rows[MISLEADING]

    assert row.corrected < 0
    assert not row.misleads
    assert row.flags == ("2 distractors not functioning so far",)


@pytest.mark.parametrize("sign", "01")
def test_of_few_learners_neither_easy_nor_hard_is_said(twelve, time, sign):
    answer_all(twelve, [sign + row[1:] for row in telling_rows()[6:35]], time.now())

    assert [flag for flag in analysis_of(twelve.id).rows[0].flags if "distractor" not in flag] == []


def test_texts_in_html_are_shown_as_words(make, instructor, time):
    content = make.multiple_choice(options=("<p>Rest</p>", "<b>Ice</b>"))
    question_set = make.question_set(
        instructor, {**content, "markup": "html", "stem": "<p>Which is <i>right</i>?</p>"}
    )
    answer_all(question_set, ["0"], time.now())

    (row,) = analysis_of(question_set.id).rows

    assert row.stem.strip() == "Which is right?"
    assert [option.text.strip() for option in row.options] == ["Rest", "Ice"]


# --- Quarantine


def test_an_item_that_misleads_is_quarantined_and_nothing_else(misled, time):
    assert quarantine_misleading(time.now()) == 1

    items = items_of(misled)
    assert [place for place, item in enumerate(items) if item.state is ItemState.QUARANTINED] == [MISLEADING]
    assert [item.look for item in items if item.look] == ["discrimination"]


def test_the_process_beside_the_server_quarantines_by_itself(misled, time):
    misleading, wanted = items_of(misled)[MISLEADING].id, iter([True, False])

    work(time.now, lambda: next(wanted))

    assert db.session.get_one(Item, misleading).state is ItemState.QUARANTINED


def test_learners_do_not_meet_a_quarantined_item_for_the_first_time(make, instructor, time):
    student = make.user()
    course = make.course(instructor, student)
    contents = [make.multiple_choice() for _ in range(TAKEN)]
    studied = make.question_set(instructor, *contents, course=course)
    answer_all(studied, telling_rows(MISLEADING), time.now())

    quarantine_in(studied.id, time.now())

    assert db.session.get_one(SetPlace, (student.id, studied.id)).unseen == TAKEN - 1


def test_29_learners_are_too_few_to_quarantine(twelve, time):
    answer_all(twelve, telling_rows(MISLEADING)[5:34], time.now())

    assert quarantine_misleading(time.now()) == 0


def test_what_is_quarantined_already_is_not_again(misled, time):
    quarantine_misleading(time.now())

    assert quarantine_misleading(time.now()) == 0


def test_an_item_found_right_is_live_and_left_alone_as_it_reads_now(misled, time):
    quarantine_misleading(time.now())
    item = items_of(misled)[MISLEADING]
    time.move(days=1)

    assert find_right(misled.id, item.id, time.now())

    assert state_of(item) is ItemState.LIVE
    assert (item.look, item.looked_at) == ("", time.now())
    assert quarantine_misleading(time.now()) == 0
    assert not find_right(misled.id, item.id, time.now())


@pytest.mark.parametrize("state", [ItemState.LIVE, ItemState.RETIRED])
def test_another_state_given_on_the_page_of_the_set_is_a_look_too(misled, time, state):
    quarantine_misleading(time.now())
    item = items_of(misled)[MISLEADING]

    change_states(misled.id, [item.id], state, time.now())

    assert state_of(item) is state
    assert (item.look, item.looked_at) == ("", time.now())
    assert quarantine_misleading(time.now()) == 0


@pytest.mark.parametrize("changes", [{}, {"stem": "The same without its slip of spelling?"}])
def test_what_was_found_right_takes_30_new_learners_to_say_otherwise(misled, time, changes):
    quarantine_misleading(time.now())
    item = items_of(misled)[MISLEADING]
    find_right(misled.id, item.id, time.now())
    time.move(days=1)
    edit(item, 2, time.now(), **changes)
    answer_all(misled, telling_rows(MISLEADING)[6:35], time.now())
    assert quarantine_misleading(time.now()) == 0
    assert analysis_of(misled.id).rows[MISLEADING].is_found_right

    answer_all(misled, telling_rows(MISLEADING)[:1], time.now())

    assert quarantine_misleading(time.now()) == 1


def test_the_wrong_key_put_right_shows_at_once(misled, client, time):
    quarantine_misleading(time.now())
    item = items_of(misled)[MISLEADING]
    options = [{**one, "correct": one["text"] == "Ice"} for one in item.content["options"]]

    edit(item, 2, time.now(), options=options, answer="Ice")

    row = analysis_of(misled.id).rows[MISLEADING]
    assert (row.n, row.misleads, row.state) == (GOOD + POOR, False, ItemState.QUARANTINED)
    assert row.corrected > 0.5


def edit(item: Item, version: int, now, **changes) -> None:
    """Another version of the item."""
    with writing() as session:
        stored = session.get_one(Item, item.id)
        stored.version, stored.content = version, {**stored.content, **changes}
        session.add(ItemVersion(item_id=item.id, version=version, content=stored.content, created_at=now))


@pytest.mark.parametrize("look", ["sentence", "edit"])
def test_another_reason_to_look_neither_is_lost_nor_makes_the_look_void(misled, time, look):
    item = items_of(misled)[MISLEADING]
    with writing() as session:
        session.get_one(Item, item.id).look = look
    quarantine_misleading(time.now())
    assert item.look == look

    find_right(misled.id, item.id, time.now())

    assert quarantine_misleading(time.now()) == 0
    assert (state_of(item), item.look) == (ItemState.LIVE, look)


def test_what_an_import_gives_back_unlooked_at_is_quarantined_again(misled, time):
    """As an undone import does, or one whose preview was drawn before."""
    quarantine_misleading(time.now())
    item = items_of(misled)[MISLEADING]

    with writing() as session:
        put_states(session, [item.id], ItemState.LIVE, time.now())

    assert (state_of(item), item.look, item.looked_at) == (ItemState.LIVE, "", None)
    assert quarantine_misleading(time.now()) == 1


def test_a_due_card_of_a_quarantined_item_is_not_asked_and_waits_as_it_is(make, instructor, time):
    student = make.user()
    course = make.course(instructor, student)
    contents = [make.multiple_choice() for _ in range(TAKEN)]
    studied = make.question_set(instructor, *contents, course=course)
    item = items_of(studied)[MISLEADING]
    make.card(student, item.id, interval_days=30, due_day=5)
    answer_all(studied, telling_rows(MISLEADING), time.now())
    quarantine_in(studied.id, time.now())
    card = db.session.get_one(Card, (student.id, item.id))
    db.session.refresh(card)
    assert (card.queue_day, card.interval_days, card.due_day) == (None, 30, 5)

    find_right(studied.id, item.id, time.now())

    db.session.refresh(card)
    assert (card.queue_day, card.interval_days) == (5, 30)


def test_in_two_courses_an_item_is_one_and_answers_of_both_count(make, instructor, time):
    courses = [make.course(instructor, make.user()) for _ in range(2)]
    studied = make.question_set(
        instructor, *(make.multiple_choice() for _ in range(TAKEN)), course=courses[0]
    )
    assign(studied.id, courses[1].id, time.now())
    answer_all(studied, telling_rows(MISLEADING)[:25], time.now())
    assert quarantine_misleading(time.now()) == 0

    answer_all(studied, telling_rows(MISLEADING)[25:], time.now())

    assert quarantine_misleading(time.now()) == 1


def test_an_item_of_another_set_cannot_be_found_right(make, instructor, misled, time):
    other = make.question_set(instructor, make.multiple_choice())

    with pytest.raises(MissingError):
        find_right(other.id, items_of(misled)[0].id, time.now())


# --- Pages


def test_the_page_of_a_quarantined_question_has_what_can_be_done_with_it(client, misled, time):
    quarantine_misleading(time.now())
    item = items_of(misled)[MISLEADING]

    page = words(client.get(url(misled, f"/{item.id}")).text)

    assert "No learner is asked this until somebody decides." in page
    for words_of_button in ("It is right: make live", "Edit", "Retire"):
        assert words_of_button in page


def test_a_coefficient_that_rounds_to_nothing_has_no_sign(app):
    macro = app.jinja_env.get_template("sets/analysing/parts.html").module.coefficient

    assert (macro(-0.001), macro(-0.2), macro(None)) == ("0.00", "−0.20", "–")


def test_the_file_is_read_by_the_apps_own_reader_of_tables(client, misled):
    edit(items_of(misled)[0], 2, misled.created_at, stem="=1+1 is what?")

    text = client.get(url(misled, "/items.csv")).data.decode("utf-8-sig")

    head, first, *_ = ([cell_text(cell) for cell in row.cells] for row in rows(text, ","))
    assert "'=1+1" in text
    assert dict(zip(head, first, strict=True))["Question"] == "=1+1 is what?"


def test_the_set_leads_to_its_analysis(client, twelve):
    assert f'href="{url(twelve)}"' in client.get(f"/sets/{twelve.id}").text


def test_the_page_says_which_discrimination_is_meant(client, misled):
    page = words(client.get(url(misled)).text)

    assert f"First answers of {GOOD + POOR} learners" in page
    assert "Corrected point-biserial" in page
    assert "Upper-lower D" in page
    assert "Misleads: good learners get it wrong more often" in page
    assert "1 distractor not functioning" in page


def test_a_set_without_answers_says_so(client, twelve):
    assert "No answers yet" in client.get(url(twelve)).text


def test_the_button_quarantines_and_looking_gives_back(client, misled):
    item = items_of(misled)[MISLEADING]

    client.post(url(misled, "/quarantine"))
    page = client.get(url(misled))

    assert "1 item quarantined." in page.text
    assert "1 item in quarantine" in page.text
    assert "Quarantine now" not in page.text
    client.post(url(misled, f"/{item.id}/right"))
    assert "The question is live again." in client.get(url(misled)).text
    assert state_of(item) is ItemState.LIVE


def test_the_file_has_the_rows_of_the_page(client, misled):
    response = client.get(url(misled, "/items.csv"))
    rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))

    assert response.headers["Content-Disposition"].startswith("attachment; filename=item-analysis-")
    assert rows[0] == [heading for heading, _ in COLUMNS]
    assert len(rows) == TAKEN + 1
    table = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [row["Flags"] for row in table].count("1 distractor not functioning") == TAKEN - 1
    assert float(table[MISLEADING]["Corrected point-biserial, upper 95 % bound"]) < 0
    assert table[0]["Option shares"].startswith("Rest 50.0% (key); ")


def test_no_cell_of_the_file_is_a_formula(make, instructor, time):
    question_set = make.question_set(
        instructor, {**make.multiple_choice(options=("=1+1", "@x")), "stem": "=HYPERLINK(1)"}
    )
    answer_all(question_set, ["0"], time.now())

    text = as_csv(analysis_of(question_set.id).rows).decode("utf-8-sig")

    assert '"\'=HYPERLINK(1)"' in text
    assert '"\'=1+1 100.0% (key); @x 0.0%"' in text


def test_a_look_at_an_earlier_version_excuses_nothing(misled, time):
    item = items_of(misled)[MISLEADING]
    with writing() as session:
        session.get_one(Item, item.id).looked_at = time.now() - timedelta(days=1)

    assert quarantine_misleading(time.now()) == 1


# --- Sets that are shared


@pytest.fixture
def colleague(make, misled, time):
    """Somebody with whom the set is shared, to see it."""
    person = make.instructor()
    with writing() as session:
        share = SetShare(set_id=misled.id, user_id=person.id, may_edit=False, created_at=time.now())
        session.add(share)
    return person


def test_who_may_see_a_set_sees_its_analysis_without_buttons(client_of, misled, colleague):
    item = items_of(misled)[MISLEADING]
    client = client_of(colleague)

    page, question = client.get(url(misled)), client.get(url(misled, f"/{item.id}"))

    assert "Misleads" in page.text
    assert "Quarantine now" not in page.text
    assert "Edit the question" not in question.text
    client.get(url(misled, "/items.csv"))


@pytest.mark.parametrize("rest", ["/quarantine", "/{item}/right", "/{item}/option"])
def test_who_may_only_see_a_set_changes_nothing(client_of, misled, colleague, rest):
    item = items_of(misled)[MISLEADING]

    client_of(colleague).post(url(misled, rest.format(item=item.id)), status=404)

    assert state_of(item) is ItemState.LIVE
