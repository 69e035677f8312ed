"""Ids are names for ever: learners' schedules hang on them, so their values are pinned here."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from questions.generate.identity import Direction, digest, fact_id, item_id, normal_form
from questions.model import Field, Task


def test_an_id_never_changes_from_release_to_release() -> None:
    assert fact_id("seed", Field.CAUSE, "poor posture") == "79fb69fd6334bc6021ad"
    assert (
        item_id("seed", Field.CAUSE, "poor posture", Task.RECALL, Direction.FORWARD) == "30fb55a912394ab62691"
    )


def test_case_article_punctuation_and_layout_make_no_new_fact() -> None:
    ids = {
        fact_id("seed", Field.CAUSE, text) for text in ("poor posture", "Poor\n posture.", "a poor posture")
    }

    assert len(ids) == 1


def test_article_field_text_task_and_direction_each_make_another_item() -> None:
    ids = {
        item_id("seed", Field.CAUSE, "rest", Task.RECALL, Direction.FORWARD),
        item_id("other", Field.CAUSE, "rest", Task.RECALL, Direction.FORWARD),
        item_id("seed", Field.TREATMENT, "rest", Task.RECALL, Direction.FORWARD),
        item_id("seed", Field.CAUSE, "unrest", Task.RECALL, Direction.FORWARD),
        item_id("seed", Field.CAUSE, "rest", Task.CONDITIONAL, Direction.FORWARD),
        item_id("seed", Field.CAUSE, "rest", Task.RECALL, Direction.CLOZE),
    }

    assert len(ids) == 6


def test_parts_do_not_run_into_each_other() -> None:
    assert digest("ab", "c") != digest("a", "bc")


@given(st.text())
def test_a_normal_form_is_its_own_normal_form_or_shorter(text: str) -> None:
    once = normal_form(text)

    assert "  " not in once
    assert len(normal_form(once)) <= len(once)
