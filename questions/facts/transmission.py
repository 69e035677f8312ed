"""Ways of infection against what spreads otherwise: germs and cells within a body, genes within a family."""

from __future__ import annotations

import re

from questions.facts.subjects import Subject

_CARRIED = re.compile(
    r"\b(?:germs?|bacteri\w+|virus(?:es)?|\w+virus(?:es)?|\w+(?:coccus|cocci|bacter|ella|monas|plasma|spira)"
    r"|parasites?|fung(?:us|i)|yeasts?|worms?|mites?|lice|larvae|eggs?|spores?|cysts?|prions?|organisms?"
    r"|pathogens?|amoebae?|protozoa\w*|infections?|infectious|diseases?|illness(?:es)?|\w{3,}itis|pneumonia"
    r"|agents?|it|they|this|that|which|most|others?|transmission|contagious)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"(?:the |a |its |their )?(?:(?!infected|contaminated|don(?:or|ated)|animal|raw)\w+ )?"
    r"(?:bloodstream|circulation|lymph(?:atics?| vessels?| nodes?"
    r"| system| channels?"
    r"|atic vessels?|atic system| fluid)?|blood vessels?|blood (?:to|into)\b|veins?|nerves?|spinal fluid"
    r"|airways?"
    r"|body|tissues?|organs?|bones?|skull|brain|lungs?|liver|abdomen|gut|bowel|peritoneum|direct extension"
    r"|contiguity|famil(?:y|ies)|generations?|fascia\w*)\b(?! (?:transplant|donation|contact|fluids?))",
    re.IGNORECASE,
)
"""Ways inside one body, or from parents to children by genes."""


def is_way_of_infection(before: str, route: str, subject: Subject) -> bool:
    """Whether "spread by" has the infection or its germ before it in its clause, and leads between bodies."""
    if _WITHIN.match(route):
        return False
    return bool(_CARRIED.search(before)) or subject.is_named_by(before) or not before.strip()
