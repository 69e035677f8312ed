"""Which phrases can be facts of a field at all: a test has to be a test, a treatment no disease."""

from __future__ import annotations

import re

from questions.facts.coordination import is_place, is_quality
from questions.facts.known import has_head
from questions.facts.sharing import ABILITY
from questions.model import Field

_TESTS = re.compile(
    r"\b(?:tests?|testing|tested|scans?|x[- ]?rays?|mri|mra|mrcp|(?:\w+-)?ct|cat|pet|ecg|ekg|eeg|emg"
    r"|ultrasound"
    r"|ultrasonography|sonogra\w+|sonogram|biops\w+|exams?|examinations?|histor(?:y|ies)|imaging"
    r"|endoscop\w+|\w+graph(?:y|ies|ic)|\w+grams?|\w+oscop\w+|\w+metry|\w+centesis"
    r"|blood (?:count|work|counts|cell count)|counts?|levels?|stud(?:y|ies)|cultures?|measurements?"
    r"|analys[ie]s|urinalysis|panel|assays?|screening|evaluation|sequencing|smears?|aspiration"
    r"|lumbar puncture|spinal tap|dexa|swabs?|criteria|serology|antibod(?:y|ies)|electrophoresis"
    r"|karyotyp\w+|pcr|radiographs?|monitoring|review|puncture|series|laparoscopy|questionnaires?"
    r"|films?|troponin|ferritin|titers?|doppler|fundoscopy|chromatography"
    r"|glucose|calcium|copper|ceruloplasmin|d-dimer|blood gases|function|histology|cytology|scrapings|swallow"
    r"|dermoscopy|creatinine|lactate|cortisol|interview|assessment|work-?up|stress test|elisa"
    r"|clinical (?:signs|findings|features|presentation"
    r"|criteria|picture)|(?:plasma|urinary|salivary) [\w-]+|diary|screens?|sampling"
    r"|signs and symptoms|symptoms)\b",
    re.IGNORECASE,
)
_NO_TREATMENT = re.compile(
    r"^(?:understand|talk|know|inform|ask|discuss|prescrib|tell|choos|decid|stopp|continu|replac|substitut"
    r"|determin|learn|suppress|restor|promot|boost|maintain|reduc|reliev"
    r"|slow(?! breathing)"
    r"|stop|prevent|(?:tests|monitor\w*) and treatments.*|improv|control|help|treat"
    r"|caus|eas|increas|decreas|lower|manag"
    r"|kill)(?:e|es|ing|s)?\b|eating$|.*(?:disease|syndrome|disorder|attack|stroke|pregnancy|infections?"
    r"|cancer"
    r"|an?emia|itis|intercourse|cataracts|pain|inflammation|fainting|dizziness|swelling|problems"
    r"|bleeding|fatigue|weakness|fever|nausea|seizures|headaches?|instructions|checkups|action|steps"
    r"|(?<!ex)change|switch|continue|tests?|testing|scans?|x-rays?|biops(?:y|ies)|exams?|degeneration"
    r"|proteins?"
    r"|platelets|pneumothorax|(?:days|weeks|months|years)|angina|palate|treatments|program"
    r"|genes?|gravity|cholesterol"
    r"|shields?|diabetes"
    r"|machines?"
    r"|urinalysis)$"
    r"|^(?!(?:\w+ing|remove|repair|drain|replace|widen|open|destroy|eat|avoid|limit"
    r"|choose)\b)(?!.*\b(?:of|in|through|to"
    r"|with|by|from|on|for)\b).*(?:foods?|arter(?:y|ies)|veins?|vessels?|wounds?|ulcers?"
    r"|tissues?|muscles|bones|plaques?|doses?|dosing)$"
    r"|^(?:(?:physical|medical|family) )?history\b.*|^(?:(?:a|iv|plastic|thin|small|long|hollow"
    r"|flexible) )*(?:needle|catheter|tube|machine|incision|cut|sample"
    r"|dye|wire"
    r"|computer|substance)s?$"
    r"|^(?:.*\b)?(?:complications?|benefits?|risks?|goals?|success|results?|response|prognosis|severity"
    r"|side effects?|symptoms|study|studies|trials?|research|outcomes?|patients?|people|cure|recovery"
    r"|doctors?|specialists?|providers?|outlook|treatment options|cases)(?: (?:of|for|associated|in"
    r"|with) .*)?$",
    re.IGNORECASE,
)
_NO_PREVENTION = re.compile(
    r"\b(?:mutations?|genes?|factors|syndromes?|molecule|defect|action|taken)\b|^(?:nausea|vomiting|reliev"
    r"|treating)",
    re.IGNORECASE,
)
_NEEDS_MORE = re.compile(
    r"(?:(?:increased|decreased|reduced|abnormal|mild|severe|progressive|excessive) )?(?:wasting|discharge"
    r"|thickening|retraction|narrowing|hardening|softening|displacement|protrusion|drainage|leakage|leaking"
    r"|oozing|pill[- ]rolling|enlargement|involvement|impairment|initiating|continuing|starting|stopping"
    r"|opening|closing|thinning|impaired|shortness|inability|sensitivity|loss|sensations?|amounts?)",
    re.IGNORECASE,
)
"""Says of nothing what happens to it: "wasting" of what, "increased retraction" of what."""
_DONE_TO_IT = re.compile(
    r"weight loss$|^\w+ing\b|^\w+ (?:the|your|a|an|it)\b|\b(?:of|removal|reduction|control|treatment|care)\b",
    re.IGNORECASE,
)
"""What is done about an ill is no ill: "freeze the lesions", "removal of the cyst"."""
_EITHER = re.compile(
    r"\b(?:aspiration|puncture|tap|protein|\w*scop\w+|\w+graphy|\w+centesis|diary)\b", re.IGNORECASE
)
_TRANSPLANT = re.compile(r"(?:[\w-]+ ){0,3}(?:transplants?|transplantation)", re.IGNORECASE)
"""Where an illness ends, but a means: "progresses to liver failure or a liver transplant"."""
_OCCUPATION = re.compile(
    r"(?:[\w-]+ ){0,2}?(?:nurses?|cooks?|chefs?|hairdressers?|barbers?|farmers?|bakers?|butchers?|miners?"
    r"|(?:house ?)?painters?|welders?|plumbers?|workers?|cleaners?|housekeepers?|dentists?"
    r"|veterinarians?|vets|florists?"
    r"|mechanics|machinists?|carpenters?|gardeners?|ranchers?|soldiers?|teachers?|firefighters?|beauticians?"
    r"|cosmetologists?|bartenders?|fishermen|sailors?|electricians?|builders|drivers|athletes?|musicians?"
    r"|typists?|employees|professionals)",
    re.IGNORECASE,
)
"""Who does some work is no cause; the work may be one ("working with cement")."""
_SPECIALIST = re.compile(
    r"(?:ologist|iatrist|iatrician|therapist|physician|surgeon|dietitian|nutritionist|counselor|doctor)s?$",
    re.IGNORECASE,
)
_NO_TEST = re.compile(
    r"^(?:.*results?|scans?|tests and treatments.*|methods and tests.*|accurate measurement|sending .*"
    r"|tests and procedures|follow.?up .*"
    r"|different types .*|too .*|rather .*"
    r"|viewed .*|extra tests|additional tests|medical tests|studies|research"
    r"|tests?|testing|evaluation|review|counts?|levels?|screening|monitoring|signs? and symptoms|symptoms"
    r"|clinical (?:signs|findings|features|presentation)|presence of .*|characteristic .*|.*\bsymptoms)$",
    re.IGNORECASE,
)


def can_be(phrase: str, field: Field) -> bool:
    """Whether a masked phrase can be a fact of the field."""
    is_thing = field is Field.CAUSE and phrase.lower() in (
        "cold",
        "polygenic",
        "x-linked",
        "mitochondrial",
        "autosomal",
    )
    if is_place(phrase) or (is_quality(phrase) and not is_thing) or _SPECIALIST.search(phrase):
        return False
    if field in (Field.SYMPTOM, Field.COMPLICATION) and (
        _NEEDS_MORE.fullmatch(phrase) or ABILITY.fullmatch(phrase)
    ):
        return False
    if field is Field.CAUSE and _OCCUPATION.fullmatch(phrase):
        return False
    if field is Field.COMPLICATION and _TRANSPLANT.fullmatch(phrase):
        return False
    if field is Field.PREVENTION:
        return not _NO_PREVENTION.search(phrase)
    if field is Field.TREATMENT:
        return not (_NO_TREATMENT.match(phrase) or _is_ill(phrase) or _is_test(phrase))
    if field is Field.DIAGNOSTIC:
        return bool(_TESTS.search(phrase)) and not _NO_TEST.match(phrase)
    return True


def _is_test(phrase: str) -> bool:
    """Whether the phrase names what shows an ill and not what treats it ("aspiration" may do both)."""
    if _DONE_TO_IT.search(phrase) or _EITHER.search(phrase):
        return False
    return has_head(phrase, Field.DIAGNOSTIC) and not has_head(phrase, Field.TREATMENT)


def _is_ill(phrase: str) -> bool:
    """Whether the phrase names what is treated and not what treats it."""
    if _DONE_TO_IT.search(phrase):
        return False
    return has_head(phrase, Field.SYMPTOM) and not has_head(phrase, Field.TREATMENT)


def has_goals(field: Field) -> bool:
    """Whether phrases of the field are followed by what they are for ("rest to relieve pain")."""
    return field in (Field.TREATMENT, Field.DIAGNOSTIC, Field.PREVENTION)
