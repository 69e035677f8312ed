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


def test_a_harmful_habit_hangs_on_the_verb_before_it_though_it_has_the_form_of_a_measure() -> None:
    assert avoided_too(["stop drinking alcohol", "smoking", "vaping", "walking"]) == [
        False,
        True,
        True,
        False,
    ]
    assert avoided_too(["quit smoking", "drinking"]) == [False, True]
    assert avoided_too(["walking", "smoking cessation"]) == [False, False]
