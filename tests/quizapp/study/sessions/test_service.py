"""Practice in custom sessions: what its answers do and do not do, and what is said at the end."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.errors import MissingError
from quizapp.extensions import db
from quizapp.models import Card, StudySession
from quizapp.scheduling.grades import Button
from quizapp.study import feedback, service
from quizapp.study.check import compare_with_log
from quizapp.study.errors import StaleAnswerError
from quizapp.study.overview import overview_of
from quizapp.study.sessions import service as sessions
from quizapp.study.sessions.cards import Pool
from tests.quizapp.study.conftest import cards, dump, log
from tests.quizapp.study.sessions.conftest import items_of, result, shown


def versions() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Card.version).order_by(Card.item_id)))


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
    assert [miss.answer.words for miss in end.misses] == ["poor posture"]


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
