from __future__ import annotations

import pytest

from quizapp.scheduling.card import SM2
from quizapp.scheduling.errors import RetentionError, SchedulerError
from quizapp.scheduling.schedulers import fsrs_key, retention_percent_of, scheduler_of


def test_sm2_is_found_by_its_key_and_has_no_desired_retention() -> None:
    assert scheduler_of("sm2") is SM2
    assert retention_percent_of("sm2") is None


@pytest.mark.parametrize("percent", range(70, 98))
def test_fsrs_is_found_by_its_key_with_every_desired_retention_that_is_offered(percent: int) -> None:
    key = fsrs_key(percent)

    assert scheduler_of(key).key == key == f"fsrs:{percent}"
    assert retention_percent_of(key) == percent


@pytest.mark.parametrize("percent", [69, 98])
def test_fsrs_is_not_offered_beyond(percent: int) -> None:
    with pytest.raises(RetentionError, match=f"{percent}%"):
        fsrs_key(percent)
    with pytest.raises(RetentionError, match=f"{percent}%"):
        scheduler_of(f"fsrs:{percent}")


@pytest.mark.parametrize(
    "key", ["", "sm3", "SM2", "sm2:90", "fsrs", "fsrs:", "fsrs:0.9", "fsrs:-90", "fsrs:٩٠"]
)
def test_a_key_that_was_never_written_is_refused_by_name(key: str) -> None:
    with pytest.raises(SchedulerError, match="no scheduler") as refused:
        scheduler_of(key)

    assert refused.value.key == key
