"""Which answers item analysis counts: the first of each learner, of the item as it is now."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.extensions import db, writing
from quizapp.models import Item, ItemState, ItemVersion, ReviewLog
from quizapp.progress.exposures import first_exposures
from tests.answered_sets import answer_all, items_of, log_row


@pytest.fixture
def choices(make):
    """A set of two multiple-choice items whose keys stand first."""
    return make.question_set(make.instructor(), make.multiple_choice(), make.multiple_choice())


def found(question_set):
    """Each item's marks, chosen places and blanks."""
    return [(list(one.marks), list(one.chosen), one.blanks) for one in first_exposures(question_set.id).items]


def edit(item: Item, version: int, now, **changes) -> None:
    """Another version of the item."""
    with writing() as session:
        stored = session.get_one(Item, item.id)
        stored.version, stored.content = version, {**stored.content, **changes}
        session.add(ItemVersion(item_id=item.id, version=version, content=stored.content, created_at=now))


def test_the_first_answer_of_each_learner_counts_once(make, choices):
    item, _ = items_of(choices)
    ada, bob = make.user(), make.user()
    make.logged(ada, item.id, option=0, correct=True)
    make.logged(ada, item.id, option=1, correct=False)
    make.logged(bob, item.id, option=2, correct=False)

    assert found(choices)[0] == ([1, 0], [0, 2], 0)


@pytest.mark.parametrize("action", ["drill", "practice", "imported", "flag", "regrade"])
def test_only_answers_count(make, choices, action):
    item, _ = items_of(choices)
    make.logged(make.user(), item.id, action, option=0, correct=True)

    assert found(choices)[0] == ([], [], 0)


def test_what_was_undone_is_left_out_and_the_next_answer_counts(make, choices):
    item, _ = items_of(choices)
    ada = make.user()
    undone = make.logged(ada, item.id, option=1, correct=False)
    make.logged(ada, item.id, "undo", undoes=undone)
    make.logged(ada, item.id, option=0, correct=True)

    assert found(choices)[0] == ([1], [0], 0)


def test_an_undo_of_another_learner_takes_nothing_away(make, choices):
    item, _ = items_of(choices)
    ada, bob = make.user(), make.user()
    sequence = make.logged(ada, item.id, option=0, correct=True)
    make.logged(bob, item.id, "undo", undoes=sequence)

    assert found(choices)[0] == ([1], [0], 0)


def test_blanks_stand_apart_and_use_the_first_exposure_up(make, choices):
    item, _ = items_of(choices)
    ada = make.user()
    make.logged(ada, item.id, option=None, correct=None)
    make.logged(ada, item.id, option=0, correct=True)

    assert found(choices)[0] == ([], [], 1)


def test_what_is_not_chosen_but_typed_goes_by_whether_it_was_right(make):
    question_set = make.question_set(make.instructor(), make.flashcard())
    item = items_of(question_set)[0]
    make.logged(make.user(), item.id, correct=True)
    make.logged(make.user(), item.id, correct=False)

    assert found(question_set) == [([1, 0], [-1, -1], 0)]


def test_the_key_decides_and_not_what_was_thought_right_then(make, choices):
    item, _ = items_of(choices)
    make.logged(make.user(), item.id, option=0, correct=False)

    assert found(choices)[0] == ([1], [0], 0)


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        (ItemState.LIVE, True),
        (ItemState.QUARANTINED, True),
        (ItemState.RETIRED, False),
        (ItemState.DRAFT, False),
    ],
)
def test_live_and_quarantined_items_are_analysed(make, choices, state, counts):
    item, _ = items_of(choices)
    with writing() as session:
        session.get_one(Item, item.id).state = state

    assert (len(found(choices)) == 2) is counts


def test_another_wording_of_the_question_keeps_its_answers(make, choices, time):
    item, _ = items_of(choices)
    make.logged(make.user(), item.id, option=0)
    edit(item, 2, time.now(), stem="The same, said otherwise?")
    make.logged(make.user(), item.id, option=1, item_version=2)

    assert found(choices)[0] == ([1, 0], [0, 1], 0)


def other_options(item: Item, *, key: int = 0, texts: tuple[str, ...] = ("Rest", "Ice", "Heat", "Surgery")):
    return [
        {"text": text, "correct": place == key, "source": None, "why": ""} for place, text in enumerate(texts)
    ]


@pytest.mark.parametrize("changes", [{"key": 1}, {"texts": ("Rest", "Ice", "Heat", "Bracing")}])
def test_another_key_or_option_begins_anew(make, choices, time, changes):
    item, _ = items_of(choices)
    make.logged(make.user(), item.id, option=0)
    edit(item, 2, time.now(), options=other_options(item, **changes))
    make.logged(make.user(), item.id, option=3, item_version=2)

    assert found(choices)[0][1] == [3]


def test_after_a_change_only_learners_count_who_meet_the_item_for_the_first_time(make, choices, time):
    item, _ = items_of(choices)
    ada = make.user()
    make.logged(ada, item.id, option=0)
    edit(item, 2, time.now(), options=other_options(item, key=1))
    make.logged(ada, item.id, option=1, item_version=2)

    assert found(choices)[0] == ([], [], 0)


def test_options_that_come_back_count_from_their_return(make, choices, time):
    item, _ = items_of(choices)
    former = item.content["options"]
    make.logged(make.user(), item.id, option=0)
    edit(item, 2, time.now(), options=other_options(item, key=2))
    edit(item, 3, time.now(), options=former)
    edit(item, 4, time.now(), stem="Said otherwise?")
    make.logged(make.user(), item.id, option=1, item_version=3)
    make.logged(make.user(), item.id, option=2, item_version=4)

    assert found(choices)[0][1] == [1, 2]


def test_a_place_that_the_item_does_not_have_is_no_choice(make, choices):
    item, _ = items_of(choices)
    make.logged(make.user(), item.id, option=9, correct=None)

    assert found(choices)[0] == ([], [], 1)


def test_other_sets_are_not_looked_at(make, choices):
    other = make.question_set(make.instructor(), make.multiple_choice())
    make.logged(make.user(), items_of(other)[0].id, option=0)

    assert found(choices) == [([], [], 0), ([], [], 0)]


def test_totals_are_of_all_items_of_the_set(choices, time):
    answer_all(choices, ["00", "01", "1-"], time.now())

    exposures = first_exposures(choices.id)

    assert list(exposures.totals) == [2, 1, 0]
    assert list(exposures.answered) == [2, 2, 1]


def test_a_set_of_many_answers_is_read_in_three_statements(make, choices, time):
    answer_all(choices, ["00"] * 300, time.now())
    item, _ = items_of(choices)
    edit(item, 2, time.now(), stem="Said otherwise?")
    with writing() as session:
        rows = [log_row(user, item.id, 10, time.now(), option=1) for user in range(2, 200)]
        session.execute(sa.insert(ReviewLog), rows)
    set_id, statements = choices.id, []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    assert len(first_exposures(set_id).items[0].marks) == 300
    assert len([one for one in statements if one.startswith("SELECT")]) == 3
