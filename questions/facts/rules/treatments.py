"""How authors name treatments."""

from __future__ import annotations

from questions.facts.rule import Rule
from questions.model import Field

_HERE = frozenset({Field.TREATMENT, None})
_OWN = frozenset({Field.TREATMENT})

TREATMENTS: tuple[Rule, ...] = (
    Rule(
        name="treatment includes",
        field=Field.TREATMENT,
        sections=_HERE,
        pattern=r"(?<!this )(?<!these )\b(?:treatments?|treatment options?|management|management options"
        r"|therapy|therapies|approach(?:es)?|options|medications?|medicines?|drugs?"
        r"|steps|strateg(?:y|ies)|plans?|regimens?|measures|induction|eradication"
        r"|prophylaxis)\b(?: (?:options"
        r"|strateg(?:y|ies)|modalities"
        r"|plans?))?{of}(?: that (?:may|can|might|are|have"
        r"|is)[^,;:]{1,60}?)? {adv}{modal}{adv}(?:includes?|consists? of"
        r"|contains?|combines?|involves?)(?: the following)?(?: either)? ?:? ?{adv}(?!(?:to|based"
        r"|directed|aimed|focused"
        r"|available|symptomatic and|similar|not|needed|unknown|the same|supportive)\b){items}",
        example="Treatment generally includes surgery to remove the tumor or careful observation to watch "
        "for "
        "changes.",
        gives=("surgery to remove the tumor", "careful observation"),
    ),
    Rule(
        name="treatment of choice is",
        field=Field.TREATMENT,
        sections=_HERE,
        pattern=r"\b(?:(?:first-line|preferred|standard|main|usual|initial|definitive) (?:treatment|therapy"
        r"|drug)s?|treatment options|(?:treatment|therapy|drug) of (?:first )?choice){of} {adv}(?:is"
        r"|are) {items}",
        example="The first-line treatment is ethosuximide.",
        gives=("ethosuximide",),
    ),
    Rule(
        name="treated with",
        field=Field.TREATMENT,
        sections=_HERE,
        pattern=r"\b(?<!people )(?<!patients )(?<!those )(?<!women )(?<!children )"
        r"(?:treated|treats?|managed|controlled|relieved|corrected|helped|treating|alleviated"
        r"|control|manage|relieve|ease|improved?"
        r"|(?<!not )(?<!n.t )responds?(?: well| best)?|treatment|managing|reduced"
        r"|eased)\b(?:(?! caused| due| triggered| resulting"
        r"| brought)[^,;:.]){0,60}?,? (?:either )?(?:(?<!people )(?<!patients )(?<!children"
        r" )(?<!adults )(?<!women )(?<!those )(?<!person )(?<!individuals )(?<!men )(?<!infants"
        r" )(?<!anyone )(?<!someone )(?<!patient )(?<!associated )(?<!babies )(?<!or )(?<!problems"
        r" )(?<!trouble )(?<!difficulty )(?<!difficulties )(?<!along )with|by|through"
        r"|using|(?<=respond )to(?! treatment)|(?<=responds )to(?! treatment)|(?<=d (?:well"
        r"|best) )to(?! treatment)|(?<=s (?:well|best) )to(?! treatment)) {adv}(?:either )?(?!(?:a |an "
        r"|the |your "
        r"|their )?(?:\w+ )?(?:doctors?|specialists?|physicians?|team|caution|professionals?|surgeons?"
        r"|providers?|reduce|relieve|treat)\b){items}",
        example="These cases are often managed with rest and in some cases, crutches and/or splinting to "
        "relieve pain.",
        gives=("rest", "crutches", "splinting"),
    ),
    Rule(
        name="doctor recommends",
        field=Field.TREATMENT,
        sections=_OWN,
        pattern=r"\b(?:doctors?|physicians?|providers?|surgeons?|urologists?|specialists?|dermatologists?"
        r"|he or she|they|clinicians|experts|\w+ologists?)\b(?: (?:familiar|who|treating)\b[^,;:.]{3,40}?)?"
        r" {adv}{modal}{adv}(?:recommend|prescribe|suggest|use|uses|recommends"
        r"|prescribes|give|advise|perform|choose to|inject|try)(?: (?:you|that you|people|(?:the|a"
        r"|your) (?:person|child|patient|baby)"
        r"|patients)(?: (?:take|use|try|to|with))?)? {items}",
        example="Some physicians may choose to freeze the lesions with liquid nitrogen.",
        gives=("freeze the lesions with liquid nitrogen",),
    ),
    Rule(
        name="study used",
        field=Field.TREATMENT,
        sections=_OWN,
        hedged=True,
        pattern=r"\b(?:studies|reports?|researchers) (?:have )?(?:described|reported|shown|suggested"
        r"|found) (?:success with |improvement with |good results with |the (?:successful )?use of "
        r"|the benefits? of ){items}",
        example="A few small studies have described the use of stem cell transplantation.",
        gives=("stem cell transplantation",),
    ),
    Rule(
        name="improvement with",
        field=Field.TREATMENT,
        sections=_OWN,
        pattern=r"\b(?:see|show|experience|notice|found) (?:an? )?(?:\w+ )?(?:improvement|relief"
        r"|benefit) (?:with|using"
        r"|from|after) {items}",
        example="Many patients see improvement with increased vitamin B6 intake - either through diet or "
        "supplements.",
        gives=("increased vitamin B6 intake",),
    ),
    Rule(
        name="people should",
        field=Field.TREATMENT,
        words=("should",),
        sections=_OWN,
        whole=True,
        pattern=r"\b{people}\b(?: with [^,;:]{1,60})? should (?:also )?(?:be [^,;.]{1,40}? and"
        r" )?(?P<items>(?:avoid|drink|eat|take|stop|limit|rest|exercise|wear|use|quit|apply|keep"
        r"|stay)\b[^,;.]{3,80})",
        example="You should also drink lots of fluids to help move the stone along.",
        gives=("drink lots of fluids",),
    ),
    Rule(
        name="may need",
        field=Field.TREATMENT,
        words=("need", "requir", "benefit", "underg", "receiv", "take", "wear", "given"),
        sections=_OWN,
        pattern=r"\b{people}\b(?: (?:with|who|that) [^,;:]{1,80}?)? {modal}{adv}(?:needs?|requires?"
        r"|benefit from|undergo|receive|takes?|wears?|(?:are|be) (?:often |usually )?given(?! (?:through"
        r"|by|in|as|orally|at|only|once|for|to|intra\w+)\b)) {adv}(?!to (?:stay|be|have|see|go)\b"
        r"|treatment\b)(?:to )?{items}",
        example="Those that do not respond to vitamin supplementation require blood transfusion.",
        gives=("blood transfusion",),
    ),
    Rule(
        name="may be used",
        field=Field.TREATMENT,
        sections=_OWN,
        pattern=r"^(?!{people}\b){subject} (?:{modal}{adv}{be}|(?:has"
        r"|have) {adv}(?:not )?been) {adv}(?:not )?{adv}(?:used|needed|necessary|enough"
        r"|effective|helpful|beneficial|useful|recommended|required|prescribed|given|performed"
        r"|indicated|tried|advised|offered|sufficient|suggested|successful|injected|applied"
        r"|administered|added|chosen|reserved|contraindicated|avoided|options?|important|essential|vital"
        r"|mandatory|urgent|started|taken|approved|transfused|infused|combined|"
        r"considered|preferable|an? (?:\w+ )?option"
        r"|(?:the|an?) (?:[\w-]+ ){0,2}(?:treatments?|therapy|drugs?|cure"
        r"|mainstay|way to treat|choice|procedure|operation|standard|cornerstone|remedy)(?: of choice)?"
        r"|(?:[\w-]+ ){1,4}used to treat|"
        r"(?:first|second)[- ]line|treatment|preferred|usually needed|an (?:alternative|effective))\b",
        example="In mild cases, rest, physical therapy, and anti-inflammatory medication may be enough to "
        "alleviate symptoms.",
        gives=("rest", "physical therapy", "anti-inflammatory medication"),
    ),
    Rule(
        name="may help",
        field=Field.TREATMENT,
        sections=_OWN,
        pattern=r"^{subject}(?<! to)(?<! also) (?:(?:seems?|appears?) to )?(?:{modal}{adv}(?:helps?"
        r"|relieves?|reduces?"
        r"|improves?(?! (?:after|with|over|on|by|when|if|in|as|once|and)\b|[.,;]|$)|eases?"
        r"|alleviates?|speeds?|controls?|treats?|provides? relief|slows?|lessens?|restores?|corrects?"
        r"|works?|cures?|offers? a cure|brings? relief|shortens?|prevents?|stops?|clears?|protects?"
        r"|suits?|spares?"
        r"|heals?|raises?(?! (?:the|your|their) (?:\w+ )?(?:risk|chance))|replaces?|aborts?|halves|cuts?"
        r"|addresses)|{be} {adv}(?:effective|helpful))\b",
        example="Wet compresses and calamine lotion may help relieve the itching.",
        gives=("Wet compresses", "calamine lotion"),
    ),
    Rule(
        name="these include",
        field=Field.TREATMENT,
        sections=_OWN,
        pattern=r"^(?:(?:these|they|others) {modal}{adv}includes?|(?:further|other|newer"
        r"|later) ones are):? {items}",
        example="These include splints and corticosteroid injections.",
        gives=("splints", "corticosteroid injections"),
    ),
    Rule(
        name="surgeon does",
        field=Field.TREATMENT,
        sections=_OWN,
        pattern=r"\b(?:doctors?|surgeons?|urologists?|specialists?|provider) (?:can|may"
        r"|will) {adv}(?P<items>(?:remove|break|drain|repair|replace|insert"
        r"|implant)\b[^,;:.]{3,80}?)(?: with the following.*)?[:.,;]",
        example="The urologist can remove the stone or break it into small pieces.",
        gives=("remove the stone", "break it into small pieces"),
    ),
    Rule(
        name="treatment is",
        field=Field.TREATMENT,
        sections=_HERE,
        known=True,
        pattern=r"\b(?:treatment|therapy|management)(?: of choice)?{of} (?:is|are|rests on"
        r"|relies on) {adv}(?:with |by )?"
        r"(?!(?:an? |one |another )?(?:\w+ )?(?:types?|kinds?|forms?|methods?) of\b){items}",
        example="Treatment of gout is usually with colchicine or ibuprofen.",
        gives=("colchicine", "ibuprofen"),
    ),
    Rule(
        name="treatment of a symptom with",
        field=Field.TREATMENT,
        sections=_OWN,
        pattern=r"^(?:treatment|management|control|relief"
        r"|correction) of [^,;:]{2,60}?(?<!people)(?<!patients)(?<!children)(?<!adults)"
        r"(?<!those)(?<!women)(?<!individuals)(?<!infants) (?:with|by|using) {items}",
        example="Treatment of seizures with anti-epileptic drugs",
        gives=("anti-epileptic drugs",),
    ),
    Rule(
        name="a treatment does something",
        field=Field.TREATMENT,
        sections=_OWN,
        known=True,
        pattern=r"^(?!the |this |these |that |such ){subject}(?<! not)(?<! no)(?<! to) (?:(?:seems?"
        r"|appears?) to )?(?:(?:may|can"
        r"|could|might"
        r"|will|should|must|is|are|has|have|remains?)\b"
        r"|{adv}(?:reduces?|lowers?|halves|decreases?|removes?|blocks?|increases?|prolongs?|comes?|follows?"
        r"|belongs?|carries|targets?|dissolves?|kills?|replaces?|allows?|makes?|keeps?|gives?|provides?"
        r"|calms?|bridges?|binds?|inhibits?|creates?|softens?|loosens?|speeds?|delays?|supports?"
        r"|maintains?|keeps?|serves?|combines?|brings?|works?|heals?|helps?|lessens?"
        r"|suppresses?|opens?|saves?|resolves?|repairs?|acts?|begins?|starts?))\b(?! (?:and|or)\b)",
        example="Colchicine for three months halves the risk of recurrence.",
        gives=("Colchicine",),
    ),
    Rule(
        name="it requires",
        field=Field.TREATMENT,
        sections=_OWN,
        known=True,
        pattern=r"^[^;:.,]{1,80}? {modal}{adv}(?:requires?|needs?|calls? for) {adv}"
        r"(?:(?:several|\d+|a few) (?:days|weeks|months) of )?{items}",
        example="Kidney infections may require several weeks of antibiotic injections.",
        gives=("antibiotic injections",),
    ),
    Rule(
        name="has been approved",
        field=Field.TREATMENT,
        sections=_OWN,
        known=True,
        pattern=r"\b(?:has|have)? ?approved (?:the )?(?:drugs? |medicines? )?{items}",
        example="The agency has approved etanercept and oral prednisone.",
        gives=("etanercept", "oral prednisone"),
    ),
    Rule(
        name="alternatives are",
        field=Field.TREATMENT,
        sections=_OWN,
        known=True,
        pattern=r"\b(?:alternatives?|options?|choices?|other (?:drugs|agents))(?: _+)? {adv}(?:is|are"
        r"|include) {adv}{items}",
        example="Alternatives are rituximab and oral methotrexate.",
        gives=("rituximab", "oral methotrexate"),
    ),
)
