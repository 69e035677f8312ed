"""Which phrases may stand among options: whole, plain phrases of their field."""

from __future__ import annotations

import pytest

from questions.generate.presentable import is_presentable, without_brackets
from questions.model import Field

FINDINGS = [
    "recurrent epistaxis",
    "splenomegaly",
    "regurgitation of undigested food",
    "butterfly rash over the cheeks",
    "swollen red tonsils",
    "barrel chest",
    "high levels of uric acid",
    "Numbness or tingling in the legs or feet",
    "blurred vision",
    "long, slender fingers (arachnodactyly)",
]
NO_FINDINGS = [
    "Subtle",
    "Soles of the feet",
    "Heart function",
    "Mucous membranes",
    "breathing issues",
    "Color vision",
    "climbing stairs",
    "Increased risk",
    "calcium levels",
    "Abnormality of the palate",
    "problems recognizing family",
    "Intestinal obstruction DPL phase: weak",
]
TREATMENTS = [
    "adalimumab",
    "Cushioned insoles",
    "colchicine",
    "Laparoscopic cholecystectomy",
    "High-flow oxygen through a mask",
    "proton pump inhibitor",
]
NO_TREATMENTS = [
    "IV",
    "Athletes to enhance performance",
    "immediate",
    "polydipsia",
    "Severe type 2 diabetes",
    "Hydroxychloroquine or chloroquine",
    "surgery to remove the cyst",
    "Gasafter eating",
    "medicine",
]
CAUSES = [
    "Helicobacter pylori infection",
    "mutations in the FBN1 gene",
    "changes (mutations) in the KIT gene",
    "autosomal recessive",
    "Borrelia burgdorferi",
    "house dust mites",
]
SAID_AND_HALF = ["lesions come in crops", "eyelids swell easily", "blood in the stools or black", "Discharge"]
NO_CAUSES = [
    "Some",
    "another organism",
    "birthday parties",
    "something in the environment",
    "walls of the arteries",
]
TESTS = ["Schirmer test", "lumbar puncture", "Hemoglobin electrophoresis", "X-ray of the pelvis"]
NO_TESTS = [
    "tests to rule out blockage",
    "the doctor",
    "additional tests",
    "family studies of relatives who have it",
]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        *((Field.SYMPTOM, text) for text in FINDINGS),
        *((Field.TREATMENT, text) for text in TREATMENTS),
        *((Field.CAUSE, text) for text in CAUSES),
        *((Field.DIAGNOSTIC, text) for text in TESTS),
        (Field.PREVENTION, "Avoiding raw milk"),
    ],
)
def test_a_whole_phrase_of_its_kind_may_be_an_option(field: Field, text: str) -> None:
    assert is_presentable(field, text)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        *((Field.SYMPTOM, text) for text in NO_FINDINGS),
        *((Field.SYMPTOM, text) for text in SAID_AND_HALF),
        *((Field.TREATMENT, text) for text in NO_TREATMENTS),
        *((Field.CAUSE, text) for text in NO_CAUSES),
        *((Field.DIAGNOSTIC, text) for text in NO_TESTS),
        (Field.TREATMENT, "autosomal dominant"),
    ],
)
def test_fragments_people_goals_and_faculties_are_no_options(field: Field, text: str) -> None:
    assert not is_presentable(field, text)


def test_a_bracketed_synonym_is_left_out_unless_nothing_else_is_there() -> None:
    assert without_brackets("nosebleeds (epistaxis) at night") == "nosebleeds at night"
    assert without_brackets("(rare)") == "(rare)"
