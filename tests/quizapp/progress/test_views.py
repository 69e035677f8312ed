"""Progress pages and files: who sees what, and that they agree."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html import unescape
from types import SimpleNamespace

import openpyxl
import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Card, Item, User
from quizapp.progress.report import COLUMNS, Kind

TODAY = 739678


@pytest.fixture
def world(make):
    """A course of two students, of whom one has begun."""
    teacher = make.instructor(name="Grace")
    busy, idle = make.user(name="Busy Bee"), make.user(name="=Idle")
    course = make.course(teacher, busy, idle, title="Orthopaedics")
    make.question_set(teacher, *(make.flashcard() for _ in range(3)), course=course)
    first, second, _ = db.session.scalars(sa.select(Item.id).order_by(Item.id))
    make.card(busy, first, due_day=TODAY - 9, interval_days=1, lapses=1)
    make.card(busy, second, due_day=TODAY + 5, interval_days=40)
    make.logged(busy, first, day=TODAY - 12, grade=4, interval_days=1, duration_ms=90_000)
    make.logged(busy, first, day=TODAY - 10, grade=1, interval_days=1, duration_ms=30_000)
    make.logged(busy, second, day=TODAY - 10, grade=5, interval_days=40)
    return SimpleNamespace(teacher=teacher, busy=busy, idle=idle, course=course)


def items_of(question_set) -> list[int]:
    return list(db.session.scalars(sa.select(Item.id).where(Item.set_id == question_set.id)))


def change(user, **values) -> None:
    """Set columns of the learner's cards."""
    db.session.execute(sa.update(Card).where(Card.user_id == user.id).values(**values))
    db.session.commit()


def address(world, end: str = "") -> str:
    return f"/progress/courses/{world.course.id}{end}"


def page_cells(page: str) -> list[list[str]]:
    body = page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    return [
        [
            unescape(re.sub(r"<[^>]+>", "", cell)).strip()
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr[ >].*?</tr>", body, re.DOTALL)
    ]


def as_on_the_page(text: str, kind: Kind) -> str:
    if kind is Kind.SHARE:
        return f"{float(text):.0%}" if text else "–"
    if kind is Kind.DATE and text:
        year, month, day = text.split("-")
        return f"{int(day)} {['Jan', 'Feb', 'Mar'][int(month) - 1]} {year}"
    return text.removeprefix("'")


def test_page_csv_and_xlsx_agree_in_every_cell(client_of, world):
    client = client_of(world.teacher)

    page = page_cells(client.get(address(world)).text)
    text = client.get(address(world, ".csv")).data.decode("utf-8-sig")
    head, *lines = list(csv.reader(io.StringIO(text, newline="")))
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(address(world, ".xlsx")).data)).active

    assert head == [column.heading for column in COLUMNS]
    assert page == [
        [as_on_the_page(cell, column.kind) for cell, column in zip(line, COLUMNS, strict=True)]
        for line in lines
    ]
    assert len(page) == 2
    for line, cells in zip(lines, sheet.iter_rows(min_row=2, values_only=True), strict=True):
        for text, cell, column in zip(line, cells, COLUMNS, strict=True):
            if column.kind in (Kind.NUMBER, Kind.SHARE, Kind.MINUTES):
                assert cell is None if text == "" else float(text) == pytest.approx(cell, abs=1e-4)
            elif column.kind is Kind.DATE:
                assert text == (cell.date().isoformat() if cell else "")
            else:
                assert text.removeprefix("'") == (cell or "")


def test_the_page_shows_the_figures_of_a_student_counted_by_hand(client_of, world):
    row = dict(
        zip(
            [column.heading for column in COLUMNS],
            page_cells(client_of(world.teacher).get(address(world)).text)[1],
            strict=True,
        )
    )

    assert row["Name"] == "Busy Bee"
    assert [row[name] for name in ("Answered", "Right", "Share right")] == ["3", "2", "67%"]
    assert [row[name] for name in ("Due today", "Overdue", "New left", "Mastered", "Lapses")] == list("01111")
    assert row["True retention"] == "0%"
    assert row["Time (min)"] == "1.5"


def test_files_are_downloads_with_a_safe_dated_name(client_of, world):
    client = client_of(world.teacher)

    for kind, media_type in [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ]:
        response = client.get(address(world, f".{kind}"))
        assert response.content_type == media_type
        assert (
            response.headers["Content-Disposition"]
            == f"attachment; filename=progress-orthopaedics-2026-03-03.{kind}"
        )


def test_the_page_names_the_rule_of_risk_and_whom_it_meets(client_of, world, time):
    time.move(days=8)

    page = client_of(world.teacher).get(address(world)).text

    assert "2 students are at risk." in page
    assert "more overdue cards than 7 days of their usual load" in page
    assert "no activity for 8 days" in page


def test_a_course_without_students_says_what_to_do(client_of, make):
    teacher = make.instructor()
    course = make.course(teacher)

    page = client_of(teacher).get(f"/progress/courses/{course.id}").text

    assert f"/courses/{course.id}/invite" in page


def test_one_students_page_shows_figures_and_sets(client_of, world):
    page = client_of(world.teacher).get(address(world, f"/students/{world.busy.id}")).text

    assert "Busy Bee" in page
    assert "3 answers on 2 of the last 30 days." in page
    assert "Kissing spine" in page


def test_a_student_of_another_course_is_missing(client_of, make, world):
    stranger = make.user()
    make.course(world.teacher, stranger)

    client_of(world.teacher).get(address(world, f"/students/{stranger.id}"), status=404)


ENDS = ["", ".csv", ".xlsx", "/students/{student}"]


@pytest.mark.parametrize("end", ENDS)
def test_a_course_is_seen_by_its_instructor_and_administrators_only(client_of, make, world, end):
    url = address(world, end.format(student=world.busy.id))

    client_of(world.teacher).get(url)
    client_of(make.administrator()).get(url)
    client_of(make.instructor()).get(url, status=404)
    client_of(world.busy).get(url, status=403)
    client_of(None).get(url, status=302)


def test_a_file_of_another_kind_is_missing(client_of, world):
    client_of(world.teacher).get(address(world, ".pdf"), status=404)


def test_a_learners_own_page_shows_their_figures_and_no_peer(client_of, world):
    page = client_of(world.busy).get("/progress/").text

    assert "Kissing spine" in page
    assert "1 review in the next 30 days, 0.0 a day; 1 card in the backlog." in page
    assert "Backlog 1" in page
    for hidden in (world.idle.name, world.idle.email, world.teacher.email):
        assert hidden not in page


def test_every_plot_of_an_own_page_has_a_name_and_a_table_behind_it(client_of, world):
    page = client_of(world.busy).get("/progress/").text

    figures = page.split("<figure")[1:]
    assert len(figures) == 6
    for figure in figures:
        assert re.search(r'role="img" aria-label="[^"]{20,}"', figure)
        assert "<tbody>" in figure.split("</figure>")[0]


def test_an_own_page_opens_at_the_end_of_the_calendar(client_of, world, time):
    time.move(days=date(9999, 12, 30).toordinal() - TODAY - 399)  # a sign-in of tests lasts 400
    client = client_of(world.busy)
    time.move(days=399)

    page = client.get("/progress/").text

    assert "0 reviews in the next 2 days" in page


def test_plots_wait_for_what_they_are_made_of(client_of, make, world):
    begun = make.user()
    course = make.course(world.teacher, begun)
    one_card = make.question_set(world.teacher, make.flashcard(), course=course)
    client = client_of(begun)

    assert client.get("/progress/").text.count("<figure") == 0
    (item,) = items_of(one_card)
    make.card(begun, item, due_day=TODAY + 1)
    make.logged(begun, item, day=TODAY, grade=4)
    page = client.get("/progress/").text

    assert page.count("<figure") == 5
    assert "once cards have come back" in page


def test_the_desired_retention_is_marked_for_learners_with_one(client_of, world):
    assert "desired" not in client_of(world.busy).get("/progress/").text
    db.session.execute(sa.update(User).where(User.id == world.busy.id).values(scheduler="fsrs:85"))
    change(world.busy, difficulty=5.4, stability=20.0)

    page = client_of(world.busy).get("/progress/").text

    assert "desired 85%" in page
    assert "Cards by difficulty" in page


def test_leeches_are_listed_with_most_lapses_first(client_of, make, world):
    client = client_of(world.busy)
    assert "No leeches" in client.get("/progress/leeches").text
    change(world.busy, lapses=8)

    page = client.get("/progress/leeches").text

    first = db.session.scalars(sa.select(Item.id).order_by(Item.id)).first()
    assert page_cells(page)[0][2] == "8"
    assert f"/progress/cards/{first}" in page


def test_cards_put_aside_lead_to_their_history(client_of, make, world):
    item = db.session.scalars(sa.select(Item.id).order_by(Item.id)).first()
    change(world.busy, flagged=True)

    assert f"/progress/cards/{item}" in client_of(world.busy).get("/study/aside").text


def test_one_cards_page_tells_its_log_and_why_it_comes_when_it_does(client_of, make, world):
    item = db.session.scalars(sa.select(Item.id).order_by(Item.id)).first()
    undone = make.logged(world.busy, item, day=TODAY - 9, grade=5, interval_days=1)
    make.logged(world.busy, item, "undo", day=TODAY - 9, undoes=undone)

    page = client_of(world.busy).get(f"/progress/cards/{item}").text

    rows = page_cells(page)
    assert [row[2] for row in rows] == ["Easy", "Again", "Good"]
    assert ["undone" in row[1] for row in rows] == [True, False, False]
    assert "Not recalled" in page.split("Why this date?")[1]


def test_a_card_page_never_shows_the_answer(client_of, make, world):
    (item,) = items_of(make.question_set(world.teacher, make.flashcard(back="secret"), course=world.course))
    make.logged(world.busy, item, day=TODAY, grade=4)

    assert "secret" not in client_of(world.busy).get(f"/progress/cards/{item}").text


def test_a_card_is_seen_by_its_learner_only(client_of, world):
    item = db.session.scalars(sa.select(Item.id).order_by(Item.id)).first()

    for other in (world.idle, world.teacher):
        client_of(other).get(f"/progress/cards/{item}", status=404)
    client_of(None).get(f"/progress/cards/{item}", status=302)


def test_an_own_page_before_the_first_card_says_what_to_do(client_of, make):
    page = client_of(make.user()).get("/progress/").text

    assert "Nothing to show yet" in page
    assert "/library/" in page


def test_an_own_page_is_for_those_signed_in(client_of):
    client_of(None).get("/progress/", status=302)
