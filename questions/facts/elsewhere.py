"""Clauses that tell of something else than the condition: look-alikes, signs of a harm, drugs' harms, mice.

Each wording is data with an example that a test runs, as rules are (see rule.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from questions.facts.exclusions import CULPRIT
from questions.facts.known import has_head, is_known
from questions.facts.subjects import Subject
from questions.model import Field

_TOLD = frozenset({Field.CAUSE, Field.SYMPTOM, Field.COMPLICATION, Field.TREATMENT})
_ILLS = frozenset({Field.SYMPTOM, Field.COMPLICATION})
_START = r"(?:^|[,;] )\s*"
_MODAL = r"(?:(?:may|can|could|might|often|usually|sometimes|easily|also|closely|\w+ly) )*"
_ANIMALS = (
    r"(?:[\w-]+ )?(?:mice|rats|rodents|rabbits|guinea pigs|dogs|monkeys|zebrafish|animals|animal models?"
    r"|(?:mouse|rat) models?|animal (?:studies|experiments)|laborator(?:y|ies)|test tubes?|vitro"
    r"|(?:cell|tissue) cultures?|cultured cells)(?: of (?:the |this )?(?:disease|disorder|condition|it))?"
)
_KEPT = (
    r"(?<!found )(?<!live )(?<!lives )(?<!carried )(?<!made )(?<!grown )(?<!seen )(?<!raised )(?<!occurs )"
)
_A_CULPRIT = f"(?:{CULPRIT.pattern})"
_ILL = (
    r"\b(?:infections?|diseases?|syndrome|disorder|pneumonia|cancer|tumou?r|diabetes|stroke|allerg(?:y|ies)"
    r"|sepsis|perforation|rupture|\w{3,}itis|\w{3,}oma|an?emia|abscess|(?:heart|kidney|liver) failure)\b"
)


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """One wording. ``fields`` are those of which it leaves no fact, ``sections`` where it does (none: any).

    ``of_sentence``: it speaks from the sentence's start on, whatever clause the fact stands in.
    A group "other" must not name the article's condition, its course or its patients; a group "means" has to
    name a treatment, and so does a group "drug", by its head and whatever else it may be.
    """

    name: str
    fields: frozenset[Field]
    pattern: str
    example: str
    sections: frozenset[Field] = frozenset()
    of_sentence: bool = False

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, for masked clauses."""
        return re.compile(self.pattern, re.IGNORECASE)


ELSEWHERE: tuple[Elsewhere, ...] = (
    Elsewhere(
        name="signs of a complication",
        fields=_ILLS,
        sections=frozenset({Field.COMPLICATION}),
        pattern=_START
        + r"(?P<other>[^,;:]{2,80}?)(?:, [^;:]{2,80}?,)? "
        + _MODAL
        + r"(?:(?:shows?|announces?"
        r"|declares?|betrays?|manifests?|reveals?) (?:(?:itself|themselves|up) )?(?:by|as|in|with|through)"
        r"|(?:is|are) (?:\w+ly )?(?:marked|known|recogni[sz]ed|characteri[sz]ed|heralded|signall?ed|announced"
        r"|suspected|betrayed) (?:by|from|in|when)|presents? (?:\w+ly )?(?:with|as))\b",
        example="Tamponade shows itself by raised neck veins, hypotension and pulsus paradoxus.",
    ),
    Elsewhere(
        name="looks like it",
        fields=frozenset({Field.CAUSE, Field.COMPLICATION}),
        pattern=r"^(?:(?!\b(?:which|that|who|whose|because|although|though|while|since|as|when|if)\b)[^;:])*?\b(?:mimics?|imitates?|resembles?|simulates?"
        r"|masquerades? as|pass(?:es)? for|looks? (?:\w+ )?(?:alike|like|similar)"
        r"|(?:be|is|are|been) (?:\w+ )?(?:mistaken for|confused with|mimicked by))\b",
        example="Fabry disease, amyloidosis and Noonan syndrome may mimic it.",
    ),
    Elsewhere(
        name="similar states",
        fields=_TOLD,
        pattern=_START + r"(?:an? |the same |very )?(?:similar|comparable|identical|look-?alike) (?:\w+ )?"
        r"(?:states?|pictures?|conditions?|syndromes?|illness(?:es)?|symptoms?|disorders?|diseases?|attacks?"
        r"|episodes?|features?|lesions?|rash(?:es)?|findings?|signs?)\b",
        example="Similar states are brought on by interferon alfa, corticosteroids and alcohol.",
    ),
    Elsewhere(
        name="others with similar symptoms",
        fields=_TOLD,
        pattern=_START + r"(?:[\w-]+ ){0,3}?(?:conditions?|diseases?|disorders?|illness(?:es)?|infections?)"
        r" (?:with|(?:that|which) (?:may |can )?(?:have|cause|share|show)|having|sharing|causing) (?:very )?"
        r"(?:similar|the same|like)\b",
        example="Other conditions with similar symptoms include lupus and sarcoidosis.",
    ),
    Elsewhere(
        name="points to another",
        fields=_ILLS,
        sections=frozenset({Field.COMPLICATION}),
        pattern=r"^[^;:]*? (?:suggests?|points? to|indicates?|means?|signals?|raises? (?:the )?suspicion of)"
        r" (?:an? |the |possible )?(?P<other>(?!severe|serious|advanced|progressive|active|late|early|acute"
        r"|chronic|local|deep|widespread|underlying)[^,;.]*?" + _ILL + ")",
        example="Fever and rigors point to cholangitis.",
    ),
    Elsewhere(
        name="points to another by name",
        fields=_ILLS,
        sections=frozenset({Field.SYMPTOM}),
        pattern=r"^[^;:]*? (?:suggests?|points? to|indicates?) (?:an? |the )?(?:diagnosis of )?"
        r"(?P<other>(?:[\w-]+ ){0,1}(?:\w{3,}(?:itis|ism|oma)|cancer|diabetes|stroke|sepsis))"
        r"(?= rather| instead|[,.;]|\s*$)",
        example="Tremor points to hyperthyroidism.",
    ),
    Elsewhere(
        name="harms of a means",
        fields=_TOLD,
        pattern=_START + r"(?:[\w-]+ ){0,4}?(?:harms?|(?:side|adverse|unwanted|toxic|ill)[- ](?:effects?"
        r"|events?|reactions?)|toxicit(?:y|ies)|complications?|dangers?|hazards?|drawbacks?|risks?)"
        r" (?:of|from|with|after) (?P<means>[^,;:]{2,50}?) (?:may |can )?(?:are|is|includes?)\b",
        example="Harms of lithium are hypothyroidism and nephrogenic diabetes insipidus.",
    ),
    Elsewhere(
        name="side effects are",
        fields=_TOLD,
        pattern=_START
        + r"(?:[\w-]+ ){0,4}?(?:side|adverse|unwanted|toxic)[- ](?:effects?|events?|reactions?)"
        r"(?: (?:may|can|of|from|with)\b[^,;:]{0,50}?)? (?:are|is|includes?)\b",
        example="Common side effects include nausea and hair loss.",
    ),
    Elsewhere(
        name="a means harms",
        fields=_ILLS,
        sections=_ILLS,
        pattern=_START + r"(?P<means>[^,;:]{2,60}?) " + _MODAL + r"(?:leads? to|results? in|causes?|brings?"
        r"|produces?|provokes?|induces?|predisposes?|(?:raises?|increases?|adds? to) the risk)\b",
        example="Long-term steroids cause osteoporosis and cataracts.",
    ),
    Elsewhere(
        name="what a means causes is treated",
        fields=frozenset({Field.TREATMENT}),
        of_sentence=True,
        pattern=r"^(?:however, |but |because |since )?(?P<drug>[^,;:]{2,50}?) "
        + _MODAL
        + r"causes? [^.;]{3,60}?, (?:and )?so\b",
        example="Colchicine also can cause diarrhea, so loperamide may be given.",
    ),
    Elsewhere(
        name="nothing prevents it",
        fields=frozenset({Field.PREVENTION}),
        of_sentence=True,
        pattern=r"^(?:(?:there is |so far,? )?(?:nothing|no (?:\w+ ){0,2}?(?:measures?|way|means|method|drug"
        r"|medicine|step)s?))"
        r" (?:is known |has been shown |can |will |is able |reliably |surely )*(?:to )?(?:prevents?"
        r"|protects?|wards?"
        r"|stops?|averts?)\b(?!.*\b(?:but|however|although|yet)\b)",
        example="Nothing prevents the disease; sun protection is sensible.",
    ),
    Elsewhere(
        name="cause of symptoms",
        fields=frozenset({Field.CAUSE}),
        pattern=r"^(?:(?:most|many|some|all|several|both|the|its|these|their|other|main) )*(?:of )?(?:the )?"
        r"(?:[\w-]+ )?(?:symptoms?|signs|signs and symptoms|manifestations|complaints)"
        r"(?: (?:of|in|seen in|and signs of) [^,;:]{2,50}?)? (?:(?:may|can|could) )?(?:\w+ly )?(?:(?:is"
        r"|are|be)"
        r" (?:\w+ )?(?:caused|produced|explained|brought about|due|the results?|a result|a consequence)"
        r"|results? from|come from|stem from|arise from)\b",
        example="Most symptoms of the disease are caused by inflammation of the vessels.",
    ),
    Elsewhere(
        name="takes a culprit's place",
        fields=frozenset({Field.TREATMENT}),
        pattern=r"\b(?:takes?|took|taking|in) (?:the|its|their) place(?: of)?\b.*"
        + _A_CULPRIT
        + r"|"
        + _A_CULPRIT
        + r".*\b(?:takes?|took|taking|in) (?:its|their) place\b"
        r"|^[^,;:]{2,60}? "
        + _MODAL
        + r"(?:be )?(?:replaces?|substitutes? for|substituted for|used instead of)"
        r" [^,;:]{0,30}?" + _A_CULPRIT,
        example="Olanzapine may take the place of the culprit drug.",
    ),
    Elsewhere(
        name="in animals or a laboratory",
        fields=_TOLD,
        pattern=r"^(?:\w+,? )?in (?:the |an? )?" + _ANIMALS + r"\b[^,;:]{0,40},"
        r"|" + _KEPT + r"\bin (?:the |an? )?" + _ANIMALS + r"(?: only| so far)?\s*[.;,]*\s*$"
        r"|^(?:the |some |many |several |recent |early )*(?:studies|experiments|work|tests|research|results)"
        r" (?:\w+ )?(?:in|on|with|from) (?:the )?" + _ANIMALS + r"\b"
        r"|^(?:the |some |many |recent |early )*(?:animal|mouse|rat|preclinical|in vitro)"
        r" (?:studies|experiments|models?|work|data|research)\b",
        example="In mice, riluzole and lithium have reduced damage.",
    ),
    Elsewhere(
        name="it means another",
        fields=_ILLS,
        pattern=r"\b(?:means?|suggests?|indicates?)(?: that)? (?:you|they|he or she|the (?:person"
        r"|patient|child))"
        r" (?:may |might |could )?(?:also )?(?:have|has)\b"
        r"|\b(?:signs?|symptoms?|marks?|indications?) (?:of|that (?:you|they) have) (?:an? "
        r"|the )?(?:another|other"
        r"|(?:more )?serious|different|bacterial|secondary)\b[^,;.]*?" + _ILL,
        example="A stiff neck may mean you have meningitis.",
    ),
    Elsewhere(
        name="a mark of something else",
        fields=_ILLS,
        pattern=r"^(?:if|when)\b[^,]{3,140}, (?:you|it|they|he or she|this|(?:the |your )(?:person"
        r"|patient|child))"
        r" (?:may|might|could|can|probably|likely)(?: also| well| then| instead)? (?:has|have|be|mean"
        r"|indicate"
        r"|suggest|signal|point to) (?:also )?(?:an? |the )?[^,;.]*?" + _ILL,
        example="If the mucus is yellow or green, you may have a bacterial infection as well.",
    ),
)
_WHICH_CAUSES = re.compile(r"(?:which|that) (?:may |can |often |usually )*causes?\b", re.IGNORECASE)
_COURSE = re.compile(
    r"\b(?:stages?|phases?|courses?|onset|forms?|variants?|types?|cases?|attacks?|episodes?|crisis|crises"
    r"|relapses?|flares?)\b",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"\b(?:treatments?|therap(?:y|ies)|surgery|operations?|drugs?|medicines?|medications?)\b", re.IGNORECASE
)
_OF_THE_BODY = re.compile(
    r"(?:.*\s)?(?:iron|zinc|copper|magnesium|oxygen|fluids?|glucose|lactate|albumin|plasma|platelets|heat|ice"
    r"|fiber|infusions?|insulin|cortisol|glucagon|estrogens?|estradiol|progesterone|testosterone"
    r"|prolactin|epinephrine|adrenaline|melatonin|thyroxine|vitamins?(?: \w{1,3})?|nutrition|stimulation"
    r"|occlusion|closure|fusion|dilat(?:at)?ion|reduction|ventilation|breathing|rest|drainage|elevation"
    r"|agents?|tubes|implantation|embolization|acid|fasting|solutions?|replacement|correction|restriction"
    r"|feedings?|exercises?|stretching|traction|cooling|training|formulas?|diets?|saline|baths?|soaps?"
    r"|powders?"
    r"|radiation|massage)",
    re.IGNORECASE,
)
"""Words of treatments that name a part or a process of the body as often."""


def tells_of_else(
    clause: str, field: Field, section: Field | None, subject: Subject, *, sentence: str
) -> bool:
    """Whether a masked clause leaves no fact of the field, since it or its sentence tells of something else.

    ``sentence`` is the whole sentence.
    """
    clause, sentence = clause.strip(), sentence.strip()
    for wording in ELSEWHERE:
        if field not in wording.fields or (wording.sections and section not in wording.sections):
            continue
        match = wording.compiled.search(sentence if wording.of_sentence else clause)
        if match and _is_meant(match, subject):
            return True
    return False


def tells_of_member(text: str, begin: int, section: Field | None) -> bool:
    """Whether words that begin here tell what a complication does: "sepsis, which causes fever"."""
    if section is not Field.COMPLICATION or not _WHICH_CAUSES.match(text, begin):
        return False
    before = re.split(r"[,;:]|\b(?:and|or|includes?|are|is|in|to)\b", text[:begin].rstrip(" ,"))[-1]
    return text[:begin].endswith(", ") and is_known(before.strip(), Field.COMPLICATION)


def _is_meant(match: re.Match[str], subject: Subject) -> bool:
    """Whether what the groups of a wording name is another thing, or a means."""
    named = match.groupdict()
    other, means, drug = named.get("other"), named.get("means"), named.get("drug")
    if drug is not None and not is_known(re.sub(r"^(?:the|oral|iv) ", "", drug.lower()), Field.TREATMENT):
        return False
    if other is not None and (subject.is_named_by(other) or _COURSE.search(other)):
        return False
    return means is None or (_names_means(means) and not subject.is_meant_by(means))


def _names_means(words: str) -> bool:
    """Whether the words name a treatment, and nothing that the body has of its own."""
    head = re.split(r"\s(?:of|in|with|by|over|for|on|from)\s", words)[0]
    if _OF_THE_BODY.fullmatch(head) or re.search(r"\b(?:without|un\w+ed|lack of)\b", words, re.IGNORECASE):
        return False
    return bool(_MEANS.search(words)) or has_head(words, Field.TREATMENT)
