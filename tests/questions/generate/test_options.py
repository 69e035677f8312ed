"""What may stand beside a key: of its organ, of its sort, not odd in wording, no echo of the stem."""

from __future__ import annotations

import pytest

from questions import icd10
from questions.generate.cues import gives_itself_away
from questions.generate.distractors import is_distinctive
from questions.generate.keys import is_about_treatment, is_indefinite, is_passing_clue, is_shared_clue
from questions.generate.organs import Kinship, kinship
from questions.generate.sorts import sort_of
from questions.generate.truths import gene_families
from questions.model import Condition, Fact, Field, Item, Kind, Option, Role, Task


def fact(text: str, field: Field, role: Role | None = None) -> Fact:
    return Fact(
        field=field, text=text, start=0, end=len(text), sentence_start=0, sentence_end=len(text), role=role
    )


def item(stem: str, key: str, *others: str) -> Item:
    options = [Option(text=text, correct=text == key, source=None, why="") for text in (key, *others)]
    return Item(
        id="1", kind=Kind.MULTIPLE_CHOICE, task=Task.RECOGNISE, stem=stem, answer=key, options=tuple(options),
        explanation="", article_id="a", field=Field.TREATMENT, fact="f",
        condition=Condition(title="a", icd10=None), source=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("I60", "I42.1", Kinship.NONE),
        ("I60", "I63", Kinship.ORGAN),
        ("I21", "I48", Kinship.SYSTEM),
        ("K11.2", "K50", Kinship.NONE),
        ("G25.81", "G25.0", Kinship.NONE),
        ("G25.81", "G47.3", Kinship.ORGAN),
        ("M45", "M48.2", Kinship.ORGAN),
        ("M45", "M05", Kinship.ORGAN),
        ("C16", "D47.01", Kinship.NONE),
        ("N04.0", "N44.0", Kinship.NONE),
        ("E05.0", "E75.02", Kinship.NONE),
    ],
)
def test_conditions_are_kin_by_organ_and_not_by_chapter(one: str, other: str, found: Kinship) -> None:
    assert kinship(one, other) is found is kinship(other, one)


@pytest.mark.parametrize(
    ("text", "field", "sort"),
    [
        ("septal myectomy", Field.TREATMENT, "operation"),
        ("colonoscopy", Field.TREATMENT, "operation"),
        ("desmopressin", Field.TREATMENT, "drug"),
        ("low-fat diet", Field.TREATMENT, "diet"),
        ("Influenza", Field.PREVENTION, None),
        ("PCV20", Field.PREVENTION, "vaccine"),
        ("avoiding raw milk", Field.PREVENTION, "behaviour"),
        ("cow's milk", Field.CAUSE, "food"),
        ("Staphylococcus aureus", Field.CAUSE, "microbe"),
        ("SOD1", Field.CAUSE, "gene"),
        ("isocyanates", Field.CAUSE, "chemical"),
        ("nailfold capillaroscopy", Field.DIAGNOSTIC, "scope"),
        ("dual-energy CT", Field.DIAGNOSTIC, "image"),
        ("hypokalemia", Field.COMPLICATION, "laboratory"),
        ("gastric adenocarcinoma", Field.COMPLICATION, "tumour"),
        ("proptosis", Field.SYMPTOM, "plain"),
    ],
)
def test_a_fact_has_a_sort_within_its_field(text: str, field: Field, sort: str | None) -> None:
    assert sort_of(fact(text, field)) == sort


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        (Field.TREATMENT, "A proton pump inhibitor protects the stomach."),
        (Field.COMPLICATION, "Hyponatremia is the hazard of too much desmopressin."),
        (Field.COMPLICATION, "Perforation during colonoscopy is a risk."),
        (Field.SYMPTOM, "Steroids can cause a moon face."),
    ],
)
def test_what_treatment_does_is_no_fact_of_the_condition(field: Field, sentence: str) -> None:
    assert is_about_treatment(field, sentence)


def test_a_complication_of_the_condition_itself_is_one() -> None:
    assert not is_about_treatment(Field.COMPLICATION, "It leads to hypernatremia.")


@pytest.mark.parametrize(
    "text",
    ["viral infection", "HLA-DQA1", "changes in one of four genes", "Alagille syndrome with JAG1 mutation"],
)
def test_a_class_of_microbes_or_genes_or_a_tissue_type_is_too_broad_for_a_key(text: str) -> None:
    assert is_indefinite(fact(text, Field.CAUSE))


def test_genes_that_predispose_and_late_findings_do_not_lead_back() -> None:
    gene = fact("PLA2R1 variants", Field.CAUSE, Role.GENETIC)

    assert is_shared_clue(gene, "PLA2R1 variants predispose to it.")
    assert not is_shared_clue(gene, "PLA2R1 variants cause it.")
    assert is_passing_clue(fact("stroke", Field.SYMPTOM), "Late in the disease a stroke is seen.")


def test_a_key_that_echoes_the_stem_in_latin_is_given_away() -> None:
    stem = "Which of the following is a recognised treatment for bleeding in the brain?"

    assert gives_itself_away(item(stem, "Cerebral angioplasty", "Septal myectomy", "Valve repair"))
    assert not gives_itself_away(item(stem, "Cerebral angioplasty", "Brain biopsy", "Valve repair"))


def test_a_key_that_lacks_what_all_others_begin_with_is_given_away() -> None:
    others = ("Malignant neoplasm of colon", "Malignant neoplasm of anus")

    assert gives_itself_away(item("Which condition has the code C16?", "Cancer of stomach", *others))
    assert not gives_itself_away(
        item("Which condition has the code C16?", "Malignant neoplasm of stomach", *others)
    )


def test_names_of_one_gene_and_of_its_relatives_are_known() -> None:
    assert gene_families("Mutation in the JAGGED1 gene") & gene_families("JAG1")
    assert not gene_families("CFTR gene") & gene_families("JAG1")


def test_of_a_family_only_signs_drugs_and_tests_can_tell_conditions_apart() -> None:
    assert is_distinctive(fact("butterfly rash that spares the nasolabial folds", Field.SYMPTOM))
    assert is_distinctive(fact("pegloticase", Field.TREATMENT))
    assert not is_distinctive(fact("swollen legs", Field.SYMPTOM))
    assert not is_distinctive(fact("cadmium fumes", Field.CAUSE))


def test_cousins_have_as_many_characters_and_another_parent() -> None:
    found = icd10.cousins("E11.00")

    assert found
    assert all(len(one.code) == len("E11.00") and not one.code.startswith("E11.0") for one in found)
    assert all(one.code.startswith("E11.") for one in found)
    assert icd10.cousins("E11") == ()


def test_a_long_word_of_the_stem_within_the_key_alone_gives_it_away() -> None:
    stem = "Which condition is this: “a leak of blood below the arachnoid membrane”?"

    assert gives_itself_away(item(stem, "Subarachnoid hemorrhage", "Epidural hemorrhage", "Ischemic stroke"))
    assert not gives_itself_away(item(stem, "Subarachnoid cyst", "Subarachnoid scar", "Arachnoid web"))
