"""The nouns that pass between the modules: articles, facts, items, question sets. Frozen, without logic.

Offsets count code points of the decoded text (BOM removed, line ends untouched), end exclusive, so that
``text[start:end]`` is the span.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Field(StrEnum):
    """What a fact says about its condition."""

    DEFINITION = "definition"
    CAUSE = "cause"
    SYMPTOM = "symptom"
    COMPLICATION = "complication"
    TREATMENT = "treatment"
    PREVENTION = "prevention"
    DIAGNOSTIC = "diagnostic"
    ICD_CODE = "icd_code"
    CHAPTER = "chapter"


class Role(StrEnum):
    """In what sense a fact of the field ``cause`` is one; a plain cause has none."""

    RISK = "risk"
    TRIGGER = "trigger"
    ASSOCIATION = "association"
    GENETIC = "genetic"
    MECHANISM = "mechanism"
    TRANSMISSION = "transmission"


class Kind(StrEnum):
    """The form of an item."""

    MULTIPLE_CHOICE = "multiple_choice"
    MULTIPLE_ANSWER = "multiple_answer"
    TRUE_FALSE = "true_false"
    SHORT_ANSWER = "short_answer"
    NUMERIC = "numeric"
    MATCHING = "matching"
    FLASHCARD = "flashcard"
    CLOZE = "cloze"


class Markup(StrEnum):
    """What the texts of an item are written in."""

    PLAIN = "plain"
    HTML = "html"


class Task(StrEnum):
    """What an item asks the learner to do."""

    RECALL = "recall"
    RECOGNISE = "recognise"
    WHICH_CONDITION = "which_condition"
    WHICH_CODE = "which_code"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something a person should know about one line of a file that was read all the same."""

    line: int
    message: str


@dataclass(frozen=True, kw_only=True)
class Section:
    """A run of an article's text under one heading.

    ``field`` is what its facts are about; None where the heading says nothing (introduction, summary).
    ``start`` and ``end`` bound the body without its heading.
    """

    field: Field | None
    heading: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Article:
    """A condition article as read. ``sha256`` is of the file's bytes; ``text`` is their decoding."""

    id: str
    text: str
    sha256: str
    encoding: str
    title: str
    icd10: str | None
    chapter: str | None
    sections: tuple[Section, ...]
    notes: tuple[Note, ...] = ()

    def line_of(self, offset: int) -> int:
        """The 1-based line that holds this offset; CR LF, LF and a lone CR each end a line."""
        before = self.text[:offset]
        return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing an article says of its condition, as a learner would say it.

    ``text`` reads as a learner would say it (usually the span itself; completed where a head is shared:
    "tingling in the legs or feet"); ``start`` and ``end`` bound the exact span in the source, and
    ``sentence_start``, ``sentence_end`` the sentence it stands in.
    ``hedged``: "thought to". ``negated``: "not recommended". ``frequency``: "most common", "90%".
    ``condition``: "in severe cases", "children". ``example_of``: the parent's text.
    """

    field: Field
    text: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    role: Role | None = None
    hedged: bool = False
    negated: bool = False
    frequency: str | None = None
    condition: str | None = None
    example_of: str | None = None


@dataclass(frozen=True, kw_only=True)
class Unread:
    """Text with medical content from which no fact was taken."""

    line: int
    text: str


@dataclass(frozen=True, kw_only=True)
class ArticleFacts:
    """What was found in one article, in order of place, and what was not understood."""

    article: Article
    facts: tuple[Fact, ...]
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Condition:
    """The condition an item is about."""

    title: str
    icd10: str | None


@dataclass(frozen=True, kw_only=True)
class ArticleSource:
    """The sentence behind a claim: ``text`` is the article's text from ``start`` to ``end``.

    ``article`` is "sha256:" and the hash of the article's bytes, so that the exact version is named.
    """

    article_id: str
    article: str
    condition: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True)
class CodeSource:
    """The line of a classification behind a claim."""

    classification: str
    release: str
    code: str
    title: str


Source = ArticleSource | CodeSource


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer of an item to choose from. ``source`` is None on uploaded items, which name none.

    ``why`` says in a sentence why the option is right or wrong; empty where nothing is known. ``weight`` is
    the share of the mark that choosing it gives or takes, -100 to 100 percent, where a file states one other
    than all for the key and none for the rest; studying does not ask for it, exports keep it.
    """

    text: str
    correct: bool
    source: Source | None = None
    why: str = ""
    weight: float | None = None


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """An answer that counts where it is typed: words, or for a numeric item a decimal number.

    ``tolerance`` is how far a number may be off, as a decimal; "0" where it has to be met. ``weight`` is the
    share of the mark in percent; an answer of no or little weight is there for its ``why``.
    """

    text: str
    tolerance: str = ""
    weight: float = 100
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A line of a matching item and what belongs to it; without ``prompt`` it is one match too many."""

    prompt: str
    match: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question, generated or uploaded.

    ``id`` is stable: for generated items a hash of article id, field, normalised fact, task and direction.
    ``fact`` is shared by items of one fact (siblings). ``answer`` is the back of the card, or the key's text;
    of several keys, gaps or pairs it lists all. What else a kind has:

    - multiple choice: ``options``, one of them correct; true/false: two, "True" first;
    - multiple answer: ``options``, any number of them correct, which are to be chosen all and alone;
    - short answer and numeric: ``accepted``, of which the first of full weight is shown;
      ``exact_case`` where "ph" is not "pH";
    - matching: ``pairs``;
    - cloze: a stem with blanks, each written "_____"; ``gaps`` where there are several, in their order.

    ``markup`` is of stem, answer, explanation, options and their ``why``, and the prompts of pairs; the rest
    is plain. HTML is of the allow-list in ``questions.html``, with images named "media/" and their hash.
    ``name`` is a question's own short name, ``category`` the path of topics it stood under, outermost first.
    ``article_id``, ``field``, ``condition`` and ``source`` may be None on uploaded items, ``fact`` empty.
    """

    id: str
    kind: Kind
    task: Task
    stem: str
    answer: str
    options: tuple[Option, ...] = ()
    explanation: str = ""
    article_id: str | None = None
    field: Field | None = None
    fact: str = ""
    condition: Condition | None = None
    source: Source | None = None
    tags: tuple[str, ...] = ()
    markup: Markup = Markup.PLAIN
    name: str = ""
    category: tuple[str, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    exact_case: bool = False
    pairs: tuple[Pair, ...] = ()
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rejection:
    """One record of a file that cannot become an item: where, why, what to do, and its text as it stood.

    ``number`` counts the file's records from 1, rejected ones included. ``line`` is a line, or a row of a
    table, in the part of the file that ``part`` names (a sheet, a member of an archive); None where there
    are none, as in a database. ``is_repeat``: nothing is wrong with it, the file has it more than once.
    """

    line: int | None
    reason: str
    text: str
    number: int | None = None
    part: str = ""
    is_repeat: bool = False


@dataclass(frozen=True, kw_only=True)
class Flaw:
    """An item-writing flaw: ``name`` of the rule, a message that teaches it, and the words that break it."""

    name: str
    message: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Advice:
    """A flaw found on one item of a set. ``line`` is its place in the file, None where it has none."""

    item_id: str
    line: int | None
    flaw: Flaw


@dataclass(frozen=True, kw_only=True)
class Loss:
    """What an item's record has and the item has not. ``is_media``: an image, a sound or the like, without
    which the question may not be answerable.
    """

    what: str
    is_media: bool


@dataclass(frozen=True, kw_only=True)
class QuestionSet:
    """What reading one question-set file gave. ``found`` counts records: found = len(items) + len(rejected).

    ``lines`` maps an item's id to the line where it starts, ``numbers`` to its number among the records.
    ``not_carried`` names what stands in the file and has no place in an item (a column of points, say),
    ``losses`` by an item's id what of it that was, where the reader knows. ``delimiter`` is what parts the
    cells of a table, and ``headings`` what its first row says. ``images`` are the bytes of the images that
    items show, by the name that ``questions.images`` gives them.
    """

    title: str
    format: str
    encoding: str
    found: int
    items: tuple[Item, ...]
    rejected: tuple[Rejection, ...] = ()
    notes: tuple[Note, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    not_carried: tuple[str, ...] = ()
    losses: dict[str, tuple[Loss, ...]] = field(default_factory=dict)
    delimiter: str | None = None
    headings: tuple[str, ...] = ()
    images: dict[str, bytes] = field(default_factory=dict)
