"""The signs by which a line of numbered questions says what it is.

They are those that people type, and the notations of text2qti and qtiConverter. Each is matched at the start
of a line and takes time in proportion to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from questions.formats.drafts import EMPTY, Text
from questions.formats.intake import Fetch, Intake, no_images

if TYPE_CHECKING:
    from questions.docx import WordLine

_QUESTION = "(?:Q(?:uestion)?|pregunta|frage|pergunta|quest[aã]o|domanda|c\u00e2u|вопрос|soal)"
STEM = re.compile(
    rf"(?:_{{2,20}}\s{{0,3}})?(?:{_QUESTION}\s?\.?\s?)?#?(\d{{1,4}})(?:\s?[.):](?!\d)\s*|\s?[-–]\s+(?=[^\W\d_]))"
    rf"|{_QUESTION}\s(\d{{1,4}})$",
    re.IGNORECASE,
)
ASKED = re.compile(r"Q(?:uestion)?\s?:\s*|Q(?:uestion)?[.)]\s+", re.IGNORECASE)
OPTION = re.compile(
    r"(?P<mark>\*\s*|\[\*\]\s*|[✓✔√→]\s*)?(?P<open>\()?(?P<letter>[A-Za-z])(?P<close>(?(open)\)\.?|(?:[.:]|\)\.?)))"
    r"(?:(?=\W|[A-Z\d]|$)|(?<=[A-Z][.:])|(?<=\))|(?<=\)\.))\s*"
)
OPTIONS = re.compile(r"\*{0,2}(?:options|choices|alternatives)\s?:?\*{0,2}$", re.IGNORECASE)
BOX = re.compile(r"(?:\[(?P<square>[*xX✓ ]?)\]|\((?P<round>[*xX✓ ])\))\s*(?=\S)")
BULLET = re.compile(r"(?P<mark>\*\s*)?[•○◦▪‣●■□]\s*(?=\S)")
TRUTH = re.compile(r"(?P<mark>\*\s*)?(?P<truth>true|false)\s{0,3}(?P<after>\*)?$", re.IGNORECASE)
AFTER = re.compile(
    r"\s*(?:\*|[✓✔√]|[(\[](?:correct|right|key|answer)(?:\s(?:answer|option))?[)\]])$",
    re.IGNORECASE,
)
ANSWER = re.compile(
    r"(?:[→➔➜⇒►▶✓✔✅☑]\s*)?\*{0,2}"
    r"(?:(?:the\s)?(?:correct|right)\s(?:answers?|options?|choices?)|correct|answers?|ans|key"
    r"|respuesta(?:\scorrecta)?|(?:bonne\s)?r[eé]ponse(?:\scorrecte)?|(?:richtige\s)?antwort|lösung"
    r"|resposta(?:\scorreta)?|gabarito|risposta(?:\s(?:corretta|esatta))?|đáp\sán(?:\sđúng)?"
    r"|(?:правильный\s)?ответ|jawaban|(?:正确|正確)?答案)"
    r"(?:\s?(?:is|are)\b|\s?[:：.=)-])+\*{0,2}\s*(?=\S)",
    re.IGNORECASE,
)
KEY_BEHIND = re.compile(
    r"\s\(?(?:correct\s)?(?:answer|ans|key)\s?[:=]\s?\(?(?P<key>[A-Za-z])\b[).]{0,2}$", re.IGNORECASE
)
KEY = re.compile(
    r"[#*\s]{0,6}(?:the\s)?(?:answers?(?:\s(?:key|sheet|list|section))?|(?:correct|right)\sanswers|key|solutions?)"
    r"\s?[:.]?[*\s]{0,4}",
    re.IGNORECASE,
)
PAIR = re.compile(
    r"\s*(?P<number>\d{1,4})\s{0,3}[.):=–—-]?\s{0,3}\(?"
    r"(?P<key>true|false|[A-Za-z](?:\s?(?:,|&|/|and)\s?[A-Za-z](?![A-Za-z]))*)\)?(?![A-Za-z])\s*[.,;|]*\s*",
    re.IGNORECASE,
)
ENTRY = re.compile(
    r"(?P<number>\d{1,4})\s?[.):]\s*(?:ans(?:wer)?\s?:\s*)?\(?(?:(?P<key>[A-Za-z]|true|false)(?:\)|\.|:|\s?[–—-]|\s|$)\s*)?(?P<rest>.*)",
    re.IGNORECASE,
)
EXPLANATION = re.compile(
    r"\*{0,2}(?:explanation|(?:general )?feedback|rationale|reason|reasoning|discussion|comments?"
    r"|justification|why)\s?[:–—-]\*{0,2}\s*",
    re.IGNORECASE,
)
DOTS = re.compile(r"\.\.\.\s+(?=\S)")
REPLY = re.compile(r"[+-]\s+(?=\S)")
TYPED = re.compile(r"\*\s+(?=\S)")
NUMBER = re.compile(r"=\s+(?=[\[\d.+-])")
OPEN = re.compile(r"(_{3,}|\^{3,})$")
DATA = re.compile(
    r"(?P<name>tags?|topics?|keywords?|difficulty|(?:learning\s)?objectives?|references?|bloom\S{0,20}|level"
    r"|points?|marks?|score|page|source|chapter|subject|category)\s?:\s*(?P<value>.*)",
    re.IGNORECASE,
)
POINTS = re.compile(r"[(\[]\s?\d{1,3}(?:\.\d{1,2})?\s?(?:pts?|points?|marks?)\.?\s?[)\]]$", re.IGNORECASE)
TITLE = re.compile(r"(?:quiz\s)?title\s?:\s*(?P<title>.+)", re.IGNORECASE)
OUTSIDE = re.compile(
    r"(?:quiz description|text title|text|pick|points per question|shuffle answers|show correct answers"
    r"|one question at a time|can't go back|feedback is solution|solutions (?:sample|randomize) groups)\s?:"
    r"|(?:END_)?GROUP$",
    re.IGNORECASE,
)
TYPE = re.compile(r"(MC|MA|SA|ES|MB|MD|MT|OR|TF|CT|HS)$")
LABELLED = re.compile(
    r"(?P<mark>\*)?(?:\[(?P<match>[\w .-]{1,40})\])?(?P<label>[\w .-]{1,60}):\s*(?P<text>.*)"
)
PLACE = re.compile(r"\([\d.]+,\s?[\d.]+\)$")
EXAMVIEW = re.compile(r"(?:\s|^)(?:PTS|DIF|REF|OBJ|TOP|KEY|STA|NAT|LOC|MSC|NOT|BLM):.*")
IMAGE = re.compile(r"image:\s*(?P<file>\S.*)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class SourceLine:
    """A line of the file: its number, its text without outer space, and its looks where Word has some."""

    number: int
    text: str
    word: WordLine | None = None


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of a line."""

    line: SourceLine
    start: int = 0
    end: int | None = None

    @property
    def text(self) -> str:
        """What it says, without outer space."""
        return self.line.text[self.start : self.end].strip()

    @property
    def is_emphasised(self) -> bool:
        """Whether Word shows all of it bold, underlined or highlighted."""
        return self.line.word is not None and self.line.word.is_emphasised(self.start)


def text_of(pieces: list[Piece], intake: Intake, *, fetch: Fetch = no_images, emphasis: bool = True) -> Text:
    """The text that these pieces make, a line each."""
    pieces = [piece for piece in pieces if piece.text]
    if not pieces:
        return EMPTY
    if all(piece.line.word is None for piece in pieces):
        return intake.auto("\n".join(_with_image(piece.text) for piece in pieces), fetch)
    lines = (
        piece.line.word.html(piece.start, piece.end, emphasis=emphasis).strip()
        for piece in pieces
        if piece.line.word is not None
    )
    return intake.html("<br>".join(lines), fetch)


def _with_image(text: str) -> str:
    """A line that names an image, as qtiConverter has it, as that image."""
    named = IMAGE.fullmatch(text)
    return f'<img src="{named["file"]}" alt="{named["file"]}">' if named else text
