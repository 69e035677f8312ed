"""Files of strangers: markup in any field stays text, and no file of any kind breaks a page."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import zipfile
from html import escape

import pytest
import sqlalchemy as sa

from questions import FORMATS, QuestionSet, item_from_dict, write_question_set
from quizapp.extensions import db
from quizapp.models import Item, Upload, UploadStage
from tests.quizapp.sets.upload_client import form_of, publish, refusal, send, table, upload

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "</textarea></title></option><iframe src=x>",
    "{{ 7*7 }}{% raw %}",
    "<b onclick=alert(1)>bold</b>&lt;i&gt;",
)
LIVE = re.compile(
    r"<script>alert|<(?:img|svg|b|a|iframe)[^>]*(?:\son\w+\s*=|javascript:|src=x)|<iframe|>49<|</option><iframe",
    re.IGNORECASE,
)


def as_json(payload: str) -> bytes:
    options = [{"text": f"{payload}{n}", "correct": n == 0, "why": payload} for n in range(4)]
    item = {
        "id": payload, "kind": "multiple_choice", "task": "recall", "stem": f"{payload}?", "options": options,
        "answer": f"{payload}0", "explanation": payload, "fact": payload, "tags": [payload],
        "article_id": payload, "condition": {"title": payload, "icd10": "M48.2"}, "name": payload,
        "category": [payload],
    }  # fmt: skip
    typed = {
        "kind": "short_answer",
        "stem": payload,
        "answer": payload,
        "accepted": [{"text": payload, "why": payload}],
    }
    matched = {
        "kind": "matching", "stem": payload, "answer": "x",
        "pairs": [{"prompt": f"{payload}{n}", "match": f"{payload}{n}"} for n in range(3)],
    }  # fmt: skip
    marked = {**item, "id": "marked", "markup": "html", "stem": f"<p>{payload} marked</p>"}
    bad = {**item, "id": "bad", "answer": "", "options": []}
    items = [item, {**typed, "id": "typed"}, {**matched, "id": "matched"}, marked, bad]
    return json.dumps({"title": payload, "items": items, payload: 1}).encode()


def as_table(payload: str) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["stem", "option_a", "option_b", "option_c", "key", "explanation", "tags", payload])
    writer.writerow([f"{payload}?", *(f"{payload}{n}" for n in range(3)), "A", payload, payload, payload])
    writer.writerow(
        [f"{payload} without key", *(f"{payload}{n}" for n in range(3)), "", payload, payload, payload]
    )
    return file.getvalue().encode()


def as_moodle(payload: str) -> bytes:
    words = escape(payload)
    answers = "".join(
        f'<answer fraction="{100 * (n == 0)}" format="html"><text>{words} {n}</text>'
        f"<feedback><text>{words}</text></feedback></answer>"
        for n in range(3)
    )
    return f"""<?xml version="1.0"?><quiz><question type="multichoice"><name><text>{words}</text></name>
<questiontext format="html"><text>{words}?</text></questiontext><single>true</single>
<generalfeedback format="html"><text>{words}</text></generalfeedback>
<tags><tag><text>{words}</text></tag></tags>{answers}</question>
<question type="essay"><name><text>{words}</text></name>
<questiontext format="html"><text>{words}</text></questiontext></question></quiz>""".encode()


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    ("made", "suffix"),
    [(as_json, "json"), (as_table, "csv"), (as_moodle, "xml")],
    ids=["json", "csv", "moodle"],
)
def test_markup_in_every_field_is_inert_wherever_it_is_shown(client_of, make, made, suffix, payload):
    teacher = make.instructor()
    client, student = client_of(teacher), make.user()
    name = (
        payload.translate({ord(sign): None for sign in '"/'}) + f".{suffix}"
    )  # browsers escape these themselves

    preview = upload(client, made(payload), name)
    tabs = ("all", "advice", "rejected")
    seen = [client.get(f"{preview}?show={tab}").text for tab in tabs] + [client.get("/sets/").text]
    every = form_of(client.get(preview).text)["shown"]  # also what lost its image and is not ticked by itself
    shown = publish(client, preview, live=every).location
    seen += [client.get(shown + path).text for path in ("", "/imports", "/downloads")]
    course = make.course(teacher, student)
    client.post(f"{shown}/assign", {"course": course.id})
    learner = client_of(student)
    seen.append(learner.get("/study/card").text)

    assert [found[0] for page in seen if (found := LIVE.search(page))] == []
    if "{{" in payload:
        assert "{{ 7*7 }}" in seen[0]


WHOLE = QuestionSet(
    title="Joints",
    format="stored",
    encoding="utf-8",
    found=2,
    items=tuple(
        item_from_dict(
            {
                "id": f"q{number}", "kind": "multiple_choice", "stem": f"Which crystal is number {number}?",
                "answer": "Urate",
                "options": [{"text": "Urate", "correct": True}, {"text": "Gold", "correct": False}],
            }
        )
        for number in range(2)
    ),
)  # fmt: skip
SUFFIXES = sorted(
    {suffix for one in FORMATS for suffix in one.suffixes} | {".txt", ".md", ".html", ".docx", ""}
)
DAMAGED = [
    b"",
    b"\x00" * 100,
    b"\xff\xfe\x00",
    b"PK\x03\x04 and no zip",
    b"SQLite format 3\x00 and no database",
    b"(\xb5/\xfd and no zstd",
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><quiz>&x;</quiz>',
    b"<quiz><question>",
    b'{"items": [{"kind": 7}]}',
    b"[" * 5000,
    b"stem,answer\n" + b'"' * 999,
    "::\udce9::".encode("utf-8", "surrogateescape"),
]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_bytes_break_a_page(client_of, make, suffix):
    client = client_of(make.instructor())
    for data in DAMAGED:
        response = client.client.post(
            "/sets/upload", data={"file": (io.BytesIO(data), f"x{suffix}"), "csrf_token": client.csrf_token()}
        )
        assert response.status_code in {200, 302, 413}, (suffix, data)
        if response.status_code == 302 and "/imports/" in response.location:
            client.get(response.location)
    assert own_faults() == []


@pytest.mark.parametrize("form", [one.name for one in FORMATS if one.write])
def test_no_damage_to_a_good_file_breaks_a_page(client_of, make, form):
    client = client_of(make.instructor())
    good, chance = write_question_set(WHOLE, form), random.Random(form)  # noqa: S311 - the same each time
    suffix = next(one.suffixes[0] for one in FORMATS if one.name == form)
    for _ in range(15):
        data = bytearray(good[: chance.randrange(1, len(good) + 1)])
        for _ in range(chance.randrange(4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        response = client.client.post(
            "/sets/upload", data={"file": (io.BytesIO(data), f"x{suffix}"), "csrf_token": client.csrf_token()}
        )
        assert response.status_code in {200, 302, 413}
        if response.status_code == 302:
            assert client.client.get(response.location).status_code in {200, 302}
    assert own_faults() == []


def own_faults() -> list[str]:
    """The uploads at which the program itself failed."""
    failed = sa.select(Upload.name).where(
        Upload.stage == UploadStage.FAILED, Upload.problem.contains("The program failed")
    )
    return list(db.session.scalars(failed))


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("book.xlsx", "xl/workbook.xml"),
        ("deck.apkg", "collection.anki2"),
        ("quiz.zip", "quiz.xml"),
        ("course.imscc", "imsmanifest.xml"),
        ("questions.docx", "word/document.xml"),
    ],
)
def test_an_archive_that_grows_beyond_the_limits_is_refused_with_413(client_of, make, name, member):
    other = {} if name.endswith(("zip", "imscc")) else {"[Content_Types].xml": b"<Types/>"}
    bomb = zipped(**{member: b"<questestinterop>" + b"\x00" * 50_000_000}, **other)
    assert len(bomb) < 60_000

    page = refusal(client_of(make.instructor()), bomb, name, status=413)

    assert name in page
    assert db.session.scalar(sa.select(Upload)) is None


def test_a_cell_of_a_megabyte_is_no_trouble(client_of, make):
    client = client_of(make.instructor())

    preview = str(send(client, table(f"q1,{'a' * 100_000},b,c,d,e,A"), "x.csv", status=302).location)

    assert client.get(preview)
    assert db.session.scalar(sa.select(Item)) is None
