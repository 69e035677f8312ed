"""Lists that lost their marks: "may include: Headache Nausea and vomiting Drowsiness".

Separate from coordination.py because here only capitals tell where a member starts.
"""

from __future__ import annotations

import re

from questions.facts.verbs import states

_OPENERS = frozenset([
    "a", "about", "according", "additional", "additionally", "affected", "after", "all", "also",
    "although", "an", "and", "another", "any", "approximately", "around", "as", "at", "because",
    "before", "both", "but", "by", "children", "complications", "currently", "depending", "doctors",
    "due", "during", "each", "early", "episodes", "even", "every", "experts", "finally", "for",
    "fortunately", "from", "genetic", "generally", "having", "he", "how", "however", "if", "in",
    "infants", "is", "it", "its", "many", "medical", "medications", "mild", "more", "most", "multiple",
    "neither", "no", "not", "occasionally", "often", "on", "once", "one", "only", "other", "others",
    "over", "patients", "people", "persons", "rarely", "researchers", "scientists", "several", "severe",
    "she", "signs", "since", "some", "sometimes", "studies", "such", "symptoms", "that", "the", "their",
    "then", "there", "these", "they", "this", "those", "though", "through", "to", "treatment",
    "treatments", "two", "under", "unlike", "until", "usually", "very", "we", "what", "when", "where",
    "whether", "which", "while", "who", "with", "within", "without", "women", "men", "you", "your",
])  # fmt: skip
_SENTENCE_OPENERS = (
    _OPENERS
    - {"medical", "medications", "genetic", "symptoms", "signs", "treatment"}
    - {
        "treatments",
        "complications",
        "children",
        "infants",
        "women",
        "men",
        "patients",
        "people",
        "severe",
        "multiple",
        "mild",
        "other",
        "no",
        "not",
        "and",
        "of",
        "with",
        "very",
        "early",
        "having",
        "researchers",
        "scientists",
    }
)
_MAX_HEADING_CHARS = 90
_LEADS_ON = frozenset(
    ["of", "the", "with", "and", "or", "in", "to", "and/or", "a", "by", "called", "like", "as", "-"]
)
"""A capital behind one of these goes on with the member: "carrier of Tarlov cysts"."""
_LEADS_TO_LIST = re.compile(r"\binclud(?:e|es)\b")
_MEASURED_WORDS = 12
_RUN_IN = re.compile(
    r"^(?P<heading>[A-Z][\w-]+(?: [a-z][\w-]+| [A-Z][\w-]+){0,3}? )"
    r"(?=(?P<next>[A-Z][a-z]{2,}) (?:(?:and|or) )?[a-z])"
)
"""A capital that starts anew behind a few words, with small letters behind it."""


def unbulleted(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], int]:
    """The members of a list that lost its bullets ("Headache Nausea Drowsiness") and where it ends.

    A member starts at a capital after a small letter or a closing bracket; the list ends where a sentence
    opens ("... Drowsiness The severity of").
    """
    starts = [start]
    for mark in re.finditer(
        r"(?<=[a-z_)\]%0-9/])\s(?=[A-Z][\w'-]*[a-z_]|A\s[a-z])|(?<=_)\s(?=[A-Z]{2})", text[start:end]
    ):
        at = start + mark.end()
        before = text[starts[-1] : at].split()
        if before and before[-1].lower() in _LEADS_ON:
            continue
        starts.append(at)
    found: list[tuple[int, int]] = []
    for at, stop in zip(starts, [*starts[1:], end], strict=True):
        first = re.match(r"[\w'-]+", text[at:stop])
        opens = first is not None and first.group().lower() in _OPENERS and text[at:stop].strip().count(" ")
        if found and first and opens and (first.group() not in ("A", "An") or states(text[at:stop])):
            return found, at
        if found and (states(text[at:stop]) or _LEADS_TO_LIST.search(text, at, stop)):
            return found, at
        full_stop = re.search(r"\.\s", text[at:stop])
        found.append((at, at + full_stop.start() if full_stop else stop))
        if full_stop:
            return found, at + full_stop.end()
    return found, end


def without_heading(text: str) -> str:
    """The sentence with a heading that ran into it blanked: "Other Symptoms During an attack, ..."."""
    words = list(re.finditer(r"\S+", text[:_MAX_HEADING_CHARS]))
    for number, word in enumerate(words):
        name = word.group().rstrip(",")
        if number and name[:1].isupper() and name.lower() in _SENTENCE_OPENERS:
            return " " * word.start() + text[word.start() :]
        if not name[:1].isupper() and name.lower() not in _LEADS_ON:
            return text
    return text


def without_run_in(text: str, article: str) -> str:
    """The sentence with a heading blanked that its own words or the article's small letters betray.

    "Decitabine Azacitidine and decitabine are used" names its heading again; of "Blood transfusions Red cells
    are given" the article writes "red" elsewhere.
    """
    heading = _RUN_IN.match(text)
    if heading:
        name, following = heading["heading"].strip(), heading["next"]
        if name.split()[-1].lower() in _OPENERS | _LEADS_ON:
            return text
        again = re.search(
            r"[\s(]" + re.escape(name) + r"\b(?! " + re.escape(following) + ")",
            text[heading.end() :],
            re.IGNORECASE,
        )
        is_common = _are_common(name, following, article)
        if again or is_common:
            return " " * heading.start("next") + text[heading.start("next") :]
    return text


def _are_common(name: str, following: str, article: str) -> bool:
    """Whether the article writes a heading's last word and the next with small letters, and never as one."""
    words = [name.rsplit(maxsplit=1)[-1], following]
    if f"{name} {following}".lower() in article or not name[-1:].islower():
        return False
    return all(word.islower() or re.search(rf"\b{re.escape(word.lower())}\b", article) for word in words)


def looks_unbulleted(text: str, start: int, end: int) -> bool:
    """Whether the text is such a list: capitals inside it where a sentence has none."""
    parts, stop = unbulleted(text, start, end)
    if len(parts) < 2 or not text[start : start + 1].isupper():
        return False
    return all(len(text[s:e].split()) <= _MEASURED_WORDS * 2 for s, e in parts) and stop > start
