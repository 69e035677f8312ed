"""The learner's own data as JSON and CSV: all of it, in a form that programs and spreadsheets can trust."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest

from quizapp.extensions import db
from quizapp.learner_settings import change_settings
from quizapp.scheduling.grades import Button
from tests.quizapp.study.conftest import log
from tests.quizapp.transfer.conftest import exported


def as_json(learner: Any) -> Any:
    return json.loads(exported(learner, "json"))


def as_tables(learner: Any) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(exported(learner, "csv"))) as package:
        texts = {name: package.read(name).decode("utf-8-sig") for name in package.namelist()}
    return {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in texts.items()}


def test_json_says_what_it_is_and_whose(learner):
    file = as_json(learner)

    assert (file["format"], file["version"], file["exported_at"]) == (
        "quizapp-learner",
        1,
        "2026-03-03T12:00:00.000Z",
    )
    assert file["learner"]["email"] == learner.user.email
    assert file["learner"]["settings"]["scheduler"] == "sm2"
    assert (file["cards"], file["log"]) == ([], [])


def test_a_card_is_there_with_its_state_and_dates(learner, deck, make):
    deck(make.multiple_choice(), make.flashcard())
    learner.choose(0)

    answered, new = as_json(learner)["cards"]

    assert (answered["due"], answered["last_reviewed"], answered["interval_days"]) == (
        "2026-03-04",
        "2026-03-03",
        1,
    )
    assert (answered["ease_factor"], answered["repetition"], answered["suspended"]) == (2.5, 1, False)
    assert answered["options"] == ["Rest", "Ice", "Heat", "Surgery"]
    assert answered["id"].startswith("quizapp:")
    assert (new["due"], new["interval_days"]) == (None, 0)


def test_the_log_is_there_row_by_row_with_what_was_undone(learner, deck, make):
    deck(make.flashcard())
    learner.press(Button.AGAIN, duration_ms=1200)
    learner.undo()
    change_settings(db.session(), learner.user.id, {"exam_day": learner.day + 10}, learner.time.now())
    db.session.commit()

    rows = as_json(learner)["log"]

    assert [row["action"] for row in rows] == ["answer", "undo", "settings"]
    assert (rows[0]["day"], rows[0]["grade"], rows[0]["duration_ms"]) == ("2026-03-03", 1, 1200)
    assert rows[0]["server_time"] == "2026-03-03T12:00:00.000Z"
    assert rows[1]["undoes"] == rows[0]["sequence"]
    assert rows[2]["detail"]["after"] == {"exam_day": "2026-03-13"}
    assert rows[2]["id"] is None


def test_what_was_typed_chosen_or_matched_is_in_the_log_and_html_is_told_in_words(learner, deck, make):
    deck(
        {**make.short_answer(), "markup": "html", "stem": "<p>Which <b>disease</b>?</p>"},
        make.multiple_answer(),
        make.matching(),
    )
    learner.give(typed="gout")
    learner.give(chosen=(1, 0))
    learner.give(matched=(0, 0))

    file = as_json(learner)

    assert file["cards"][0]["question"] == "Which disease?"
    assert [entry["detail"] for entry in file["log"]] == [
        {"typed": "gout"},
        {"chosen": [0, 1]},
        {"matched": [file["log"][2]["detail"]["matched"][0]] * 2},
    ]
    assert as_tables(learner)["log.csv"][0]["detail"] == '{"typed": "gout"}'


def test_csv_holds_the_same_rows(learner, deck, make):
    deck(make.flashcard(), make.flashcard())
    learner.press()

    tables, file = as_tables(learner), as_json(learner)

    assert [row["id"] for row in tables["cards.csv"]] == [card["id"] for card in file["cards"]]
    assert [row["sequence"] for row in tables["log.csv"]] == [str(row["sequence"]) for row in file["log"]]
    assert len(tables["log.csv"]) == len(log())
    assert tables["cards.csv"][0].keys() == file["cards"][0].keys()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_run_as_a_formula(learner, deck, make, start):
    deck(make.flashcard(front=f"{start}1+1"))

    (row,) = as_tables(learner)["cards.csv"]

    assert row["question"].startswith(f"'{start}1+1")


def test_nothing_of_other_learners_is_in_a_file(learner, deck, make):
    items = deck(make.flashcard(front="Mine"))
    make.logged(make.user(), items[0])

    assert as_json(learner)["log"] == []
