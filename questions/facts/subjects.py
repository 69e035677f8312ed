"""Whether words speak of the article's own condition or of another one ("Symptoms of MEN1 include")."""

from __future__ import annotations

import re
from collections.abc import Callable

_DISEASE = re.compile(
    r"\b(?:(?:the|this|these|your|a|an|all|most|many|some|both|each|either) (?:\w+ )?(?:condition"
    r"|disease|disorder|syndrome|illness|infection|attacks?|problem|disability|cases?|symptoms"
    r"|episodes?|forms?|types?)|it|this|them|cases|attacks|episodes|flare-ups)\b",
    re.IGNORECASE,
)
_ITSELF = re.compile(
    r"\ban? (?:\w+ )?(?:attack|episode|flare|form|variant|case|relapse)s?\b"
    r"|\b(?:the|this) (?:condition|disease|disorder"
    r"|syndrome|illness|infection|tumou?r|cancer)s?\b",
    re.IGNORECASE,
)
_ANYONE = re.compile(
    r"\b(?:these|symptoms|complaints|affected|people|patients|you|child|children|adults|individuals|women|men"
    r"|infants|boys|girls|both|others|some|someone|anyone)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\s*(?:it|this)\b\s*(?:$|[.,;]|or\b|and\b|in\b|by\b|too\b|again\b)", re.IGNORECASE)
_IS_TOLD = re.compile(r"\s*(?P<head>[^,]{2,40}?) (?:is|are) (?:an?|the|one)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:\w+ (?:disease|syndrome|disorder|cancer|failure|attack)|stroke|diabetes|pneumonia|sepsis"
    r"|an?emia)s?\b",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_COMMON = frozenset(
    [
        "syndrome",
        "disease",
        "disorder",
        "with",
        "type",
        "from",
        "deficiency",
        "condition",
        "chronic",
        "acute",
        "congenital",
        "familial",
        "hereditary",
        "adult",
        "childhood",
        "primary",
        "and",
        "the",
        "infection",
        "infections",
        "cancer",
        "cancers",
        "tumor",
        "tumors",
        "defect",
        "defects",
        "problems",
    ]
)

_KINDS = frozenset(["infection", "infections", "cancer", "cancers", "tumor", "tumors"])
"""Heads of a title that name the condition in short: "the risk of cancer" on lung cancer."""

_PLAIN = re.compile(
    r"(?:(?:^|[.\n]\s*)(?:An? |The )?(?P<name>[\w-]{4,}(?: [\w-]+){0,2}?)(?: \([^()\n]{1,40}\))?"
    r" (?:is|are|means?)(?: (?:the|a) (?:medical )?(?:name|term|word) for)? (?:an? |the |any )?"
    r"|\b(?P<also>[\w-]{4,}(?: [\w-]+)?)(?: \([^()\n]{1,40}\))?, (?:or|also (?:called|known as)) (?:an? )?)"
    r"(?P<plain>[a-z-]+(?: [a-z-]+){0,4}?)(?=[.,;)]| (?:is|are|that|in which|which|caused|may|can"
    r"|include)\b)"
)
"""Another word for the condition: "An arrhythmia is an irregular heartbeat", "arrhythmia, or irregular"
" heartbeat,"."""
_MAX_NAMED_CHARS = 4000


class Subject:
    """The names under which an article speaks of its condition."""

    def __init__(self, title: str, text: str) -> None:
        words = [word for word in re.findall(r"[a-z0-9']+", title.lower()) if len(word) > 3]
        names = [word for word in words if word not in _COMMON] or words
        self._stems = tuple(word[: max(5, len(word) - 3)] for word in names)
        self._stems += tuple(_synonyms(text))
        self._kinds = _KINDS & set(re.findall(r"[a-z]+", title.lower()))
        self._short = frozenset(_short_forms(text[:3000], self._stems)) | {_initials(title)}
        self._short |= _short_head(title)
        self._plain = frozenset(_plain_names(text[:_MAX_NAMED_CHARS], self.is_only))

    def is_named_by(self, words: str) -> bool:
        """Whether the words name the condition, or none at all: "the disease", "these people"."""
        told = _IS_TOLD.match(words)
        if told and not _DISEASE.search(told["head"]):
            words = told["head"]  # "Eclampsia is a condition that" speaks of eclampsia.
        if self._kinds & set(re.findall(r"[a-z]+", words.lower())):
            return True
        return self.is_meant_by(words) or bool(_DISEASE.search(words) or _ANYONE.search(words))

    def is_meant_by(self, words: str) -> bool:
        """Whether the words name the condition itself, by a name or as "this disease"."""
        words = _DOTTED.sub(lambda short: short.group().replace(".", ""), words)
        plain = words.lower()
        if any(stem in plain for stem in self._stems) or _ITSELF.search(plain) or _PRONOUN.match(plain):
            return True
        named = re.findall(r"[A-Za-z0-9-]+", words)
        # "Most UTIs": a short form has a plural of its own.
        return any(name in self._short or name.removesuffix("s") in self._short for name in named)

    def is_only(self, phrase: str) -> bool:
        """Whether a phrase is nothing but the condition's name."""
        words = [word for word in re.findall(r"[a-z0-9']+", phrase.lower()) if len(word) > 3]
        names = [word for word in words if word.startswith(self._stems)]
        if any(word in self._short for word in phrase.split()) and all(
            word in self._short or word.lower() in _COMMON for word in phrase.split()
        ):
            return True
        return bool(names) and all(w in names or w in _COMMON for w in words)

    def is_plainly(self, phrase: str) -> bool:
        """Whether the article itself gives the phrase as another word for the condition."""
        return re.sub(r"s$", "", re.sub(r"^an? ", "", phrase.lower())) in self._plain


def names_other(words: str) -> bool:
    """Whether the words hold the name of some disease."""
    return bool(_OTHER.search(words))


def _short_forms(text: str, stems: tuple[str, ...]) -> list[str]:
    """The abbreviations in brackets right behind a name of the condition: "Ménière disease (MD)"."""
    found = re.finditer(r"(?P<before>[^()]{0,50})\((?P<short>[A-Z][A-Za-z0-9-]{1,7})\)", text)
    return [match["short"] for match in found if any(stem in match["before"].lower() for stem in stems)]


def _short_head(title: str) -> set[str]:
    """The title's first word where it is a short one: "Gas in the Digestive Tract"."""
    first = re.match(r"[A-Za-z]{3}(?=\s|$)", title)
    return (
        {first.group().lower(), first.group().capitalize()} - {"the", "The", "non", "Non"} if first else set()
    )


def _plain_names(text: str, is_only: Callable[[str], bool]) -> list[str]:
    """What "an arrhythmia is an irregular heartbeat" or "arrhythmia, or irregular heartbeat," calls it."""
    return [
        re.sub(r"s$", "", match["plain"].lower().strip())
        for match in _PLAIN.finditer(text)
        if is_only(match["name"] or match["also"]) and (" " in match["plain"] or " for " in match.group())
    ]


def _initials(title: str) -> str:
    return "".join(word[0] for word in re.findall(r"[A-Za-z]+", title) if len(word) > 2).upper()


def _synonyms(text: str) -> list[str]:
    """Words of the condition's other names: "also known as ...", and what the first definition defines."""
    found = re.findall(
        r"\b(?:also|sometimes|often) (?:known as|called|referred to as) (?:the )?([a-zA-Z]{6,})", text[:2500]
    )
    found += re.findall(r", called (?:an? |the )?([a-zA-Z]{6,}),", text[:1500])
    defined = re.search(
        r"^[ \t]*([A-Z][^.,;:()\n]{2,60}?)(?: \([^()\n]{1,60}\))? (?:is|are) (?:an?|the|one|any)\b",
        text[:6000],
        re.MULTILINE,
    )
    found += re.findall(r"[a-zA-Z]{5,}", defined[1]) if defined else []
    return [word.lower() for word in found if word.lower() not in _COMMON]
