"""The ``questions`` command as people run it: real processes, exit codes, and what goes to which stream."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "questions"]
DATA = Path(__file__).parents[1] / "data"
GOUT = """Gout

ICD-10 code: M10

Gout is a form of arthritis caused by crystals of urate in a joint.

Causes:
Gout is caused by high levels of uric acid. Risk factors include obesity and kidney disease.

Symptoms:
Symptoms include sudden pain in the big toe, swelling and redness of the joint.

Treatment:
Gout is treated with colchicine and ice packs.
"""


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        timeout=60,
    )


def lines(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    (folder / "joints").mkdir(parents=True)
    (folder / "joints" / "gout.txt").write_text(GOUT, encoding="utf-8")
    (folder / "pseudogout.md").write_text(
        GOUT.replace("Gout", "Pseudogout").replace("M10", "M11.2").replace("urate", "calcium"),
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "set.csv"
    path.write_text(
        "id,stem,option_a,option_b,option_c,key,points\n"
        "q1,Which crystal causes gout?,Monosodium urate,Calcium oxalate,Cholesterol,A,2\n"
        "q2,Which crystal causes pseudogout?,Calcium pyrophosphate,Cystine,Struvite,,1\n",
        encoding="utf-8",
    )
    return path


def test_facts_prints_one_line_an_article_and_reports_on_the_other_stream(articles: Path) -> None:
    done = run("facts", articles)

    found = lines(done.stdout)
    assert done.returncode == 0
    assert [one["id"] for one in found] == ["joints/gout", "pseudogout"]
    assert list(found[0]) == ["id", "title", "icd10", "chapter", "facts", "unread"]
    assert list(found[0]["facts"][0]) == [
        "field", "text", "start", "end", "role", "hedged", "negated", "frequency", "condition", "example_of",
    ]  # fmt: skip
    assert "joints/gout: " in done.stderr
    assert "2 articles read, 0 files not readable." in done.stderr


def test_offsets_of_facts_count_characters_without_the_byte_order_mark(tmp_path: Path) -> None:
    text = GOUT.replace("\n", "\r\n").replace("sudden pain", "sudden «pain»")
    (tmp_path / "gout.txt").write_bytes(text.encode("utf-8-sig"))

    (found,) = lines(run("facts", tmp_path / "gout.txt").stdout)

    assert found["facts"]
    for fact in found["facts"]:
        assert fact["field"] != "treatment" or text[fact["start"] : fact["end"]] == fact["text"]


def test_a_file_that_cannot_be_read_is_reported_and_the_others_go_on(articles: Path) -> None:
    (articles / "a_picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (articles / "empty.md").write_bytes(b"")

    for command in ("facts", "generate"):
        done = run(command, articles, articles.parent / "none.txt")

        assert done.returncode == 1
        assert {"joints/gout", "pseudogout"} == {
            one.get("article_id", one["id"]) for one in lines(done.stdout)
        }
        for complaint in (
            "a_picture.txt, line 1: the file is an image",
            "empty.md: the file is empty",
            "none.txt",
        ):
            assert complaint in done.stderr
        assert "2 articles read, 3 files not readable." in done.stderr


@pytest.mark.parametrize("command", ["facts", "generate"])
def test_where_no_article_can_be_read_the_command_ends_with_2(tmp_path: Path, command: str) -> None:
    done = run(command, tmp_path / "none.txt")

    assert (done.returncode, done.stdout) == (2, "")
    assert "none.txt: the file cannot be opened (No such file or directory)." in done.stderr
    assert "0 articles read, 1 file not readable." in done.stderr


@pytest.mark.parametrize("command", [["facts"], ["generate"], ["generate", "gout.txt", "--library"]])
def test_a_folder_without_articles_is_said_and_stops_the_command(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "gout.html").write_text(GOUT, encoding="utf-8")

    done = run(*command, tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert f"Error: {tmp_path}: no .txt or .md file was found in this folder." in done.stderr
    assert "1 file was left out" in done.stderr
    assert "gout.html" in done.stderr


@pytest.mark.parametrize(
    "command", [["facts"], ["generate"], ["check"], ["diff", "a.csv"], ["convert", "a.csv"]]
)
@pytest.mark.parametrize("name", ["", "-"])
def test_an_empty_name_and_a_dash_are_refused(articles: Path, command: list[str], name: str) -> None:
    done = run(*command, name)

    assert (done.returncode, done.stdout) == (2, "")
    assert ("the name of the file is empty" if not name else "- is no file here") in done.stderr


def test_a_line_break_in_a_name_does_not_break_the_report(tmp_path: Path) -> None:
    (tmp_path / "go\nut.txt").write_text(GOUT, encoding="utf-8")
    (tmp_path / "set\n.csv").write_text("stem,answer\nWhich crystal causes gout?,Urate\n", encoding="utf-8")

    facts, check = run("facts", tmp_path), run("check", tmp_path / "set\n.csv")

    assert lines(facts.stdout)[0]["id"] == "go\nut"
    assert facts.stderr.startswith(r"go\nut: ")
    assert r"set\n.csv (" in check.stdout.splitlines()[0]


def test_equal_ids_are_an_error_that_names_both_files(articles: Path) -> None:
    (articles / "pseudogout.txt").write_text(GOUT, encoding="utf-8")

    for command in ("facts", "generate"):
        done = run(command, articles)

        assert (done.returncode, done.stdout) == (2, "")
        assert "pseudogout.md" in done.stderr
        assert "pseudogout.txt" in done.stderr


def test_generate_prints_items_whose_sources_are_in_the_articles(articles: Path) -> None:
    done = run("generate", articles)

    items = lines(done.stdout)
    texts = {"joints/gout": GOUT, "pseudogout": (articles / "pseudogout.md").read_text(encoding="utf-8")}
    assert done.returncode == 0
    assert {"flashcard", "multiple_choice"} <= {item["kind"] for item in items}
    own = [item["source"] for item in items if "start" in (item["source"] or {})]
    assert own
    assert all(texts[one["article_id"]][one["start"] : one["end"]] == one["text"] for one in own)
    assert f"{len(items)} items made (" in done.stderr


def test_generate_gives_the_same_bytes_for_the_same_input_and_seed(articles: Path) -> None:
    first, second = run("generate", articles), run("generate", articles, PYTHONHASHSEED="7", LC_ALL="C")

    assert first.stdout == second.stdout
    assert first.stderr == second.stderr


def test_generate_takes_distractors_from_the_library_named(articles: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (library / "sand.txt").write_text(
        GOUT.replace("Gout", "Sandy joint")
        .replace("M10", "M11.0")
        .replace("colchicine", "sieving of the sand"),
        encoding="utf-8",
    )

    with_library = run("generate", "--library", library, articles / "joints" / "gout.txt").stdout

    sources = {
        option["source"].get("article_id")
        for item in lines(with_library)
        for option in item.get("options", [])
        if not option["correct"]
    }
    assert sources <= {"sand", None}


def test_generated_items_are_a_question_set_that_check_accepts_whole(articles: Path, tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    path.write_text(run("generate", articles).stdout, encoding="utf-8")

    done = run("check", "--json", path)

    (result,) = lines(done.stdout)
    assert done.returncode == 0
    assert result["found"] == result["accepted"] == len(result["items"]) > 0
    assert [one for one in result["advice"] if one["item"]] == []


def test_check_in_json_has_the_counts_and_every_rejection(table: Path) -> None:
    done = run("check", "--json", table)

    (result,) = lines(done.stdout)
    (rejection,) = result["rejected"]
    assert done.returncode == 1
    assert (result["format"], result["found"], result["accepted"]) == ("csv_table", 2, 1)
    assert (rejection["line"], rejection["item"]) == (3, 2)
    assert rejection["text"].startswith("q2,Which crystal causes pseudogout?")
    assert "no key" in rejection["reason"]
    assert result["not_carried"] == ['column "points", filled in 2 rows']
    assert [item["id"] for item in result["items"]] == ["q1"]


def test_check_in_words_says_line_reason_and_text(table: Path) -> None:
    done = run("check", table)

    assert done.returncode == 1
    assert "2 records found, 1 accepted, 1 rejected." in done.stdout
    assert "line 3: rejected: The row has no key." in done.stdout
    assert 'not read: column "points"' in done.stdout


def test_check_of_a_sound_file_ends_with_0() -> None:
    assert run("check", DATA / "csv_table" / "valid" / "template.csv").returncode == 0


def test_check_in_json_has_an_object_for_a_file_that_is_not_readable(table: Path, tmp_path: Path) -> None:
    done = run("check", "--json", tmp_path / "none.csv", tmp_path, table)

    missing, folder, found = lines(done.stdout)
    assert done.returncode == 2
    assert missing["file"] == str(tmp_path / "none.csv")
    assert missing["error"] == {
        "line": None,
        "reason": "the file cannot be opened (No such file or directory).",
        "advice": "Check its name and rights.",
    }
    assert folder["error"]["reason"] == "this is a folder, not a file."
    assert found["found"] == 2


@pytest.mark.parametrize("name", ["binary.csv", "empty.csv", "no_headings.csv"])
def test_check_of_a_file_that_is_not_readable_ends_with_2_and_the_reason(name: str) -> None:
    done = run("check", DATA / "csv_table" / "invalid" / name)

    assert (done.returncode, done.stdout) == (2, "")
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_convert_writes_the_accepted_items_and_names_what_is_left_out(table: Path, tmp_path: Path) -> None:
    target = tmp_path / "set.json"

    done = run("convert", table, target)

    assert (done.returncode, done.stdout) == (1, "")
    assert [item["id"] for item in json.loads(target.read_text(encoding="utf-8"))["items"]] == ["q1"]
    assert "line 3: rejected" in done.stderr
    assert 'not carried: column "points"' in done.stderr


def test_convert_counts_the_items_that_the_form_holds(tmp_path: Path) -> None:
    (tmp_path / "cards.csv").write_text("stem,answer,a,b\nIron?,Ferrum,,\nGold?,Au,Au,Ag\n")

    done = run("convert", tmp_path / "cards.csv", tmp_path / "cards.aiken")

    assert done.returncode == 1
    assert "not carried: the whole (flashcard) of 1 item" in done.stderr
    assert "1 item written as Aiken" in done.stderr


def test_convert_there_and_back_keeps_every_item(tmp_path: Path) -> None:
    template = DATA / "csv_table" / "valid" / "template.csv"

    assert run("convert", template, tmp_path / "a.json").returncode == 0
    assert run("convert", tmp_path / "a.json", tmp_path / "b.jsonl").returncode == 0
    assert run("convert", tmp_path / "b.jsonl", tmp_path / "c.csv").returncode == 0

    before, after = (lines(run("check", "--json", path).stdout)[0] for path in (template, tmp_path / "c.csv"))
    assert before["items"] == after["items"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("none.csv", "out.json"), "none.csv"),
        (("set.csv", "out.docx"), "no suffix of a question set"),
        (("set.csv", "none/out.json"), "cannot be written"),
    ],
)
def test_convert_that_cannot_be_done_ends_with_2_and_one_line(
    table: Path, arguments: tuple[str, str], complaint: str
) -> None:
    done = run("convert", *(table.parent / name for name in arguments))

    assert done.returncode == 2
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [[], ["facts"], ["generate"], ["check"], ["convert"], ["diff"]])
def test_help_tells_what_it_does_with_an_example(command: list[str]) -> None:
    done = run(*command, "--help")

    assert done.returncode == 0
    assert f"    questions {' '.join(command)}".rstrip() in done.stdout


@pytest.mark.parametrize("arguments", [["facts"], ["generate", "--seed", "x", "a"], ["nothing"]])
def test_wrong_arguments_end_with_2_and_a_hint(arguments: list[str]) -> None:
    done = run(*arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert "--help" in done.stderr


def test_a_reader_that_goes_away_ends_the_command_quietly(articles: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "generate", articles], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read().decode()

    assert "Traceback" not in errors
    assert "BrokenPipe" not in errors


def test_a_full_disk_is_said_in_a_line() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")

    with full.open("w") as output:
        done = subprocess.run(
            [*COMMAND, "check", DATA / "csv_table/valid/keys.csv"],
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
        )

    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_command_that_is_stopped_ends_quietly(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    for number in range(3000):
        (tmp_path / f"{number}.txt").write_text(GOUT, encoding="utf-8")

    with subprocess.Popen(
        [*COMMAND, "facts", tmp_path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()  # The command is at work.
        process.send_signal(sent)
        errors = process.communicate(timeout=30)[1]

    assert process.returncode == code
    assert b"Traceback" not in errors
    assert b"articles read" not in errors


def test_names_that_are_no_utf8_are_printed_all_the_same(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/gout-\xe9.txt")
    Path(path).write_text(GOUT, encoding="utf-8")

    done = run("facts", path, LC_ALL="C", PYTHONIOENCODING="ascii")

    assert done.returncode == 0
    assert lines(done.stdout)[0]["title"] == "Gout"


@pytest.mark.shared
def test_every_article_of_others_gives_facts_and_items_without_an_exception(shared: Path) -> None:
    folder = shared / "data" / "articles" / "dev"
    some = sorted(folder.glob("*.txt"))[::20]

    facts, items = run("facts", *some), run("generate", *some)

    assert facts.returncode == items.returncode == 0
    assert len(lines(facts.stdout)) == len(some)
    assert len({item["article_id"] for item in lines(items.stdout)}) == len(some)
