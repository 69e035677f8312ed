"""Which cards a session is made of, and in which order."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa

from questions import bundled_articles
from quizapp.extensions import db
from quizapp.library.service import add_articles, choose
from quizapp.models import Item
from quizapp.scheduling.grades import Button
from quizapp.study.sessions import service as sessions
from quizapp.study.sessions.cards import Pool
from quizapp.study.sessions.selection import Wanted
from tests.quizapp.study.sessions.conftest import found, items_of


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
