"""What a learner does with their cards: answers, undo, changed grades, cards put aside."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.decks import refresh_learners
from quizapp.errors import InvalidInputError, MissingError
from quizapp.extensions import db, writing
from quizapp.logbook import columns_of
from quizapp.models import Card, ErrorReport, Item, ItemState, Membership, User
from quizapp.scheduling.card import NEW_CARD
from quizapp.scheduling.grades import Button, Claim
from quizapp.study import service
from quizapp.study.check import compare_with_log
from tests.quizapp.study.conftest import STATE, Learner, cards, dump, log


def set_item(item_id, **values):
    with writing() as session:
        session.execute(sa.update(Item).where(Item.id == item_id).values(**values))


def set_user(learner, **values):
    with writing() as session:
        session.execute(sa.update(User).where(User.id == learner.user.id).values(**values))


def card_of(learner, item_id):
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(Card, (learner.user.id, item_id))


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
    for button in (Button.AGAIN, Button.EASY, Button.HARD, Button.GOOD, Button.GOOD):
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


def test_a_buried_card_comes_back_tomorrow_a_suspended_one_when_asked(learner, deck, make, time):
    buried, suspended = deck(make.flashcard(), make.flashcard())
    learner.mark(buried, "bury")
    learner.mark(suspended, "suspend")
    assert learner.draw() is None

    time.move(days=1)
    assert learner.finish() == [buried]

    learner.mark(suspended, "unsuspend")
    assert learner.finish() == [suspended]


def test_a_buried_card_can_be_brought_back_on_the_same_day(learner, deck, make):
    (item,) = deck(make.flashcard())
    learner.mark(item, "bury")

    learner.mark(item, "unbury")

    assert learner.drawn().item_id == item
    assert not compare_with_log().differences


def test_a_mark_sent_twice_counts_once(learner, deck, make):
    (item,) = deck(make.flashcard())
    now = learner.time.now()

    service.mark(learner.viewer, item, service.Action.BURY, now, card_version=0)
    with pytest.raises(service.StaleAnswerError):
        service.mark(learner.viewer, item, service.Action.BURY, now, card_version=0)

    assert len(log()) == 1


def test_leaving_a_course_stops_its_cards_and_keeps_their_history(learner, deck, make):
    (item,) = deck(make.flashcard())
    learner.press(Button.AGAIN)
    with writing() as session:
        session.execute(sa.update(Membership).values(left_at=learner.time.now()))
        refresh_learners(session, [learner.user.id])

    assert learner.draw() is None
    assert card_of(learner, item).drill_day == learner.day
    with pytest.raises(MissingError):
        learner.mark(item, "flag")


@pytest.mark.parametrize("state", [ItemState.RETIRED, ItemState.QUARANTINED])
def test_an_item_taken_out_leaves_the_queue_and_returns_with_its_schedule(learner, deck, make, time, state):
    (item,) = deck(make.flashcard())
    card = learner.drawn()
    learner.press(card=card)
    time.move(days=1)
    due = learner.drawn()
    set_item(item, state=state)

    assert learner.draw() is None
    with pytest.raises(MissingError):
        learner.press(card=due)

    set_item(item, state=ItemState.LIVE)
    assert learner.press(card=learner.drawn()).grade == 4


def test_an_item_of_somebody_else_is_not_there(learner, deck, make, time):
    deck(make.flashcard())
    other = Learner(user=make.user(), time=time)
    card = learner.drawn()

    for attempt in (
        lambda: other.press(card=card),
        lambda: other.mark(card.item_id, "flag"),
        lambda: service.report_error(other.viewer, card.item_id, "wrong", time.now()),
    ):
        with pytest.raises(MissingError):
            attempt()
    assert not log()


def test_an_error_report_names_learner_item_and_version(learner, deck, make):
    (item,) = deck(make.flashcard())

    service.report_error(learner.viewer, item, "It says left for right.", learner.time.now())

    report = db.session.scalars(sa.select(ErrorReport)).one()
    assert (report.user_id, report.item_id, report.item_version) == (learner.user.id, item, 1)
    assert report.text == "It says left for right."


@pytest.mark.parametrize(
    ("zone", "cut"),
    [
        ("Europe/Berlin", datetime(2026, 3, 29, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 10, 25, tzinfo=UTC)),
    ],
)
def test_a_card_due_tomorrow_comes_at_the_cut_on_days_that_change_the_clock(
    learner, deck, make, time, zone, cut
):
    set_user(learner, zone=zone)
    deck(make.flashcard())
    local = ZoneInfo(zone)
    time.moment = cut.replace(day=cut.day - 1, hour=12, tzinfo=local).astimezone(UTC)
    learner.press()

    time.moment = cut.replace(hour=3, minute=59, tzinfo=local).astimezone(UTC)
    assert learner.draw() is None
    time.moment = cut.replace(hour=4, tzinfo=local).astimezone(UTC)
    assert learner.draw() is not None


def test_flying_west_repeats_no_day_and_a_clock_set_back_loses_no_answer(learner, deck, make, time):
    set_user(learner, zone="Asia/Tokyo")
    deck(make.flashcard(), make.flashcard())
    time.moment = datetime(2026, 3, 3, 20, tzinfo=UTC)  # five in the morning of the 4th in Tokyo
    learner.press()
    day = log()[0].day

    set_user(learner, zone="America/Los_Angeles")
    assert learner.day == day
    time.move(days=-1)
    learner.press()

    assert [row.day for row in log()] == [day, day]
    assert not compare_with_log().differences


def test_a_card_seen_late_counts_from_the_day_it_was_seen(learner, deck, make, time):
    (item,) = deck(make.flashcard())
    learner.press()
    time.move(days=9)

    learner.press()

    assert card_of(learner, item).due_day == learner.day + 6


def test_a_flashcard_takes_no_option(make, learner, deck):
    deck(make.flashcard())

    with pytest.raises(InvalidInputError, match="no options"):
        learner.press(option=1)
