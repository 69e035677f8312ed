"""The learner's own deck as it is simulated, and the page of it."""

from __future__ import annotations

import re
from html import unescape

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Item
from quizapp.progress import simulator
from quizapp.progress.simulator import Run, Wish, answer_in_words, learner_deck, page_runs
from quizapp.scheduling.learners import FADING
from quizapp.scheduling.simulate import SimulatedDay, total_of

TODAY = 739_678
ASKED = {"days": "56", "new_per_day": "3", "reviews_per_day": "", "retentions": "80, 90", "memory": "fsrs"}
WISH = Wish(days=28, new_per_day=5, retentions=(90,))


@pytest.fixture
def learner(make):
    """Twenty cards: six introduced, one more put away."""
    learner, teacher = make.user(new_per_day=7, reviews_per_day=50), make.instructor()
    make.question_set(teacher, *(make.flashcard() for _ in range(20)), course=make.course(teacher, learner))
    item_ids = list(db.session.scalars(sa.select(Item.id).order_by(Item.id)))
    for place, item_id in enumerate(item_ids[:7]):
        due = {"due_day": TODAY - 3 + place, "interval_days": 1}
        make.logged(learner, item_id, day=TODAY - 4 + place if place < 4 else TODAY - 1, grade=4, **due)
        make.card(learner, item_id, **due, last_day=TODAY - 4, suspended=place == 6)
    return learner


def test_a_deck_is_what_the_learner_can_draw_from_tomorrow_on(learner, time):
    deck = learner_deck(learner.id, time.now())

    assert (deck.introduced, deck.new, deck.cards) == (6, 13, 19)
    assert (len(deck.histories), deck.new_simulated, deck.one_in) == (6, 13, 1.0)
    assert deck.first_day == TODAY + 1


@pytest.mark.parametrize("most", [1, 4, 5, 10, 18])
def test_of_a_large_deck_a_part_of_both_kinds_of_cards_is_simulated(learner, time, most):
    deck = learner_deck(learner.id, time.now(), most)

    assert deck.simulated <= most
    assert deck.one_in == 19 / most
    assert len(deck.histories) == int(6 / deck.one_in)
    assert deck.new_simulated == int(13 / deck.one_in)
    assert deck.cards == 19


def test_every_scheduler_starts_from_the_same_cards_on_every_model(learner, time):
    deck, runs = page_runs(learner.id, WISH, time.now())

    assert [(run.learner.key, run.label) for run in runs] == [
        ("fsrs", "SM-2"),
        ("fsrs", "FSRS 90%"),
        ("fading", "SM-2"),
        ("fading", "FSRS 90%"),
    ]
    for run in runs:
        assert run.days[0].introduced == deck.introduced + 5
        assert run.days[-1].introduced == deck.cards


def test_a_part_gives_about_the_totals_of_the_whole(make, time, monkeypatch):
    learner, teacher = make.user(), make.instructor()
    make.question_set(teacher, *(make.flashcard() for _ in range(400)), course=make.course(teacher, learner))
    wish = Wish(days=60, new_per_day=20, retentions=(90,))
    _, whole = page_runs(learner.id, wish, time.now())

    monkeypatch.setattr(simulator, "_CARDS_A_PAGE", 200)
    deck, part = page_runs(learner.id, wish, time.now())

    assert deck.one_in == 2
    for one, other in zip(whole, part, strict=True):
        assert other.totals.introduced == one.totals.introduced
        assert other.totals.reviews == pytest.approx(one.totals.reviews, rel=0.15)
        assert other.totals.known == pytest.approx(one.totals.known, rel=0.05)


def run_of(key: str, *, reviews: int, seconds: float, known: float) -> Run:
    day = SimulatedDay(reviews=reviews, seconds=seconds, known=known)
    return Run(scheduler_key=key, learner=FADING, days=(day,), totals=total_of([day]))


@pytest.mark.parametrize(
    ("reviews", "seconds", "known", "said"),
    [
        (69, 90, 96, "31% fewer reviews and 10% less time, and leaves 4% fewer cards known"),
        (150, 101, 101, "50% more reviews and 1% more time, and leaves 1% more cards known"),
        (100, 100, 100, "as many reviews and as much time, and leaves as many cards known"),
    ],
)
def test_the_answer_says_what_changing_costs_and_brings(reviews, seconds, known, said):
    base = run_of("sm2", reviews=100, seconds=100, known=100)
    other = run_of("fsrs:90", reviews=reviews, seconds=seconds, known=known)

    assert answer_in_words(base, other) == f"Against SM-2, FSRS 90% takes {said}."


def test_nothing_compared_with_nothing_is_as_much():
    base, other = (run_of(key, reviews=0, seconds=0, known=0) for key in ("sm2", "fsrs:90"))

    assert "as many reviews" in answer_in_words(base, other)


def page(client, **changes) -> str:
    return client.get("/progress/simulator", query_string={**ASKED, **changes}).text


def tables_of(text: str) -> dict[str, list[list[str]]]:
    """The rows of each table, by its caption."""
    tables = {}
    for table in re.findall(r"<table.*?</table>", text, re.DOTALL):
        caption = re.search(r"<caption[^>]*>(.*?)</caption>", table).group(1)
        rows = re.findall(r"<tr>.*?</tr>", table.split("<tbody>")[1], re.DOTALL)
        tables[caption] = [
            [unescape(cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows
        ]
    return tables


def test_the_page_first_asks_with_the_learners_own_limits(client_of, learner):
    text = client_of(learner).get("/progress/simulator").text

    form = text[text.index("simulator-form") :]
    fields = dict(re.findall(r'<input [^>]*name="(\w+)"[^>]*value="([^"]*)"', form))
    assert fields == {
        "days": "365",
        "new_per_day": "7",
        "reviews_per_day": "50",
        "retentions": "80, 90, 95",
    }
    assert "In short" not in text


def test_the_page_shows_both_models_in_tables_and_one_in_plots(client_of, learner):
    text = page(client_of(learner), memory="fading")

    tables = tables_of(text)
    assert list(tables) == [
        "FSRS-6 memory: 56 days",
        "Plain fading memory: 56 days",
        "Reviews a day",
        "Cards known",
    ]
    assert [row[0] for row in tables["FSRS-6 memory: 56 days"]] == ["SM-2", "FSRS 80%", "FSRS 90%"]
    assert [row[0] for row in tables["Cards known"]] == ["1 to 4", "5 to 8"]
    assert "Reviews a day: Plain fading memory" in text
    assert text.count("<polyline") == 6
    assert "19 cards, 6 of them introduced before" in text
    assert "were simulated" not in text


def test_plots_and_tables_agree(client_of, learner):
    text = page(client_of(learner))

    tables = tables_of(text)
    known = [row[5] for row in tables["FSRS-6 memory: 56 days"]]
    assert tables["Cards known"][-1][1:] == known
    assert f"In the last week: SM-2 {known[0]}, FSRS 80% {known[1]}, FSRS 90% {known[2]}." in text


def test_the_page_says_when_a_part_was_simulated(client_of, learner, monkeypatch):
    monkeypatch.setattr(simulator, "_CARDS_A_PAGE", 10)

    text = page(client_of(learner))

    assert "9 of the 19 were simulated" in re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"days": "27"}, "Days: enter a whole number from 28 to 730."),
        ({"days": "731"}, "Days: enter a whole number from 28 to 730."),
        ({"days": ""}, "Days: enter a whole number from 28 to 730."),
        ({"new_per_day": "-1"}, "New cards a day: enter a whole number from 0 to 999."),
        ({"new_per_day": "9" * 5000}, "New cards a day: enter a whole number from 0 to 999."),
        ({"reviews_per_day": "0"}, "Most reviews a day: enter a whole number from 1 to 9999."),
        ({"reviews_per_day": "many"}, "Most reviews a day: enter a whole number from 1 to 9999."),
        ({"retentions": ""}, "Desired retentions: enter one to three whole percentages"),
        ({"retentions": "69"}, "Desired retentions: enter one to three whole percentages"),
        ({"retentions": "0.9"}, "Desired retentions: enter one to three whole percentages"),
        ({"retentions": "80,85,90,95"}, "Desired retentions: enter one to three whole percentages"),
        ({"memory": "elephant"}, "Choose whose memory the plots show."),
    ],
)
def test_bad_input_is_shown_beside_its_field_and_simulates_nothing(client_of, learner, changes, said):
    text = page(client_of(learner), **changes)

    (name,) = changes
    error = re.search(rf'id="{name}-error">(.*?)</p>', text, re.DOTALL).group(1)
    assert error.count(said) == 1
    assert f'<a href="#{name}">' in text
    assert "In short" not in text


@pytest.mark.parametrize("text", ["90", " 90 % ", "90,90", "95, 80"])
def test_retentions_are_read_as_people_write_them(client_of, learner, text):
    labels = [
        row[0] for row in tables_of(page(client_of(learner), retentions=text))["FSRS-6 memory: 56 days"]
    ]

    assert labels == (
        ["SM-2", "FSRS 80%", "FSRS 95%"] if "," in text and "80" in text else ["SM-2", "FSRS 90%"]
    )


@pytest.mark.parametrize("role", ["user", "instructor", "administrator"])
def test_whoever_studies_nothing_is_told_where_to_find_something(client_of, make, role):
    text = page(client_of(getattr(make, role)()))

    assert "Nothing to simulate yet" in text
    assert "/library/" in text


def test_a_simulation_without_a_day_of_work_is_drawn_too(client_of, learner):
    db.session.execute(sa.text("UPDATE card SET queue_day = NULL"))
    db.session.commit()

    rows = tables_of(page(client_of(learner), new_per_day="0"))["FSRS-6 memory: 56 days"]

    assert rows[0][1:] == ["0", "0.0", "0.0", "–", "0", "–"]


def test_simulating_changes_no_card(client_of, learner):
    before = db.session.execute(sa.text("SELECT * FROM card")).all()

    page(client_of(learner))

    assert db.session.execute(sa.text("SELECT * FROM card")).all() == before


def test_the_page_is_for_those_signed_in(client_of):
    client_of(None).get("/progress/simulator", status=302)
