"""Classes of drugs, procedures and tests: a member is a more special wording of its class.

Where an article names a class ("surgery", "imaging tests"), every member of it may be true; where it names
one member ("ibuprofen"), the class and most other members may be. Procedures and tests differ from each
other more than drugs of one class do: there two named members may stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Class:
    """A class by the wording of its bare name and its members; ``alike`` if these may replace each other."""

    bare: re.Pattern[str]
    member: re.Pattern[str]
    alike: bool


def _class(bare: str, members: str, *, alike: bool = True) -> Class:
    """A class from its names and its members: patterns between commas, each of whole words."""
    return Class(_any_of(bare), _any_of(f"{bare}, {members}"), alike)


def _any_of(patterns: str) -> re.Pattern[str]:
    parts = "|".join(part.strip() for part in patterns.split(","))
    return re.compile(rf"\b(?:{parts})\b", re.IGNORECASE)


# Stems of international nonproprietary names (WHO, "The use of stems in the selection of INN", 2018), and the
# plain words for each class.
CLASSES = (
    _class(
        r"surger(?:y|ies), surgical (?:treatments?|procedures?|removal|repair|interventions?), operations?",
        r"""\w+(?:ectomy|plasty|otomy|ostomy|ectomies|desis|pexy), replacement, resection, fusion, grafts?,
        bypass, transplant\w*, decompression, laser, removal, repair, excision, implant\w*, cabg, pci,
        ablation, laparoscop\w+, shunts?, stents?,
        surgical \w+""",
        alike=False,
    ),
    _class(
        r"imaging, scans?, radiology, imaging (?:tests?|studies), x-?rays?, radiographs?",
        r"""radiograph\w*, ct, mri, pet, computed tomography, magnetic resonance, ultraso\w+,
        echocardiogra\w+, scintigraphy, angiogra\w+, dexa, mammogra\w+""",
        alike=False,
    ),
    _class(
        r"blood tests?, blood work, laboratory tests?, lab tests?",
        r"""blood, serum, plasma, antibody, antibodies, c-reactive protein, sedimentation rate, esr, crp,
        \w+ levels?, cultures?""",
        alike=False,
    ),
    _class(
        r"""pain[- ]relie\w+, pain medic\w+, painkillers?, analgesics?, nsaids?,
        (?:nonsteroidal |non-steroidal )?anti-inflammator(?:y|ies)(?: drugs?| medic\w+)?""",
        r"""\w*(?:profen|oxicam|fenac|coxib), naproxen, aspirin, indomethacin, ketorolac, opioids?,
        acetaminophen, paracetamol, codeine, tramadol, morphine, oxycodone""",
    ),
    _class(
        r"(?:nonsteroidal |non-steroidal )?anti-inflammator(?:y|ies)(?: drugs?| medic\w+)?",
        r"""sulfasalazine, mesalamine, colchicine, (?:cortico)?steroids?,
        \w*(?:prednis\w+|cortisone|profen|fenac)""",
    ),
    _class(
        r"(?:cortico)?steroids?, glucocorticoids?, (?:cortico)?steroid \w+",
        r"\w*(?:prednis\w+|cortisone|methasone|sonide|cinolone|solone)",
    ),
    _class(
        r"antibiotics?, antimicrobials?, antibacterials?",
        r"""\w+(?:cillin|mycin|micin|cycline|floxacin|oxacin|penem), cef\w+, sulfa\w*, trimethoprim,
        metronidazole, rifampi\w+, isoniazid""",
    ),
    _class(r"antivirals?, antiviral \w+", r"\w+(?:vir|mantadine), interferon"),
    _class(r"antifungals?, antifungal \w+", r"\w+(?:conazole|fungin), amphotericin, nystatin, terbinafine"),
    _class(r"beta[- ]blockers?", r"\w+olol"),
    _class(
        r"ace inhibitors?, blood pressure medic\w+, antihypertensives?",
        r"\w+(?:pril|sartan|dipine|olol), diuretics?",
    ),
    _class(r"statins?, cholesterol-lowering \w+", r"\w+statin"),
    _class(r"diuretics?, water pills", r"\w+(?:thiazide|semide), spironolactone, amiloride"),
    _class(
        r"anticoagulants?, blood thinners?, anticoagulation", r"warfarin, heparin, \w+(?:xaban|gatran|parin)"
    ),
    _class(
        r"immunosuppress\w+, biologics?, immune[- ]suppress\w+, disease-modifying \w+",
        r"""\w+(?:mab|cept|imus|citinib), methotrexate, azathioprine, cyclosporine?, mycophenolate,
        sulfasalazine, cyclophosphamide, hydroxychloroquine""",
    ),
    _class(
        r"chemotherapy, anticancer \w+",
        r"""\w+(?:platin|rubicin|tinib|taxel|citabine|mustine), vin(?:cristine|blastine), cyclophosphamide,
        methotrexate, etoposide""",
    ),
    _class(
        r"anticonvulsants?, antiepileptics?, anti-?seizure \w+, anti-?epileptic \w+",
        r"""valpro\w+, carbamazepine, phenytoin, lamotrigine, topiramate, gabapentin, levetiracetam,
        phenobarbital, \w+zolam, \w+zepam""",
    ),
    _class(
        r"antidepressants?, ssris?, tricyclic\w*",
        r"\w+(?:triptyline|oxetine|pramine), sertraline, citalopram, escitalopram",
    ),
    _class(
        r"cough (?:medicines?|medications?|syrups?|suppressants?)",
        r"expectorants?, antitussives?, mucolytics?, mucus[- ]thinn\w+, decongestants?",
    ),
    _class(
        r"bronchodilators?, inhalers?, inhaled \w+",
        r"""[\w-]+ bronchodilators?, \w+terol, \w+tropium, \w+phylline, salbutamol, terbutaline,
        (?:beta|β)[- ]?2?[- ]?(?:adrenergic )?agonists?, muscarinic antagonists?, anticholinergics?""",
    ),
    _class(
        r"mucolytics?, expectorants?, mucus[- ]thinn\w+",
        r"\w*cysteine, \w+steine, guaifenesin, dornase, hypertonic saline",
    ),
    _class(
        r"""antiplatelets?, antiplatelet \w+, platelet inhibitors?,
        p2y12 (?:receptor )?(?:inhibitors?|blockers?|antagonists?)""",
        r"clopidogrel, \w+grel, \w+grelor, aspirin, dipyridamole",
    ),
    _class(r"fibrinolytics?, thrombolytics?, fibrinolysis, thrombolysis, fibrinolytic \w+", r"\w+teplase"),
    _class(r"nitrates?", r"nitroglycerine?, glyceryl trinitrate, isosorbide \w+, nitroprusside"),
    _class(r"calcium[- ](?:channel )?(?:blockers?|antagonists?)", r"\w+dipine, verapamil, diltiazem"),
    _class(r"triptans?", r"\w+triptan"),
    _class(
        r"cgrp \w+, gepants?, (?:antibody|antibodies) against cgrp", r"\w+gepant, \w+(?:ne|nu|ge|ti)zumab"
    ),
    _class(
        r"antithyroid (?:drugs?|medic\w+|agents?), thionamides?, thioamides?",
        r"methimazole, carbimazole, thiamazole, propylthiouracil",
    ),
    _class(
        r"(?:iron )?chelat(?:ion|ors?)(?: therapy)?",
        r"iron chelation, deferoxamine, deferasirox, deferiprone",
    ),
    _class(r"opioids?, opiates?, narcotics?", r"morphine, codeine, tramadol, oxycodone, fentanyl, methadone"),
    _class(r"antiemetics?, anti-?nausea \w+", r"ondansetron, metoclopramide, domperidone, prochlorperazine"),
    _class(r"retinoids?", r"\w+retinoin, acitretin, adapalene, bexarotene"),
    _class(r"bisphosphonates?", r"\w+dronate, \w+dronic acid"),
    _class(r"benzodiazepines?, sedatives?, tranquili[sz]ers?", r"\w+zolam, \w+zepam"),
    _class(r"muscle relaxants?, antispasmodics?", r"baclofen, tizanidine, cyclobenzaprine, dantrolene"),
    _class(r"emollients?, moisturi[sz]\w+", r"petrolatum, petroleum jelly, creams?, ointments?, lotions?"),
    _class(r"calcineurin inhibitors?", r"tacrolimus, pimecrolimus, cyclosporine?"),
    _class(r"immunoglobulins?, ivig", r"immune globulins?, gamma globulins?"),
    _class(r"antihistamines?", r"\w*(?:rizine|hydramine|loratadine|fenadine)"),
    _class(
        r"antacids?, acid[- ](?:blockers?|reducers?), proton[- ]pump inhibitors?",
        r"\w+(?:prazole|tidine), h2[- ](?:receptor )?(?:blockers?|antagonists?), alginates?",
    ),
    _class(
        r"physical therapy, physiotherapy, rehabilitation, exercises?",
        r"stretching, massage, training, yoga, swimming",
    ),
    _class(
        r"(?:healthy |special |balanced )?diets?, dietary changes, lifestyle changes",
        r"[\w-]+ diet, eating \w+, avoid\w* \w+ foods?, weight loss, losing weight",
    ),
    _class(r"transfusions?", r"\w+ transfusions?"),
    _class(r"radiation, radiation therapy, radiotherapy", r"brachytherapy, gamma knife, radiosurgery"),
    _class(r"vitamins?, supplements?", r"folic acid, iron, calcium, zinc, thiamine?"),
    _class(r"bracing, braces?, splints?, orthotics?, orthoses", r"\w+ collars?, orthosis, casts?, insoles?"),
    _class(
        r"hormones?, hormone (?:replacement )?therapy",
        r"estrogen, testosterone, growth hormone, hydrocortisone, \w*thyroxine",
    ),
)


def share_a_class(phrase: str, truths: Collection[str], article: str) -> bool:
    """Whether a phrase is the class of something true, its member, or another drug of its class."""
    for number in _memberships(phrase):
        one = CLASSES[number]
        among_truths = [truth for truth in truths if number in _memberships(truth)]
        if one.bare.search(article) and (among_truths or _is_bare(phrase, number)):
            return True
        if among_truths and (one.alike or _is_bare(phrase, number)):
            return True
        if any(_is_bare(truth, number) for truth in among_truths):
            return True
    return False


def is_class_and_member(one: str, other: str) -> bool:
    """Whether one phrase names a class and the other the same class or a member of it."""
    shared = set(_memberships(one)) & set(_memberships(other))
    return any(_is_bare(one, number) or _is_bare(other, number) for number in shared)


@lru_cache(maxsize=20_000)
def _memberships(phrase: str) -> tuple[int, ...]:
    """The numbers of the classes that a phrase names or belongs to."""
    return tuple(number for number, one in enumerate(CLASSES) if one.member.search(phrase))


def _is_bare(phrase: str, number: int) -> bool:
    """Whether a phrase names a whole class, an adjective before it aside: "oral triptans"."""
    one = CLASSES[number]
    bare = phrase.strip()
    return bool(one.bare.fullmatch(bare) or (one.alike and one.bare.fullmatch(bare.partition(" ")[2])))
