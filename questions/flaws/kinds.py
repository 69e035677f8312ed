"""Flaws of homogeneity: options have to be of one kind, so that none stands out before it is read."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from questions.english import Shape, shape
from questions.flaws.options import CODE
from questions.model import CodeSource, Flaw, Item

# Endings that show what a thing is wherever it stands last in a phrase. Drugs: stems of international
# nonproprietary names (WHO, "The use of stems in the selection of INN", 2018).
KINDS: dict[str, re.Pattern[str]] = {
    "drug": re.compile(
        r"(?:cillin|mycin|micin|cycline|floxacin|penem|conazole|fungin|vir|pril|sartan|dipine|olol|statin"
        r"|thiazide|semide|xaban|gatran|parin|prazole|tidine|profen|oxicam|fenac|coxib|triptan|triptyline"
        r"|oxetine|zepam|zolam|barbital|gliptin|gliflozin|glutide|glitazone|mab|tinib|platin|rubicin|taxel"
        r"|dronate|dronic acid|methasone|predniso(?:ne|lone)|tropium|terol|setron|caine|curium)s?$",
        re.IGNORECASE,
    ),
    "operation": re.compile(
        r"(?:ectomy|otomy|ostomy|plasty|pexy|desis|transplantation|transplant|resection|amputation"
        r"|ligation|bypass(?: graft(?:ing)?)?|decompression|drainage)$",
        re.IGNORECASE,
    ),
    "test": re.compile(
        r"(?:\w+graphy|\w+scopy|\w+metry|\w+gram|biopsy|\bMRI|\bCT|\bECG|\bEEG|\bEMG|\bPCR|\bscan|\btest"
        r"|tests|imaging|blood count|culture|assay|serology|sonography|urinalysis|x-?ray)$",
        re.IGNORECASE,
    ),
    "microbe": re.compile(
        r"(?:virus(?: [A-Z])?|\w+(?:coccus|cocci|bacter|bacterium|plasma)|\w+ bacilli)$", re.IGNORECASE
    ),
    "sign": re.compile(r"(?:\bsign|\btriad|\bphenomenon)$", re.IGNORECASE),
    "gene": re.compile(r"^(?:the )?(?:[A-Z][A-Z0-9]{1,6}\d[A-Z0-9]*)(?: (?:gene|mutations?))?$"),
}


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
    return next((name for name, pattern in KINDS.items() if pattern.search(phrase)), None)
