"""What is done against a condition and what follows from it, in the words that authors choose for it."""

from __future__ import annotations

import pytest

from questions.article import read_article
from questions.facts import extract_facts
from questions.model import Field


def texts(heading: str, body: str) -> list[str]:
    data = f"Gout\n\nGout is a disease.\n\n## {heading}\n\n{body}\n".encode()
    found = extract_facts(read_article(data, id="a", name="a.txt")).facts
    return [fact.text for fact in found if fact.field is not Field.DEFINITION]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Examples may include omeprazole and lansoprazole.", ["omeprazole", "lansoprazole"]),
        ("These medicines include ACE inhibitors and beta blockers.", ["ACE inhibitors", "beta blockers"]),
        ("Depending on your case, your doctor also may recommend oxygen or surgery.", ["oxygen", "surgery"]),
        (
            "Experts familiar with it often use plasma exchange or IV steroids.",
            ["plasma exchange", "IV steroids"],
        ),
        ("Attacks may respond to colchicine and rest.", ["colchicine", "rest"]),
        ("Treatment of hearing loss is individualized, and may involve hearing aids.", ["hearing aids"]),
        (
            "It is a combination of therapies, including medicines, biofeedback and massage.",
            ["biofeedback", "massage"],
        ),
        (
            "A common treatment for gout is a combination of prednisone, colchicine, and allopurinol.",
            ["prednisone", "colchicine", "allopurinol"],
        ),
        (
            "Treatment for gout includes changes in eating, diet, and nutrition; massage; and surgery.",
            ["changes in eating, diet, and nutrition", "massage", "surgery"],
        ),
        (
            "Drugs used to treat gout may include:oral steroids; allopurinol.",
            ["oral steroids", "allopurinol"],
        ),
        (
            "In most cases, it has been suggested that surgery is the only reasonable therapeutic option.",
            ["surgery"],
        ),
        ("Surgery followed by radiation is given.", ["Surgery", "radiation"]),
        (
            "Steroids (prednisone, cortisone or dexamethasone) help.",
            ["Steroids", "prednisone", "cortisone", "dexamethasone"],
        ),
        ("Creams seem to reduce the pain.", ["Creams"]),
        (
            "The medicines are listed below. Steroids Immunosuppressive drugs Methotrexate",
            ["Steroids", "Immunosuppressive drugs", "Methotrexate"],
        ),
        ("Oxygen Therapy and Ventilator Support", []),
        ("Even though few studies exist, surgery is indicated.", ["surgery"]),
    ],
)
def test_a_treatment_is_found(body: str, expected: list[str]) -> None:
    assert texts("Treatment", body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("In children, further hazards are dehydration and shock.", ["dehydration", "shock"]),
        ("The usual sequel is a stiff joint.", ["stiff joint"]),
        (
            "Complications outside the joints include kidney stones and heart failure.",
            ["kidney stones", "heart failure"],
        ),
        ("Further harms are alcohol and drug misuse.", ["alcohol and drug misuse"]),
        (
            "If it is so advanced that it affects both kidneys, it may cause kidney failure.",
            ["kidney failure"],
        ),
    ],
)
def test_a_complication_is_found(body: str, expected: list[str]) -> None:
    assert texts("Complications", body) == expected
