"""What sort of thing a fact is, within its field: a drug or an operation, a microbe or a food.

Options of one item are of one sort. A drug among operations, or a food among microbes, is found by its sort
alone.
"""

from __future__ import annotations

import re

from questions.english import squeeze
from questions.generate.option_words import (
    DRUG_STEM,
    DRUG_WORD,
    GENE_SYMBOL,
    MEDICAL_ENDING,
    NO_DRUG_WORD,
    SPECIES,
)
from questions.generate.phrasing import GENES, INHERITED, wording_of
from questions.model import Fact, Field


def _words(pattern: str) -> re.Pattern[str]:
    """A pattern of whole words, given between commas; a word may be a pattern itself."""
    parts = (squeeze(part) for part in pattern.split(","))
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


VACCINE = _words(r"vaccin\w*, immuni[sz]ation, [pP](?:CV|PSV)\d+, toxoid, booster, shots?")
# The first sort that fits is taken, so the more special stand first.
TREATMENTS = {
    "vaccine": VACCINE,
    "diet": _words(
        r"""[\w-]* ?diet\w*, foods?, meals?, fiber, fibre, sucrose, gluten, formula, salt, feeding, nutrition,
    drinks?, drinking, eating, fasting, feeds, fluids?, rehydration\w*, saline, hydration, glucose,
    dextrose, carbohydrates?, protein, calori\w+, milk, breast-?feeding"""
    ),
    "vitamin or mineral": _words(
        r"""vitamins?, supplement\w*, zinc, calcium, iron, magnesium, folic acid, folate, thiamine, cobalamin,
    \w*cobalamin, chromium, potassium, phosphate, riboflavin, biotin, selenium, carnitine, copper"""
    ),
    "talk and training": _words(
        r"""cognitive\S*(?: \w+)*, counsel\w+, psychotherap\w*, behaviou?r\w*, relaxation, training,
    exercises?, physical therapy, physiotherapy, occupational therapy, speech therapy, stretching,
    yoga, massage, acupuncture, mindfulness, hypnosis, support groups?, education, biofeedback,
    maneuver\w*, manoeuvre\w*, hygiene, stress (?:reduction|management), rest, walking, swimming,
    exposure \w+"""
    ),
    "radiation": _words(
        r"\w*radiation, \w*radiotherapy, brachytherapy, gamma knife, radiosurgery, phototherapy, "
        r"photochemotherapy, puva, uvb, light therapy, chemoradio\w+"
    ),
    "device": _words(
        r"""cpap, bipap, splint\w*, brac(?:e|es|ing), insoles?, orthos\w+, orthotics?, collars?, casts?,
    casting, hearing aids?, prosthes\w+, pessar\w+, walkers?, canes?, wheelchairs?, suits?, stockings?,
    compress(?:es)?, bandages?, traction, glasses, lenses, oxygen, \w*ventilat\w+, nebuli[sz]ers?,
    masks?, positive airway pressure, mouthpieces?, mouth guards?, shoes?, footwear, pads?,
    humidifiers?"""
    ),
    "blood and cells": _words(
        r"""transfusions?, plasma, plasmapheresis, \w+apheresis, dialysis, \w*dialysis, chelation, phlebotomy,
    stem[- ]cells?, bone marrow, exchange, microbiota, fecal \w+"""
    ),
    "operation": _words(
        r"""\w*surg\w+, operations?, \w+(?:ectomy|ectomies|otomy|ostomy|plasty|pexy|desis), transplant\w*,
        \w+(?:centesis|tripsy|scopy), grafts?, grafting, bypass, stents?, stenting, shunts?, pacemakers?,
    defibrillators?, ablation, emboli[sz]ation, resection, excision, removal, repair, fusion,
    decompression, dilation, dilatation, ligation, implant\w*, drainage, lasers?, cautery, cryo\w+,
    \w*coagulation, occlusion, clipping, coiling, detorsion, insertion, reconstruction, reduction,
    fixation, debridement, ercp, sphincterotomy, catheteri[sz]ation, replacement of \w+ valve, valve
    replacement, valve implantation, \w*stimulation, reposition\w+, cardioversion, sclerotherapy,
    valvuloplasty, thrombectomy, ultrasound"""
    ),
}
DRUGS = _words(
    r"""drugs?, medic\w+, \w*steroids?, \w*corticoids?, antibiotics?, antivirals?, anti-?\w{4,},
    \w*biotics?, inhibitors?, (?:\w+-)?blockers?, antagonists?, (?:\w+-)?agonists?, analog(?:ue)?s?,
    diuretics?, insulins?, statins?, nitrates?, opioids?, triptans?, gepants?, retinoids?,
    bisphosphonates?, relaxants?, sedatives?, stimulants?, hormones?, estrogens?, testosterone,
    interferon\w*, \w*interferon, heparin, warfarin, aspirin, nsaids?, ssris?, bronchodilators?,
    \w+lytics?, decongestants?, expectorants?, emollients?, moisturi[sz]ers?, creams?, ointments?,
    lotions?, gels?, drops, sprays?, inhalers?, tablets?, pills?, injections?, infusions?,
    antibod(?:y|ies), immun\w*globulins?, immune globulins?, ivig, bicarbonate, radioiodine,
    hydroxyurea, chemotherapy, immunotherapy, gene therapy, enzyme replacement, replacement therapy,
    augmentation, lithium, colchicine, panhematin, hematin, sulfate, oxide, zinc \w+, receptor\w*,
    levodopa"""
)
FOODS = _words(
    r"""milk, eggs?, peanuts?, nuts?, tree nuts?, wheat, soy\w*, seafood, shellfish, fish, foods?, meals?,
    caffeine, coffee, chocolate, cheese, meat, beans?, fruits?, vegetables?, salt, sugar, diet, gluten,
    alcohol, beer, wine, drinking, drinks?, formula, rice, oats?, spic\w+, intake"""
)
MICROBES = _words(
    r"""\w*virus(?:es)?, \w*bacteri\w*, \w+coccus, \w+cocci, parasites?, fung\w+, yeasts?, \w+plasma,
    strains? of \w+, infections?, hpv, hiv, rsv, cytomegalovirus, worms?, mites?, serovar, prions?"""
)
CHEMICALS = _words(
    r"""fumes, dusts?, chemicals?, smok\w*, pollut\w+, irritants?, isocyanates?, asbestos, silica, lead,
    mercury, arsenic, cadmium, metals?, nickel, latex, rubber, dyes?, fragrances?, detergents?,
    solvents?, gas, gases, toxins?, poisons?, preservatives?, urushiol, soaps?, cosmetics?, pollens?,
    dander, mou?lds?, allergens?, radiation, sun\w*, heat, cold, exposures?, cocaine, amphetamines?"""
)
IMAGES = _words(
    r"""imaging, x-?rays?, radiograph\w*, ct, mri, pet, dxa, dexa, \w*tomograph\w*, magnetic \w+,
    \w*ultraso\w+, doppler, echocardiogra\w*, \w*angiogra\w+, \w*scintigra\w+, scans?, densitometry,
    mammogra\w+, films?, hida"""
)
SAMPLES = _words(
    r"""biops(?:y|ies), aspiration, \w+centesis, smears?, cultures?, swabs?, scrapings?, histology,
    microscopy, stain, cytology, lumbar puncture, tap"""
)
LABORATORY = _words(
    r"""blood, serum, urine, antibod(?:y|ies), levels?, counts?, pcr, serology, titers?, assays?, panel,
    electrophoresis, ferritin, troponins?, enzymes?, hormones?, \w*genetic \w+, sequencing,
    karyotyp\w+, dna, chromatography, cytometry, tsh, crp, creatinine, glucose, cortisol, chloride,
    protein"""
)
SCOPES = _words(r"\w+oscop(?:y|ies)")
LAB_FINDING = re.compile(
    r"(?:[aeo]mia|uria|penia|cytosis|acidosis|alkalosis)\b|\blevels?\b|\bantibod|\bcounts?\b|\belevated\b|globulin",
    re.IGNORECASE,
)
TUMOUR = re.compile(
    r"\b(?:\w*carcinoma|\w*sarcoma|lymphoma|cancers?|tumou?rs?|leukemia|melanoma)\b", re.IGNORECASE
)
# Sorts of which an item is made; what is of none of them is named by its field alone.
PLAIN = "plain"


def sort_of(fact: Fact) -> str | None:
    """The sort of thing; None where it is not known, so that nothing can be set beside it."""
    match fact.field:
        case Field.TREATMENT:
            return treatment_sort(fact.text)
        case Field.PREVENTION:
            return _preventive_sort(fact.text)
        case Field.CAUSE:
            return _cause_sort(fact)
        case Field.DIAGNOSTIC:
            return _test_sort(fact.text)
        case _:
            return _finding_sort(fact.text)


def treatment_sort(text: str) -> str | None:
    """Whether a treatment is a drug, an operation, a device or another sort."""
    for sort in ("vaccine", "radiation", "talk and training", "blood and cells"):
        if TREATMENTS[sort].search(text):
            return sort
    if DRUG_STEM.search(text) and not TREATMENTS["operation"].search(text):
        return "drug"
    found = next((sort for sort, pattern in TREATMENTS.items() if pattern.search(text)), None)
    if found:
        return "drug" if found == "vitamin or mineral" and DRUGS.search(text) else found
    if DRUGS.search(text):
        return "drug"
    single = text.split()
    plain = len(single) == 1 and text.lower() not in NO_DRUG_WORD and not MEDICAL_ENDING.search(text)
    return "drug" if plain and DRUG_WORD.match(text) else None


def _preventive_sort(text: str) -> str | None:
    """A bare disease or microbe is no measure: the word that made it one was lost."""
    if VACCINE.search(text):
        return "vaccine"
    first = text.split(maxsplit=1)[0].lower()
    if first.endswith("ing") or first in {"avoidance", "no", "regular", "careful", "good", "safe"}:
        return "behaviour"
    return treatment_sort(text)


def _cause_sort(fact: Fact) -> str | None:
    text = fact.text
    if wording_of(fact) is INHERITED:
        return "inheritance"
    if wording_of(fact) is GENES or GENE_SYMBOL.search(text):
        return "gene"
    if SPECIES.match(text) or MICROBES.search(text):
        return "microbe"
    if MEDICAL_ENDING.search(text) or re.search(
        r"\b(?:disease|syndrome|disorder|cancer)s?\b", text, re.IGNORECASE
    ):
        return "disease"
    for sort, pattern in (("food", FOODS), ("chemical", CHEMICALS)):
        if pattern.search(text):
            return sort
    if treatment_sort(text) in {"drug", "operation", "radiation"}:
        return treatment_sort(text)
    return PLAIN


def _test_sort(text: str) -> str:
    for sort, pattern in (
        ("sample", SAMPLES), ("image", IMAGES), ("scope", SCOPES), ("laboratory", LABORATORY),
    ):  # fmt: skip
        if pattern.search(text):
            return sort
    return PLAIN


def _finding_sort(text: str) -> str:
    if TUMOUR.search(text):
        return "tumour"
    return "laboratory" if LAB_FINDING.search(text) else PLAIN
