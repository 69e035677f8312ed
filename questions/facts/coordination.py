"""Lists in running text to their members: commas, "and/or", semicolons, shared heads, examples.

All functions work on the masked sentence (see masking.py), so that a comma in brackets is no separator, and
return offsets into it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from questions.facts.known import has_head
from questions.facts.sharing import ABILITY, goes_on, is_one, names_sited_pair, with_shared_head
from questions.model import Field

_SEPARATOR = re.compile(
    r"\s*(?:[;,]\s*(?:and/or|and|or|as well as|or even|but also|plus|along with|together with)\b\s*|[;,]\s+"
    r"|,?\s(?:and/or|and|or),\s(?:(?:[\w-]+\s){0,2}(?:often|commonly|rarely|frequently|usually|sometimes"
    r"|likely|possibly|occasionally)|(?:where|if|when|in)\s[^,;]{2,40}),\s(?:from\s|by\s|with\s)?"
    r"|\s(?:and/or|as well as|or even|and then|along with|followed by)\s|,? or (?:if|when) you "
    r"|(?<=[a-z]{2}),(?=[a-z]{3}))",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(
    r"(?<!\bone)(?<!\btwo)(?<!more)\s(?P<word>and/or|and|or)\s(?:from\s)?", re.IGNORECASE
)
_EXAMPLES = re.compile(
    r"(?P<comma>,)?\s*(?:(?:\b|(?<=[a-z]{3}s))(?:such as|including|includes?"
    r"|(?<!\bor )(?<!\bare )(?:particularly|especially)"
    r"|for example"
    r"|for instance|(?<=[s,] )(?<!looks )(?<!feels )like|e\.g\.|namely)\b(?!\s+(?:to|when|if|in|at"
    r"|those|during|with|after|the)\b)[,:]?\s*)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"^(?:(?:the|your|their|his|her|one|both|either|lower|upper|front|back|side|sides|middle|inner"
    r"|backs? of|fronts? of|sides? of|soles of|palms of|tips of|tops? of|whites of|corners of|outer"
    r"|other|affected|parts? of the|around the|of the|in the|on the) )*"
    r"(?:abdomen|abdominal wall|belly|coccyx|sacrum|tailbone|pituitary gland|gland|glands|cheekbones"
    r"|collarbone|fingertips|iris|cornea|retina|eyelashes|lower back|upper back|underarms|armpits"
    r"|diaphragm|lymph node|gallbladder|ankles?|arms?|back|bladder|blood|body|bones?|bowels?|brain"
    r"|breasts?|buttocks|calf|calves|cheeks?|chest|chin|colon|ears?|elbows?|esophagus|eyes?|eyelids"
    r"|face|feet|fingers?"
    r"|fingernails|foot|forehead|forearms|genitals|groin|gums|hands?|head|heart|heels?|hips?"
    r"|intestines?|jaw|joints?|kidneys?|knees?|legs?|limbs?|lips?|liver|lungs?|mouth|muscles?|nails"
    r"|neck"
    r"|nerves?|nose|palms|pancreas|pelvis|rectum|ribs|scalp|shins|shoulders?|skin|skull|soles|spine"
    r"|spinal cord|spleen|stomach|stool|stools|teeth|tendons|testicles|thighs?|throat|toes?|toenails"
    r"|tongue"
    r"|torso|trunk|urethra|prostate|ureters?|urine|uterus|vagina|veins|wrists?|organs|tissues|spleen"
    r"|lymph nodes|kidney|areas?"
    r"|(?:finger |toe )?webs|knuckles|(?:skin |nail |nasolabial )?folds|flexures|hairline|extremities|temples"
    r"|scrotum|anus|penis|eyebrows|night|evening|morning|day)(?: area| region)?$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:in|of|on|over|against|around|between|from|near|under|to|with|at|along|above|below|behind"
    r"|across)\b",
    re.IGNORECASE,
)
_SHARED_TAIL = re.compile(r"^\w[\w'-]*\s(?:in|of|on|around|over|near|under|at|along|across)\s", re.IGNORECASE)
_ADJECTIVE = re.compile(
    r"^(?:\w+ )?(?:\w+-\w+ed|\w+(?:al|ic|ive|ary|ous|ar|ory|ant|ent|ed|ile|ble|less|ful|ish|like|oid|ior)|low"
    r"|broken|frozen|worn|torn|moist|wet|damp|high|short|long|weak|small|large|dry|red|raised|itchy|firm"
    r"|soft|hard|open|closed|round|flat|tender|scaly"
    r"|swollen|smooth|rough|bumpy|watery|runny|rapid|slow|fast|repeating|recurring|fair|light|dark|deep"
    r"|wide|narrow|broad|fine|coarse|sparse|thinning|burning|stabbing|throbbing|tingling|shooting"
    r"|cramping|aching|fatty|heavy|frequent|shallow|stiff|sticky|bulging|drooping|protruding|sunken"
    r"|white|black|brown|yellow|pink|purple|clear|cloudy|foul|urinary"
    r"|[\w-]+-(?:fat|dose|calorie|protein|term|release|strength|grade|salt|sodium|carb\w*|fiber)"
    r"|outer|middle|inner|blue|pale|loose|poor|thick|thin|dull|sharp|mild|severe|sudden|hot|cold|warm"
    r"|upper|lower|left|right)$",
    re.IGNORECASE,
)
_ATTRIBUTIVE = re.compile(
    r"(?:kidney|liver|brain|thyroid|skin|muscle|nerve|eye|marrow|urine|imaging|bone|blood|stool|head"
    r"|heart|lung"
    r"|flu|hip|foot|leg|arm|weight|speech)$",
    re.IGNORECASE,
)
"""Nouns that stand before a shared head as adjectives do: "heart and lung disease"."""
_FELT = re.compile(
    r"(?:wet|damp|dry|clammy|pale|blue|windy|hot|humid|moist|sweaty|numb|white|stiff)$", re.IGNORECASE
)
_SYSTEMIC = re.compile(
    r"(?:fever|chills|nausea|vomiting|fatigue|tiredness|malaise|headaches?|diarrh?o?ea|cough|coughing"
    r"|rash|jaundice"
    r"|breathlessness|dyspnea|wheezing|hoarseness|confusion|insomnia|anxiety|depression"
    r"|miscarriage|dizziness|constipation|sweating)$",
    re.IGNORECASE,
)
"""Symptoms that have no place of their own: "fever and pain in the joints" is two facts."""
_NOUNS_LIKE_ADJECTIVES = re.compile(
    r"^(?:\w+ )?(?:fever|cancer|ulcers?|tumors?|liver|bladder|disorder|cough|seizures|fracture|mother"
    r"|father|removal|arousal|denial|withdrawal|burial|betrayal|trial|alcohol|steroids|headache"
    r"|medic(?!al\b)\w*|clinic|panic|colic|music|topic|allergic|antibiotic|diuretic|analgesic|anesthetic"
    r"|emetic"
    r"|laxative|sedative|preventive|preservative|relative|additive|adhesive|antidepressant|stimulant"
    r"|implant|transplant"
    r"|\w+ment|bile|management|impairment|accident|patient|parent|enlargement|agent|event|descent|bed"
    r"|weed|seed"
    r"|food|ganglioneuroblastoma|sugar|scar|cellular|memory|history|laboratory|injury|surgery|biopsy"
    r"|table|stable|vegetable|steroid|opioid|typhoid|lymphoid|carcinoid|keloid|thyroid"
    r"|water|fiber|copper|silver|paper|shower|power|finger|shoulder|matter|user|vomiter|exposure|hunger"
    r"|anger|danger|stroke|swallower|abuser|number|blister|disaster|burner|inhaler|computer|weather"
    r"|summer|winter|laser|ultrasound|itching|cancer|bleeding|need|head|foot|leg|arm|hip|speech|weight"
    r"|speed|feed|interval|hospital|journal|menopausal|withdrawal|survival|approval|proposal|metal"
    r"|crystal|animal|chemical|survivor|donor|tremor|stupor|factor|color|odor|tumor|liquor|doctor|error"
    r"|horror|fear|thrive|nerve|wave|valve|hive|disease)$",
    re.IGNORECASE,
)
_GOVERNS_BOTH = re.compile(
    r"\b(?:changes?|problems?|trouble|difficulty|difficulties|abnormalities|loss|lack|deficiency"
    r"|deficiencies|levels?|damage|exposure|pain|swelling|weakness|numbness|tingling|stiffness"
    r"|tenderness|inflammation|hair|rash|pressure|burning|bleeding|bumps?|sores|blisters|enlargement"
    r"|history|combination|number|amounts?|size|shape|growth|function) (?:in|of|on|with|to|between"
    r"|around|over)\s\S[^,]*$",
    re.IGNORECASE,
)
_FELT_AT_A_PLACE = re.compile(
    r"\b(?:pain|swelling|weakness|numbness|tingling|stiffness|tenderness|rash|sores|blisters) (?:in|of"
    r"|on|around)"
    r" (?:the|both|your|one or both) [a-z]+$",
    re.IGNORECASE,
)
_GENES = re.compile(r"\bgenes?(?:,? (?:and |or )?[A-Z][A-Z0-9-]{1,9})*$")
_GENE = re.compile(r"(?:(?:and|or) )?[A-Z][A-Z0-9-]{1,9}(?:(?: and| or) [A-Z][A-Z0-9-]{1,9})?")
"""A comma behind "in the genes" goes on with their names."""
_SHARED_QUALITY = re.compile(
    r"(?:^|\b(?:and|or) )(?:\w+ )?(?:impaired|poor|reduced|decreased|abnormal|delayed|disturbed|slowed"
    r"|(?:loss|lack) of|(?:problems|difficulty"
    r"|trouble) with) (?:[\w-]+,? ){0,3}?[\w-]+$",
    re.IGNORECASE,
)
_LEVELS_OF = re.compile(
    r"\b(?:low|high|rich) in .*$|\b(?:levels|amounts?|concentrations?|combination|deficiency"
    r"|deficiencies|defects?|lack"
    r"|shortage) (?:of|in) .*$"
    r"|\b(?:mutations?|changes|variants|alterations)(?: _+)? (?:of|in) (?!.*\bgenes?\b).*$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"(?:prolonged|increased|decreased|raised|elevated|reduced|low|high|abnormal|impaired|enlarged|swollen"
    r"|excessive|excess|poor|lack|loss|difficulty|trouble|delayed|slow|rapid)\s",
    re.IGNORECASE,
)
_ADJECTIVE_LAST = re.compile(r"(?P<left>[\w-]+),? (?:and|or) (?P<last>[\w-]+)$")
_BOTH = re.compile(r"\S\s(?:both|either) (?P<first>[^,]*)$")
_MISUSED = re.compile(r"alcohol|drugs?|substances?|tobacco|nicotine|opioids?", re.IGNORECASE)
_MISUSE = re.compile(r"\w+ (?:misuse|abuse|use|dependence|addiction)\b", re.IGNORECASE)
_COMBINED = re.compile(r"\bcombination of (?P<first>.*)$", re.IGNORECASE)
_TROUBLE = re.compile(r"\b(?:difficulty|difficulties|trouble|problems)(?: with)? \w+ing\b", re.IGNORECASE)
_OWNED = re.compile(r"(?:its|their|his|her)\s\S+$", re.IGNORECASE)
"""Hangs on the word before: "an antibody against the protein or its receptor"."""
_DOING = re.compile(r"(?:\w+ly )?\w+ing", re.IGNORECASE)
_DOING_IT = re.compile(r"(?:\w+ly )?\w+ing (?:the|an?|your)\b", re.IGNORECASE)
"""Two verbs with one object: "draining or removing the fluid"."""
_ADVERB = re.compile(r"\b(?:(?:possibly|usually|often|sometimes|perhaps|an?|the|either) )+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Member:
    """One member of a list, as offsets; ``parent`` is the index of the member it is an example of."""

    start: int
    end: int
    parent: int | None = None


def members(text: str, start: int, end: int) -> list[Member]:
    """The members of the list in text[start:end], examples after their parent."""
    found: list[Member] = []
    for piece_start, piece_end in _with_examples(text, start, end):
        marker = _EXAMPLES.search(text, piece_start, piece_end)
        if not marker or marker.start() == piece_start:
            found.extend(Member(start=s, end=e) for s, e in _split(text, piece_start, piece_end))
            continue
        found.extend(Member(start=s, end=e) for s, e in _split(text, piece_start, marker.start()))
        parent = len(found) - 1 if found else None
        tail = _split(text, marker.end(), piece_end)
        found.extend(
            Member(start=s, end=e, parent=parent) for s, e in tail if not _is_empty_example(text[s:e])
        )
    return found


def _is_empty_example(words: str) -> bool:
    return bool(
        re.match(r"\s*(?:and |or )?(?:others?|other \w+|more|so on|etc\.?)\s*$", words, re.IGNORECASE)
    )


def _with_examples(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The list cut where examples stop: at a semicolon, or at a comma where none came before "such as"."""
    pieces: list[tuple[int, int]] = []
    while True:
        marker = _EXAMPLES.search(text, start, end)
        if not marker:
            return [*pieces, (start, end)]
        stop = text.find(";", marker.end(), end)
        if stop < 0 and not marker["comma"] and "," in text[start : marker.start()]:
            stop = text.find(",", marker.end(), end)
        if stop < 0:
            return [*pieces, (start, end)]
        pieces.append((start, stop))
        start = stop + 1


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at separators, then the last cuts at "and" and "or" where both sides stand alone."""
    parts: list[tuple[int, int]] = []
    at = start
    for mark in _SEPARATOR.finditer(text, start, end):
        parts.append((at, mark.start()))
        at = mark.end()
    parts.append((at, end))
    parts = [trimmed for part in parts if (trimmed := _trim(text, *part))[0] < trimmed[1]]
    parts = _join_modifiers(text, with_shared_head(text, parts))
    return [piece for part in parts for piece in _at_conjunction(text, *part)]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    lead = re.compile(r"[\s,;:.]*(?:(?:and/or|and|or|but|also)\s+)?", re.IGNORECASE).match(text, start, end)
    start = lead.end() if lead else start
    while end > start and text[end - 1] in " ,;:.":
        end -= 1
    return start, end


def _join_modifiers(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give back what a comma took: "sharp, stabbing pain", "rash on the forearms, hands or feet"."""
    joined: list[tuple[int, int]] = []
    listed = text[parts[0][0] : parts[-1][1]] if parts else ""
    for part in parts:
        words = text[part[0] : part[1]]
        before = text[slice(*joined[-1])] if joined else ""
        is_parted = bool(joined) and ";" in text[joined[-1][1] : part[0]]
        if joined and text[joined[-1][1] : part[0]].strip() == ", and" and _is_whole(before, words):
            joined.append(part)
        elif joined and not is_parted and (goes_on(before, words, listed) or _continues(before, words)):
            joined[-1] = (joined[-1][0], part[1])
        else:
            joined.append(part)
    return joined


def _is_whole(before: str, words: str) -> bool:
    """Whether ", and" leads to a finding of its own: the list before it is closed, or a change named anew."""
    if _is_amount(before) and " and " in before:
        return True
    return " " in words and bool(_CHANGED.match(words)) and not _is_adjective(before.rsplit(maxsplit=1)[-1])


def _continues(before: str, words: str) -> bool:
    """Whether what follows a comma goes on with the phrase before it."""
    halves = re.split(r"\s(?:and/or|and|or)\s", re.sub(r"\s(?:that|which)\s.*", "", words))
    if all(_BODY.match(half) for half in halves) and _PREPOSITION.search(before):
        return True
    if _is_amount(before) and (words.count(" ") <= 3 or all(half.count(" ") <= 1 for half in halves)):
        return True
    if (
        _TROUBLE.search(before)
        and re.match(r"(?!feeling|being|having)\w+ing\b", words)
        and words.count(" ") <= 1
    ):
        return True
    if _GENES.search(before) and _GENE.fullmatch(words):
        return True
    if _SHARED_QUALITY.search(before) and all(ABILITY.fullmatch(half) for half in halves):
        return True
    last = (before.split() or [""])[-1]
    if names_sited_pair(before) or before.lower().startswith("feel"):
        return False
    pair = _ADJECTIVE_LAST.search(before)
    if pair and _is_adjective(last) and not _is_adjective(pair["left"]) and re.match(r"\w+-?\w*\s\w", words):
        return _is_adjective(words.split(maxsplit=1)[0]) or bool(re.match(r"\w+-looking\b", words))
    if before.count(" ") <= 3 and (_is_adjective(last) or _ATTRIBUTIVE.fullmatch(before)):
        first = re.split(r"\s(?:and/or|and|or)\s", words)[0]
        return first.count(" ") >= 1 or _is_adjective(first) or bool(_ATTRIBUTIVE.fullmatch(words))
    return False


def _is_amount(words: str) -> bool:
    """Whether what follows hangs on "levels of", "lack of"; each drug of a "combination of" stands alone."""
    combined = _COMBINED.search(words)
    if combined and has_head(combined["first"], Field.TREATMENT):
        return False
    return bool(_LEVELS_OF.search(words))


def is_place(words: str) -> bool:
    """Whether the words name a part of the body and nothing that happens there."""
    return all(_BODY.match(part) for part in re.split(r"\s(?:and/or|and|or)\s", words))


def is_quality(words: str) -> bool:
    """Whether the words are one adjective and name nothing by themselves ("partial", "genetic")."""
    return " " not in words and not words.endswith("ing") and _is_adjective(words)


def _is_adjective(words: str) -> bool:
    return bool(_ADJECTIVE.match(words)) and not _NOUNS_LIKE_ADJECTIVES.match(words)


def _at_conjunction(text: str, start: int, end: int) -> list[tuple[int, int]]:
    for mark in _CONJUNCTION.finditer(text, start, end):
        left, right = text[start : mark.start()], text[mark.end() : end]
        if _are_two_facts(left, right, mark["word"].lower()):
            return [_trim(text, start, mark.start()), *_at_conjunction(text, mark.end(), end)]
    return [(start, end)]


def _are_two_facts(left: str, right: str, word: str) -> bool:
    """Whether "left and right" are two facts, and no shared head, shared end or pair of places."""
    left = _ADVERB.sub("", left.strip(" ,"))
    right_first = re.split(r"\s(?:and/or|and|or)\s", right)[0]
    if re.search(r"\b(?:between|from)\s[^,]*$", left) or re.search(r"\b(?:that|which|who|when)\s", left):
        return False
    if _BODY.match(right_first) and (
        _PREPOSITION.search(left) or _BODY.match(left.split()[-1] if left else "")
    ):
        return False
    if _is_amount(left) or _names_no_fact(left, right_first.strip()):
        return False
    if is_one(left, right, word) or _hangs_together(left, right, right_first):
        return False
    if _SYSTEMIC.search(left) or _is_the_cold(left, right_first):
        return True
    if " " not in left.strip() and _SHARED_TAIL.match(right):
        return False
    if word != "and" and _SHARED_TAIL.match(right) and left.count(" ") <= 2:
        return False
    last = left.split()[-1] if left.split() else ""
    if (_is_adjective(last) or (_ATTRIBUTIVE.match(last) and (word == "or" or left == last))) and (
        not _PREPOSITION.search(right_first) or _is_adjective((right_first.split() or [""])[0])
    ):
        return False
    if _PREPOSITION.search(left) and has_head(right.strip(" ,."), Field.TREATMENT):
        return True
    return not (word == "or" and left.count(" ") >= 2 and " " not in right.strip())


def _hangs_together(left: str, right: str, right_first: str) -> bool:
    """Whether one side needs the other: two verbs of one object, "its receptor", "changes in sleep"."""
    both = _BOTH.search(left)
    if both and not (_BODY.match(both["first"]) or has_head(right_first.strip(" ,."), Field.SYMPTOM)):
        return True
    if _MISUSED.fullmatch(left) and _MISUSE.match(right):
        return True
    if _FELT_AT_A_PLACE.search(left) and _SYSTEMIC.fullmatch(right_first.strip(" .,")):
        return False
    if _GOVERNS_BOTH.search(left) and right_first.count(" ") <= 1:
        return True
    if _PREPOSITION.search(left) and _OWNED.match(right_first):
        return True
    return bool(_DOING.fullmatch(left) and _DOING_IT.match(right))


def _names_no_fact(left: str, right: str) -> bool:
    """Whether the right side is only a number, a gene's name or an ability that the left side governs."""
    if _GENES.search(left) and _GENE.fullmatch(right):
        return True
    if _SHARED_QUALITY.search(left) and ABILITY.fullmatch(right):
        return True
    return bool(re.fullmatch(r"[IVX]{1,4}|[A-H]|\d{1,2}", right))


def _is_the_cold(left: str, right: str) -> bool:
    """Whether "cold" is a thing of its own: "cold and emotional stress", unlike "cold and clammy skin"."""
    first, _, rest = right.partition(" ")
    return left.lower() == "cold" and bool(rest) and _is_adjective(first) and not _FELT.match(first)
