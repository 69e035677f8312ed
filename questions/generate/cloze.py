"""Clozes: the source sentence with one fact hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questions.english import capitalised, content_stems, shares_a_word, telling_stems, words
from questions.facts.readable import as_read
from questions.flaws.stems import BLANK, DANGLING
from questions.generate.identity import Direction, fact_id, item_id
from questions.generate.sayable import BODY_PARTS, reads_as_answer
from questions.generate.subject import Subject
from questions.generate.told import tells_enough
from questions.generate.unmade import Unmade
from questions.model import Fact, Item, Kind, Task

MIN_WORDS_AROUND = 5  # fewer leave nothing to recall from
MAX_WORDS = 60  # a longer "sentence" is a list that lost its bullets
MAX_HIDDEN_WORDS = 9
MAX_PERCENTAGES = 2  # more is a table of phenotypes
# Stands for the hidden words while the marks around them are taken off: a sign for private use.
HIDDEN = "\ue000"
BULLET = re.compile(r"^[-–•*·] ?")
# What says the hidden words once more beside the blank: a synonym in brackets, "called ...", its examples.
SYNONYM = re.compile(r"^ ?\([^()]*\)")
EXAMPLES = re.compile(
    r"^,? \(?(?:such as|including|includes?|like|e\.g\.|for example|especially"
    r"|(?:also |commonly )?(?:called|known as)|i\.e\.|that is|namely)",
    re.IGNORECASE,
)


def clozes(subject: Subject) -> Iterator[Item | Unmade]:
    """A cloze for each fact whose sentence can be read alone."""
    for fact in subject.asked:
        yield _cloze(subject, fact)


def has_cloze(subject: Subject, fact: Fact) -> bool:
    """Whether a fact is asked by cloze."""
    return isinstance(_cloze(subject, fact), Item)


def _cloze(subject: Subject, fact: Fact) -> Item | Unmade:
    text = subject.article.text
    hidden = as_read(text[fact.start : fact.end])
    around = f"{text[fact.sentence_start : fact.start]}{HIDDEN}{text[fact.end : fact.sentence_end]}"
    before, _, after = as_read(around).partition(HIDDEN)
    before, after = BULLET.sub("", before), SYNONYM.sub("", after)
    if not reads_as_answer(hidden):
        return subject.unmade(Kind.CLOZE, "the fact cannot be said outside its text")
    if reason := _why_not(subject, before, after, hidden):
        return subject.unmade(Kind.CLOZE, reason)
    stem = capitalised(f"{before}{BLANK}{after}") if before else f"{BLANK}{after}"
    if not subject.names(stem) or DANGLING.match(stem):
        stem = f"{capitalised(subject.title)}: {stem}"
    return Item(
        id=item_id(subject.article.id, fact.field, fact.text, Task.RECALL, Direction.CLOZE),
        kind=Kind.CLOZE,
        task=Task.RECALL,
        stem=stem,
        answer=hidden,
        explanation=subject.sentence_of(fact),
        article_id=subject.article.id,
        field=fact.field,
        fact=fact_id(subject.article.id, fact.field, fact.text),
        condition=subject.condition,
        source=subject.source_of(fact),
    )


def _why_not(subject: Subject, before: str, after: str, hidden: str) -> str | None:
    """The reason why this sentence makes no cloze; None where it does."""
    around = f"{before} {after}"
    count = len(words(around))
    if count < MIN_WORDS_AROUND:
        return "the sentence has too few words around the fact"
    if count > MAX_WORDS:
        return f"the sentence has over {MAX_WORDS} words"
    if not hidden or len(words(hidden)) > MAX_HIDDEN_WORDS:
        return f"the hidden text has over {MAX_HIDDEN_WORDS} words"
    if around.count("%") > MAX_PERCENTAGES or not re.search(r"[.!?]['\")\]]*$", around.rstrip()):
        return "the text is no sentence"
    if _is_echoed(hidden, around):
        return "the answer stands elsewhere in the sentence"
    if (before.endswith("(") and after.startswith(")")) or EXAMPLES.match(after):
        return "other words for the answer stand beside it"
    if not tells_enough(subject, around):
        return "the sentence says too little to recall the fact from"
    return None


def _is_echoed(hidden: str, around: str) -> bool:
    """Whether a telling word of the answer, or of its family, stands around the blank; a mere place, as the
    back of "stiffness in the back", may.
    """
    told = " ".join(word for word in words(hidden) if word.lower() not in BODY_PARTS)
    if telling_stems(told):
        return shares_a_word(told, around)
    return bool(content_stems(hidden) & content_stems(around))
