"""What part of the body a finding concerns, what sort of treatment or cause a fact is: cues for cards.

A condition with thirty findings cannot be asked "What is a symptom of it?", and a hint of letters teaches
letters. "Name two findings of the eyes" asks for something that a learner may know.
"""

from __future__ import annotations

import re
from functools import lru_cache

from questions.generate.option_words import DRUG_STEM
from questions.generate.phrasing import GENES, INHERITED, wording_of
from questions.model import Fact, Field

# Beginnings and inner parts of words; the first line that fits decides, so the more special parts come first.
PARTS = {
    "the eyes": (
        r"\beye|ocul|ophthal|vision|visual|sight|retin|cornea|cataract|glaucom|lens|lenti|iris|irid|pupil"
        r"|optic|strabism|squint|nystag|myop|hyperop|astigmat|ptosis|blephar|palpebral|epicanth|lacrim"
        r"|conjunctiv|scler[ao]\b|blind|photophob|coloboma|keratit|keratoconj|telorism|tearing|uveit"
        r"|macul[ao]r? degen|vitre|exotrop|esotrop"
    ),
    "the ears": (r"\bear|auric|hearing|deaf|otit|tinnitus|pinna|cochlea|vestibul|acoustic|auditory|vertigo"),
    "the mouth and teeth": (
        r"mouth|teeth|tooth|\bdent|\bgum|gingiv|tongue|gloss|palat|\blips?\b|\boral|cleft|saliv|drool"
        r"|enamel|malocclus|bite|uvula|incisor|canine|tonsil|xerostom|odont"
    ),
    "the face and skull": (
        r"\bfac(?:e|ial|ies)|nasal|nose|nares|naris|forehead|frontal|philtrum|\bchin|jaw|gnath|mandib"
        r"|maxill|malar|midface|cheek|cranio|crani[au]|cephal|skull|fontanel|occip|sutur|metopic|hairline"
        r"|bossing|\bhead(?!ache)|supraorb|synophrys|eyebrow|epistaxis|sinus"
    ),
    "the skin, hair and nails": (
        r"skin|cutan|derm|rash|hair|alopec|hirsut|nail|ungu|kerato|ichthy|eczem|pigment|vitilig|melan"
        r"|nevus|naev|freckl|lentig|caf. au lait|telangiec|hemangiom|sweat|hidros|itch|prurit|hives|urtic"
        r"|acne|blister|papul|macul|plaque|erythem|purpur|petech|bruis|ecchym|scar|stria|albin|pallor"
        r"|flush|lipoma|nodul|bumps|sores|crease|dimple|nipple|webbed|pterygium|photosens|sunburn|lesion"
    ),
    "the heart and blood vessels": (
        r"heart|cardi|valv|mitral|aort|ventric(?!ulomeg)|\batri|septal|ductus|arter|vein|venous|vasc"
        r"|blood pressure|hypertens|hypotens|murmur|palpit|pulse|syncop|faint|edema"
        r"|swollen (?:leg|ankle|feet)|angina|chest pain|thromb(?!ocyt)|embol|stroke|aneurysm|raynaud"
        r"|cyanos|clot|hemorrhag|bleed|varic"
    ),
    "the lungs and breathing": (
        r"lung|pulm|breath|respir|bronch|trache|laryn|pneum|cough|wheez|apnea|dyspn|asthma|stridor|sputum"
        r"|phleg|pleur|snor|hypox|voice|hoars|throat|choan|diaphrag"
    ),
    "digestion and the liver": (
        r"stomach|gastr|intestin|bowel|colon|\brect|\banal\b|anus|esophag|abdom|belly|nause|vomit|diarrh"
        r"|constip|stool|swallow|dysphag|feeding|appetite|liver|hepat|splen|pancrea|bil(?:e|ia|iru)|jaund"
        r"|gall|reflux|heartburn|hernia|omphal|bloat|gas\b|malabs|ascit|indigest|transamin"
    ),
    "the kidneys and urine": (
        r"kidney|renal|nephr|urin|ureter|bladder|uria\b|glomerul|creatinin|hydroneph|vesico|wilms"
    ),
    "the sexual organs": (
        r"genit|testic|testis|testes|penis|penile|hypospad|scrot|ovar|uter|vagin|labia|labium|menst"
        r"|menarch|amenorr|breast|gyneco|cryptorch|gonad|puber|fertil|libido|erecti|micropen|clitor|cervix"
        r"|prostat|sexual|menstrual"
    ),
    "the hands, feet and limbs": (
        r"finger|thumb|\bhand|palm|dactyl|\btoe|foot|feet|\bpes\b|talip|arachno|phalan|metacarp|metatars"
        r"|\blimb|\barm|\bleg|elbow|wrist|knee|ankle|hallux|carpal|tarsal|radial|radius|ulna|humer|femor"
        r"|femur|tibia|fibul|genu|cubitus|forearm|\bhip|clubb"
    ),
    "the bones, joints and spine": (
        r"bone|ossi|osteo|skelet|vertebr|spin(?:e|al)|scolio|kypho|lordo|\bribs?\b|pectus|chest|thora"
        r"|stern|clavic|scapul|shoulder|pelvi|sacr|joint|arthr|contractur|disloc|laxity|hypermob|fractur"
        r"|stature|epiphys|metaphys|diaphys|dyspla|cartil|\bback|\bneck|stiff"
    ),
    "the muscles": (r"muscl|muscul|myo|hypoton|hyperton|weakness|cramp|atroph|rigid|spasm|gower|rhabdo"),
    "the brain, nerves and mind": (
        r"brain|cereb|nerv|neur|seiz|epilep|convuls|ataxi|tremor|spastic|reflex|gait|walk|balance|coordin"
        r"|speech|language|intellect|mental|cognit|develop|delay|autis|behav|attent|hyperact|anxi|depress"
        r"|mood|psych|halluc|delus|memor|dement|confus|sleep|insom|headache|migrain|dizz|paraly|pleg"
        r"|paresis|numb|tingl|paresth|dyston|chorea|myoclon|encephal|mening|hydroceph|corpus callosum"
        r"|ventriculomeg|gyri|lissen|cortic|coma|letharg|irritab|motor|sens(?:ory|ation)|clums|learning"
        r"|aggress|dysarth|babinski|obsess"
    ),
    "blood, hormones and metabolism": (
        r"an[a]?emi|cytopen|leuk|lymph|neutro|platelet|eosin|immun|infect|sepsis|fever|throm|diabet|glyc"
        r"|insulin|thyroid|goit|adren|cortis|hormon|calc|phosph|potass|kalem|sodium|natrem|acid|ketos|lact"
        r"|ammon|lipid|cholest|iron|vitamin|level|weight|obes|growth|thirst|fatig|tired|metabol|enzyme"
        r"|antibod|pituit|height|tumor|cancer|carcin|neopl|oma\b"
    ),
}
PATTERNS = {part: re.compile(pattern, re.IGNORECASE) for part, pattern in PARTS.items()}
OPERATION = re.compile(
    r"\b(?:\w*surg\w+|\w+(?:ectomy|ectomies|otomy|ostomy|plasty|pexy|desis|scopy)|transplant\w*|grafts?|bypass|stents?|"
    r"shunts?|pacemaker|removal|repair|ablation|radi\w*therapy|radiation|laser|dialysis|transfusions?|implant\w*)\b",
    re.IGNORECASE,
)
MEDICINE = re.compile(
    r"\b(?:medic\w+|drugs?|pills?|tablets?|antibiotics?|anti-?\w{4,}|\w*steroids?|inhibitors?|blockers?|antagonists?|"
    r"agonists?|diuretics?|vitamin|injections?|insulin|\w+ (?:cream|ointment|drops)|vaccines?|hormones?)\b",
    re.IGNORECASE,
)
INFECTION = re.compile(
    r"\b(?:infect\w*|\w*virus\w*|\w*bacteri\w*|\w+coccus|parasit\w+|fung\w+|germs?)\b", re.IGNORECASE
)


@lru_cache(maxsize=20_000)
def _part_of_body(text: str) -> str | None:
    return next((part for part, pattern in PATTERNS.items() if pattern.search(text)), None)


def part_of(fact: Fact) -> str | None:
    """The cue for a fact, in words that end a question: "concerning the eyes"; None where there is none."""
    match fact.field:
        case Field.SYMPTOM | Field.COMPLICATION:
            part = _part_of_body(fact.text)
            return f"concerning {part}" if part else None
        case Field.TREATMENT:
            if OPERATION.search(fact.text):
                return "by an operation or procedure"
            return "by medicine" if MEDICINE.search(fact.text) or DRUG_STEM.search(fact.text) else None
        case Field.CAUSE if wording_of(fact) not in {GENES, INHERITED} and INFECTION.search(fact.text):
            return "by infection"
        case _:
            return None
