"""How authors tell of findings in clauses of their own: "the spleen may be enlarged"."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.model import Field

_OWN = frozenset({Field.SYMPTOM})

_PART = (
    r"(?:the |your |his or her |their |an? |one |both )?(?:[\w-]+ ){0,3}?(?:abdomen|belly|skin|scalp"
    r"|hair|nails?"
    r"|eyes?|eyelids?|pupils?|ears?|nose|mouth|lips?|tongue|throat|gums?|teeth|tonsils|face|neck|chest"
    r"|breasts?"
    r"|heart|lungs?|liver|spleen|kidneys?|bladder|bowels?|stomach|muscles?|joints?|bones?|limbs?|arms?|legs?"
    r"|hands?|fingers?|feet|foot|toes?|knees?|hips?|ankles?|elbows?|shoulders?|back|spine|head|skull|nerves?"
    r"|glands?|lymph nodes|testicles?|scrotum|penis|uterus|ovar(?:y|ies)|thyroid|voice|speech|vision|hearing"
    r"|breathing|gait|reflexes|urine|stools?|saliva|sputum|pulse|heartbeat|headache|pain|rash|lesions?|spots"
    r"|sores|blisters|bumps|lumps?|mass|cough|fever|extremit(?:y|ies)|veins|appetite|mood|memory)"
    r"(?: (?:of|on|in|around|under|at) (?:[\w'’-]+ ){0,5}?[\w'’-]+)?"
)

_STATE = (
    r"(?:enlarged|swollen|tender|red|reddened|painful|sore|stiff|weak|weakened|numb|pale|blue|bluish|yellow"
    r"|yellowish|dark|darker|cloudy|bloody|foamy|dry|moist|clammy|cold|cool|warm|hot|itchy|scaly|flaky"
    r"|thick|thickened|thin|thinner|brittle|loose|tight|hard|firm|soft|smooth|rough|small|smaller|large"
    r"|larger"
    r"|longer|shorter|crooked|curved|bent|flat|flattened|sunken|prominent|protruding|bulging|drooping|droopy"
    r"|crossed|watery|inflamed|bruised|blistered|impaired|reduced|diminished|decreased|raised"
    r"|slow|slowed|slurred|rapid|fast|irregular|weaker|hoarse|nasal|blurred|blurry|lost"
    r"|abnormal|distended|bloated|rigid|limp|floppy|wasted|twisted|deformed|fused|short|wide|narrow|broad"
    r"|sparse|coarse|fine|one-sided|throbbing|constant|sudden|dull|sharp|unsteady|exaggerated"
    r"|brisk|low|poor)"
)

FINDINGS: tuple[Rule, ...] = (
    Rule(
        name="a part of the body is changed",
        field=Field.SYMPTOM,
        sections=_OWN,
        clause=True,
        whole=True,
        pattern=r"^(?P<items>" + _PART + r" (?:(?:may|can|could|might|will) {adv}(?:be|become|feel|look"
        r"|appear|seem|turn|get)|is|are|becomes?|feels?|looks?|turns?|appears?|seems?"
        r"|gets?) (?!seldom\b|rarely\b|never\b){adv}(?:very "
        r"|more |unusually |abnormally |markedly |extremely )?" + _STATE + r"\b[^;:.]{0,90}?)"
        r"(?=[;:.]|$|, (?:and (?!(?:\w+ly )?" + _STATE + r")|with the|but|so|which|although|because|while"
        r"|often|usually|sometimes|especially)\b| (?:because|although|when|if|as|but|and (?:the|may|can|is"
        r"|are)) )",
        example="The spleen may be enlarged.",
        gives=("spleen may be enlarged",),
    ),
    Rule(
        name="a part of the body does something",
        field=Field.SYMPTOM,
        sections=_OWN,
        clause=True,
        whole=True,
        pattern=r"^(?P<items>"
        + _PART
        + r" (?:(?:may|can|could|might|will) )?{adv}(?:peels?|cracks?|itch(?:es)?"
        r"|burns?|swells?|bleeds?|hurts?|aches?|tingles?|blisters?|darkens?|droops?|thickens?|tightens?"
        r"|stiffens?"
        r"|weakens?|wastes?|shrinks?|protrudes?|bulges?|waters?|tears?|twitch(?:es)?|trembles?|falls? out"
        r"|crusts?|scales?|flush(?:es)?|oozes?|drains?|leaks?|loses? (?:its|their)|flakes?)\b[^,;:.]{0,60})",
        example="The skin on the fingers and toes may peel, sometimes in large sheets.",
        gives=("skin on the fingers and toes may peel",),
    ),
    Rule(
        name="shows in",
        field=Field.SYMPTOM,
        sections=_OWN,
        known=True,
        pattern=r"\b(?:shows?|manifests?|presents?|declares?|announces?|betrays?)(?: itself| themselves)? "
        r"{adv}(?:in|as|by|with|through) {items}",
        example="Loss of fluid shows in sunken eyes, leg cramps and a feeble pulse.",
        gives=("sunken eyes", "leg cramps", "feeble pulse"),
    ),
    Rule(
        name="a course with",
        field=Field.SYMPTOM,
        sections=_OWN,
        known=True,
        pattern=r"\b(?:onset|course|picture|illness|disease|phase|stage|attacks?|episodes?|forms?"
        r"|type)\b[^,;:.]{1,40},"
        r" with (?!or\b|no\b|only no\b|a good\b){items}",
        example="The onset is gradual, with tiredness, pallor, and palpitations.",
        gives=("tiredness", "pallor", "palpitations"),
    ),
)
