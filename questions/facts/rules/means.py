"""How authors name the means of a treatment in passing: as examples, as what is required, as an order."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.model import Field

_OWN = frozenset({Field.TREATMENT})

_MEANS = (
    r"(?:treatments?|therap(?:y|ies)|medications?|medicines?|drugs?|agents?|options?|measures|procedures?"
    r"|approach(?:es)?|modalit(?:y|ies)|interventions?|techniques?|antibiotics|antivirals|regimens?"
    r"|surger(?:y|ies)|operations?|remedies|supplements?|(?:pain|symptom|seizure|tremor) (?:control"
    r"|management|relief))"
)
_CAN = r"(?:(?:may|can|could|might|will|should|would) )?"
_DO = (
    r"(?:(?:avoid|drink|eat|take|limit|wear|use|quit|stop|apply|keep|carry|maintain|undergo|elevate|soak"
    r"|bathe|wash)\s(?!(?:care|part|into|note|of|and|or|in|is|are|may|can|a class|charge|all|track"
    r"|records?|an? (?:\w+ )?(?:diary|record|log|journal)|your (?:doctor"
    r"|treatment)"
    r"|the following)\b)|follow an? |lose weight\b)"
)

MEANS: tuple[Rule, ...] = (
    Rule(
        name="means used for it are",
        field=Field.TREATMENT,
        sections=_OWN,
        known=True,
        pattern=r"\b" + _MEANS + r"\b(?: (?:that|which|of|for|to|needing|under|used|given|available"
        r"|prescribed|needed"
        r"|necessary|recommended|required|tried|commonly|often|sometimes|most)\b[^;:.]{0,90}?)? "
        + _CAN
        + r"{adv}"
        r"(?:includes?|involves?|is|are|consists? of|(?:is|are) called)(?: the following)?:? ?{adv}"
        r"(?!(?:to|also|based|directed|aimed|focused|similar|not|needed|unknown|taken|given|used|less"
        r"|more|as|very|highly|(?:an? )?(?:\w+ )?"
        r"(?:medic(?:ations?|ines?)|drugs?|substances?|procedures?)(?: (?:that|which|used|to)|$)"
        r"|(?:an? |one |another |the )?(?:\w+ )?(?:types?|kinds?|forms?|methods?|techniques?|way) (?:of"
        r"|to))\b){items}",
        example="Some of the medicines used to restore a normal rhythm are amiodarone and flecainide.",
        gives=("amiodarone", "flecainide"),
    ),
    Rule(
        name="and may include",
        field=Field.TREATMENT,
        sections=_OWN,
        known=True,
        pattern=r"(?:^ *(?:(?:this|they|it|examples?(?: of [^,;:.]{1,60}?)?|(?:one|another) example"
        r" of [^,;:.]{1,60}?) )?|,? and |,? but |[,;] )"
        r"(?:these )?"
        + _CAN
        + r"{adv}(?:includ(?:es?|ing)|(?<!this )involv(?:es?|ing)|consists? of|(?<=e )is"
        r"|(?<=s )are):? {adv}{items}",
        example="Treatment is supportive and may include physical therapy and pain medicine.",
        gives=("physical therapy", "pain medicine"),
    ),
    Rule(
        name="is used, such as",
        field=Field.TREATMENT,
        sections=_OWN,
        known=True,
        pattern=r"\b(?:used|given|prescribed|available|helpful|needed|recommended|necessary|tried|considered"
        r"|effective|useful|required|options?)\b[^;:.]{0,90}?,? (?:such as|including|for example,?) {items}",
        example="Other medicines also are used to treat gout, such as beta blockers and ACE inhibitors.",
        gives=("beta blockers", "ACE inhibitors"),
    ),
    Rule(
        name="requiring",
        field=Field.TREATMENT,
        sections=_OWN,
        known=True,
        pattern=r"\b(?:requiring|necessitating|(?:is|are|be|been) (?:\w+ )?referred for|candidates? for"
        r"|weaned onto|opt for|fitted with) {adv}{items}",
        example="Kidney failure goes on to its end stage, requiring dialysis or transplantation.",
        gives=("dialysis", "transplantation"),
    ),
    Rule(
        name="are told to",
        field=Field.TREATMENT,
        sections=_OWN,
        whole=True,
        clause=True,
        pattern=r"\b(?:told|advised|encouraged|instructed|urged|recommended|asked|important|best|try|taught)"
        r"(?: for [^,;:.]{3,40}?)? to (?P<items>" + _DO + r"[^,;:.]{0,80}?)"
        r"(?=[,;:.]|$| (?:because|due to|since|so that|in case|if|when|which)\b)",
        example="Affected people are often told to carry an epinephrine autoinjector.",
        gives=("carry an epinephrine autoinjector",),
    ),
    Rule(
        name="an order",
        field=Field.TREATMENT,
        sections=_OWN,
        whole=True,
        clause=True,
        pattern=r"^(?P<items>"
        + _DO
        + r"[^,;:.]{0,60}?)(?=[,;:.]|$| (?:because|since|so that|in case|if|when|until|unless"
        r"|before|after|as)\b)",
        example="Apply ice to the joint.",
        gives=("Apply ice to the joint",),
    ),
    Rule(
        name="may get",
        field=Field.TREATMENT,
        sections=_OWN,
        known=True,
        pattern=r"\b{people}\b(?: (?:with|who|that) [^,;:]{1,80}?)?"
        r" (?:may|can|could|might|will|should) {adv}(?:get|have|try|consider"
        r"|opt (?:for|to have)|choose|go on) {adv}(?:to have )?{items}",
        example="If your anemia is severe, you may get a blood transfusion.",
        gives=("blood transfusion",),
    ),
    Rule(
        name="find relief with",
        field=Field.TREATMENT,
        sections=_OWN,
        known=True,
        pattern=r"\b(?:relief|remission|control|recovery|success) (?:can be achieved |is achieved )?(?:with"
        r"|through|using|by) {adv}{items}",
        example="People who have mild gout may find relief with naproxen or an ice pack.",
        gives=("naproxen", "ice pack"),
    ),
    Rule(
        name="done by means of",
        field=Field.TREATMENT,
        words=("with", "by", "using", "through", "via"),
        sections=_OWN,
        known=True,
        pattern=r"(?<!not be )(?<!cannot be )(?<!n[’']t be )\b(?:removed|repaired|closed|drained"
        r"|destroyed|replaced|excised|stopped|dissolved|lessened"
        r"|minimi[sz]ed|shrunk|cleared|eliminated|eradicated|cured|slowed|reversed|lowered|decreased"
        r"|addressed|prevented|restored|achieved|suppressed|sealed|supported|lengthened|softened"
        r"|broken (?:up|down))"
        r" {adv}(?:(?:\w+ly|in \w+|at \w+) )?(?:with|by|using|through|via)"
        r" (?:(?:giving|taking|using|receiving|having|undergoing|performing|means of) )?{adv}{items}",
        example="Lactic acid can be lessened by giving a ketogenic diet.",
        gives=("ketogenic diet",),
    ),
    Rule(
        name="options range from",
        field=Field.TREATMENT,
        words=("range",),
        sections=_OWN,
        whole=True,
        pattern=r"\b" + _MEANS + r"(?: [^,;:.]{1,40}?)? {modal}{adv}ranges? from (?P<items>[^,;:.]{3,60}?)"
        r"(?= to |,)",
        example="Treatment options range from observation to surgery.",
        gives=("observation", "surgery"),
    ),
    Rule(
        name="options range up to",
        field=Field.TREATMENT,
        words=("range",),
        sections=_OWN,
        pattern=r"\b" + _MEANS + r"(?: [^,;:.]{1,40}?)? {modal}{adv}ranges? from [^;:.]{3,90}? to {items}",
        example="Options range from rest to joint replacement.",
        gives=("rest", "joint replacement"),
    ),
    Rule(
        name="a type of it is",
        field=Field.TREATMENT,
        sections=_OWN,
        known=True,
        pattern=r"\b(?:types?|forms?|kinds?|classes|class|examples?|part|basis|goal|standard|step) (?:of|in) "
        r"(?:this |these |the )?(?:[\w-]+ ){0,2}?(?:treatments?|therapy|care|treating [^,;:.]{2,40}?"
        r"|medic\w+|drugs?|surgery|management) {modal}{adv}(?:is|are|include)(?: to)?:? {items}",
        example="Another type of treatment is factor replacement therapy.",
        gives=("factor replacement therapy",),
    ),
    Rule(
        name="focuses on",
        field=Field.TREATMENT,
        sections=_OWN,
        known=True,
        pattern=r"\b(?:treatments?|management|therapy|care){of} {modal}{adv}(?:focus(?:es)?|cent(?:er|re)s?"
        r"|(?:is|are) (?:based|focused|cent(?:er|r)ed)) (?:up)?on {items}",
        example="Management focuses on physical therapy and splints.",
        gives=("physical therapy", "splints"),
    ),
)
