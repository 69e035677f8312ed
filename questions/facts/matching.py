"""Where in a sentence the rules speak of the article's condition, and where the list they point at ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from questions.facts.boilerplate import says_nothing
from questions.facts.rule import Rule
from questions.facts.rules import RULES
from questions.facts.subjects import Subject
from questions.model import Field

_STOP = re.compile(
    r"[,;] while |[,;]? (?:which|although|though|whereas|because|however|so that|but|where|and (?:is"
    r"|are|it|they|this|these|usually|often|sometimes|can|may|to|has|have|that|if))\b|(?<=[a-z_\"])\.\s"
    r"|: |\s\*|\?|\s--?\s|\s[–—]\s",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^(?:(?:however|in addition|also|therefore|sometimes|still|fortunately|currently|rarely"
    r"|occasionally|usually|often|additionally|unfortunately|instead|finally|first|in general|generally"
    r"|for example|as a result|thus|of note|in fact|similarly|moreover|furthermore|yes|typically"
    r"|most commonly|most often|traditionally|recently|less commonly|less often|more rarely|eventually"
    r"|over time|(?:in|for|with|during|after|following|if|when|once|because|depending|as|since|unless"
    r"|to|at|besides|along|by|among|while|although|though|unlike|despite|without|from|on"
    r"|under) [^,]{1,200}), ?"
    r"|(?:however|instead|also|and|but|rarely|sometimes|occasionally),? |it (?:is|was"
    r"|has been) (?:\w+ ){0,2}?(?:thought|believed|theori[sz]ed|suggested|suspected|known|likely"
    r"|possible|reported|speculated) that "
    r"|(?:(?:some|many|most|several|recent|a few|other|one|the) )*(?:researchers?|scientists|experts"
    r"|doctors|studies|study|evidence|research|reports|investigators|data) (?:\w+ ){0,2}?(?:suggest"
    r"|believe|think|show|speculate|theorize|suspect|indicate|found|reported|know|agree)\w* that )+",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """A rule that speaks: the bounds of its list in the sentence, and the matched words without it."""

    rule: Rule
    start: int
    end: int
    said: str


def end_of_list(text: str, start: int, end: int) -> int:
    """Where the list that starts here ends: at a relative clause, a new clause, a colon, a dash."""
    stop = _STOP.search(text, start, end)
    return stop.start() if stop and stop.start() > start else end


def find_rules(text: str, section: Field | None, subject: Subject) -> Iterator[Found]:
    """The rules that speak in a masked sentence, in the order of the table."""
    begin = _where_it_says_something(text)
    text = " " * (begin or 0) + text[begin or 0 :]
    lead = _LEAD_IN.match(text, begin or 0)
    after_lead = lead.end() if lead else begin or 0
    # Complications are worded as symptoms are: "people may develop ...".
    sections = {section, Field.SYMPTOM} if section is Field.COMPLICATION else {section}
    for rule in RULES:
        is_open = begin is not None or rule.field is Field.DIAGNOSTIC
        if is_open and (not rule.sections or sections & rule.sections):
            yield from _matches(rule, text, after_lead, subject)


def _where_it_says_something(text: str) -> int | None:
    """Where facts may start: 0, or behind "the cause is unknown, but"; None where there are none."""
    if not says_nothing(text):
        return 0
    turn = re.search(
        r"[,;] (?:although|though|but|however|yet),? |^(?:although|though|while) [^,]{1,150}, ",
        text,
        re.IGNORECASE,
    )
    return turn.end() if turn and not says_nothing(text[turn.end() :]) else None


def _matches(rule: Rule, text: str, after_lead: int, subject: Subject) -> Iterator[Found]:
    offset = after_lead if rule.starts_with_list else 0
    body = text[offset:]
    for match in rule.compiled.finditer(body):
        before = text[: offset + match.start()]
        if not _speaks_of_it(match, subject) or (rule.after_name and not subject.is_named_by(before)):
            continue
        start, end = match.span("items")
        said = body[match.start() : start] + " _ " + body[end : match.end()]
        end = end if rule.whole else end_of_list(body, start, end)
        yield Found(rule=rule, start=offset + start, end=offset + end, said=said)


def _speaks_of_it(match: re.Match[str], subject: Subject) -> bool:
    """Whether what the rule's groups call the condition is no other one; "itself" has to name it."""
    for group, words in match.groupdict().items():
        if words and group == "of" and not subject.is_named_by(words):
            return False
        if words and group.startswith("itself") and not subject.is_meant_by(words):
            return False
    return True
