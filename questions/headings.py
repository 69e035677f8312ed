"""The headings that authors of condition articles really use, and what the text below each is about.

Data first: a heading's words are looked up in one table, after its numbering, its markup and the name of the
condition ("Causes of gout", "What causes gout?") are taken away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from questions.model import Field, Role

MAX_HEADING_CHARS = 120
"""A longer line is a sentence, whatever it begins with."""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What a section is about. ``is_ignored``: nothing below the heading is a fact of the condition."""

    field: Field | None = None
    role: Role | None = None
    is_ignored: bool = False


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading found on a line: its words, its topic, and where the body that shares its line starts.

    ``body`` is the length of the line where the body starts on the next one. ``level`` is the number of
    hashes of a Markdown heading, None for other kinds. ``is_numbered``: "1. Causes: ...".
    """

    words: str
    topic: Topic | None
    body: int
    level: int | None = None
    is_numbered: bool = False


_CAUSE, _RISK = Topic(field=Field.CAUSE), Topic(field=Field.CAUSE, role=Role.RISK)
_SYMPTOM, _COMPLICATION = Topic(field=Field.SYMPTOM), Topic(field=Field.COMPLICATION)
_TREATMENT, _PREVENTION = Topic(field=Field.TREATMENT), Topic(field=Field.PREVENTION)
_DIAGNOSTIC, _OPEN, _IGNORED = Topic(field=Field.DIAGNOSTIC), Topic(), Topic(is_ignored=True)

_WORDS: tuple[tuple[Topic, str], ...] = (
    (_CAUSE, """
        cause; causes; the cause; common causes; main causes; possible causes; underlying causes;
        causation; genetic causes; aetiology; etiology; causes and aetiology; causes and etiology;
        pathogenesis; pathophysiology; aetiology and pathogenesis; etiology and pathogenesis; aetiology
        and pathophysiology; mechanism; genetics; etiology and pathophysiology; inheritance; triggers;
        causes and triggers; causes and risk factors; transmission; how it spreads"""),
    (_RISK, """
        risk factor; risk factors; common risk factors; who is at risk; at risk; who gets it;
        susceptibility; predisposing factors; associated factors"""),
    (_SYMPTOM, """
        symptom; symptoms; signs; signs and symptoms; symptoms and signs; signs symptoms; common
        symptoms; main symptoms; key symptoms; typical symptoms; warning signs; features; clinical
        features; presentation; clinical presentation; symptoms and presentation; clinical
        manifestations; manifestations; clinical picture; signs and clinical features; history and
        examination; physical findings; clinical findings; presenting features; presenting symptoms"""),
    (_COMPLICATION, """
        complication; complications; possible complications; potential complications; sequelae; long
        term complications; complications and prognosis"""),
    (_TREATMENT, """
        treatment; treatments; treatment option; treatment options; management; therapy; therapies;
        medical treatment; treatment and management; management and treatment; treatment and therapy;
        medication; medications; surgery; surgical treatment; drug treatment; medical management;
        therapeutic options; treatment approaches; self care; home remedies; lifestyle and home remedies"""),
    (_PREVENTION, """
        prevention; preventing; preventive measures; preventative measures; prevention strategies;
        prevention tips; primary prevention; prophylaxis; how to prevent it"""),
    (_DIAGNOSTIC, """
        diagnosis; diagnosing; diagnostics; diagnostic tests; diagnostic approach; diagnostic criteria;
        diagnostic evaluation; evaluation; investigation; investigations; tests; exams and tests;
        imaging; workup; work up; tests and diagnosis; diagnosis and tests; diagnosis and testing; tests
        and investigations; laboratory tests; laboratory findings; how it is diagnosed"""),
    (_OPEN, """
        summary; in summary; overview; introduction; description; background; definition; key points;
        about; conclusion; general information; advice; when to see a doctor; when to seek help; at a
        glance; in brief; classification; types; stages; causes and symptoms; diagnosis and treatment;
        diagnosis and management"""),
    (_IGNORED, """
        see also; reference; references; source; sources; further reading; external links; links;
        author; bibliography; epidemiology; incidence; prevalence; incidence and prevalence; frequency;
        prognosis; outlook; prognosis and outlook; outlook prognosis; history; notes; differential
        diagnosis; differentials; written; support groups; research; clinical trials; acknowledgements;
        living with; reviewed; last reviewed; disclaimer; more information; specialists involved"""),
)  # fmt: skip
TOPICS: dict[str, Topic] = {
    " ".join(word.split()): topic for topic, words in _WORDS for word in words.split(";")
}

_NUMBER = re.compile(
    r"(?:\(?(?:\d{1,3}|[ivx]{1,5}|[a-h])[.)]|(?:step|section|part) \d{1,2}[.:])[ \t]+", re.IGNORECASE
)
_WITHIN = re.compile(
    r"(?:\s(?P<number>\(?\d{1,2}[.)]\s{1,4})|[.!?]\s{1,4})(?P<words>[A-Z][A-Za-z &/,'’-]{2,50})\s?:(?=\s)"
)
_EMPHASIS = "*_"
_OF_CONDITION = re.compile(r"\s(?:of|for|in|associated with|with)\s.*$")
_QUESTIONS: tuple[tuple[str, Topic], ...] = (
    (r"what (?:causes|are the (?:\w+ )?causes|is the cause)\b", _CAUSE),
    (r"why does\b|how do(?:es)? (?:you|people|one) get", _CAUSE),
    (r"who (?:is|are|gets)\b|what are the risk factors", _RISK),
    (r"what are the (?:\w+ )?(?:signs|symptoms)|how does it present", _SYMPTOM),
    (r"what are the (?:\w+ )?complications", _COMPLICATION),
    (r"how (?:is|are|do doctors|can) .{0,60}(?:treated|treat|managed)", _TREATMENT),
    (r"what (?:is|are) the (?:\w+ )?treatment", _TREATMENT),
    (
        r"(?:how )?can .{1,60}be prevented|how (?:to|do you|can (?:i|you)) prevent|how is .{1,60} prevented",
        _PREVENTION,
    ),
    (r"how (?:is|are|do doctors|can) .{0,60}diagnosed?", _DIAGNOSTIC),
    (r"what is\b|what are\b", _OPEN),
    (r"what is the (?:outlook|prognosis)|how common|who can help|where can", _IGNORED),
)
_STATES = re.compile(r"\b(?:includes?|including|is|are|was|were|may|can|will|should|have|has|come|depends?)$")
"""A line that ends so begins a sentence ("Symptoms of stroke may include:"); it is no heading."""


def topic_of(words: str) -> Topic | None:
    """What a heading of these words is about; None where the words are no known heading."""
    plain = re.sub(r"[\W_]+", " ", words.lower().replace("&", " and ")).strip()
    if plain in TOPICS:
        return TOPICS[plain]
    if words.rstrip(" *_#").endswith("?"):
        # "What is the outlook" also fits "What is": the longest match says most.
        found = [(m.end(), n) for n, (rule, _) in enumerate(_QUESTIONS) if (m := re.match(rule, plain))]
        return _QUESTIONS[max(found)[1]][1] if found else None
    if _STATES.search(plain) or re.search(r"\b(?:will|depends?|most often|may|include)\b", plain):
        return None
    return TOPICS.get(_OF_CONDITION.sub("", plain))


def heading_of(line: str, below: str = "") -> Heading | None:
    """The heading that a line is or begins with; ``below`` is the next line, which may underline it."""
    text = line[: MAX_HEADING_CHARS * 2].strip()
    offset = len(line) - len(line.lstrip())
    if not text:
        return None
    if text.startswith("#"):
        return _markdown(text, len(line))
    number = _NUMBER.match(text)
    rest = text[number.end() :] if number else text
    begin = offset + (number.end() if number else 0)
    inline = _inline(rest, begin, is_numbered=bool(number))
    if inline:
        return inline
    return _alone(rest, line, is_numbered=bool(number), is_underlined=_underlines(below))


def headings_within(line: str) -> list[tuple[int, Heading]]:
    """Headings of known words inside a long line, "... joints. 2. Symptoms: ...", with where each starts.

    Text that lost its line ends has them: behind a number, or behind the end of a sentence, before a colon.
    """
    if len(line) <= MAX_HEADING_CHARS:
        return []
    found: list[tuple[int, Heading]] = []
    for match in _WITHIN.finditer(line, len(line) - len(line.lstrip())):
        topic = topic_of(match["words"])
        if topic is None:
            continue
        start = match.start("number") if match["number"] else match.start("words")
        heading = Heading(
            words=match["words"].strip(),
            topic=topic,
            body=match.end(),
            is_numbered=match["number"] is not None,
        )
        found.append((start, heading))
    return found


def _markdown(text: str, length: int) -> Heading | None:
    level = len(text) - len(text.lstrip("#"))
    words = text.strip("# \t*_")
    if level > 6 or not words or length > MAX_HEADING_CHARS:
        return None
    number = _NUMBER.match(words)
    words = (words[number.end() :] if number else words).rstrip(" :*_")
    return Heading(words=words, topic=topic_of(words), body=length, level=level)


def _inline(rest: str, begin: int, *, is_numbered: bool) -> Heading | None:
    """A heading with a colon (or bold, or a dash after a number) and its body behind it on the same line."""
    bold = rest[:2] in ("**", "__")
    inner = rest[2:] if bold else rest
    end = r"|\*\*|__" if bold else ""  # elsewhere these mark a word: "Signs of **anemia** are pallor"
    stop = re.search(rf"[:：](?!//)|\s[-–—]\s{end}", inner[:MAX_HEADING_CHARS])
    if not stop or (stop.group().strip() in ("-", "–", "—") and not (bold or is_numbered)):
        return None
    words = inner[: stop.start()].strip(" *_")
    topic = topic_of(words) if words else None
    if topic is None:
        return None
    body = begin + (2 if bold else 0) + stop.end()
    after = inner[stop.end() :]
    return Heading(
        words=words,
        topic=topic,
        body=body + len(after) - len(after.lstrip(" :*_\t")),
        is_numbered=is_numbered,
    )


def _alone(rest: str, line: str, *, is_numbered: bool, is_underlined: bool) -> Heading | None:
    """A heading that has the line for itself: known words, or any short words that are underlined or bold."""
    if len(line) > MAX_HEADING_CHARS:
        return None
    marked = is_underlined or (rest[:2] in ("**", "__") and rest[-2:] in ("**", "__"))
    words = rest.strip(_EMPHASIS + " ").rstrip(":").strip()
    topic = topic_of(words)
    if not words or (topic is None and not marked) or words.endswith((".", ",", ";")):
        return None
    return Heading(words=words, topic=topic, body=len(line), is_numbered=is_numbered)


def _underlines(below: str) -> bool:
    mark = below.strip()
    return len(mark) >= 3 and len(mark) <= MAX_HEADING_CHARS and set(mark) in ({"="}, {"-"}, {"~"})
