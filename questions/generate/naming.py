"""A condition's name as it stands inside a sentence."""

from __future__ import annotations

import re

from questions.english import GENERIC_STEMS, squeeze, stem
from questions.generate.common import COMMON_STEMS
from questions.generate.sayable import BODY_PARTS
from questions.generate.synonyms import ORGAN_STEMS
from questions.model import Article

# A word of capitals or digits is an abbreviation, one with 's an eponym; both keep their capital, as does
# the letter of "X-ray", "H2" and "B cell".
KEEPS_CAPITAL = re.compile(r"^[^a-z]*[A-Z0-9]{2,}|['’]s?$|^[A-Z]\b|^[A-Z][a-z]+-[A-Z]")
# Words before which a name stands: Norrie disease, Kawasaki Disease, Down syndrome.
AFTER_AN_EPONYM = re.compile(
    r"^(?:(?:[A-Z][\w/-]*|de|der|van|von|la|le) )*"
    r"(?i:disease|syndrome|tumor|anomaly|palsy|lymphoma|sarcoma|disorder|thyroiditis|phenomenon|spot|sign|"
    r"chorea|node|nodule|papule|contracture|gangrene|encephalopathy|ataxia|fever|bod(?:y|ie)|difficile|coli|"
    r"aureus|pylori|pyogenes|influenzae|pneumoniae|jejuni|meningitidis|tuberculosis|burgdorferi)s?\b"
)
# Genera of microbes, which keep their capital: Klebsiella, Clostridioides.
GENUS = re.compile(
    r"(?:ella|oides|bacter|bacterium|coccus|plasma|monas|philus|spora|myces|cillus|idium)$"
    r"|^(?:borrelia|listeria|yersinia|chlamydia|candida|vibrio|shigella|escherichia|neisseria|leishmania)$",
    re.IGNORECASE,
)
# No eponym ends like an adjective, and none is a part of the body or a word of the tables of common things.
ADJECTIVE = re.compile(r"(?:al|ic|ous|ive|less|ary|ory|oid|ile|ant|ent|ute|osing|itis|osis|asis)$")
ORDINARY = COMMON_STEMS | frozenset(stem(part) for part in BODY_PARTS) | GENERIC_STEMS | ORGAN_STEMS


def spoken_name(article: Article) -> str:
    """The title as the article's running text writes it, else with small letters where no name stands."""
    title = squeeze(article.title)
    # Line ends stay marks: a title alone on its line has a capital that says nothing.
    text = " | ".join(squeeze(line) for line in article.text.splitlines())
    written: list[str] = re.findall(rf"(?<=[a-z] ){re.escape(title)}\b", text, re.IGNORECASE)
    small = [name for name in written if name[:1].islower()]
    if small:
        return max(sorted(set(small)), key=small.count)
    first, _, rest = title.partition(" ")
    others = [word if _is_name(word, text) else word.lower() for word in rest.split()]
    return " ".join(
        [first if _begins_with_a_name(first, rest, text) else first[:1].lower() + first[1:], *others]
    )


def _is_name(word: str, text: str) -> bool:
    """Whether a later word of the title is one that the text never writes small."""
    if KEEPS_CAPITAL.search(word):
        return True
    return not _is_ordinary(word) and _is_never_small(word, text) and bool(_inside(word, text))


def _begins_with_a_name(first: str, rest: str, text: str) -> bool:
    """Whether the first word is a name: by its form, its use apart from the title, or the noun after it."""
    if KEEPS_CAPITAL.search(first) or GENUS.search(first):
        return True
    if _is_ordinary(first) or not _is_never_small(first, text):
        return False
    apart = [after for after in _inside(first, text) if not after.lower().startswith(rest[:8].lower() or "|")]
    return bool(apart) or bool(AFTER_AN_EPONYM.match(rest))


def _is_ordinary(word: str) -> bool:
    """Whether a word is surely no eponym."""
    return bool(ADJECTIVE.search(word)) or stem(word) in ORDINARY


def in_sentence(text: str, article: str) -> str:
    """A phrase that began its own sentence, in small letters unless it begins with a name."""
    first, _, rest = text.partition(" ")
    if len(first) < 2 or first[1:] != first[1:].lower() or _begins_with_a_name(first, rest, article):
        return text
    return text[:1].lower() + text[1:]


def _is_never_small(word: str, text: str) -> bool:
    return not re.search(rf"\b{re.escape(word.lower())}\b", text)


def _inside(word: str, text: str) -> list[str]:
    """What follows each use of the word within a sentence."""
    return re.findall(rf"(?<=[a-z] ){re.escape(word)}\b ?(.{{0,12}})", text)
