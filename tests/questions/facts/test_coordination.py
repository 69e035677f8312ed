"""Lists to their members."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.facts.coordination import members
from questions.facts.masking import masked
from questions.facts.unmarked import looks_unbulleted, unbulleted


def split(text: str) -> list[str]:
    return [text[member.start : member.end] for member in members(masked(text), 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "poor posture, repetitive motions, or trauma to the back",
            ["poor posture", "repetitive motions", "trauma to the back"],
        ),
        ("insect bites; sun exposure; and trauma", ["insect bites", "sun exposure", "trauma"]),
        ("nausea and vomiting", ["nausea", "vomiting"]),
        ("tenderness or soreness in the affected area", ["tenderness or soreness in the affected area"]),
        ("bumps over the forearms, hands or feet", ["bumps over the forearms, hands or feet"]),
        ("physical and occupational therapy", ["physical and occupational therapy"]),
        ("bacterial, fungal, and other infections", ["bacterial, fungal, and other infections"]),
        (
            "high levels of calcium, oxalate, and phosphorus",
            ["high levels of calcium, oxalate, and phosphorus"],
        ),
        ("changes in mood and behavior", ["changes in mood and behavior"]),
        (
            "isoniazid, cycloserine (a drug, or poison), and copper",
            ["isoniazid", "cycloserine (a drug, or poison)", "copper"],
        ),
        ("tumors of one or more glands", ["tumors of one or more glands"]),
        ("crutches and/or splinting", ["crutches", "splinting"]),
        (
            "trouble initiating or continuing movement, tremor",
            ["trouble initiating or continuing movement", "tremor"],
        ),
        ("difficulty swallowing and vomiting", ["difficulty swallowing", "vomiting"]),
        ("failure to grow and thrive", ["failure to grow and thrive"]),
        ("nasal congestion or discharge, fever", ["nasal congestion or discharge", "fever"]),
        ("muscle weakness and wasting", ["muscle weakness and wasting"]),
        (
            "vaginal itching or burning, and eye redness or discharge",
            ["vaginal itching or burning", "eye redness or discharge"],
        ),
        ("chest pain and sweating", ["chest pain", "sweating"]),
        ("slow writing or speech", ["slow writing or speech"]),
        (
            "hearing aids and telephone and cell phone amplifying devices",
            ["hearing aids", "telephone and cell phone amplifying devices"],
        ),
        ("milk and milk products", ["milk", "milk products"]),
        ("smart phone or tablet apps", ["smart phone or tablet apps"]),
        ("inhaling dust or fumes", ["inhaling dust or fumes"]),
        ("increased thirst and urination", ["increased thirst and urination"]),
        ("high-pitched or hoarse cry", ["high-pitched or hoarse cry"]),
        ("urge to scratch and rub the skin", ["urge to scratch and rub the skin"]),
        ("trouble walking and hearing loss", ["trouble walking", "hearing loss"]),
        (
            "feeling sad or hopeless, and sleeping too much or too little",
            ["feeling sad or hopeless", "sleeping too much or too little"],
        ),
        (
            "memory loss, difficulty finding words, and losing focus in talk",
            ["memory loss", "difficulty finding words", "losing focus in talk"],
        ),
        (
            "attacks that are frequent, prolonged, or particularly debilitating, fever",
            ["attacks that are frequent, prolonged, or particularly debilitating", "fever"],
        ),
    ],
)
def test_a_list_is_cut_where_its_members_end(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_examples_without_a_comma_end_at_the_next_comma() -> None:
    text = "nerve damage, cysts such as Tarlov cysts, obesity"

    found = members(text, 0, len(text))

    assert [(text[m.start : m.end], m.parent) for m in found] == [
        ("nerve damage", None),
        ("cysts", None),
        ("Tarlov cysts", 1),
        ("obesity", None),
    ]


def test_a_list_without_bullets_ends_where_a_sentence_opens() -> None:
    text = "Joint popping Joint weakness Decreased range of motion Although it can develop anywhere"

    found, end = unbulleted(text, 0, len(text))

    assert [text[start:stop].strip() for start, stop in found] == [
        "Joint popping",
        "Joint weakness",
        "Decreased range of motion",
    ]
    assert text[end:].startswith("Although")


def test_a_sentence_is_no_list_without_bullets() -> None:
    text = "Fever and chills are common in children."

    assert not looks_unbulleted(text, 0, len(text))


@given(st.text(alphabet="ab ,;()andor/-suchA.", max_size=200))
def test_members_lie_in_the_text_in_order(text: str) -> None:
    found = members(masked(text), 0, len(text))

    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(m.parent is None or m.parent < index for index, m in enumerate(found))
