"""The operator's commands, as processes of their own on an installation of their own."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

ADD = ("user", "add", "ann@example.org", "--role", "instructor", "--password-stdin")
COMMAND = str(Path(sys.executable).parent / "quizapp")


def environment(data: Path, **more: str) -> dict[str, str]:
    mine = {name: value for name, value in os.environ.items() if not name.startswith("QUIZAPP_")}
    return {**mine, "QUIZAPP_DATA": str(data), **more}


def run(data: Path, *arguments: str, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments],
        env=environment(data, **more),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One installation with one account, for all tests of this module."""
    folder = tmp_path_factory.mktemp("installation")
    run(folder, *ADD, stdin="correct horse battery\n")
    return folder


@contextmanager
def served(data: Path):
    """The server as `make run` starts it: its address and the first sign-in link that it printed, if any."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    process = subprocess.Popen(
        [COMMAND, "serve"],
        env=environment(data, PORT=port),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        printed = []
        for line in process.stdout:
            printed.append(line)
            if "Stop with" in line:
                break
        address = re.search(r"runs at +(\S+)", "".join(printed)).group(1)
        link = re.search(r"First sign-in +(\S+)", "".join(printed))
        wait_until_up(f"{address}health")
        yield address, link and link.group(1)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def wait_until_up(url: str) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            pass
        import time

        time.sleep(0.1)
    raise AssertionError(f"nothing answers at {url}")


def status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_serve_ends_at_a_working_sign_in_page_and_a_link_that_the_next_start_replaces(data):
    with served(data) as (address, first_link):
        with urllib.request.urlopen(address) as page:
            assert "Sign in" in page.read().decode()
        assert status_of(first_link) == 200

    with served(data) as (address, second_link):
        dead = first_link.rsplit("/", 1)[1]
        assert status_of(f"{address}auth/link/{dead}") == 410
        assert status_of(second_link) == 200


def test_a_port_in_use_is_said_in_words(data):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = run(data, "serve", PORT=str(other.getsockname()[1]))

    assert result.returncode == 1
    assert "Choose another port" in result.stderr
    assert "Traceback" not in result.stderr


def test_bad_settings_are_named_without_a_traceback(data):
    result = run(data, "serve", PORT="eighty", QUIZAPP_HTTPS="perhaps")

    assert result.returncode == 1
    assert "PORT" in result.stderr
    assert "QUIZAPP_HTTPS" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_account_is_added_once_and_its_password_reset_by_a_link(data):
    again = run(data, *ADD, stdin="correct horse battery\n")
    reset = run(data, "user", "reset-password", "ann@example.org")

    assert again.returncode == 1
    assert "already" in again.stderr
    assert re.fullmatch(r"http://localhost:8000/auth/link/\S+\n", reset.stdout)


@pytest.mark.parametrize(
    ("arguments", "password", "words"),
    [
        (("not-an-address", "--role", "student"), "correct horse battery", "e-mail"),
        (("bob@example.org", "--role", "student"), "short", "password"),
        (("bob@example.org", "--role", "pharaoh"), "correct horse battery", "pharaoh"),
    ],
)
def test_a_bad_account_is_refused_in_words(data, arguments, password, words):
    result = run(data, "user", "add", *arguments, "--password-stdin", stdin=password)

    assert result.returncode != 0
    assert words in result.stderr.lower()
    assert "Traceback" not in result.stderr


NOT_UTF8 = os.fsdecode(b"caf\xe9@example.org")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("export", NOT_UTF8, "x.json"), "'EMAIL'"),
        (("user", "reset-password", NOT_UTF8), "'EMAIL'"),
        (("user", "add", NOT_UTF8, "--role", "student"), "'EMAIL'"),
        (("user", "add", "cy@example.org", "--role", "student", "--name", NOT_UTF8), "'--name'"),
        (("simulate", "--learner", NOT_UTF8), "'--learner'"),
    ],
)
def test_an_argument_that_is_no_utf8_text_is_named_and_ends_with_2(data, arguments, named):
    result = run(data, *arguments)

    assert result.returncode == 2
    assert f"Invalid value for {named}: 'caf\\udce9@example.org' is not UTF-8 text." in result.stderr
    assert "Traceback" not in result.stderr


def test_a_name_is_cleaned_as_on_the_web(tmp_path):
    bidi, control = "\u202e", "\x1b[31m"
    add = ("user", "add", "dee@example.org", "--role", "student", "--password-stdin", "--name")

    added = run(tmp_path, *add, f"  Dee\n {bidi}{control}Doe ", stdin="correct horse battery\n")
    unseen = run(tmp_path, *add, f" {bidi}", stdin="correct horse battery\n")
    long = run(tmp_path, *add, "x" * 101, stdin="correct horse battery\n")

    assert added.returncode == 0
    with closing(sqlite3.connect(tmp_path / "quizapp.sqlite3")) as database:
        names = database.execute("SELECT name FROM user_account WHERE email = 'dee@example.org'").fetchall()
    assert names == [("Dee [31mDoe",)]
    assert (unseen.returncode, long.returncode) == (2, 2)
    assert "nothing in it to be seen" in unseen.stderr
    assert "at most 100 characters" in long.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyse"],
        ["check"],
        ["backup", "saved.sqlite3"],
        ["sets", "list"],
        ["user", "reset-password", "a@b.org"],
    ],
)
def test_where_there_is_no_database_none_is_made_to_look_at(tmp_path, arguments):
    result = run(tmp_path / "elsewhere", *arguments)

    assert result.returncode == 1
    assert "There is no database at" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_resetting_the_password_of_nobody_says_so(data):
    result = run(data, "user", "reset-password", "nobody@example.org")

    assert result.returncode == 1
    assert "nobody@example.org" in result.stderr


ARTICLE = b"""Widget elbow

ICD-10 code: M77.1

1. Causes: Widget elbow is caused by turning widgets and by lifting gadgets.
2. Symptoms: Symptoms include pain over the outer elbow and a weak grip.
3. Treatment: Treatment includes a forearm brace.
"""


def test_articles_are_added_all_or_none(data, tmp_path):
    (tmp_path / "widget-elbow.txt").write_bytes(ARTICLE)
    (tmp_path / "empty.txt").write_bytes(b"")

    refused = run(data, "articles", "add", str(tmp_path / "widget-elbow.txt"), str(tmp_path / "empty.txt"))
    listed_after_refusal = run(data, "sets", "list").stdout
    added = run(data, "articles", "add", str(tmp_path / "widget-elbow.txt"))

    assert refused.returncode == 1
    assert "empty.txt" in refused.stderr
    assert "Widget elbow" not in listed_after_refusal
    assert added.returncode == 0, added.stderr
    assert "Widget elbow" in run(data, "sets", "list").stdout


def test_a_set_is_exported_in_the_form_of_its_suffix(data, tmp_path):
    (tmp_path / "widget-elbow.txt").write_bytes(ARTICLE)
    run(data, "articles", "add", str(tmp_path / "widget-elbow.txt"))
    number = run(data, "sets", "list").stdout.split()[0]

    exported = run(data, "sets", "export", number, str(tmp_path / "set.csv"))
    unknown = run(data, "sets", "export", number, str(tmp_path / "set.docx"))
    missing = run(data, "sets", "export", "99999", str(tmp_path / "none.csv"))

    assert exported.returncode == 0, exported.stderr
    assert (tmp_path / "set.csv").read_text(encoding="utf-8-sig").startswith("id,stem,option_a")
    assert unknown.returncode == 1
    assert ".csv" in unknown.stderr
    assert missing.returncode == 1
    assert not (tmp_path / "none.csv").exists()


def test_check_proves_an_installation_and_backup_and_restore_carry_it(data, tmp_path):
    checked = run(data, "check")
    saved = run(data, "backup", str(tmp_path / "saved.sqlite3"))
    other = tmp_path / "other"
    restored = run(tmp_path, "restore", str(tmp_path / "saved.sqlite3"), QUIZAPP_DATA=str(other))

    assert checked.returncode == 0, checked.stdout
    assert "0 differences from the log" in checked.stdout
    assert "1 accounts" in saved.stdout
    assert restored.returncode == 0, restored.stderr
    assert run(other, "check").returncode == 0


@pytest.mark.parametrize(
    "arguments", [["--help"], ["user", "--help"], ["sets", "export", "--help"], ["--version"]]
)
def test_every_command_helps(data, arguments):
    result = run(data, *arguments)

    assert result.returncode == 0
    assert result.stdout.strip()


def test_only_the_operator_may_read_the_database(data):
    assert (data / "quizapp.sqlite3").stat().st_mode & 0o077 == 0


def test_a_password_that_is_no_text_is_refused_in_words(data):
    result = subprocess.run(
        [COMMAND, "user", "add", "bob@example.org", "--role", "student", "--password-stdin"],
        env=environment(data),
        input=b"\xff\xfe long enough",
        capture_output=True,
    )

    assert result.returncode == 1
    assert b"not UTF-8" in result.stderr


def test_a_reader_that_has_enough_ends_a_command_without_a_word(data):
    command = subprocess.Popen(
        [COMMAND, "schedule", "sm2", "4" * 1000],
        env=environment(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    command.stdout.close()

    assert command.stderr.read() == b""
    assert command.wait(timeout=60) == 1
    command.stderr.close()


def test_a_damaged_database_is_said_in_words(tmp_path):
    (tmp_path / "quizapp.sqlite3").write_text("garbage, and no database")

    checked = run(tmp_path, "check")

    assert checked.returncode == 1
    assert "The database cannot be used (file is not a database)" in checked.stderr
    assert "Traceback" not in checked.stderr
