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
        pattern=r"(?<!this )(?<!these )\b(?:treatments?|treatment options?|management|management options|therapy|therapies|approach(?:es)?|options|medications?|medicines?|drugs?|steps)\b(?: options)?{of}(?: that (?:may|can|might|are|have|is)[^,;:]{1,60}?)? {adv}{modal}{adv}(?:includes?|consists? of|involves?)(?: the following)?(?: either)? ?:? {adv}(?!(?:to|based|directed|aimed|focused|available|symptomatic and|similar|not|needed|unknown|the same|supportive)\b){items}",
        example="Treatment generally includes surgery to remove the tumor or careful observation to watch for changes.",
        gives=("surgery to remove the tumor", "careful observation"),
    ),
    Rule(
        name="treated with",
        field=Field.TREATMENT,
        sections=_HERE,
        pattern=r"\b(?:treated|treats?|managed|controlled|relieved|corrected|helped|treating|alleviated|improved?|respond well|responds? (?:well )?|treatment|managing|reduced|eased)\b(?: [^,;:.]{0,60}?)?,? (?:either )?(?:(?<!people )(?<!patients )(?<!children )(?<!adults )(?<!women )(?<!those )(?<!person )(?<!individuals )(?<!men )(?<!infants )(?<!anyone )(?<!someone )(?<!patient )(?<!associated )(?<!babies )(?<!or )with|by|through|using|(?<=respond )to|(?<=responds )to) {adv}(?:either )?(?!(?:a |an |the |your |their )?(?:\w+ )?(?:doctors?|specialists?|physicians?|team|caution|professionals?|surgeons?|providers?|reduce|relieve|treat)\b){items}",
        example="These cases are often managed with rest and in some cases, crutches and/or splinting to relieve pain.",
        gives=("rest", "crutches", "splinting"),
    ),
    Rule(
        name="doctor recommends",
        field=Field.TREATMENT,
        sections=_OWN,
        pattern=r"\b(?:doctors?|physicians?|providers?|surgeons?|urologists?|specialists?|dermatologists?|he or she|they|clinicians)\b {modal}{adv}(?:recommend|prescribe|suggest|use|uses|recommends|prescribes|give|advise|perform|choose to|inject|try)(?: (?:you|that you|people|patients)(?: (?:take|use|try|to|with))?)? {items}",
        example="Some physicians may choose to freeze the lesions with liquid nitrogen.",
        gives=("freeze the lesions with liquid nitrogen",),
    ),
    Rule(
        name="study used",
        field=Field.TREATMENT,
        sections=_OWN,
        hedged=True,
        pattern=r"\b(?:studies|reports?|researchers) (?:have )?(?:described|reported|shown|suggested|found) (?:success with |improvement with |good results with |the (?:successful )?use of |the benefits? of ){items}",
        example="A few small studies have described the use of stem cell transplantation.",
        gives=("stem cell transplantation",),
    ),
    Rule(
        name="improvement with",
        field=Field.TREATMENT,
        sections=_OWN,
        pattern=r"\b(?:see|show|experience|notice) (?:an? )?(?:\w+ )?(?:improvement|relief|benefit) (?:with|from|after) {items}",
        example="Many patients see improvement with increased vitamin B6 intake - either through diet or supplements.",
        gives=("increased vitamin B6 intake",),
    ),
    Rule(
        name="people should",
        field=Field.TREATMENT,
        sections=_OWN,
        whole=True,
        pattern=r"\b(?:you|patients|people|individuals|children)\b(?: with [^,;:]{1,60})? should (?:also )?(?:be [^,;.]{1,40}? and )?(?P<items>(?:avoid|drink|eat|take|stop|limit|rest|exercise|wear|use|quit|apply|keep|stay)\b[^,;.]{3,80})",
        example="You should also drink lots of fluids to help move the stone along.",
        gives=("drink lots of fluids",),
    ),
    Rule(
        name="may need",
        field=Field.TREATMENT,
        sections=_OWN,
        pattern=r"\b{people}\b(?: (?:with|who|that) [^,;:]{1,80}?)? {modal}{adv}(?:needs?|requires?|benefit from|undergo|receive) {adv}(?!to (?:stay|be|have|see|go)\b|treatment\b)(?:to )?{items}",
        example="Those that do not respond to vitamin supplementation require blood transfusion.",
        gives=("blood transfusion",),
    ),
    Rule(
        name="may be used",
        field=Field.TREATMENT,
        sections=_OWN,
        pattern=r"^{subject} (?:{modal}{adv}{be}|has been|have been) {adv}(?:used|needed|necessary|enough|effective|helpful|beneficial|useful|recommended|required|prescribed|given|performed|indicated|tried|advised|offered|sufficient|suggested|successful|injected|applied|administered|options?|an? (?:\w+ )?option|(?:the|an?) (?:\w+ )?(?:treatment|therapy|cure|mainstay|way to treat)(?: of choice)?|"
        r"(?:first|second)[- ]line|treatment|preferred|usually needed|an (?:alternative|effective))\b",
        example="In mild cases, rest, physical therapy, and anti-inflammatory medication may be enough to alleviate symptoms.",
        gives=("rest", "physical therapy", "anti-inflammatory medication"),
    ),
    Rule(
        name="may help",
        field=Field.TREATMENT,
        sections=_OWN,
        pattern=r"^{subject}(?<! to)(?<! also) (?:{modal}{adv}(?:helps?|relieves?|reduces?|improves?|eases?|alleviates?|speeds?|controls?|treats?|provides? relief|slows?|lessens?|restores?|corrects?|works?)|{be} {adv}(?:effective|helpful))\b",
        example="Wet compresses and calamine lotion may help relieve the itching.",
        gives=("Wet compresses", "calamine lotion"),
    ),
    Rule(
        name="these include",
        field=Field.TREATMENT,
        sections=_OWN,
        pattern=r"^(?:these|they|others) {modal}{adv}includes?:? {items}",
        example="These include splints and corticosteroid injections.",
        gives=("splints", "corticosteroid injections"),
    ),
    Rule(
        name="surgeon does",
        field=Field.TREATMENT,
        sections=_OWN,
        pattern=r"\b(?:doctors?|surgeons?|urologists?|specialists?|provider) (?:can|may|will) {adv}(?P<items>(?:remove|break|drain|repair|replace|insert|implant)\b[^,;:.]{3,80}?)(?: with the following.*)?[:.,;]",
        example="The urologist can remove the stone or break it into small pieces.",
        gives=("remove the stone", "break it into small pieces"),
    ),
)  # fmt: skip
