"""The ``questions`` command on unusual files and streams: odd names, closed streams, full disks."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "questions"]
GOUT = "Gout\n\nICD-10 code: M10\n\nCauses:\nGout is caused by high levels of uric acid and by obesity.\n"


def run(*arguments: object, script: str = 'exec "$@"') -> subprocess.CompletedProcess[bytes]:
    """Run the command from a shell, which can close its streams and limit its files.

    It writes no bytecode: under a limit that would be cut short, and kept.
    """
    command = ["sh", "-c", script, "sh", *COMMAND, *map(str, arguments)]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, capture_output=True, timeout=60, env=environment)


def table(folder: Path) -> Path:
    path = folder / "set.csv"
    path.write_text("stem,answer\nWhich crystal causes gout?,Monosodium urate\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["facts", "generate"])
def test_an_article_whose_name_is_no_utf_8_is_read_by_an_escaped_id(command: str, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path / "gout-") + b"\xff.txt"))
    try:
        path.write_text(GOUT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system has names in UTF-8 only")

    done = run(command, path)

    first = json.loads(done.stdout.decode().splitlines()[0])
    assert done.returncode == 0
    assert first.get("article_id", first["id"]) == r"gout-\udcff"


def test_without_standard_output_the_command_ends_with_2_and_a_line(tmp_path: Path) -> None:
    (tmp_path / "gout.txt").write_text(GOUT, encoding="utf-8")

    done = run("generate", tmp_path / "gout.txt", script='exec "$@" >&-')

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"Error: standard output is closed")


def test_without_standard_error_the_results_are_printed_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "gout.txt").write_text(GOUT, encoding="utf-8")

    done = run("generate", tmp_path / "gout.txt", script='exec "$@" 2>&-')

    assert done.returncode == 0
    assert json.loads(done.stdout.decode().splitlines()[0])["article_id"] == "gout"


def test_convert_that_fails_half_way_leaves_the_existing_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "set.json"
    target.write_text("earlier", encoding="utf-8")
    source = table(tmp_path)

    done = run("convert", source, target, script='ulimit -f 0; exec "$@"')

    assert done.returncode == 2
    assert b"cannot be written (File too large)" in done.stderr
    assert target.read_text(encoding="utf-8") == "earlier"
    assert sorted(tmp_path.iterdir()) == [source, target]


def test_convert_replaces_a_file_behind_a_link_and_keeps_its_mode(tmp_path: Path) -> None:
    target, link = tmp_path / "real.json", tmp_path / "link.json"
    target.write_text("earlier", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)

    done = run("convert", table(tmp_path), link)

    assert done.returncode == 0
    assert link.is_symlink()
    assert json.loads(target.read_text(encoding="utf-8"))["items"]
    assert target.stat().st_mode & 0o777 == 0o640


def test_convert_to_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out.json").mkdir()

    done = run("convert", table(tmp_path), tmp_path / "out.json")

    assert done.returncode == 2
    assert b"cannot be written (Is a directory)" in done.stderr
