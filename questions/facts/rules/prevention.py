"""How authors name what prevents a condition."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.model import Field

_ANYWHERE_BUT_CAUSES = frozenset(
    {Field.PREVENTION, Field.TREATMENT, Field.DIAGNOSTIC, Field.COMPLICATION, None}
)

PREVENTION: tuple[Rule, ...] = (
    Rule(
        name="helps prevent",
        field=Field.PREVENTION,
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
)
