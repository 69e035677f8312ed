"""The small script modules of the shared components, in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import quizapp

pytestmark = pytest.mark.browser

_SCRIPTS = Path(quizapp.__file__).parent / "static/js"
_STYLES = _SCRIPTS.parent / "css"
_TABLE = """<html lang="en"><table data-sortable-table>
<thead><tr><th data-sort="text">Name</th><th data-sort="number">Due</th>
<th data-sort="date">Last</th><th>Do</th></tr></thead>
<tbody>
<tr><td>item 10</td><td>9</td><td><time datetime="2026-03-02">2 March</time></td><td></td></tr>
<tr><td>Item 2</td><td>1,204</td><td><time datetime="2026-02-11">11 February</time></td><td></td></tr>
<tr><td>émile</td><td>–</td><td></td><td></td></tr>
<tr><td>Ana</td><td data-sort-value="-3.5">minus three</td>
<td><time datetime="2025-12-24">24 December</time></td><td></td></tr>
</tbody></table></html>"""
_COPY_FIELD = """<div data-copy-field><label>Link <input readonly value="https://x.example/1"></label>
<button type="button" hidden>Copy</button><span role="status"></span></div>"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def open_with(page: Page, html: str, module: str) -> None:
    page.set_content(html)
    page.add_script_tag(content=(_SCRIPTS / module).read_text(encoding="utf-8"), type="module")


def names(page: Page) -> list[str]:
    return page.locator("tbody td:first-child").all_inner_texts()


@pytest.mark.parametrize(
    ("column", "ascending", "descending"),
    [
        ("Name", ["Ana", "émile", "Item 2", "item 10"], ["item 10", "Item 2", "émile", "Ana"]),
        ("Due", ["Ana", "item 10", "Item 2", "émile"], ["Item 2", "item 10", "Ana", "émile"]),
        ("Last", ["Ana", "Item 2", "item 10", "émile"], ["item 10", "Item 2", "Ana", "émile"]),
    ],
)
def test_a_column_sorts_both_ways_with_what_is_missing_last(
    page: Page, column: str, ascending: list[str], descending: list[str]
) -> None:
    open_with(page, _TABLE, "sortable_table.js")
    button = page.get_by_role("button", name=column)

    button.press("Enter")
    assert names(page) == ascending

    button.press("Enter")
    assert names(page) == descending


def test_only_the_sorted_column_says_its_direction(page: Page) -> None:
    open_with(page, _TABLE, "sortable_table.js")

    page.get_by_role("button", name="Name").click()
    page.get_by_role("button", name="Due").click()

    assert page.locator("[aria-sort]").all_inner_texts() == ["Due"]
    assert page.locator("th").nth(1).get_attribute("aria-sort") == "ascending"


def test_a_column_without_a_kind_gets_no_button(page: Page) -> None:
    open_with(page, _TABLE, "sortable_table.js")

    assert page.locator("th button").all_inner_texts() == ["Name", "Due", "Last"]


def test_a_hidden_button_stays_hidden_under_all_stylesheets(page: Page) -> None:
    page.set_content(_COPY_FIELD.replace("<button", '<button class="button copy-field__button"'))
    for sheet in sorted(_STYLES.glob("*.css")):
        page.add_style_tag(path=sheet)

    assert page.get_by_text("Copy", exact=True).is_hidden()


def test_where_the_clipboard_is_refused_the_text_is_selected(page: Page) -> None:
    open_with(page, _COPY_FIELD, "copy_field.js")

    page.get_by_role("button", name="Copy").click()

    page.get_by_text("Selected. Press Ctrl+C").wait_for()
    assert page.evaluate("getSelection().toString()") == "https://x.example/1"


def test_the_copy_button_copies_where_the_browser_allows_it(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.route(
        "https://quizapp.test/", lambda route: route.fulfill(body=_COPY_FIELD, content_type="text/html")
    )
    page.goto("https://quizapp.test/")
    page.add_script_tag(content=(_SCRIPTS / "copy_field.js").read_text(encoding="utf-8"), type="module")

    page.get_by_role("button", name="Copy").click()

    page.get_by_text("✓ Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "https://x.example/1"
