"""How authors rank treatments: first, alternative, last, licensed, given."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.model import Field

_OWN = frozenset({Field.TREATMENT})

CHOICES: tuple[Rule, ...] = (
    Rule(
        name="is an alternative",
        field=Field.TREATMENT,
        words=(
            "alternative",
            "option",
            "resort",
            "adjunct",
            "mainstay",
            "backbone",
            "cornerstone",
            "remed",
            "measure",
            "choice",
            "standard",
            "customary",
            "favo",
            "rule",
            "step",
        ),
        sections=_OWN,
        pattern=r"^(?!this |these |that |such |it |they |there |which ){subject}(?<! not) {modal}{adv}(?:is"
        r"|are|be|remains?) {adv}(?:(?:an?|the|another|other|further|additional|possible|good|valid"
        r"|later|last"
        r"|second|main|only) )*"
        r"(?:[\w-]+ ){0,2}?(?:alternatives?|options?|resorts?|adjuncts?|mainstays?|backbone|cornerstones?"
        r"|remed(?:y|ies)|measures|choices|standard|customary|favou?red|(?<=the )rule|(?:first"
        r"|essential|key|next|last) step)\b",
        example="Acupuncture, relaxation training and neurostimulation are additional options.",
        gives=("Acupuncture", "relaxation training", "neurostimulation"),
    ),
    Rule(
        name="comes first",
        field=Field.TREATMENT,
        sections=_OWN,
        pattern=r"^(?!this |these |that |such |it |they |there "
        r"|which ){subject}(?<! not) {adv}(?:comes? (?:first"
        r"|next|last|later)|(?:is|are) {adv}(?:licensed|all that is|as (?:good|effective) as|superior"
        r"|better than"
        r"|kept for|held back|reserved)|suffices?|works? (?:best|well|as well)|(?:may|can"
        r"|will) {adv}(?:suffice"
        r"|end|abort|cure|clear|halt|reverse))\b",
        example="During an attack, reassurance and slow breathing are all that is needed.",
        gives=("reassurance", "slow breathing"),
    ),
    Rule(
        name="with others as alternatives",
        field=Field.TREATMENT,
        sections=_OWN,
        pattern=r"\bwith (?P<items>[^;:.]{2,120}?) as (?:an? |the )?(?:[\w-]+ )?(?:alternatives?|options?"
        r"|second choices?|reserves?|back-?up)\b",
        example="Doxycycline is the drug of choice, with azithromycin or ciprofloxacin as alternatives.",
        gives=("azithromycin", "ciprofloxacin", "Doxycycline"),
    ),
    Rule(
        name="is given",
        field=Field.TREATMENT,
        sections=_OWN,
        known=True,
        pattern=r"\b(?:(?:is|are|be) {adv}(?:given|offered|prescribed|started on|put on|switched to"
        r"|maintained on)|^{people} (?:up to|under|over|aged|older than|younger than|in|on|from|between)"
        r" [^,;:]{1,40}? {adv}(?:receives?|takes?|needs?)) {adv}(?!by\b|to\b|in\b"
        r"|for\b|if\b|when\b|care\b){items}",
        example="Children up to five years also take zinc.",
        gives=("zinc",),
    ),
    Rule(
        name="an event leads to",
        field=Field.TREATMENT,
        sections=_OWN,
        known=True,
        pattern=r"^(?![^;:.,]{0,60}\b(?:therapy|drugs?|treatments?|surgery|medicines?|medications?)\b)[^;:.,]"
        r"{1,60}? {modal}{adv}(?:leads? to|prompts?|calls? for|warrants?|justif(?:y|ies)|(?:is|are) (?:met"
        r"|answered) with|demands?|(?:is|are) an indication for|indicates?) {items}",
        example="Relapse leads to salvage chemotherapy and stem cell transplantation.",
        gives=("salvage chemotherapy", "stem cell transplantation"),
    ),
    Rule(
        name="is removed",
        field=Field.TREATMENT,
        sections=_OWN,
        whole=True,
        clause=True,
        pattern=r"^(?!this |these |that |it |they |he |she |if |when |all )(?P<items>(?:(?! (?:until|and"
        r"|while|when|that|which"
        r"|who)\b)[^,;:.])"
        r"{3,60}? (?:is|are|can be|may be|must be|needs? to be|should be) {adv}(?:resected|evacuated"
        r"|drained|dilated"
        r"|excised|ligated|ablated|lanced|debrided|amputated)\b(?! (?:for|to|from"
        r"|with|by|through|of)\b)"
        r"(?: [\w-]+){0,3}?)(?=[,;:.]|$| (?:within|if|when|where|unless|in|at|before|after|and|or|so"
        r"|because)\b)",
        example="Abscesses need to be drained.",
        gives=("Abscesses need to be drained",),
    ),
    Rule(
        name="an order with its means",
        field=Field.TREATMENT,
        sections=_OWN,
        known=True,
        pattern=r"^(?:prevent|treat|reduce|relieve|ease|lower|control|manage|improve|thin"
        r"|slow) [^,;:]{3,90}? (?:with|using|by taking) {items}",
        example="Prevent blood clots from forming with anticlotting medicines, such as aspirin.",
        gives=("anticlotting medicines", "aspirin"),
    ),
)
