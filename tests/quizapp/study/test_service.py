"""What a learner does with their cards: answers, undo, changed grades."""

from __future__ import annotations

import pytest

from quizapp.errors import InvalidInputError
from quizapp.logbook import columns_of
from quizapp.scheduling.card import NEW_CARD
from quizapp.scheduling.grades import Button, Claim
from quizapp.study import service
from tests.quizapp.study.conftest import STATE, card_of, cards, dump, log, set_item, set_user


def test_a_good_answer_brings_the_card_back_tomorrow_then_after_six_days(learner, deck, make, time):
    (item,) = deck(make.flashcard())

    learner.press()
    assert learner.draw() is None

    time.move(days=1)
    learner.press()
    assert card_of(learner, item).due_day == learner.day + 6

    time.move(days=5)
    assert learner.draw() is None
    time.move(days=1)
    assert learner.drawn().item_id == item


def test_a_card_graded_below_good_comes_back_the_same_day_until_it_is_known(learner, deck, make):
    (item,) = deck(make.flashcard())

    learner.press(Button.AGAIN)
    learner.press(Button.HARD)
    before = card_of(learner, item).due_day
    learner.press(Button.GOOD)

    assert learner.draw() is None
    assert card_of(learner, item).due_day == before
    assert [row.action for row in log()] == ["answer", "drill", "drill"]


def test_a_drill_not_done_ends_with_the_day(learner, deck, make, time):
    deck(make.flashcard())
    learner.press(Button.AGAIN)

    time.move(days=1)
    learner.press(Button.GOOD)

    assert log()[-1].action == "answer"


def test_other_cards_come_before_a_drill(learner, deck, make):
    first, second = deck(make.flashcard(), make.flashcard())

    learner.press(Button.AGAIN)

    assert [learner.drawn().item_id, *learner.finish()] == [second, second, first]


def test_undo_restores_every_former_state_many_steps_back(learner, deck, make):
    deck(make.flashcard(), make.flashcard(), make.multiple_choice(key=1))
    states, shown = [], []
    for button in (Button.AGAIN, Button.EASY, Button.GOOD, Button.HARD, Button.GOOD):
        card = learner.drawn()
        states.append(cards())
        shown.append(card.item_id)
        learner.answer(card, button)

    for former, item in zip(reversed(states), reversed(shown), strict=True):
        learner.undo()
        assert introduced(cards()) == introduced(former)
        assert learner.drawn().item_id == item
    with pytest.raises(service.NothingToUndoError):
        learner.undo()


def introduced(stored):
    """The cards but those whose introduction was undone, which are as if they had no row."""
    return {key: row for key, row in stored.items() if row[STATE] != tuple(columns_of(NEW_CARD).values())}


def test_undo_adds_to_the_log_and_takes_nothing_from_it(learner, deck, make):
    deck(make.flashcard())
    learner.press()
    before = log()

    learner.undo()

    after = log()
    assert after[:-1] == before
    assert (after[-1].action, after[-1].undoes) == ("undo", before[-1].sequence)


def test_the_version_only_rises_also_by_undo(learner, deck, make):
    (item,) = deck(make.flashcard())
    learner.press()
    answered = card_of(learner, item).version

    learner.undo()

    assert card_of(learner, item).version > answered


def test_an_undo_sent_twice_undoes_once(learner, deck, make):
    deck(make.flashcard(), make.flashcard())
    learner.press()
    last = learner.press().sequence
    now = learner.time.now()

    service.undo_latest(learner.viewer, now, expected=last)
    before = dump()
    with pytest.raises(service.StaleAnswerError):
        service.undo_latest(learner.viewer, now, expected=last)

    assert dump() == before


def test_what_was_done_on_another_day_is_not_undone(learner, deck, make, time):
    deck(make.flashcard())
    learner.press()
    time.move(days=1)

    with pytest.raises(service.NothingToUndoError):
        learner.undo()


def test_new_cards_stop_at_the_daily_limit_and_undo_gives_one_back(learner, deck, make, time):
    set_user(learner, new_per_day=2)
    items = deck(*(make.flashcard() for _ in range(3)))

    assert learner.finish() == items[:2]
    learner.undo()
    assert learner.finish() == items[1:2]
    time.move(days=1)
    assert set(learner.finish()) == set(items)


def test_a_stale_tab_records_nothing(learner, deck, make):
    deck(make.flashcard())
    stale = learner.drawn()
    learner.press(Button.AGAIN, stale)
    before = dump()

    with pytest.raises(service.StaleAnswerError, match="Nothing was recorded twice"):
        learner.press(Button.GOOD, stale)

    assert dump() == before


def test_the_same_key_gives_the_first_reply_and_records_nothing_more(learner, deck, make):
    deck(make.multiple_choice(key=2))
    card = learner.drawn()
    key = "00000000-0000-4000-8000-000000000000"
    first = learner.send(card, key=key, option=2)
    before = log(), cards()

    again = learner.send(card, key=key, option=0)

    assert again == first
    assert (log(), cards()) == before


def test_an_answer_to_a_question_edited_meanwhile_is_refused(learner, deck, make):
    (item,) = deck(make.multiple_choice())
    card = learner.drawn()
    set_item(item, version=2)
    before = dump()

    with pytest.raises(service.StaleAnswerError, match="edited"):
        learner.choose(0, card=card)

    assert dump() == before


@pytest.mark.parametrize(
    ("option", "claim", "grade"),
    [
        (1, Claim.NONE, 4),
        (1, Claim.SURE, 5),
        (1, Claim.GUESSED, 3),
        (0, Claim.SURE, 1),
        (3, Claim.NONE, 1),
    ],
)
def test_a_choice_is_recorded_at_the_grade_it_suggests(learner, deck, make, option, claim, grade):
    deck(make.multiple_choice(key=1))

    outcome = learner.choose(option, claim)

    assert (outcome.grade, outcome.correct) == (grade, option == 1)
    assert (log()[0].option, log()[0].claim, log()[0].grade) == (option, claim, grade)


@pytest.mark.parametrize("option", [None, -1, 4, 400])
def test_a_choice_that_is_none_of_the_options_is_refused(learner, deck, make, option):
    deck(make.multiple_choice())
    before = dump()

    with pytest.raises(InvalidInputError, match="Choose one of the options"):
        learner.choose(option)

    assert dump() == before


def test_a_grade_may_be_lowered_and_raised_again_up_to_its_suggestion(learner, deck, make):
    (item,) = deck(make.multiple_choice(key=0))
    answer = learner.choose(0, Claim.SURE)
    best = card_of(learner, item).ease

    service.change_grade(learner.viewer, answer.sequence, 3, learner.time.now())
    assert card_of(learner, item).ease == 236
    assert learner.drawn().item_id == item
    service.change_grade(learner.viewer, answer.sequence, 5, learner.time.now())

    assert card_of(learner, item).ease == best
    assert [row.action for row in log()] == ["answer", "regrade", "regrade"]


@pytest.mark.parametrize(("option", "grade"), [(0, 5), (0, 2), (1, 4), (1, 3)])
def test_a_grade_that_is_not_offered_is_refused(learner, deck, make, option, grade):
    deck(make.multiple_choice(key=0))
    answer = learner.choose(option)
    before = dump()

    with pytest.raises(InvalidInputError):
        service.change_grade(learner.viewer, answer.sequence, grade, learner.time.now())

    assert dump() == before


def test_a_grade_stays_once_its_card_was_reset_and_undoing_that_lets_it_change_again(learner, deck, make):
    [item] = deck(make.multiple_choice(key=0))
    sequence = learner.choose(0).sequence
    learner.mark(item, "reset")

    with pytest.raises(service.StaleAnswerError):
        service.change_grade(learner.viewer, sequence, 3, learner.time.now())

    learner.undo()
    service.change_grade(learner.viewer, sequence, 3, learner.time.now())
    assert card_of(learner, item).ease == 236


def test_the_grade_that_stands_already_adds_no_row(learner, deck, make):
    deck(make.multiple_choice(key=0))
    answer = learner.choose(0)

    service.change_grade(learner.viewer, answer.sequence, 3, learner.time.now())
    service.change_grade(learner.viewer, answer.sequence, 3, learner.time.now())

    assert len(log()) == 2


def test_a_grade_stays_once_another_card_was_answered_or_it_was_undone(learner, deck, make):
    deck(make.multiple_choice(key=0), make.flashcard())
    first = learner.choose(0)
    learner.press()

    with pytest.raises(service.StaleAnswerError):
        service.change_grade(learner.viewer, first.sequence, 3, learner.time.now())
    learner.undo()
    learner.undo()
    with pytest.raises(service.StaleAnswerError):
        service.change_grade(learner.viewer, first.sequence, 3, learner.time.now())


def test_a_flashcard_takes_no_option(make, learner, deck):
    deck(make.flashcard())

    with pytest.raises(InvalidInputError, match="no options"):
        learner.press(option=1)
