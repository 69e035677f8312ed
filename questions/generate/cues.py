"""What gives a key away beyond the item-writing flaws: one root in two languages, or options of one wording.

The flaw test "clang" compares English words; a brain and its cerebral artery have none in common.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from questions.english import content_stems, content_words
from questions.model import Item

# One meaning a line, by beginnings of words; after "~" what may also stand within a word.
ROOTS = r"""
acid ~acidemia aciduria acidosis
head cephal ~cephalalgia
brain cerebr enceph intracran ~encephal
heart cardi coronar myocard pericard endocard
kidney renal nephr ~nephr
liver hepat ~hepat
lung pulm pneum
stomach gastr ~gastr
skin derm cutan ~dermat
bone oste ossi ~osteo
joint arthr articul ~arthr
muscle muscul myo
nerve neur ~neur
bowel intestin enter ~enteritis colon colect colit ~colitis
radiat radiother
ring annul
rect proct
esophag oesophag ~esophag
eye ocul ophthalm
retina retin
ear otic otit auricul
mouth oral stomat
tongue gloss lingual
tooth teeth dent
vein venous phleb ~phleb
artery arteri
clot thromb
bladder cystit vesic
prostat
penis penile peni phall foreskin
testis testic testes orch
thyroid thyro ~thyroid
adren
pituit hypophys
pancrea
bile biliary chol gallbl ~cholang
spleen splen
breast mamm mast
uter womb hyster metri
spine spin spond vertebr
sugar gluc glyc ~glyc
sleep somn apnea
tail coccy
shoulder scapul
bleed hemorrh haemorrh
cancer carcin malign
virus vir
milk lact
light photo
sound phon
copper cupr
iron ferr sider
lead plumb
calc chondrocalc
pregnan gestat obstet fetus fetal miscarr preterm premature.birth labor.pain childbirth
disc\b disci discit
streptoc penicillin
rheumat
varicel chickenpox
herpet herpes
angiit vasculit ~angiitis
"""


LONG_WORD = 7  # letters


def _pattern(line: str) -> re.Pattern[str]:
    beginnings, _, inner = line.partition("~")
    parts = [rf"\b{word}" for word in beginnings.split()] + inner.split()
    return re.compile("|".join(parts), re.IGNORECASE)


_PATTERNS = tuple(_pattern(line) for line in ROOTS.strip().splitlines())


def gives_itself_away(item: Item) -> bool:
    """Whether the key alone echoes a root of the stem, or is the only one not worded like the others."""
    key = item.answer
    others = [option.text for option in item.options if not option.correct]
    return _echoes(item.stem, key, others) or _is_odd(key, others)


def _echoes(stem: str, key: str, others: Sequence[str]) -> bool:
    if _holds_a_word(stem, key) and not any(_holds_a_word(stem, text) for text in others):
        return True
    return any(
        root.search(key) and root.search(stem) and not any(root.search(text) for text in others)
        for root in _PATTERNS
    )


def _holds_a_word(stem: str, text: str) -> bool:
    """Whether a long word of the stem stands within a word of a text: "arachnoid", "subarachnoid"."""
    low = text.lower()
    return any(len(word) >= LONG_WORD and word.lower() in low for word in content_words(stem))


def _is_odd(key: str, others: Sequence[str]) -> bool:
    """Whether every other option has a word that the key lacks: "malignant neoplasm of ..."."""
    shared = frozenset.intersection(*map(content_stems, others)) if others else frozenset()
    return bool(shared - content_stems(key))
