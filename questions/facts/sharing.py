"""Members that share a word with their list: "without fever or cough", "influenza and RSV vaccines"."""

from __future__ import annotations

import re

_GERM = (
    r"(?:(?:seasonal |annual |yearly |high-dose )?(?:influenza|flu)|(?-i:[A-Z][A-Z0-9]+(?:-\d+)?)"
    r"|COVID(?:-19)?|hepatitis [A-E]|\w+coccal|\w+coccus|haemophilus(?: influenzae)?(?: type b)?"
    r"|measles|mumps|rubella|polio|tetanus|diphtheria|pertussis|whooping cough|varicella|chickenpox|zoster"
    r"|shingles|rabies|typhoid|cholera|rotavirus|yellow fever|meningitis|pneumonia|tuberculosis)"
)
_GERMS = re.compile(rf"{_GERM}(?:(?:,? (?:and|or)|,) {_GERM})*", re.IGNORECASE)
_HEADED = re.compile(
    rf"{_GERM}(?:(?:,? (?:and|or)|,) {_GERM})* (?:vaccines?|vaccinations?|immuni[sz]ations?"
    r"|shots|boosters?)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:vaccin\w+|immuni[sz]\w+|shots?|boosters?|protection|immunity) (?:against|for) [^;]*$",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"\b(?:without|lack of|lacking|absence of|free of|free from)\s"
    r"(?!(?:delay|warning|causes?|treatment|stopping|surgery|reason|prescription|symptoms)\b)[^;]*$",
    re.IGNORECASE,
)
_DIET = re.compile(
    r"^(?:[\w-]+ )*(?:diets?|foods?|meals?|formula|lack|absence) (?:without|of)\b", re.IGNORECASE
)
_NO = re.compile(r"\s*(?:no|neither)\s(?!longer\b|only\b)", re.IGNORECASE)
_DOING = re.compile(r"\w+ing$")
_DOING_WITHOUT = re.compile(r"\w+ing (?:without|for no)\b")


def goes_on(before: str, words: str, listed: str) -> bool:
    """Whether a member hangs on the one before it: on its "no", "without" or "vaccination against".

    ``listed`` is the whole list. Its "without" governs all only where "or" joins them or nothing is eaten of
    them: "Parenteral nutrition without trace elements, celiac disease, and tube feeding" are three causes.
    """
    joiner = "or" if " or " in listed and " and " not in listed else "and"
    if (joiner == "or" and _NO.match(before)) or (listed.startswith(before) and _lacks(before, joiner)):
        return True
    return bool(_AGAINST.search(before) and _GERMS.fullmatch(words.strip(" .")))


def _lacks(words: str, joiner: str) -> bool:
    return bool(_WITHOUT.search(words)) and (joiner != "and" or bool(_DIET.match(words)))


def is_one(left: str, right: str, joiner: str) -> bool:
    """Whether "left and right" is one phrase by what the two sides share."""
    if (joiner != "and" and _NO.match(left)) or _lacks(left, joiner):
        return True
    if _DOING.search(left) and _DOING_WITHOUT.match(right):
        return True
    if _GERMS.fullmatch(left.strip(" ,")) and _HEADED.match(right):
        return True
    first = re.split(r"\s(?:and|or)\s", right)[0]
    return bool(_AGAINST.search(left) and _GERMS.fullmatch(first.strip(" .,")))


def with_shared_head(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of a list with those before "RSV vaccines" that need its last word joined to it."""
    joined: list[tuple[int, int]] = []
    for part in parts:
        first, end = part
        while joined and _HEADED.match(text[slice(*part)]) and _GERMS.fullmatch(text[slice(*joined[-1])]):
            first = joined.pop()[0]
        joined.append((first, end))
    return joined
