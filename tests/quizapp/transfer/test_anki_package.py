"""The package that we write, opened by Anki: the same cards, due on the same days, with the same reviews."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from quizapp.extensions import db
from quizapp.learner_settings import change_settings
from quizapp.models import User
from quizapp.scheduling.grades import Button
from quizapp.study.service import change_grade
from quizapp.transfer.own import own_reviews
from tests.factories import PICTURE
from tests.quizapp.study.conftest import Learner
from tests.quizapp.transfer.conftest import Anki, exported, states_by_guid

CYCLE = [Button.GOOD, Button.AGAIN, Button.EASY, Button.GOOD, Button.HARD, Button.GOOD, Button.GOOD]


def set_up(learner: Learner, **settings: Any) -> None:
    session = db.session()
    change_settings(session, learner.user.id, settings, learner.time.now())
    session.commit()


def study(learner: Learner, *, days: int) -> None:
    """Answer all that waits on each of so many days, the last of which is this machine's today."""
    now = datetime.now(UTC)
    presses = 0
    for day in range(days - 1, -1, -1):
        learner.time.moment = now - timedelta(days=day)
        while (card := learner.draw()) is not None:
            learner.answer(card, CYCLE[presses % len(CYCLE)])
            presses += 1
            learner.time.move(seconds=7)


def days_until_due(anki: Anki, card: Any) -> int:
    """By the date that Anki shows in a card's info, which is this hour of the day on which it is due."""
    shown = datetime.fromtimestamp(anki.collection.card_stats_data(card.id).due_date, UTC)
    return round((shown - datetime.now(UTC)) / timedelta(days=1))


@pytest.mark.parametrize("scheduler", ["sm2", "fsrs:90"])
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kolkata"])
def test_anki_shows_the_dates_that_we_show(learner, deck, make, anki, machine_in, zone, scheduler):
    deck(*(make.flashcard() for _ in range(8)), *(make.multiple_choice() for _ in range(4)))
    learner.time.moment = datetime.now(UTC) - timedelta(days=31)
    learner.user.created_at = learner.time.moment
    set_up(learner, zone=zone, scheduler=scheduler)
    study(learner, days=30)
    machine_in(zone)

    anki.take(exported(learner))

    ours = states_by_guid(learner)
    assert anki.cards().keys() == ours.keys()
    for guid, card in anki.cards().items():
        state = ours[guid]
        assert (card.ivl, card.factor, card.lapses) == (
            state.interval_days,
            state.ease_hundredths * 10,
            state.lapses,
        )
        assert days_until_due(anki, card) == state.due_day - learner.day
        if scheduler != "sm2":
            assert card.memory_state.stability == pytest.approx(state.stability, abs=1e-3)
            assert card.memory_state.difficulty == pytest.approx(state.difficulty, abs=1e-2)
    due = sum(card.due <= anki.collection.sched.today for card in anki.cards().values())
    assert due == sum(state.due_day <= learner.day for state in ours.values())


def test_a_second_import_of_the_same_package_adds_nothing(learner, deck, make, anki):
    deck(make.flashcard(), make.flashcard())
    study(learner, days=5)
    package = exported(learner)
    anki.take(package)
    before = (anki.cards().keys(), anki.reviews(), anki.collection.decks.all_names())

    again = anki.take(package, "again.apkg")

    assert (anki.cards().keys(), anki.reviews(), anki.collection.decks.all_names()) == before
    assert (len(again.new), len(again.updated)) == (0, 0)


def test_the_reviews_stand_in_ankis_log_as_they_were_last_graded(learner, deck, make, anki):
    deck(make.flashcard(), make.multiple_choice())
    learner.time.moment = datetime.now(UTC) - timedelta(hours=1)
    learner.press(Button.AGAIN, duration_ms=4321)
    learner.time.move(minutes=1)
    outcome = learner.choose(0)
    change_grade(learner.viewer, outcome.sequence, 3, learner.time.now())
    learner.time.move(minutes=1)
    learner.press(Button.GOOD)

    anki.take(exported(learner))

    kinds = [(ease, kind, time) for _, _, _, ease, _, _, _, time, kind in anki.reviews()]
    assert kinds == [(1, 0, 4321), (2, 0, 0), (3, 2, 0)]


def test_what_was_taken_back_is_not_in_ankis_log(learner, deck, make, anki):
    deck(make.flashcard(), make.flashcard())
    learner.press()
    learner.press()
    learner.undo()

    anki.take(exported(learner))

    assert len(anki.reviews()) == 1
    assert Counter(card.type for card in anki.cards().values()) == {0: 1, 2: 1}


def test_cards_put_aside_here_are_put_aside_there(learner, deck, make, anki):
    items = deck(*(make.flashcard() for _ in range(4)))
    learner.time.moment = datetime.now(UTC)
    learner.mark(items[0], "suspend")
    learner.mark(items[1], "bury")
    learner.mark(items[2], "flag")

    anki.take(exported(learner))

    cards = [anki.collection.get_card(number) for number in sorted(anki.collection.find_cards(""))]
    assert [(card.queue, card.user_flag()) for card in cards] == [(-1, 0), (-3, 0), (0, 1), (0, 0)]


def test_new_cards_come_in_the_order_of_the_set(learner, deck, make, anki):
    deck(*(make.flashcard(front=f"Question {number}") for number in range(5)))

    anki.take(exported(learner))

    cards = sorted(anki.cards().values(), key=lambda card: card.due)
    assert [card.note()["Front"][:10] for card in cards] == [f"Question {number}" for number in range(5)]
    assert {card.type for card in cards} == {0}


def test_text_is_shown_as_it_is_and_nothing_of_it_runs(learner, deck, make, anki):
    stem = "Is <b>x</b> & [sound:a.mp3] {{Back}} [latex]y[/latex]\nso?"
    deck(make.flashcard(front=stem, back="<script>alert(1)</script>"))

    anki.take(exported(learner))

    card = next(iter(anki.cards().values()))
    shown = card.render_output()
    assert "&lt;b&gt;x&lt;/b&gt; &amp; &#91;sound:a.mp3]" in shown.question_text
    assert "&#123;&#123;Back}}" in shown.question_text
    assert not shown.question_av_tags
    assert "<script>" not in shown.answer_text


def test_options_stand_on_the_front_and_the_key_with_its_why_on_the_back(learner, deck, make, anki):
    deck(make.multiple_choice(key=2))

    anki.take(exported(learner))

    shown = next(iter(anki.cards().values())).render_output()
    assert all(option in shown.question_text for option in ("A. Rest", "B. Ice", "C. Heat", "D. Surgery"))
    assert "<b>" not in shown.question_text
    assert "<b>C. Heat</b>: Heat is explained." in shown.answer_text


def test_each_set_is_a_deck_below_one(learner, make, anki):
    teacher = make.instructor()
    course = make.course(teacher, learner.user)
    for title in ("Gout", "gout", "Bones::Joints"):
        make.question_set(teacher, make.flashcard(), course=course, title=title)

    anki.take(exported(learner))

    names = {deck.name for deck in anki.collection.decks.all_names_and_ids()}
    assert {"quizapp::Gout", "quizapp::Bones Joints"} < names
    assert len([name for name in names if name.casefold().startswith("quizapp::gout")]) == 2


def test_reviews_of_one_millisecond_keep_their_ids_whatever_is_taken_back(learner, deck, make):
    deck(make.flashcard(), make.flashcard(), make.flashcard())
    for _ in range(3):
        learner.press()
    before = [review.id for review in own_reviews(db.session(), learner.user.id)]

    learner.undo()

    after = [review.id for review in own_reviews(db.session(), learner.user.id)]
    assert before == [before[0], before[0] + 1, before[0] + 2]
    assert after == before


def test_the_learner_only(learner, deck, make, anki):
    deck(make.flashcard())
    stranger = make.user()
    file = exported(Learner(user=db.session.get_one(User, stranger.id), time=learner.time))

    anki.take(file)

    assert anki.cards() == {}


def test_every_kind_is_a_note_and_its_images_come_along(learner, deck, make, anki):
    name = make.image()
    rich = {
        "markup": "html",
        "stem": f'<p>Name <b>it</b> [1].</p><img src="media/{name}" alt="a crystal">',
        "answer": "<i>gout</i><script>alert(1)</script>",
    }
    deck(
        {**make.flashcard(), **rich},
        make.multiple_answer(),
        make.true_false(),
        make.short_answer({"text": "gout"}, {"text": "go", "weight": 50}, {"text": "podagra"}),
        make.numeric(),
        make.matching(),
    )

    log = anki.take(exported(learner))

    fields = [note.note().fields[:2] for note in sorted(anki.cards().values(), key=lambda card: card.id)]
    flashcard, several, truth, words, number, pairs = fields
    assert len(log.new) == len(fields)
    assert f'<img src="{name}" alt="a crystal">' in flashcard[0]
    assert flashcard[1] == "<i>gout</i>"
    assert (anki.folder / "collection.media" / name).read_bytes() == PICTURE
    assert several[1].startswith("<div><b>A. Rest</b>: Rest is explained.</div><div><b>C. Heat</b>")
    assert "<div>F. False</div>" in truth[0]
    assert words[1] == "<div>gout</div><div>podagra</div>"
    assert number[1] == "<div>7.4 ± 0.05</div>"
    assert "<div>Urate</div><div>Pyrophosphate</div>" in pairs[0]
    assert "– Arthrosis" in pairs[0]
    assert pairs[1] == "<div>Urate → Gout</div><div>Pyrophosphate → Pseudogout</div>"
