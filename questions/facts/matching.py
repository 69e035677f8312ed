"""Where in a sentence the rules speak of the article's condition, and where the list they point at ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from questions.facts.boilerplate import says_nothing
from questions.facts.known import is_known
from questions.facts.masking import FILLER
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
_NOT_ITS_SUBJECT = re.compile(r"\s(?:if|because|unless|although)\s|\s(?:which|who|that)$")
"""Between a list and its verb, one of these means that the verb has another subject."""
_SUPPOSES = re.compile(
    r"\s*(?:if|when) (?:you|your|a|an|the child|someone|people|patients)\b[^,]{0,150},", re.IGNORECASE
)
_ASIDE = re.compile(r", (?:which|who|whose)\b[^,;:]{1,150},(?= )", re.IGNORECASE)
"""What a subject's relative clause says is no predicate of it: "Aspirin, which is given for pain, is"
" avoided"."""
_CLAUSE = re.compile(r"; |, (?:and|but|while|whereas|so|yet) ")
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
    clauses = [_after_lead_in(text, start) for start in main_clauses(text, begin or 0)]
    # Complications are worded as symptoms are: "people may develop ...".
    sections = {section, Field.SYMPTOM} if section is Field.COMPLICATION else {section}
    for rule in RULES:
        is_open = begin is not None or rule.field is Field.DIAGNOSTIC
        if is_open and (not rule.sections or sections & rule.sections):
            yield from _matches(rule, text, clauses, section, subject)


def _where_it_says_something(text: str) -> tuple[int | None, int]:
    """The bounds of what may hold facts: behind "the cause is unknown, but" or before it; None where"
    " nothing is."""
    if text.rstrip().endswith("?"):
        return None, len(text)
    if not says_nothing(text):
        return 0, len(text)
    turn = re.search(
        r"[,;] (?:although|though|but|however|yet),? |^(?:although|though|while) [^,]{1,150}, ",
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
        if states(text[starts[-1] : mark.start()]) and states(text[mark.end() : mark.end() + 200]):
            starts.append(mark.end())
    return starts


def _after_lead_in(text: str, start: int) -> int:
    lead = _LEAD_IN.match(text, start)
    return lead.end() if lead else start


def _matches(
    rule: Rule, text: str, clauses: list[int], section: Field | None, subject: Subject
) -> Iterator[Found]:
    starts = clauses if rule.starts_with_list else [0]
    text = _ASIDE.sub(lambda aside: FILLER * len(aside.group()), text) if rule.starts_with_list else text
    for offset, stop in zip(starts, [*starts[1:], len(text)], strict=True):
        yield from _matches_in(rule, text[:stop], offset, section, subject)


def _matches_in(
    rule: Rule, text: str, offset: int, section: Field | None, subject: Subject
) -> Iterator[Found]:
    body = text[offset:]
    for match in rule.compiled.finditer(body):
        before = text[: offset + match.start()]
        if not _speaks_of_it(match, rule, section, subject) or (
            rule.after_name and not subject.is_named_by(before)
        ):
            continue
        start, end = match.span("items")
        if rule.starts_with_list and _NOT_ITS_SUBJECT.search(body, start, end):
            continue
        said = body[match.start() : start] + " _ " + body[end : match.end()]
        if rule.field is Field.SYMPTOM and not rule.starts_with_list and _is_conditional(body, start):
            continue
        end = end if rule.whole else end_of_list(body, start, end)
        if not rule.whole and not rule.starts_with_list:
            end = before_statement(body, start, end)
        yield Found(
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
