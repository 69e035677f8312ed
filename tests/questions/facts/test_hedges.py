"""Which words of doubt are about the facts of a sentence."""

from __future__ import annotations

import pytest

from questions.facts.hedges import is_hedged


@pytest.mark.parametrize(
    ("before", "after", "hedged"),
    [
        ("Symptoms include ", ", in which the scene seems to happen again.", False),
        ("", ", which is thought to help, is given.", True),
        ("It is caused by ", ", which is believed to cause most cases.", True),
        ("Other possible causes of gout are: ", "", False),
        ("Possible causes include ", "", False),
        ("The cause is possibly ", "", True),
        ("", " is a possible cause.", True),
        ("", " is possible, mainly in eczema.", False),
        ("It is possible that it is caused by ", ".", True),
        ("", ", in which a tumor makes acid, is suspected when ulcers come back.", False),
        ("", " is suspected.", True),
        ("", " is under study.", True),
        ("", " is being tested.", True),
    ],
)
def test_a_doubt_counts_where_it_governs_the_list(before: str, after: str, hedged: bool) -> None:
    assert is_hedged(before, after, is_means=False) is hedged


@pytest.mark.parametrize(
    ("after", "hedged"),
    [
        (" is believed to reduce damage to motor neurons.", False),
        (" is thought to block the enzyme.", False),
        (" is thought to reduce the number of attacks.", True),
        (" is believed to relieve pain.", True),
    ],
)
def test_how_a_means_is_believed_to_work_leaves_no_doubt_of_it(after: str, hedged: bool) -> None:
    assert is_hedged("", after, is_means=True) is hedged
