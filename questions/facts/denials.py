"""Denials that stand outside a rule's own words: before them, behind its verb, or as a harm told of it."""

from __future__ import annotations

import re

from questions.facts.matching import Found
from questions.facts.qualifiers import is_negated
from questions.model import Field

_ADVISED_AGAINST = re.compile(
    r"\b(?:advis|recommend|warn)(?:es|ed|s|e)? against (?:them|it|their use|its use)\b"
)
_OFF_SALE = (
    r"(?:(?:taken|pulled|removed) (?:off|from)|withdrawn(?: from)?) (?:the |all )?(?:\w+ )?(?:markets?|sale)"
    r"|no longer (?:sold|made|marketed|manufactured|available|used|recommended|advised|given|approved"
    r"|licensed"
    r"|prescribed)|banned|discontinued|off the market"
)
_OFF_SALE_NEXT = re.compile(
    r"[\s,(]*(?:(?:which|that|now|since|later|but|and|both) )*(?:(?:is|are|was|were|has|have|had|been"
    r"|since|now"
    r"|later|also|\d{4},?|in) )*(?:" + _OFF_SALE + r"|withdrawn)\b",
    re.IGNORECASE,
)
_OFF_SALE_LATER = re.compile(
    r"[,;]\s(?:but|and|though|although|however,|yet)?\s?(?:it|they|both|this drug|the drug|these)"
    r" (?:(?:is|are|was|were|has|have|had|been|since|now|later|also) )+(?:" + _OFF_SALE + r")\b",
    re.IGNORECASE,
)
_HARMS = re.compile(
    r"\bmakes? [^,;.]{2,30} worse\b|\b(?:worsens?|aggravates?|prolongs?) the (?:illness|disease|problem"
    r"|infection|condition|rash)\b"
)
_NOT_BEFORE = re.compile(r"(?:\b(?:not|never|cannot|without)|n[’']t) (?:\w+ )?$", re.IGNORECASE)
_ENDS_IN_NOT = re.compile(r"(?:\b(?:not|never|cannot)|n[’']t) (?:\w+ )?$", re.IGNORECASE)
_NOT_IN_VERB = re.compile(
    r"^(?:(?!\b(?:that|who|which|if|when)\b).)*?\b(?:(?:do|does|did|may|can|could|will|would|should|must"
    r"|is|are"
    r"|was|were) (?:not|never)|cannot"
    r"|(?:do|does|did|is|are|was|were|wo|ca)n[’']t)\b"
    r"(?! (?:only|just|always|necessarily|all|merely|usually|solely)\b)",
    re.IGNORECASE,
)
_VERB = (
    r"(?:(?:is|are|was|were|(?:may|can|should|must|will|might) be|(?:has|have) been|needs? to be|remains?)"
    r" (?:\w+ly |now |then |best |better |therefore |also |often |first |at once |either )*)"
)
_IS_ENDED = re.compile(
    r"\s*" + _VERB + r"(?:stopped|withdrawn|discontinued|withheld|suspended|omitted|abandoned|banned"
    r"|forbidden|(?:taken|pulled|removed) (?:off|from)(?: the| all)? (?:\w+ )?(?:markets?|sale|shelves))\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\s(?:only )?(?:after|once|when|as soon as|over|gradually|slowly|before|at the end|within|during)\b"
)
"""What is stopped at some time is given until then: neither a treatment here nor advised against."""
_IS_PUT_OFF = re.compile(
    r"\s*" + _VERB + r"(?:(?:held (?:back|off)|kept back|deferred|delayed|postponed|put off)\b"
    r"|(?:withheld|held) (?:until|unless|while|for)\b)",
    re.IGNORECASE,
)
"""What waits is no treatment of the time that is told."""
_IS_NO_USE = re.compile(
    r"\s*(?:" + _VERB + r"(?:avoided|discouraged|contraindicated|unsafe|harmful|dangerous|inferior|useless"
    r"|ineffective|obsolete|out of place|no longer|out of favou?r|not \w+"
    r"|of (?:no|little|limited|doubtful|unproven) (?:\w+ )?(?:benefit|value|use|help|effect))"
    r"|(?:should|must|may|can|need) (?:not|never)\b"
    r"|(?:do|does|did) (?:little|nothing)\b|adds? (?:little|nothing)\b"
    r"|(?:has|have|had) (?:no|little) (?:\w+ )?(?:place|role|effect|benefit|value|use)\b"
    r"|(?:fails?|failed) to\b)",
    re.IGNORECASE,
)
_LATER_NOT = re.compile(
    r"\b(?:and|but|yet|so)(?: (?:therefore|thus|so|hence|now))? (?:(?:is|are|should|must) (?:\w+ly )?"
    r"(?:not|never|no longer) (?:be )?(?:recommended|advised|used|helpful|indicated|effective|given"
    r"|suitable)"
    r"|(?:is|are|should be) (?:\w+ly |best |better |therefore )?(?:avoided|discouraged|contraindicated"
    r"|obsolete|ineffective))"
    r"\b(?! (?:in|for|if|when|until|before|after|during|as|alone|without|by|on)\b)",
    re.IGNORECASE,
)
"""A verb right behind "and" has the sentence's own subject: "relieve pain but are not recommended"."""
_IS_MISSING = re.compile(
    r"\s*(?:(?:is|are|was|were|may be|can be|remains?) (?:\w+ly |often |always |also )*(?:absent|lacking"
    r"|missing|spared|unaffected|preserved|asymptomatic|symptomless|symptom-free|silent|harmless)\b"
    r"|(?:do|does|did) not (?:occur|appear|develop|follow|belong|happen|exist|result|arise)\b"
    r"|(?:argues?|speaks?|tells?|counts?|weighs?) (?:\w+ )?against\b"
    r"|points? (?:away|elsewhere)\b|(?:excludes?|rules? out)\b)",
    re.IGNORECASE,
)
_IS_A_CAUSE = re.compile(
    r"\s*(?:is|are) (?:\w+ly |often |also |both )*(?:an? |the )?(?:\w+ )?(?:causes?"
    r"|triggers?|risk factors?)\b"
    r"(?! (?:of|for)\b)",
    re.IGNORECASE,
)
"""In a section on what the disease brings: "Hypercalcemia is a cause, hypocalcemia a consequence"."""
_DISPROVED = re.compile(
    r"\b(?:(?:this|that|it|which|the (?:idea|theory|belief|notion|claim|link)) (?:has|have|is|was)"
    r" (?:(?:been|since|now|later|long|known to be|shown to be|proved to be|proven to be) )*(?:disproved"
    r"|disproven|refuted|discredited|debunked|rejected|abandoned|wrong|false|untrue|mistaken|a myth"
    r"|no longer (?:believed|held|thought|accepted)))\b",
    re.IGNORECASE,
)
_ONCE_BELIEVED = re.compile(
    r"\b(?:once|formerly|previously|at one time) (?:\w+ly )?(?:thought|believed|held|blamed|assumed)\b",
    re.IGNORECASE,
)
_DENIAL = (
    r"(?:not (?:\w+ly )?(?:effective|needed|necessary|required|indicated|recommended|advised|helpful|useful"
    r"|used|given|seen|present|found|typical|expected|a (?:feature|sign|symptom|cause|complication)"
    r"|a risk factor)|never(?: (?:used|given|seen|present|found))?|absent|none|contraindicated|ineffective"
    r"|unnecessary|useless|harmful|obsolete|no longer (?:used|recommended|given|advised)"
    r"|(?:to be |should be |best )?avoided|avoid|of no (?:use|value|benefit|help)"
    r"|no (?:effect|benefit|role|place|value))"
)
_ITEM_DENIED = re.compile(
    r"(?::\s|\s[–—-]{1,2}\s|,\s|\()\s*(?:(?:is|are|usually|generally|always|strictly|absolutely|now) )*"
    + _DENIAL
    + r"(?: (?:here|at all|any ?more|in (?:this|the) (?:disease|disorder|condition|illness)))?[\s).;]*$",
    re.IGNORECASE,
)
_ITEM_IS_NOT = re.compile(
    r"\s(?:is|are|was|were) (?:\w+ly |now |best )*" + _DENIAL + r"[\s).;]*$", re.IGNORECASE
)
_UNDER = re.compile(
    r"\b(?:if|when|unless|until|that|which|who|whose|for|because|after|where|while|in)\b", re.IGNORECASE
)
_ORDERS = re.compile(r"(?:please )?(?:avoid|do not|don[’']t|never)\s+(?!to\b)", re.IGNORECASE)
_LEAD_HAS_SUBJECT = re.compile(
    r"\b(?:may|can|might|could|will|often|to|who|they|you|people|patients?|children|person|child)\W*$",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\s*(?:(?:should|must) )?(?:\w+ly )?(?:suggests?|points?(?: \w+)? (?:to|at|towards?)|indicates?|means?"
    r"|raises? (?:the )?\w+ of|favou?rs?) (?P<what>[^,;.]{2,60})",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:an? |the )?(?:\w+ )?(?:another|other|alternative|different)\b(?: \w+)? (?:disease|diagnos[ie]s"
    r"|disorder|causes?|condition|illness|process)\b",
    re.IGNORECASE,
)
_OF_A_NEIGHBOR = re.compile(r"\s*in [^,;:]{3,60}, .*\binstead[.;]?\s*$", re.IGNORECASE)
_NOT_ALL = re.compile(r"\s*not (?:all|every)\b", re.IGNORECASE)
"""Of causes this tells who has none of them: "Not all cases are related to hormone levels"."""
_FINDINGS = frozenset({Field.SYMPTOM, Field.COMPLICATION})
_MEANS = frozenset({Field.TREATMENT, Field.PREVENTION})


def is_denied_around(found: Found, text: str) -> bool:
    """Whether "not" stands right before the words of the rule, or what follows its verb denies it."""
    if _NOT_BEFORE.search(text[max(0, found.begin - 30) : found.begin]):
        return True
    if found.rule.field is Field.CAUSE and _is_disproved(found, text):
        return True
    if not found.rule.starts_with_list:
        return bool(_NOT_IN_VERB.search(found.said))
    if _ENDS_IN_NOT.search(text[found.start : found.end][-20:] + " "):
        return True
    if _ADVISED_AGAINST.search(text, found.last) or _is_no_use(found, text):
        return True
    if found.rule.field is Field.TREATMENT and _HARMS.search(text, found.end, found.last + 40):
        return True
    if not found.rule.known:
        return False
    verb = text[: found.last].rfind(" ") + 1
    return is_negated(re.split(r"[,;.]", text[verb : found.last + 60])[0])


def _is_disproved(found: Found, text: str) -> bool:
    """Whether a cause is one that was only believed in: "it was once believed that stress causes it"."""
    believed = re.split(r"[,;]", text[: found.start])[-1] + " _ " + text[found.end : found.last]
    return bool(_DISPROVED.search(text, found.end) or _ONCE_BELIEVED.search(believed))


def is_denied_item(item: str, field: Field) -> bool:
    """Whether a list's member denies what it names: "interferon: not effective", "rash (absent)"."""
    denied = _ITEM_DENIED.search(item) or _ITEM_IS_NOT.search(item)
    if denied and not _UNDER.search(item, 0, denied.start()):
        return True
    return field in _MEANS and bool(_IS_NO_USE.search(_UNDER.split(item)[0]))


def is_no_finding(item: str, lead: str, field: Field | None) -> bool:
    """Whether a member of a list of findings is denied, or an order to the reader: "Avoid alcohol"."""
    if field not in _FINDINGS:
        return False
    if _ORDERS.match(item) and not _LEAD_HAS_SUBJECT.search(lead):
        return True
    return is_denied_item(item, field)


def is_off_sale(text: str, end: int) -> bool:
    """Whether what follows a phrase says that it is sold or used no longer: "alosetron, since withdrawn"."""
    return bool(_OFF_SALE_NEXT.match(text, end))


def _is_no_use(found: Found, text: str) -> bool:
    """Whether the list's own verb, or one joined to it by "and", says that the means is not to be used."""
    if found.rule.field not in _MEANS:
        return False
    if _OFF_SALE_LATER.search(text, found.end):
        return True
    if _IS_ENDED.match(text, found.end) or _IS_NO_USE.match(text, found.end):
        return True
    clause = re.split(r"[;.]|\b(?:which|who|that|while|if)\b", text[found.end :])[0]
    return bool(_LATER_NOT.search(clause))


def says_no_such(found: Found, text: str) -> bool:
    """Whether the list's verb leaves no fact: a finding is missing or another disease's, a drug is ended."""
    if found.rule.field in _FINDINGS and _OF_A_NEIGHBOR.match(text):
        return True
    if found.rule.field is Field.CAUSE and _NOT_ALL.match(text):
        return True
    if not found.rule.starts_with_list:
        return False
    if found.rule.field in _MEANS:
        ended = _IS_ENDED.match(text, found.end)
        is_later = ended is not None and bool(_LATER.match(text, ended.end()))
        return is_later or bool(_IS_PUT_OFF.match(text, found.end))
    if found.rule.field not in _FINDINGS:
        return False
    if _IS_A_CAUSE.match(text, found.end):
        return True
    other = _OF_OTHERS.match(text, found.end)
    return bool(other and _OTHERS.match(other["what"])) or bool(_IS_MISSING.match(text, found.end))
