"""Flaws of homogeneity: options have to be of one kind, so that none stands out before it is read."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from questions.english import Shape, shape
from questions.flaws.options import CODE
from questions.model import CodeSource, Flaw, Item

# Endings that show what a thing is wherever it stands last in a phrase, as regular expressions whose last two
# signs are letters. Drugs: stems of international nonproprietary names (WHO, "The use of stems in the
# selection of INN", 2018), in the plural too.
_DRUGS = """cillin mycin micin cycline floxacin penem conazole fungin vir pril sartan dipine olol
    statin thiazide semide xaban gatran parin prazole tidine profen oxicam fenac coxib triptan
    triptyline oxetine zepam zolam barbital gliptin gliflozin glutide glitazone mab tinib platin
    rubicin taxel dronate dronic_acid methasone prednisone prednisolone tropium terol setron caine
    curium"""
_ONE_OR_MORE = [one.replace("_", " ") + plural for one in _DRUGS.split() for plural in ("", "s")]
ENDINGS: dict[str, tuple[str, ...]] = {
    "drug": tuple(_ONE_OR_MORE),
    "operation": (
        *(
            "ectomy",
            "otomy",
            "ostomy",
            "plasty",
            "pexy",
            "desis",
            "transplantation",
            "transplant",
            "resection",
        ),
        *("amputation", "ligation", "bypass", "bypass graft", "bypass grafting", "decompression", "drainage"),
    ),
    "test": (
        *(r"\wgraphy", r"\wscopy", r"\wmetry", r"\wgram", "biopsy", r"\bMRI", r"\bCT", r"\bECG", r"\bEEG"),
        *(r"\bEMG", r"\bPCR", r"\bscan", r"\btest", "tests", "imaging", "blood count", "culture", "assay"),
        *("serology", "sonography", "urinalysis", "x-?ray"),
    ),
    "microbe": (
        *("virus", r"\wcoccus", r"\wcocci", r"\wbacter", r"\wbacterium", r"\wplasma", r"\w bacilli"),
        *(f"virus {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    ),
    "sign": (r"\bsign", r"\btriad", r"\bphenomenon"),
}
KINDS = {name: re.compile(f"(?:{'|'.join(ones)})$", re.IGNORECASE) for name, ones in ENDINGS.items()}
# Few phrases end so, and to look for this takes a hundredth of the time.
_LAST_TWO = frozenset(one[-2:].lower() for ones in ENDINGS.values() for one in ones)
GENE = re.compile(r"(?:the )?(?:[A-Z][A-Z0-9]{1,6}\d[A-Z0-9]*)(?: (?:gene|mutations?))?$")


def mixed_kinds(item: Item) -> Flaw | None:
    """Codes or numbers beside words, a classification beside articles, or one option of another kind.

    What kind of thing an option names has to be plain by its ending: of three kinds, or of every option.
    """
    if len(item.options) < 2:
        return None
    forms = {_form_of(option.text) for option in item.options}
    sources = {isinstance(option.source, CodeSource) for option in item.options if option.source}
    if len(forms) > 1 or len(sources) > 1:
        message = "The options are of different kinds; let each answer the same question in the same way."
        return Flaw(name="mixed kinds", message=message, words=_listed(item))
    kinds = [kind_named(option.text) for option in item.options]
    counted = Counter(kind for kind in kinds if kind).most_common()
    if len(counted) > 2:
        message = (
            f"The options name things of {len(counted)} kinds: {', '.join(kind for kind, _ in counted)}."
        )
        return Flaw(name="mixed kinds", message=f"{message} Let all be of one.", words=_listed(item))
    if None in kinds or len(counted) != 2 or counted[1][1] != 1 or len(kinds) < 3:
        return None
    odd = item.options[kinds.index(counted[1][0])].text
    message = (
        f"This option names one {counted[1][0]}, the others name {counted[0][0]}s; let all be of one kind."
    )
    return Flaw(name="mixed kinds", message=message, words=odd)


def _listed(item: Item) -> str:
    return " / ".join(option.text for option in item.options)


def _form_of(text: str) -> str:
    if CODE.match(text.strip()):
        return "code"
    return "number" if shape(text) is Shape.NUMBER else "words"


@lru_cache(maxsize=20_000)
def kind_named(text: str) -> str | None:
    """What a phrase names by its last word; None where that shows nothing."""
    phrase = re.sub(r"\s*\([^)]*\)$", "", text.strip().rstrip("."))
    if phrase.rstrip()[-2:].lower() in _LAST_TWO:
        kind = next((name for name, pattern in KINDS.items() if pattern.search(phrase)), None)
        if kind:
            return kind
    return "gene" if GENE.match(phrase) else None
