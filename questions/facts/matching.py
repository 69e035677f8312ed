"""Where in a sentence the rules speak of the article's condition, and where the list they point at ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from questions.facts.boilerplate import says_nothing
from questions.facts.known import is_known
from questions.facts.masking import FILLER
from questions.facts.qualifiers import MORE_QUALITIES
from questions.facts.rule import Rule
from questions.facts.rules import RULES
from questions.facts.subjects import Subject, names_other
from questions.facts.verbs import before_statement, states
from questions.model import Field

_STOP = re.compile(
    r"[,;] while |[,;]? (?:which|although|though|whereas|because|however|so that|but|where|and (?:is"
    r"|are|it|they|this|these|usually|often|sometimes|can|may|to|has|have|that|if))\b"
    r"|(?<=(?-i:[a-z_\"]))(?<!\s\w)\.\s"
    r"|: |\s\*|\?|\s--?\s|\s[–—]\s",
    re.IGNORECASE,
)
_NOT_ITS_SUBJECT = re.compile(r"\s(?:if|because|unless|although)\s")
"""Between a list and its verb, one of these means that the verb has another subject."""
_SUPPOSES = re.compile(
    r"\s*(?:if|when) (?:you|your|a|an|the child|someone|people|patients)\b[^,]{0,150},", re.IGNORECASE
)
_DENIES = re.compile(
    r"^(?:(?!\b(?:that|which|who|when|where|if|as|because|while)\b).)*?\b(?:is|are|was|were|do|does|did|has|have|can|may|should|will)"
    r"(?: \w+ly)? (?:not|never)\b(?! only\b).*\b(?:and|but|or)\b",
    re.IGNORECASE,
)
"""A statement in front of the verb is no list: "Numbness is not a feature and suggests"."""
_RELATIVE_END = re.compile(r"\s(?:which|who|that)$")
_MAX_CLAUSES = 6
"""More are no prose, and each is tried with every rule."""
_ASIDE = re.compile(
    r", (?:(?:which|who|whose|where|when|in which|after which|also (?:called|known as)|called|known as"
    r"|found by|an?|the|with|by|through|at|usually|often|given|taken|combined|together)\b[^;:]{2,120}?"
    r",(?= (?:produces?|underlies|is|are|may|can|will|has|have|was|were|develops?|occurs?|remains?|causes?"
    r"|leads?|prevents?|lowers?|reduces?|protects?|suggests?|makes?|helps?)\b)"
    r"|(?:which|who|whose|where|when|in which|after which)\b[^,;:]{1,150},(?= (?!(?:\S+ ){0,3}and\b)))",
    re.IGNORECASE,
)
"""What a subject's relative clause says is no predicate of it: "Aspirin, which is given for pain, is"
" avoided"."""
_CONCEDED = re.compile(r"\b(?:although|though|while|whereas) (?P<clause>[^,]{10,150}),", re.IGNORECASE)
_NAMED = re.compile(
    r", (?:also )?(?:called|known as|termed) [^,;:]{2,60},(?= (?:may |can )?(?:is|are|includes?"
    r"|causes?)\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"; |, (?:and|but|while|whereas|so|yet) ")
_LEAD_IN = re.compile(
    r"^(?:(?:however|in addition|also|therefore|sometimes|still|fortunately|currently|rarely"
    r"|occasionally|usually|often|additionally|unfortunately|instead|finally|first|in general|generally"
    r"|for example|as a result|thus|of note|in fact|similarly|moreover|furthermore|yes|typically"
    r"|most commonly|most often|traditionally|recently|less commonly|less often|more rarely|eventually"
    r"|over time|ultimately|today|to date|so|(?:even (?:though|if)|in|for|with|within|during|after"
    r"|following|if|when|once|because|depending|as|since|unless"
    r"|to|at|besides|along|by|among|while|although|though|unlike|despite|without|from|on"
    r"|under|except|contrary to) [^,]{1,200}" + MORE_QUALITIES + r"), ?"
    r"|(?:however|instead|also|and|but|rarely|sometimes|occasionally),? |it (?:is|was"
    r"|has been) (?:\w+ ){0,2}?(?:thought|believed|theori[sz]ed|suggested|suspected|known|likely"
    r"|recogni[sz]ed|noted|agreed|accepted|recommended|advised|found|shown"
    r"|possible|reported|speculated) that "
    r"|(?:(?:some|many|most|several|recent|a few|other|one|the|growing|preliminary|limited|current"
    r"|clinical) )*(?:researchers?|scientists|experts"
    r"|doctors|studies|study|evidence|research|reports|investigators|data) (?:\w+ ){0,2}?(?:suggest"
    r"|believe|think|show|speculate|theorize|suspect|indicate|found|reported|know|agree)\w* that )+",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """A rule that speaks: the bounds of its words and of its list, and the matched words without the list."""

    rule: Rule
    begin: int
    start: int
    end: int
    last: int
    said: str


def end_of_list(text: str, start: int, end: int) -> int:
    """Where the list that starts here ends: at a relative clause, a new clause, a colon, a dash."""
    stop = _STOP.search(text, start, end)
    return stop.start() if stop and stop.start() > start else end


def find_rules(text: str, section: Field | None, subject: Subject) -> Iterator[Found]:
    """The rules that speak in a masked sentence, in the order of the table."""
    begin, end = _where_it_says_something(text)
    text = " " * (begin or 0) + text[begin or 0 : end]
    whole = [(0, _NAMED.sub(lambda aside: FILLER * len(aside.group()), text))]
    clauses = _clause_bodies(without_asides(text, FILLER), begin or 0)
    lowered = text.lower()
    for rule in _rules_of(section):
        if not rule.may_speak(lowered):
            continue
        if begin is None and rule.field is not Field.DIAGNOSTIC:
            continue
        for offset, body in clauses if rule.starts_with_list else whole:
            for match in rule.compiled.finditer(body):
                found = _found(rule, match, text[:offset], section, subject)
                if found:
                    yield found


def without_asides(text: str, filler: str) -> str:
    """A masked sentence with its asides replaced character by character.

    What stands before a lead-in's comma is none: "In severe cases, a tube, called a shunt, is used".
    """
    pieces = []
    for piece in re.split(r"(?<=; )", text):
        lead = _LEAD_IN.match(piece)
        start = lead.end() if lead else 0
        pieces.append(piece[:start] + _ASIDE.sub(lambda aside: filler * len(aside.group()), piece[start:]))
    return "".join(pieces)


@cache
def _rules_of(section: Field | None) -> tuple[Rule, ...]:
    """The rules that may speak in a section, in the order of the table."""
    # Complications are worded as symptoms are: "people may develop ...".
    sections = {section, Field.SYMPTOM} if section is Field.COMPLICATION else {section}
    return tuple(rule for rule in RULES if not rule.sections or sections & rule.sections)


def _clause_bodies(text: str, begin: int) -> list[tuple[int, str]]:
    """The main clauses without their lead-ins, each with its place."""
    starts = main_clauses(text, begin)
    bodies = []
    for start, stop in zip(starts, [*starts[1:], len(text)], strict=True):
        lead = _LEAD_IN.match(text, start, stop)
        offset = lead.end() if lead else start
        bodies.append((offset, text[offset:stop]))
        conceded = _CONCEDED.search(text, start, offset)
        if conceded:
            bodies.append((conceded.start("clause"), text[conceded.start("clause") : conceded.end("clause")]))
    return bodies


def _where_it_says_something(text: str) -> tuple[int | None, int]:
    """The bounds of what may hold facts: behind "the cause is unknown, but" or before it; None where"
    " nothing is."""
    if text.rstrip().endswith("?"):
        return None, len(text)
    if not says_nothing(text):
        return 0, len(text)
    turn = re.search(
        r"[,;] (?:although|though|but|however|yet),? |\s(?=and (?:may|can|might|often|usually|generally"
        r"|typically)"
        r" (?:includes?|involves?|consists? of)\b)|^(?:although|though|while) [^,]{1,150}, ",
        text,
        re.IGNORECASE,
    )
    if turn and not says_nothing(text[turn.end() :]):
        return turn.end(), len(text)
    if turn and turn.start() and not says_nothing(text[: turn.start()]):
        return 0, turn.start()
    return None, len(text)


def main_clauses(text: str, begin: int = 0) -> list[int]:
    """Where main clauses start, lead-in included: "Rest helps, and in severe cases surgery is needed"."""
    starts = [begin]
    for mark in _CLAUSE.finditer(text, begin):
        if states(_LEAD_IN.sub("", text[starts[-1] : mark.start()])) and states(
            text[mark.end() : mark.end() + 200]
        ):
            starts.append(mark.end())
        if len(starts) == _MAX_CLAUSES:
            break
    return starts


def _found(
    rule: Rule, match: re.Match[str], ahead: str, section: Field | None, subject: Subject
) -> Found | None:
    """What a rule's match says, in offsets of the sentence; ``ahead`` is what stands before its clause."""
    body, offset = match.string, len(ahead)
    if not _speaks_of_it(match, rule, section, subject):
        return None
    if rule.after_name and not subject.is_named_by(ahead + body[: match.start()]):
        return None
    start, end = match.span("items")
    if rule.starts_with_list and _NOT_ITS_SUBJECT.search(body, start, end):
        return None
    if rule.starts_with_list and _DENIES.match(body[start:end]):
        return None
    if _RELATIVE_END.search(body, start, end):
        return None
    if rule.field is Field.SYMPTOM and not rule.starts_with_list and _is_conditional(body, start):
        return None
    said = body[match.start() : start] + " _ " + body[end : match.end()]
    end = end if rule.whole else end_of_list(body, start, end)
    if not rule.whole and not rule.starts_with_list:
        end = before_statement(body, start, end)
    return Found(
        rule=rule,
        begin=offset + match.start(),
        start=offset + start,
        end=offset + end,
        last=offset + match.end(),
        said=said,
    )


def _is_conditional(text: str, start: int) -> bool:
    """Whether a list starts in a clause that supposes: "If a child has a fever, call the doctor"."""
    clause = _SUPPOSES.match(text)
    return clause is not None and start < clause.end()


def _speaks_of_it(match: re.Match[str], rule: Rule, section: Field | None, subject: Subject) -> bool:
    """Whether what the rule's groups call the condition is no other one; "itself" has to name it."""
    for group, words in match.groupdict().items():
        if words and group == "of" and not subject.is_named_by(words):
            # "Treatment of hearing loss", "signs of bleeding": a symptom of the condition in its own section.
            is_symptom = is_known(words, Field.SYMPTOM) and not names_other(words)
            if section is not rule.field or not is_symptom:
                return False
        if words and group == "where" and names_other(words) and not subject.is_named_by(words):
            return False
        if words and group.startswith("itself") and not subject.is_meant_by(words):
            return False
    return True
