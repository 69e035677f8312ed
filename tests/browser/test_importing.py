"""A file of questions in a browser: uploaded with errors, mended, imported, and met by a student."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from quizapp.background import work_once
from quizapp.sets.importing.staging import INLINE_BYTES
from tests.quizapp.sets.upload_client import GOOD, table

pytestmark = pytest.mark.browser
KEYLESS = "q2,Which joint lies behind the disc?,Facet,Sacroiliac,Hip,Knee,"


@pytest.fixture
def teacher(make):
    return make.instructor(name="Ida Instructor")


@pytest.fixture
def page(page_of, teacher) -> Page:
    return page_of(teacher)


def upload(page: Page, data: bytes, name: str = "spine.csv") -> None:
    page.goto("/sets/upload")
    page.get_by_label("File").set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
    page.get_by_role("button", name="Upload and preview").click()


def test_a_file_with_errors_is_mended_imported_and_met_by_a_student(
    page, page_of, make, teacher, check_access
):
    student = make.user()
    make.course(teacher, student)
    upload(page, table(GOOD, KEYLESS))
    expect(page.get_by_role("heading", level=1)).to_have_text("Import of spine.csv")
    check_access(page)

    page.get_by_role("link", name="1 of 2 questions is left out: see why").first.click()
    row = page.locator(".item").filter(has_text="Line 3")
    expect(row).to_contain_text("The row has no key.")
    expect(row).to_contain_text(KEYLESS)
    check_access(page)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Imported: 1 added.")

    upload(page, table(GOOD.replace("Which process", "Which part"), KEYLESS + "A"))
    page.get_by_role("link", name="Changed (1)").click()
    expect(page.locator(".diff del")).to_contain_text("process")
    expect(page.locator(".diff ins")).to_contain_text("part")
    check_access(page)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Imported: 1 added, 1 changed.")
    check_access(page)
    page.get_by_role("button", name="Assign").click()

    learner = page_of(student)
    learner.goto("/study/card")
    expect(learner.get_by_role("heading", level=1)).to_contain_text("Which part is touched in kissing spine?")

    page.get_by_role("link", name="Imports").click()
    check_access(page)
    page.get_by_text("Undo this import").click()
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_role("status").first).to_contain_text("The import is undone")
    expect(page.locator(".item__stem").first).to_contain_text("Which process is touched")


def test_a_tick_is_saved_as_it_is_set(page):
    upload(page, table(GOOD, KEYLESS + "A"))
    box = page.get_by_label("Live: Which joint lies behind the disc?")
    expect(page.get_by_role("button", name="Save the ticks of this page")).to_be_hidden()

    box.uncheck()
    expect(page.locator("[data-live-count]")).to_have_text("1")
    page.reload()

    expect(box).not_to_be_checked()
    page.get_by_role("button", name="Tick all of the file").click()
    expect(box).to_be_checked()


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_chosen_beside_import_is_shown_before_it_is_imported(page_of, teacher, scripts, check_access):
    page = page_of(teacher, java_script_enabled=scripts)
    upload(page, table(GOOD))
    page.get_by_role("button", name="Import", exact=True).click()
    upload(page, table(GOOD.replace("Which process", "Which part"), KEYLESS + "A", KEYLESS), "other.csv")

    page.get_by_label("Import as").select_option(label="An update of “spine”")
    page.get_by_label("Live: Which joint lies behind the disc?").uncheck()
    page.get_by_role("button", name="Import", exact=True).click()

    told = "You changed the set that it goes into: this is what would be imported now. Nothing is yet."
    expect(page.get_by_role("status").first).to_contain_text(told)
    expect(page.get_by_label("Live: Which joint lies behind the disc?")).not_to_be_checked()
    if scripts:
        check_access(page)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("spine")
    expect(page.get_by_text("Draft (1)")).to_be_visible()


def test_a_link_to_another_list_takes_along_what_was_chosen(page):
    upload(page, table(GOOD, KEYLESS))
    page.get_by_label("Title").fill("My own title")

    page.get_by_role("link", name="Left out (1)").click()

    expect(page.locator(".item").filter(has_text="Line 3")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("My own title")


def test_a_preview_with_long_words_fits_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 850})
    name = "a-very-long-name-of-an-image-that-nobody-would-write-but-programs-do-0123456789.png"
    gift = f'[html]Which lobe? <img src\\="{name}"> {{=Lower ~Upper}}\n\nBroken? {{~{"a" * 300} ~b}}\n'
    upload(page, gift.encode(), "x.gift")
    for tab in ("all", "rejected", "losses"):
        page.goto(f"{page.url.partition('?')[0]}?show={tab}")
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_table_of_unknown_headings_is_read_once_they_are_explained(page, check_access):
    upload(page, b"Kysymys,Vastaus\nWhich crystal causes gout?,Urate\n")
    expect(page.get_by_role("heading", level=1)).to_have_text("spine.csv could not be read")
    check_access(page)

    page.get_by_label("Kysymys").select_option("stem")
    page.get_by_label("Vastaus").select_option("answer")
    page.get_by_role("button", name="Read it again").click()

    expect(page.get_by_text("Which crystal causes gout?").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_long_file_opens_its_preview_when_it_is_read(page_of, teacher, time, check_access, scripts):
    page = page_of(teacher, java_script_enabled=scripts)
    data = table(*(f"q{n},Which finding {n} is it?{'.' * 200},a1,b1,c1,d1,A" for n in range(900)))
    assert len(data) > INLINE_BYTES
    upload(page, data, "long.csv")
    expect(page.get_by_role("heading", level=1)).to_have_text("Reading long.csv")
    if scripts:
        check_access(page)

    work_once(time.now)

    expect(page.get_by_role("heading", level=1)).to_have_text("Import of long.csv")
    expect(page.get_by_text("Page 1 of 18")).to_be_visible()
    if scripts:
        check_access(page)


def test_a_file_is_imported_without_scripts(page_of, teacher):
    page = page_of(teacher, java_script_enabled=False)
    upload(page, table(GOOD, KEYLESS + "A"))

    page.get_by_label("Live: Which joint lies behind the disc?").uncheck()
    page.get_by_role("button", name="Save the ticks of this page").click()
    expect(page.get_by_label("Live: Which joint lies behind the disc?")).not_to_be_checked()
    page.get_by_role("button", name="Import", exact=True).click()

    expect(page.get_by_text("Draft (1)")).to_be_visible()


def test_the_pages_around_an_import_have_no_fault(page, make, teacher, check_access):
    kinds = (make.multiple_answer(), make.true_false(), make.short_answer(), make.numeric(), make.matching())
    shown = make.question_set(teacher, *kinds, title="All kinds")

    for address in (
        "/sets/upload",
        f"/sets/{shown.id}",
        f"/sets/{shown.id}/downloads",
        f"/sets/{shown.id}/imports",
    ):
        page.goto(address)
        check_access(page)
