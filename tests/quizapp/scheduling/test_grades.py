from __future__ import annotations

import pytest

from quizapp.scheduling.grades import BUTTON_GRADES, Button, Claim, allowed_regrades, suggested_grade


def test_the_four_buttons_in_key_order_give_one_three_four_and_five() -> None:
    assert [BUTTON_GRADES[button] for button in Button] == [1, 3, 4, 5]


@pytest.mark.parametrize(("claim", "grade"), [(Claim.GUESSED, 3), (Claim.NONE, 4), (Claim.SURE, 5)])
def test_a_right_choice_is_graded_by_how_sure_the_learner_was(claim: Claim, grade: int) -> None:
    assert suggested_grade(right=True, claim=claim) == grade


@pytest.mark.parametrize("claim", Claim)
def test_a_wrong_choice_is_a_one_whatever_was_claimed(claim: Claim) -> None:
    assert suggested_grade(right=False, claim=claim) == 1


@pytest.mark.parametrize(("recorded", "allowed"), [(1, (1,)), (3, (3,)), (4, (3, 4)), (5, (3, 4, 5))])
def test_a_grade_can_be_changed_from_three_up_to_the_suggestion_and_a_wrong_one_not_at_all(
    recorded: int, allowed: tuple[int, ...]
) -> None:
    assert allowed_regrades(recorded) == allowed
