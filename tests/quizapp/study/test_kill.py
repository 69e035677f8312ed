"""Answers that were acknowledged outlive a server killed while it takes others."""

from __future__ import annotations

from random import Random

from benchmarks.kills import prove


def test_no_acknowledged_answer_is_lost_or_counts_twice_when_the_server_is_killed(tmp_path):
    outcome = prove(tmp_path, kills=2, acknowledged=100, chance=Random(1))  # noqa: S311 - chooses moments

    assert outcome.acknowledged >= 100
    assert outcome.repeated > 0
    assert (outcome.lost, outcome.doubled) == (0, 0)
    assert outcome.is_clean, outcome.check
