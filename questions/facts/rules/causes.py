"""How authors name causes, risks, triggers, genes and associations."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.model import Field, Role

_HERE = frozenset({Field.CAUSE, None})

CAUSES: tuple[Rule, ...] = (
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
        name="risk factors are",
        field=Field.CAUSE,
        role=Role.RISK,
        sections=_HERE,
        pattern=r"\brisk factors?{of} {adv}{modal}{adv}(?:include|includes|are|is)\b:? {adv}{items}",
        example="Risk factors for gout include obesity, alcohol and a family history of gout.",
        gives=("obesity", "alcohol", "family history of gout"),
    ),
    Rule(
        name="is a risk factor",
        field=Field.CAUSE,
        role=Role.RISK,
        sections=_HERE,
        pattern=r"^{subject} {modal}{adv}(?:be|is|are) {adv}{qualities}(?:\w+ )?risk factors?\b"
        r"(?: (?:for|of) (?P<of>[^,;:]{1,60}))?",
        example="Smoking, diabetes and older age are the leading risk factors.",
        gives=("Smoking", "diabetes", "older age"),
    ),
    Rule(
        name="raises the risk",
        field=Field.CAUSE,
        role=Role.RISK,
        sections=_HERE,
        pattern=r"^{subject} {adv}(?:{modal}{adv}(?:increases?|raises?|adds? to)|(?:{be} )?(?:thought"
        r"|believed"
        r"|known|shown) to {adv}(?:increase|raise)|{modal}(?:put|place)s? (?:you|people|someone"
        r"|a person) at|{modal}make (?:you|a person|people) more likely) "
        r"(?:(?:the|your|a person[’']?s|one's|their) )?(?:risks?|chances?|likelihood|odds|higher"
        r"|greater|increased|to)\b(?: (?:of|for) (?P<of>[^,;:]{1,60}))?",
        example="Smoking is thought to increase the risk of developing the tumor.",
        gives=("Smoking",),
    ),
    Rule(
        name="more likely if",
        field=Field.CAUSE,
        role=Role.RISK,
        sections=_HERE,
        pattern=r"(?:more|most) likely to (?:get|have|develop|form|be)\b[^,;]{0,60}? if (?:you|they"
        r"|a person) {items}",
        example="You are more likely to get a kidney stone if you drink little water or take certain "
        "diuretics.",
        gives=("drink little water", "take certain diuretics"),
    ),
    Rule(
        name="triggered by",
        field=Field.CAUSE,
        role=Role.TRIGGER,
        sections=_HERE,
        pattern=r"\b(?:triggered|precipitated|provoked|set off|brought on|worsened|aggravated"
        r"|exacerbated) by {adv}{items}",
        example="Attacks can be triggered by stress, alcohol or an illness.",
        gives=("stress", "alcohol", "illness"),
    ),
    Rule(
        name="triggers are",
        field=Field.CAUSE,
        role=Role.TRIGGER,
        sections=_HERE,
        pattern=r"\btriggers?{of} {modal}{adv}(?:include|includes|are|is)\b:? {items}",
        example="Common triggers include pollen, dust mites, and cold air.",
        gives=("pollen", "dust mites", "cold air"),
    ),
    Rule(
        name="reported to follow",
        field=Field.CAUSE,
        role=Role.TRIGGER,
        sections=_HERE,
        hedged=True,
        pattern=r"\b(?:reported to|known to|can|may|often) (?:follow|occur after|develop after|occur "
        r"following"
        r"|develop following) {items}",
        example="It has been reported to follow insect bites; sun exposure; and viral infections, including "
        "HIV and hepatitis C.",
        gives=("insect bites", "sun exposure", "viral infections", "HIV", "hepatitis C"),
    ),
    Rule(
        name="spread by",
        field=Field.CAUSE,
        role=Role.TRANSMISSION,
        sections=_HERE,
        pattern=r"\b(?:spreads?|transmitted|passed|acquired|contracted) (?:\w+ ){0,4}?(?:by|through"
        r"|via) {items}",
        example="The virus is spread by the bite of infected mosquitoes.",
        gives=("bite of infected mosquitoes",),
    ),
    Rule(
        name="theory that it is linked to",
        field=Field.CAUSE,
        sections=_HERE,
        hedged=True,
        whole=True,
        pattern=r"\b(?:evidence|theory|believed|thought|suggests?) that (?:it|the (?:condition|disease"
        r"|disorder)|[^,;]{0,40}?) (?:is|are|may be) (?P<items>(?:linked|related) to (?:the )?[^,;.]+)",
        example="There is much evidence that it is linked to the immune system.",
        gives=("linked to the immune system",),
    ),
    Rule(
        name="caused by",
        after_name=True,
        field=Field.CAUSE,
        sections=_HERE,
        pattern=r"\b(?:caused|produced) {adv}by {adv}{items}",
        example="It is typically caused by poor posture, repetitive motions, or trauma to the back.",
        gives=("poor posture", "repetitive motions", "trauma to the back"),
    ),
    Rule(
        name="due to",
        after_name=True,
        field=Field.CAUSE,
        sections=_HERE,
        pattern=r"\b(?:due {adv}to|secondary to|attributed to|attributable to|(?:a|the) result of"
        r"|results? {adv}from|resulting from|arises? from|stems? from"
        r"|because of) {adv}(?!other\b){items}",
        example="Adhesions can also result from inflammation not related to surgery, including appendix "
        "rupture and radiation treatment.",
        gives=("inflammation not related to surgery", "appendix rupture", "radiation treatment"),
    ),
    Rule(
        name="cause is",
        field=Field.CAUSE,
        sections=_HERE,
        pattern=r"{qualities}\bcauses?(?! of (?:death"
        r"|disability))(?:, [^,]{1,40},)?{of} {adv}{modal}{adv}(?:include|includes|{be}"
        r"|involve)\b:? {adv}(?!(?:\w+ ){0,3}?(?:unknown|unclear|understood|known|caused|treated"
        r"|not)\b){items}",
        example="Other less common causes include nerve damage, obesity, and cysts.",
        gives=("nerve damage", "obesity", "cysts"),
    ),
    Rule(
        name="is the cause",
        field=Field.CAUSE,
        sections=_HERE,
        pattern=r"^{subject} {modal}{adv}{be} {adv}(?:thought to be "
        r"|believed to be )?{qualities}(?<!not )causes?\b(?: of (?P<of>[^,;:]{1,60}))?",
        example="Abdominal surgery is the most frequent cause of abdominal adhesions.",
        gives=("Abdominal surgery",),
    ),
    Rule(
        name="is the trigger",
        field=Field.CAUSE,
        role=Role.TRIGGER,
        sections=_HERE,
        pattern=r"^{subject} {modal}{adv}(?:be|is|are|act as) {adv}{qualities}triggers?\b(?: (?:of"
        r"|for) (?P<of>[^,;:]{1,60}))?",
        example="A viral infection, such as Herpes simplex virus (HSV) or Epstein-Barr virus (EBV) may be "
        "the "
        "trigger that causes the cornea to swell.",
        gives=("viral infection", "Herpes simplex virus (HSV)", "Epstein-Barr virus (EBV)"),
    ),
    Rule(
        name="subject is associated with it",
        field=Field.CAUSE,
        role=Role.ASSOCIATION,
        sections=_HERE,
        pattern=r"^{subject} {modal}{adv}(?:be|is|are|been) {adv}(?:associated with|linked to"
        r"|related to)(?P<itself> [^,;.]{1,60})",
        example="Radiation exposure and autoimmune disorders may also be associated with the condition.",
        gives=("Radiation exposure", "autoimmune disorders"),
    ),
    Rule(
        name="associated with",
        after_name=True,
        field=Field.CAUSE,
        role=Role.ASSOCIATION,
        sections=_HERE,
        pattern=r"\b(?:associated with|linked to|related to) {adv}(?!other\b|the (?:condition"
        r"|disease))(?!an? (?:increased|higher|greater))(?P<items>\S.*)",
        example="Occasionally, it may be associated with diabetes or thyroid disease.",
        gives=("diabetes", "thyroid disease"),
    ),
    Rule(
        name="subject triggers it",
        field=Field.CAUSE,
        role=Role.TRIGGER,
        sections=_HERE,
        pattern=r"^{subject} {modal}{adv}(?:triggers?|provokes?|precipitates?|brings? on|sets? off)"
        r"(?P<itself> [^,;.]{1,60})",
        example="Stress or missed sleep may trigger an attack.",
        gives=("Stress", "missed sleep"),
    ),
    Rule(
        name="subject causes it",
        field=Field.CAUSE,
        sections=_HERE,
        pattern=r"^{subject} {adv}(?:{modal}{adv}(?:causes?|leads? to|results? in|produces?)"
        r"|{modal}{adv}(?:contribute|contributes) to(?: the)?(?: development of)?)(?: most| all| some"
        r"| about| up to| nearly| \d+| percent| cases| of| the)*(?P<itself> [^,;.]{1,60})",
        example="Some foods may cause kidney stones in certain people.",
        gives=("foods",),
    ),
)
