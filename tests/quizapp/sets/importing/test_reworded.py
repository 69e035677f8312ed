"""A question without an id that has other words now is proposed as the same, and is once that is ticked."""

from __future__ import annotations

import re

import pytest

from tests.page_client import words
from tests.quizapp.sets.importing.imported import bring, items
from tests.quizapp.sets.upload_client import choices_of, publish, stats, upload

HEAD = "stem,option_a,option_b,option_c,key\n"
OLD = "Which crystal most often causes acute gout in adults?,Urate,Oxalate,Cystine,A\n"
NEW = "Which crystal most often causes gout in adults?,Cystine,Urate,Oxalate,B\n"
ASKED = "Same question, new wording?"


@pytest.fixture
def preview(client) -> str:
    """The address of a file in which the only question of the set has other words."""
    bring(client, (HEAD + OLD).encode())
    return upload(client, (HEAD + NEW).encode(), "spine.csv")


def key_of(page: str) -> str:
    return re.search(r'name="same" id="same-1" value="([^"]+)"', page)[1]


def test_it_is_proposed_and_new_until_somebody_says_so(client, preview):
    page = client.get(preview).text

    assert ASKED in words(page)
    assert (stats(page)["Added"], stats(page)["Missing"]) == (1, 1)


def test_ticked_it_is_a_change_that_keeps_the_question(client, preview):
    before = [item.id for item in items().values()]
    page = client.get(preview).text

    client.post(f"{preview}/choices", {**choices_of(page), "same": [key_of(page)]})

    page = client.get(preview).text
    assert (stats(page)["Added"], stats(page)["Changed"]) == (0, 1)
    assert "Missing" not in stats(page)
    publish(client, preview)
    (item,) = items().values()
    assert ([item.id], item.version) == (before, 2)
    assert "causes gout in adults" in item.content["stem"]


def test_a_tick_that_is_taken_back_makes_it_new_again(client, preview):
    page = client.get(preview).text
    client.post(f"{preview}/choices", {**choices_of(page), "same": [key_of(page)]})
    ticked = client.get(preview).text
    assert " checked" in ticked[ticked.index("same-1") :][:200]

    client.post(f"{preview}/choices", {**choices_of(ticked), "same": []})

    assert stats(client.get(preview).text)["Added"] == 1


def test_a_tick_beside_import_is_shown_first(client, preview):
    page = client.get(preview).text

    publish(client, preview, same=[key_of(page)])

    told = "You changed which questions are the same in new wording: this is what would be imported now."
    assert told in words(client.get(preview).text)


@pytest.mark.parametrize(
    "row",
    [
        "Which crystal most often causes gout in adults?,Urate,Oxalate,Struvite,A\n",
        "Which crystal most often causes gout in adults?,Urate,Oxalate,Cystine,B\n",
        "Name what is laid down in the toe joint of this man.,Urate,Oxalate,Cystine,A\n",
    ],
    ids=["another option", "another key", "another stem"],
)
def test_other_questions_are_not_proposed(client, row):
    bring(client, (HEAD + OLD).encode())

    page = client.get(upload(client, (HEAD + row).encode(), "spine.csv")).text

    assert ASKED not in words(page)
