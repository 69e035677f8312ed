"""Whether a fact may stand among the options of a multiple-choice item: a whole, plain phrase of its kind.

Stricter than ``sayable``. An option is read without its sentence and beside three others, so what a reader
of the article would forgive ("immediate", "cells within the lymph nodes", "athletes to enhance performance")
makes the item worthless. An option names a thing that the tables of occurrence know, or has one of the words
that its field's things have; what has none is asked by card or cloze, or not at all.
"""

from __future__ import annotations

import re
from functools import lru_cache

from questions.english import ING_NOUNS, Shape, is_plural, shape, squeeze, words
from questions.generate.occurrence import things_in
from questions.generate.option_words import (
    CAUSES,
    DEGREE,
    DESCRIBED_PART,
    DRUG_STEM,
    DRUG_WORD,
    FACULTIES,
    FINDING_START,
    FINDINGS,
    GENE_SYMBOL,
    MEASURED,
    MEDICAL_ENDING,
    NO_DRUG_WORD,
    PARTS_NAMED,
    SPECIES,
    TESTS,
    TREATMENTS,
    WRONG,
)
from questions.generate.sayable import reads_as_answer
from questions.model import Fact, Field

MAX_OPTION_WORDS = 10
LOST_APOSTROPHE = re.compile(
    r"\b(Parkinson|Alzheimer|Crohn|Hodgkin|Huntington|Cushing|Addison|Barrett|Wilson|Hashimoto|Raynaud|Bell)s\b"
)
# The class before the drug: "CGRP antibody galcanezumab".
LABELLED = re.compile(
    r"\b(?:antibody|inhibitor|agonist|blocker|antagonist|analog(?:ue)?) \w+$", re.IGNORECASE
)
BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
JOINED = re.compile(r"\b(?:or|and|and/or|plus|with or without)\b|,")
# A name of which only the initial is left, a participle whose rest is lost.
CUT_OFF = re.compile(
    r"\b(?:against|of|by|with|to) [A-Z]$|\b(?:taken|given|begun|started|joined|combined|followed)$"
)
# The first half of two adjectives, and a sentence in the place of a finding: "lesions come in crops".
HALF = re.compile(r"\b(?:or|and) (?:black|red|white|blue|dark|pale|yellow|green|brown|gray|pink)$")
SAYS = re.compile(
    r"\btrouble (?:coping|making|holding|keeping|getting)\b"
    r"|^(?!.*\b(?:that|which|who)\b).*\w (?:comes?|are|is|was|were|appears?|occurs?|becomes?|begins?|has|"
    r"have|had|swells? (?:easily|quickly)|freezes?)\b",
    re.IGNORECASE,
)
# Findings that are one only with the organ they are in.
BARE = frozenset(
    {
        "enema",
        "aluminum",
        "takayasu",
        "inhaler",
        "epo",
        "icd",
        "gangrene",
        "lemon tint",
        "candida",
        "dissection",
        "discharge",
        "wasting",
        "retraction",
        "diverticula",
    }
)
CHANGE_OF_GENE = re.compile(r"\bchanges? \((mutations?)\)", re.IGNORECASE)
INHERITANCE = re.compile(r"(?:autosomal|x-linked)(?: (?:dominant|recessive))?$|mitochondrial$", re.IGNORECASE)
# Words that leave open what is meant, or tell of people, purposes and places instead of a thing.
VAGUE = re.compile(
    r"\b(?:certain|carriers?|serogroups?|serotypes?|prodrug|besides|locates?|measures|confirms?|detects?|excludes?|follow|mostly|identified|otherwise|moreover|once|twice|various|different|several|possible|main|initial|"
    r"immediate|ongoing|"
    r"proper|specific|specialized|"
    r"additional|appropriate|further|some|any|many|more|most|much|less|too|so|things?|substances?|"
    r"problems?|issues?|"
    r"conditions?|abnormalit(?:y|ies)|changes?|complications?|features?|characteristics?|factors?|options?|"
    r"procedures?|approach(?:es)?|methods?|techniques?|programs?|steps|ways|goals?|expectations?|underlying|"
    r"related|non-?corticosteroid|tissues?|others?|etc|signs|symptoms?|risks?|likelihood|chance|people|persons?|patients?|athletes|"
    r"individuals|doctors?|providers?|parents|someone|smokers|life|daily activities|right away|"
    r"as possible|when|if|"
    r"because|until|while|although|per day|a day|instead|recent|recently|new|today|first|second|"
    r"approximately|about|at least|up to|in order|usual|normal|man-made|ability)\b",
    re.IGNORECASE,
)
PURPOSE = re.compile(r"\bto (?:[a-z]+ly )?(?:[a-z]{2,})\b")
TO_NOUN = re.compile(
    r"\bto (?:the|a|an|his|light|cold|heat|sunlight|noise|touch|sound|dust|[a-z]+s|[a-z]+(?:ion|ment|ness))\b"
)
# Two words run together, or a heading run into a list: "binderssuch as", "Brain MRI MR angiogram".
RUN_ON = re.compile(
    r"[a-z](?=[A-Z][a-z])|[a-z]\(|\b[A-Z][a-z]+ [A-Z][a-z]+ [A-Z][a-z]+|\b[A-Z]{2,} [A-Z]{2,}\b|:"
    r"|\band(?![rei]o?)[a-z]{4,}|[a-z]{4,}(?:such|which)\b|[a-z]{4,}(?:ing|ed|ic|py|als)(?:or|and|the|"
    r"disease|high|such)\b"
)
CLAUSE = re.compile(
    r"\b(?:that|which|who|whose|where)\b.*\b(?:is|are|was|were|has|have|can|may|doesn|don|isn|aren)\b"
)


@lru_cache(maxsize=50_000)
def is_presentable(field: Field, text: str) -> bool:
    """Whether a phrase reads as a whole answer of this field among options."""
    phrase = CHANGE_OF_GENE.sub(r"\1", squeeze(text))
    bare = without_brackets(phrase)
    if INHERITANCE.match(bare):
        return field is Field.CAUSE
    if not bare or len(words(phrase)) > MAX_OPTION_WORDS or not reads_as_answer(phrase):
        return False
    if VAGUE.search(bare) or RUN_ON.search(phrase) or CLAUSE.search(phrase) or "/" in bare or ";" in bare:
        return False
    if _is_torn(bare):
        return False
    if field not in {Field.SYMPTOM, Field.COMPLICATION}:
        if JOINED.search(bare):
            return False
    elif SAYS.search(bare):
        return False
    if PURPOSE.search(TO_NOUN.sub(" ", bare)) or bare.count(",") > 1:
        return False
    return bool(things_in(field, bare)) or _is_of(field, bare)


def _is_torn(bare: str) -> bool:
    """Whether a phrase is a part of another, has a class's label, or a heading run into it."""
    last = bare.rpartition(" ")[2]
    if LABELLED.search(bare) and DRUG_STEM.search(last):
        return True
    # "Decitabine Azacitidine"
    if len(DRUG_STEM.findall(bare)) > 1 and not JOINED.search(bare) and bare == bare.title():
        return True
    return bool(CUT_OFF.search(bare) or HALF.search(bare)) or bare.lower() in BARE


def presentable(fact: Fact) -> bool:
    """Whether a fact may be the key or a distractor of a multiple-choice item."""
    return is_presentable(fact.field, fact.text)


@lru_cache(maxsize=50_000)
def without_brackets(text: str) -> str:
    """A phrase without its bracketed synonym or abbreviation, which would mark the option that has one."""
    bare = squeeze(BRACKETS.sub(" ", text)).replace(" ,", ",")
    return bare if words(bare) else squeeze(text)


def option_text(fact: Fact) -> str:
    """The fact as it stands among options, a lost apostrophe put back."""
    return LOST_APOSTROPHE.sub(r"\1's", without_brackets(fact.text))


def _is_of(field: Field, phrase: str) -> bool:
    match field:
        case Field.SYMPTOM | Field.COMPLICATION:
            return _is_finding(phrase)
        case Field.TREATMENT:
            return _is_treatment(phrase)
        case Field.DIAGNOSTIC:
            return bool(TESTS.search(phrase))
        case Field.CAUSE:
            return _is_cause(phrase)
        case _:
            return shape(phrase) in {Shape.GERUND, Shape.NOUN_PHRASE}


def _is_finding(phrase: str) -> bool:
    """A finding by its head noun, by what it begins with, or a part of the body and what is wrong with it."""
    if shape(phrase) in {Shape.GERUND, Shape.INFINITIVE, Shape.NUMBER}:
        return False
    last = _head(phrase)
    if last in MEASURED:
        return bool(DEGREE.search(phrase))
    if last in FACULTIES:
        return bool(WRONG.search(phrase) or FINDING_START.match(phrase))
    if last in FINDINGS or MEDICAL_ENDING.search(last) or last in ING_NOUNS:
        return True
    if FINDING_START.match(phrase):
        return True
    return last in PARTS_NAMED and bool(DESCRIBED_PART.match(phrase))


def _head(phrase: str) -> str:
    """The head noun: the last word before a preposition; commas part adjectives here, not clauses."""
    before = re.split(
        r"\b(?:of|in|on|at|with|without|to|from|for|by|that|which|after|during|despite|beside|under|over|"
        r"around|between|along|"
        r"lasting|near|behind|across)\b",
        phrase,
        maxsplit=1,
    )[0]
    found = words(before) or words(phrase)
    return found[-1].lower()


def _is_treatment(phrase: str) -> bool:
    if _head(phrase) in FINDINGS - {"block", "dilation", "thinning"} and not DRUG_STEM.search(phrase):
        return False
    if DRUG_STEM.search(phrase) or TREATMENTS.search(phrase):
        return True
    found = words(phrase)
    single = len(found) == 1 and found[0].lower() not in NO_DRUG_WORD and not is_plural(phrase)
    return single and bool(DRUG_WORD.match(found[0])) and not MEDICAL_ENDING.search(found[0])


def _is_cause(phrase: str) -> bool:
    if SPECIES.match(phrase) or GENE_SYMBOL.search(phrase) or CAUSES.search(phrase):
        return True
    last = _head(phrase)
    return bool(MEDICAL_ENDING.search(last)) or bool(DRUG_STEM.search(phrase))
