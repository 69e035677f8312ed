"""Today's figures, held against what was done."""

from __future__ import annotations

import pytest

from quizapp.decks import refresh_sets
from quizapp.extensions import writing
from quizapp.models import ChosenSet, ReviewLog
from quizapp.progress.counting import count_answers
from quizapp.progress.figures import Scope
from quizapp.progress.report import one_user
from quizapp.scheduling.grades import Button
from quizapp.scheduling.queue import Counts
from quizapp.study import overview, service
from quizapp.study.overview import overview_of
from tests.page_client import words

NOTHING = Counts(backlog=0, due=0, drills=0, new=0)


@pytest.fixture
def seen(learner):
    return lambda: overview_of(learner.viewer, learner.time.now())


def test_each_card_is_counted_once_under_why_it_waits(learner, deck, make, seen, time):
    late, due, _again, _new = deck(*(make.flashcard() for _ in range(4)))
    learner.press()
    time.move(days=1)
    learner.mark(late, "bury")
    learner.press()
    time.move(days=1)
    learner.mark(late, "flag")
    learner.mark(due, "flag")
    assert seen().left == Counts(backlog=1, due=1, drills=0, new=2)

    learner.press()
    learner.press()
    learner.press(Button.AGAIN)

    assert seen().left == Counts(backlog=0, due=0, drills=1, new=1)


def test_new_cards_beyond_the_daily_limit_are_held_back(learner, deck, make, seen):
    deck(*(make.flashcard() for _ in range(23)))

    assert (seen().left.new, seen().new_held_back, seen().cards_left) == (20, 3, 20)
    assert seen().tomorrow.new == 3


def test_no_number_is_made_of_a_count_that_stopped_at_its_cap(learner, deck, make, seen, client, monkeypatch):
    monkeypatch.setattr(overview, "COUNT_CAP", 23)
    deck(*(make.flashcard() for _ in range(23)))

    assert seen().new_held_back is None
    assert "20 more on other days" in words(client.get("/study/").text)


@pytest.mark.parametrize(
    ("durations_ms", "minutes"),
    [
        ((), 5),  # 20 cards at 15 s
        ((30_000,), 10),
        ((30_000, 90_000), 14),  # 18 cards at 45 s: the longer answer counts as 60 s
        ((3_600_000,), 19),
    ],
)
def test_minutes_follow_the_learners_own_pace(learner, deck, make, seen, durations_ms, minutes):
    deck(*(make.flashcard() for _ in range(40)))
    for duration_ms in durations_ms:
        learner.press(duration_ms=duration_ms)

    assert seen().minutes == minutes


def test_only_the_last_hundred_answers_and_none_undone_set_the_pace(learner, deck, make, seen):
    deck(*(make.flashcard() for _ in range(3)))
    learner.press(duration_ms=60_000)
    row = ReviewLog.__table__
    with writing() as session:
        first = dict(session.execute(row.select()).mappings().one())
        session.execute(
            row.insert(), [{**first, "sequence": 2 + n, "duration_ms": 6_000} for n in range(100)]
        )
    learner.press(duration_ms=59_000)
    learner.undo()

    assert seen().minutes == 1


def test_share_right_counts_first_answers_that_stand_and_agrees_with_progress(learner, deck, make, seen):
    deck(make.multiple_choice(key=0), make.flashcard(), make.flashcard())
    for button in (Button.AGAIN, Button.HARD, Button.AGAIN):
        learner.answer(learner.drawn(), button)
    learner.undo()
    learner.finish()

    done = seen().done
    progress = count_answers(Scope(users=one_user(learner.user.id)), "day")[(learner.day,)]

    assert (done.answered, done.right, done.drills) == (3, 2, 2)
    assert (done.answered, done.right) == (progress.answered, progress.right)
    assert done.share_right == progress.share_right


def test_nothing_answered_has_no_share(seen):
    assert seen().done.share_right is None


def test_a_streak_grows_by_days_and_today_counts_once_answered(learner, deck, make, seen, time):
    deck(*(make.flashcard() for _ in range(30)))
    assert seen().streak == 0
    for day in range(3):
        assert seen().streak == day
        learner.press()
        assert seen().streak == day + 1
        time.move(days=1)


def test_an_undone_answer_makes_no_day(learner, deck, make, seen):
    deck(make.flashcard())
    learner.press()

    learner.undo()

    assert seen().streak == 0
    assert seen().done.answered == 0


def test_days_on_which_nothing_was_due_break_no_streak(learner, deck, make, seen, time):
    deck(make.flashcard())
    learner.press()
    time.move(days=1)
    learner.press()

    time.move(days=5)
    assert seen().streak == 2
    time.move(days=1)
    learner.press()
    assert seen().streak == 3


@pytest.mark.parametrize(("aside", "streak"), [("suspend", 1), ("bury", 0), ("flag", 0)])
def test_a_missed_review_ends_a_streak_unless_its_card_was_suspended(
    learner, deck, make, seen, time, aside, streak
):
    (item,) = deck(make.flashcard())
    learner.press()
    learner.mark(item, aside)

    time.move(days=2)

    assert seen().streak == streak


def test_a_card_suspended_and_brought_back_was_due_all_the_same(learner, deck, make, seen, time):
    (item,) = deck(make.flashcard())
    learner.press()
    learner.mark(item, "suspend")
    learner.undo()

    time.move(days=2)

    assert seen().streak == 0


def test_tomorrow_brings_what_is_due_then_and_what_is_left_over(learner, deck, make, seen, time):
    deck(*(make.flashcard() for _ in range(3)))
    learner.press()
    learner.press(Button.EASY)

    assert seen().tomorrow == Counts(backlog=0, due=2, drills=0, new=0)
    time.move(days=1)
    assert seen().tomorrow == Counts(backlog=2, due=0, drills=0, new=0)


def test_courses_are_named_and_a_chosen_set_counts_without_one(learner, make, seen):
    assert (seen().courses, seen().has_sets, seen().left) == ((), False, NOTHING)

    library = make.question_set(None, make.flashcard())
    with writing() as session:
        session.add(ChosenSet(user_id=learner.user.id, set_id=library.id, chosen_at=learner.time.now()))
        refresh_sets(session, [library.id])
    make.course(make.instructor(), learner.user, title="Zoology")
    make.course(make.instructor(), learner.user, title="Anatomy")

    assert (seen().courses, seen().has_sets, seen().left.new) == (("Anatomy", "Zoology"), True, 1)


def test_what_undo_would_take_back_is_the_latest_that_stands(learner, deck, make, seen):
    (item,) = deck(make.flashcard())
    assert seen().undoable is None
    answer = learner.press()
    learner.mark(item, "flag")

    assert seen().undoable.action == service.Action.FLAG
    learner.undo()
    assert seen().undoable.sequence == answer.sequence
