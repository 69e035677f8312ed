"""Each rule of the table of item-writing flaws, with items that break it and items that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from questions.flaws import find_flaws, find_set_flaws
from questions.flaws.sets import binomial_tail, chi_square_p
from questions.model import ArticleSource, CodeSource, Item, Kind, Option, Task

STEM = "Which of the following is a recognised cause of gout?"
CLEAN = ("Thiazide diuretics", "Loop antagonists", "Beta agonists", "Calcium blockers")


def choice(*texts: str, stem: str = STEM, key: int = 0, item_id: str = "x") -> Item:
    """A multiple-choice item with these options, the first of them right unless told."""
    options = tuple(Option(text=text, correct=place == key) for place, text in enumerate(texts or CLEAN))
    return Item(
        id=item_id, kind=Kind.MULTIPLE_CHOICE, task=Task.RECOGNISE, stem=stem,
        answer=options[key].text, options=options,
    )  # fmt: skip


def cloze(stem: str, answer: str) -> Item:
    return Item(id="c", kind=Kind.CLOZE, task=Task.RECALL, stem=stem, answer=answer)


def card(stem: str, answer: str) -> Item:
    return Item(id="f", kind=Kind.FLASHCARD, task=Task.RECALL, stem=stem, answer=answer)


def several(*texts: str, stem: str = STEM) -> Item:
    """Two of the options are right."""
    one, other, *rest = choice(*texts, stem=stem).options
    options = (replace(one, correct=True), replace(other, correct=True), *rest)
    return Item(id="m", kind=Kind.MULTIPLE_ANSWER, task=Task.RECOGNISE, stem=stem, answer="", options=options)


def statement(stem: str) -> Item:
    options = (Option(text="True", correct=True), Option(text="False", correct=False))
    return Item(id="t", kind=Kind.TRUE_FALSE, task=Task.RECOGNISE, stem=stem, answer="True", options=options)


def names(item: Item, *truths: str) -> list[str]:
    return [flaw.name for flaw in find_flaws(item, truths)]


def test_a_clean_item_has_no_flaw() -> None:
    assert names(choice()) == []


FLAWED = [
    ("key longest", choice("Thiazide diuretics taken for many years", "Loop drugs", "Agonists", "Blockers")),
    ("key longest", choice("a" * 10 + " " + "b" * 20, "c" * 15, "d" * 15, "e" * 15)),
    ("key longest", choice("a" * 33, "b" * 22, "c" * 22, "d" * 22)),  # by the first half of the rule alone
    ("uneven lengths", choice("Iron", "A very long answer that goes on and on", "Zinc", "Copper", key=2)),
    ("absolute or vague terms", choice("Always smoking", *CLEAN[1:])),
    ("absolute or vague terms", choice("Thiazide diuretics", "Usually agonists", *CLEAN[2:])),
    ("all or none of the above", choice(*CLEAN[:3], "All of the above")),
    ("all or none of the above", choice(*CLEAN[:3], "None of these")),
    ("all or none of the above", choice(*CLEAN[:3], "A and B")),
    ("all or none of the above", choice(*CLEAN[:3], "Both A and C")),
    ("negative stem", choice(stem="Which of the following is not a cause of gout?")),
    ("negative stem", choice(stem="All of these are causes of gout EXCEPT which one?")),
    ("clang", choice("Gouty diuretics", *CLEAN[1:], stem="Which drug causes gouty arthritis most readily?")),
    (
        "grammar cue",
        choice("Artery", "Vein", "Nerve", "Bone", stem="The structure hurt in this injury is an"),
    ),
    (
        "grammar cue",
        choice("Kidneys", "Liver", "Spleen", "Heart", stem="The organs that fail in this state are"),
    ),
    (
        "grammar cue",
        choice("Fever", "Night sweats", "Rigors", "Nosebleeds", stem="Which sign is typical of malaria?"),
    ),
    ("clang", choice("Bronchodilators", *CLEAN[1:], stem="Which drugs help in a bronchodilatory test?")),
    ("negative stem", choice(stem="Which drug doesn't cause gout in adults?")),
    ("negative stem", card("Which drug is Not a cause of gout?", "Allopurinol")),
    ("leak", card("In gout with an abscess, what is a recognised finding?", "abscess")),
    ("not parallel", choice("Taking thiazide diuretics", *CLEAN[1:])),
    ("not parallel", choice("To stop the diuretic", *CLEAN[1:])),
    ("duplicate or overlapping options", choice(*CLEAN[:3], "Beta agonist")),
    ("duplicate or overlapping options", choice(*CLEAN[:3], "Agonists")),
    ("convergence", choice("Left renal artery", "Left gonadal vein", "Right renal duct", "Aortic arch")),
    ("unordered numbers", choice("10 mg", "40 mg", "20 mg", "80 mg")),
    ("unfocused stem", choice(stem="Gout is:")),
    ("unfocused stem", choice(stem="Which of the following is true about gout in adults?")),
    ("window dressing", choice(stem=f"{'The uncle of a friend likes long walks and tea. ' * 6}{STEM}")),
    ("leak", choice(stem="Which drugs, such as thiazide diuretics, bring on gout?")),
    ("leak", cloze("Gout is caused by uric acid.", "uric acid")),
    ("leak", cloze("Gout is _____ by uric _____.", "acid")),
    ("leak", cloze("Gout is caused by uric acid, which is _____ crystals.", "uric acid")),
    ("dangling reference", choice(stem="It is caused by which of the following drugs?")),
    ("dangling reference", cloze("However, _____ may bring it on in adults.", "beer")),
    ("truncated or empty option", choice(*CLEAN[:3], "Exposure to")),
    ("truncated or empty option", choice(*CLEAN[:3], "Exposure to a")),
    ("truncated or empty option", choice(*CLEAN[:3], "Fish OR")),
    ("truncated or empty option", choice(*CLEAN[:3], "Statins (such as")),
    ("truncated or empty option", choice(*CLEAN[:3], "Symptoms")),
    ("truncated or empty option", choice(*CLEAN[:3], "")),
    ("mixed kinds", choice(*CLEAN[:3], "M10.9")),
    ("mixed kinds", choice(*CLEAN[:3], "40%")),
    ("mixed kinds", choice("Omeprazole", "Famotidine", "Gastrectomy", "Lansoprazole")),
    ("mixed kinds", choice("Chest radiography", "Bronchoscopy", "Spirometry", "Amoxicillin", key=3)),
    ("mixed kinds", choice("Cholecystectomy", "Spirometry", "Hepatitis B virus", "Murphy sign")),
    ("unfocused stem", choice(stem="Which of the following statements about gout in adults is correct?")),
    ("unordered numbers", choice("60 to 100", "20 to 40", "120 to 160", "40 to 50")),
    (
        "grammar cue",
        choice("One-time dose", "Injection", "Infusion", "Ointment", stem="The best treatment of this is a"),
    ),
    (
        "grammar cue",
        choice("Pneumococci", "Influenza virus", "Legionella", "Aspergillus", stem="What causes it most?"),
    ),
    ("dangling reference", choice(stem="This is caused by which of the following drugs?")),
    ("dangling reference", choice(stem="In addition, which drugs may bring on gout in adults?")),
    ("unfocused stem", several(stem="Which of these are true?")),
    ("all or none of the above", several(*CLEAN[:3], "All of the above")),
    ("duplicate or overlapping options", several(*CLEAN[:3], "Agonists")),
    ("negative stem", statement("Gout is not a disease of the joints.")),
]


@pytest.mark.parametrize(("name", "item"), FLAWED, ids=[f"{n}-{i}" for i, (n, _) in enumerate(FLAWED)])
def test_a_flawed_item_is_named(name: str, item: Item) -> None:
    found = [flaw for flaw in find_flaws(item) if flaw.name == name]

    assert found
    assert found[0].message.endswith(".")
    assert found[0].words


SOUND = [
    ("key longest", choice("Thiazide diuretic drugs", *CLEAN[1:])),
    ("uneven lengths", choice("Iron salts", "Copper sulphate tablets", "Zinc", "Calcium")),
    ("absolute or vague terms", choice("Allopurinol", *CLEAN[1:])),
    ("all or none of the above", choice("Vitamin A", "Vitamin B", "Vitamin C", "Vitamin D")),
    ("negative stem", choice(stem="The patient does not smoke. Which drug is a cause of gout?")),
    ("negative stem", choice(stem="Which drug is taken for at least three months against gout?")),
    ("negative stem", card("Which condition is “a joint that does not move”?", "Ankylosis")),
    ("negative stem", cloze("Gout does not damage _____ early.", "cartilage")),
    ("dangling reference", choice(stem="Other than diet, which drugs bring on gout?")),
    (
        "clang",
        choice("Thiazide", "Losartan", "Aspirin", "Niacin", stem="Which is a recognised cause of gout?"),
    ),
    (
        "grammar cue",
        choice("Antibiotics", "Diuretics", "Steroids", "Statins", stem="Which of the following is of use?"),
    ),
    ("mixed kinds", choice("Omeprazole", "Lansoprazole", "Gastrectomy", "Vagotomy")),
    ("mixed kinds", choice("2 months", "4 to 6 months", "9 months", "12 to 18 months")),
    ("duplicate or overlapping options", choice("Hepatitis A virus", "Hepatitis B virus", "Cytomegalovirus")),
    ("duplicate or overlapping options", choice("Vitamin A", "Vitamin B", "Vitamin C", "Vitamin D")),
    ("absolute or vague terms", choice("All-trans retinoic acid", *CLEAN[1:])),
    ("not parallel", choice("Tearing pain", "Ankle swelling", "Dry cough", "Night sweat")),
    ("grammar cue", choice("Exophthalmos", "Tremor", "Goiter", "Ptosis")),
    (
        "dangling reference",
        choice(stem="This 40-year-old man has had crushing chest pain for an hour. Which drug comes first?"),
    ),
    (
        "window dressing",
        choice(
            stem="A 30-year-old teacher sees double when she reads in the evening, and her lids droop; "
            f"after a night's sleep all is well. {'She likes long walks and tea. ' * 6}{STEM}"
        ),
    ),
    ("mixed kinds", choice("Omeprazole", "Sucralfate", "Gastrectomy", "Lansoprazole")),
    ("clang", choice("Gout tablets", "Gout drops", "Gout cream", "Gout injections")),
    (
        "grammar cue",
        choice("Artery", "Ulnar nerve", "Eye", "Bone", stem="The structure hurt in this injury is an"),
    ),
    ("not parallel", choice("Taking diuretics", "Eating meat", "Losing weight", "Drinking beer")),
    ("not parallel", choice("Swelling of one toe", *CLEAN[1:])),
    ("duplicate or overlapping options", choice("10 mg", "100 mg", "1000 mg", "5000 mg")),
    ("unordered numbers", choice("10 mg", "20 mg", "40 mg", "80 mg", key=2)),
    ("unordered numbers", choice("10 mg", "2 g", "5 mg", "1 g")),
    ("leak", cloze("Gout is caused by _____ in the joints.", "uric acid")),
    ("truncated or empty option", choice("Vitamin A", "Hepatitis A", "Influenza A", "Factor X")),
    ("truncated or empty option", choice("A", "B", "AB", "O")),
    ("mixed kinds", choice("M10.0", "M10.1", "M10.2", "M10.3", stem="What is the ICD-10 code of gout?")),
    ("unfocused stem", card("Gout", "Urate crystals in a joint")),
    ("unfocused stem", card("Which of these is true of gout?", "Urate crystals in a joint")),
    ("unfocused stem", statement("Gout hurts.")),
    ("leak", statement("Gout is a true arthritis.")),
]


@pytest.mark.parametrize(("name", "item"), SOUND, ids=[f"{n}-{i}" for i, (n, _) in enumerate(SOUND)])
def test_a_sound_item_is_left_in_peace(name: str, item: Item) -> None:
    assert name not in names(item)


def test_a_statement_to_judge_is_not_told_to_ask() -> None:
    [flaw] = find_flaws(statement("Gout is not a disease of the joints."))

    assert "Ask" not in flaw.message


@pytest.mark.parametrize("truth", ["beta agonists", "use of beta agonists", "Agonist"])
def test_a_distractor_that_is_or_contains_a_truth_is_named(truth: str) -> None:
    assert names(choice(), truth) == ["true distractor"]
    assert names(choice(), "thiazide diuretics") == []


def test_what_the_sentence_denies_is_no_true_distractor() -> None:
    source = ArticleSource(
        article_id="gout", article="sha256:0", condition="Gout", start=0, end=9,
        text="Gout shows as podagra and tophi but no iritis.",
    )  # fmt: skip
    denied = replace(choice("Podagra", "Iritis", "Ptosis", "Goiter"), source=source)
    affirmed = replace(choice("Podagra", "Tophi", "Ptosis", "Goiter"), source=source)

    assert "true distractor" not in names(denied)
    assert "true distractor" in names(affirmed)


def test_options_from_a_classification_and_an_article_do_not_mix() -> None:
    source = CodeSource(classification="ICD-10-CM", release="2026", code="M10", title="Gout")
    one, *others = choice().options
    item = choice()

    assert names(item) == []
    mixed = (Option(text=one.text, correct=True, source=source), *others)
    assert names(Item(**{**vars(item), "options": mixed})) == []  # one source alone says nothing


def test_keys_that_stand_in_one_place_are_a_flaw_of_the_set() -> None:
    stacked = [choice(item_id=str(number)) for number in range(40)]
    spread = [choice(key=number % 4, item_id=str(number)) for number in range(40)]

    assert "key position" in [flaw.name for flaw in find_set_flaws(stacked)]
    assert "key position" not in [flaw.name for flaw in find_set_flaws(spread)]
    assert "key position" not in [flaw.name for flaw in find_set_flaws(stacked[:39])]


def test_ordered_options_do_not_count_for_the_place_of_the_key() -> None:
    doses = [choice("10 mg", "20 mg", "40 mg", "80 mg", item_id=str(number)) for number in range(40)]

    assert "key position" not in [flaw.name for flaw in find_set_flaws(doses)]


def test_a_key_that_is_mostly_the_longest_is_a_flaw_of_the_set() -> None:
    longest = [choice("Thiazide diuretics!", *CLEAN[1:], key=0, item_id=str(n)) for n in range(20)]
    shortest = [choice("Beer", *CLEAN[1:], item_id=str(n)) for n in range(20)]

    assert "key longest too often" in [flaw.name for flaw in find_set_flaws(longest)]
    assert "key longest too often" not in [flaw.name for flaw in find_set_flaws(shortest)]


def test_a_question_asked_twice_is_a_flaw_of_the_set() -> None:
    one, other = choice(item_id="1"), choice(item_id="2", stem=STEM.upper())

    third, fourth = choice(item_id="3", stem="Which drug?"), choice(item_id="4", stem="Which drug?")

    [flaw] = find_set_flaws([one, other])
    [flaw_of_two] = find_set_flaws([one, other, third, fourth])

    assert flaw.name == "duplicate stems"
    assert flaw.message.startswith("1 stem is asked more than once;")
    assert flaw_of_two.message.startswith("2 stems are asked more than once;")
    [flaw_of_answers] = find_set_flaws([one, choice("Beer drinking", *CLEAN[1:], item_id="2")])
    assert flaw_of_answers.name == "duplicate stems"
    assert find_set_flaws([one, choice(stem="Which drug brings on attacks of gout?", item_id="2")]) == ()


@pytest.mark.parametrize(
    ("statistic", "freedom", "p"), [(3.841, 1, 0.05), (16.266, 3, 0.001), (7.815, 3, 0.05), (0, 3, 1.0)]
)
def test_chi_square_gives_the_published_tail(statistic: float, freedom: int, p: float) -> None:
    assert chi_square_p(statistic, freedom) == pytest.approx(p, rel=1e-3)


def test_the_binomial_tail_of_a_fair_coin_is_known() -> None:
    assert binomial_tail(8, 10, 0.5) == pytest.approx(56 / 1024)
    assert binomial_tail(0, 10, 0.5) == pytest.approx(1)
