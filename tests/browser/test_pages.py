"""Every page that a person may meet, with content as in use, under axe; the review has a test of its own.

One database is filled once and copied for each test; each test is one person's way through their pages.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page

from questions import bundled_articles
from quizapp.auth.service import create_invitation, create_reset_link
from quizapp.courses.service import assign_sets
from quizapp.extensions import db
from quizapp.library.service import add_articles
from quizapp.models import Article, Card, Course, Item, QuestionSet, User, UserRole
from quizapp.scheduling.day import day_of
from quizapp.sets.service import store_upload
from tests.conftest import TUESDAY, MovableClock, app_on
from tests.factories import Factory

pytestmark = pytest.mark.browser

TODAY = day_of(TUESDAY.date())
SPINE, *NEIGHBOURS = (
    next(file.path for file in bundled_articles() if file.path.stem == name)
    for name in ("kissing-spine", "spinal-stenosis", "pyogenic-discitis", "ankylosing-spondylitis")
)
BINARY = Path(__file__).parents[1] / "data" / "articles" / "invalid" / "binary.txt"
TABLE = """id,stem,option_a,option_b,option_c,option_d,key,answer,explanation
g1,Which crystal is found in a joint with gout?,Urate,Pyrophosphate,Oxalate,Cystine,A,,It shines in polarised light.
g2,Which of these is NOT a sign of gout?,Tophus,Podagra,All of the above,Butterfly rash,D,,
g3,Which drug ends the attack?,Colchicine for as long as the pain lasts and in the lowest dose,Rest,Ice,Heat,A,,
g4,Name the enzyme that allopurinol blocks.,,,,,,xanthine oxidase,
g5,,Urate,Oxalate,,,A,,
g6,One option only?,Urate,,,,A,,
"""  # noqa: E501
LONG = "a-rather-long-name.with.parts@department-of-orthopaedics.university.example"

Check = Callable[..., None]


@pytest.fixture(scope="module")
def migrated_database(migrated_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database that the tests of this module copy: an article, a table, a course and its people."""
    folder = tmp_path_factory.mktemp("filled")
    with app_on(migrated_database, folder):
        fill(Factory(MovableClock(TUESDAY)))
    return folder / migrated_database.name


def fill(make: Factory) -> None:
    add_articles([(path.name, path.read_bytes()) for path in (SPINE, *NEIGHBOURS)], TUESDAY)
    make.administrator(name="Alex Admin", email="admin@example.org")
    make.user(name="Nils New", email="new@example.org")
    teacher = make.instructor(name="Tara Teacher", email="teacher@example.org")
    names = ("Ada Example", "Bo Sample", "Maximiliane Featherstonehaugh-Cholmondeley", "Dov Specimen")
    students = [
        make.user(name=name, email=f"student{number}@example.org") for number, name in enumerate(names)
    ]
    course = make.course(teacher, *students, title="Orthopaedics, spring term")
    assign_sets(course.id, db.session.scalars(sa.select(QuestionSet.id).limit(3)).all(), now=TUESDAY)
    for number, student in enumerate(students[:3]):
        study(make, student, days_ago=1 + 20 * (number == 2))
    create_invitation(
        email=LONG, role=UserRole.STUDENT, course_id=course.id, created_by_id=teacher.id, now=TUESDAY
    )
    for name, data in (("gout.csv", TABLE.encode()), (SPINE.name, SPINE.read_bytes())):
        store_upload(data, name, owner_id=teacher.id, clock=lambda: TUESDAY)


def study(make: Factory, student: User, *, days_ago: int) -> None:
    """Two weeks of a student's answers; what they failed was due on the day after."""
    for number, item in enumerate(db.session.scalars(sa.select(Item).order_by(Item.id).limit(14))):
        day = TODAY - days_ago - number
        right = number % 4 != 0
        make.logged(
            student,
            item.id,
            day=day,
            grade=4 if right else 1,
            option=0 if item.content.get("options") else None,
            correct=right,
            duration_ms=9_000,
            due_day=day + 1,
        )
        make.card(student, item.id, last_day=day, introduced_day=day, due_day=day + 1 + 6 * right)


@pytest.fixture
def visit(page_of, check_access) -> Check:
    """Opens pages as a person and looks at each with axe; gives the browser's page back."""

    def visit(email: str | None, *addresses: str) -> Page:
        page = page_of(None if email is None else user(email))
        for address in addresses:
            page.goto(address)
            check_access(page)
        return page

    return visit


def user(email: str) -> User:
    return db.session.scalars(sa.select(User).where(User.email == email)).one()


def press(page: Page, name: str, check: Check, *, link: bool = False) -> None:
    """Send a form or follow a link, and look at what comes."""
    page.get_by_role("link" if link else "button", name=name).first.click()
    page.wait_for_load_state()
    check(page)


def test_pages_of_somebody_who_has_not_signed_in(visit, check_access, time):
    known = user("student1@example.org")
    teacher = user("teacher@example.org")
    course_id = db.session.scalars(sa.select(Course.id)).one()
    invitations = [
        create_invitation(
            email=email,
            role=UserRole.STUDENT,
            course_id=course_id,
            created_by_id=teacher.id,
            now=time.now(),
        )
        for email in ("fresh@example.org", "new@example.org")
    ]
    reset = create_reset_link(known.id, created_by_id=teacher.id, now=time.now())

    page = visit(
        None,
        "/auth/sign-in",
        *(f"/auth/link/{token}" for token in (*invitations, reset, "used-already")),
        "/no-such-page",
    )

    page.goto("/auth/sign-in")
    page.get_by_label("E-mail").fill("student1@example.org")
    page.get_by_label("Password", exact=True).fill("wrong")
    press(page, "Sign in", check_access)
    assert page.locator(".error-summary").is_visible()


def test_pages_of_a_learner_who_begins(visit, check_access):
    page = visit("new@example.org", "/study/", "/progress/", "/library/", "/study/aside")

    press(page, "Library", check_access, link=True)
    page.get_by_label("Title or ICD-10 code").fill("nothing of that name")
    press(page, "Search", check_access)
    page.goto("/library/")
    press(page, "Study this", check_access)
    page.goto("/study/")
    check_access(page)


def test_pages_of_a_learner_with_a_backlog(visit, check_access):
    article_id = db.session.scalars(sa.select(Article.id).where(Article.title == "Kissing spine")).one()

    page = visit(
        "student0@example.org",
        "/study/",
        "/progress/",
        "/library/",
        f"/library/{article_id}?start=300&end=420#source",
        "/auth/settings",
        "/help",
        "/sets/",
    )

    assert page.get_by_role("heading", level=1).inner_text() == "This page is not for your account"
    page.goto("/auth/password")
    press(page, "Change password", check_access)
    assert page.locator(".error-summary").is_visible()


def test_pages_of_a_learner_who_wants_to_know(visit, check_access):
    item_id = db.session.scalars(sa.select(Card.item_id)).first()

    page = visit("student0@example.org", "/progress/leeches", f"/progress/cards/{item_id}")

    page.goto("/progress/simulator")
    page.get_by_label("Days").fill("28")
    press(page, "Simulate", check_access)
    page.get_by_text("Show as a table").first.press("Enter")
    assert page.get_by_role("rowheader", name="1 to 4", exact=True).is_visible()


def test_pages_of_an_instructors_courses(visit, check_access):
    course_id = db.session.scalars(sa.select(Course.id)).one()
    course, report = f"/courses/{course_id}", f"/progress/courses/{course_id}"
    late = user("student2@example.org").id

    page = visit(
        "teacher@example.org",
        "/courses/",
        "/courses/new",
        course,
        f"{course}/rename",
        f"{course}/assign",
        report,
        f"{report}/students/{late}",
        f"{course}/invite",
    )

    page.goto(course)
    page.locator(".confirm summary").first.click()
    check_access(page)
    page.goto(f"{course}/invite")
    page.get_by_label("E-mail addresses").fill("no address")
    press(page, "Make the links", check_access)
    page.get_by_label("E-mail addresses").fill("Mira Sample <mira@example.org>\nstudent1@example.org")
    press(page, "Make the links", check_access)
    assert page.get_by_label("Link of mira@example.org").is_visible()


def test_pages_of_an_instructors_question_sets(visit, check_access):
    page = visit("teacher@example.org", "/sets/", "/sets/upload")
    page.get_by_label("File").set_input_files(BINARY)
    press(page, "Upload and preview", check_access)
    assert page.locator(".error-summary").is_visible()
    page.goto("/sets/")
    press(page, "gout.csv", check_access, link=True)
    assert page.locator(".item__advice").count() == 2
    press(page, "Left out", check_access, link=True)
    assert page.locator(".import-place").count() == 2
    page.goto("/sets/")
    press(page, SPINE.name, check_access, link=True)
    assert page.get_by_role("heading", name="What was read").is_visible()

    press(page, "Publish", check_access)

    assert page.get_by_role("link", name="Item analysis").is_visible()


def test_pages_of_an_administrator(visit, check_access):
    page = visit(
        "admin@example.org", "/auth/people", "/auth/people?q=nobody-of-this-name", "/auth/invitations"
    )

    page.get_by_label("E-mail").fill("somebody@example.org")
    press(page, "Make the link", check_access)
    page.goto("/auth/people?q=Dov")
    press(page, "Reset link", check_access)
    page.set_viewport_size({"width": 390, "height": 844})
    tops = page.locator(".site-nav__link").evaluate_all("links => links.map((link) => link.offsetTop)")
    assert len(tops) == 6
    assert len(set(tops)) == 1, "the navigation takes one row on a phone"
