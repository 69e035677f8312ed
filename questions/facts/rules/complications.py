"""How authors name what a condition leads to, in a section that is on complications."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.model import Field

_OWN = frozenset({Field.COMPLICATION})

_HARMS = (
    r"(?:complications?|dangers?|hazards?|harms?|threats?|sequel(?:ae?|s)?|consequences?|late effects?"
    r"|long-term effects?|problems?)"
)

COMPLICATIONS: tuple[Rule, ...] = (
    Rule(
        name="complications are",
        field=Field.COMPLICATION,
        sections=_OWN,
        pattern=r"(?:^|, )(?:(?!of\b)[\w-]+ ){0,4}?"
        + _HARMS
        + r"(?: (?:outside|within|beyond|in|of|from|after)"
        r" (?!treatment|therapy|surgery|the (?:drug|treatment))[^,;:]{2,40}?)? {modal}{adv}(?:includes?"
        r"|are|is):? {adv}(?!(?:\w+ ){0,2}?(?:rare|common"
        r"|uncommon|possible|few|frequent|unusual|likely|due|caused|more|less|the same|seen|treated)\b)"
        r"{items}",
        example="Further dangers are hypokalemia, metabolic acidosis and acute kidney injury.",
        gives=("hypokalemia", "metabolic acidosis", "acute kidney injury"),
    ),
    Rule(
        name="are complications",
        field=Field.COMPLICATION,
        words=(
            "complication",
            "danger",
            "hazard",
            "harm",
            "threat",
            "sequel",
            "consequence",
            "effect",
            "problem",
        ),
        sections=_OWN,
        pattern=r"^(?!this |these |it |they ){subject}(?<! not) {modal}{adv}(?:is|are|be|remains?) {adv}"
        r"(?:(?:an?|the) )?(?:(?!no\b)[\w-]+ ){0,3}?" + _HARMS + r"\b(?! of (?:treatment|therapy|surgery))",
        example="AL amyloidosis, hyperviscosity and infection are other hazards.",
        gives=("AL amyloidosis", "hyperviscosity", "infection"),
    ),
    Rule(
        name="it ends in",
        field=Field.COMPLICATION,
        sections=_OWN,
        pattern=r"(?:^|, )(?P<itself>[^,;:]{2,60}?) {modal}{adv}(?:ends? in|progress(?:es)? to|leads? to"
        r"|results? in"
        r"|goe?s? on to|causes?|turns? into|evolves? into|provokes?|brings?(?: on)?"
        r"|raises? the risk of|increases? the risk of|predisposes? to) {adv}{items}",
        example="Untreated gout can end in keratitis, uveitis and blindness.",
        gives=("keratitis", "uveitis", "blindness"),
    ),
    Rule(
        name="people go on to",
        field=Field.COMPLICATION,
        sections=_OWN,
        known=True,
        pattern=r"\b(?:go(?:es)? on to|progress(?:es)? to|ends? in|(?:may|can|might|could) (?:lead to"
        r"|result in)|(?:organs|endocrine glands|kidneys|heart|lungs|brain|nerves|eyes"
        r"|skin), with) {adv}{items}",
        example="A few go on to bipolar disorder.",
        gives=("bipolar disorder",),
    ),
    Rule(
        name="it may turn into",
        field=Field.COMPLICATION,
        words=("progress", "turn", "transform", "evolve", "develop"),
        known=True,
        pattern=r"\b(?P<itself>[^,;:]{2,60}?) {modal}{adv}(?:progress(?:es)? to|turns? into"
        r"|transforms? (?:in)?to"
        r"|evolves? (?:in)?to|develops? into) {adv}(?!(?:an? |the )?(?:\w+ )?(?:stages?|forms?"
        r"|phases?)\b){items}",
        example="Gout can progress to renal failure.",
        gives=("renal failure",),
    ),
    Rule(
        name="is a cause of death",
        field=Field.COMPLICATION,
        words=("cause",),
        sections=_OWN,
        pattern=r"^(?!the |this |these |it |they ){subject} (?:is|are) {adv}(?:an?|the) (?:[\w-]+ ){0,3}?"
        r"causes? of (?:death|illness|disability|hospital \w+)\b",
        example="Aspiration pneumonia is the leading cause of death.",
        gives=("Aspiration pneumonia",),
    ),
    Rule(
        name="happens or marks",
        field=Field.COMPLICATION,
        words=("mark", "happen", "occur", "threaten", "develop", "complicat", "ensue", "set", "superven"),
        sections=_OWN,
        known=True,
        pattern=r"^(?!the |this |these |it |they |such ){subject} {modal}{adv}(?:marks?|happens?|occurs?"
        r"|threatens?|develops?|complicates?|ensues?|sets? in|supervenes?)\b",
        example="Sepsis and a protein-losing enteropathy mark the worst cases.",
        gives=("Sepsis", "protein-losing enteropathy"),
    ),
)
