"""What is to be avoided in a list of advice."""

from __future__ import annotations

from questions.facts.avoidance import avoided_too


def test_what_follows_a_verb_of_avoiding_is_avoided_as_well() -> None:
    assert avoided_too(["avoiding raw milk", "cider", "washing hands", "vaccination"]) == [
        False,
        True,
        False,
        False,
    ]


def test_a_habit_that_is_stopped_governs_nothing_else() -> None:
    assert avoided_too(["stopping smoking", "influenza vaccination"]) == [False, False]
