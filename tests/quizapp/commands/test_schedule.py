"""``quizapp schedule``: what it prints, what it refuses, and that it needs no app."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.cli import main
from tests.vectors import FSRS, SM2


def schedule(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["schedule", *arguments])


def columns(*arguments: str) -> list[tuple[str, ...]]:
    """What is printed, by column."""
    result = schedule(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return list(zip(*(line.split("\t") for line in result.stdout.splitlines()), strict=True))


@pytest.mark.parametrize(("grades", "intervals", "ease"), SM2)
def test_sm2_gives_the_known_intervals_and_ease(grades: str, intervals: list[int], ease: str) -> None:
    printed_grades, printed_intervals, eases, _ = columns("sm2", grades)

    assert "".join(printed_grades) == grades
    assert [int(days) for days in printed_intervals] == intervals
    assert eases[-1] == ease


@pytest.mark.parametrize(("ratings", "intervals"), FSRS)
def test_fsrs_gives_the_known_intervals(ratings: str, intervals: list[int]) -> None:
    printed_ratings, printed_intervals, *_ = columns("fsrs", ratings)

    assert "".join(printed_ratings) == ratings
    assert [int(days) for days in printed_intervals] == intervals


def test_a_line_holds_grade_days_ease_with_two_decimals_and_repetition() -> None:
    assert schedule("sm2", "432").stdout == "4\t1\t2.50\t1\n3\t6\t2.36\t2\n2\t1\t2.36\t0\n"


def test_for_fsrs_stability_and_difficulty_have_four_decimals() -> None:
    assert schedule("fsrs", "31").stdout == "3\t2\t2.3065\t2.1181\t1\n1\t1\t0.6076\t7.3945\t0\n"


def test_as_json_a_line_is_an_object_with_numbers() -> None:
    sm2 = [json.loads(line) for line in schedule("sm2", "43", "--json").stdout.splitlines()]
    fsrs = [json.loads(line) for line in schedule("fsrs", "3", "--json").stdout.splitlines()]

    assert sm2 == [
        {"grade": 4, "interval_days": 1, "ease_factor": 2.5, "repetition": 1},
        {"grade": 3, "interval_days": 6, "ease_factor": 2.36, "repetition": 2},
    ]
    assert fsrs == [
        {"grade": 3, "interval_days": 2, "stability": 2.3065, "difficulty": 2.1181, "repetition": 1}
    ]


@given(st.sampled_from([("sm2", "012345"), ("fsrs", "1234")]), st.data())
@settings(deadline=None, max_examples=30)
def test_both_forms_say_the_same(kind: tuple[str, str], data: st.DataObject) -> None:
    scheduler, digits = kind
    grades = data.draw(st.text(digits, min_size=1, max_size=12))

    lines = schedule(scheduler, grades).stdout.splitlines()
    objects = [json.loads(line) for line in schedule(scheduler, grades, "--json").stdout.splitlines()]

    assert [[float(value) for value in line.split("\t")] for line in lines] == [
        [float(value) for value in each.values()] for each in objects
    ]


@pytest.mark.parametrize("retention", ["0.70", "0.9", ".90", "0.900", "0.97"])
def test_a_desired_retention_is_taken_from_seventy_to_ninety_seven_hundredths(retention: str) -> None:
    first_intervals = {"0.70": "21", "0.97": "1"}

    _, intervals, *_ = columns("fsrs", "33", "--retention", retention)

    assert intervals[0] == first_intervals.get(retention, "2")


def test_a_thousand_grades_run_neither_out_of_the_calendar_nor_out_of_digits() -> None:
    assert columns("fsrs", "4" * 1000)[1][-1] == "36500"
    assert columns("sm2", "5" * 1000)[2][-1] == "102.50"
    assert columns("sm2", "5" * 18)[1][-1] == "3417018246"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("sm2", ""), "There are no grades: sm2 takes digits from 0 to 5"),
        (("fsrs", ""), "There are no grades: fsrs takes digits from 1 to 4"),
        (("sm2", "4a4"), '"a" (number 2) is no grade: sm2 takes digits from 0 to 5'),
        (("sm2", "449"), '"9" (number 3) is no grade'),
        (("sm2", "4 4"), '" " (number 2) is no grade'),
        (("sm2", "٤"), '"٤" (number 1) is no grade'),
        (("fsrs", "0"), '"0" (number 1) is no grade: fsrs takes digits from 1 to 4'),
        (("fsrs", "5"), '"5" (number 1) is no grade'),
        (("sm2", "4" * 1001), "There are 1001 grades: give 1000 at most"),
        (("sm2", "4", "--retention", "0.9"), "--retention is for fsrs only: sm2 has none. Leave it out."),
        (("fsrs", "3", "--retention", "0.69"), "--retention 0.69 is not offered: give hundredths from 0.70"),
        (("fsrs", "3", "--retention", "0.98"), "to 0.97, such as 0.90."),
        (("fsrs", "3", "--retention", "90"), "--retention 90 is not offered"),
        (("fsrs", "3", "--retention", "0.855"), "--retention 0.855 is not offered"),
        (("fsrs", "3", "--retention", "nan"), "--retention nan is not offered"),
        (("fsrs", "3", "--retention", "high"), "--retention high is not offered"),
        (("fsrs", "3", "--retention", "+0.9"), "--retention +0.9 is not offered"),
        (("fsrs", "3", "--retention", "0.9_0"), "--retention 0.9_0 is not offered"),
        (("fsrs", "3", "--retention", "9e-1"), "--retention 9e-1 is not offered"),
        (("fsrs", "3", "--retention", "٠.٩"), "--retention ٠.٩ is not offered"),
        (("sm3", "4"), "'sm3' is not one of 'sm2', 'fsrs'. See quizapp schedule --help."),
        (("sm2",), "Missing argument 'GRADES'. See quizapp schedule --help."),
        ((), "Missing argument 'SCHEDULER'. Choose from: sm2, fsrs. See quizapp schedule --help."),
        (("sm2", "-4"), "No such option '-4'. See quizapp schedule --help."),
    ],
)
def test_bad_input_is_refused_in_one_line_with_the_exit_code_of_usage_errors(
    arguments: tuple[str, ...], problem: str
) -> None:
    result = schedule(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert problem in result.stderr


def test_it_runs_without_an_app_or_a_database(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from quizapp.cli import main\n"
        "main(['schedule', 'sm2', '44'], standalone_mode=False)\n"
        "heavy = ('fsrs', 'quizapp.study', 'quizapp.library.service')\n"
        "print(*[name for name in heavy if name in sys.modules])"
    )

    result = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "QUIZAPP_DATA": str(tmp_path / "none")},
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout == "4\t1\t2.50\t1\n4\t6\t2.50\t2\n\n"
    assert not list(tmp_path.iterdir())
