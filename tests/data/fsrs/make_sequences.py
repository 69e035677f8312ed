"""Writes sequences.tsv beside it, from the fsrs package alone: run it again only for a new major version.

A line for every row of one to five ratings, each review at the very due time of the package's own card: the
ratings, and the interval in days, stability and difficulty after the last of them. The 1,024 rows of five
share their beginnings, so that 1,364 lines tell every step of all of them.
"""

from datetime import UTC, datetime
from importlib.metadata import version
from itertools import product
from pathlib import Path

from fsrs import Card, Rating, Scheduler

START = datetime(2026, 1, 1, tzinfo=UTC)
SCHEDULER = Scheduler(desired_retention=0.9, learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def line_of(ratings: tuple[int, ...]) -> str:
    card = Card(card_id=1, due=START)
    for rating in ratings:
        card, _ = SCHEDULER.review_card(card, Rating(rating), card.due)
    days = (card.due - card.last_review).days
    return f"{''.join(map(str, ratings))}\t{days}\t{card.stability!r}\t{card.difficulty!r}\n"


if __name__ == "__main__":
    rows = [ratings for length in range(1, 6) for ratings in product(range(1, 5), repeat=length)]
    text = f"# fsrs {version('fsrs')}, desired retention 0.9, no learning steps, no fuzz\n"
    text += "".join(map(line_of, rows))
    (Path(__file__).parent / "sequences.tsv").write_text(text, encoding="utf-8")
