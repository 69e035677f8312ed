"""How authors name what sets a condition off."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.model import Field, Role

_HERE = frozenset({Field.CAUSE, None})

TRIGGERS: tuple[Rule, ...] = (
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
        pattern=r"\b(?:reported to|known to) (?:follow|occur after|develop after|occur following"
        r"|develop following) {items}",
        example="It has been reported to follow insect bites; sun exposure; and viral infections, including "
        "HIV and hepatitis C.",
        gives=("insect bites", "sun exposure", "viral infections", "HIV", "hepatitis C"),
    ),
    Rule(
        name="is the trigger",
        field=Field.CAUSE,
        words=("trigger", "precipitant"),
        role=Role.TRIGGER,
        sections=_HERE,
        pattern=r"^{subject} {modal}{adv}(?:be|is|are|act as) {adv}(?:[\w-]+ ){0,3}?(?:triggers?"
        r"|precipitants?)\b(?: (?:of"
        r"|for) (?P<of>[^,;:]{1,60}))?",
        example="A viral infection, such as Herpes simplex virus (HSV) or Epstein-Barr virus (EBV) may be "
        "the "
        "trigger that causes the cornea to swell.",
        gives=("viral infection", "Herpes simplex virus (HSV)", "Epstein-Barr virus (EBV)"),
    ),
    Rule(
        name="subject triggers it",
        field=Field.CAUSE,
        role=Role.TRIGGER,
        sections=_HERE,
        pattern=r"^{subject} {modal}{adv}(?:triggers?|provokes?|precipitates?|brings? on|sets? off|worsens?"
        r"|aggravates?) (?:(?:an? |the )?(?:acute )?(?:attacks?|relapses?|flares?|flare-ups|exacerbations?"
        r"|episodes?|symptoms)\b|(?P<itself>[^,;.]{1,60}))",
        example="Stress or missed sleep may trigger an attack.",
        gives=("Stress", "missed sleep"),
    ),
    Rule(
        name="occurs after",
        after_name=True,
        field=Field.CAUSE,
        role=Role.TRIGGER,
        sections=frozenset({Field.CAUSE}),
        pattern=r"\b(?:occurs?|develops?|arises?|happens?|appears?|comes? on|begins?"
        r"|starts?) {adv}(?:after|following) "
        r"(?!the age|age|birth|puberty|\d|you|about|several|many|some|a few){items}",
        example="Gout may also develop after surgery or dehydration.",
        gives=("surgery", "dehydration"),
    ),
    Rule(
        name="it follows",
        field=Field.CAUSE,
        role=Role.TRIGGER,
        sections=frozenset({Field.CAUSE}),
        pattern=r"^(?:it|the (?:condition|disease|disorder|illness)) {adv}(?:follows|complicates"
        r"|comes after) {items}",
        example="It often follows pneumonia or sepsis.",
        gives=("pneumonia", "sepsis"),
    ),
    Rule(
        name="grows worse with",
        field=Field.CAUSE,
        role=Role.TRIGGER,
        sections=frozenset({Field.CAUSE}),
        pattern=r"\b(?:worse|stronger|worsens?) (?:with|after|during) {items}",
        example="The shaking grows stronger with caffeine and stress.",
        gives=("caffeine", "stress"),
    ),
)
