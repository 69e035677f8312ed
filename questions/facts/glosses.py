"""Members of a list that only say the one before them in plain words: "claudication, pain on chewing"."""

from __future__ import annotations

import re

GLOSSES: tuple[tuple[str, str, str], ...] = (
    (
        r"\w*claudication",
        r"(?:\w+ing )?(?:pain|cramps?|cramping|aching)\b",
        "jaw claudication, pain on chewing",
    ),
    (r"\w*neuralgia", r"(?:\w+ing )?pain\b", "postherpetic neuralgia, pain beyond 90 days"),
    (r"\w+algia", r"(?:\w+ing )?pain (?:that|which|lasting|persisting)\b", "arthralgia, pain that moves"),
    (r"dysphagia", r"(?:difficulty|trouble) (?:in |with )?swallowing", "dysphagia, difficulty swallowing"),
    (
        r"dyspn(?:o?ea)",
        r"(?:shortness of breath|breathlessness|(?:difficulty|trouble) breathing)",
        "dyspnea, shortness of breath",
    ),
    (r"pruritus", r"itch(?:ing|iness)?\b", "pruritus, itching"),
    (r"jaundice", r"yellow(?:ing|ness|ish)?\b", "jaundice, yellowing of the skin"),
    (r"o?edema", r"(?:\w+ )?swelling\b", "edema, swelling of the legs"),
    (r"ascites", r"(?:\w+ )?fluid\b", "ascites, fluid in the belly"),
    (r"ha?ematuria", r"blood(?:y)? (?:in the )?urine", "hematuria, blood in the urine"),
    (r"tinnitus", r"ringing\b", "tinnitus, ringing in the ears"),
    (r"photophobia", r"sensitivity to (?:bright )?light", "photophobia, sensitivity to light"),
    (r"alopecia", r"hair loss|loss of hair", "alopecia, hair loss"),
    (r"syncope", r"faint(?:s|ing)\b", "syncope, fainting"),
    (r"epistaxis", r"nosebleeds?\b", "epistaxis, nosebleeds"),
    (r"anosmia", r"loss of (?:the sense of )?smell", "anosmia, loss of smell"),
    (r"diplopia", r"double vision", "diplopia, double vision"),
    (r"dysarthria", r"slurred speech", "dysarthria, slurred speech"),
    (r"hepatomegaly", r"(?:an )?enlarged liver", "hepatomegaly, enlarged liver"),
    (r"splenomegaly", r"(?:an )?enlarged spleen", "splenomegaly, enlarged spleen"),
    (r"amenorrho?ea", r"(?:absence|lack) of (?:menstrual )?periods", "amenorrhea, absence of periods"),
)
"""A term, the start of what explains it right behind a comma, and an example."""

_AFTER_COMMA = re.compile(r"(?P<before>[^,;]*),\s*(?:or |that is,? )?$")


def is_gloss(text: str, start: int, words: str) -> bool:
    """Whether the words at a place explain the member of the list right before them."""
    before = _AFTER_COMMA.search(text, 0, start)
    if before is None:
        return False
    head = (before["before"].split() or [""])[-1]
    return any(
        re.fullmatch(term, head, re.IGNORECASE)
        and re.match(r"(?:or )?(?:an? |the )?(?:" + plain + ")", words, re.IGNORECASE)
        for term, plain, _ in GLOSSES
    )
