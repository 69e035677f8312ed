"""``questions generate`` over folders: on several processes, stopped and gone on with, in real processes."""

from __future__ import annotations

import json
import os
import pty
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import questions.library
from questions.article_files import ArticleFile
from questions.commands.article_work import Read, read_neighbour

COMMAND = [sys.executable, "-m", "questions", "generate"]
SITES = ["knee", "hip", "wrist", "ankle", "elbow", "shoulder", "jaw", "spine", "toe", "thumb"]
ARTICLE = """Gout of the {site}

ICD-10 code: M10.{number}

Gout of the {site} is a form of arthritis caused by crystals of urate in the {site}.

Causes:
Gout of the {site} is caused by high levels of uric acid. Risk factors include {site} surgery and obesity.

Symptoms:
Symptoms include stabbing pain, swelling of the {site}, redness and tophi.

Treatment:
Gout of the {site} is treated with colchicine, {site} splints and ice packs.
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Ten articles, enough for two processes, a twin, one that makes no item, and one that is no text."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, site in enumerate(SITES):
        (folder / f"{site}.txt").write_text(ARTICLE.format(site=site, number=number), encoding="utf-8")
    (folder / "twin.txt").write_text(ARTICLE.format(site=SITES[0], number=0), encoding="utf-8")
    (folder / "nothing.txt").write_text("Nothing is said here.", encoding="utf-8")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    text = (
        "Bursitis\n\nICD-10 code: M71.9\n\nSymptoms:\nSymptoms include a warm bump and a grating feeling.\n"
    )
    (folder / "bursitis.txt").write_text(text, encoding="utf-8")
    return folder


def run(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, timeout=120)


def started(*arguments: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def children_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes started by one, as Linux tells."""
    table = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not table.parent.parent.parent.exists():
        pytest.skip("this system tells no children of a process")
    return [int(child) for child in table.read_text().split()]


def test_the_output_and_the_report_are_the_same_with_any_number_of_processes(
    articles: Path, library: Path
) -> None:
    alone, two, default = (
        run(articles, "--library", library, *jobs) for jobs in (("--jobs", 1), ("--jobs", 2), ())
    )

    assert alone.returncode == 1  # for the picture
    assert len(alone.stdout.splitlines()) > 50
    assert alone.stdout == two.stdout == default.stdout
    assert alone.stderr == two.stderr == default.stderr
    assert [one["article_id"] for one in map(json.loads, two.stdout.splitlines())] == sorted(
        one["article_id"] for one in map(json.loads, two.stdout.splitlines())
    )


def test_of_the_library_only_articles_of_the_same_chapters_cost_the_reading_of_their_facts(
    library: Path,
) -> None:
    near, far = library / "bursitis.txt", library / "asthma.txt"
    far.write_text("Asthma\n\nICD-10 code: J45\n\nSymptoms:\nSymptoms include wheezing.\n", encoding="utf-8")

    found = [
        read_neighbour(ArticleFile(id=path.stem, path=path), frozenset({"chapter 13"}))
        for path in (near, far)
    ]

    assert [isinstance(one, Read) and one.entry is not None for one in found] == [True, False]


def test_articles_given_again_from_the_library_are_their_own_neighbours_once(library: Path) -> None:
    again = run(library, "--library", library)

    assert again.returncode == 0
    assert b"1 article read" in again.stderr


def test_the_file_written_has_what_standard_output_had(articles: Path, library: Path, tmp_path: Path) -> None:
    target = tmp_path / "items.jsonl"
    target.write_text("what was here before", encoding="utf-8")

    printed = run(articles, "--library", library, "--jobs", 1)
    written = run(articles, "--library", library, "--output", target)

    assert written.stdout == b""
    assert target.read_bytes() == printed.stdout
    assert f"{target}: {len(printed.stdout.splitlines())} items written." in written.stderr.decode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles", "items.jsonl", "library"]


def test_what_one_article_asks_no_later_one_asks_again(articles: Path, library: Path, tmp_path: Path) -> None:
    target = tmp_path / "items.jsonl"

    process = run(articles, "--library", library, "--output", target)

    items = [json.loads(line) for line in target.read_bytes().splitlines()]
    asked = [(item["kind"], item["stem"].casefold()) for item in items]
    assert len(asked) == len(set(asked))
    assert "items left out, asked by an article before" in process.stderr.decode()
    assert f"{len(items)} items made" in process.stderr.decode()


def test_a_run_that_is_killed_anywhere_and_gone_on_with_gives_the_same_file(
    articles: Path, library: Path, tmp_path: Path
) -> None:
    target = tmp_path / "items.jsonl"
    journal = target.with_name("items.jsonl.progress")
    arguments = (articles, "--library", library, "--jobs", 2, "--output", target, "--resume")
    begin = time.monotonic()
    whole = run(articles, "--library", library)
    seconds = time.monotonic() - begin
    moments = random.Random(7)  # noqa: S311

    for _ in range(6):
        process = started(*arguments)
        time.sleep(moments.uniform(0.3, 1) * seconds)
        process.kill()
        process.communicate()
        if target.exists() and not journal.exists():
            break  # It was done before.
    last = None if target.exists() and not journal.exists() else run(*arguments)

    assert target.read_bytes() == whole.stdout
    if last:
        assert last.stderr.splitlines()[-2] == whole.stderr.splitlines()[-1]  # The totals are of all runs.


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """So many articles that a run of two processes can be caught in the midst of them."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(300):
        text = ARTICLE.format(site=SITES[number % 10], number=number % 10)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def wait_for_items(target: Path, process: subprocess.Popen[bytes]) -> None:
    """Return once the first article is done."""
    while not target.exists() or not target.stat().st_size:
        time.sleep(0.001)
        assert process.poll() is None, process.communicate()[1].decode()


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("is_at_work", [False, True])
@pytest.mark.parametrize("send", [os.kill, os.killpg])
def test_a_signal_ends_all_processes_at_once_and_says_how_to_go_on(
    many: Path,
    tmp_path: Path,
    *,
    sent: signal.Signals,
    code: int,
    is_at_work: bool,
    send: Callable[[int, int], None],
) -> None:
    target = tmp_path / "items.jsonl"
    process = started(many, "--jobs", 2, "--output", target)
    assert process.stderr is not None
    process.stderr.readline()  # The command has begun.
    if is_at_work:
        wait_for_items(target, process)
    children = children_of(process)

    send(process.pid, sent)
    output, errors = process.communicate(timeout=30)

    assert (process.returncode, output) == (code, b"")
    assert b"Traceback" not in errors
    assert (b"done; --resume goes on from there." in errors) is is_at_work
    assert all(is_gone(child) for child in children)


def test_a_process_that_dies_is_said_in_a_line(many: Path, tmp_path: Path) -> None:
    process = started(many, "--jobs", 2, "--output", tmp_path / "items.jsonl")
    wait_for_items(tmp_path / "items.jsonl", process)
    for child in children_of(process):
        os.kill(child, signal.SIGKILL)
    errors = process.communicate(timeout=30)[1].decode()

    assert process.returncode == 2
    assert re.match(
        r"Error: a process was killed by signal 9 while it worked on \d+\. ", errors.splitlines()[-1]
    )
    assert "Traceback" not in errors


def test_processes_whose_command_was_killed_end_without_a_traceback(many: Path, tmp_path: Path) -> None:
    process = started(many, "--jobs", 2, "--output", tmp_path / "items.jsonl")
    wait_for_items(tmp_path / "items.jsonl", process)
    children = children_of(process)

    process.kill()
    errors = process.communicate(timeout=30)[1]

    assert b"Traceback" not in errors
    assert all(is_gone(child) for child in children)


def is_gone(process: int) -> bool:
    """Whether a process ends within seconds; the one that multiprocessing adds ends a moment after ours."""
    for _ in range(500):
        if not Path(f"/proc/{process}").exists():
            return True
        time.sleep(0.01)
    return False


def test_a_reader_that_goes_away_ends_all_processes_quietly(articles: Path) -> None:
    with started(articles, "--jobs", 2) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()

    assert process.returncode != 0
    assert b"Traceback" not in errors
    assert b"Error" not in errors


def on_terminal(*arguments: object) -> str:
    """What a terminal shows of the command, whose results go elsewhere."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # Linux's way to say that the other end is closed
            break
        if not part:
            break
        shown += part
    process.wait(timeout=60)
    os.close(ours)
    return shown.decode()


def test_a_terminal_shows_how_far_it_is_and_whole_lines_of_the_report(articles: Path, library: Path) -> None:
    shown = on_terminal(articles, "--library", library, "--jobs", 2)

    assert "Making questions" in shown
    assert f"{len(SITES) + 2}/{len(SITES) + 2}" in shown
    assert "articles/s" in shown
    left = [re.sub(r".*\x1b\[K", "", line) for line in shown.replace("\r\n", "\n").split("\n")]
    reported = run(articles, "--library", library).stderr.decode().splitlines()
    assert [line for line in left if line in reported] == reported


def test_elsewhere_no_progress_is_shown(articles: Path) -> None:
    done = run(articles)

    assert b"\r" not in done.stderr
    assert b"\x1b" not in done.stderr
    assert b"Making questions" not in done.stderr


def stopped(articles: Path, library: Path, target: Path) -> None:
    """Leave the file as a run leaves it that was stopped after some articles."""
    whole = run(articles, "--library", library).stdout
    process = started(articles, "--library", library, "--jobs", 1, "--output", target)
    while not target.exists() or not 0 < target.stat().st_size < len(whole):
        time.sleep(0.001)
        assert process.poll() is None, "the command was too fast to be stopped"
    process.kill()
    process.communicate()


@pytest.mark.parametrize("what", ["settings", "articles", "library"])
def test_a_file_of_other_making_is_not_gone_on_with(
    articles: Path, library: Path, tmp_path: Path, what: str
) -> None:
    target = tmp_path / "items.jsonl"
    stopped(articles, library, target)
    before = target.read_bytes()
    if what != "settings":
        changed = articles / "toe.txt" if what == "articles" else library / "bursitis.txt"
        changed.write_text(changed.read_text(encoding="utf-8") + "\nIt may hurt.\n", encoding="utf-8")
    seed = 1 if what == "settings" else 0

    done = run(articles, "--library", library, "--output", target, "--resume", "--seed", seed)

    assert done.returncode == 2
    assert f"begun with other {what}, " in done.stderr.decode()
    assert target.read_bytes() == before


def test_a_file_without_its_journal_is_not_gone_on_with(articles: Path, tmp_path: Path) -> None:
    target = tmp_path / "items.jsonl"
    target.write_text("{}\n", encoding="utf-8")

    done = run(articles / "toe.txt", "--output", target, "--resume")

    assert done.returncode == 2
    assert b"no items.jsonl.progress stands beside it" in done.stderr
    assert target.read_text(encoding="utf-8") == "{}\n"


@pytest.mark.parametrize(
    ("output", "complaint"),
    [
        ("none/items.jsonl", "no such folder"),
        ("articles", "no plain file"),
        ("articles/toe.txt", "would overwrite an article"),
    ],
)
def test_a_target_that_is_no_place_for_items_is_refused_before_the_work(
    articles: Path, tmp_path: Path, output: str, complaint: str
) -> None:
    before = (articles / "toe.txt").read_bytes()

    done = run(articles, "--output", tmp_path / output)

    assert done.returncode == 2
    assert complaint in done.stderr.decode()
    assert (articles / "toe.txt").read_bytes() == before
    assert not (tmp_path / "none").exists()


def test_a_damaged_journal_is_called_so(articles: Path, library: Path, tmp_path: Path) -> None:
    target = tmp_path / "items.jsonl"
    stopped(articles, library, target)
    (tmp_path / "items.jsonl.progress").write_bytes(b"\0" * 500)
    before = target.read_bytes()

    done = run(articles, "--library", library, "--output", target, "--resume")

    assert done.returncode == 2
    assert b"items.jsonl.progress beside it is damaged. Leave out --resume" in done.stderr
    assert target.read_bytes() == before


def test_where_no_article_can_be_read_the_items_of_an_earlier_run_stay(tmp_path: Path) -> None:
    target = tmp_path / "items.jsonl"
    target.write_text("earlier", encoding="utf-8")

    done = run(tmp_path / "none.txt", "--output", target)

    assert done.returncode == 2
    assert target.read_text(encoding="utf-8") == "earlier"


def test_resume_without_a_file_is_refused(articles: Path) -> None:
    done = run(articles, "--resume")

    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--resume needs --output" in done.stderr


def test_difficulty_changes_distractors_but_no_id() -> None:
    kissing_spine = questions.library.FOLDER / "13-musculoskeletal" / "kissing-spine.txt"

    made = {level: run(kissing_spine, "--difficulty", level).stdout for level in ("easy", "medium", "hard")}

    items = [json.loads(line) for output in made.values() for line in output.splitlines()]
    assert made["easy"] != made["hard"]
    assert len({item["id"] for item in items}) == len({(item["id"], item["stem"]) for item in items})
    assert run(kissing_spine, "--difficulty", "absurd").returncode == 2
