"""How authors name what makes a condition more likely."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.model import Field, Role

_HERE = frozenset({Field.CAUSE, None})

RISKS: tuple[Rule, ...] = (
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
        words=("risk",),
        role=Role.RISK,
        sections=_HERE,
        pattern=r"^{subject} {modal}{adv}(?:be|is|are) {adv}{qualities}(?:[\w-]+ ){0,2}?(?:risk factors?\b"
        r"|risks\b|(?<!at )(?<!lower )(?<!increased )(?<!higher )(?<!greater )(?<!health )"
        r"(?<!same )risk(?=[,;.]|$)"
        r")"
        r"(?: (?:for|of) (?P<of>[^,;:]{1,60}))?",
        example="Smoking, diabetes and older age are the leading risk factors.",
        gives=("Smoking", "diabetes", "older age"),
    ),
    Rule(
        name="raises the risk",
        field=Field.CAUSE,
        words=(
            "increas",
            "rais",
            "add",
            "doubl",
            "tripl",
            "multipl",
            "carr",
            "heighten",
            "put",
            "plac",
            "likely",
        ),
        role=Role.RISK,
        sections=_HERE,
        pattern=r"^{subject} {adv}(?:{modal}{adv}(?:increases?|raises?|adds? to|doubles?|triples?"
        r"|multiplies|carr(?:y|ies)|heightens?)|(?:{be} )?(?:thought"
        r"|believed"
        r"|known|shown) to {adv}(?:increase|raise)|{modal}(?:put|place)s? (?:you|people|someone"
        r"|a person) at|{modal}make (?:you|a person|people|it) more likely) "
        r"(?:(?:the|your|a person[’']?s|one's|their) )?(?:risks?|chances?|likelihood|odds|higher"
        r"|greater|increased|to)\b(?! (?:of|for),)(?: (?:of|for) (?P<of>[^,;:]{1,60}))?",
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
        name="predisposes to it",
        field=Field.CAUSE,
        words=("predispos",),
        role=Role.RISK,
        sections=_HERE,
        pattern=r"^(?![^,;.]*\b(?:genes?|mutations?|variants?|alleles?|HLA)\b)"
        r"{subject} {modal}{adv}predisposes?\b(?: [^,;.]{2,30}?)??(?: to (?P<itself>[^,;.]{1,60})"
        r"|(?=[,;.]|$))",
        example="Obesity, hypertension and psoriasis predispose to gout.",
        gives=("Obesity", "hypertension", "psoriasis"),
    ),
    Rule(
        name="is more likely in",
        after_name=True,
        field=Field.CAUSE,
        role=Role.RISK,
        sections=frozenset({Field.CAUSE}),
        pattern=r"\b(?:is|are|becomes?) {adv}(?:much |far )?more likely (?:in|with|after) {items}",
        example="It is more likely in smokers and people with diabetes.",
        gives=("smokers", "diabetes"),
    ),
    Rule(
        name="occurs in people with",
        after_name=True,
        field=Field.CAUSE,
        role=Role.RISK,
        sections=frozenset({Field.CAUSE}),
        pattern=r"\b(?:occurs?|seen|found|common|likely|develops?"
        r"|frequent) {adv}in (?:[\w-]+ ){0,3}?(?:people|patients|those"
        r"|individuals|persons|children|adults|women|men|infants) (?:with|taking|who (?:are|have had"
        r"|have an?|take)) "
        r"(?!(?:the|this) (?:condition|disease)|an? (?:family|affected)){items}",
        example="It often occurs in ill people with dry mouth and those with Sjogren syndrome.",
        gives=("dry mouth", "Sjogren syndrome"),
    ),
    Rule(
        name="family history",
        field=Field.CAUSE,
        role=Role.RISK,
        sections=frozenset({Field.CAUSE}),
        whole=True,
        pattern=r"\b(?:has|have"
        r"|is) (?:often )?(?:an? )?(?P<items>(?:[\w-]+ )?family history of [^,;.:]{3,60})",
        example="Many people with gout have a family history of gout.",
        gives=("family history of gout",),
    ),
    Rule(
        name="are at higher risk",
        field=Field.CAUSE,
        words=("risk",),
        role=Role.RISK,
        sections=frozenset({Field.CAUSE}),
        pattern=r"^(?![^,;:]{0,80}\bwho\b)(?!people|patients|those|they|you|he|she){subject} (?:is"
        r"|are) {adv}at (?:an? )?(?:\w+ )?(?:higher|increased|greater|high|special) risk\b"
        r"(?: (?:of|for) (?P<of>[^,;:]{1,60}))?",
        example="First-degree relatives are at higher risk.",
        gives=("First-degree relatives",),
    ),
    Rule(
        name="the risk is higher with",
        field=Field.CAUSE,
        role=Role.RISK,
        sections=frozenset({Field.CAUSE}),
        pattern=r"\brisk (?:is|rises|grows|increases|goes up) {adv}(?:\w+ )?(?:with|after) {items}",
        example="The risk is higher with obesity and diabetes.",
        gives=("obesity", "diabetes"),
    ),
)
