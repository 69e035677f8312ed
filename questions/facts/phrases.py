"""A raw list member to the phrase a learner would say, or to nothing.

Only trims at the ends, so that what is left is still a span of the source.
"""

from __future__ import annotations

import re

from questions.facts.known import has_head
from questions.facts.verbs import states
from questions.model import Field

_LEAD = re.compile(
    r"(?:(?:more than an?|dozens?(?: of)?|identified|adding(?= adding)|a|an|the|some|certain|other"
    r"|through|with|by|and|or|seen through|any|your|their|his or her"
    r"|his|her|its|one of many|one of several|various|several|multiple(?= (?:different|types))|many"
    r"|both|either|one of the"
    r"|one or more of the|the following|also|even|only|just|either|"
    r"usually|often|sometimes|generally|typically|occasionally|possibly|perhaps|rarely|seldom|hardly ever"
    r"|commonly"
    r"|frequently|mainly|primarily|most often|most commonly|less often|less commonly|more rarely"
    r"|in some cases|in rare cases|"
    r"in severe cases|at times|eventually|potentially|probably|likely|if needed|if necessary"
    r"|(?:the )?use of(?: an?)?|an? variety of|a number of|a combination of|combination of|a range of"
    r"|types? of|(?:the )?presence of|(?:the )?development of|(?:the )?onset of|variable degrees of"
    r"|varying degrees of"
    r"|an increase in(?= the risk)|a decreased? in(?= x)|taking|receiving|using|having|have|has|had"
    r"|feel|feeling|see|experience|experiencing|perform|performing|carry(?:ing)? out|conduct|conducting"
    r"|ordering|develop|developing|undergo|undergoing|get|getting|being"
    r"|prescription of|administration of|treatment with|therapy with|signs of|symptoms of|symptoms like"
    r"|(?:a )?review of(?: (?:a|your|the))?(?: (?:person|patient)[’']?s)?|results? (?:of|from)"
    r"|symptoms such as|things like|(?:(?:\w+ to )?\w+ )?(?:cycles|rounds|sessions|days|weeks"
    r"|months) of|(?:in |those |people |patients |individuals )+(?:with|who (?:are"
    r"|have had|have)))\s+)+",
    re.IGNORECASE,
)
_FEELING = re.compile(r"\bfeeling\s+$", re.IGNORECASE)
_KEEP_VERB = re.compile(
    r"(?:have|has|had|get|getting|being|take|taking|using) (?:to|a hard|rid|enough|too|not|less|more|plenty"
    r"|regular)\b",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    r"(?<!that)(?<!which)(?<!who)\s(?:may|can|is|are|was|were|will|should|has|have|could|would"
    r"|might)(?: also| often| usually)? (?:be|been|help|occur|develop|needed|recommended|used|necessary"
    r"|present|also|not|given|seen|considered)\b.*$",
    re.IGNORECASE,
)
_TAILS = (
    re.compile(
        r"(?:,\s(?:while|causing|leading|making|often|usually|sometimes)|,?\s(?:which|who|where|whose|whom"
        r"|because|although|though|whereas|since|so that|so|but|unless|however|depending|as (?:well|long"
        r"|needed|seen|described|part)|due to|caused by|resulting (?:from|in)|leading to|called|known as"
        r"|also (?:called|known)|with the goal|in order to|rather than|followed by|after which))\b.*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\s(?:that|which) (?:may |can |often |usually )?(?:occurs?|happens?|develops?|begins?|starts?"
        r"|appears?) .*$",
        re.IGNORECASE,
    ),
    re.compile(r",\s(?:if|when|unless|once|until) .*$|(?<! at)\s(?:if|unless|once|until) .*$", re.IGNORECASE),
    re.compile(
        r"\s(?:in|for|among) (?:(?:some|many|most|certain|rare|severe|more severe|mild|a few|other|affected"
        r"|these|those|people|patients|individuals|children|infants|adults|women|men|boys|girls|newborns"
        r"|babies)\b).*$",
        re.IGNORECASE,
    ),
    _PREDICATE,
    re.compile(r"(?<=_)(?:often|when|usually|sometimes|a|the)\s.*$|(?<=_)often$", re.IGNORECASE),
    re.compile(r"\swith (?:the|this|these|it|them|varying)\b.*$", re.IGNORECASE),
    # A dash that was lost: "tumorswhen tumors", "abdomenthe area between".
    re.compile(
        r"(?<=[a-z]{3})(?:which|when|including|medications?|medicines?|the (?:area|part|tube|organ"
        r"|process))\b.*$"
    ),
    re.compile(r"(?<=[_A-Za-z])\.\d{1,2}$"),
    re.compile(r"\s(?:manner|fashion|trait|inheritance)$", re.IGNORECASE),
    re.compile(
        r"\s(?:as well|too|also|together|only|respectively|overall|alone|at first|etc\.?"
        r"|and others|among others|and so on|in general|at birth|first|even|right away|immediately"
        r"|promptly|at once|at home"
        r"|as soon as possible|over time|overtime|in life|at the same time|if needed|as needed"
        r"|in particular|(?:in"
        r"|with) (?:this|the|these) (?:condition|disease|disorder|syndrome|individuals|patients|people))$",
        re.IGNORECASE,
    ),
)
_GOAL = re.compile(
    r"\s(?:to|for)\s(?:help|try|relieve|relieving|reduce|reducing|ease|easing|improve|improving|control"
    r"|controlling|manage|managing|treat|treating|prevent|preventing|alleviate|decrease|lessen|minimize"
    r"|maintain|"
    r"correct|support|strengthen|slow|stop|restore|lower|speed|keep|make|protect|avoid|address|suppress"
    r"|boost|promote|stabilize|fight|determine|confirm|rule|check|evaluate|assess|diagnose|see|identify"
    r"|exclude|provide|regulate|establish|aid|learn|watch|watching|complete|verify|support|monitor|detect"
    r"|ensure|enable"
    r"|allow|achieve|facilitate|find|look|measure|obtain|increase|raise|remove fluid"
    r"|the treatment of)\b[^,;]*",
    re.IGNORECASE,
)
_USE = re.compile(r"\sfor\s(?!(?:instance|example|at least)\b)[^,;]*", re.IGNORECASE)
_ABOUT_SYMPTOMS = re.compile(
    r"\b(?:symptoms?|pain|condition|disease|disorder|diagnos\w+|cause|help|treat|watch)\b", re.IGNORECASE
)
_CALLED = re.compile(
    r"(?:[\w-]+ ){0,5}?(?:disorders?|conditions?|diseases?|medicines?|medications?|drugs?|procedures?"
    r"|tests?|surgery|class of \w+|type of \w+|substances?|chemicals?|bacteri\w+|virus|gene|genes"
    r"|operation|technique|treatments?|agents?) (?:called|known as|named) (?:an? |the )?",
    re.IGNORECASE,
)
_EXPLAINS = re.compile(
    r"(?:an?|the|not|which|when|more|also|called|such|including|for|in|if|or|e\.g|i\.e)\b", re.IGNORECASE
)
_SPOKEN = re.compile(r"(?:[A-Za-z]{1,6}-)+[A-Za-z]{1,6}(?: (?:[A-Za-z]{1,6}-)+[A-Za-z]{1,6}){0,3}")
_GENERIC_HEAD = re.compile(
    r"^(?:\w+ )?(?:medicines?|medications?|drugs?|surgery|procedures?|tests?|operations?|devices?|pills"
    r"|injections?)$",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:many|several|other|various|different|certain|some|more|additional|common|the|these|those|such"
    r"|all|any|no|unknown|a number of|general|main|first|possible|most|specific|individual|single)?\s*"
    r"(?:factors?|things|reasons?|causes?|symptoms?|signs?|signs and symptoms|features?|findings?"
    r"|problems?|conditions?|diseases?|disorders?|syndromes?|illnesses|complications?|treatments?"
    r"|treatment options|options|medications?|medicines?|drugs?|therapy|therapies|tests?|testing"
    r"|others?|more|people|patients|individuals|cases?|cause|types?|forms?|it|this|that|these|those"
    r"|them|they|you|which|who|there|both|one|ones|each|unknown|none"
    r"|(?:at least )?(?:one|two|three|four|five|\d)(?: or more)? (?:out )?of (?:the )?(?:\w+ )?"
    r"(?:criteria|following)"
    r"|nothing|measures|steps|methods?|approach(?:es)?|procedures?|age|time|ways?|combination|presence"
    r"|severity|result|results|effects?|changes|body|doctor|doctors|a doctor|health care providers?"
    r"|persons?|members?|examples?|areas?|parts?|course|disease process|physical|supportive|symptomatic"
    r"|mild|severe|moderate|rare|common|variable|following|everyone|anyone|someone|days|weeks|months"
    r"|years|hours|life|children|adults|infants|women|men|boys|girls|males|females|condition itself"
    r"|main|strict|dosing|doses?|underway|management|diagnosis|prognosis|evaluation|appearance|feature"
    r"|parents?|families"
    r"|change|stud(?:y|ies)|research|defects?|deficienc(?:y|ies)|\w+(?:al|ous|ive|ent|ant|ab|ib|ed|ing|ful|less|te|re|or|ow|ick)ly|(?:inhaled"
    r"|injected)(?:,? or \w+ed)?"
    r"|affected individuals|affected people|genes?|progression|theor(?:y|ies)|hypothes[ie]s"
    r"|(?:medical )?procedures|(?:genetic )?mutations?|death|theirs?|his|hers?|its|your|vitamin"
    r"|tests and procedures"
    r"|(?:long-term|early|prompt|immediate"
    r"|further|additional|appropriate|proper|medical|drug|standard) (?:treatments?|therapy|management"
    r"|care)|underlying|device|caution|exact|specifically"
    r"|medical conditions|health problems|conditions|another factor|things in the environment)",
    re.IGNORECASE,
)
_BAD_START = re.compile(
    r"(?:against|stud(?:y|ies) |needed|cases|findings|following|referred to|aimed at|directed at|mothers"
    r"|parents|taken|given"
    r"|administered|placed|toxic|suggesting"
    r"|indicating|forms? (?:when|if|in|from)|(?:rare|known|feared|common) (?:harms?|effects?) of"
    r"|nonenveloped|enveloped|combined with|together with"
    r"|first-line|second-line|exceeds|designed|intended|formerly|conducts?"
    r"|reviews?|looks?|seeking|checking|limited and|it|they|he|she"
    r"|this|these|those|that|which|who|whom|there|we|you|i|if|when|because|although"
    r"|however|but|then|than|as|so|is|are|was|were|be|been|may|can|will|should|do|does|not|no|of|by|in"
    r"|with|through|on|at|into|also|whether|how|what|why|where|while|since|until|after|before|during"
    r"|\d+ (?:to|or|of|in|out)\b|\d+ (?:\w+ )?(?:months|years|weeks|days)|symptom (?:onset|severity)"
    r"|number of|examples of|at least|about"
    r"|approximately|up to|more than|less than|most|each|all|every|none|neither|one of"
    r"|such|to|known as|called|named|associated with|related to|specific to|due to|caused by|based on"
    r"|including|without|researchers?|scientists|experts|studies|research|doctors|health ?care"
    r"|worst|better|worse (?:in|on|at|with|after|by|when)|chance (?:in|on)|chance\b|needs? to"
    r"|especially|particularly|specifically|among|affecting|rather|ultimately|try|like|more (?:severe"
    r"|than|likely)|highly|average|milder|onset|present|thrive|variable|no longer|producing|causing"
    r"|leading|resulting|making|depending|people|patients|symptoms|find|seen|found|used|considered|for"
    r"|from|within|between|via|decisions?|determined|ruled|soon|causes? of|less (?:severe|common|than"
    r"|frequent|often|likely)|to the|thus"
    r"|therefore|often|usually|your doctor|doctors?|health care)\b",
    re.IGNORECASE,
)
_BAD_END = re.compile(
    r"\b(?:and|or|of|the|(?-i:a)|an|with|in|to|by|for|as|from|such|called|including|like|that|which|who"
    r"|have|has"
    r"|be|been|go|goes|more|less|very|than|also|before|after|during|there|here|can|may|will|often"
    r"|usually|found|over"
    r"|up|all|researchers"
    r"|scientists)$",
    re.IGNORECASE,
)
_ADVERBS = re.compile(
    r"(?:(?:over|up|down|here|there|now|then|again|recently|following|healing|prescription"
    r"|breathing|lifestyle|more|less|most|very|sometimes|possibly|often|usually|rarely|commonly"
    r"|frequently|partial"
    r"|times|multiple|diverse|numerous|different|another|both|only|first|second|total|complete|red|small"
    r"|large|certain|common"
    r"|likely|unlikely|necessary|needed|present|absent|normal|abnormal|high|low|new|old|early|late|once"
    r"|twice|daily|weekly|alone|together|technique|way|place|thing|even|well|good|better|best|worse"
    r"|important) ?)+",
    re.IGNORECASE,
)
_THIRD_PERSON = re.compile(r"(?!\w*(?:ss|us|is) )\w+s (?:the|an?|your|their|its|it|his|her)\b", re.IGNORECASE)
"""A verb with its object: "moves the hernia back"."""
_NUMBER = re.compile(r"\s*\(?\d\)\s")
_FUNCTION_WORD = re.compile(
    r"\b(?:of|in|with|to|the|that|and|or|on|from|for|by|at|an?|than|when|during|between|your|around|over)\b"
    r"|[,_/]",
    re.IGNORECASE,
)
_ORIGIN_OR_AGE = re.compile(
    r"(?:(?:northern|southern|eastern|western|central|middle) )?(?:europeans?|americans?|africans?|asians?"
    r"|hispanics?|latinos?|caucasians?|japanese|chinese|koreans?|indians?|arabs?|jewish|ashkenazi|mediterranean"
    r"|scandinavians?|finnish|irish|british|turkish|iranian|french canadian)"
    r"|(?:the )?(?:elderly|young|younger|old|older|middle-aged|adults?|adolescents?|teenagers?|newborns?"
    r"|neonatal"
    r"|infants?|childhood|toddlers?|(?:early|late|middle) (?:childhood|adulthood|age))",
    re.IGNORECASE,
)
"""Alone they tell who has it, and name neither a cause nor a finding ("Asian ancestry" names one)."""
_MAX_BARE_WORDS = 7
"""A longer run of words without a function word is a list that lost its marks."""
_MAX_WORDS = 16


def without_goals(masked: str, start: int, end: int, *, drops_use: bool) -> str:
    """The text with goals ("to relieve pain and swelling") blanked, so that they are not split as a list.

    A goal right behind a general word makes it a fact ("medications to reduce gastric acid secretion") and
    stays, unless it is about symptoms. ``drops_use`` also blanks "for ..." ("dapsone for adults").
    """
    for pattern in (_GOAL, _USE) if drops_use else (_GOAL,):
        for goal in pattern.finditer(masked, start, end):
            before = re.split(
                r"[,;]|\b(?:and|or|with|of|by|include|includes)\b", masked[start : goal.start()]
            )[-1]
            if _GENERIC_HEAD.match(before.strip()) and not _ABOUT_SYMPTOMS.search(goal.group()):
                continue
            masked = masked[: goal.start()] + " " * len(goal.group()) + masked[goal.end() :]
    return masked


def trimmed(masked: str, start: int, end: int, *, keeps_clauses: bool = False) -> tuple[int, int]:
    """The offsets of the phrase inside masked[start:end]: articles, adverbs and clauses taken off."""
    start, end = _strip(masked, start, end)
    for _ in range(2):
        lead = _LEAD.match(masked, start, end)
        if lead and not _KEEP_VERB.match(masked, start, end):
            feeling = _FEELING.search(lead.group())
            rest = masked[lead.end() : end]
            keeps = feeling is not None and not (rest.startswith("like ") or has_head(rest, Field.SYMPTOM))
            start = lead.start() + feeling.start() if feeling and keeps else lead.end()
        if keeps_clauses:
            continue
        named = _CALLED.match(masked, start, end)
        if named:
            start = named.end()
        for tail in _TAILS:
            cut = tail.search(masked, start, end)
            if cut and cut.start() > start and not _hangs(masked[start : cut.start()], tail):
                end = cut.start()
        start, end = _strip(masked, start, end)
    return start, end


def _hangs(kept: str, tail: re.Pattern[str]) -> bool:
    """Whether cutting a verb would leave "hormones that the glands"."""
    return tail is _PREDICATE and bool(re.search(r"\b(?:that|which|who)\b", kept, re.IGNORECASE))


def without_explanation(text: str, start: int, end: int) -> int:
    """Where the phrase ends without a bracket at its end that explains; a synonym or abbreviation stays."""
    if text[end - 1 : end] != ")":
        return end
    opening = text.rfind("(", start, end)
    inside = text[opening + 1 : end - 1]
    if opening > start and (len(inside.split()) > 3 or _EXPLAINS.match(inside) or _is_spoken(inside)):
        return opening - (len(text[start:opening]) - len(text[start:opening].rstrip()))
    return end


def _is_spoken(words: str) -> bool:
    """Whether the words say how to speak another, "em-fi-SE-ma": syllables, one of them in capitals."""
    if words.lower().startswith("pronounced "):
        return True
    if not _SPOKEN.fullmatch(words):
        return False
    syllables = re.split(r"[- ]", words)
    return any(part.isupper() and len(part) > 1 for part in syllables) and any(map(str.islower, syllables))


def tells_how_to_say(phrase: str) -> bool:
    """Whether a phrase has such syllables inside it: "secretory (see-KREH-tor-ee) diarrhea"."""
    return any(_is_spoken(inside) for inside in re.findall(r"\(([^()]*)\)", phrase))


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    number = _NUMBER.match(text, start, end)
    start = number.end() if number else start
    while start < end and text[start] in " \t\r\n,;:.-–—•*\"'“”‘":
        start += 1
    while end > start and text[end - 1] in ' \t\r\n,;:.-–—•*"“”':
        end -= 1
    if text.count('"', start, end) % 2:  # one of a pair was taken off: 'tremor "triggers"'
        if text[end : end + 1] == '"':
            end += 1
        elif text[max(0, start - 1) : start] == '"':
            start -= 1
    return start, end


def is_sayable(phrase: str) -> bool:
    """Whether a masked phrase can stand as a fact: content, no sentence, no pronoun, not too long."""
    words = phrase.split()
    if not words or len(words) > _MAX_WORDS or not re.search(r"[A-Za-z]{2}", phrase.replace("_", "")):
        return False
    if _ORIGIN_OR_AGE.fullmatch(phrase) or _NOTHING.fullmatch(phrase) or _BAD_START.match(phrase):
        return False
    if _BAD_END.search(phrase) or _ADVERBS.fullmatch(phrase) or _THIRD_PERSON.match(phrase):
        return False
    if re.search(
        r"\b(?:this|these|such(?! as)|them|listed|above|below|they|we|he|she)\b|\?", phrase, re.IGNORECASE
    ):
        return False
    if phrase.count('"') % 2:
        return False
    if len(words) > _MAX_BARE_WORDS and not _FUNCTION_WORD.search(phrase):
        return False
    return not states(phrase)
