"""Questions that ask for a fact by what its sentence says of it: "Which test for gout shows crystals?".

Only where the fact is the whole subject of its sentence, so that what follows is true of it alone.
"""

from __future__ import annotations

import re

from questions.english import content_stems, is_plural, shares_a_word, squeeze, telling_stems, words
from questions.flaws.stems import NEGATIVE
from questions.generate.fronts import told_stem
from questions.generate.phrasing import context
from questions.generate.sayable import BAD_END, POINTING
from questions.generate.subject import Subject
from questions.model import Fact, Field

MAX_STEM_WORDS = 30
MIN_TELLING = 2  # telling stems without which nothing is said: "is common", "may be needed"
ARTICLE = re.compile(r"^(?:an?|the)$", re.IGNORECASE)
BRACKET = re.compile(r"^ ?\([^()]*\)")
ADVERB = r"(?:also|often|usually|then|seldom|rarely|sometimes|typically|commonly|later|generally|alone|still)"
PLURAL_VERBS = frozenset({"are", "were", "have"})
VERB = re.compile(
    rf"^(?:{ADVERB} )?(is|are|was|were|has|have|can|may|might|could|must|should|will"
    r"|(?:show|reveal|reduce|help|relieve|treat|prevent|cause|lead|give|follow|confirm|rule|exclude|detect"
    r"|measure|display|find|cure|lower|raise|suppress|block|slow|stop|control|improve|widen|open|precede"
    r"|develop|appear|occur|affect|predominate|account|make|bring|kill|need|require|begin|start|last|spare"
    r"|suit|serve|replace|remove|correct|ease|shorten|speed|tell|distinguish|identify|identifie|demonstrate"
    r"|indicate|suggest|point|mark|support|complicate|arise|come|result|worsen|remain|stay|work|act|target"
    r"|inhibit|bind|dissolve|destroy|clear|heal|close|restore|increase|decrease|protect|guard|assess"
    r"|grade|quantify|quantifie|map|guide|monitor|locate|settle|establish|prove|avert|avoid|hasten|delay"
    r"|underlie|provoke|trigger|precipitate|produce|induce|double|triple|add|explain|recur|persist|strike"
    r"|involve|extend|spread|radiate|form|impair|damage|weaken|strengthen|accompany|accompanie|carry|carrie"
    r"|record|threaten|predict|predispose|prolong|break|contribute|mean|maintain|favor|reflect|herald|betray|belong"
    r"|argue|speak|count|mimic|limit|resemble|govern|dominate|warrant|deserve|shrink|rise|fall|fade|resolve"
    r"|allow|provide|offer|enable|permit|keep|hold|take|use|save|drain|deliver|present)(?:e?s)?)\b(?! of\b)"
)
APPOSITION = re.compile(r"^, [^,;()]{3,60},(?= )")
# A second statement, which the question does without; after a comma "and" may go on with a list.
SECOND = re.compile(
    r"(?:;|:|,? [–—-] |, (?:while|whereas|although|though|but|so|yet|because|since) ).*$"
    r"|^([^,]+), (?:and|or) .*$"
)
SECOND_VERB = re.compile(r"\b(?:ones?|and (?:\w+ ){1,3}(?:in|is|are|may|can|has|have))\b", re.IGNORECASE)
# One of these alone tells the fact from all others.
SINGULAR = re.compile(
    r"\b(?:of choice|first-line|antidote|mainstay|hallmark|strongest|leading|gold standard|reference standard"
    r"|commonest|earliest|first (?:sign|symptom|choice)|most (?:common|frequent|important|sensitive|specific)"
    r"|main|chief|pathognomonic|standard)\b",
    re.IGNORECASE,
)
EMPTY_STEMS = content_stems(
    """common frequent typical characteristic recommend need necessary option standard preferred prefer
    consider help present appear occur develop happen seen found may useful effective important play
    role available require involve include report known case people patient perform do give offer first
    result often usually sometimes diagnose diagnosis manage management people tried try prescribe
    prescribed recommended needed required considered given performed done reported offered rare
    uncommon unusual possible frequently commonly rarely follow well main mainly years year"""
)


def asked_by_sentence(subject: Subject, fact: Fact) -> str | None:
    """The question whose answer is this fact by what its sentence says; None where that tells too little."""
    said = _said_of(subject, fact)
    if not said:
        return None
    limit = context(fact, subject.name)
    if limit and squeeze(fact.condition or "").lower() in said.lower():
        limit = None
    verb = VERB.match(said)
    plural = _is_plural(verb[1], fact.text) if verb else is_plural(fact.text)
    stem = told_stem(fact, subject.name, said, plural=plural, limit=limit)
    return stem if len(words(stem)) <= MAX_STEM_WORDS else None


def _said_of(subject: Subject, fact: Fact) -> str | None:
    """The predicate of the fact's sentence, cut before a second statement; None where it tells too little."""
    text = subject.article.text
    after = _predicate(subject, fact, squeeze("|" + text[fact.end : fact.sentence_end])[1:])
    if not _begins_sentence(fact, squeeze(text[fact.sentence_start : fact.start])) or not VERB.match(after):
        return None
    said = SECOND.sub(r"\1", after.rstrip(".!? ")).rstrip(", ")
    if NEGATIVE.search(said) or POINTING.search(said) or BAD_END.search(said):
        return None
    if _tells_of_another(subject, fact, said) or (fact.field is Field.CAUSE and subject.names(said)):
        return None
    if said.count("(") != said.count(")") or shares_a_word(fact.text, said):
        return None
    return said if tells_enough(subject, said) else None


def _begins_sentence(fact: Fact, before: str) -> bool:
    """Whether nothing but an article, or the fact's own condition, stands before it."""
    before = re.sub(r"^[-•*] ?", "", before)
    if fact.condition:
        before = re.sub(rf"^{re.escape(squeeze(fact.condition))},? ?", "", before, flags=re.IGNORECASE)
    return not before or bool(ARTICLE.match(before))


def _predicate(subject: Subject, fact: Fact, after: str) -> str:
    """What follows the fact, its bracketed synonym and an apposition left out."""
    after = BRACKET.sub("", after)
    apposition = APPOSITION.match(after)
    inside = (one for one in subject.beside(fact) if fact.end < one.start)
    if apposition and not any(squeeze(one.text) in apposition[0] for one in inside):
        after = after[apposition.end() :]
    return after.strip()


def _tells_of_another(subject: Subject, fact: Fact, said: str) -> bool:
    """Whether what is said names another answer of the same field, or has a second statement of its own."""
    mates = (one for one in subject.beside(fact) if one.field is fact.field)
    return any(one is not fact and squeeze(one.text).lower() in said.lower() for one in mates) or bool(
        SECOND_VERB.search(said)
    )


def tells_enough(subject: Subject, said: str) -> bool:
    """Whether a text says something to recall a fact from, beside the condition's name."""
    telling = telling_stems(subject.veiled(said)) - EMPTY_STEMS
    return len(telling) >= MIN_TELLING or bool(SINGULAR.search(said))


def _is_plural(verb: str, text: str) -> bool:
    if verb in PLURAL_VERBS:
        return True
    if verb in {"can", "may", "might", "could", "must", "should", "will"}:
        return is_plural(text)
    return not verb.endswith("s")
