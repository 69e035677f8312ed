"""The articles of the program, and an operator's, in the library."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from questions import UnreadableFileError, bundled_articles
from quizapp.extensions import db, writing
from quizapp.library.service import add_articles, load_bundled_articles
from quizapp.models import Article, ArticleVersion, Item, ItemState, LoadedLibrary, QuestionSet
from tests.quizapp.sets.upload_client import ARTICLE

pytestmark = pytest.mark.usefixtures("quick_library")

FILE = ("facet.txt", ARTICLE.replace("Kissing spine", "Facet syndrome").encode())


@pytest.fixture
def loaded(app, time, small_library) -> list[str]:
    """What loading the bundled articles said."""
    said: list[str] = []
    load_bundled_articles(time.now(), echo=said.append)
    return said


def count(table: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table))


def test_all_bundled_articles_come_with_live_items_of_every_kind(app, time):
    bundled = bundled_articles()
    said: list[str] = []

    load_bundled_articles(time.now(), echo=said.append)

    assert set(db.session.scalars(sa.select(Article.key))) == {file.id for file in bundled}
    assert set(db.session.scalars(sa.select(Article.owner_id))) == {None}
    assert set(db.session.scalars(sa.select(Item.state))) == {ItemState.LIVE}
    assert set(db.session.scalars(sa.select(Item.kind))) == {"flashcard", "cloze", "multiple_choice"}
    assert said[-1].startswith(f"The library is ready: {len(bundled)} articles")


def test_a_second_start_does_nothing_and_says_nothing(loaded, time):
    said: list[str] = []
    with writing() as session:
        session.execute(sa.update(Article).values(title="as it was"))

    load_bundled_articles(time.now(), echo=said.append)

    assert said == []
    assert set(db.session.scalars(sa.select(Article.title))) == {"as it was"}


def test_a_start_of_a_newer_program_keeps_items_their_states_and_adds_nothing_twice(
    loaded, small_library, time
):
    before = {item.key: item.id for item in db.session.scalars(sa.select(Item))}
    retired = db.session.scalar(sa.select(Item))
    with writing() as session:
        session.execute(sa.update(LoadedLibrary).values(fingerprint="of an older program"))
        session.execute(sa.update(Item).where(Item.id == retired.id).values(state=ItemState.RETIRED))

    load_bundled_articles(time.now(), echo=print)

    after = db.session.scalars(sa.select(Item)).all()
    assert {item.key: item.id for item in after} == before
    assert [item.id for item in after if item.state == ItemState.RETIRED] == [retired.id]
    assert {item.version for item in after} == {1}
    assert count(Article) == count(ArticleVersion) == count(QuestionSet) == len(small_library)


def test_the_items_of_an_article_that_is_bundled_no_more_are_retired(loaded, make, time):
    with writing() as session:
        session.execute(sa.update(LoadedLibrary).values(fingerprint="of an older program"))
        former = Article(key="13-x/gone", title="Gone", sha256="0", created_at=time.now())
        session.add(former)
    gone = make.question_set(None, make.flashcard(), article_id=former.id)

    load_bundled_articles(time.now(), echo=print)

    db.session.expire_all()
    assert db.session.scalars(sa.select(Item.state).where(Item.set_id == gone.id)).all() == [
        ItemState.RETIRED
    ]


def test_an_operators_articles_join_the_library(app, time):
    [line] = add_articles([FILE], time.now())

    assert line.startswith("Facet syndrome (M48.2): ")
    assert db.session.scalar(sa.select(Article.owner_id)) is None
    assert count(Item) > 5


def test_an_article_added_again_is_brought_up_to_date(app, time):
    add_articles([FILE], time.now())

    [line] = add_articles([(FILE[0], FILE[1].replace(b"poor posture", b"whiplash"))], time.now())

    assert " 0 questions added" not in line
    assert count(Article) == count(QuestionSet) == 1
    assert count(ArticleVersion) == 2


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (("x.txt", b"\0"), "x.txt, line 1: the file is binary"),
        (("x.pdf", b"x"), "x.pdf: this is no article by its name. Articles are .txt or .md files."),
        (FILE, "facet.txt: two of the files have this name. Rename one of them."),
    ],
)
def test_one_bad_file_keeps_all_out(app, time, bad, said):
    with pytest.raises(UnreadableFileError, match=said):
        add_articles([FILE, bad], time.now())

    assert count(Article) == count(Item) == 0


def test_an_operators_article_does_not_take_the_place_of_an_instructors(app, make, time):
    owner = make.instructor()
    with writing() as session:
        session.add(Article(key="facet", title="Mine", sha256="0", owner_id=owner.id, created_at=time.now()))

    add_articles([FILE], time.now())

    assert sorted(db.session.scalars(sa.select(Article.key))) == ["facet", "facet-2"]
