"""Custom sessions: what they are drawn from, what their answers do and do not do, and how they end."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa

from questions import bundled_articles
from quizapp.errors import InvalidInputError, MissingError
from quizapp.extensions import db, writing
from quizapp.learner_settings import change_settings
from quizapp.library.service import add_articles, choose
from quizapp.models import Card, Item, ItemState, Membership, StudySession, StudySessionCard
from quizapp.scheduling.grades import Button
from quizapp.study import feedback, screens, service
from quizapp.study.check import compare_with_log
from quizapp.study.deck import read_waiting
from quizapp.study.errors import StaleAnswerError
from quizapp.study.overview import overview_of
from quizapp.study.sessions import result as session_result
from quizapp.study.sessions import service as sessions
from quizapp.study.sessions.cards import Pool
from quizapp.study.sessions.selection import Order, Wanted
from tests.quizapp.study.conftest import cards, dump, log


@pytest.fixture
def begin(learner, time):
    """Starts a session and gives its number; without a pool, of all that was seen. Each on its own."""

    def start(pool=Pool.SEEN, **fields):
        time.move(minutes=1)
        wanted = Wanted(**{"pool": pool, "order": Order.OLDEST, **fields})
        offered, chance = sessions.choices(learner.viewer), Random(1)  # noqa: S311
        return sessions.start(learner.viewer, wanted, offered, time.now(), chance=chance)

    return start


@pytest.fixture
def answer(learner):
    """Answers the session's next card, or the one given."""

    def press(number, button=Button.GOOD, item=None, **details):
        shown = screens.session_card(learner.viewer, number, learner.time.now())
        item = item or shown.item_id
        waiting = read_waiting(db.session(), learner.user.id, item)
        if waiting.content["options"]:
            right = [option["correct"] for option in waiting.content["options"]].index(True)
            chosen = {"option": right if button is not Button.AGAIN else right - 1}
        else:
            chosen = {"button": button}
        return learner.send(waiting, session=number, **{**chosen, **details})

    return press


@pytest.fixture
def seen(deck, make, learner):
    """Three cards that were learnt yesterday, due today."""

    def learn(*contents):
        items = deck(*(contents or [make.flashcard() for _ in range(3)]))
        learner.finish()
        learner.time.move(days=1)
        return items

    return learn


def items_of(number: int) -> list[int]:
    query = sa.select(StudySessionCard.item_id).where(StudySessionCard.number == number)
    return list(db.session.scalars(query.order_by(StudySessionCard.place)))


def found(learner, **fields) -> int:
    offered = sessions.choices(learner.viewer)
    wanted = Wanted(**{"order": Order.OLDEST, **fields})
    return sessions.count(learner.viewer, wanted, offered, learner.time.now()).cards


def versions() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Card.version).order_by(Card.item_id)))


def shown(learner, number):
    return screens.session_card(learner.viewer, number, learner.time.now())


def result(learner, number):
    return session_result.result_of(learner.viewer, number, learner.time.now())


def test_practice_is_logged_and_moves_nothing(seen, learner, begin, answer):
    items = seen()
    before, earlier, rows = cards(), versions(), len(log())
    number = begin()

    for button in (Button.AGAIN, Button.GOOD, Button.EASY):
        answer(number, button, duration_ms=4_000)

    assert cards() == before
    assert versions() == earlier
    assert [(row.action, row.item_id, row.grade, row.duration_ms) for row in log()[rows:]] == [
        ("practice", item, grade, 4_000) for item, grade in zip(items, (1, 4, 5), strict=True)
    ]
    assert shown(learner, number) is None


def test_practice_counts_in_no_figure_of_the_day(seen, learner, begin, answer):
    seen()
    before = overview_of(learner.viewer, learner.time.now())
    number = begin()
    answer(number, Button.AGAIN)

    after = overview_of(learner.viewer, learner.time.now())

    assert (after.left, after.done, after.streak, after.tomorrow) == (
        before.left,
        before.done,
        before.streak,
        before.tomorrow,
    )


def test_a_new_card_may_be_practised_and_stays_new(deck, make, learner, begin, answer):
    (item,) = deck(make.flashcard())
    number = begin(Pool.EVERYTHING)
    answer(number)
    learner.undo()
    answer(number)

    assert cards() == {}
    assert learner.drawn().item_id == item


def test_undo_brings_the_card_back_in_its_session_and_changes_no_version(seen, learner, begin, answer):
    items = seen()
    before, earlier = cards(), versions()
    number = begin()
    answer(number)
    answer(number)

    undone = learner.undo()

    assert (undone.action, undone.item_id, undone.session) == ("practice", items[1], number)
    assert (cards(), versions()) == (before, earlier)
    screen = shown(learner, number)
    assert (screen.item_id, screen.session.position, screen.session.total) == (items[1], 2, 3)


def test_only_what_was_done_in_the_session_is_offered_for_undoing_there(seen, learner, begin, answer):
    seen()
    learner.press()
    number = begin()
    assert shown(learner, number).undoable is None

    answer(number)

    assert shown(learner, number).undoable is not None


def test_a_retry_with_the_same_key_records_practice_once(seen, begin, answer, learner):
    items = seen()
    number = begin()
    rows = len(log())
    key = "9d3d4d2c-93c0-4b55-8d1e-6c2f5f6b1a10"

    assert answer(number, key=key) == answer(number, Button.AGAIN, item=items[0], key=key)
    assert len(log()) == rows + 1


def test_an_old_page_of_a_card_answered_in_the_session_is_refused(seen, begin, answer):
    items = seen()
    number = begin()
    answer(number)
    before = dump()

    with pytest.raises(StaleAnswerError):
        answer(number, item=items[0])

    assert dump() == before


def test_a_page_from_before_the_card_moved_on_is_refused(seen, learner, begin):
    seen()
    number = begin()
    old = learner.drawn()
    learner.press(card=old)
    before = dump()

    with pytest.raises(StaleAnswerError):
        learner.send(old, button=Button.GOOD, session=number)

    assert dump() == before


def test_a_card_of_another_session_or_none_is_refused(seen, learner, begin, answer):
    items = seen()
    number = begin(size=1)

    with pytest.raises(StaleAnswerError):
        answer(number, item=items[2])
    with pytest.raises(MissingError):
        answer(99, item=items[2])


def test_the_grade_of_a_practice_answer_cannot_be_changed(seen, learner, make, begin, answer):
    seen(make.multiple_choice())
    number = begin()
    outcome = answer(number)

    with pytest.raises(StaleAnswerError):
        service.change_grade(learner.viewer, outcome.sequence, 3, learner.time.now())
    assert feedback.feedback_on(learner.viewer, outcome.sequence, learner.time.now()).offered == ()


@pytest.mark.parametrize(("scheduler", "days"), [("sm2", 1), ("fsrs:90", 0)])
def test_ahead_of_time_an_answer_is_an_ordinary_one_reckoned_from_today(
    seen, learner, begin, answer, scheduler, days
):
    (item, *_) = seen()
    with writing() as session:
        change_settings(session, learner.user.id, {"scheduler": scheduler}, learner.time.now())
    learner.finish()
    learner.time.move(days=days)
    number = begin(Pool.AHEAD, days=14, size=1)
    assert shown(learner, number).session.counts

    answer(number, Button.EASY)

    card = read_waiting(db.session(), learner.user.id, item).card.state
    assert log()[-1].action == "answer"
    assert card.last_day == learner.day
    assert card.due_day == learner.day + card.interval_days
    assert card.interval_days > 1


def test_sm2_takes_a_review_ahead_of_time_as_one_on_its_day(seen, learner, begin, answer):
    """1, 6, then 6 x 2.50 = 15 days, though only 1 of the 6 has gone by."""
    seen()
    learner.finish()
    learner.time.move(days=1)
    number = begin(Pool.AHEAD, days=14)
    answer(number)

    assert log()[-1].interval_days == 15


def test_ahead_of_time_finds_what_is_due_in_those_days_and_was_not_answered_today(seen, learner):
    seen()
    assert found(learner, pool=Pool.AHEAD, days=14) == 0  # due today: that is the queue's

    learner.press()
    assert found(learner, pool=Pool.AHEAD, days=14) == 0  # answered today
    learner.time.move(days=1)

    assert found(learner, pool=Pool.AHEAD, days=4) == 0
    assert found(learner, pool=Pool.AHEAD, days=5) == 1


def test_a_card_answered_meanwhile_is_practice_ahead_of_time(seen, learner, begin, answer):
    seen()
    learner.finish()
    learner.time.move(days=1)
    first, second = begin(Pool.AHEAD, days=14), begin(Pool.AHEAD, days=14)
    answer(first, Button.AGAIN)  # due tomorrow

    assert not shown(learner, second).session.counts
    answer(second)

    assert [row.action for row in log()[-2:]] == ["answer", "practice"]


def test_where_answers_count_they_do_for_due_cards_only(seen, learner, make, begin, answer):
    items = seen()
    learner.press()  # due in six days
    number = begin(counts=True)

    screens_in_turn = []
    for _ in items:
        screens_in_turn.append(shown(learner, number).session.counts)
        answer(number)

    assert sorted(screens_in_turn) == [False, True, True]
    assert sorted(row.action for row in log()[-3:]) == ["answer", "answer", "practice"]
    assert result(learner, number).moved == 2
    assert learner.draw() is None


def test_an_answer_that_counts_and_fails_is_drilled_in_todays_queue(seen, learner, begin, answer):
    seen()
    number = begin(counts=True, size=1)
    answer(number, Button.AGAIN)

    assert shown(learner, number) is None
    assert overview_of(learner.viewer, learner.time.now()).left.drills == 1


def test_undo_of_an_answer_that_counted_restores_the_card(seen, learner, begin, answer):
    seen()
    before = cards()
    number = begin(counts=True)
    answer(number)
    assert cards() != before

    assert learner.undo().session == number
    assert cards() == before


def test_mistakes_are_cards_whose_latest_answer_was_wrong(deck, make, learner, begin, answer):
    first, _ = deck(make.flashcard(), make.flashcard())
    learner.press(Button.AGAIN)
    learner.press(Button.HARD)
    learner.finish()  # the drills mend nothing
    number = begin(Pool.MISTAKES, days=1)
    assert items_of(number) == [first]

    answer(number)
    assert found(learner, pool=Pool.MISTAKES, days=1) == 0
    learner.undo()
    assert found(learner, pool=Pool.MISTAKES, days=1) == 1

    learner.time.move(days=1)
    assert found(learner, pool=Pool.MISTAKES, days=1) == 0
    assert found(learner, pool=Pool.MISTAKES, days=2) == 1


def test_flagged_and_leeches_are_found_by_their_marks(deck, make, learner):
    first, second, third = deck(make.flashcard(), make.flashcard(), make.flashcard())
    make.card(learner.user, first, lapses=8)
    make.card(learner.user, second, lapses=7)
    learner.mark(third, "flag")

    assert found(learner, pool=Pool.FLAGGED) == 1
    assert found(learner, pool=Pool.LEECHES) == 1
    assert found(learner, pool=Pool.SEEN) == 2
    assert found(learner, pool=Pool.EVERYTHING) == 3


def test_a_pool_is_narrowed_by_set_condition_tag_and_kind(deck, make, learner):
    spine = {"title": "Kissing spine", "icd10": "M48.2"}
    deck(
        {**make.flashcard(), "condition": spine, "tags": ["exam 1", "münzen"]},
        {**make.flashcard(), "tags": ["exam 10", 'say "ah"']},
        make.multiple_choice(),
    )
    (other,) = deck(make.flashcard())
    other_set = db.session.get_one(Item, other).set_id

    def count(**fields):
        return found(learner, pool=Pool.EVERYTHING, **fields)

    assert count() == 4
    assert count(condition="Kissing spine") == 1
    assert count(tag="exam 1") == 1
    assert count(tag="münzen") == 1
    assert count(tag='say "ah"') == 1
    assert count(tag="exam") == 0
    assert count(only_choices=True) == 1
    assert count(set_id=other_set) == 1
    assert count(set_id=other_set, condition="Kissing spine") == 0
    assert sessions.choices(learner.viewer).tags == ("exam 1", "exam 10", "münzen", 'say "ah"')


def test_a_pool_is_narrowed_by_the_chapter_of_the_article(make, learner, time, quick_library):
    paths = [file.path for file in bundled_articles() if file.path.stem in {"kissing-spine", "achalasia"}]
    add_articles([(path.name, path.read_bytes()) for path in paths], time.now())
    for set_id in db.session.scalars(sa.select(Item.set_id).distinct()).all():
        choose(learner.user.id, set_id, time.now())
    chapters = sessions.choices(learner.viewer).chapters

    counts = [found(learner, pool=Pool.EVERYTHING, chapter=one.number) for one in chapters]

    assert [one.number for one in chapters] == [11, 13]
    assert all(counts)
    assert sum(counts) == found(learner, pool=Pool.EVERYTHING)
    assert found(learner, pool=Pool.EVERYTHING, chapter=1) == 0


@pytest.mark.parametrize("mark", ["suspend", "bury"])
def test_cards_put_away_are_not_found(seen, learner, mark):
    items = seen()
    learner.mark(items[0], mark)

    assert found(learner, pool=Pool.SEEN) == 2


def test_a_mixed_order_comes_from_chance_and_stays(deck, make, learner, time):
    items = deck(*(make.flashcard() for _ in range(12)))
    wanted = Wanted(pool=Pool.EVERYTHING, size=12)
    offered = sessions.choices(learner.viewer)
    moments = [time.now() + timedelta(minutes=minutes) for minutes in range(3)]

    first, same, other = (
        items_of(sessions.start(learner.viewer, wanted, offered, moment, chance=Random(seed)))  # noqa: S311
        for moment, seed in zip(moments, (1, 1, 2), strict=True)
    )

    assert sorted(first) == items
    assert first == same
    assert first != other


@pytest.fixture
def press(learner, time):
    """Starts a session as the button does, so many seconds after the last press; gives its number."""

    def start(after=1, **fields):
        time.move(seconds=after)
        wanted = Wanted(**{"pool": Pool.SEEN, **fields})
        return sessions.start(learner.viewer, wanted, sessions.choices(learner.viewer), time.now())

    return start


@pytest.mark.parametrize(
    "wishes", [{}, {"size": 2}, {"order": Order.OLDEST, "counts": True}, {"seconds_a_question": 30}]
)
def test_a_button_pressed_twice_starts_one_session(seen, press, wishes):
    seen()

    assert press(**wishes) == press(**wishes)


@pytest.mark.parametrize(
    "change",
    [
        {"size": 2},
        {"pool": Pool.EVERYTHING},
        {"only_choices": True},
        {"counts": True},
        {"minutes": 5},
        {"after": 6},
    ],
)
def test_other_wishes_or_the_same_ones_later_start_another_session(deck, make, learner, press, change):
    deck(*(make.multiple_choice() for _ in range(3)))
    learner.finish()

    assert press() != press(**change)


def test_a_session_that_was_answered_or_discarded_is_not_started_again(seen, learner, press, answer, time):
    seen()

    first = press()
    answer(first)
    second = press()
    sessions.discard(learner.viewer, second, time.now())

    assert [first, second, press()] == [1, 2, 3]


def test_practising_misses_pressed_twice_starts_one_session(seen, learner, press, answer, time):
    seen()
    number = press()
    answer(number, Button.AGAIN)

    first, second = (sessions.practise_misses(learner.viewer, number, time.now()) for _ in range(2))

    assert first == second == number + 1


def test_nothing_is_stored_where_nothing_matches(seen, learner, begin):
    seen()
    before = dump()

    with pytest.raises(InvalidInputError, match="No card matches"):
        begin(Pool.FLAGGED)

    assert dump() == before


def retire(learner, item):
    with writing() as session:
        session.get_one(Item, item).state = ItemState.RETIRED


def suspend(learner, item):
    learner.mark(item, "suspend")


@pytest.mark.parametrize("gone", [retire, suspend])
def test_cards_gone_since_the_start_are_skipped_and_said_so(seen, learner, begin, answer, gone):
    items = seen()
    number = begin()
    gone(learner, items[0])

    screen = shown(learner, number)

    assert screen.item_id == items[1]
    assert (screen.session.total, screen.session.skipped) == (2, 1)
    answer(number)
    answer(number)
    assert result(learner, number).is_over
    assert result(learner, number).skipped == 1


def test_a_session_whose_set_was_unassigned_is_over(seen, learner, make, begin, client_of):
    seen()
    number = begin()
    (course_id,) = db.session.scalars(sa.select(Membership.course_id).distinct())
    client_of(learner.user).post(f"/courses/{course_id}/leave")

    assert shown(learner, number) is None
    assert result(learner, number).skipped == 3


def test_in_a_timed_block_answers_count_until_the_end_and_a_moment_after(seen, learner, begin, answer):
    items = seen()
    number = begin(seconds_a_question=60, counts=True)
    row = db.session.execute(sa.select(StudySession.created_at, StudySession.ends_at)).one()
    assert row.ends_at - row.created_at == timedelta(minutes=3)
    assert shown(learner, number).session.time_left == "3:00"

    learner.time.move(minutes=3)
    assert shown(learner, number) is None
    learner.time.moment += timedelta(seconds=5)
    answer(number, item=items[0])
    learner.time.moment += timedelta(seconds=1)
    answer(number, Button.AGAIN, item=items[1])

    assert [row.action for row in log()[-2:]] == ["answer", "practice"]
    end = result(learner, number)
    assert (end.total.answered, end.late, end.waiting, end.is_out_of_time) == (1, 1, 1, True)
    assert end.misses == ()


def test_the_result_tells_right_and_wrong_time_and_misses(seen, learner, make, begin, answer):
    spine = {"title": "Kissing spine", "icd10": "M48.2"}
    seen(
        {**make.flashcard("Name a cause.", "poor posture"), "condition": spine},
        {**make.multiple_choice(), "condition": spine},
        make.flashcard(),
    )
    number = begin(minutes=2)
    for button, seconds in ((Button.AGAIN, 10), (Button.GOOD, 30), (Button.HARD, 50)):
        answer(number, button, duration_ms=1000 * seconds)

    end = result(learner, number)

    assert (end.total.answered, end.total.right, end.moved) == (3, 2, 0)
    assert [(row.name, row.answered, row.right) for row in end.by_kind] == [
        ("Flashcards", 2, 1),
        ("Multiple choice", 1, 1),
    ]
    assert [(row.name, row.answered, row.right) for row in end.by_condition] == [
        ("Kissing spine", 2, 1),
        ("Without a condition", 1, 1),
    ]
    assert (end.seconds, end.seconds_given) == (30, 40)
    assert [miss.answer for miss in end.misses] == ["poor posture"]


def test_misses_are_practised_again_until_none_is_left(seen, learner, begin, answer):
    items = seen()
    number = begin(counts=True, seconds_a_question=60)
    for button in (Button.AGAIN, Button.GOOD, Button.AGAIN):
        answer(number, button)

    again = sessions.practise_misses(learner.viewer, number, learner.time.now())

    assert sorted(items_of(again)) == [items[0], items[2]]
    before = cards()
    answer(again)
    answer(again)
    assert cards() == before
    with pytest.raises(MissingError):
        sessions.practise_misses(learner.viewer, again, learner.time.now())


def test_a_session_is_resumed_on_a_later_day_until_it_is_done_or_discarded(seen, learner, begin, answer):
    seen()
    number, other = begin(), begin()
    answer(number)
    learner.time.move(days=3)

    def offered():
        return [one.number for one in sessions.unfinished(learner.viewer, learner.time.now())]

    assert offered() == [other, number]
    assert shown(learner, number).session.position == 2

    assert sessions.discard(learner.viewer, number, learner.time.now())
    assert not sessions.discard(learner.viewer, other, learner.time.now())
    assert offered() == []
    assert result(learner, number).total.answered == 1
    with pytest.raises(MissingError):
        result(learner, other)
    assert begin() == other + 1  # the log names sessions by number: none is used twice


def test_an_unfinished_session_is_offered_however_many_were_finished_since(seen, learner, begin, answer):
    seen()
    number = begin()
    for _ in range(11):
        answer(begin(size=1))

    assert [one.number for one in sessions.unfinished(learner.viewer, learner.time.now())] == [number]


def test_a_session_is_its_learners_alone(seen, learner, make, begin, client_of):
    seen()
    number = begin()
    stranger = client_of(make.user())

    for url in ("", "/card"):
        stranger.get(f"/study/sessions/{number}{url}", status=404)
    for url in ("/discard", "/again"):
        stranger.post(f"/study/sessions/{number}{url}", status=404)


def test_the_log_still_gives_every_card_after_practice_and_its_undoing(
    seen, deck, make, learner, begin, answer
):
    seen()
    deck({**make.flashcard(), "condition": {"title": "Gout", "icd10": None}})
    number = begin(counts=True, size=2)
    answer(number)
    answer(number)
    learner.undo()
    practice = begin()
    answer(practice)
    learner.undo()

    unseen = begin(Pool.EVERYTHING, condition="Gout")
    answer(unseen, Button.AGAIN)
    learner.undo()
    answer(unseen)

    db.session.rollback()
    assert compare_with_log().differences == ()
