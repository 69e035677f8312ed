"""Which facts make a key of multiple choice: whole phrases, of a known sort, about the condition itself.

What a text says of a treatment's own hazards, or of what is given against them, is no fact of the condition.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from questions.english import shares_a_word
from questions.generate.common import is_common
from questions.generate.occurrence import Verdict, things_in, verdict
from questions.generate.occurrence.entailed import FINDINGS
from questions.generate.option_words import DRUG_STEM
from questions.generate.phrasing import context, is_askable
from questions.generate.presentable import presentable
from questions.generate.sorts import sort_of
from questions.generate.subject import Subject
from questions.generate.unspecific import specific_stems
from questions.model import Fact, Field

TREATED = (
    r"(?:treatments?|surgery|operations?|drugs?|medic\w+|therap(?:y|ies)|\w*steroids?|chemotherapy|radiotherapy|"
    r"radiation|colonoscopy|procedures?|irrigation\w*|transfusions?|anticoagula\w+|thrombolysis|resection|"
    r"\w+ectomy|transplant\w*|dialysis|correction|implants?|vaccin\w+|antibiotics?|inhibitors?)"
)
OF_TREATMENT = re.compile(
    r"\btoo much\b|\boverdos|\bovertreat|\bovercorrect|\bhazards?\b|\bside effects?\b|\badverse\b"
    rf"|\b(?:complications?|risks?|dangers?|effects?) of (?:the |such |long-term |this )?{TREATED}\b"
    r"|\b(?:caused by|due to|from|after|follow\w*|during) (?:the |such |long |long-term |prolonged |any )?"
    rf"(?:\w+ )?{TREATED}\b"
    rf"|\b{TREATED} (?:can|may|might|often|sometimes|rarely) (?:cause|lead|result|trigger|provoke)"
    r"|\bafter (?-i:[A-Z]{3,5})\b|\b(?:early|late) in (?:therapy|treatment)\b"
    rf"|\b{TREATED} (?:causes|carries|leads|risks)\b|\bif treated\b|\babsorbed\b",
    re.IGNORECASE,
)
FROM_DRUG = re.compile(
    r"\b(?:(?:result|come|arise|follow|stem)s? from|caused by|due to|after|(?:harms|effects) of) "
    r"((?:\w+ )?\w+)",
    re.IGNORECASE,
)
AGAINST_TREATMENT = re.compile(
    r"\bprotect(?:s|ing)? (?:the |your |against )?(?:stomach|bones?|kidneys?|liver)\b"
    r"|\bto protect\b|\bside effects?\b|\bto offset\b|\bprophylax"
    r"|\bwhile (?:on|taking)\b|\bartificial feeding\b|\binstead of\b|\bbefore (?:surgery|the operation)\b"
    r"|\bpain of the (?:operation|procedure)\b",
    re.IGNORECASE,
)
EVERYDAY = (
    300  # categories of the classification; a thing of so many conditions stands out among special ones
)
# What a sentence adds that decides when or in whom a measure is right; without it the question misleads.
LIMITED = re.compile(
    r"\bonly\b|\bif\b|\bwhen(?:ever)?\b|\bunless\b|\bwho\b|\bafter\b|\breserved?\b|\blast resort\b"
    r"|\b(?:in|for) (?:a few|those|some)\b(?! (?:days|weeks|months))|\brarely\b|\bseldom\b|\badjuncts?\b"
    r"|\bresist\w*|\brefractory\b|\bfail(?:s|ed)\b|\bunfit\b|\bunsuitable\b|\bhas been tried\b"
    r"|\bin place of\b|\bminority\b|\bunder (?:study|investigation|trial)\b|\blast choice\b|\bsome support\b"
    r"|\b(?:have|has) (?:also )?been (?:used|tried)\b|\bnegative\b|\bnormal\b|\brules? out\b|\bexcludes?\b"
    r"|\badded (?:for|to)\b|\buntil\b|\bexperimental\b|\binvestigational\b|\btrials?\b",
    re.IGNORECASE,
)
POINTS = re.compile(
    r"\b(?:suggests?|means?|indicates?|points? (?:to|at)|hints? at|rais(?:es?|ing) (?:the |a )?suspicion"
    r"|other than|warn\w*|coexists?|comes? first)\b",
    re.IGNORECASE,
)
# A case that the sentence before has told of: "if the target is missed" leaves open which one.
DANGLING = re.compile(
    r"\bthe (?:\w+ )?phase\b"
    r"|\bthe (?:target|fraction|picture|response|swings|score|level|count|test|dose|drug|first|second|other|"
    r"latter|former|mucus|swelling|skin|lesion|attack)\b",
    re.IGNORECASE,
)
HLA = re.compile(r"\bHLA\b", re.IGNORECASE)
# The gene or chromosome that is changed; "one of four genes" names none.
CHANGED = re.compile(r"\b[A-Z][A-Z0-9]{2,}\b|\b(?i:trisomy|chromosomes?|monosomy)\b")
SYMPTOMLESS = re.compile(
    r"\b(?:(?:does|do|did) not|doesn[’']t|don[’']t) (?:usually |itself )?(?:cause|have|produce) any (?:\w+ )?"
    r"(?:signs?|symptoms?)\b",
    re.IGNORECASE,
)
NAMED_DISEASE = re.compile(r"\b(?:syndrome|disease|disorder|predisposition)\b", re.IGNORECASE)
# A gene change that only makes a condition likelier is shared by others.
PREDISPOSING = re.compile(r"\bpredispos|\bsusceptib|\brisk\b|\bassociat|\blinked\b|\bmodif", re.IGNORECASE)
# A finding of the late, severe or odd case is no way in which the condition shows itself.
LATE_OR_RARE = re.compile(
    r"\blate(?:r)?\b|\badvanced\b|\bend-stage\b|\beventually\b|\buntreated\b|\brare(?:ly)?\b|\buncommon"
    r"|\boccasional|\bmay\b|\bsyndrome\b|\bsometimes\b|\bsome (?:people|patients|cases)\b|\bseldom\b",
    re.IGNORECASE,
)


def why_no_key(subject: Subject, fact: Fact) -> str | None:
    """Why a fact makes no key; None where it does."""
    return _why_not_said(subject, fact) or _why_not_true(subject, fact) or _why_not_special(subject, fact)


def _why_not_said(subject: Subject, fact: Fact) -> str | None:
    if not is_askable(fact):
        return "the fact or its condition cannot be said outside its text"
    if DANGLING.search(context(fact, subject.name) or ""):
        return "the case in which it holds is told in another sentence"
    if _repeats_the_name(subject, fact):
        return "the case in which it holds names the condition again"
    if fact in subject.rows:
        return "the fact is a row of a table, of which another condition's table says nothing"
    if not presentable(fact) or subject.runs_together(fact.text):
        return "the fact is no plain phrase of its kind"
    return None


def _repeats_the_name(subject: Subject, fact: Fact) -> bool:
    """Whether the case has words of the condition beside its name: "in adults with obesity who are obese"."""
    said = (context(fact, subject.name) or "").replace(subject.name, "", 1)
    return shares_a_word(subject.title, said)


def _why_not_true(subject: Subject, fact: Fact) -> str | None:
    sentence = subject.article.text[fact.sentence_start : fact.sentence_end]
    if is_known_elsewhere(subject, fact):
        return "the fact is not known to go with the condition"
    if is_about_treatment(fact.field, sentence):
        return "the sentence is about a treatment's own effects"
    silent = fact.field is Field.SYMPTOM and _is_symptomless(subject.article.text)
    if silent or points_elsewhere(fact, sentence):
        return "the finding is told as a mark of something else"
    if _is_of_a_complication(subject, fact):
        return "the measure or test is told of a complication"
    if is_limited(subject, fact):
        return "the sentence says when, and the question could not"
    return None


def _why_not_special(subject: Subject, fact: Fact) -> str | None:
    things = things_in(fact.field, fact.text)
    common = any(thing.breadth > EVERYDAY for thing in things) if things else is_common(fact.text)
    if common and not context(fact, subject.name):
        return "the fact is so common that it would stand out among special ones"
    if not things and (is_indefinite(fact) or _is_bare_form(fact)):
        return "the fact is too broad to be the one best answer"
    return None


@lru_cache(maxsize=4)
def _is_symptomless(text: str) -> bool:
    return bool(SYMPTOMLESS.search(text))


def _is_of_a_complication(subject: Subject, fact: Fact) -> bool:
    """Whether a measure or test stands among the complications, of which one may be meant."""
    if fact.field not in {Field.TREATMENT, Field.DIAGNOSTIC}:
        return False
    sections = subject.article.sections
    behind = bisect_right(sections, fact.start, key=lambda section: section.start)
    return behind > 0 and sections[behind - 1].field is Field.COMPLICATION


def points_elsewhere(fact: Fact, sentence: str) -> bool:
    """Whether a finding is told as the mark of something else: "neck stiffness means meningitis"."""
    if fact.field not in FINDINGS:
        return False
    behind = sentence[fact.end - fact.sentence_start :].partition(";")[0]
    return bool(POINTS.search(behind))


def is_limited(subject: Subject, fact: Fact) -> bool:
    """Whether a measure is right in a case that the sentence names and the question would leave out."""
    if fact.field not in {Field.TREATMENT, Field.DIAGNOSTIC} or context(fact, subject.name):
        return False
    text = subject.article.text
    before = text[fact.sentence_start : fact.start].rpartition(";")[2]
    after = text[fact.end : fact.sentence_end].partition(";")[0]
    return bool(LIMITED.search(f"{before} {after}"))


def is_known_elsewhere(subject: Subject, fact: Fact) -> bool:
    """Whether a thing is known, but from other conditions: what was read may be another condition's."""
    return verdict(fact.field, fact.text, subject.article.icd10) is Verdict.ABSENT


def is_about_treatment(field: Field, sentence: str) -> bool:
    """Whether a sentence tells of a hazard of treatment, or of what is given against one."""
    if field in FINDINGS:
        from_drug = FROM_DRUG.search(sentence)
        return bool(OF_TREATMENT.search(sentence) or (from_drug and DRUG_STEM.search(from_drug[1])))
    return field is Field.TREATMENT and bool(AGAINST_TREATMENT.search(sentence))


def is_indefinite(fact: Fact) -> bool:
    """Whether a fact's sort is unknown, or it names a group of microbes or genes, or a tissue type."""
    sort = sort_of(fact)
    if sort is None or HLA.search(fact.text):
        return True
    if sort == "gene":
        return not CHANGED.search(fact.text) or bool(NAMED_DISEASE.search(fact.text))
    return sort == "microbe" and not specific_stems(fact.text)


def _is_bare_form(fact: Fact) -> bool:
    """Whether a treatment says in what form something is given, not what: "topical creams"."""
    return fact.field is Field.TREATMENT and not specific_stems(fact.text)


def is_shared_clue(fact: Fact, sentence: str) -> bool:
    """Whether a fact leads back to many conditions: a gene that predisposes, a hazard of treatment."""
    if HLA.search(fact.text) or is_about_treatment(fact.field, sentence):
        return True
    return fact.field is Field.CAUSE and bool(PREDISPOSING.search(sentence))


def is_passing_clue(fact: Fact, sentence: str) -> bool:
    """Whether a finding is that of the late or odd case, by which alone no one knows the condition."""
    return bool(LATE_OR_RARE.search(f"{sentence} {fact.frequency or ''}"))
