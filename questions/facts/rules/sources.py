"""How authors name causes in freer prose, mostly in a section that is on causes."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.model import Field, Role

_HERE = frozenset({Field.CAUSE, None})
_OWN = frozenset({Field.CAUSE})

SOURCES: tuple[Rule, ...] = (
    Rule(
        name="caught from",
        field=Field.CAUSE,
        role=Role.TRANSMISSION,
        sections=_OWN,
        pattern=r"\b(?:(?:catch(?:es)?|gets?|acquires?|contracts?|picks? up) (?:it|the (?:disease|infection"
        r"|virus"
        r"|illness))|becomes? infected|(?:is|are) infected|infection (?:occurs|happens)) {adv}"
        r"(?:from|by|through|via|with|after) (?!(?:the|this) (?:condition|disease)){items}",
        example="People catch it from contaminated water or from raw shellfish.",
        gives=("contaminated water", "raw shellfish"),
    ),
    Rule(
        name="the risk is raised by",
        field=Field.CAUSE,
        role=Role.RISK,
        sections=_OWN,
        pattern=r"\b(?:risks?|chances?|likelihood|odds|incidence)\b[^,;:.]{0,60}? (?:is|are) {adv}(?:raised"
        r"|increased|higher|highest|greater|greatest|doubled|heightened|elevated|added to) {adv}(?:by|in|with"
        r"|after|among) {items}",
        example="The risk is raised by obesity and a history of diabetes.",
        gives=("obesity", "history of diabetes"),
    ),
    Rule(
        name="makes it more likely",
        field=Field.CAUSE,
        words=("make", "render"),
        role=Role.RISK,
        sections=_OWN,
        pattern=r"^(?!the |this |these |that |it |they |such ){subject} {modal}{adv}(?:makes?|renders?)"
        r" [^,;:.]{1,60} {adv}(?:more|likely|worse|commoner)\b",
        example="Obesity, anxiety, and smoking make a chronic course more likely.",
        gives=("Obesity", "anxiety", "smoking"),
    ),
    Rule(
        name="a form comes from",
        field=Field.CAUSE,
        sections=_OWN,
        pattern=r"^(?:(?!not )[\w-]+ ){0,3}?(?:disease|case|forms?|types?|cases|variants?|attacks|episodes"
        r"|illness) {modal}{adv}(?:(?:stems?|results?|arises?|comes?|evolves?) {adv}from"
        r"|follows?) {adv}{items}",
        example="Familial disease stems from a pituitary adenoma or, less often, from a carcinoid.",
        gives=("pituitary adenoma", "carcinoid"),
    ),
    Rule(
        name="among the causes are",
        field=Field.CAUSE,
        sections=_OWN,
        pattern=r"^(?:among|behind|underlying|independent of|at the root of)\b[^,;:.]{0,60}? (?:is|are) {adv}"
        r"(?!not\b){items}",
        example="Among the rarer ones are adrenal adenoma and nodular hyperplasia.",
        gives=("adrenal adenoma", "nodular hyperplasia"),
    ),
    Rule(
        name="mechanisms are",
        field=Field.CAUSE,
        sections=_OWN,
        pattern=r"\b(?:mechanisms?|origins?|explanations?|culprits?|sources? of infection|contributors?"
        r"|precipitants?|(?:causative|environmental) (?:factors?|conditions?|exposures?))"
        r"(?: (?:of|for|in|behind) [^,;:]{1,50}?)? {modal}{adv}(?:includes?|are|is)\b:? {adv}"
        r"(?!(?:\w+ ){0,3}?(?:unknown|unclear|understood|known|not|found|present)\b){items}",
        example="Proposed mechanisms are an oversensitive alarm and a fear network.",
        gives=("oversensitive alarm", "fear network"),
    ),
    Rule(
        name="what predisposes is",
        field=Field.CAUSE,
        words=("predispos", "contribut"),
        role=Role.RISK,
        sections=_OWN,
        pattern=r"\b(?:predisposing|contributing|contributory) (?:factors?|conditions?|diseases?|exposures?)"
        r"(?: (?:of|for|in|to|behind) [^,;:]{1,50}?)? {modal}{adv}(?:includes?|are|is)\b:? {adv}"
        r"(?!(?:\w+ ){0,3}?(?:unknown|unclear|understood|known|not|found|present)\b){items}",
        example="Predisposing conditions are a bicuspid aortic valve and a hemodialysis catheter.",
        gives=("bicuspid aortic valve", "hemodialysis catheter"),
    ),
    Rule(
        name="produces its symptoms",
        field=Field.CAUSE,
        words=("caus", "produc", "underl", "lead", "result", "bring", "expla", "set", "account"),
        role=Role.MECHANISM,
        sections=_OWN,
        pattern=r"^(?!the |this |these |that |it |they |such |its ){subject} {modal}{adv}(?:causes?|produces?"
        r"|underl(?:y|ies)|leads? to|results? in|brings? about|explains?|sets? off|accounts? for) "
        r"(?:the|most|its|their|much of the) (?:[\w-]+ )?(?:symptoms?|signs|pain|attacks?|features?|aura"
        r"|damage|picture|changes|inflammation|swelling|bleeding|scarring|lesions|findings|forms?|types?)\b",
        example="Activation of the nerve, with release of a peptide, produces the pain.",
        gives=("Activation of the nerve",),
    ),
    Rule(
        name="goes with it",
        field=Field.CAUSE,
        words=("with",),
        role=Role.ASSOCIATION,
        sections=_OWN,
        pattern=r"^(?!the |this |these |that |it |they |such ){subject} {modal}{adv}(?:go(?:es)?|travels?"
        r"|coexists?|overlaps?|clusters?) (?:together )?with\b",
        example="Low gastric acid and blood group O go with worse disease.",
        gives=("Low gastric acid", "blood group O"),
    ),
    Rule(
        name="is involved",
        field=Field.CAUSE,
        words=("involved", "implicated", "blame", "fault", "incriminated", "contributory"),
        sections=_OWN,
        pattern=r"^(?!the |this |these |that |it |they ){subject} (?:is|are) {adv}(?:thought to be |believed"
        r" to be |likely to be )?{adv}(?:involved|implicated|to blame|at fault|blamed|incriminated"
        r"|contributory)\b(?=[,;.]|$| in (?:[^,;.]{0,40}\brisk\b|causing|triggering|some|many|most|about))",
        example="Several factors and stress are likely involved in the risk of developing it.",
        gives=("stress",),
    ),
    Rule(
        name="has been described after",
        field=Field.CAUSE,
        role=Role.ASSOCIATION,
        sections=_OWN,
        pattern=r"\b(?:described|reported|documented|seen|observed|noted)(?: [^,;:.]{1,60}?)? (?:following"
        r"|after)(?: (?:\w+ ){0,2}?(?:histor(?:y|ies)|episodes?|causes|events|factors"
        r"|conditions)(?: (?:including|such as))?)?"
        r" {adv}{items}",
        example="Reports have described adhesions following events including surgery; measles; and an insect "
        "bite.",
        gives=("surgery", "measles", "insect bite"),
    ),
    Rule(
        name="occurs somewhere after",
        field=Field.CAUSE,
        role=Role.TRIGGER,
        sections=_OWN,
        pattern=r"(?:^|\bthat )(?:it|the (?:initial |first |primary )?(?:abnormality|injury|damage|disease"
        r"|condition|infection|illness|disorder))"
        r" {adv}(?:occurs?|develops?|arises?|begins?|starts?)\b[^,;:.]{1,80}? (?:after|following)"
        r" (?!the age|age|birth|puberty|\d|you|conception|about|several|many|some|a few){items}",
        example="The initial abnormality occurs in the bronchi after an infection during early childhood.",
        gives=("infection during early childhood",),
    ),
    Rule(
        name="which can cause it",
        field=Field.CAUSE,
        sections=_HERE,
        pattern=r"\b(?:have|has|had|born with|from) (?P<items>(?!been )(?:(?!\b(?:which|who)\b)[^;:.])"
        r"{3,120}?),? (?:which|that) (?:may |can |could )?(?:causes?|leads? to|results? in|produces?)"
        r" (?P<itself>[^,;.]{1,60})",
        example="Some are born with a small bladder or with part of the spine missing, which can cause the"
        " condition.",
        gives=("small bladder", "part of the spine missing"),
    ),
    Rule(
        name="the ones are",
        field=Field.CAUSE,
        sections=_OWN,
        pattern=r"^(?:the |other |common |further )?(?:[\w-]+ ){0,2}?(?:drugs|medicines|medications|agents"
        r"|germs"
        r"|organisms|viruses|bacteria|foods|ones|culprits|exposures|infections|events)(?: to [^,;:]{3,20})?"
        r" (?:are|include):? (?!(?:\w+ ){0,2}?(?:found|present|common|thought|known|used|called|used"
        r"|the|not)\b)"
        r"{items}",
        example="The drugs to remember are primaquine, dapsone, and nitrofurantoin.",
        gives=("primaquine", "dapsone", "nitrofurantoin"),
    ),
    Rule(
        name="it clusters with",
        field=Field.CAUSE,
        role=Role.ASSOCIATION,
        sections=_OWN,
        pattern=r"^(?:it|the (?:condition|disease|disorder)) {adv}(?:(?:clusters|goes|occurs|overlaps"
        r"|coexists|is seen) with|accompanies) (?!(?:about|most|some|all|people|patients|\d+|adults"
        r"|children|men"
        r"|women)\b){items}",
        example="It clusters with Graves disease, type 1 diabetes and vitiligo.",
        gives=("Graves disease", "type 1 diabetes", "vitiligo"),
    ),
    Rule(
        name="precedes it",
        field=Field.CAUSE,
        words=(
            "preced",
            "favor",
            "favour",
            "hasten",
            "promot",
            "accelerat",
            "unmask",
            "precipitat",
            "set",
            "bring",
        ),
        role=Role.TRIGGER,
        sections=_OWN,
        pattern=r"^{subject} {modal}{adv}(?:(?:precedes?|favou?rs?|hastens?|promotes?|accelerates?|unmasks?"
        r"|precipitates?) (?P<itself>[^,;.]{2,50})|(?:is thought to )?(?:sets? it off|brings? it on))",
        example="A viral infection is thought to set it off.",
        gives=("viral infection",),
    ),
)
