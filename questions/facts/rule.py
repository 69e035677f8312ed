"""A rule: one way in which authors say a kind of fact, as data, with an example that a test runs.

Patterns are written for masked sentences (see masking.py). ``{...}`` names a fragment of FRAGMENTS.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from questions.model import Field, Role

FRAGMENTS = {
    "adv": r"(?:(?:also|usually|often|typically|sometimes|generally|commonly|most commonly|most often"
    r"|frequently|occasionally"
    r"|rarely|seldom|mainly|primarily|probably|likely|possibly|usually also|both|either|instead|then|still"
    r"|always|now|just|even|only"
    r"|in some cases|in most cases|in rare cases|more rarely|less commonly|less often|largely|partly"
    r"|eventually|reportedly|routinely|currently|initially|successfully|surgically) )*",
    "modal": r"(?:(?:may|can|could|might|will|would|should|must|cannot|does|do|did|(?:may|can|does|do"
    r"|did|will"
    r"|should|could) not|don[’']?t|doesn[’']?t|won[’']?t|can[’']?t) )?",
    "be": r"(?:is|are|was|were|be|been|being)",
    "people": r"(?:people|patients?|individuals?|persons?|child|baby|infant|man|woman|children|infants"
    "|babies|newborns|boys|girls"
    r"|adults|women"
    r"|newborns?|inpatients|outpatients|everyone|travelers|relatives|carriers|men|those|others|some|many"
    r"|most|males|females|teens|you|adolescents|cases|families)",
    "lead": r"(?:^|[;,:] )",
    "items": r"(?P<items>\S.*)",
    "subject": r"(?P<items>[^;:]*?\S)(?= )(?<! that)(?<! which)(?<! who)(?<! can)(?<! may)(?<! could)"
    r"(?<! might)(?<! will)",
    "of": r"(?: (?:of|for|with|associated with|related to|due to|seen in|to|that (?:are"
    r"|is) associated with) (?P<of>[^,;:]{1,90}?))?(?: (?:in|on|at|during) (?P<where>[^,;:]{1,60}?))?",
    "qualities": r"(?:(?:the|a|an|some|other|another|one|main|major|primary|first|second|typical|usual"
    r"|classic|early"
    r"|earliest|initial|later|late|additional|important|key|well-known|possible|potential|known"
    r"|suspected|reported|frequent|characteristic|"
    r"cardinal|principal|specific|severe|serious|mild|more|most|less|least|very|common|commonly"
    r"|frequently|rare|likely|proven|established|underlying|leading|single|only|best|physical|clinical"
    r"|visible|general|acute|chronic|associated|these|many|several|its|their|"
    r"emergency|following|two|three|four|noticeable|obvious|notable|prominent|environmental|genetic"
    r"|lung-related|skin|eye|neurological|diagnostic|exact|direct|immediate|and|or|also) )*",
}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One wording. ``gives`` are the phrases that the example yields; ``sections`` where the rule may speak.

    An empty ``sections`` means any section.
    ``whole``: the phrase is one fact and is not split as a list.
    ``after_name``: the condition has to be named before the match ("Uric acid results from" is not on gout).
    ``clause``: the phrase is a clause with a verb of its own ("occurs if the body makes antibodies").
    ``known``: the phrase, or half of its list, has to be of the field's kind by its words (see known.py).
    ``words``: small letters of which one stands in every sentence that the pattern fits; where none does, the
    costly pattern is not tried. Without any, it always is.
    The group "of" may name no other condition, "where" no other disease outright; a group "itself" has to
    name the article's own.
    """

    name: str
    field: Field
    pattern: str
    example: str
    gives: tuple[str, ...]
    words: tuple[str, ...] = ()
    sections: frozenset[Field | None] = frozenset()
    role: Role | None = None
    hedged: bool = False
    whole: bool = False
    after_name: bool = False
    known: bool = False
    clause: bool = False

    @cached_property
    def starts_with_list(self) -> bool:
        """Whether the list is the sentence's subject, so that words before it have to be passed over."""
        return self.pattern.startswith("^") and "{subject}" in self.pattern

    def may_speak(self, lowered: str) -> bool:
        """Whether a sentence in small letters holds a word without which the pattern cannot fit."""
        return not self.words or any(word in lowered for word in self.words)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern with its fragments filled in."""
        pattern = self.pattern
        for name, fragment in FRAGMENTS.items():
            pattern = pattern.replace("{" + name + "}", fragment)
        return re.compile(pattern, re.IGNORECASE)
