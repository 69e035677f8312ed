"""What a list is about, from the words that lead into it: "Other signs and symptoms may include"."""

from __future__ import annotations

import re

from questions.headings import Topic
from questions.model import Field, Role

_NO_FACTS = re.compile(
    r"\b(?:medic\w+ (?:linked to|associated with|that (?:may |can )?(?:cause|trigger|worsen))|goals?"
    r"|aims?|(?<!that )contains?|side effects?|ask|asks|questions?|functions?|tasks|tell|discuss|differential"
    r"|(?<!rule out )other conditions|types of|kinds of|stages?|specialists?|organizations?|resources?"
    r"|risks? of (?:surgery|treatment)|"
    r"jobs|steps?:|names? for|also called|known as|learn|information|websites?|used for|do not"
    r"|should not|not recommended|signs? of (?:an?|another|other|something) |depends? on"
    r"|factors (?:affect|that (?:affect|determine|influence))|based on (?:your|how))\b",
    re.IGNORECASE,
)
_ABOUT: tuple[tuple[str, Topic], ...] = (
    (r"\bcomplications\b", Topic(field=Field.COMPLICATION)),
    (r"\b(?:diagnos\w+|tests?\b|exams?\b|examination|confirm|evaluation)", Topic(field=Field.DIAGNOSTIC)),
    (
        r"\b(?:prevent\w*|(?:lower|reduce|decrease) (?:your|the|their) (?:risk|chance))",
        Topic(field=Field.PREVENTION),
    ),
    (
        (
            r"\b(?:risk factors?|more likely|(?:higher|increased|greater|at) risk|increase (?:your|the) risk)"
            r"|\b(?:things|factors|conditions) that (?:may |can )?(?:increase|raise)\b"
        ),
        Topic(field=Field.CAUSE, role=Role.RISK),
    ),
    (r"\btriggers?\b|\btriggered\b", Topic(field=Field.CAUSE, role=Role.TRIGGER)),
    (
        r"\b(?:symptoms?|signs?|features?|findings|experience|characteri[sz]ed|(?:may|can) have)\b",
        Topic(field=Field.SYMPTOM),
    ),
    (
        (
            r"\b(?:(?<!surgery to )treat\w*|medicin\w+|medication\w*|therap\w+"
            r"|recommend\w*|manage\w*|drugs|prescri\w*|antibiotics?|supplements?|options?"
            r"|surg\w+)\b"
        ),
        Topic(field=Field.TREATMENT),
    ),
    (
        (
            r"\b(?:causes?|caused|due to|result\w* (?:from|of)"
            r"|(?:occurs?|develops?|happens?|arises?) (?:after|following|in people with|when|if))\b"
        ),
        Topic(field=Field.CAUSE),
    ),
)
_OPEN_LEAD = re.compile(
    r"^(?:(?:these|this|they|others?|it|examples|such|the following|some|common|for example|your doctor"
    r"|doctors?|you|people|a person|patients|if|when)\b[^.]*)?"
    r"(?:\b(?:include|includes|including|following|are|may|can|if you|you|who|with|by|have|has)\b)?[\s:]*$",
    re.IGNORECASE,
)
"""A lead without a word of the table still opens the section's list where it points at nothing else."""


def topic_of_list(lead: str, section: Topic) -> Topic | None:
    """What the members of a list are, None where they are no facts.

    The section's own words decide first ("If you have symptoms, your doctor may recommend" under Treatment);
    in a symptom section "may cause" leads to symptoms; else the first row of the table that fits.
    """
    if _NO_FACTS.search(lead):
        return None
    if not lead.strip():
        return section if section.field else None
    fits = [topic for pattern, topic in _ABOUT if re.search(pattern, lead, re.IGNORECASE)]
    own = [topic for topic in fits if topic.field is section.field]
    if own:
        return own[0]
    if fits:
        return section if section.field is Field.SYMPTOM and fits[0].field is Field.CAUSE else fits[0]
    return section if section.field and _OPEN_LEAD.search(lead) else None
