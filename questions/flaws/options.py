"""Flaws of the options of a multiple-choice item: length, wording, grammar, overlap, order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from questions.english import Shape, content_stems, is_plural, shape, words
from questions.model import Flaw, Item

CODE = re.compile(r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?$")
NUMBER = re.compile(r"[<>≤≥~]?\s*(\d+(?:[.,]\d+)?)\s*(?:(?:[-–]|to|and)\s*(\d+(?:[.,]\d+)?))?\s*(.*)$")
# All-trans retinoic acid is a name.
ABSOLUTE = re.compile(r"\b(always|never|all(?!-)|only|none|every)\b", re.IGNORECASE)
VAGUE = re.compile(r"\b(usually|often|may|most|sometimes|frequently|generally)\b", re.IGNORECASE)
ALL_OF_THE_ABOVE = re.compile(
    r"\b(?:all|none|both|neither|any)(?: of)?(?: the)? (?:above|these|options|answers|choices|following)\b"
    r"|^\s*(?:both )?\(?[A-E1-5]\)?(?:\s*(?:,|and|&|or)\s*\(?[A-E1-5]\)?)+(?: only)?\s*\.?$",
    re.IGNORECASE,
)
# A capital "A" at the end is a name, as in "vitamin A" and "hepatitis A"; an article there is small.
UNFINISHED = re.compile(r"(?:[,;:]|\b(?:(?i:and|or|of|the|an|in|with|to|for|by|such as|including)|a))$")
LAST_ARTICLE = re.compile(r"\b(an?)\s*(?:_{3,})?$", re.IGNORECASE)
EMPTY_WORDS = frozenset(
    [
        "people",
        "symptoms",
        "symptom",
        "condition",
        "conditions",
        "patients",
        "disease",
        "treatment",
        "causes",
        "it",
    ]
)


def _key(item: Item) -> str | None:
    """The key's text where the item has exactly one; otherwise the rules about the key do not apply."""
    keys = [option.text for option in item.options if option.correct]
    return keys[0] if len(keys) == 1 and len(item.options) > 1 else None


def _others(item: Item) -> list[str]:
    return [option.text for option in item.options if not option.correct]


def key_longest(item: Item) -> Flaw | None:
    """L_k >= 1.5 x the longest other and 10 more; or > 1.3 x the others' mean and 15 over the longest."""
    key = _key(item)
    if key is None:
        return None
    lengths = [len(text) for text in _others(item)]
    longest, mean = max(lengths), sum(lengths) / len(lengths)
    by_longest = len(key) >= 1.5 * longest and len(key) >= longest + 10
    by_mean = len(key) > 1.3 * mean and len(key) >= longest + 15
    if not (by_longest or by_mean):
        return None
    message = f"The key has {len(key)} characters, the longest other {longest}: guessers choose the longest."
    return Flaw(name="key longest", message=message, words=key)


def uneven_lengths(item: Item) -> Flaw | None:
    """The longest option has over 3 times the shortest and 20 characters more."""
    by_length = sorted((option.text for option in item.options), key=len)
    if len(by_length) < 2 or len(by_length[-1]) <= 3 * len(by_length[0]):
        return None
    if len(by_length[-1]) < len(by_length[0]) + 20:
        return None
    message = "Options of very unequal length draw the eye; make them about equally long."
    return Flaw(name="uneven lengths", message=message, words=f"{by_length[-1]} / {by_length[0]}")


def absolute_or_vague_terms(item: Item) -> Flaw | None:
    """Always, never, all, only, none (seldom right) or usually, often, may, most (seldom wrong)."""
    for option in item.options:
        found = ABSOLUTE.search(option.text) or VAGUE.search(option.text)
        if found and not ALL_OF_THE_ABOVE.search(option.text):
            message = "Absolute terms mark wrong options, vague ones right options; say it without."
            return Flaw(name="absolute or vague terms", message=message, words=found[0])
    return None


def all_or_none_of_the_above(item: Item) -> Flaw | None:
    """An option that refers to others by wording or letter."""
    for option in item.options:
        if ALL_OF_THE_ABOVE.search(option.text.strip()):
            message = (
                "An option about other options rewards partial knowledge; give each option its own content."
            )
            return Flaw(name="all or none of the above", message=message, words=option.text)
    return None


def grammar_cue(item: Item) -> Flaw | None:
    """The stem's last a/an fits the key alone, or the key alone is singular or plural."""
    key = _key(item)
    if key is None:
        return None
    article = LAST_ARTICLE.search(item.stem.rstrip(" ?.:"))
    if article and all(_takes_an(text) != _takes_an(key) for text in _others(item)):
        message = "The stem's grammar fits the key alone; word it so that every option completes it."
        return Flaw(name="grammar cue", message=message, words=article[1])
    if not CODE.match(key) and all(is_plural(text) != is_plural(key) for text in _others(item)):
        number = "plural" if is_plural(key) else "singular"
        message = f"The key alone is {number}, so its grammar shows it; give all options the same number."
        return Flaw(name="grammar cue", message=message, words=key)
    return None


def _takes_an(text: str) -> bool:
    """Whether "an" goes before a phrase, by sound: an ulcer, a unit, a one-time dose, an hour, an MRI."""
    first = text.lstrip()[:12]
    if re.match(r"(?i:one|once|uni(?!n)|use|usu|eu|ur[ie]|ut[ie])", first):
        return False
    if re.match(r"(?i:hour|heir|honest)|[AEFHILMNORSX](?:[A-Z]|\b)|8|11\b|18\b", first):
        return True
    return first[:1].lower() in set("aeiou")


def not_parallel(item: Item) -> Flaw | None:
    """The key alone in its shape: noun phrase, gerund, infinitive, sentence, number."""
    key = _key(item)
    if key is None:
        return None
    shapes = {shape(text) for text in _others(item)}
    if len(shapes) != 1 or shape(key) in shapes:
        return None
    message = f"The key is a {shape(key)}, every other option a {next(iter(shapes))}; give all the same form."
    return Flaw(name="not parallel", message=message, words=key)


def duplicate_or_overlapping(item: Item) -> Flaw | None:
    """The same stems, or one option's within another's; numbers and codes have to be equal."""
    for one, other in combinations([_Said.by(option.text) for option in item.options], 2):
        within = one.stems and other.stems and (one.stems <= other.stems or other.stems <= one.stems)
        if one.plain == other.plain or (within and not (one.is_exact or other.is_exact)):
            message = "Two options say the same, or one includes the other; both cannot be judged apart."
            words = f"{one.text} / {other.text}"
            return Flaw(name="duplicate or overlapping options", message=message, words=words)
    return None


@dataclass(frozen=True, kw_only=True)
class _Said:
    """What an option says. ``is_exact`` is true of numbers and codes, which overlap only where equal."""

    text: str
    plain: str
    stems: frozenset[str]
    is_exact: bool

    @classmethod
    def by(cls, text: str) -> _Said:
        return cls(
            text=text,
            plain=" ".join(text.lower().split()),
            stems=content_stems(text),
            is_exact=shape(text) is Shape.NUMBER or CODE.match(text) is not None,
        )


def convergence(item: Item) -> Flaw | None:
    """The key alone shares most of its words, two or more, with the other options."""
    key = _key(item)
    if key is None or len(item.options) < 3:
        return None
    texts = [option.text for option in item.options]
    shared, share = _shared_words(key, texts)
    if len(shared) < 2 or share <= 0.5 or any(_shared_words(text, texts)[1] > 0.5 for text in _others(item)):
        return None
    message = "The key shares its words with the other options, so it can be found by counting words."
    return Flaw(name="convergence", message=message, words=", ".join(sorted(shared)))


def _shared_words(text: str, texts: list[str]) -> tuple[frozenset[str], float]:
    """The stems of a text that other texts have too, and their share of its stems."""
    mine = content_stems(text)
    found = mine & frozenset().union(*(content_stems(other) for other in texts if other != text))
    return found, len(found) / len(mine) if mine else 0.0


def unordered_numbers(item: Item) -> Flaw | None:
    """Numeric options with one unit that rise or fall in no order."""
    found = [NUMBER.match(option.text.strip()) for option in item.options]
    numbers = [(float(match[1].replace(",", ".")), match[3].strip().lower()) for match in found if match]
    if len(numbers) != len(item.options) or len(numbers) < 3 or len({unit for _, unit in numbers}) != 1:
        return None
    values = [value for value, _ in numbers]
    if values in (sorted(values), sorted(values, reverse=True)):
        return None
    message = "Put numbers in order, so that nobody loses time or reads a hint into the order."
    return Flaw(name="unordered numbers", message=message, words=", ".join(o.text for o in item.options))


def truncated_or_empty(item: Item) -> Flaw | None:
    """An option that breaks off, has an open bracket, or says nothing."""
    for text in (option.text.strip() for option in item.options):
        unbalanced = text.count("(") != text.count(")") or text.count("[") != text.count("]")
        hollow = not words(text) or text.lower() in EMPTY_WORDS
        if unbalanced or hollow or UNFINISHED.search(text):
            message = "The option breaks off or says nothing; complete it."
            return Flaw(name="truncated or empty option", message=message, words=text or "(empty)")
    return None


OPTION_RULES: tuple[Callable[[Item], Flaw | None], ...] = (
    key_longest,
    uneven_lengths,
    absolute_or_vague_terms,
    all_or_none_of_the_above,
    grammar_cue,
    not_parallel,
    duplicate_or_overlapping,
    convergence,
    unordered_numbers,
    truncated_or_empty,
)
