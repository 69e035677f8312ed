"""The lines above an article's text: its title among web noise, its ICD-10 code, its chapter.

Separate from article.py because the facts of code and chapter need the exact place of both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from questions import icd10
from questions.headings import MAX_HEADING_CHARS, heading_of
from questions.lines import Line, split_lines
from questions.model import Article, Note

_MARKUP = " \t#*_>-•|"
_NOISE = re.compile(
    r"(?:^|\s)(?:digital illustration|stock (?:photo|illustration)|illustration|save|share|print)\s*$",
    re.IGNORECASE,
)
_NOISE_WITHIN = re.compile(
    r"\b(?:digital illustration|stock (?:photo|illustration)|save|share|print)\b", re.IGNORECASE
)
_AFTER_TITLE = re.compile(r"(?:\s{0,3}(?:\[\d{1,3}\]|\[edit\]|\{#[\w-]{1,80}\}))+$")
"""Signs of footnotes, and the anchors that Markdown gives to headings."""
_REPEATED = re.compile(r"(?P<once>.+?)(?:\s(?P=once))*", re.IGNORECASE)
_NOISE_LINE = re.compile(
    r"(?:save|share|print|espa.{0,2}ol|home|menu|search|download|back to top)", re.IGNORECASE
)
_SUBTITLE = re.compile(
    r"\s*[:–—-]\s*(?:causes?|symptoms?|signs|overview|diagnosis|treatments?)\b.*$", re.IGNORECASE
)
_CODE_LINE = re.compile(
    r"ICD[\s\-‐-―]{0,2}(?:10)?(?:[\s\-‐-―]{0,2}(?:CM|WHO|GM|AM|CA))?\s{0,2}"
    r"(?:\(?(?:code|codes|diagnosis code)\)?)?"
    r"(?:\s?\([A-Z\s\d-]{1,12}\))?[\s*_]{0,4}(?:[:=：–—|-]|\bis\b|\s)[\s*_`|]{0,6}(?P<code>\S.*)?$",
    re.IGNORECASE,
)  # fmt: skip
_CODE = re.compile(r"(?P<category>[A-Z]\d[\dA-Z])(?:[.\s]?(?P<rest>[\dA-Z]{1,4}))?(?![\w.])", re.IGNORECASE)
_CODE_WITHIN = re.compile(
    r"\bICD[\s-]?10(?:[\s-]?CM)?(?:\s(?:diagnosis\s)?codes?)?\s{0,2}[:=]\s{0,2}"
    r"(?P<code>[A-Z]\d[\dA-Z](?:\.[\dA-Z]{1,4})?)(?!\w)",
    re.IGNORECASE,
)
_TWO_CODES = re.compile(r"\s*(?:[-–—,;/&+]|and|to)\s*[A-Z]\d[\dA-Z]\b", re.IGNORECASE)
_CHAPTER_LINE = re.compile(
    r"(?:ICD(?:-?10)?\s)?chapter(?:\s+[IVXL\d]{1,5})?[\s*_]{0,4}[:=：][\s*_]{0,4}(?P<chapter>\S.*)$",
    re.IGNORECASE,
)
_MAX_HEADER_CHARS = 300
_MAX_CODE_OFFSET = 1000
"""A code inside a sentence that stands deeper in the text may be another condition's."""


NO_CODE_NOTE = Note(
    line=1, message='No ICD-10 code was found; a line such as "ICD-10 code: M48.2" gives one.'
)


def unknown_code_note(code: str, line: int) -> Note:
    """A note on a code that ICD-10-CM lacks: WHO's I64, or one that does not exist."""
    message = (
        f"ICD-10-CM has no code {code}. It is kept as it is, and near conditions are found by its category. "
        "Check it, or give another one."
    )
    return Note(line=line, message=message)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A value of the header with the span it was read from and the span of its line.

    ``line_start`` and ``line_end`` bound only the words around a value that stands inside a line of text.
    """

    value: str
    start: int
    end: int
    line_start: int
    line_end: int


@dataclass(frozen=True, kw_only=True)
class Header:
    """What the header says. ``line_numbers`` are the lines that are header and not text."""

    title: str | None
    code: Place | None
    chapter: Place | None
    line_numbers: frozenset[int]
    notes: tuple[Note, ...]


def read_header(lines: list[Line]) -> Header:
    """Title, code and chapter, each with its place; a note for what is missing or malformed."""
    notes: list[Note] = []
    code_line, code = _find_code(lines, notes)
    chapter_line, chapter = _find_chapter(lines)
    within = None if code_line else _code_within(lines)
    code = within[1] if within else code
    if within:
        notes.remove(NO_CODE_NOTE)
    if code and icd10.look_up(code.value).standing is not icd10.Standing.VALID:
        notes.append(unknown_code_note(code.value, within[0] if within else code_line or 1))
    title_lines, title = _find_title(lines, {n for n in (code_line, chapter_line) if n})
    if title is None and within:
        title = _title_before(within[1], lines[within[0] - 1])
    if title is None:
        notes.append(Note(line=1, message="No title was found above the text; the file's name was used."))
    used = title_lines | {n for n in (code_line, chapter_line) if n}
    return Header(title=title, code=code, chapter=chapter, line_numbers=frozenset(used), notes=tuple(notes))


def other_code_notes(article: Article) -> tuple[Note, ...]:
    """A note on each line further down that names another code, as where two conditions stand in one file."""
    places = (_find_code([line], []) for line in split_lines(article.text))
    lines: dict[str, int] = {}
    for number, code in places:
        if number and code:
            lines.setdefault(code.value, number)
    return tuple(_other_code_note(code, number) for code, number in [*lines.items()][1:])


def _other_code_note(code: str, line: int) -> Note:
    message = (
        f"Another ICD-10 code, {code}. Is this where another condition begins? What follows is read as the "
        "first one's: bring each condition as an article of its own."
    )
    return Note(line=line, message=message)


def _find_code(lines: list[Line], notes: list[Note]) -> tuple[int | None, Place | None]:
    for line in lines:
        stripped = line.text[:_MAX_HEADER_CHARS].lstrip(_MARKUP)
        match = _CODE_LINE.match(stripped) if len(line.text) <= _MAX_HEADER_CHARS else None
        if not match:
            continue
        written = (match["code"] or "").rstrip(_MARKUP + "`")
        offset = line.start + len(line.text) - len(line.text.lstrip(_MARKUP)) + match.start("code")
        code = _CODE.match(written)
        if not code:
            if match["code"] and not _looks_like_header(match["code"]):
                continue
            message = (
                f"The ICD-10 line holds no code such as M48.2, but {written!r}."
                if written
                else "The ICD-10 line is empty."
            )
            notes.append(Note(line=line.number, message=message))
            return line.number, None
        if _TWO_CODES.match(written, code.end()):
            notes.append(
                Note(line=line.number, message=f"More than one ICD-10 code; {code.group()} was taken.")
            )
        value = (code["category"] + (f".{code['rest']}" if code["rest"] else "")).upper()
        place = Place(
            value=value, start=offset, end=offset + code.end(), line_start=line.start, line_end=line.end
        )
        return line.number, place
    notes.append(NO_CODE_NOTE)
    return None, None


def _code_within(lines: list[Line]) -> tuple[int, Place] | None:
    """A code inside a line, as in text that lost its line ends, with the line's number."""
    for line in lines:
        if line.start > _MAX_CODE_OFFSET:
            break
        match = _CODE_WITHIN.search(line.text[:_MAX_CODE_OFFSET])
        if match:
            start, end = line.start + match.start("code"), line.start + match.end("code")
            place = Place(
                value=match["code"].upper(),
                start=start,
                end=end,
                line_start=line.start + match.start(),
                line_end=end,
            )
            return line.number, place
    return None


def _title_before(code: Place, line: Line) -> str | None:
    """The title at the start of a line that goes on with the code, where nothing else stands between them."""
    words = line.text[: code.line_start - line.start]
    if len(words) > MAX_HEADING_CHARS or re.search(r"[.!?;]\s", words):
        return None
    plain = " ".join(_NOISE_WITHIN.sub(" ", words).split()).strip(_MARKUP + "(,:")
    repeated = _REPEATED.fullmatch(plain)
    return repeated["once"] if repeated else None


def _looks_like_header(value: str) -> bool:
    """A malformed code is short; a sentence that begins with "ICD-10" is text."""
    return len(value.split()) <= 3


def _find_chapter(lines: list[Line]) -> tuple[int | None, Place | None]:
    for line in lines:
        if len(line.text) > _MAX_HEADER_CHARS:
            continue
        match = _CHAPTER_LINE.match(line.text.lstrip(_MARKUP))
        if match:
            value = match["chapter"].rstrip(_MARKUP)
            start = line.start + len(line.text) - len(line.text.lstrip(_MARKUP)) + match.start("chapter")
            place = Place(
                value=value, start=start, end=start + len(value), line_start=line.start, line_end=line.end
            )
            return line.number, place
    return None, None


def _find_title(lines: list[Line], taken: set[int]) -> tuple[set[int], str | None]:
    """The title and the lines it takes: the first short line that is no sentence, and its echoes below."""
    used: set[int] = set()
    title: str | None = None
    for line in lines:
        text = line.text[:_MAX_HEADER_CHARS].strip().strip(_MARKUP).strip()
        if line.number in taken or not text:
            continue
        if _is_text(text, line) or (title is None and _is_section(line)):
            break
        plain = _SUBTITLE.sub("", _NOISE.sub("", _AFTER_TITLE.sub("", text))).strip(" :*_#")
        if not plain or _NOISE_LINE.fullmatch(plain) or set(plain) <= set("=-~"):
            used.add(line.number)
        elif title is None:
            title = re.sub(r"^title\s*:\s*", "", plain, flags=re.IGNORECASE) or None
            used.add(line.number)
        elif plain.casefold() == title.casefold() or _echoes(text, title):
            used.add(line.number)
        else:
            break
    return used, title


def _is_text(text: str, line: Line) -> bool:
    return len(line.text.strip()) > MAX_HEADING_CHARS or (text.endswith((".", "!", ";", ",")) and " " in text)


def _is_section(line: Line) -> bool:
    heading = heading_of(line.text)
    return heading is not None and heading.topic is not None


def _echoes(text: str, title: str) -> bool:
    """The heading of the page that repeats its title: "Gout: Causes, Symptoms, and Treatment Options"."""
    return text.casefold().startswith(title.casefold()) and bool(_SUBTITLE.search(text))
