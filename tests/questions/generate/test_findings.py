"""Which findings lead back to a condition without options: several, specific, and not all a neighbour's."""

from __future__ import annotations

import pytest

from questions.article import read_article
from questions.facts import extract_facts
from questions.generate import Generated, generate_items
from questions.model import ArticleFacts, Field, Item, Kind, Task

REVERSE = Task.WHICH_CONDITION
HEAD = "{title}\n\nICD-10 code: {code}\n\n{title} is a disorder of horn.\n\n"


def article(title: str, code: str, body: str) -> ArticleFacts:
    text = HEAD.format(title=title, code=code) + body
    return extract_facts(read_article(text.encode(), id=title, name="a.txt"))


def made(body: str, *others: str) -> Generated:
    subject = article("Zebra horn", "M48.2", body)
    neighbours = [article(f"Okapi horn {n}", f"M48.{n}", other) for n, other in enumerate(others, 3)]
    return generate_items(subject, neighbours)


def reverse_cards(generated: Generated) -> list[Item]:
    return [
        i
        for i in generated.items
        if i.kind is Kind.FLASHCARD and i.field is Field.SYMPTOM and i.task is REVERSE
    ]


def test_common_findings_alone_make_no_card_and_are_counted() -> None:
    generated = made("1. Symptoms: Symptoms include pallor, delayed growth and jaundice.")

    assert reverse_cards(generated) == []
    assert "flashcard: which condition: under 2 findings are specific" in generated.reasons()


def test_two_specific_findings_make_a_card_unless_a_neighbour_has_them_too() -> None:
    body = "1. Symptoms: Symptoms include brittle nails, fever and violet stripes."

    alone = made(body, "1. Symptoms: Symptoms include blue spots.")
    shared = made(body, "1. Symptoms: Violet stripes, fever and brittle nails may occur.")

    assert len(reverse_cards(alone)) == 1
    assert reverse_cards(shared) == []
    assert "flashcard: which condition: a near condition has all the findings too" in shared.reasons()


@pytest.mark.parametrize(
    ("body", "findings"),
    [
        (
            "1. Causes: It is caused by Helicobacter pylori or zebra bites. Crohn disease is a cause.",
            "zebra bites",
        ),
        (
            "1. Treatment: A P2Y12 inhibitor or phototherapy is used. H2 receptor antagonists may help.",
            "a P2Y12 inhibitor",
        ),
    ],
)
def test_findings_keep_names_and_articles(body: str, findings: str) -> None:
    stems = " ".join(item.stem for item in made(body).items)

    assert findings in stems
    assert not any(small in stems for small in ("crohn", "helicobacter", "h2"))


def test_a_hint_stands_only_where_the_sentence_has_unnamed_answers() -> None:
    few = made("1. Causes: It is caused by zebra bites, cold iron, or blows to the horn.")
    many = made("1. Causes: It is caused by zebra bites, cold iron, wet hay, or blows to the horn.")

    def fronts(generated: Generated) -> dict[str, str]:
        cards = [item for item in generated.items if item.kind is Kind.FLASHCARD]
        return {item.answer: item.stem for item in cards if item.task is Task.RECALL}

    assert fronts(few)["cold iron"] == (
        "Besides zebra bites and blows to the horn, what is another recognised cause of zebra horn?"
    )
    assert fronts(many)["zebra bites"] == (
        "Besides cold iron and wet hay, what is another recognised cause of zebra horn? "
        "(2 words, beginning with “z”)"
    )
