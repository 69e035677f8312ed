"""Known sequences: what each scheduler makes of grades that are given on the due days."""

from __future__ import annotations

from pathlib import Path

# Grades, the interval in days after each, the ease factor at the end.
SM2 = [
    ("5", [1], "2.60"),
    ("4", [1], "2.50"),
    ("3", [1], "2.36"),
    ("2", [1], "2.50"),
    ("0", [1], "2.50"),
    ("44444", [1, 6, 15, 38, 95], "2.50"),
    ("55555", [1, 6, 17, 50, 150], "3.00"),
    ("33333", [1, 6, 13, 26, 47], "1.80"),
    ("44334", [1, 6, 15, 34, 76], "2.22"),
    ("333333333333", [1, 6, 13, 26, 47, 79, 121, 167, 218, 284, 370, 481], "1.30"),
    ("4442444", [1, 6, 15, 1, 1, 6, 15], "2.50"),
    ("5550555", [1, 6, 17, 1, 1, 6, 19], "3.10"),
    ("543210", [1, 6, 15, 1, 1, 1], "2.46"),
    ("000444", [1, 1, 1, 1, 6, 15], "2.50"),
    ("345345", [1, 6, 15, 35, 82, 199], "2.42"),
    ("442444", [1, 6, 1, 1, 6, 15], "2.50"),
    ("2445", [1, 1, 6, 16], "2.60"),
    ("454545", [1, 6, 16, 44, 119, 334], "2.80"),
    ("55555555", [1, 6, 17, 50, 150, 465, 1488, 4911], "3.30"),
    ("44432344", [1, 6, 15, 36, 1, 1, 6, 14], "2.22"),
]
# Ratings, the interval in days after each, at a desired retention of 0.9.
FSRS = [
    ("33333", [2, 11, 46, 163, 497]),
    ("13333", [1, 2, 6, 17, 44]),
    ("2333", [1, 5, 17, 50]),
    ("444", [8, 66, 397]),
    ("33133", [2, 11, 2, 5, 12]),
]


def stored_fsrs_steps() -> dict[str, tuple[int, float, float]]:
    """By the ratings so far, up to five: interval, stability and difficulty after them.

    Written once from the package, by make_sequences.py beside the file.
    """
    file = Path(__file__).parent / "data" / "fsrs" / "sequences.tsv"
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()[1:])
    return {
        ratings: (int(days), float(stability), float(difficulty))
        for ratings, days, stability, difficulty in rows
    }
