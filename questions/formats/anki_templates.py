"""The sides of Anki's cards: templates with {{Field}}, {{filter:Field}}, {{#Field}}..{{/Field}}, filled in.

Only what a card says is taken: scripts, styles and comments are left out, as are fields spoken by a machine.
See docs.ankiweb.net/templates/fields.html and generation.html.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape

from questions.formats.anki_cloze import Cloze, cloze
from questions.formats.anki_notes import Template
from questions.html import clean, from_text, says_more_than_text, to_text

MAX_TEMPLATE_CHARS = 200_000
_DEEPEST = 50

_OTHER_BRACES = "{{=<% %>=}}"
_LAYOUT = re.compile(r"<(/?)([a-zA-Z0-9]+)[^<>]*>")
_INLINE = {"span", "b", "i", "u", "font", "a"}
_ANSWER_LINE = re.compile(r"<hr\b[^<>]{0,200}?\bid\s{0,9}=\s{0,9}[\"']?answer\b[^<>]{0,200}>", re.IGNORECASE)
_FRONT_SIDE = re.compile(r"\{\{\s{0,9}FrontSide\s{0,9}\}\}")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_READING = re.compile(r" ?([^ <>\[\]]{1,100})\[(?!sound:)([^\[\]]{1,100})\]")
"""Japanese characters and how they are read, as Anki has them."""
_READINGS = {"furigana": r"<ruby>\1<rt>\2</rt></ruby>", "kanji": r"\1", "kana": r"\2"}


@dataclass(frozen=True, kw_only=True)
class Said:
    """Text between fields, as HTML and as plain text; ``is_plain`` where these say the same."""

    html: str
    plain: str
    is_plain: bool


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A field's place. ``filters`` as written, the outermost first."""

    name: str
    filters: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Section:
    """What is shown if the field has, or for ``negated`` has not, anything in it."""

    name: str
    negated: bool
    parts: list[Part] = field(default_factory=list)


Part = Said | Filled | Section


@dataclass(frozen=True, kw_only=True)
class Card:
    """A template cut into parts; ``back`` without what it repeats of the front."""

    front: tuple[Part, ...]
    back: tuple[Part, ...]

    def fields(self) -> frozenset[str]:
        """The fields that it can show."""
        return frozenset(_fields(self.front)) | frozenset(_fields(self.back))

    def conditions(self) -> frozenset[str]:
        """The fields on whose being filled in something of it depends."""
        return frozenset(_conditions((*self.front, *self.back)))


@dataclass(kw_only=True)
class Side:
    """A side of a card filled in; ``is_plain`` where ``plain`` says all of ``html``.

    ``cloze_number`` is None on cards without deletions. ``left_out`` are fields asked already, not to be
    said again on the back.
    """

    values: Mapping[str, str]
    is_front: bool
    cloze_number: int | None = None
    left_out: Collection[str] = ()
    html: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    is_plain: bool = True
    shown: set[str] = field(default_factory=set)
    typed: str = ""
    clozes: list[Cloze] = field(default_factory=list)

    def fill(self, parts: Collection[Part]) -> Side:
        """Itself, with these parts filled in."""
        for part in parts:
            match part:
                case Said():
                    self.html.append(part.html)
                    self.plain.append(part.plain)
                    self.is_plain = self.is_plain and part.is_plain
                case Filled():
                    self._add(part)
                case Section():
                    if self._has(part.name) is not part.negated:
                        self.fill(part.parts)
        return self

    def _has(self, name: str) -> bool:
        if self.cloze_number is not None and re.fullmatch(r"c\d{1,4}", name):
            return name == f"c{self.cloze_number}"
        return bool(self.values.get(name, "").strip())

    def _add(self, part: Filled) -> None:
        value = self.values.get(part.name, "")
        kinds = {one.partition(" ")[0] for one in part.filters}
        if not value or kinds & {"tts", "tts-voices"} or (self.is_front and "hint" in kinds):
            return
        if "type" in kinds and self.is_front:
            self.typed = self.typed or part.name
            return
        if part.name in self.left_out:
            return
        self.shown.add(part.name)
        if "cloze" in kinds:
            value = self._cloze(part, value)
        if reading := kinds & _READINGS.keys():
            value = _READING.sub(_READINGS[reading.pop()], value)
        if "text" in kinds:
            value = from_text(to_text(value))
        self.html.append(value)
        if "<" in value or "&" in value:
            self.is_plain = False
        else:
            self.plain.append(_SPACE.sub(" ", value))

    def _cloze(self, part: Filled, value: str) -> str:
        """Of decks older than note types for clozes, the filter bears the number."""
        stated = next((int(one) for one in part.filters if one.isdecimal() and len(one) < 5), None)
        number = self.cloze_number or stated
        if number is None:
            return value
        made = cloze(value, number)
        self.clozes.append(made)
        return made.asked if self.is_front else made.filled


def card_of(template: Template) -> Card:
    """The template's front, and what its back says that the front does not."""
    front, back = (_scrubbed(side[:MAX_TEMPLATE_CHARS]) for side in (template.front, template.back))
    line = _ANSWER_LINE.search(back)
    below = _parts(back[line.end() :]) if line else ()
    if not any(_fields(below)):
        whole = _FRONT_SIDE.sub("", back).strip()
        whole = whole.removeprefix(front.strip()) if front.strip() != whole else whole
        below = _parts(_ANSWER_LINE.sub("<br>", whole))
    parts = _parts(front)
    return Card(front=_asked(parts, frozenset(_clozes(parts))), back=below)


def _clozes(parts: Collection[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Filled) and "cloze" in part.filters and "type" not in part.filters:
            yield part.name
        elif isinstance(part, Section):
            yield from _clozes(part.parts)


def _asked(parts: Collection[Part], shown: Collection[str]) -> tuple[Part, ...]:
    """Deletions that are only to be typed are shown with their text, or there would be no question."""
    return tuple(_with_text(part, shown) for part in parts)


def _with_text(part: Part, shown: Collection[str]) -> Part:
    match part:
        case Section():
            return replace(part, parts=list(_asked(part.parts, shown)))
        case Filled() if "cloze" in part.filters and part.name not in shown:
            return replace(part, filters=tuple(one for one in part.filters if one != "type"))
    return part


def _parts(template: str) -> tuple[Part, ...]:
    """Sections that are closed in another order than they were opened are closed all the same."""
    root: list[Part] = []
    open_sections: list[Section] = []
    for is_tag, piece in _pieces(template):
        parts = open_sections[-1].parts if open_sections else root
        if not is_tag:
            parts.append(_said(piece))
            continue
        sign, name = piece[:1], piece[1:].strip()
        if sign in {"#", "^"}:
            section = Section(name=name, negated=sign == "^")
            parts.append(section)
            open_sections += [section] if len(open_sections) < _DEEPEST else []
        elif sign == "/":
            places = [place for place, one in enumerate(open_sections) if one.name == name]
            del open_sections[places[-1] if places else len(open_sections) :]
        elif sign not in {"!", "="}:
            *filters, name = (one.strip() for one in piece.strip("{}& ").split(":"))
            parts.append(Filled(name=name, filters=tuple(filters)))
    return tuple(root)


def _pieces(template: str) -> Iterator[tuple[bool, str]]:
    """What stands in double braces, and the text between."""
    if _OTHER_BRACES in template:
        template = template.replace(_OTHER_BRACES, "").replace("<%", "{{").replace("%>", "}}")
    at = 0
    while (start := template.find("{{", at)) >= 0 and (end := template.find("}}", start)) >= 0:
        if start > at:
            yield False, template[at:start]
        yield True, template[start + 2 : end].strip()
        at = end + (3 if template.startswith("{{{", start) and template.startswith("}}}", end) else 2)
    if at < len(template):
        yield False, template[at:]


def _said(html: str) -> Said:
    plain = _LAYOUT.sub(lambda tag: "" if tag[2].lower() in _INLINE else "\n", _SPACE.sub(" ", html))
    return Said(html=html, plain=unescape(plain), is_plain=not says_more_than_text(clean(html)))


def _fields(parts: Collection[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Filled) and not {"tts", "tts-voices"} & set(part.filters):
            yield part.name
        elif isinstance(part, Section):
            yield from _fields(part.parts)


def _conditions(parts: Collection[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Section):
            yield part.name
            yield from _conditions(part.parts)


def _scrubbed(html: str) -> str:
    for opening, closing in (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")):
        html = _without(html, opening, closing)
    return html


def _without(html: str, opening: str, closing: str) -> str:
    """The text without what stands between these; without the rest where one is not closed."""
    small = html.lower() if len(html.lower()) == len(html) else html
    kept, at = [], 0
    while (start := small.find(opening, at)) >= 0:
        kept.append(html[at:start])
        end = small.find(closing, start)
        if end < 0:
            return "".join(kept)
        at = end + len(closing)
    return "".join((*kept, html[at:]))
