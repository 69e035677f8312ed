"""How sure, how often and in which cases: the qualifiers that a sentence puts on its facts.

Patterns are tried on the masked sentence (see masking.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from questions.facts.hedges import doubts
from questions.facts.verbs import states

_QUALITY = (
    r"(?:\w+(?:ed|ing|ent|ant|ous|ive|ful|less|al|ic|able|ible)|severe|short|long|lasts?|keeps?|comes?"
    r"|do|does|has"
    r"|have|is|are|occurs?|interferes?|persists?|returns?|worsens?|cannot)\b"
)
_NEGATION = re.compile(
    r"\b(?:(?:incorrectly|wrongly|mistakenly|falsely) believe[ds]?|(?:is|are) (?:not|neither"
    r"|never) (?:\w+ ){0,2}?(?:diagnostic|specific|reliable|sensitive)|unreliable|unhelpful"
    r"|(?:does not|do not|cannot|can not|will not) (?:establish|confirm|exclude|rule out|make|prove"
    r"|settle)|neither|of (?:little|limited) (?:use|value|help)|adds? (?:little"
    r"|nothing)|discouraged|obsolete|unnecessary"
    r"|insufficient|(?:is|are) not (?:enough|sufficient|suitable"
    r"|adequate|reliable)"
    r"|(?:does|do) not suffice|(?:has|have|had) (?:also |ever )?(?:not|never) been|(?:is|are|was|were|be"
    r"|been) (?:usually "
    r"|generally |often |typically )?(?:not|never|rarely|seldom|hardly ever|scarcely ever)"
    r"(?: \w+){0,2}? (?:caused|recommended|needed|necessary|required|used|effective|helpful|useful|beneficial"
    r"|contagious|indicated|advised|inherited|related|associated|linked|due|the result|given|prescribed)"
    r"|(?:is|are) (?:not|never|neither) (?:\w+ ){0,3}?(?:features?|signs?|symptoms?|part of|typical"
    r"|characteristic|expected|causes?|risk factors?|triggers?|complications?|treatments?)"
    r"|(?<!that )(?<!who )(?<!which )(?:do|does|did|can|could|may|should|will|would)(?: not"
    r"|n[’']?t)(?: usually| generally| appear to| seem to)?"
    r" (?:help|cause|prevent|require|need|work|improve|benefit|take|use|result|play|increase|lead|have"
    r"|belong|occur)"
    r"|(?:cannot|can not|can[’']?t) be (?:detected|seen|diagnosed|prevented|found)|contraindicated"
    r"|(?:is|are|be) (?:\w+ )?avoided|of no (?:use|benefit|value)|ineffective|ha(?:s|ve) no place"
    r"|no (?:evidence"
    r"|longer|proven|role|part(?! of))"
    r"|(?:hardly|scarcely|barely) (?:anyone|anybody|any (?:people|patients|children|cases))"
    r"|(?:almost )?(?:nobody|no one (?:needs|requires|has|gets|should))"
    r"|(?:taken|pulled|removed) (?:off|from) the market"
    r"|withdrawn from (?:the market|sale)|not (?:been )?(?:shown|proven|found) to|without the need for"
    r"|rarely (?:needed|necessary|required|used|helps?)|unlikely to)\b",
    re.IGNORECASE,
)
_WHERE_OR_WHEN = (
    r"(?! (?:\w+ly )?(?:affects?|affecting|involves?|involving|strikes?|targets?|spares?|lasts?"
    r"|(?:occurs?|occurring|develops?|developing|appears?|appearing|begins?|beginning|starts?|starting"
    r"|arises?"
    r"|arising|presents?|seen|found|located|felt|noticed) (?:in(?! (?:(?:the|these|those|some|most|many|all)"
    r" )?(?:\w+ )?(?:people|patients|cases|children|adults|women|men|infants|those|persons|individuals"
    r"|families|forms?|types?))|on|at|over|around|during|after|before|between|within|near|along|under|early"
    r"|late|first|suddenly|gradually|about|\d|one|two|three|when|several|some)\b)\b)"
)
"""Behind an adverb: it tells where or when and not how often ("most often occurs after the age of 40")."""
_FREQUENCY = re.compile(
    r"\b(?:(?:the )?(?P<most>(?:most|more|less|least|very|second most|another) common)(?:ly\b"
    + _WHERE_OR_WHEN
    + r"|\b(?!ly))"
    r"|(?P<share>(?:about |approximately |around |up to |nearly |more than |over |at least |less than "
    r"|fewer than )?"
    r"(?:\d+(?:\.\d+)?(?: ?(?:to|-|–) ?\d+(?:\.\d+)?)? ?(?:%|percent\b|per cent\b)|(?:one|two"
    r"|three)[- ](?:third|half|quarter|fourth)s?\b"
    r"|half of\b|\d+ (?:in|out of) \d+\b))"
    r"|(?P<adverb>(?:occasionally|rarely|seldom|hardly ever|scarcely ever"
    r"|infrequently|uncommonly|usually|typically|generally|frequently"
    r"|commonly|often|sometimes|almost always|always)"
    r"(?! (?:before|after|during|within|between|around|from|until|at|by|over|as|on)\b)"
    + _WHERE_OR_WHEN
    + r"|in (?:some|rare|most|many|a few|certain) (?:cases|people|patients"
    r"|families|individuals|instances))"
    r"|(?P<people>some|many|most|few|a few|others|a minority of"
    r"|a majority of)(?= (?:\w+ ){0,2}?(?:people|patients|individuals|children|adults"
    r"|women|men|infants|babies|cases|families|persons|of (?:the|these|those))\b| (?:may|can|have"
    r"|develop|experience)\b)"
    r"|(?P<first>first|earliest|early|initial)(?= (?:\S+ )?(?:signs?|symptoms?)\b))",
    re.IGNORECASE,
)
_SCARCE = re.compile(
    r"\b(?:(?:(?:is|are|was|were|remains?|(?:may|can|will|would) be) (?:(?:\w+ly|very|quite|so|also|now) )*"
    r"(?P<told>rare|uncommon|unusual|exceptional|infrequent)\b(?! (?:in (?:its|their|that)|among|for)\b))"
    r"|an? (?:very |quite |\w+ly )?(?P<kind>rare|uncommon|unusual|exceptional|infrequent)"
    r" (?:cause|finding|sign|symptom|feature|complication|manifestation|trigger|sequela)\b)",
    re.IGNORECASE,
)
"""Of the subject before it: "Fever is uncommon"."""
_EXCEPT = re.compile(
    r"\b(?P<clause>except (?:in|during|when|if|where|for (?:people|patients|those|children|women|men))\b"
    r"[^,;.]{3,80})",
    re.IGNORECASE,
)
_CASES = re.compile(
    r"\b(?:in|for|with) (?:the |some )?(?:more |most |very |particularly |especially |extremely )?"
    r"(?P<kind>(?:mild|moderate|severe|serious|advanced|acute|chronic|late|early|widespread|extensive"
    r"|recurrent|refractory"
    r"|persistent|resistant|untreated|complicated|uncomplicated|localized|localised|life-threatening"
    r"|mild to moderate"
    r"|moderate to severe)(?:,? (?:or|and) \w+)?(?: or (?:very )?\w+)? (?:cases|disease|stages?|forms?"
    r"|attacks|episodes|symptoms|illness|cancer"
    r"|infections?|pain|variants?|types?|phases?|flares?)(?: (?:cases|stages?))?)",
    re.IGNORECASE,
)
_GROUP_IN_CASE = re.compile(
    r"\b(?P<kind>(?:(?:young|older|newborn|premature|pregnant|elderly|adult) )?(?:children|infants"
    r"|babies|newborns"
    r"|adults|women|men|boys|girls|teenagers|adolescents) with (?:(?:more|most|very|particularly|especially"
    r"|extremely) )?(?:mild|moderate|severe|serious|advanced|acute|chronic|late|early|widespread|recurrent"
    r"|persistent|untreated)(?:,? (?:or|and) \w+)? (?:cases|disease|stages?|forms?|attacks|episodes|symptoms"
    r"|illness|cancer|infections?|pain))\b",
    re.IGNORECASE,
)
_GROUP_AS_SUBJECT = re.compile(
    r"^\s*(?:however, |but |and |while |in contrast, )?(?P<kind>(?:(?:young|older|newborn|premature"
    r"|pregnant|elderly"
    r"|postmenopausal) )?(?:children|infants|babies|newborns|adults|women|men|boys|girls|teenagers"
    r"|adolescents|older people)"
    r"(?: (?:and|or) (?:young |older )?(?:children|infants|babies|adults|women|men|boys|girls|teenagers"
    r"|adolescents))?)"
    r" (?:may|might|can|could|often|usually|sometimes|also|have|get|develop|show|experience|present|tend"
    r"|complain)\b",
    re.IGNORECASE,
)
"""The clause's own subject: "...; infants have fever and vomiting"."""
_GROUP = re.compile(
    r"\b(?:in|for|among|with) (?P<kind>(?:young |older |newborn |premature |pregnant |elderly "
    r"|affected |postmenopausal )?"
    r"(?:children|infants|babies|newborns|adults|women|men|boys|girls|teens|teenagers|adolescents"
    r"|older people|males|females)"
    r"(?: (?:and|or) (?:young |older )?(?:children|infants|babies|adults|women|men|teens|adolescents))?)\b",
    re.IGNORECASE,
)
MORE_QUALITIES = (
    r"(?:(?<=\w)(?:, (?:\w+ly |very )?"
    + _QUALITY
    + r"){0,4}?,? (?:or|and) (?:\w+ly |very |more )?"
    + _QUALITY
    + r"(?: [^,;.]{1,60})?(?=,))?"
)
"""Goes on with the qualities of one clause: "If attacks are frequent, prolonged, or debilitating,"."""
_TIME = (
    r"(?:after|following|without|during)"
    r"(?! [^,]{2,40} (?:comes?|appears?|follows?|develops?|ensues?|begins?)\b)"
)
"""Not where the findings are the subject: "After some days come fever, chills and jaundice"."""
_CLAUSE = re.compile(
    r"^(?:(?:however|in addition|also|therefore|sometimes|still|but),? )?(?P<clause>(?:if|when|once"
    r"|unless|for (?:people|patients|those|individuals)"
    r"|in (?:people|patients|those|individuals)|" + _TIME + r")\b[^,]{3,160}" + MORE_QUALITIES + r"),",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    r"^(?P<clause>(?:in|for) (?!addition|general|most|many|some|all|fact|contrast|this|that|these|those"
    r"|particular|other|others|both|about|rare|few|a few|certain|order|time|recent|such|nearly|almost|over"
    r"|more|less|up|it|its|each|every|example|instance|turn|short|summary|an? attempt|the (?:past|united|us"
    r"|uk|world|early|long|same|meantime|future|absence|majority|vast)|\d|one|two|three|years|rarer|theory"
    r"|practice|europe|north|africa|asia)\b[^,]{3,70}" + MORE_QUALITIES + r"),",
    re.IGNORECASE,
)
"""Any other group or stage in front: "In the chronic variants, folic acid is useful"."""
_PATIENTS_WHO = re.compile(
    r"\b(?:in|for) (?P<clause>(?:patients|people|adults|children|women|men) "
    r"(?:who|whose|unfit|at (?:high )?risk)\b"
    r"(?! (?:have|has|had) (?:(?:the|this|it)\b|(?-i:[A-Z]{2,})|\S+ (?:are|is|include|may|can)\b))"
    r"[^,;.:]{3,70}" + MORE_QUALITIES + r")(?!:)",
    re.IGNORECASE,
)
"""Not "people who have CF": that is the condition itself."""
_GIVEN_WHEN = re.compile(
    r"\b(?:used|given|added|considered|recommended|prescribed|done|performed|required|indicated|taken"
    r"|reserved"
    r"|tried|preferred|needed|started|offered|planned|option|alternative) (?:only )?"
    r"(?P<clause>(?:if|when|where|after|unless|once) (?!the (?:diagnosis|doctor))[^,;.]{4,80})(?=[,;.]|$)",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:in|for) (?:the )?(?P<clause>(?:[\w-]+ ){1,5})only\b", re.IGNORECASE)
_TRAILING = re.compile(
    r"\b(?P<clause>(?:if|unless|when|in case) (?:you|the|a|an|there|your|symptoms|other|these|needed|it"
    r"|they|left|pain|surgery|treatment|necessary|not)\b[^,;.]{0,120})[.,;]?$",
    re.IGNORECASE,
)
_DOES = r" (?:is|has|does not|[a-z]{3,}s) [^,;.:]{1,50}"
_MORE_PREDICATES = re.compile(rf"(?:(?:,{_DOES}){{1,4}}?,? (?:or|and)|,? or){_DOES}(?=[.;]|$)")
"""Goes on with what one subject does: "if the stone is large, blocks the flow of urine, or causes pain"."""
_MORE_AT_END = re.compile(
    r"(?:(?:, (?!(?:but|which|who|and|or|like|such|including)\b)[^,;.:]{1,50}){1,5}?,? (?:or|and)|, or)"
    r"(?: (?!(?:if|when|with)\b)[^\s,;.:]+){1,10}(?=[.;]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Qualifiers:
    """What a sentence says of all facts in it."""

    hedged: bool
    negated: bool
    frequency: str | None
    condition: str | None


def qualifiers_of(sentence: str) -> Qualifiers:
    """The qualifiers of a masked sentence."""
    return Qualifiers(
        hedged=doubts(sentence),
        negated=is_negated(sentence),
        frequency=frequency_of(sentence),
        condition=condition_of(sentence),
    )


def is_negated(sentence: str) -> bool:
    """Whether the sentence denies or advises against what it names."""
    return bool(_NEGATION.search(sentence))


def frequency_of(sentence: str, ahead: str = "") -> str | None:
    """The first word of frequency, lower case: "most common", "some", "25 to 30 percent".

    ``ahead`` is what follows, by which a word may turn out to tell where or when.
    """
    match = _FREQUENCY.search(sentence + ahead)
    if match is None or match.end() > len(sentence):
        return None
    return match.group(match.lastgroup or 0).lower().strip()


def rarity_of(sentence: str, ahead: str = "") -> str | None:
    """The word by which a predicate calls its subject rare, which ``ahead`` may end: "is | exceptional"."""
    match = _SCARCE.search(sentence + ahead)
    if match is None or match.start() >= len(sentence):
        return None
    return (match["told"] or match["kind"]).lower()


def condition_of(sentence: str) -> str | None:
    """In which cases: "severe cases", "children", "if non-surgical treatments are not successful"."""
    exception = _EXCEPT.search(sentence)
    if exception:
        clause = exception["clause"].strip(" _")
        return clause[:1].lower() + clause[1:]
    who = _PATIENTS_WHO.search(sentence)
    if who:
        return _whole_clause(sentence, who)
    for pattern in (_GROUP_IN_CASE, _CASES, _GROUP, _GROUP_AS_SUBJECT):
        match = pattern.search(sentence)
        if match:
            return match["kind"].lower()
    clause = (
        _CLAUSE.search(sentence)
        or _FRONTED.search(sentence)
        or _ONLY.search(sentence)
        or _GIVEN_WHEN.search(sentence)
        or _TRAILING.search(sentence)
    )
    return _whole_clause(sentence, clause) if clause else None


def _whole_clause(sentence: str, clause: re.Match[str]) -> str:
    """The clause with the members of a list in it that a comma cut off at the sentence's end."""
    start, end = clause.span("clause")
    more = _MORE_AT_END.match(sentence, end)
    is_told = states(sentence[: clause.start()]) and not sentence[start:end].lower().startswith("after")
    if more and is_told and not states(more.group()):
        end = more.end()
    does = _MORE_PREDICATES.match(sentence, end)
    if does and is_told and re.match(r"if|when|unless|where", sentence[start:end], re.IGNORECASE):
        end = does.end()
    return sentence[start:end].strip(" _")
