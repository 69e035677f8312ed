"""Item analysis in the browser: sort the table, replace a dead distractor, look at what is quarantined."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from questions import Kind, bundled_articles
from quizapp.extensions import db
from quizapp.library.service import add_articles
from quizapp.models import Item, ItemState, QuestionSet
from tests.answered_sets import TAKEN, answer_all, items_of, telling_rows
from tests.conftest import TUESDAY, app_on

pytestmark = pytest.mark.browser

ARTICLE = next(file.path for file in bundled_articles() if file.path.stem == "acromegaly")
MISLEADING = 3


@pytest.fixture(scope="module")
def migrated_database(migrated_database: Path, facts_file: Path, tmp_path_factory) -> Path:
    """A database with an article of the library, to copy for each test."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / facts_file.name).symlink_to(facts_file)
    with app_on(migrated_database, folder):
        add_articles([(ARTICLE.name, ARTICLE.read_bytes())], TUESDAY)
    return folder / migrated_database.name


@pytest.fixture
def made(make, time) -> QuestionSet:
    """The first 12 multiple-choice questions of the article, answered by 40 learners."""
    question_set = db.session.scalars(sa.select(QuestionSet)).one()
    choices = [item for item in items_of(question_set) if item.kind == Kind.MULTIPLE_CHOICE]
    for item in items_of(question_set):
        if item not in choices[:TAKEN]:
            db.session.delete(item)
    db.session.commit()
    answer_all(question_set, [_by_key(row, choices) for row in telling_rows(MISLEADING)], time.now())
    return question_set


def _by_key(row: str, choices: list[Item]) -> str:
    """A row of answers whose 0 stands for the key, for items whose keys stand anywhere."""
    signs = []
    for sign, item in zip(row, choices, strict=False):
        options = item.content["options"]
        wrong = [place for place, option in enumerate(options) if not option["correct"]]
        key = next(place for place, option in enumerate(options) if option["correct"])
        signs.append(str(key if sign == "0" else wrong[(int(sign) - 1) % max(1, len(wrong) - 1)]))
    return "".join(signs)


@pytest.fixture
def page(page_of, make) -> Page:
    return page_of(make.administrator(name="Tara Teacher"))


def test_a_dead_distractor_is_replaced_by_a_candidate_of_the_generator(page, made, check_access):
    page.goto(f"/sets/{made.id}")
    page.get_by_role("link", name="Item analysis").click()
    check_access(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("row").filter(has_text="not functioning").filter(has_text="Octreotide").get_by_role(
        "link"
    ).click()
    check_access(page)
    offer = page.get_by_role("region", name="Instead of").first
    former = offer.get_by_role("heading").inner_text().removeprefix("Instead of “").removesuffix("”")
    taken = offer.get_by_role("listitem").first.locator("b").inner_text()

    offer.get_by_role("button", name=f"Take “{taken}”").click()

    expect(page.get_by_text(f"“{taken}” now stands in the place of “{former}”.")).to_be_visible()
    question = page.get_by_role("region", name="The question and its figures")
    expect(question).to_contain_text(taken)
    expect(question).not_to_contain_text(former)
    expect(question).to_contain_text("version 2")


def test_the_table_is_sorted_by_the_figure_that_is_asked_for(page, made):
    page.goto(f"/sets/{made.id}/analysis")

    page.get_by_role("button", name="Corrected point-biserial").click()

    expect(page.get_by_role("row").nth(1)).to_contain_text("Misleads")


def test_a_misleading_question_is_quarantined_looked_at_and_given_back(page, made, check_access):
    page.goto(f"/sets/{made.id}/analysis")
    page.get_by_role("button", name="Quarantine now").click()
    expect(page.get_by_text("1 item quarantined.")).to_be_visible()
    check_access(page)

    page.get_by_role("button", name="It is right: make live").click()

    expect(page.get_by_text("The question is live again.")).to_be_visible()
    db.session.expire_all()
    assert {item.state for item in items_of(made)} == {ItemState.LIVE}
