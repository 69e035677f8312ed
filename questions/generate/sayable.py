"""Whether a fact's text reads as an answer outside its sentence.

Articles are messy, and so is a part of what is taken from them. A card with half a clause on its back teaches
nothing, so such facts are left to the cloze, or to nobody.
"""

from __future__ import annotations

import re
from functools import lru_cache

from questions.english import head, words

POINTING = re.compile(
    r"\b(this|these|those|you|your|you're|it|its|they|their|them|we|our|he|she|his|her|above|below|following|"
    r"such|other|others|another|same|each|options?|etc|e\.g|i\.e)\b",
    re.IGNORECASE,
)
FINITE_VERB = re.compile(
    r"\b(is|are|was|were|am|has|have|had|may|might|can|could|will|would|should|must|does|do|did|isn't|aren't|don't|"
    r"doesn't|cannot|appears?|occurs?|includes?|called|named|seems?|becomes?|causes|leads|results|needs?|checks|"
    r"helps|finds?|makes|depends?|means|shows?|varies|vary|tends?|respond|develops?|receives?|gets?|indicates?|suggests?|"
    r"rotates?|requires?|involves?|contains?)"
    r"\b(?! of\b)",
    re.IGNORECASE,
)
# A relative clause has a verb of its own, and belongs to the noun before it.
RELATIVE_CLAUSE = re.compile(r"\b(?:that|which|who|whose|where|when|if|because|as)\b.*", re.IGNORECASE)
BAD_START = re.compile(
    r"^(?:among|called|named|known|more|most|less|than|as|to|for|with|by|in|on|at|from|of|be|been|being|due|because|also|"
    r"then|when|where|who|which|that|and|or|both|either|neither|not|no|people|persons?|patients?|someone|"
    r"individuals?|treat|help|helps|helping|keep|make|find|include|including|symptoms?|signs?|conditions?|caused|"
    r"how|what|why|whether|while|until|about|only|even|very|too|just|key|learn|many|several|some|"
    r"relieve|reduce|improve|slow|lengthen|kill|destroy|check|measure|look|ask|talk|give|get|"
    r"simply|successful|carry|once|twice|every|growing evidence|instead|experimental|"
    r"given|taken|staying|continue|suppress|stronger|trouble falling|(?:adults|children|infants) with|"
    r"\w+ed (?:to|by|in))\b",
    re.IGNORECASE,
)
BAD_END = re.compile(
    r"(?:[,;:/_-]|\b(?:and|or|of|the|an?|in|with|to|for|by|than|as|on|at|from|that|which|who|when|if|is|are|has|have|"
    r"had|may|can|recently|instead|often|usually|also|develops?|normal|such|very|include|including|called))$",
    re.IGNORECASE,
)
# Words that only promise a thing: "medical procedures", "tests to try", "long-lasting improvement".
EMPTY = re.compile(
    r"^(?:[\w-]+ )?(?:procedures?|methods?(?: and tests)?|tests? to \w+|amounts?|improvement|understanding"
    r"|survival|size|office visits|experimental treatments?|programs?|levels|prescription medic\w+"
    r"|(?:tests|methods) and procedures|lifelong treatment|studies)$",
    re.IGNORECASE,
)
ORGANISATION = re.compile(r"\b(?:National|Institute|Foundation|Association|Society|Center|Centre)s?\b")
# Parts of the body are where a finding is, not a finding.
BODY_PARTS = frozenset(
    """abdomen ankle arm arms back bladder blood bone bones bowel brain breast breasts chest colon ear ears
    elbow esophagus eye eyes eyelid face feet finger fingers foot hand hands head heart hip hips intestine
    intestines jaw joint joints kidney kidneys knee knees leg legs limbs lip lips liver lung lungs mouth
    muscle muscles neck nerves nose ovaries pancreas pelvis prostate reflexes ribs scalp shoulder shoulders
    skin skull spine spleen stomach
    thigh throat thyroid toe toes tongue trunk urethra uterus vagina wrist wrists""".split()  # noqa: SIM905
)
ADJECTIVE = re.compile(
    r"(?:ous|ful|able|ible|ish|less|ive|ied|ired|ted|sed|ned|led|ked|red|ded|sy|loud|sick)$"
)
ADVERB = re.compile(r"\w{3,}(?<!mega)ly$")
# Adjectives in -y ("saggy", "uneasy"); the endings before it are those of nouns.
STRAY_Y = re.compile(
    r"(?<!path)(?<!troph)(?<!tom)(?<!plast)(?<!scop)(?<!ops)(?<!therap)(?<!log)(?<!metr)(?<!leps)(?<!it)(?<!ger)"
    r"(?<!anc)(?<!enc)(?<!jur)(?<!graph)(?<!st)(?<!cop)(?<!ert)(?<!ur)(?<!sty)(?<!als)(?<!ex)(?<!am)(?<!bod)(?<!rg)(?<!megal)y$"
)
STRAY_WORDS = frozenset(
    """major minor underway force friends off on here exact travel accident accidents work lifting result
    results complications problems options steps ways things factors doctor doctors hospital family life time
    years months group general rare common chronic acute severe mild primary secondary early late first
    second new old high low
    death course onset relapse recovery progression remission
    special specialist team research studies trials cure goal goals others both none many more most""".split()  # noqa: SIM905
)
NOUNS_LIKE_ADJECTIVES = frozenset(
    """abuse biopsy autopsy disabled embarrassed epilepsy sedative preservative laxative relative additive
    clumsy
    antitussive seed weed pleurisy palsy cancerous bed blood drowsy""".split()  # noqa: SIM905
)


# How an illness runs is no finding to be asked for.
COURSE = re.compile(
    r"^(?:[\w-]+ly )?(?:gradual|sudden|slow|rapid|abrupt|insidious|variable|relapsing|early|late|[\w-]+ive)"
    r" (?:onset|course|progression|start|beginning|end|outcome|recovery)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=50_000)
def reads_as_answer(text: str) -> bool:
    """Whether a phrase can stand alone on the back of a card or among options."""
    stripped = text.strip().rstrip(".")
    if (
        not words(stripped)
        or POINTING.search(stripped)
        or BAD_START.match(stripped)
        or BAD_END.search(stripped)
    ):
        return False
    if stripped.count("(") != stripped.count(")") or "  " in stripped or "___" in stripped:
        return False
    if FINITE_VERB.search(RELATIVE_CLAUSE.sub("", stripped)):
        return False
    if COURSE.match(stripped) or EMPTY.match(stripped) or ORGANISATION.search(stripped):
        return False
    return not (_says_only_where_or_how(stripped) or _is_stray(stripped))


def _is_stray(text: str) -> bool:
    """A single word that is an adverb or adjective, or was left over from a sentence."""
    found = words(text)
    if len(found) > 1:
        return False
    word = found[0].lower()
    return len(word) < 2 or word in STRAY_WORDS or bool(ADVERB.search(word)) or bool(STRAY_Y.search(word))


def _says_only_where_or_how(text: str) -> bool:
    """A part of the body alone, or an adjective without its noun."""
    bare = [
        word.lower()
        for word in words(re.sub(r"\([^)]*\)", "", text))
        if word.lower() not in {"the", "and", "or"}
    ]
    if bare and all(word in BODY_PARTS for word in bare):
        return True
    last = head(text)
    return bool(ADJECTIVE.search(last)) and last not in NOUNS_LIKE_ADJECTIVES
