"""What became of a question set: the comparison, and the ``questions diff`` command."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.diff import difference
from questions.jsonl import to_json
from questions.model import ArticleSource, Item, Kind, Option, Task

SOURCE = ArticleSource(
    article_id="gout", article="sha256:1", condition="Gout", start=3, end=20, text="Gout hurts at night."
)


def item(name: str, **changes: object) -> Item:
    return replace(
        Item(
            id=name, kind=Kind.MULTIPLE_CHOICE, task=Task.RECOGNISE, stem=f"What is true of gout {name}?",
            answer="Night pain", explanation="Gout hurts at night.", source=SOURCE,
            options=(
                Option(text="Night pain", correct=True, source=SOURCE),
                Option(text="Rash", correct=False, source=SOURCE),
            ),
        ),
        **changes,
    )  # fmt: skip


def test_items_are_matched_by_id_in_any_order() -> None:
    old = [item("a"), item("b"), item("c")]
    new = [item("d"), item("c", stem="Which finding fits gout?"), item("a")]

    found = difference(old, new)

    assert [one.id for one in found.unchanged] == ["a"]
    assert [(one.old, one.new, one.parts) for one in found.changed] == [(old[2], new[1], ("stem",))]
    assert [one.id for one in found.gone] == ["b"]
    assert [one.id for one in found.new] == ["d"]


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        ({"stem": "Which finding fits?"}, ("stem",)),
        ({"answer": "Rash", "explanation": "See the text."}, ("answer", "explanation")),
        ({"options": tuple(reversed(item("a").options))}, ("options",)),
        ({"options": (replace(item("a").options[0], why="So it is."), item("a").options[1])}, ("options",)),
        ({"source": replace(SOURCE, text="Gout hurts by night.")}, ("source",)),
        ({"source": None}, ("source",)),
        ({"tags": ("crystals",)}, ("tags",)),
    ],
)
def test_what_changed_is_named(changes: dict[str, object], parts: tuple[str, ...]) -> None:
    (changed,) = difference([item("a")], [item("a", **changes)]).changed

    assert changed.parts == parts


def test_a_sentence_that_only_moved_is_no_change() -> None:
    moved = replace(SOURCE, article="sha256:2", start=40, end=57)
    options = tuple(replace(option, source=moved) for option in item("a").options)

    assert not difference([item("a")], [item("a", source=moved, options=options)])


@given(st.sets(st.text("abcdef", max_size=2)), st.sets(st.text("abcdef", max_size=2)), st.randoms())
def test_every_item_of_both_sets_is_in_one_list(old, new, random) -> None:
    shuffled = sorted(new)
    random.shuffle(shuffled)

    found = difference([item(one) for one in sorted(old)], [item(one) for one in shuffled])

    assert {one.id for one in (*found.unchanged, *found.gone)} == old
    assert {one.id for one in (*found.unchanged, *found.new)} == new
    assert not found.changed


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "questions", "diff", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def written(path: Path, *items: Item) -> Path:
    path.write_text("".join(to_json(one) + "\n" for one in items), encoding="utf-8")
    return path


def test_equal_sets_end_with_0_whatever_their_order(tmp_path: Path) -> None:
    old = written(tmp_path / "old.jsonl", item("a"), item("b"))
    new = written(tmp_path / "new.jsonl", item("b"), item("a"))

    done = run(old, new)

    assert (done.returncode, done.stderr) == (0, "")
    assert "2 items unchanged, 0 changed, 0 gone, 0 new." in done.stdout


def test_differences_end_with_1_and_are_told_with_both_wordings(tmp_path: Path) -> None:
    old = written(tmp_path / "old.jsonl", item("a"), item("b"), item("c"))
    new = written(tmp_path / "new.jsonl", item("a"), item("b", stem="Which one fits?"), item("d"))

    done = run(old, new)

    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f"{old} to {new}: 1 item unchanged, 1 changed, 1 gone, 1 new.",
        "changed b: stem",
        '    "Which one fits?"',
        '  - stem: "What is true of gout b?"',
        '  + stem: "Which one fits?"',
        "gone c",
        '  - "What is true of gout c?" "Night pain"',
        "new d",
        '  + "What is true of gout d?" "Night pain"',
    ]


def test_in_json_a_line_of_counts_comes_before_a_line_an_item(tmp_path: Path) -> None:
    old = written(tmp_path / "old.jsonl", item("a"), item("b"), item("c"))
    new = written(tmp_path / "new.jsonl", item("a"), item("b", explanation="So it is."), item("d"))

    counts, *lines = map(json.loads, run("--json", old, new).stdout.splitlines())

    assert counts == {"unchanged": 1, "changed": 1, "gone": 1, "new": 1}
    assert [(one["change"], one["id"]) for one in lines] == [("changed", "b"), ("gone", "c"), ("new", "d")]
    assert lines[0]["parts"] == ["explanation"]
    assert (lines[0]["old"]["explanation"], lines[0]["new"]["explanation"]) == (
        "Gout hurts at night.",
        "So it is.",
    )


def test_a_bad_line_is_named_the_rest_is_compared_and_the_end_is_2(tmp_path: Path) -> None:
    old = written(tmp_path / "old.jsonl", item("a"), item("b"))
    with old.open("a") as file:
        file.write('{"id": "x"}\n')
        file.write("half a li")
    new = written(tmp_path / "new.jsonl", item("a"))

    done = run(old, new)

    assert done.returncode == 2
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == [f"{old}, line 3", f"{old}, line 4"]
    assert "1 item unchanged, 0 changed, 1 gone, 0 new." in done.stdout


@pytest.mark.parametrize("content", [None, b"\0\0", b"no items"])
def test_a_file_that_is_not_readable_ends_with_2_and_a_line(tmp_path: Path, content: bytes | None) -> None:
    old = written(tmp_path / "old.jsonl", item("a"))
    new = tmp_path / "new.jsonl"
    if content is not None:
        new.write_bytes(content)

    done = run(old, new)

    assert (done.returncode, done.stdout) == (2, "")
    assert "new.jsonl" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_into_which_no_item_was_printed_is_a_set_without_items(tmp_path: Path) -> None:
    done = run(written(tmp_path / "old.jsonl"), written(tmp_path / "new.jsonl", item("a")))

    assert done.returncode == 1
    assert "0 items unchanged, 0 changed, 0 gone, 1 new." in done.stdout
