"""Just enough of English for flaw tests, distractors and stems: content words, stems, shape and number.

Kept apart because the flaw tests and the generation have to mean the same thing by "the same word".
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from snowballstemmer import EnglishStemmer

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
FUNCTION_WORDS = frozenset(
    """a about above affected after all also an and any are area as at be because been before being below
    between both but by can could do does down due during each either especially for from further had has
    have having he her here his how i if in including into is it its itself less like made make may might
    more most much must near no nor not of often on once one only or other our out over part per possible
    rather s same several she should since so some such than that the their them then there these they this
    those through to too two under up upon use used using usually various very was we well were what when
    where which while who whom whose will with within without
    would you your""".split()  # noqa: SIM905 - a list of words is read more easily as text
)
# Head nouns and adjectives so broad that sharing one says nothing about two phrases being alike.
GENERIC_WORDS = frozenset(
    """abnormal abnormality activity acute agent certain change chronic common complication condition control
    decrease decreased defect disease disorder drug effect exposure factor following gene genetic group
    health high history increase increased kind lack level long loss low medication medicine mild moderate
    mutation number patient people person problem procedure program recurrent reduced severe short sign
    symptom syndrome syndromes technique term test therapy treatment type use affected mutations genes
    medications medicines
    drugs disorders diseases""".split()  # noqa: SIM905
)
# A capital A inside a phrase is a name, as in "hepatitis A virus"; the article is small there.
NAMED_A = re.compile(r"[^\W_] A\b(?!['’])")
GERUND = re.compile(r"^(?:not )?[a-z]{2,}ing$")
# Nouns that end in -ing, so that a phrase which starts with one is a noun phrase.
ING_NOUNS = frozenset(
    """aching tearing watering bleeding breathing bruising burning choking coughing cramping drooling
    feeling floating
    flushing hearing imaging itching numbing scarring screening sneezing snoring stinging sweating swelling
    testing thickening thinning tingling training twitching vomiting wasting wheezing counseling counselling
    casting bracing
    stretching""".split()  # noqa: SIM905
)
INFINITIVES = frozenset(
    """avoid control drink eat exercise get keep limit maintain manage prevent quit reduce remove stop take
    use wash
    wear""".split()  # noqa: SIM905
)
# Of words in -ics the fields of study are singular; drugs ("diuretics", "antibiotics") are not.
SINGULAR_IN_S = re.compile(
    r"(ss|us|is|itis|osis|rabies|diabetes|herpes|scabies|measles|caries|mumps|aids|pancreas|ascites|[a-z]{4,}mos"
    r"|(?:gene|geno|phy|eth|statis|mathema|gymnas|athle|acous|obstet|pediat|orthoped|mech|dyna|kine|econo"
    r"|aero)[a-z]{0,4}ics)$"
)
LATIN_PLURAL = re.compile(
    r"(?:cocci|bacilli|emboli|thrombi|bacteria|spirochetae|fungi|bronchi|bullae|petechiae)$"
)
PLURAL_WITHOUT_S = frozenset(
    ["feet", "teeth", "people", "men", "women", "children", "mice", "bacteria", "criteria", "fungi", "nuclei"]
)


# Characters of the longest text whose stems are kept: a phrase comes again, an article only fills the memory.
MAX_PHRASE = 200
# Equal first letters from which two stems count as one family, which the stemmer has parted: "degen-erative".
FAMILY_LETTERS = 5


class Shape(StrEnum):
    """The grammatical form of an option, as far as parallel options share it."""

    NOUN_PHRASE = "noun phrase"
    GERUND = "gerund"
    INFINITIVE = "infinitive"
    SENTENCE = "sentence"
    NUMBER = "number"


_stemmer = EnglishStemmer()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Snowball stem of a word in small letters."""
    return str(_stemmer.stemWord(word.lower().replace("’", "'").removesuffix("'s")))


def words(text: str) -> list[str]:
    """The words of a text; "X-ray" and "Crohn's" are one word each."""
    return WORD.findall(text)


def content_words(text: str) -> list[str]:
    """The words that carry meaning, in order, as written."""
    return [word for word in words(text) if word.lower() not in FUNCTION_WORDS]


def content_stems(text: str) -> frozenset[str]:
    """The stems of the content words; parts of a hyphenated word count too."""
    return _stems_of_phrase(text) if len(text) <= MAX_PHRASE else _stems(text)


@lru_cache(maxsize=20_000)
def _stems_of_phrase(text: str) -> frozenset[str]:
    return _stems(text)


def _stems(text: str) -> frozenset[str]:
    stems = {"A"} if NAMED_A.search(text) else set()
    for word in content_words(text):
        stems.add(stem(word))
        if "-" in word:
            stems.update(stem(part) for part in word.split("-") if part.lower() not in FUNCTION_WORDS)
    return frozenset(stems)


GENERIC_STEMS = frozenset(stem(word) for word in GENERIC_WORDS)


def telling_stems(text: str) -> frozenset[str]:
    """The stems that tell one phrase from another: content words without the generic ones."""
    return content_stems(text) - GENERIC_STEMS


def shares_a_word(one: str, other: str) -> bool:
    """Whether two phrases share a telling word or word family ("degeneration", "degenerative")."""
    here, there = telling_stems(one), telling_stems(other)
    if here & there:
        return True
    families = {word[:FAMILY_LETTERS] for word in here if len(word) >= FAMILY_LETTERS}
    return any(word[:FAMILY_LETTERS] in families for word in there)


def squeeze(text: str) -> str:
    """The text with each run of white space made one space, none at the ends."""
    return " ".join(text.split())


@lru_cache(maxsize=20_000)
def shape(text: str) -> Shape:
    """The form of an option by its first words and its verb."""
    found = words(text)
    if not found:
        return Shape.NOUN_PHRASE
    first = found[0].lower()
    if re.match(
        r"\s*[<>≤≥~]?\s*\d[\d.,/]*\s*(?:%|[a-zµ°]{0,12}?)?\s*(?:(?:[-–]|to)\s*\d+\s*\S*)?\s*$",
        text,
        re.IGNORECASE,
    ):
        return Shape.NUMBER
    if first == "to" and len(found) > 1:
        return Shape.INFINITIVE
    if re.match(
        r"(it|they|this|there|he|she|the \w+) (is|are|has|have|was|were|causes?|can|may)\b", text.lower()
    ):
        return Shape.SENTENCE
    if GERUND.match(first) and first not in ING_NOUNS and len(found) > 1:
        return Shape.GERUND
    return Shape.INFINITIVE if first in INFINITIVES and len(found) > 1 else Shape.NOUN_PHRASE


def head(text: str) -> str:
    """The head noun of a phrase in small letters: the last word before a preposition or a clause."""
    before = re.split(
        r"\b(?:of|in|on|at|with|without|to|from|for|by|that|which|who|when|due|after|during|under|over|around|beyond|above|below|within)\b|[(,;]",
        text.strip(),
        maxsplit=1,
    )[0]
    found = words(before) or words(text)
    return found[-1].lower() if found else ""


@lru_cache(maxsize=20_000)
def is_plural(text: str) -> bool:
    """Whether a noun phrase reads as plural: by its head, or two heads joined by "and"."""
    last = head(text)
    if last in PLURAL_WITHOUT_S or LATIN_PLURAL.search(last):
        return True
    return last.endswith("s") and not SINGULAR_IN_S.search(last)


def joined(parts: list[str], last: str = "and") -> str:
    """The parts as a list in a sentence: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def capitalised(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
