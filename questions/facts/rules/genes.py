"""How authors name genes and inheritance."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.model import Field, Role

_HERE = frozenset({Field.CAUSE, None})

GENES: tuple[Rule, ...] = (
    Rule(
        name="inheritance is",
        field=Field.CAUSE,
        role=Role.GENETIC,
        sections=_HERE,
        whole=True,
        pattern=r"\b(?:inheritance|cases|families|forms?) (?:is|are) {adv}"
        r"(?P<items>(?:autosomal|x-linked|y-linked|mitochondrial|polygenic)(?: (?:dominant|recessive))?)\b",
        example="Inheritance is autosomal recessive, so two carriers have a one in four chance.",
        gives=("autosomal recessive",),
    ),
    Rule(
        name="inherited as",
        field=Field.CAUSE,
        role=Role.GENETIC,
        sections=_HERE,
        whole=True,
        pattern=r"\b(?P<items>(?:autosomal|x-linked|y-linked|mitochondrial)(?: (?:dominant"
        r"|recessive))?)\b(?=[^.;]{0,60}?\b(?:manner|patterns?|fashion|trait|inheritance|way"
        r"|inherited)\b)",
        example="The condition is inherited in an autosomal recessive manner.",
        gives=("autosomal recessive",),
    ),
    Rule(
        name="mutation in a gene",
        field=Field.CAUSE,
        role=Role.GENETIC,
        sections=_HERE,
        whole=True,
        pattern=r"(?:caused by|due to|result(?:s|ing)? from|result of|because of|associated with|have"
        r"|inherit(?:ed)?|by) {adv}(?:a |an |the )?"
        r"(?P<items>(?:\w+ ){0,2}?(?:mutations?|changes? _+|alterations?|changes?|variants?|deletions?"
        r"|defects?)(?: _+)?(?: \w+){0,2}? (?:in|of|on|to) (?:(?:one|either|any|both|several|two"
        r"|certain)(?: of)? )?(?:the |an? )?(?:[\w-]{1,20}(?: _+)?,? (?:(?:and|or"
        r"|and/or) )?){0,10}?(?:genes?|chromosomes?(?: \w+)?)\b(?: _+)?)",
        example="It is caused by mutations in the FGFR3 gene.",
        gives=("mutations in the FGFR3 gene",),
    ),
    Rule(
        name="inherit genes",
        field=Field.CAUSE,
        role=Role.GENETIC,
        sections=_HERE,
        whole=True,
        pattern=r"(?<!if you )\b(?P<items>inherit (?:one|two|an?|both) (?:[\w-]+ ){1,4}?(?:genes?|cop(?:y"
        r"|ies) of the [\w-]+(?: gene)?))\b(?! from one)",
        example="Children who have the deficiency inherit two faulty AAT genes, one from each parent.",
        gives=("inherit two faulty AAT genes",),
    ),
    Rule(
        name="mutations do something",
        field=Field.CAUSE,
        role=Role.GENETIC,
        sections=frozenset({Field.CAUSE}),
        whole=True,
        pattern=r"\b(?P<items>(?:[\w-]+ ){0,3}?(?:mutations?|variants?|deletions?|duplications?|alterations?"
        r"|changes?)(?: _+)? (?:in|of|on) [^,;.:]{1,70}?\b(?:genes?"
        r"|chromosomes? [\w.]{1,8})(?: _+)?) (?:\w+ ){0,5}?"
        r"(?:causes?|leads?|results?|impairs?|reduces?|disrupts?|prevents?|alters?|affects?|weakens?"
        r"|accounts?"
        r"|underl(?:y|ies?)|lowers?|interferes?|responsible|involved|found)\b",
        example="Mutations in the PLOD1 gene lead to reduced levels of an enzyme.",
        gives=("Mutations in the PLOD1 gene",),
    ),
    Rule(
        name="mutations of a symbol",
        field=Field.CAUSE,
        role=Role.GENETIC,
        sections=frozenset({Field.CAUSE}),
        whole=True,
        pattern=r"\b(?P<items>(?:(?!includ)[\w-]+ )?(?:mutations?|variants?|deletions?|duplications?) (?:of"
        r"|in) (?:the )?(?-i:[A-Z][A-Z0-9]{2,7})"
        r"(?:(?:, and |, or |, | and | or )(?-i:[A-Z][A-Z0-9]{2,7})){0,6})\b(?! gene)",
        example="Mutations of PRSS1, SPINK1 and CFTR underlie attacks in the young.",
        gives=("Mutations of PRSS1, SPINK1 and CFTR",),
    ),
)
