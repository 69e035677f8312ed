"""Days on which cards waited, and the streak of those on which some were done."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from quizapp import decks, learner_settings
from quizapp.extensions import db, writing
from quizapp.log_reading import undone_sequences
from quizapp.models import Assignment, Card, Item, ItemState, ReviewLog
from quizapp.publishing import put_states
from quizapp.scheduling.grades import Button
from quizapp.study import service
from quizapp.study.checks.repair import bring_back
from quizapp.study.streak import LOOKS_BACK, StudyDays, streak_of, study_days

BEGIN = 739678  # the learner's day of the standing clock


@pytest.fixture
def days(learner):
    """The learner's days so far, as days since the first."""

    def of(since: int = 0) -> tuple[set[int], set[int]]:
        found = study_days(db.session(), learner.user.id, learner.day, since=since)
        return {day - BEGIN for day in found.done}, {day - BEGIN for day in found.missed}

    return of


@pytest.fixture
def card(deck, make):
    (item,) = deck(make.flashcard())
    return item


@pytest.fixture
def change(learner, time):
    """Change the learner's settings."""

    def to(**values) -> None:
        with writing() as session:
            learner_settings.change_settings(session, learner.user.id, values, time.now())

    return to


def test_a_day_without_cards_due_neither_adds_nor_breaks(learner, card, days, time):
    for pause in (1, 6, 0):
        learner.press()
        time.move(days=pause)

    assert days() == ({0, 1, 7}, set())


def test_every_day_on_which_a_card_waits_unanswered_is_missed(learner, card, days, time):
    learner.press()
    time.move(days=4)
    learner.press()
    time.move(days=1)

    assert days() == ({0, 4}, {1, 2, 3})


def test_today_is_not_missed_before_it_is_over(learner, card, days, time):
    learner.press()
    time.move(days=1)
    assert days() == ({0}, set())

    time.move(days=1)
    assert days() == ({0}, {1})


def test_reviewing_ahead_on_a_day_without_cards_due_adds_nothing(learner, card, days, time, make):
    learner.press()
    time.move(days=1)
    learner.press()
    make.logged(learner.user, card, sequence=50, day=BEGIN + 3, grade=4, due_day=BEGIN + 9)

    time.move(days=4)

    assert days() == ({0, 1}, set())


def test_an_undone_answer_leaves_the_day_missed_and_its_card_waiting(learner, card, days, time):
    learner.press()
    time.move(days=1)
    learner.press()
    learner.undo()
    time.move(days=2)

    assert days() == ({0}, {1, 2})


def test_a_changed_grade_counts_with_the_date_that_it_gave(learner, deck, make, days, time):
    deck(make.multiple_choice(key=0))
    learner.choose(0)
    time.move(days=1)
    first = learner.choose(0)
    make.logged(
        learner.user,
        1,
        "regrade",
        sequence=50,
        undoes=first.sequence,
        day=BEGIN + 1,
        grade=3,
        due_day=BEGIN + 3,
    )
    make.logged(learner.user, 1, sequence=51, day=BEGIN + 5, grade=4, due_day=BEGIN + 20)
    time.move(days=6)

    assert days()[1] == {3, 4}


def test_a_suspended_card_waits_until_its_suspension_and_again_after_it(learner, card, days, time):
    learner.press()
    time.move(days=2)
    learner.mark(card, "suspend")
    time.move(days=3)
    assert days() == ({0}, {1})

    learner.mark(card, "unsuspend")
    time.move(days=1)
    assert days() == ({0}, {1, 5})
    learner.press()
    time.move(days=1)
    assert days() == ({0, 6}, {1, 5})


def test_a_reset_card_waits_no_longer(learner, card, days, time):
    learner.press()
    time.move(days=2)
    learner.mark(card, "reset")
    time.move(days=2)

    assert days() == ({0}, {1})


def test_a_suspended_card_waits_for_no_reset_either(learner, card, days, time):
    learner.press()
    time.move(days=2)
    learner.mark(card, "suspend")
    time.move(days=3)
    learner.mark(card, "reset")

    assert days() == ({0}, {1})


def test_a_grade_changed_after_suspending_does_not_bring_the_card_back(learner, card, days, make, time):
    answer = learner.press()
    learner.mark(card, "suspend")
    make.logged(
        learner.user,
        card,
        "regrade",
        sequence=50,
        undoes=answer.sequence,
        grade=3,
        day=BEGIN,
        due_day=BEGIN + 1,
    )
    time.move(days=5)
    learner.mark(card, "unsuspend")

    assert days() == ({0}, set())


@pytest.mark.parametrize("since", [0, BEGIN])
def test_a_suspended_card_waits_for_no_import_from_another_program(learner, card, days, make, time, since):
    learner.press()
    learner.mark(card, "suspend")
    imported = {"grade": 4, "due_day": BEGIN + 2}
    make.logged(learner.user, card, "import", sequence=50, day=BEGIN + 1, **imported)
    make.logged(learner.user, card, "import", sequence=51, day=BEGIN + 6, **imported)
    time.move(days=7)

    assert days(since) == ({0}, set())


def test_a_card_of_a_retired_item_waits_until_then(learner, card, days, time):
    learner.press()
    time.move(days=2)
    with writing() as session:
        session.get_one(Item, card)
        put_states(session, [card], ItemState.RETIRED, time.now())
        decks.refresh_learners(session, [learner.user.id])
    time.move(days=2)

    assert 3 not in days()[1]


def test_an_entry_of_a_day_to_come_makes_today_no_missed_one(learner, card, days, make, time):
    learner.press()
    make.logged(learner.user, card, "retire", sequence=50, day=BEGIN + 9, due_day=BEGIN + 1)
    time.move(days=1)

    assert days() == ({0}, set())


def test_a_card_that_left_the_deck_is_not_held_against_the_learner(learner, card, days, time):
    learner.press()
    time.move(days=3)
    with writing() as session:
        session.execute(Assignment.__table__.delete())
        decks.refresh_learners(session, [learner.user.id])

    assert days() == ({0}, set())


@pytest.mark.parametrize("values", [{"zone": "Pacific/Kiritimati"}, {"cut_hour": 0}])
def test_a_day_cut_short_by_travel_breaks_nothing(learner, card, days, change, time, values):
    learner.press()
    time.move(days=1)
    change(**values)
    time.move(days=1, hours=-12)

    assert 1 not in days()[1]


def test_flying_east_and_back_repeats_no_day(learner, deck, make, days, change, time):
    deck(*(make.flashcard() for _ in range(9)))
    time.move(hours=3)
    for zone in ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"):
        change(zone=zone)
        learner.press()
    done, missed = days()

    assert done == {0, 1}
    assert missed == set()


def test_a_switch_after_a_missed_day_revives_no_streak(learner, card, days, change, time):
    learner.press()
    time.move(days=3)
    learner.press()
    assert days() == ({0, 3}, {1, 2})

    change(scheduler="fsrs:70")  # the card would have come on day 21

    assert days() == ({0, 3}, {1, 2})


def test_a_switch_after_kept_days_takes_none_of_them(learner, card, days, change, time):
    learner.press()
    time.move(days=1)
    learner.press()
    change(scheduler="fsrs:70")
    time.move(days=19)

    assert days() == ({0, 1}, set())


def test_what_waited_at_a_switch_waited_before_it_and_goes_on_to(learner, card, days, change, time):
    learner.press()
    time.move(days=20)
    change(scheduler="fsrs:90")
    time.move(days=2)

    assert days() == ({0}, set(range(1, 22)))


def test_between_a_switch_and_the_switch_back_the_new_dates_hold(learner, card, days, change, time):
    learner.press()
    time.move(days=3)
    change(scheduler="fsrs:70")
    time.move(days=3)
    change(scheduler="sm2")
    time.move(days=2)

    assert days() == ({0}, {1, 2, 6, 7})


def test_an_undone_switch_leaves_no_trace(learner, card, days, change, time):
    learner.press()
    time.move(days=3)
    change(scheduler="fsrs:70")
    assert days() == ({0}, {1, 2})
    learner.undo()
    time.move(days=2)

    assert days() == ({0}, {1, 2, 3, 4})


def test_a_switch_on_a_day_to_come_that_was_undone_leaves_no_trace(learner, deck, make, days, change, time):
    deck(*(make.flashcard() for _ in range(2)))
    learner.press()
    time.move(days=30)  # the server's clock was wrong
    change(scheduler="fsrs:90")
    learner.undo()
    time.move(days=-30)
    bring_back(learner.user.id, time.now())
    for _ in range(2):
        time.move(days=1)
        learner.finish()
    time.move(days=3)

    assert days() == ({0, 1, 2}, set())


@pytest.mark.parametrize(("retention", "missed"), [(97, {3, 4, 5}), (90, set()), (70, set())])
def test_when_a_card_was_due_by_the_new_scheduler_is_known_still_once_it_was_answered(
    learner, card, days, change, make, time, retention, missed
):
    learner.press()
    time.move(days=1)
    learner.press()  # due on day 7 by SM-2, on day 3, 8 or 69 by FSRS
    change(scheduler=f"fsrs:{retention}")
    time.move(days=5)
    assert days() == ({0, 1}, missed)

    answer = {"scheduler": f"fsrs:{retention}", "session": 1, "due_day": BEGIN + 99}
    make.logged(learner.user, card, sequence=50, day=BEGIN + 6, grade=4, **answer)
    time.move(days=1)

    # Ahead of its date it is no day that had cards due.
    assert days() == ({0, 1, 6} if missed else {0, 1}, missed)


def test_what_waited_under_a_scheduler_in_between_is_known_although_no_answer_says_it(
    learner, card, days, change, time
):
    learner.press()
    time.move(days=1)
    learner.press()  # due on day 7
    change(scheduler="fsrs:97")  # due on day 3
    time.move(days=4)
    change(scheduler="sm2")
    time.move(days=4)

    assert days() == ({0, 1}, {3, 4, 7, 8})


def test_a_card_that_was_suspended_under_another_scheduler_did_not_wait(learner, card, days, change, time):
    answer = learner.press(Button.EASY)
    learner.mark(card, "suspend")
    service.change_grade(learner.viewer, answer.sequence, 3, time.now())  # the last that its log has of it
    change(scheduler="fsrs:97")
    time.move(days=3)
    change(scheduler="sm2")
    time.move(days=3)
    learner.mark(card, "unsuspend")

    assert days() == ({0}, set())


SCHEDULERS = ("sm2", "fsrs:97", "fsrs:70")


@pytest.mark.parametrize("seed", range(12))
def test_no_later_day_changes_what_was_to_be_seen_at_the_end_of_a_day(
    learner, deck, make, days, change, time, seed
):
    chance = Random(seed)  # noqa: S311 - no secret
    deck(*(make.flashcard() for _ in range(6)))
    change(new_per_day=1)
    done, missed = set(), set()
    for day in range(30):
        for act in chance.choices(("answer", "undo", "mark", "switch", "nothing"), (6, 3, 1, 1, 5), k=3):
            do(learner, change, chance, act)
        if answers_today(learner):
            done.add(day)
        elif db.session.scalar(sa.select(sa.exists().where(Card.queue_day <= learner.day))):
            missed.add(day)
        time.move(days=1)

        assert days() == (done, missed)


def do(learner, change, chance: Random, act: str) -> None:
    """One thing that a learner may do, if it can be done."""
    waiting = learner.draw()
    if act == "answer" and waiting is not None:
        learner.press(chance.choice(list(Button)), waiting)
    elif act == "undo":
        with suppress(service.NothingToUndoError):
            learner.undo()
    elif act == "mark":
        card = db.session.scalars(sa.select(Card)).first()
        if card is not None:
            learner.mark(card.item_id, "unsuspend" if card.suspended else chance.choice(("suspend", "reset")))
    elif act == "switch":
        change(scheduler=chance.choice(SCHEDULERS))


def answers_today(learner) -> int:
    undone = undone_sequences(learner.user.id)
    of_today = ReviewLog.day == learner.day, ReviewLog.action == "answer"
    return db.session.scalar(
        sa.select(sa.func.count()).select_from(ReviewLog).where(*of_today, ReviewLog.sequence.not_in(undone))
    )


def test_imported_reviews_count_on_their_days(learner, card, days, make, time):
    make.logged(learner.user, card, "imported", sequence=1, day=BEGIN - 9, grade=4, due_day=BEGIN - 8)
    make.logged(learner.user, card, "imported", sequence=2, day=BEGIN - 8, grade=4, due_day=BEGIN + 4)

    assert days() == ({-9, -8}, set())


def test_a_part_of_the_log_gives_the_same_days_as_all_of_it(learner, deck, make, days, time):
    deck(*(make.flashcard() for _ in range(4)))
    for pause in (1, 3, 1, 7, 2):
        learner.press()
        time.move(days=pause)
    done, missed = days()

    for since in range(15):
        later = ({day for day in done if day >= since}, {day for day in missed if day >= since})
        assert days(BEGIN + since) == later


@pytest.mark.parametrize("days", [days + 5 for days in LOOKS_BACK[:2]])
def test_a_streak_longer_than_what_is_read_first_counts_in_full(learner, card, make, time, days):
    for day in range(days):
        make.logged(learner.user, card, sequence=day + 1, day=BEGIN + day, grade=4, due_day=BEGIN + day + 1)

    assert streak_of(db.session(), learner.user.id, BEGIN + days) == days


def test_the_longest_streak_may_be_over():
    days = StudyDays(done=frozenset({1, 3, 4, 7, 9}), missed=frozenset({5, 8}))

    assert (days.streak, days.longest_streak) == (1, 3)


@given(st.sets(st.integers(1, 40)), st.sets(st.integers(1, 40)))
def test_the_longest_streak_is_never_shorter_than_the_present_one(done, missed):
    days = StudyDays(done=frozenset(done), missed=frozenset(missed - done))

    assert 0 <= days.streak <= days.longest_streak <= len(done)
