"""Flaws of the stem: what the learner reads before the options, on cards and clozes too."""

from __future__ import annotations

import re
from collections.abc import Callable

from questions.english import content_stems, stem, words
from questions.model import Flaw, Item, Kind

BLANK = "_____"
CHOSEN = frozenset({Kind.MULTIPLE_CHOICE, Kind.MULTIPLE_ANSWER})
"""Kinds whose options say something of the matter; true and false say nothing."""
MIN_STEM_WORDS = 4
# NBME: a stem may be long where it describes a patient; without findings, length only hides the question.
LONG_STEM_WORDS = 45
# "At least three months" asks for nothing negative.
NEGATIVE = re.compile(r"\b(not|cannot|\w+n't|except|(?<!\bat )least)\b", re.IGNORECASE)
QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
UNFOCUSED = re.compile(
    r"\b(?:which|what)(?: one)? of (?:the following|these)"
    r"(?: (?:statements?|options?|answers?)(?: [^?.]{0,80}?)?)?"
    r"(?: is| are)? (?:true|correct|false|right|wrong|accurate)\b"
    r"|\b(?:true|correct|false) (?:statement|regarding|about|concerning)\b",
    re.IGNORECASE,
)
DANGLING = re.compile(
    r"(This|It|They|These|Those|However|He|She|Such|Its|Their|Therefore|Moreover|Also|Furthermore|Additionally"
    r"|In addition|In contrast|As such|Thus|Hence|Nevertheless|Instead|Others?(?! than))\b",
    re.IGNORECASE,
)
# Words that ask, and say nothing of the answer.
FRAME = content_stems("recognised recognized following option answer best likely typical characteristic")
# Equal first letters from which two words count as one family: "bronchiectasis", "bronchiectatic".
FAMILY_LETTERS = 8
# "This" before a noun of the question's own ("This patient") still points at text that is not there.
# "This 40-year-old man has ..." presents the patient and points at nothing before.
PRESENTED = re.compile(
    r"(?:This|These) (?:[\w-]+ ){0,3}?(?:man|woman|boy|girl|child|infant|newborn|patients?|person)\b"
    r"[^?.]{20,}[?.]"
)
FINDING = re.compile(
    r"\b(?:(?:pain|ache|fever|blood|swell|rash|cough|weak|vomit|droop|blurr|numb|tingl|dizz|tired|fatigue"
    r"|breathless|itch|constipat|jaundice|tremor|tender|yellow|bleed|complain|notic|report)\w*"
    r"|swollen|loss|lost|mass|lump|lesions?|murmur|pressure|rate|levels?|history|nausea|double vision"
    r"|short(?:ness)? of breath|diarrhea|seizures?|unable|cannot|difficulty|trouble|pale|shows?|reveals?"
    r"|presents?|examination|symptoms?|signs?|\d+)\b",
    re.IGNORECASE,
)


def negative_stem(item: Item) -> Flaw | None:
    """Not, except or least in the question sentence, which is the last one; quoted words may have it.

    The sentence of a cloze states and does not ask.
    """
    question = re.split(r"(?<=[.!?])\s+", item.stem.strip())[-1]
    found = NEGATIVE.search(QUOTED.sub("", question))
    if not found or item.kind is Kind.CLOZE:
        return None
    message = (
        "Ask for what is right: learners overlook a negative, and the answer shows little of what they know."
    )
    if item.kind is Kind.TRUE_FALSE:
        message = "State it without a negative: to call one false is to deny what is denied already."
    return Flaw(name="negative stem", message=message, words=found[0])


def unfocused_stem(item: Item) -> Flaw | None:
    """Under 4 words, or a stem that says nothing without its options; a kind without options has no such."""
    vague = UNFOCUSED.search(item.stem)
    short = len(words(item.stem.replace(BLANK, ""))) < MIN_STEM_WORDS
    if item.kind not in CHOSEN or not (vague or short):
        return None
    message = "Ask one question that can be answered with the options covered."
    return Flaw(name="unfocused stem", message=message, words=vague[0] if vague else item.stem)


def window_dressing(item: Item) -> Flaw | None:
    """A stem of over 45 words with no finding in it."""
    count = len(words(item.stem))
    if item.kind is Kind.CLOZE or count <= LONG_STEM_WORDS or FINDING.search(item.stem):
        return None
    message = f"The stem has {count} words and no finding; leave out what the answer does not need."
    return Flaw(name="window dressing", message=message, words=" ".join(item.stem.split()[:8]))


def leak(item: Item) -> Flaw | None:
    """The key stands in the stem, or a cloze has not exactly one blank, or as many as it has gaps."""
    blanks, wanted = len(re.findall(r"_{3,}", item.stem)), len(item.gaps) or 1
    if item.kind is Kind.CLOZE and blanks != wanted:
        message = f"A cloze has a blank a gap, written {BLANK}: here {wanted}; this one has {blanks}."
        if wanted == 1:
            message = f"A cloze has exactly one blank, written {BLANK}; this one has {blanks}."
            message += " Where several are meant, give the words of each gap." if blanks > 1 else ""
        return Flaw(name="leak", message=message, words=item.stem if not blanks else BLANK)
    if item.kind is Kind.TRUE_FALSE:
        return None  # a statement may well have the word "true" in it
    answer = _phrase(item.answer)
    if len(answer.strip()) < 3 or answer not in _phrase(item.stem):
        return None
    return Flaw(
        name="leak", message="The answer stands in the stem; word the stem without it.", words=item.answer
    )


def _phrase(text: str) -> str:
    """The text as stems between spaces, so that whole words are compared."""
    return f" {' '.join(stem(word) for word in words(text))} "


def clang(item: Item) -> Flaw | None:
    """A content word of the stem, or another of its family, stands in the key and in no distractor."""
    keys = [option.text for option in item.options if option.correct]
    others = [option.text for option in item.options if not option.correct]
    if item.kind is not Kind.MULTIPLE_CHOICE or len(keys) != 1 or not others:
        return None
    asked = content_stems(item.stem) - FRAME
    wrong = frozenset().union(*map(content_stems, others))
    told = content_stems(keys[0])
    alone = _echoes(told, asked) - _echoes(told, wrong)
    if not alone:
        return None
    shown = [word for word in words(keys[0]) if content_stems(word) & alone] or sorted(alone)
    message = "A word of the stem stands in the key alone and gives it away; word one of them differently."
    return Flaw(name="clang", message=message, words=", ".join(shown))


def _echoes(stems: frozenset[str], others: frozenset[str]) -> set[str]:
    """The stems that are among others, or begin with as many letters as one of them does."""
    families = {other[:FAMILY_LETTERS] for other in others if len(other) >= FAMILY_LETTERS}
    return {one for one in stems if one in others or one[:FAMILY_LETTERS] in families}


def dangling_reference(item: Item) -> Flaw | None:
    """The stem starts by pointing at a text that the learner does not see."""
    found = DANGLING.match(item.stem.strip())
    if not found or PRESENTED.match(item.stem.strip()):
        return None
    message = "The stem points at a text that the learner does not see; name the thing itself."
    return Flaw(name="dangling reference", message=message, words=found[0])


STEM_RULES: tuple[Callable[[Item], Flaw | None], ...] = (
    negative_stem,
    unfocused_stem,
    window_dressing,
    leak,
    clang,
    dangling_reference,
)
