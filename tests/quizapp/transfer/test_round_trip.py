"""Out to Anki, answered there, and back: interval, ease and log are kept; one undo takes it all back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from quizapp.extensions import db
from quizapp.learner_settings import change_settings
from quizapp.scheduling.grades import Button
from quizapp.study.check import compare_with_log
from quizapp.transfer.judging import Skipped
from tests.quizapp.study.conftest import Learner, cards, log
from tests.quizapp.transfer.conftest import Anki, exported, imported, previewed, states_by_guid


def at_this_moment(learner: Learner, *, days_ago: int = 0) -> None:
    """Anki asks the machine for the time, so that these tests live at the machine's."""
    learner.time.moment = datetime.now(UTC) - timedelta(days=days_ago)


def answer_in_anki(anki: Anki, eases: list[int]) -> list[str]:
    """Answer as many cards as there are eases; gives their GUIDs."""
    anki.collection.decks.select(anki.collection.decks.id("quizapp"))
    answered = []
    for ease in eases:
        queued = anki.collection.sched.get_queued_cards().cards[0]
        card = anki.collection.get_card(queued.card.id)
        card.start_timer()
        anki.collection.sched.answerCard(card, ease)
        answered.append(card.note().guid)
    return answered


def in_anki_days(anki: Anki, card: Any, learner: Learner) -> int:
    return learner.day + card.due - anki.collection.sched.today


@pytest.fixture(params=["sm2", "fsrs:90"])
def studied(request, learner, deck, make):
    """A learner with ten cards, six of them answered three days ago and so due by now."""
    deck(*(make.flashcard() for _ in range(10)))
    at_this_moment(learner, days_ago=3)
    change_settings(
        db.session(), learner.user.id, {"scheduler": request.param, "new_per_day": 6}, learner.time.now()
    )
    db.session.commit()
    learner.finish(Button.GOOD)
    at_this_moment(learner)
    return learner


@pytest.mark.parametrize("legacy", [True, False])
def test_what_was_answered_in_anki_counts_here(studied, anki, legacy):
    anki.take(exported(studied))
    before = states_by_guid(studied)
    answered = answer_in_anki(anki, [3, 4, 2, 3])

    done = imported(studied, anki.give(legacy=legacy))

    there, here = anki.cards(), states_by_guid(studied)
    reviewed = [guid for guid in answered if there[guid].type == 2]
    assert done.cards == len(set(answered))
    assert done.reviews == len(answered)
    assert reviewed
    for guid in reviewed:
        state, card = here[guid], there[guid]
        assert (state.interval_days, state.ease_hundredths * 10, state.lapses) == (
            card.ivl,
            card.factor,
            card.lapses,
        )
        assert state.due_day == in_anki_days(anki, card, studied)
    assert {guid: state for guid, state in here.items() if guid not in answered} == {
        guid: state for guid, state in before.items() if guid not in answered
    }
    assert compare_with_log().differences == ()


@pytest.mark.parametrize("legacy", [True, False])
def test_a_whole_collection_is_read_as_a_deck_is(studied, anki, legacy):
    anki.take(exported(studied))
    answered = answer_in_anki(anki, [3, 4])
    package = anki.folder / "all.colpkg"
    anki.collection.export_collection_package(str(package), include_media=False, legacy=legacy)
    anki.collection.reopen()

    plan = previewed(studied, package.read_bytes()).plan

    assert (plan.found, len(plan.changes), plan.reviews) == (10, len(set(answered)), 2)


def test_the_log_of_anki_follows_ours(studied, anki):
    anki.take(exported(studied))
    answer_in_anki(anki, [1, 3])
    ours = len(log())

    imported(studied, anki.give())

    added = log()[ours:]
    assert [row.action for row in added if row.action != "import"] == ["imported"] * 2
    assert sorted(row.grade for row in added if row.grade is not None) == [1, 4]
    assert {row.batch for row in added} == {added[0].sequence}
    times = [ms for ms, *_ in anki.reviews()[-2:]]
    assert sorted(round(row.device_time.timestamp() * 1000) for row in added if row.device_time) == times


def test_one_undo_takes_the_import_back(studied, anki, client_of):
    anki.take(exported(studied))
    answer_in_anki(anki, [3, 1, 3, 3, 3, 3, 3])
    before = cards()
    done = imported(studied, anki.give())
    assert cards() != before

    client = client_of(studied.user)
    page = client.get("/study/finished")
    newest = log()[-1].sequence
    client.post("/study/undo", {"sequence": newest}, status=303)

    shown = client.get("/study/").text
    assert f"Taken back: the import of {done.cards} cards." in shown
    assert f'value="{newest}"' in page.text
    after = {place: row for place, row in cards().items() if place in before}
    assert after == before
    assert compare_with_log().differences == ()


def test_a_second_import_of_the_same_package_changes_nothing(studied, anki):
    anki.take(exported(studied))
    answer_in_anki(anki, [3, 3, 2])
    package = anki.give()
    imported(studied, package)

    plan = previewed(studied, package).plan

    assert plan.changes == ()
    assert plan.unchanged + plan.skipped[Skipped.NEW_THERE] == 10


def test_an_import_that_was_taken_back_can_be_done_again(studied, anki):
    anki.take(exported(studied))
    answer_in_anki(anki, [3, 3, 2])
    package = anki.give()
    imported(studied, package)
    once = states_by_guid(studied)
    studied.undo()

    again = imported(studied, package)

    assert (again.cards, states_by_guid(studied)) == (3, once)
    assert compare_with_log().differences == ()


def test_what_was_imported_goes_out_again_as_it_came(studied, anki):
    anki.take(exported(studied))
    answer_in_anki(anki, [3, 2, 1])
    imported(studied, anki.give())
    before = anki.reviews()

    anki.take(exported(studied), "again.apkg")

    assert [row[:2] for row in anki.reviews()] == [row[:2] for row in before]


def test_a_package_of_what_anki_never_touched_changes_nothing(studied, anki):
    anki.take(exported(studied))

    plan = previewed(studied, anki.give()).plan

    assert (len(plan.changes), plan.unchanged, dict(plan.skipped)) == (0, 6, {Skipped.NEW_THERE: 4})


def test_a_card_answered_here_since_is_left_alone(studied, anki):
    anki.take(exported(studied))
    answered = answer_in_anki(anki, [3, 3])
    package = anki.give()
    at_this_moment(studied)
    studied.time.move(minutes=5)
    studied.finish(Button.GOOD)

    plan = previewed(studied, package).plan

    assert plan.changes == ()
    assert plan.skipped[Skipped.ANSWERED_HERE] >= len(set(answered))


def test_an_undone_answer_does_not_come_back(studied, anki):
    anki.take(exported(studied))
    studied.press(Button.GOOD)
    anki.take(exported(studied), "later.apkg")
    studied.undo()
    before = states_by_guid(studied)

    imported(studied, anki.give())

    assert states_by_guid(studied) == before


def test_an_import_goes_on_being_studied(studied, anki):
    anki.take(exported(studied))
    answer_in_anki(anki, [3, 1, 3, 3])
    imported(studied, anki.give())

    for _ in range(20):
        studied.time.move(days=1)
        studied.finish(Button.GOOD)

    assert compare_with_log().differences == ()
    assert all(state.due_day > studied.day for state in states_by_guid(studied).values())
