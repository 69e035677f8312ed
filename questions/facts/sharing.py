"""Members that share a word with their list: "without fever or cough", "influenza and RSV vaccines"."""

from __future__ import annotations

import re

from questions.facts.known import has_head
from questions.model import Field

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
_HARD_TO = re.compile(
    r"\b(?:difficult(?:y|ies)|trouble|problems|slowness|inability|unable|failure|hard time|reluctance|need"
    r"|urge)(?: (?:in|with|when|while|to|at))? (?:not )?(?:\w+ly )?\w+$",
    re.IGNORECASE,
)
"""What is hard to do: "trouble initiating or continuing movement" is one finding."""
_HARD_DOING = re.compile(
    r"\b(?:difficult(?:y|ies)|trouble|problems|hard time)(?: (?:in|with|when"
    r"|while))? (?:\w+ly )?\w+ing\b[^;]*$",
    re.IGNORECASE,
)
_VERB_OBJECT = re.compile(r"\w+ (?:the|an?|your) \w+", re.IGNORECASE)
_TAKING = re.compile(
    r"(?:inhaling|breathing in|eating|drinking|touching|handling|taking|using|lifting|wearing|swallowing"
    r"|ingesting|consuming) [\w-]+",
    re.IGNORECASE,
)
"""What is done with one thing is done with the next: "inhaling dust or fumes"."""
_TOO_LITTLE = re.compile(r"(?:too|not) \w+", re.IGNORECASE)
_VERB_ING = re.compile(r"(?:\w+ly )?(?P<verb>\w+ing)\b", re.IGNORECASE)
_SITED = re.compile(
    r"(?:(?:\w+ed|mild|severe|painful|abnormal|unusual) )?(?:nasal|vaginal|abdominal|pelvic|rectal|anal"
    r"|genital"
    r"|oral|facial|ocular|eye|eyelid|ear|nose|lip|mouth|throat|neck|chest|breast|nipple|belly|stomach"
    r"|joint|muscle"
    r"|muscular|bone|back|skin|scalp|leg|arm|hand|foot|knee|ankle|hip|shoulder|elbow|wrist|finger|calf|groin"
    r"|scrotal|testicular|penile|vulvar|urethral|gum|tongue|jaw|lower[- ]back|upper[- ]body|corneal|nerve"
    r"|lymph node|liver|gland) (?P<what>[\w-]+)",
    re.IGNORECASE,
)
_AT_A_SITE = re.compile(
    r"(?:discharge|tenderness|swelling|redness|pain|itching|itchiness|burning|bleeding|stiffness|soreness"
    r"|numbness|tingling|wasting|irritation|discomfort|dryness|cramps|cramping|weakness|blockage|obstruction"
    r"|congestion|inflammation|bloating|distention|distension|enlargement|thickening|scarring|spasms?"
    r"|pressure"
    r"|fullness|tightness|stuffiness|drainage|watering|tearing|crusting|peeling|scaling|thinning|atrophy"
    r"|sores|ulcers"
    r"|blisters)(?: (?:in|on|of|during|after|when|while|that|with|at|around)\b.*)?",
    re.IGNORECASE,
)
"""Bare behind a finding with its site these have that site: "nasal congestion or discharge"."""
_APPLIANCES = re.compile(r"(?:\S+ ){1,4}(?:devices|aids|equipment|appliances|systems|services|tools|apps)")
_RELATIVE_QUALITY = re.compile(
    r"\b(?:that|which|who) (?:is|are|may be|can be|becomes?|seems?|feels?|looks?) (?:\w+ly |very )?[\w-]+"
    r"(?:, (?:\w+ly |very )?[\w-]+)*$",
    re.IGNORECASE,
)
_QUALITY = re.compile(
    r"(?:\w+ly |very |more )?(?:\w+(?:ed|ing|ent|ant|ous|ive|ful|less|al|ic|able|ible|ure|y)"
    r"|severe|short|long|hard|red|raw|sore|flat|thick|thin|dark)",
    re.IGNORECASE,
)
_POOR = re.compile(
    r"(?:slow|slowed|slurred|clumsy|weak|poor|impaired|reduced|delayed|abnormal|increased|decreased|excessive"
    r"|frequent|altered|loss of|lack of) [\w-]+$",
    re.IGNORECASE,
)
ABILITY = re.compile(
    r"(?:speech|balance|movement|urination|coordination|vision|hearing|memory|growth|development"
    r"|learning|thinking"
    r"|judgment|language|attention|sleep|swallowing|walking|concentration|taste|smell|sensation|reflexes"
    r"|appetite|strength|breathing|speaking|writing|mood|behavior|behaviour|posture|mobility|vision)",
    re.IGNORECASE,
)
"""What is a finding only with a quality in front: "impaired speech, balance, and movement"."""
_GERM_NAME = re.compile(
    r"(?-i:[A-Z][a-z]{4,})|candida|yeast|herpes|fung(?:us|i)|staph|strep|virus(?:es)?|bacteria"
    r"|parasites?|\w+virus",
    re.IGNORECASE,
)
_INFECTION = re.compile(
    r"(?:[\w-]+ )?\w+(?:al|ic|ous) (?:super-?|co-?)?(?:infections?|pneumonia|meningitis|sepsis"
    r"|overgrowth|colonization"
    r"|abscess(?:es)?|endocarditis|keratitis)(?: (?:of|in) .*)?",
    re.IGNORECASE,
)
"""Shares its head with a germ before it: "Candida or bacterial superinfection"."""
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
    if joiner == "or" and _HARD_DOING.search(before) and _does(words):
        return True
    if before.lower().startswith("feeling ") and _QUALITY.fullmatch(words):
        return not has_head(words, Field.SYMPTOM)
    if _RELATIVE_QUALITY.search(before) and _QUALITY.fullmatch(words):
        return not has_head(words, Field.SYMPTOM)
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
    if _GERM_NAME.fullmatch(left.strip(" ,")) and _INFECTION.fullmatch(first.strip(" .,")):
        return not has_head(left.strip(" ,"), Field.COMPLICATION)
    if _is_hard_too(left, first, joiner) or _is_at_its_site(left, first) or _is_one_appliance(left, right):
        return True
    if left.lower().startswith("feeling ") and _QUALITY.fullmatch(right.strip(" .,")):
        return not has_head(right.strip(" .,"), Field.SYMPTOM)
    if _TOO_LITTLE.fullmatch(right.strip(" .,")) and _TOO_LITTLE.search(left):
        return True
    if joiner != "and" and _TAKING.fullmatch(left.strip(" ,")) and " " not in right.strip(" .,"):
        return True
    if _POOR.fullmatch(left.strip(" ,")) and ABILITY.fullmatch(first.strip(" .,")):
        return True
    return bool(_AGAINST.search(left) and _GERMS.fullmatch(first.strip(" .,")))


def _is_hard_too(left: str, right: str, joiner: str) -> bool:
    """Whether what is done on the right is as hard as on the left, and no finding of its own ("vomiting")."""
    if _HARD_DOING.search(left) and _does(right):
        return True
    hard = _HARD_TO.search(left)
    if hard is None:
        return False
    if " to " in hard.group() or hard.group().startswith("unable"):
        right = right.strip(" .,")
        may_do = " " not in right or (joiner != "and" and right.count(" ") == 1)
        return (may_do or bool(_VERB_OBJECT.fullmatch(right))) and not has_head(right, Field.SYMPTOM)
    return False


def _does(words: str) -> bool:
    """Whether the words name something done ("chewing food"), and no finding ("vomiting", "hearing loss")."""
    verb = _VERB_ING.match(words)
    return (
        verb is not None
        and not words.lower().startswith(("feeling ", "being ", "having ", "losing ", "gaining "))
        and not has_head(verb["verb"], Field.SYMPTOM)
        and not has_head(words.strip(" .,"), Field.SYMPTOM)
    )


def _is_at_its_site(left: str, right: str) -> bool:
    """Whether a bare finding is felt where the one before it is."""
    sited = _SITED.fullmatch(left.strip(" ,"))
    if sited is None or not _AT_A_SITE.fullmatch(right.strip(" .,")):
        return False
    return has_head(sited["what"], Field.SYMPTOM) or bool(_AT_A_SITE.fullmatch(sited["what"]))


def names_sited_pair(words: str) -> bool:
    """Whether the words are such a pair already: "vaginal itching or burning"."""
    left, joiner, right = re.sub(r"\s(?:and|or)\s", " & ", words).rpartition(" & ")
    return bool(joiner) and _is_at_its_site(left, right)


def _is_one_appliance(left: str, right: str) -> bool:
    """Whether a bare noun shares the head of what follows: "telephone and cell phone amplifying devices"."""
    left = left.strip(" ,")
    return (
        left.count(" ") <= 1
        and not left.endswith("s")
        and not right.startswith(left)
        and not has_head(left, Field.TREATMENT)
        and bool(_APPLIANCES.fullmatch(right.strip(" .")))
    )


def with_shared_head(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of a list with those before "RSV vaccines" that need its last word joined to it."""
    joined: list[tuple[int, int]] = []
    for part in parts:
        first, end = part
        while joined and _HEADED.match(text[slice(*part)]) and _GERMS.fullmatch(text[slice(*joined[-1])]):
            first = joined.pop()[0]
        joined.append((first, end))
    return joined
