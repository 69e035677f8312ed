"""Out to Anki, reviewed there, and back in a browser: the preview, the import, and its undo."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from quizapp.scheduling.grades import Button
from tests.quizapp.study.conftest import Learner, cards
from tests.quizapp.transfer.conftest import anki, machine_in
from tests.quizapp.transfer.test_round_trip import answer_in_anki

__all__ = ["anki", "machine_in"]
pytestmark = pytest.mark.browser


def test_a_review_in_anki_comes_back_by_a_preview_and_undo_takes_it_back(
    page_of, learner, deck, make, time, anki, check_access
):
    deck(make.flashcard("Name one."), make.flashcard("Name two."))
    time.moment = datetime.now(UTC) - timedelta(days=2)
    Learner(user=learner, time=time).finish(Button.GOOD)
    time.moment = datetime.now(UTC)  # Anki asks the machine for the time
    before = cards()
    page = page_of(learner)
    page.goto("/transfer/")
    check_access(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download Anki package").click()
    anki.take(Path(download.value.path()).read_bytes())
    answer_in_anki(anki, [3])

    page.get_by_role("link", name="Import from Anki").click()
    page.get_by_label("Anki package").set_input_files(
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"not a package"}
    )
    page.get_by_role("button", name="Upload and preview").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check_access(page)
    page.get_by_label("Anki package").set_input_files(
        {"name": "mine.apkg", "mimeType": "application/octet-stream", "buffer": anki.give()}
    )
    page.get_by_role("button", name="Upload and preview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Preview of mine.apkg")
    check_access(page)
    assert cards() == before

    page.get_by_role("button", name="Import 1 card").click()
    expect(page.get_by_role("status")).to_contain_text("Imported: 1 card with 1 review from Anki.")
    assert cards() != before

    page.get_by_role("button", name="Undo the last step").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back: the import of 1 card.")
    assert cards() == before
