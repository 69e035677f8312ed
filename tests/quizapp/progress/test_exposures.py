"""Which answers item analysis counts: the first of each learner, of the item as it is now."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.extensions import db, writing
from quizapp.models import Item, ItemState, ItemVersion, ReviewLog
from quizapp.progress.exposures import first_exposures, former_exposures
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


@pytest.mark.parametrize("action", ["drill", "imported", "import", "flag", "regrade"])
def test_only_answers_count(make, choices, action):
    item, _ = items_of(choices)
    make.logged(make.user(), item.id, action, option=0, correct=True)

    assert found(choices)[0] == ([], [], 0)


@pytest.mark.parametrize(("action", "counted"), [("practice", [0]), ("imported", []), ("flag", [1])])
def test_an_answer_counts_only_if_the_learner_did_not_know_the_item(make, choices, action, counted):
    """Practised, in an exam session for one, it was answered there first; reviewed elsewhere, it never is."""
    item, _ = items_of(choices)
    ada = make.user()
    make.logged(ada, item.id, action, option=1, correct=False)
    make.logged(ada, item.id, option=0, correct=True)

    assert found(choices)[0][0] == counted


def test_who_took_the_first_answer_back_has_seen_the_feedback_and_does_not_count(make, choices):
    item, _ = items_of(choices)
    ada = make.user()
    undone = make.logged(ada, item.id, option=1, correct=False)
    make.logged(ada, item.id, "undo", undoes=undone)
    make.logged(ada, item.id, option=0, correct=True)

    assert found(choices)[0] == ([], [], 0)


def test_a_typed_answer_that_the_learner_called_right_counts_as_right(make):
    question_set = make.question_set(make.instructor(), {**make.flashcard(), "kind": "short_answer"})
    item, ada = items_of(question_set)[0], make.user()
    wrong = make.logged(ada, item.id, correct=False, detail={"typed": "gowt"})
    make.logged(ada, item.id, "undo", undoes=wrong)
    make.logged(ada, item.id, correct=True, detail={"typed": "gowt", "overruled": True})

    assert found(question_set) == [([1], [-1], 0)]


def test_of_a_later_answer_that_was_called_right_nothing_changes(make):
    question_set = make.question_set(make.instructor(), {**make.flashcard(), "kind": "short_answer"})
    item, ada = items_of(question_set)[0], make.user()
    make.logged(ada, item.id, correct=False, detail={"typed": "go"})
    make.logged(ada, item.id, correct=True, detail={"typed": "gowt", "overruled": True})

    assert found(question_set) == [([0], [-1], 0)]


def test_only_answers_after_the_last_look_are_fresh(make, choices, time):
    item, _ = items_of(choices)
    make.logged(make.user(), item.id, option=0, server_time=time.now())
    with writing() as session:
        session.get_one(Item, item.id).looked_at = time.now()
    make.logged(make.user(), item.id, option=1, server_time=time.now() + timedelta(seconds=1))

    exposures = first_exposures(choices.id)

    assert [list(one.fresh) for one in exposures.items] == [[0, 1], []]


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


def test_another_option_begins_anew(make, choices, time):
    item, _ = items_of(choices)
    make.logged(make.user(), item.id, option=0)
    edit(item, 2, time.now(), options=other_options(item, texts=("Rest", "Ice", "Heat", "Bracing")))
    make.logged(make.user(), item.id, option=3, item_version=2)

    assert found(choices)[0][1] == [3]


def test_another_key_marks_what_was_chosen_anew(make, choices, time):
    item, _ = items_of(choices)
    make.logged(make.user(), item.id, option=0, correct=True)
    make.logged(make.user(), item.id, option=1, correct=False)
    edit(item, 2, time.now(), options=other_options(item, key=1), answer="Ice")

    exposures = first_exposures(choices.id)

    assert found(choices)[0] == ([0, 1], [0, 1], 0)
    assert list(exposures.totals) == [0, 1]


def test_options_in_another_order_are_the_same_options(make, choices, time):
    item, _ = items_of(choices)
    make.logged(make.user(), item.id, option=0)
    make.logged(make.user(), item.id, option=3)
    edit(item, 2, time.now(), options=item.content["options"][::-1])

    assert found(choices)[0] == ([1, 0], [3, 0], 0)


@pytest.mark.parametrize("changes", [{"options": None}, {"accepted": [{"text": "Gout"}]}])
def test_of_kinds_whose_choice_is_not_kept_another_key_begins_anew(make, time, changes):
    several = {**make.multiple_choice(), "kind": "multiple_answer"}
    question_set = make.question_set(make.instructor(), several)
    item = items_of(question_set)[0]
    make.logged(make.user(), item.id, correct=True)
    edit(item, 2, time.now(), **{**changes, "options": other_options(item, key=1)})

    assert found(question_set)[0] == ([], [], 0)


def test_another_kind_begins_anew(make, choices, time):
    item, _ = items_of(choices)
    make.logged(make.user(), item.id, option=0)
    edit(item, 2, time.now(), kind="multiple_answer")

    assert found(choices)[0] == ([], [], 0)


def test_after_a_change_only_learners_count_who_meet_the_item_for_the_first_time(make, choices, time):
    item, _ = items_of(choices)
    ada = make.user()
    make.logged(ada, item.id, option=0)
    edit(item, 2, time.now(), options=other_options(item, texts=("Rest", "Ice", "Heat", "Bracing")))
    make.logged(ada, item.id, option=1, item_version=2)

    assert found(choices)[0] == ([], [], 0)


def test_options_that_come_back_have_their_answers_again(make, choices, time):
    item, _ = items_of(choices)
    former = item.content["options"]
    make.logged(make.user(), item.id, option=0)
    edit(item, 2, time.now(), options=other_options(item, texts=("Rest", "Ice", "Heat", "Bracing")))
    make.logged(make.user(), item.id, option=3, item_version=2)
    edit(item, 3, time.now(), options=former)
    make.logged(make.user(), item.id, option=1, item_version=3)

    assert found(choices)[0][1] == [0, 1]


def test_the_shares_before_the_last_change_of_options_are_known(make, choices, time):
    item, _ = items_of(choices)
    make.logged(make.user(), item.id, option=3)
    edit(item, 2, time.now(), options=other_options(item, texts=("Bracing", "Rest", "Ice", "Heat"), key=1))
    make.logged(make.user(), item.id, option=1, item_version=2)
    edit(item, 3, time.now(), options=other_options(item, texts=("Rest", "Bracing", "Ice", "Heat")))
    make.logged(make.user(), item.id, option=0, item_version=3)
    assert former_exposures(db.session.get_one(Item, item.id)).chosen.tolist() == [3]

    edit(item, 4, time.now(), options=other_options(item, texts=("Rest", "Taping", "Ice", "Heat")))
    former = former_exposures(db.session.get_one(Item, item.id))

    assert (former.versions.keys(), former.marks.tolist(), former.chosen.tolist()) == ({2, 3}, [1, 1], [0, 0])


def test_an_item_that_nobody_met_otherwise_has_no_former_shares(make, choices, time):
    item, _ = items_of(choices)
    make.logged(make.user(), item.id, option=0)
    assert former_exposures(db.session.get_one(Item, item.id)) is None

    edit(item, 2, time.now(), stem="Said otherwise?")

    assert former_exposures(db.session.get_one(Item, item.id)) is None


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
