"""The daily review in a browser: by keyboard alone, by touch, and where the network comes and goes."""

from __future__ import annotations

import itertools

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from quizapp.extensions import db, writing
from quizapp.models import Item, ReviewLog, SignIn, User

pytestmark = pytest.mark.browser

WAIT_MS = 300  # for what must not happen


@pytest.fixture
def learner(make):
    return make.user(name="Mira Sample")


@pytest.fixture
def deck(make, learner):
    def assign(*contents):
        teacher = make.instructor()
        make.question_set(teacher, *contents, course=make.course(teacher, learner))

    return assign


@pytest.fixture
def open_card(page_of, learner):
    def open_page(**options):
        page = page_of(learner, **options)
        page.goto("/study/card")
        return page

    return open_page


def face(page: Page, name: str) -> None:
    """Wait for this face of a card."""
    page.locator(f"[data-study][data-face={name}]").wait_for()


def answers() -> list[tuple[str, int]]:
    db.session.rollback()
    rows = db.session.execute(sa.select(ReviewLog.action, ReviewLog.grade).order_by(ReviewLog.sequence))
    return [tuple(row) for row in rows]


def cloze(make, **fields):
    return {
        **make.flashcard(),
        "kind": "cloze",
        "stem": "Gout reddens the _____.",
        "answer": "toe",
        **fields,
    }


def sourced(make, content):
    text = f"The sentence says {content['answer']} in so many words."
    source = {
        "article_id": "spine",
        "article": "sha256:" + "a" * 64,
        "condition": "Kissing spine",
        "start": 0,
        "end": len(text),
        "text": text,
    }
    options = [{**option, "source": source} for option in content["options"]]
    return {**content, "source": source, "options": options}


def test_a_whole_review_goes_by_keyboard_alone(page_of, learner, deck, make):
    deck(make.flashcard(back="posture"), cloze(make), make.multiple_choice(key=1))
    page = page_of(learner)
    page.goto("/")
    expect(page.get_by_role("link", name="Start")).to_be_focused()

    page.keyboard.press("Enter")
    face(page, "front")
    page.wait_for_load_state()
    expect(page.get_by_role("button", name="Show answer")).to_be_focused()
    page.keyboard.press("3")
    page.wait_for_timeout(WAIT_MS)
    face(page, "front")
    page.keyboard.press("Space")
    face(page, "back")
    expect(page.get_by_label("Answer", exact=True)).to_be_focused()
    page.keyboard.press("Space")

    expect(page.locator("h1")).to_contain_text("Gout")
    page.keyboard.press("Enter")
    expect(page.locator("h1 mark")).to_have_text("toe")
    page.keyboard.press("4")

    face(page, "choice")
    page.keyboard.press("Shift+A")
    expect(page.get_by_label("Strike out A")).to_be_checked()
    page.keyboard.press("c")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="B Ice")).to_be_checked()
    page.wait_for_timeout(WAIT_MS)
    assert len(answers()) == 2
    page.keyboard.press("Enter")

    face(page, "feedback")
    expect(page.locator(".verdict")).to_contain_text("Right")
    page.keyboard.press("2")
    expect(page.get_by_role("button", name="Hard")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("3")
    expect(page.get_by_role("button", name="Good")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")

    face(page, "finished")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert answers() == [
        ("answer", 4),
        ("answer", 5),
        ("answer", 4),
        ("regrade", 3),
        ("regrade", 4),
    ]


def test_undo_on_the_finished_screen_goes_back_step_by_step(open_card, deck, make):
    deck(make.flashcard("Name one."), make.flashcard("Name two."))
    page = open_card()
    for _ in range(2):
        face(page, "front")
        page.keyboard.press("Space")
        face(page, "back")
        page.keyboard.press("Space")
    face(page, "finished")

    page.keyboard.press("u")
    expect(page.locator("h1")).to_contain_text("Name two.")
    page.keyboard.press("u")
    expect(page.locator("h1")).to_contain_text("Name one.")
    page.keyboard.press("u")
    expect(page.get_by_text("There is nothing to undo.")).to_be_visible()

    assert [action for action, _ in answers()] == ["answer", "answer", "undo", "undo"]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_double_click_on_good_grades_one_card(open_card, deck, make, width):
    deck(*(make.flashcard(f"Name {n}.") for n in range(3)))
    page = open_card(viewport={"width": width, "height": 740})
    page.keyboard.press("Space")
    face(page, "back")

    page.get_by_role("button", name="Good").dblclick()

    expect(page.locator("h1")).to_contain_text("Name 1.")
    page.wait_for_timeout(WAIT_MS)
    face(page, "front")
    assert len(answers()) == 1


@pytest.mark.parametrize("size", [(320, 568), (390, 844), (844, 390), (1280, 800)], ids=str)
def test_no_two_things_pressed_in_turn_lie_in_one_place(open_card, deck, make, size):
    width, height = size
    deck(
        make.flashcard("A word."),
        make.flashcard("A long story. " * 60, "An answer as long as that. " * 60),
        make.multiple_choice(key=0),
        make.flashcard("The end."),
    )
    page = open_card(viewport={"width": width, "height": height})
    drawn = []  # what could be pressed on each page in turn
    for _ in range(2):
        drawn.append(places(page, "Show answer"))
        page.keyboard.press("Space")
        face(page, "back")
        drawn.append(places(page, "Again", "Hard", "Good", "Easy"))
        page.keyboard.press("Space")
        page.locator("[data-face=front], [data-face=choice]").wait_for()
    drawn.append(places(page, "Submit"))
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    face(page, "feedback")
    drawn.append(places(page, "Next"))
    page.keyboard.press("Enter")
    face(page, "front")
    drawn.append(places(page, "Show answer"))

    for before, after in itertools.pairwise(drawn):
        assert not [(one, other) for one in before for other in after if overlap(one, other)]


def places(page, *names):
    boxes = []
    for name in names:
        button = (
            page.locator(".dock")
            .get_by_text(name)
            .locator("xpath=ancestor-or-self::*[self::a or self::button]")
        )
        boxes.append(button.first.bounding_box())
    return boxes


def overlap(one, other):
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )


@pytest.mark.parametrize("key", ["Space", "Enter"])
def test_a_held_key_reveals_and_does_no_more(open_card, deck, make, key):
    deck(make.flashcard(), make.flashcard())
    page = open_card()

    for _ in range(8):
        page.keyboard.down(key)
    face(page, "back")
    page.wait_for_timeout(WAIT_MS)
    page.keyboard.up(key)

    page.wait_for_timeout(WAIT_MS)
    face(page, "back")
    assert answers() == []


def test_space_held_from_good_does_not_reveal_the_next_card(open_card, deck, make):
    deck(make.flashcard("One."), make.flashcard("Two."))
    page = open_card()
    page.keyboard.press("Space")
    face(page, "back")

    page.keyboard.down("Space")
    expect(page.locator("h1")).to_contain_text("Two.")
    page.keyboard.down("Space")
    page.keyboard.up("Space")
    page.wait_for_timeout(WAIT_MS)

    face(page, "front")
    page.keyboard.press("Space")
    face(page, "back")


def test_an_answer_outlives_a_network_that_is_gone(open_card, deck, make):
    deck(make.flashcard("One."), make.flashcard("Two."))
    page = open_card()
    page.keyboard.press("Space")
    face(page, "back")
    page.route("**/study/answer", lambda route: route.abort())

    page.keyboard.press("3")
    expect(page.get_by_role("status").filter(has_text="Not sent yet; trying again")).to_be_visible()
    page.keyboard.press("1")
    assert answers() == []
    page.unroute("**/study/answer")

    expect(page.locator("h1")).to_contain_text("Two.")
    assert answers() == [("answer", 4)]


def test_a_reply_that_is_lost_records_the_answer_once(open_card, deck, make):
    deck(make.flashcard("One."), make.flashcard("Two."))
    page = open_card()
    page.keyboard.press("Space")
    face(page, "back")
    lost = []

    def lose_first_reply(route):
        reply = route.fetch(max_redirects=0)
        if lost:
            route.fulfill(response=reply)
        else:
            lost.append(reply.status)
            route.abort()

    page.route("**/study/answer", lose_first_reply)
    page.keyboard.press("4")

    expect(page.locator("h1")).to_contain_text("Two.")
    assert lost == [303]
    assert answers() == [("answer", 5)]


def test_an_unsent_answer_outlives_a_reload(open_card, deck, make):
    deck(make.flashcard("One."), make.flashcard("Two."))
    page = open_card()
    page.on("dialog", lambda dialog: dialog.accept())
    page.keyboard.press("Space")
    face(page, "back")
    page.route("**/study/answer", lambda route: route.abort())
    page.keyboard.press("3")
    page.get_by_text("Not sent yet").wait_for()

    page.unroute_all()
    page.reload()

    expect(page.locator("h1")).to_contain_text("Two.")
    assert answers() == [("answer", 4)]


def test_a_session_that_ended_leads_to_the_sign_in_page(open_card, deck, make):
    deck(make.flashcard())
    page = open_card()
    page.keyboard.press("Space")
    face(page, "back")
    with writing() as session:
        session.execute(sa.delete(SignIn))

    page.keyboard.press("3")

    page.wait_for_url("**/auth/sign-in*")
    assert answers() == []


def test_an_unsent_answer_goes_out_after_signing_in_again(open_card, deck, make, learner, cookie_of, address):
    deck(make.flashcard("One."), make.flashcard("Two."))
    page = open_card()
    page.keyboard.press("Space")
    face(page, "back")
    with writing() as session:
        session.execute(sa.delete(SignIn))
    page.keyboard.press("3")
    page.wait_for_url("**/auth/sign-in*")

    page.context.add_cookies([{"name": "session", "value": cookie_of(learner), "url": address}])
    page.goto("/study/card")

    expect(page.locator("h1")).to_contain_text("Two.")
    assert answers() == [("answer", 4)]


def test_an_answer_given_offline_to_a_card_answered_elsewhere_is_kept(open_card, deck, make):
    deck(make.flashcard("One."), make.flashcard("Two."))
    offline = open_card()
    elsewhere = open_card()
    for page in (offline, elsewhere):
        page.keyboard.press("Space")
        face(page, "back")
    offline.route("**/study/answer", lambda route: route.abort())
    offline.keyboard.press("1")
    offline.get_by_text("Not sent yet").wait_for()
    elsewhere.keyboard.press("3")
    expect(elsewhere.locator("h1")).to_contain_text("Two.")

    offline.unroute_all()

    expect(offline.get_by_text("It is kept as practice.").first).to_be_visible()
    expect(offline.locator("h1")).to_contain_text("Two.")
    assert answers() == [("answer", 4), ("practice", 1)]


def test_a_stale_tab_says_so_and_goes_on(open_card, deck, make):
    deck(make.flashcard("One."), make.flashcard("Two."))
    first = open_card()
    second = open_card()
    for page in (first, second):
        page.keyboard.press("Space")
        face(page, "back")

    first.keyboard.press("3")
    expect(first.locator("h1")).to_contain_text("Two.")
    second.keyboard.press("1")

    expect(second.get_by_text("Nothing was recorded twice.").first).to_be_visible()
    expect(second.locator("h1")).to_contain_text("Two.")
    assert answers() == [("answer", 4)]


def test_marks_have_keys_and_the_key_list_closes_by_escape(open_card, deck, make):
    deck(make.flashcard("One."), make.flashcard("Two."), make.flashcard("Three."))
    page = open_card()

    page.keyboard.press("f")
    expect(page.get_by_text("⚑ Flagged")).to_be_visible()
    page.keyboard.press("-")
    expect(page.locator("h1")).to_contain_text("Two.")
    page.keyboard.press("@")
    expect(page.locator("h1")).to_contain_text("Three.")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.keyboard.press("!")
    expect(page.get_by_role("heading", level=1)).to_have_text("Report an error in this question")

    assert [action for action, _ in answers()] == ["flag", "bury", "suspend"]


@pytest.mark.parametrize("keys", ["Control+u", "Alt+f", "Meta+-"])
def test_keys_of_the_browser_are_left_to_it(open_card, deck, make, keys):
    deck(make.flashcard())
    page = open_card()

    page.keyboard.press(keys)
    page.wait_for_timeout(WAIT_MS)

    assert answers() == []


def test_single_keys_can_be_switched_off_and_native_ones_go_on(open_card, deck, make, learner):
    deck(make.flashcard(), make.multiple_choice(key=0))
    with writing() as session:
        session.execute(sa.update(User).values(single_key_shortcuts=False, space_grades_good=False))
    page = open_card()

    page.keyboard.press("Space")
    face(page, "back")
    for key in ("3", "f", "-", "@", "u", "Space"):
        page.keyboard.press(key)
    page.wait_for_timeout(WAIT_MS)
    assert answers() == []
    page.get_by_role("button", name="Easy").press("Enter")
    face(page, "choice")
    page.keyboard.press("b")
    assert page.locator("[name=option]:checked").count() == 0
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    face(page, "feedback")
    assert answers() == [("answer", 5), ("answer", 4)]


def test_striking_out_takes_the_choice_off_and_choosing_the_strike(open_card, deck, make):
    deck(make.multiple_choice(key=0))
    page = open_card()

    page.keyboard.press("b")
    page.keyboard.press("Shift+B")
    assert page.locator("[name=option]:checked").count() == 0
    page.keyboard.press("b")

    expect(page.get_by_label("Strike out B")).not_to_be_checked()
    page.locator(".strike").nth(2).click()
    expect(page.get_by_label("Strike out C")).to_be_checked()
    assert answers() == []


def test_back_leads_out_of_the_review_and_not_to_an_old_card(page_of, learner, deck, make):
    deck(make.flashcard("One."), make.flashcard("Two."))
    page = page_of(learner)
    page.goto("/study/")
    page.keyboard.press("Enter")
    face(page, "front")
    page.wait_for_load_state()
    page.keyboard.press("Space")
    page.keyboard.press("3")
    expect(page.locator("h1")).to_contain_text("Two.")

    page.go_back()

    expect(page.get_by_role("link", name="Start")).to_be_visible()
    assert "1 card" in page.inner_text("main")


def test_the_time_taken_is_sent_with_the_answer(open_card, deck, make):
    deck(make.flashcard())
    page = open_card()

    page.keyboard.press("Space")
    page.keyboard.press("3")
    face(page, "finished")

    row = db.session.execute(sa.select(ReviewLog.duration_ms, ReviewLog.device_time)).one()
    assert 0 < row.duration_ms < 60_000
    assert row.device_time is not None


def test_a_review_goes_without_javascript(open_card, deck, make):
    deck(make.flashcard("One."), make.multiple_choice(key=0))
    page = open_card(java_script_enabled=False)
    expect(page.get_by_role("button", name="Show answer")).to_be_focused()

    page.keyboard.press("Enter")
    page.get_by_role("button", name="Good").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("h1")).to_contain_text("One.")
    page.get_by_role("button", name="Show answer").click()
    page.locator("[name=button][value=again]").click()
    page.locator(".strike").nth(1).click()
    page.locator(".option__label").nth(0).click()
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".verdict")).to_contain_text("Right")
    page.get_by_role("link", name="Next").click()
    page.get_by_role("button", name="Show answer").click()
    page.get_by_role("button", name="Good").click()

    expect(page.locator("h1")).to_have_text("Finished for today")


def test_axe_finds_nothing_on_any_page_of_the_review(page_of, learner, deck, make, check_access):
    choice = sourced(make, make.multiple_choice(key=1))
    deck(
        sourced(make, make.flashcard()),
        sourced(make, cloze(make)),
        choice,
        {**choice, "id": "again"},
    )
    page = page_of(learner)
    page.goto("/study/")
    check_access(page)
    page.goto("/study/card")
    check_access(page)
    page.keyboard.press("f")
    page.get_by_text("⚑ Flagged").wait_for()
    page.keyboard.press("?")
    check_access(page)
    page.keyboard.press("Escape")
    for _ in range(2):
        face(page, "front")
        page.keyboard.press("Space")
        face(page, "back")
        page.locator("details.why summary").click()
        check_access(page)
        page.keyboard.press("4")
    for option in ("b", "a"):
        face(page, "choice")
        page.keyboard.press("Shift+D")
        page.keyboard.press(option)
        check_access(page)
        page.keyboard.press("Enter")
        face(page, "feedback")
        page.locator("details.menu summary").click()
        check_access(page)
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Next").press("Enter")
    face(page, "choice")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    face(page, "feedback")
    page.keyboard.press("Enter")
    face(page, "finished")
    check_access(page)
    page.goto("/study/")
    check_access(page)
    page.goto("/study/aside")
    check_access(page)
    item = db.session.scalar(sa.select(sa.func.min(Item.id)))
    page.goto(f"/study/report/{item}")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("There is a problem").wait_for()
    check_access(page)
