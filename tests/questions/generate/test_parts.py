"""Cues: the part of the body that a finding concerns, the sort of a treatment or a cause."""

from __future__ import annotations

import pytest

from questions.generate.parts import part_of
from questions.model import Fact, Field


def cue(text: str, field: Field = Field.SYMPTOM) -> str | None:
    return part_of(Fact(field=field, text=text, start=0, end=1, sentence_start=0, sentence_end=1))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Microphthalmia", "the eyes"),
        ("visual loss", "the eyes"),
        ("low-set ears", "the ears"),
        ("bleeding gums", "the mouth and teeth"),
        ("Anteverted nares", "the face and nose"),
        ("Microcephaly", "the head and skull"),
        ("itching", "the skin"),
        ("brittle nails", "the hair and nails"),
        ("rapid heartbeat", "the heart"),
        ("shortness of breath", "the lungs and breathing"),
        ("heartburn", "digestion"),
        ("tender hepatomegaly", "the liver, gallbladder, pancreas and spleen"),
        ("kidney stones", "the kidneys and urine"),
        ("Cryptorchidism", "the sexual organs"),
        ("pes planus", "the legs and feet"),
        ("leg ulcers", "the legs and feet"),
        ("dyskinesia", "the brain and nerves"),
        ("mitral stenosis", "the heart"),
        ("rhabdomyolysis", "the muscles"),
        ("hypokalemia", "hormones and metabolism"),
    ],
)
def test_a_finding_concerns_a_part_of_the_body(text: str, part: str) -> None:
    assert cue(text) == f"concerning {part}"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("early waking", "ears"),
        ("Earlier brief attacks that subsided", "ears"),
        ("dyskinesia", "skin"),
        ("myopathy", "eyes"),
        ("cardiomyopathy", "eyes"),
        ("sudden tearing pain", "eyes"),
        ("visual hallucinations", "eyes"),
        ("congenital contracture", "sexual"),
        ("Talipes equinovarus", "sexual"),
        ("Congenital varicella syndrome", "blood"),
        ("increased thirst", "skin"),
        ("muscle twitching", "skin"),
        ("miscarriage", "skin"),
        ("bitemporal pain", "mouth"),
        ("rhabdomyosarcoma", "digestion"),
        ("abnormal posturing", "urine"),
        ("light-headedness", "skull"),
        ("impulse control disorders", "heart"),
        ("clothes feeling tight", "heart"),
        ("episodes during exercise", "urine"),
    ],
)
def test_letters_within_another_word_name_no_part(text: str, wrong: str) -> None:
    assert wrong not in (cue(text) or "")


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (Field.SYMPTOM, "malaise", None),
        (Field.SYMPTOM, "fever", None),
        (Field.COMPLICATION, "stillbirth", None),
        (Field.TREATMENT, "hip replacement surgery", "by an operation or procedure"),
        (Field.TREATMENT, "infliximab", "by medicine"),
        (Field.TREATMENT, "emergency medical care", None),
        (Field.CAUSE, "Streptococcus bacteria", "by infection"),
        (Field.CAUSE, "mutations in the FBN1 gene", None),
    ],
)
def test_treatments_and_causes_have_a_sort(field: Field, text: str, expected: str | None) -> None:
    assert cue(text, field) == expected
