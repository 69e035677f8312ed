"""Items of an article with hand-made facts: provenance, stable ids, determinism, no flaw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.flaws import find_flaws
from questions.generate import Difficulty, FactIndex, Generated, generate_items
from questions.jsonl import to_json
from questions.model import ArticleSource, Field, Item, Kind, Task
from tests.made_articles import article_facts

KISSING = {
    Field.CAUSE: (
        "Kissing spine is typically caused by poor posture, repetitive motions, or heavy lifting.",
        ("poor posture", "repetitive motions", "heavy lifting"),
    ),
    Field.SYMPTOM: (
        "The most common symptoms of it include low back pain and spasm on arching the trunk.",
        ("low back pain", "spasm on arching the trunk"),
    ),
    Field.TREATMENT: (
        "Kissing spine is treated with bracing, methocarbamol and interspinous injections.",
        ("bracing", "methocarbamol", "interspinous injections"),
    ),
}
STENOSIS = {
    Field.CAUSE: (
        "Spinal stenosis is caused by rucksack lifting, calcified tear, and ligamentum thickening.",
        ("rucksack lifting", "calcified tear", "ligamentum thickening"),
    ),
    Field.SYMPTOM: (
        "Symptoms include neurogenic claudication, a shopping cart sign, and Lhermitte phenomenon.",
        ("neurogenic claudication", "a shopping cart sign", "Lhermitte phenomenon"),
    ),
    Field.TREATMENT: (
        "It is treated with decompressive laminectomy, nimodipine, epidural steroid blocks.",
        ("decompressive laminectomy", "nimodipine", "epidural steroid blocks"),
    ),
}
SPONDYLITIS = {
    Field.CAUSE: (
        "It is caused by asbestos fibers and paint sprays.",
        ("asbestos fibers", "paint sprays"),
    ),
    Field.SYMPTOM: (
        "Symptoms are dactylitis, anterior uveitis and reduced chest expansion.",
        ("dactylitis", "anterior uveitis", "reduced chest expansion"),
    ),
    Field.TREATMENT: (
        "Doctors give Janus kinase inhibitors, sulfasalazine, and secukinumab.",
        ("Janus kinase inhibitors", "sulfasalazine", "secukinumab"),
    ),
}
DISCITIS = {
    Field.CAUSE: ("It is caused by loud noises and welding fumes.", ("loud noises", "welding fumes")),
    Field.SYMPTOM: (
        "Signs are drenching night sweats and swan neck deformity.",
        ("drenching night sweats", "swan neck deformity"),
    ),
    Field.TREATMENT: (
        "Doctors give aminoglycosides and anakinra.",
        ("aminoglycosides", "anakinra"),
    ),
}  # fmt: skip


KISSING_SPINE = article_facts("Kissing spine", "M48.2", KISSING)
NEIGHBOURS = [
    article_facts("Spinal stenosis", "M48.0", STENOSIS),
    article_facts("Ankylosing spondylitis", "M45", SPONDYLITIS),
    article_facts("Pyogenic discitis", "M46.3", DISCITIS),
]


@pytest.fixture(scope="module")
def made() -> Generated:
    return generate_items(KISSING_SPINE, NEIGHBOURS)


def lines(items: Iterable[Item]) -> list[str]:
    return [to_json(item) for item in items]


def test_every_fact_is_asked_by_card_and_cloze_and_half_of_them_by_choice(made: Generated) -> None:
    asked = {kind: {item.fact for item in made.items if item.kind is kind} for kind in Kind}
    backs = [i.answer for i in made.items if i.kind is Kind.FLASHCARD and i.task is Task.RECALL]

    assert len(asked[Kind.CLOZE]) == len(KISSING_SPINE.facts)
    assert all(any(fact.text in back for back in backs) for fact in KISSING_SPINE.facts)
    assert len(asked[Kind.MULTIPLE_CHOICE] & asked[Kind.CLOZE]) >= len(asked[Kind.CLOZE]) / 2


def test_no_back_asks_for_two_of_more_than_six() -> None:
    found = (
        "hoof rot", "mane loss", "tail sores", "wither lumps", "snout ulcers", "gait drift", "lip smacking",
        "ear flutter", "thick spittle", "coat blisters", "knee buckling", "tongue lolling", "loud whinny",
        "stiff trot",
    )  # fmt: skip
    facts = article_facts("Gout", "M10", {Field.TREATMENT: (f"{' '.join(found)}", found)})

    items = generate_items(facts, []).items

    (card,) = [item for item in items if item.stem == "Name two treatments for gout."]
    assert card.answer == f"Any two of: {'; '.join(found[:6])}"
    assert all(text in card.explanation for text in found[6:])


def test_no_item_has_a_flaw(made: Generated) -> None:
    truths = [fact.text for fact in KISSING_SPINE.facts]

    for item in made.items:
        assert find_flaws(item, truths if item.field is not Field.ICD_CODE else ()) == ()


def test_every_source_is_the_text_at_its_offsets(made: Generated) -> None:
    texts = {facts.article.id: facts.article.text for facts in [KISSING_SPINE, *NEIGHBOURS]}

    for item in made.items:
        for source in [item.source, *(option.source for option in item.options)]:
            assert source is not None
            if isinstance(source, ArticleSource):
                assert source.text == texts[source.article_id][source.start : source.end]


def test_every_option_says_why(made: Generated) -> None:
    for item in made.items:
        assert all(option.why and option.source for option in item.options)
        assert [option.text for option in item.options if option.correct] in ([], [item.answer])


def test_the_order_of_neighbours_does_not_matter(made: Generated) -> None:
    again = generate_items(KISSING_SPINE, [KISSING_SPINE, *reversed(NEIGHBOURS)])

    assert lines(again.items) == lines(made.items)


def test_an_index_on_disk_gives_the_same_items(made: Generated, tmp_path: Path) -> None:
    with FactIndex(tmp_path / "facts.sqlite") as index:
        for facts in NEIGHBOURS:
            index.add(facts)
        again = generate_items(KISSING_SPINE, index)

    assert lines(again.items) == lines(made.items)


def test_ids_survive_text_added_before_the_facts(made: Generated) -> None:
    edited = article_facts("Kissing spine", "M48.2", KISSING, before="A new first paragraph.\n\n")

    again = generate_items(edited, NEIGHBOURS)

    assert [item.id for item in again.items] == [item.id for item in made.items]


def test_another_seed_keeps_the_ids_and_moves_keys(made: Generated) -> None:
    again = generate_items(KISSING_SPINE, NEIGHBOURS, seed=7)

    assert {item.id for item in again.items} == {item.id for item in made.items}
    assert lines(again.items) != lines(made.items)


def test_another_difficulty_keeps_ids_stems_and_keys() -> None:
    made = [generate_items(KISSING_SPINE, NEIGHBOURS, difficulty=one) for one in Difficulty]

    asked = {(item.id, item.stem, item.answer) for one in made for item in one.items}
    assert len(asked) == len({identity for identity, _, _ in asked})


@pytest.mark.parametrize("difficulty", list(Difficulty))
def test_each_difficulty_gives_the_same_bytes_again(difficulty: Difficulty) -> None:
    made = [generate_items(KISSING_SPINE, NEIGHBOURS, difficulty=difficulty) for _ in range(2)]

    assert lines(made[0].items) == lines(made[1].items)


def test_hard_distractors_come_from_nearer_conditions_than_easy_ones() -> None:
    far = [
        article_facts(title, code, {Field.TREATMENT: (f"Doctors give {drug}.", (drug,))})
        for title, code, drug in (
            ("Vulgar gout", "M10", "pegloticase"),
            ("Ragged arthritis", "M06.2", "leflunomide"),
        )
    ]

    def lenders(difficulty: Difficulty) -> Counter[str]:
        made = generate_items(KISSING_SPINE, [*NEIGHBOURS, *far], difficulty=difficulty)
        items = [
            i for i in made.items if i.field is Field.TREATMENT and i.task is Task.RECOGNISE and i.options
        ]
        sources = [option.source for item in items for option in item.options if not option.correct]
        return Counter(source.condition for source in sources if isinstance(source, ArticleSource))

    easy, hard = lenders(Difficulty.EASY), lenders(Difficulty.HARD)
    assert all(easy[facts.article.title] > hard[facts.article.title] for facts in far)


def test_the_explanation_says_whose_the_other_options_are_and_when(made: Generated) -> None:
    (item,) = [
        i for i in made.items if i.options and i.answer == "Low back pain" and i.task is Task.RECOGNISE
    ]

    wrong = [option for option in item.options if not option.correct]
    assert all(f"“{option.text}”" in item.explanation for option in wrong)
    assert all(
        option.source.condition.lower() in item.explanation.lower()
        for option in wrong
        if isinstance(option.source, ArticleSource)
    )
    assert "The article says: “The most common symptoms of it include" in item.explanation


def test_without_a_code_or_chapter_there_are_cards_and_clozes_and_a_reason() -> None:
    made = generate_items(article_facts("Kissing spine", None, KISSING), NEIGHBOURS)

    assert {item.kind for item in made.items} == {Kind.FLASHCARD, Kind.CLOZE}
    assert any("neither an ICD-10 code nor a chapter" in reason for reason in made.reasons())


def test_articles_of_the_same_code_or_title_supply_nothing() -> None:
    twins = [
        article_facts("Baastrup sign", "M48.2", STENOSIS),
        article_facts("Kissing Spine", "M48.0", STENOSIS),
    ]

    made = generate_items(KISSING_SPINE, twins)

    assert not [item for item in made.items if item.options and item.field is not Field.ICD_CODE]


def test_what_the_article_says_itself_is_never_a_distractor(made: Generated) -> None:
    said = {
        **STENOSIS,
        Field.CAUSE: ("It is caused by trunk stiffness and bad posture.", ("trunk stiffness", "bad posture")),
    }
    made = generate_items(KISSING_SPINE, [article_facts("Spinal stenosis", "M48.0", said), NEIGHBOURS[1]])

    assert not {
        option.text.lower() for item in made.items for option in item.options if not option.correct
    } & {"trunk stiffness", "bad posture"}  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.sampled_from(["Horses get it too.", "See a vet.", "\n", "A note (1999).\n\n"]), max_size=6)
)
def test_ids_survive_any_unrelated_text_before_the_facts(notes: list[str]) -> None:
    edited = article_facts("Kissing spine", "M48.2", KISSING, before=" ".join(notes))

    assert {item.id for item in generate_items(edited, NEIGHBOURS).items} == {
        item.id for item in generate_items(KISSING_SPINE, NEIGHBOURS).items
    }


def test_facts_added_to_the_article_leave_the_ids_of_the_others(made: Generated) -> None:
    more = {**KISSING, Field.DIAGNOSTIC: ("It is found by palpation.", ("palpation",))}

    again = generate_items(article_facts("Kissing spine", "M48.2", more), NEIGHBOURS)

    assert {item.id for item in made.items} < {item.id for item in again.items}


def test_a_question_is_asked_four_times_at_most_in_other_words_and_a_distractor_serves_twice() -> None:
    wet = tuple(f"{word} ulcer" for word in ("hoof", "mane", "tail", "withers", "horn", "snout"))
    said = {Field.SYMPTOM: (f"Symptoms include {', '.join(wet)}.", wet)}
    signs = (
        "chalky plaque",
        "velvet bump",
        "amber patch",
        "waxy stricture",
        "honey clot",
        "ivory rub",
        "slate plaque",
    )
    others = [
        article_facts(f"Stenosis {word}", f"M48.{number}", {Field.SYMPTOM: (f"They have {text}.", (text,))})
        for number, (word, text) in enumerate(zip("abcdefg", signs, strict=True), 3)
    ]

    made = generate_items(article_facts("Kissing spine", "M48.2", said), others)

    asked = [i for i in made.items if i.options and i.field is Field.SYMPTOM and i.task is Task.RECOGNISE]
    uses = Counter(option.text for item in asked for option in item.options if not option.correct)
    unasked = made.reasons()["multiple_choice: the question is asked in all its wordings already"]
    assert len(asked) == 4 == unasked + 2
    assert len({item.stem for item in asked}) == 4
    assert max(uses.values()) == 2
    assert len(uses) >= len(others) - 1


def test_what_another_article_says_of_the_condition_is_never_a_distractor() -> None:
    twin = article_facts(
        "Baastrup sign",
        "M48.2",
        {Field.SYMPTOM: ("They have Lhermitte phenomenon.", ("Lhermitte phenomenon",))},
    )

    made = generate_items(KISSING_SPINE, [*NEIGHBOURS, twin])

    options = {option.text for item in made.items for option in item.options if not option.correct}
    assert "Lhermitte phenomenon" not in options
    assert "Lhermitte phenomenon" in {
        option.text for item in generate_items(KISSING_SPINE, NEIGHBOURS).items for option in item.options
    }


def test_what_stands_in_brackets_hides_no_truth() -> None:
    said = {
        **STENOSIS,
        Field.SYMPTOM: (
            "They have spasm on arching the trunk (rare).",
            ("spasm on arching the trunk (rare)",),
        ),
    }

    made = generate_items(KISSING_SPINE, [article_facts("Spinal stenosis", "M48.0", said), NEIGHBOURS[1]])

    assert "Spasm on arching the trunk (rare)" not in {
        option.text for item in made.items for option in item.options
    }


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["a Tzanck smear", "a Schirmer test", "bone densitometry"]), unique=True))
def test_ids_of_cards_and_clozes_survive_facts_added_to_another_field(tests: list[str]) -> None:
    said = {**KISSING, Field.DIAGNOSTIC: (f"It is found by {', '.join(tests)}.", tuple(tests))}
    edited = article_facts("Kissing spine", "M48.2", said)

    before, after = (generate_items(facts, []).items for facts in (KISSING_SPINE, edited))

    assert {item.id for item in before} <= {item.id for item in after}
