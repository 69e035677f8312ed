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
        pattern=r"\b(?:reported to|known to) (?:follow|occur after|develop after|occur following"
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
        r"|believed to be )?{qualities}(?:much "
        r"|far )?{qualities}(?<!not )causes?\b(?: of (?P<of>[^,;:]{1,60}))?",
        example="Abdominal surgery is the most frequent cause of abdominal adhesions.",
        gives=("Abdominal surgery",),
    ),
    Rule(
        name="is the trigger",
        field=Field.CAUSE,
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
        pattern=r"^{subject} {modal}{adv}(?:triggers?|provokes?|precipitates?|brings? on|sets? off"
        r"|worsens?|aggravates?)"
        r"(?P<itself> [^,;.]{1,60})",
        example="Stress or missed sleep may trigger an attack.",
        gives=("Stress", "missed sleep"),
    ),
    Rule(
        name="subject causes it",
        field=Field.CAUSE,
        sections=_HERE,
        pattern=r"^{subject} {adv}(?:(?:{modal}{adv}|(?:{be}|has been|have been) {adv}(?:thought|believed"
        r"|found|shown|known"
        r"|reported|suspected|likely) to {adv})(?:causes?|leads? to|results? in|produces?|be responsible for)"
        r"|{modal}{adv}(?:contribute|contributes) to(?: the)?(?: development of)?)(?: most| all| some"
        r"| about| up to| nearly| \d+| percent| cases| of| the)*(?P<itself> [^,;.]{1,60})",
        example="Some foods may cause kidney stones in certain people.",
        gives=("foods",),
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
        name="mutations that cause",
        field=Field.CAUSE,
        sections=_HERE,
        whole=True,
        pattern=r"\b(?P<items>(?:[\w-]+ ){1,3}?(?:mutations|variants|bacteria|virus(?:es)?|fung(?:us|i)"
        r"|parasites?"
        r"|germs?)) (?:that|which|known to) {modal}{adv}causes? (?P<itself>[^,;.]{1,60})",
        example="Researchers have identified more than a dozen GRHPR mutations that cause this condition.",
        gives=("GRHPR mutations",),
    ),
    Rule(
        name="causative agents are",
        field=Field.CAUSE,
        sections=_HERE,
        pattern=r"\b(?:(?:causative|causal|responsible) (?:organisms?|agents?|bacteri\w+|virus(?:es)?"
        r"|pathogens?)"
        r"|(?:organisms?|bacteria|virus(?:es)?|germs|pathogens?|agents?|drugs?|medicines?|medications?"
        r"|conditions?|diseases?|disorders|factors|things|substances)"
        r" (?:(?:that|which) {modal}{adv}(?:(?:are|is) known to )?(?:causes?|leads? to|results? in)"
        r"|responsible for"
        r"|known to cause|implicated in)(?P<itself>(?: (?!has\b|have\b|that\b|is\b"
        r"|are\b)[^\s,;:]+){1,8}?))(?: in [^,;:]{1,40}?)? {modal}{adv}"
        r"(?:include|includes|is|are):? {items}",
        example="The most common causative organism is Staphylococcus aureus.",
        gives=("Staphylococcus aureus",),
    ),
    Rule(
        name="others include",
        field=Field.CAUSE,
        sections=frozenset({Field.CAUSE}),
        pattern=r"(?:^|; )(?:these|others|other (?:examples|possibilities)) {modal}{adv}includes?:? {items}",
        example="These include the mumps virus and HIV.",
        gives=("mumps virus", "HIV"),
    ),
    Rule(
        name="named as a cause",
        field=Field.CAUSE,
        sections=frozenset({Field.CAUSE}),
        hedged=True,
        pattern=r"^{subject} (?:has|have) {adv}(?:all )?been {adv}(?:named|proposed|suggested|implicated"
        r"|considered"
        r"|cited|suspected|put forward|blamed|linked to)\b",
        example="Increased histamine and release of acetylcholine have all been named as possible causes.",
        gives=("Increased histamine", "release of acetylcholine"),
    ),
    Rule(
        name="plays a role",
        field=Field.CAUSE,
        sections=_HERE,
        pattern=r"^{subject} (?:{modal}{adv}|(?:{be}|appears?|seems?) {adv}(?:(?:thought|believed|known"
        r"|suspected"
        r"|likely) )?to {adv})(?:plays? (?:an? |the )?(?:[\w-]+ ){0,2}(?:roles?|part)|contributes?"
        r"|accounts? for"
        r"|predisposes?)\b(?:(?: in| to)?(?P<itself> [^,;.]{1,70})|(?=[,;.]|$| as\b| because| since))",
        example="Hormones are thought to play a role.",
        gives=("Hormones",),
    ),
    Rule(
        name="is suspected",
        field=Field.CAUSE,
        sections=frozenset({Field.CAUSE}),
        hedged=True,
        pattern=r"^{subject} (?:is|are) {adv}suspected\b",
        example="An autoimmune reaction is suspected.",
        gives=("autoimmune reaction",),
    ),
    Rule(
        name="believed that it may cause",
        field=Field.CAUSE,
        sections=frozenset({Field.CAUSE}),
        hedged=True,
        pattern=r"\b(?:think|believe|suspect|speculate|suggest|believed|thought|suspected|theori[sz]ed"
        r"|speculated|suggested)s?,? that (?P<items>[^;:]{3,120}?) {modal}{adv}(?:cause|trigger|lead to"
        r"|make|play|result in"
        r"|contribute to|predispose|set off)s?\b",
        example="Doctors think that an autoimmune reaction may cause the blood vessels to become inflamed.",
        gives=("autoimmune reaction",),
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
        name="in association with",
        after_name=True,
        field=Field.CAUSE,
        role=Role.ASSOCIATION,
        sections=frozenset({Field.CAUSE}),
        pattern=r"\b(?:in association with|as a complication of|(?:is|be) a (?:symptom|complication"
        r"|consequence"
        r"|feature|manifestation) of) {adv}(?!other\b|the (?:condition|disease)){items}",
        example="In some cases, it appears to be a symptom of polycythemia vera.",
        gives=("polycythemia vera",),
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
        name="associated conditions",
        field=Field.CAUSE,
        role=Role.ASSOCIATION,
        sections=frozenset({Field.CAUSE}),
        pattern=r"^{subject} (?:is|are) {adv}(?:\w+ )?associated (?:conditions|diseases|disorders|factors)\b",
        example="Type 1 diabetes and vitiligo are associated conditions.",
        gives=("Type 1 diabetes", "vitiligo"),
    ),
    Rule(
        name="occurs when",
        after_name=True,
        field=Field.CAUSE,
        role=Role.MECHANISM,
        sections=frozenset({Field.CAUSE}),
        whole=True,
        clause=True,
        pattern=r"(?<!likely to )\b(?:occurs?|happens?|develops?|results|arises|is caused) {adv}(?:if"
        r"|when|because)"
        r" (?!you\b|people\b|they\b|patients\b|it\b|this\b|these\b|someone\b|a person\b|she\b|he\b"
        r"|symptoms\b)"
        r"(?P<items>[^;:.]{8,130}?)(?=[;:.]|$|, (?!or\b|and\b))",
        example="The syndrome occurs if the body's immune system makes antibodies (proteins) that attack"
        " fats.",
        gives=("body's immune system makes antibodies (proteins) that attack fats",),
    ),
)
