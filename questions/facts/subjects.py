"""Whether words speak of the article's own condition or of another one ("Symptoms of MEN1 include")."""

from __future__ import annotations

import re

_GENERIC = re.compile(
    r"\b(?:(?:the|this|these|your|a|an|all|most|many|some|both|each|either) (?:\w+ )?(?:condition|disease|disorder|syndrome|illness|infection|attacks?|problem|disability|cases?|symptoms|episodes?|forms?|types?)|it|this|these|them|cases|symptoms|affected|people|patients|you|child|children|adults|individuals|women|men|infants|boys|girls|both|others|some|someone|anyone)\b",
    re.IGNORECASE,
)  # fmt: skip
_COMMON = frozenset(
    "syndrome disease disorder with type from deficiency condition chronic acute congenital familial hereditary adult childhood primary and "
    "the infection infections cancer cancers tumor tumors defect defects problems".split()
)


class Subject:
    """The names under which an article speaks of its condition."""

    def __init__(self, title: str, text: str) -> None:
        words = [word for word in re.findall(r"[a-z0-9']+", title.lower()) if len(word) > 3]
        names = [word for word in words if word not in _COMMON] or words
        self._stems = tuple(word[: max(5, len(word) - 3)] for word in names)
        self._stems += tuple(_synonyms(text))
        self._short = frozenset(re.findall(r"\(([A-Z][A-Za-z0-9-]{1,7})\)", text[:3000])) | {_initials(title)}

    def is_named_by(self, words: str) -> bool:
        """Whether the words name the condition, or name none at all ("the disease")."""
        plain = words.lower()
        if any(stem in plain for stem in self._stems):
            return True
        return bool(_GENERIC.search(plain)) or bool(self._short & set(re.findall(r"[A-Za-z0-9-]+", words)))

    def is_only(self, phrase: str) -> bool:
        """Whether a phrase is nothing but the condition's name."""
        words = [word for word in re.findall(r"[a-z0-9']+", phrase.lower()) if len(word) > 3]
        return phrase in self._short or bool(words) and all(any(word.startswith(stem) for stem in self._stems) or word in _COMMON for word in words)


def _initials(title: str) -> str:
    return "".join(word[0] for word in re.findall(r"[A-Za-z]+", title) if len(word) > 2).upper()


def _synonyms(text: str) -> list[str]:
    """First words of the names after "also known as" in the article's first lines."""
    found = re.findall(r"\b(?:also|sometimes|often) (?:known as|called|referred to as) (?:the )?([a-zA-Z]{6,})", text[:2500])
    found += re.findall(r", called (?:an? |the )?([a-zA-Z]{6,}),", text[:1500])
    return [word.lower() for word in found if word.lower() not in _COMMON]
