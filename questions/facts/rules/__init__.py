"""All rules, in the order in which they are tried on a sentence."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.facts.rules.causes import CAUSES
from questions.facts.rules.choices import CHOICES
from questions.facts.rules.complications import COMPLICATIONS
from questions.facts.rules.diagnosis import DIAGNOSIS
from questions.facts.rules.findings import FINDINGS
from questions.facts.rules.genes import GENES
from questions.facts.rules.means import MEANS
from questions.facts.rules.prevention import PREVENTION
from questions.facts.rules.risks import RISKS
from questions.facts.rules.sources import SOURCES
from questions.facts.rules.symptoms import SYMPTOMS
from questions.facts.rules.treatments import TREATMENTS
from questions.facts.rules.triggers import TRIGGERS

RULES: tuple[Rule, ...] = (
    *PREVENTION,
    *DIAGNOSIS,
    *GENES,
    *RISKS,
    *TRIGGERS,
    *CAUSES,
    *SOURCES,
    *COMPLICATIONS,
    *SYMPTOMS,
    *FINDINGS,
    *CHOICES,
    *TREATMENTS,
    *MEANS,
)
