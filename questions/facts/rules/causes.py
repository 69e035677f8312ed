"""How authors name causes and associations."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.model import Field, Role

_HERE = frozenset({Field.CAUSE, None})

CAUSES: tuple[Rule, ...] = (
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
        r"|results? {adv}from|resulting from|arises? from|stems? from|comes? from"
        r"|because of) {adv}(?!other\b){items}",
        example="Adhesions can also result from inflammation not related to surgery, including appendix "
        "rupture and radiation treatment.",
        gives=("inflammation not related to surgery", "appendix rupture", "radiation treatment"),
    ),
    Rule(
        name="cause is",
        field=Field.CAUSE,
        sections=_HERE,
        pattern=r"\bcauses?(?! of (?:death"
        r"|disability))(?:, [^,]{1,40},)?{of} {adv}{modal}{adv}(?:include|includes|{be}"
        r"|involve)\b:? {adv}(?!(?:\w+ ){0,3}?(?:unknown|unclear|understood|known|caused|treated"
        r"|not)\b){items}",
        example="Other less common causes include nerve damage, obesity, and cysts.",
        gives=("nerve damage", "obesity", "cysts"),
    ),
    Rule(
        name="is the cause",
        field=Field.CAUSE,
        words=("cause", "explanation", "culprit", "source", "background", "precursor", "contributor"),
        sections=_HERE,
        pattern=r"^{subject} {modal}{adv}{be} {adv}(?:thought to be "
        r"|believed to be )?{qualities}(?:much "
        r"|far )?{qualities}(?<!not )(?:(?:\w+ )?causes?|explanations?|culprits?"
        r"|sources?|backgrounds?|precursors?|contributors?)\b(?: of (?P<of>[^,;:]{1,60}))?",
        example="Abdominal surgery is the most frequent cause of abdominal adhesions.",
        gives=("Abdominal surgery",),
    ),
    Rule(
        name="subject is associated with it",
        field=Field.CAUSE,
        words=("associated", "linked", "related"),
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
        name="subject causes it",
        field=Field.CAUSE,
        words=("caus", "lead", "result", "produc", "responsible", "underl", "contribut"),
        sections=_HERE,
        pattern=r"^{subject} {adv}(?:(?:{modal}{adv}|(?:{be}|has been|have been) {adv}(?:thought|believed"
        r"|found|shown|known"
        r"|reported|suspected|likely) to {adv})(?:causes?(?! (?:of|for|is|are)\b)|leads? to|results? in"
        r"|produces?"
        r"|be responsible for|underl(?:ies?|y))"
        r"|{modal}{adv}(?:contribute|contributes) to(?: the)?(?: development of)?)(?: most| all| many"
        r"| half| vast| majority| some"
        r"| about| up to| nearly| \d+| percent| cases| of"
        r"| the(?! (?:condition|disease|disorder|syndrome|illness|infection|tumou?r"
        r"|cancer)\b))*(?P<itself> [^,;.]{1,60})",
        example="Some foods may cause kidney stones in certain people.",
        gives=("foods",),
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
        r"|conditions?|diseases?|[a-z]{3,}s)"
        r" (?:(?:that|which) {modal}{adv}(?:(?:are|is) known to )?(?:causes?|leads? to|results? in"
        r"|provokes?|triggers?|precipitates?)"
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
        pattern=r"(?:^|; )(?:these|others|other (?:examples|possibilities)|(?:the )?(?:further|other"
        r"|rarer|additional|less common) ones) {modal}{adv}(?:includes?|are):? {items}",
        example="These include the mumps virus and HIV.",
        gives=("mumps virus", "HIV"),
    ),
    Rule(
        name="named as a cause",
        field=Field.CAUSE,
        words=("been",),
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
        words=("play", "contribut", "account", "predispos"),
        sections=_HERE,
        pattern=r"^{subject} (?:{modal}{adv}|(?:{be}|appears?|seems?) {adv}(?:(?:thought|believed|known"
        r"|considered|felt|presumed"
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
        words=("suspected",),
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
        name="associated conditions",
        field=Field.CAUSE,
        words=("associated",),
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
        r" (?!there\b|you\b|people\b|they\b|patients\b|it\b|this\b|these\b|someone\b|a person\b|she\b|he\b"
        r"|symptoms\b)"
        r"(?P<items>[^;:.]{8,130}?)(?=[;:.]|$|, (?:which|causing|leading|resulting|so|but|such|making"
        r"|allowing|usually"
        r"|often|because|when|although|however)\b)",
        example="The syndrome occurs if the body's immune system makes antibodies (proteins) that attack"
        " fats.",
        gives=("body's immune system makes antibodies (proteins) that attack fats",),
    ),
    Rule(
        name="explains some",
        field=Field.CAUSE,
        words=("behind", "account", "expla", "underl", "responsible", "cause"),
        sections=frozenset({Field.CAUSE}),
        pattern=r"^{subject} (?:{modal}{adv}(?:lies? behind\b|(?:accounts? for|explains?) (?:about|most"
        r"|many|some"
        r"|the (?:rest|majority)|up to|nearly"
        r"|almost|over|\d+|an?|each|half|two|three|four|five|six|seven|eight|nine|ten)\b|underl(?:y"
        r"|ies?)|causes? (?:about |nearly |up to |almost |over )?(?:\d+(?: to \d+)?(?: percent|%) of"
        r"|most|half of"
        r"|many|some)(?: of)?(?: all)?(?: the)? cases\b)|(?:is|are) {adv}(?:thought to be "
        r"|held )?responsible(?= for (?:about|most"
        r"|many|some|up to|nearly|\d)|[,;.]|$))",
        example="Hyperplasia explains most of the rest.",
        gives=("Hyperplasia",),
    ),
    Rule(
        name="is found in many",
        field=Field.CAUSE,
        words=("found", "present", "detected", "involved", "implicated"),
        role=Role.ASSOCIATION,
        sections=frozenset({Field.CAUSE}),
        pattern=r"^(?!the |this |these |it |they ){subject} (?:is|are|(?:may|can) be) {adv}(?:found|present"
        r"|detected"
        r"|involved|implicated) in "
        r"(?:about|most|many|some|half|nearly|almost|up to|over|more than|around|one|two|three|a|\d+)\b"
        r"(?![^,;.]{0,40}\b(?:tissues?|cells?|body|organs?|foods?|processes|brain|proteins?)\b)",
        example="A single adenoma is found in about 85 percent.",
        gives=("single adenoma",),
    ),
    Rule(
        name="are associations",
        field=Field.CAUSE,
        words=("association", "companion"),
        role=Role.ASSOCIATION,
        sections=frozenset({Field.CAUSE}),
        pattern=r"^{subject} (?:is|are) {adv}(?:[\w-]+ ){0,2}?(?:associations?|companions?)\b(?! between)",
        example="Trisomy 21 and Alagille syndrome are further associations.",
        gives=("Trisomy 21", "Alagille syndrome"),
    ),
    Rule(
        name="three or more as the subject",
        field=Field.CAUSE,
        sections=frozenset({Field.CAUSE}),
        known=True,
        pattern=r"^(?!the |this |these |such |both |they |it ){subject}(?<! not)(?<! no) (?:is|are|can"
        r"|may|carry|come|explain|belong"
        r"|run|increase|favor|promote|act|prepare)\b(?! (?:\w+ ){0,2}?(?:involved|located|called|found in"
        r"|structures|proteins|cells))",
        example="Obesity, alcohol and diuretics prepare the ground.",
        gives=("Obesity", "alcohol", "diuretics"),
    ),
)
