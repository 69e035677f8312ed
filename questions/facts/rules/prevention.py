"""How authors name what prevents a condition."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.model import Field

_ANYWHERE_BUT_CAUSES = frozenset(
    {Field.PREVENTION, Field.TREATMENT, Field.DIAGNOSTIC, Field.COMPLICATION, None}
)

_OWN = frozenset({Field.PREVENTION})
_DO = (
    r"(?:(?:avoid|drink|eat|limit|wash|wear|get|use|keep|stay|quit|stop|maintain|take|cook|practice|manage"
    r"|control|treat|choose|cover|clean|lose|reduce|boil|peel|brush|protect|store|exercise|follow|try to)"
    r"\s(?!(?:of|and|or|in|is|are|may|can|care|part|note|steps|action|measures|these|this|the following)\b)"
    r"|be (?:physically )?active|(?:do not|don[’']t) (?:smoke|share|drink|use)\b)"
)

PREVENTION: tuple[Rule, ...] = (
    Rule(
        name="helps prevent",
        field=Field.PREVENTION,
        words=("prevent", "reduc", "lower", "decreas"),
        sections=_ANYWHERE_BUT_CAUSES,
        pattern=r"^{subject}(?<! to)(?<! ways)(?<! hope) (?:{modal}(?:all )?{adv}(?:helps? (?:to"
        r" )?)?(?:reduces?|lowers?|decreases?) (?:the|your|a person[’']?s|their) (?:risk|chances?"
        r"|likelihood) of (?P<itself>[^,;]{1,80})"
        r"|{modal}(?:all )?{adv}(?:helps? (?:to )?)?prevents? (?!the (?:repeat|recurrence|return"
        r"|progression))(?P<itself2>[^,;]{1,80}))",
        example="Maintaining good posture, avoiding repetitive motions that strain the back, and engaging in "
        "regular exercise to strengthen the muscles can all help reduce the risk of developing this "
        "condition.",
        gives=(
            "Maintaining good posture",
            "avoiding repetitive motions that strain the back",
            "engaging in regular exercise",
        ),
    ),
    Rule(
        name="prevented by",
        field=Field.PREVENTION,
        sections=_ANYWHERE_BUT_CAUSES,
        pattern=r"\b(?:prevented|preventable|(?:lower|reduce|decrease) (?:your|the|their) (?:risk"
        r"|chances?)(?: of (?P<itself>[^,;:]{1,60}?))?|prevention (?:includes|involves)"
        r"|(?:help )?prevent (?P<itself2>[^,;:]{1,60}?)) (?:\w+ )?(?:by|through|with) {items}",
        example="The infection can be prevented by vaccination and washing your hands.",
        gives=("vaccination", "washing your hands"),
    ),
    Rule(
        name="to prevent it",
        field=Field.PREVENTION,
        sections=_ANYWHERE_BUT_CAUSES,
        whole=True,
        pattern=r"^(?:to|in order to) (?:help )?(?:prevent (?P<itself>[^,;]{1,60})|(?:reduce|lower"
        r"|decrease) (?:your|the) (?:risk|chances?) of (?P<itself2>[^,;]{1,60})), (?:you (?:can"
        r"|should) |people should |patients should )?(?P<items>(?:avoid|drink|eat|limit|wash|wear|get"
        r"|use|keep|stay|exercise|quit|stop|maintain|take|do)\b[^,;.]{3,80})",
        example="To prevent gout, drink plenty of water.",
        gives=("drink plenty of water",),
    ),
    Rule(
        name="steps include",
        field=Field.PREVENTION,
        sections=frozenset({Field.PREVENTION}),
        pattern=r"\b(?:steps|measures|ways|strategies|prevention)\b[^,;:]{0,60}? (?:include|includes|are"
        r"|involves):? {items}",
        example="Preventive measures include handwashing, vaccination, and safe food.",
        gives=("handwashing", "vaccination", "safe food"),
    ),
    Rule(
        name="lowers the risk",
        field=Field.PREVENTION,
        sections=frozenset({Field.PREVENTION}),
        pattern=r"^(?!the |this |these |it "
        r"|they ){subject}(?<! to)(?<! not)(?<! no) (?:{modal}{adv}(?:help (?:to )?)?(?:lowers?|halves"
        r"|breaks?|stops?|interrupts?|blocks?|exists?|keeps?"
        r"|avoids?|reduces?|prevents?|averts?|protects?|limits?|spares?|helps?|saves?|cuts?|decreases?"
        r"|removes? some)"
        r"|(?:is|are|should be|may be) {adv}(?:not |never )?{adv}(?:advised|recommended|given|offered"
        r"|preferred|sensible|taken|licensed|compulsory|routine|the best protection"
        r"|indicated|needed|used|completed|essential|important|considered|available|effective|avoided))\b",
        example="Two doses of the vaccine and handwashing lower the risk.",
        gives=("Two doses of the vaccine", "handwashing"),
    ),
    Rule(
        name="people should",
        field=Field.PREVENTION,
        sections=frozenset({Field.PREVENTION}),
        pattern=r"\b{people}\b {modal}{adv}(?:benefit from|need|receive|should have|should get) {items}",
        example="Patients benefit from stopping smoking and influenza vaccination.",
        gives=("stopping smoking", "influenza vaccination"),
    ),
    Rule(
        name="is the best prevention",
        field=Field.PREVENTION,
        words=("prevent", "safeguard", "avoid", "mainstay", "cornerstone", "key", "basis"),
        sections=_ANYWHERE_BUT_CAUSES,
        pattern=r"^(?!the |this |these |it |they ){subject}(?<! not) (?:is|are|remains?) {adv}(?:an?|the"
        r"|one of"
        r" the) (?:[\w-]+ ){0,3}?(?:prevention(?! of (?:relapse|recurrence|further))|safeguards?"
        r"|ways? (?:to|of) (?:prevent(?:ing)?|avoid(?:ing)?)"
        r" (?P<itself>[^,;.]{1,60})|(?:mainstays?|cornerstones?|keys?|basis) (?:of|to) (?:prevention"
        r"|preventing (?P<itself2>[^,;.]{1,60})))",
        example="Vaccination, handwashing, and safe food are the mainstays of prevention.",
        gives=("Vaccination", "handwashing", "safe food"),
    ),
    Rule(
        name="the best way is",
        field=Field.PREVENTION,
        sections=_ANYWHERE_BUT_CAUSES,
        pattern=r"\b(?:ways?|steps|measures) (?:to|of|that) (?:help )?(?:prevent(?:ing)?|avoid(?:ing)?"
        r"|(?:lower"
        r"|reduce|decrease) (?:the|your) risk of) (?P<itself>[^,;:]{1,60}?) (?:is|are|include)(?: to| by)?"
        r" {items}",
        example="The best way to prevent gout is to wash your hands and avoid raw oysters.",
        gives=("wash your hands", "avoid raw oysters"),
    ),
    Rule(
        name="an order",
        field=Field.PREVENTION,
        sections=_OWN,
        whole=True,
        clause=True,
        pattern=r"^(?P<items>" + _DO + r"[^,;:.]{0,70}?)(?=[,;:.]|$| (?:because|since|so that|in case|if|when"
        r"|until|unless)\b)",
        example="Drink plenty of water.",
        gives=("Drink plenty of water",),
    ),
    Rule(
        name="people can do",
        field=Field.PREVENTION,
        sections=_OWN,
        pattern=r"(?:\b{people}|\bsmokers)\b(?: (?:with|who|that) [^,;:]{1,60}?)? (?:can|should|must|need to"
        r"|are advised to|may wish to) {adv}(?P<items>" + _DO + r".*)",
        example="For example, you can wash your hands, cook meat well, and drink clean water.",
        gives=("wash your hands", "cook meat well", "drink clean water"),
    ),
    Rule(
        name="a vaccine does something",
        field=Field.PREVENTION,
        words=("vaccin", "inat", "ylaxis", "obulin"),
        sections=_OWN,
        pattern=r"^{subject}(?:(?<=vaccine)|(?<=vaccines)|(?<=ination)|(?<=ylaxis)"
        r"|(?<=obulin))(?<! no) (?:protects?|averts?|prevents?|is"
        r"|are|can|may|should|covers?|exists?|lowers?|has|have)\b"
        r"(?! (?:\w+ )?(?:postponed|put off|withheld|delayed)\b)",
        example="The recombinant vaccine is recommended from age 50.",
        gives=("recombinant vaccine",),
    ),
    Rule(
        name="people can have",
        field=Field.PREVENTION,
        sections=_OWN,
        pattern=r"\b(?:{people}|patients) (?:can have|(?:may|can|should|must) (?:get|be (?:given"
        r"|offered))|take"
        r"|are (?:given|offered)) {adv}(?P<items>(?:(?!\bby\b)[^,;:.]){3,80}(?:vaccine|prophylaxis|globulin"
        r"|immunization)s?\b)",
        example="Travelers can have the injected Vi vaccine.",
        gives=("injected Vi vaccine",),
    ),
)
