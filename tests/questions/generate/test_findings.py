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


def fronts(generated: Generated, field: Field = Field.SYMPTOM) -> dict[str, str]:
    cards = [item for item in generated.items if item.kind is Kind.FLASHCARD and item.field is field]
    return {item.answer: item.stem for item in cards if item.task is not REVERSE}


def test_two_or_three_answers_are_asked_together_and_any_two_of_four() -> None:
    few = made("1. Causes: It is caused by zebra bites, cold iron, or blows to the horn.")
    many = made("1. Causes: It is caused by zebra bites, cold iron, wet hay, or blows to the horn.")

    assert fronts(few, Field.CAUSE) == {
        "zebra bites; cold iron; blows to the horn": "Name three causes of zebra horn."
    }
    assert fronts(many, Field.CAUSE) == {
        "Any two of: zebra bites; cold iron; wet hay; blows to the horn": "Name two causes of zebra horn."
    }


def test_many_findings_are_asked_by_part_of_the_body() -> None:
    many = made("1. Symptoms: Symptoms include cataract, clubfoot, deafness, brittle teeth and scaly skin.")

    assert fronts(many)["deafness"] == "Which symptom of zebra horn concerns the ears?"
    assert not any("esides" in front for front in fronts(many).values())


def test_no_part_of_the_body_asks_for_what_says_no_more_than_the_part() -> None:
    many = made(
        "1. Symptoms: Symptoms include cataract, clubfoot, kidney problems, abnormality of the teeth "
        "and deafness."
    )

    assert not any("kidneys" in front or "teeth" in front for front in fronts(many).values())


def test_one_plain_fact_beside_those_of_a_case_is_asked_by_its_part() -> None:
    rows = "- Cataract\n\nIn severe cases, symptoms include hoof rot and violet stripes."

    assert fronts(made(f"2. Symptoms:\n\n{rows}\n"))["Cataract"] == (
        "Which symptom of zebra horn concerns the eyes?"
    )


def test_a_card_whose_case_holds_the_answer_is_left_out() -> None:
    told = made("2. Symptoms: If hoof rot sets in, patients have hoof rot and violet stripes.")

    assert not any("hoof rot" in back for back in fronts(told))


def test_of_many_what_has_no_part_is_left_to_the_clozes() -> None:
    many = made(
        "1. Causes: It is caused by zebra bites, cold iron, wet hay, lightning, or blows to the horn."
    )

    assert fronts(many, Field.CAUSE) == {}
    assert [item.answer for item in many.items if item.kind is Kind.CLOZE and item.field is Field.CAUSE] == [
        "zebra bites", "cold iron", "wet hay", "lightning", "blows to the horn",
    ]  # fmt: skip


def test_what_no_cloze_asks_for_is_on_a_card_that_names_what_else_is_right() -> None:
    rows = "- Malaise\n- Chills\n- Cataract\n- Iritis\n- Deafness\n- Tiny spots\n- Falls"

    cards = made(f"2. Symptoms:\n\n{rows}\n").items

    (card,) = [card for card in cards if card.stem == "Name two symptoms of zebra horn."]
    assert card.answer == "Any two of: Malaise; Chills; Cataract; Iritis; Tiny spots; Falls"
    assert card.explanation == "The article on zebra horn lists these. Also right: Deafness."


def test_a_fact_is_asked_by_what_its_sentence_says() -> None:
    cards = made("4. Treatment: Phototherapy relieves violet stripes. Antibiotics are given.")

    assert fronts(cards, Field.TREATMENT)["Phototherapy"] == (
        "Which treatment for zebra horn relieves violet stripes?"
    )


def test_the_most_common_findings_are_asked_apart_and_a_lone_other_one_with_them() -> None:
    common = "2. Symptoms: The most common symptoms are violet stripes and a brittle mane."
    two = fronts(made(f"{common} Patients can have hoof rot and pale ears."))
    one = fronts(made(f"{common}\n\n- Hoof rot\n"))

    apart = "Name two of the most common symptoms of zebra horn."
    assert two["violet stripes; brittle mane"] == one["violet stripes; brittle mane"] == apart
    assert two["hoof rot; pale ears"] == "Name two symptoms of zebra horn."
    assert one["violet stripes; brittle mane; Hoof rot"] == "Name three symptoms of zebra horn."


def test_a_definition_leads_back_with_the_words_of_the_name_left_out() -> None:
    zebra = extract_facts(
        read_article(
            b"Zebra horn\n\nICD-10 code: M48.2\n\nZebra horn is a slow curling of the horn in foals.\n",
            id="a",
            name="a.txt",
        )
    )

    (card,) = [
        item for item in generate_items(zebra, []).items if item.stem.startswith("Which condition is this")
    ]

    assert card.stem == "Which condition is this: “a slow curling of the … in foals”?"
    assert card.answer == "Zebra horn"
