"""Notes a line, their fields parted by tabs: the text of Anki, with its header lines, and that of Quizlet.

The header is Anki's (https://docs.ankiweb.net/importing/text-files.html): "#separator", "#html", "#tags",
"#deck", "#columns", and which column holds the GUID, the deck, the note type or the tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from html import escape

from questions.decoding import decode
from questions.errors import QuestionsError, UnreadableFileError
from questions.formats.anki_cloze import cloze
from questions.formats.anki_own import anki_tag
from questions.formats.asked import AS_IT_SAYS, Asked
from questions.formats.carrying import Carries, carried
from questions.formats.columns import columns_from
from questions.formats.delimited import Row, rows
from questions.formats.drafts import EMPTY, Draft, Text
from questions.formats.intake import Intake
from questions.formats.records import Record, question_set, title_from
from questions.formats.sample import Sample
from questions.formats.studyable import BLANK
from questions.html import from_text, to_text
from questions.lines import require_few_lines
from questions.model import Item, Kind, Markup, QuestionSet

NAME = "tab_text"
MAX_CARDS = 50
"""Of one note with deletions; each is read on its own."""

_HEADER = re.compile(r"#([a-z][a-z ]{0,30}):([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_KNOWN = {"separator", "html", "tags", "columns", "notetype", "deck", "if matches"}
_KNOWN |= {f"{what} column" for what in ("guid", "tags", "deck", "notetype")}
_SEPARATORS = {
    "tab": "\t",
    "\\t": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "colon": ":",
    "space": " ",
}
_FRONTS = {"front", "question", "term", "text", "stem"}
_BACKS = {"back", "answer", "definition"}
_EXPLAINING = {"explanation", "back extra", "extra", "rationale", "comment", "comments", "feedback"}
_CARD_NUMBERS = re.compile(r"\{\{c(\d{1,4}(?:,\d{1,4}){0,20})::")
_ANSWER_LINE = re.compile(r"(<hr id=[\"']?answer[\"']?\s?/?>)", re.IGNORECASE)
_MOST = 1 / 2
_NEARLY_ALL = 3 / 4
_SOME = 4
"""Lines of a text, before semicolons in them are taken for signs between fields."""
_FIELDS_OF_CARDS = 3
_BLACKBOARD = {"MC", "MA", "TF", "ESS", "FIB", "FIB_PLUS", "FIL", "FMB", "MAT", "NUM", "OP", "ORD", "SR"}
"""Blackboard's types of questions, which stand first on a line of its own tabbed text: those are no cards."""
# Stands in our files between the answer and the explanation, for Anki's note type has but two fields.
_EXPLANATION = "<br><br><!--explanation-->"

_Fields = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class _Layout:
    """How the cells of a row are meant; places count from 0."""

    separator: str
    html: bool | None
    tags: tuple[str, ...]
    deck: tuple[str, ...]
    places: Mapping[str, int]
    names: tuple[str, ...]
    start: int
    has_header: bool

    def cell(self, row: Row, what: str) -> str:
        """The row's cell that holds this ("guid", "tags", ...); empty where there is none."""
        place = self.places.get(what, len(row.cells))
        return row.cells[place].strip() if place < len(row.cells) else ""

    def has_two_fields(self, row: Row) -> bool:
        """Whether it can be a card, or is one of Anki's where a field alone may have deletions."""
        fields = self.fields(row)
        return len(fields) > 1 or bool(fields and _CARD_NUMBERS.search(fields[0][1]))

    def taken(self, cell: str, intake: Intake) -> Text:
        """A field's text, as the header says that it is written."""
        if self.html is None:
            return intake.auto(cell)
        return intake.html(cell) if self.html else intake.plain(cell)

    def fields(self, row: Row) -> _Fields:
        """The note's own fields with their names, the front first and the back second."""
        own = [place for place in range(len(row.cells)) if place not in self.places.values()]
        named = [
            (self.names[place] if place < len(self.names) else f"Field {number}", row.cells[place])
            for number, place in enumerate(own, 1)
        ]
        fronts = [one for one in named if one[0].casefold() in _FRONTS][:1]
        backs = [one for one in named if one[0].casefold() in _BACKS][:1]
        if fronts and backs:
            named = [*fronts, *backs, *(one for one in named if one not in (*fronts, *backs))]
        return named


def recognises(sample: Sample) -> bool:
    """Whether it begins with Anki's header, or most of its lines have tabs, or in a plain text semicolons.

    A table whose first row has headings is none, though they may not be enough for a table of questions.
    """
    header = _HEADER.match(sample.text)
    if header and header[1] in _KNOWN:
        return True
    lines = [line.strip() for line in sample.text.split("\n") if line.strip()]
    if not lines:
        return False
    if "\t" not in lines[0]:
        parted = sum(all(map(str.strip, line.partition(";"))) for line in lines)
        return sample.suffix == ".txt" and len(lines) >= _SOME and parted >= _NEARLY_ALL * len(lines)
    return sum("\t" in line for line in lines) >= _MOST * len(lines) and not _is_headings(
        lines[0].split("\t")
    )


def _is_headings(cells: list[str]) -> bool:
    return len(cells) > _FIELDS_OF_CARDS and columns_from(cells).known > 1


def read(data: bytes, name: str, asked: Asked = AS_IT_SAYS) -> QuestionSet:
    """The set of a card for each note, and for each number of its deletions.

    Raises:
        UnreadableFileError: it is no text, has no note, or is Blackboard's.
    """
    decoded = decode(data, name=name, encoding=asked.encoding)
    require_few_lines(decoded.text, name)
    layout = _layout(decoded.text, asked)
    intake = Intake()
    notes = [
        row
        for row in rows(decoded.text, layout.separator, start=layout.start)
        if not row.is_blank and not (layout.has_header and row.text.startswith("#"))
    ]
    if not any(layout.has_two_fields(row) for row in notes):
        raise UnreadableFileError(
            "no line has a question and an answer, with a tab between.",
            name=name,
            advice="Export the deck again, with its fields parted by tabs.",
        )
    if not layout.has_header and _are_numbered(notes):
        layout = replace(layout, places={**layout.places, "number": 0})
        intake.lost["number of a line"] += len(notes)
    typed = sum(row.cells[0].strip() in _BLACKBOARD for row in notes)
    if typed * 2 > len(notes) and not layout.has_header:
        raise UnreadableFileError(
            "most lines begin with the type of a question, as Blackboard's tabbed text has it.",
            name=name,
            line=notes[0].line,
            advice="Export them there as a package, or write them as a table with a row of headings.",
        )
    read_set = question_set(
        (record for row in notes for record in _records(row, layout, intake)),
        title=title_from(name),
        format_name=NAME,
        encoding=decoded.encoding,
        notes=decoded.notes,
        intake=intake,
    )
    return replace(read_set, delimiter=layout.separator)


def write(question_set: QuestionSet) -> bytes:
    """The set as text that Anki imports into its note types Basic and Cloze, less what CARRIES leaves out."""
    header = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#tags column:3\n"
    kept = (one for item in question_set.items if (one := carried(item, CARRIES)))
    return (header + "".join(map(_line, kept))).encode()


def _are_numbered(notes: list[Row]) -> bool:
    """Whether the first fields count the lines, and two more are there for question and answer."""
    numbers = [row.cells[0].strip() for row in notes]
    is_wide = all(len(row.cells) > 2 and row.cells[2].strip() for row in notes)
    return is_wide and len(notes) > 1 and numbers == [str(number) for number in range(1, len(notes) + 1)]


def _layout(text: str, asked: Asked) -> _Layout:
    said: dict[str, str] = {}
    start = 0
    while header := _HEADER.match(text, start):
        said.setdefault(header[1], header[2])
        start = header.end()
    separator = asked.delimiter or _separator(said.get("separator", ""), text, start)
    places = {
        what: int(number) - 1
        for what in ("guid", "tags", "deck", "notetype")
        if (number := said.get(f"{what} column", "").strip()).isdecimal() and 0 < len(number) < 5
    }
    first = next(rows(said.get("columns", ""), separator), None)
    names = tuple(cell.strip() for cell in first.cells) if first else ()
    for place, column in enumerate(names):
        if column.casefold() == "tags":
            places.setdefault("tags", place)
    html = said.get("html", "").strip().casefold()
    return _Layout(
        separator=separator,
        html=html == "true" if html in {"true", "false"} else None,
        tags=tuple(said.get("tags", "").split()),
        deck=_path(said.get("deck", "")),
        places=places,
        names=names,
        start=start,
        has_header=start > 0,
    )


def _separator(said: str, text: str, start: int) -> str:
    """The sign that parts the fields: what the header says, or the first of the usual ones in most lines."""
    if said:
        return _SEPARATORS.get(said.strip().casefold(), said[0])
    lines = [line for line in text[start:].splitlines() if line.strip()]
    return next(
        (sign for sign in "\t;|," if sum(sign in line for line in lines) >= max(1, _MOST * len(lines))), "\t"
    )


def _path(deck: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in deck.split("::") if part.strip())


def _records(row: Row, layout: _Layout, intake: Intake) -> Iterator[Record]:
    fields = layout.fields(row)
    numbers = {
        int(number)
        for found in _CARD_NUMBERS.findall(fields[0][1] if fields else "")
        for number in found.split(",")
    }
    for number in sorted(numbers)[:MAX_CARDS] or [0]:
        yield Record(
            line=row.line,
            text=row.text,
            read=partial(_item, row, layout, intake, number=number, has_siblings=len(numbers) > 1),
        )
    if len(numbers) > MAX_CARDS:
        yield Record(line=row.line, text=row.text, read=partial(_refuse_cards, len(numbers)))


def _refuse_cards(count: int) -> Item:
    raise QuestionsError(
        f"The note has {count} numbers of deletions; {MAX_CARDS} were read.", advice="Split the note."
    )


def _item(row: Row, layout: _Layout, intake: Intake, *, number: int, has_siblings: bool) -> Item:
    """The item of a note's card; ``number`` is that of its deletions, or 0."""
    fields = layout.fields(row)
    if not fields:
        raise QuestionsError(
            "The line has no field of a question.", advice="Check the columns of the header."
        )
    if number:
        draft, rest = _cloze_card(fields, number, layout, intake)
    else:
        draft, rest = _front_and_back(fields, layout, intake)
    others = ((name, layout.taken(cell, intake)) for name, cell in rest)
    if layout.cell(row, "notetype").casefold() not in {"", "basic", "cloze"}:
        intake.lost["name of a note type"] += 1
    guid = layout.cell(row, "guid")
    item = replace(
        draft,
        id=f"{guid}/{number - 1}" if guid and number > 1 else guid,
        tags=(*layout.tags, *layout.cell(row, "tags").split()),
        category=_path(layout.cell(row, "deck")) or layout.deck,
        explanation=_joined([("", draft.explanation), *others]),
    ).item()
    return replace(item, fact=guid) if has_siblings and guid else item


def _cloze_card(fields: _Fields, number: int, layout: _Layout, intake: Intake) -> tuple[Draft, _Fields]:
    """The draft, and the fields that have no part in it yet."""
    made = cloze(fields[0][1], number)
    gaps = [layout.taken(gap, intake) for gap in made.gaps]
    draft = Draft(
        kind=Kind.CLOZE,
        stem=layout.taken(made.asked, intake),
        gaps=tuple(map(_words, gaps)) if len(gaps) > 1 else (),
        answer=gaps[0] if len(gaps) == 1 else EMPTY,
    )
    rest = fields[1:]
    if rest and (not layout.names or rest[0][0].casefold() in _BACKS):
        draft = replace(draft, explanation=layout.taken(rest[0][1], intake))
        rest = rest[1:]
    return draft, rest


def _front_and_back(fields: _Fields, layout: _Layout, intake: Intake) -> tuple[Draft, _Fields]:
    if len(fields) < 2:
        raise QuestionsError(
            "The line has one field.", advice="Write question and answer, with the delimiter between."
        )
    front = fields[0][1]
    back, _, explanation = fields[1][1].partition(_EXPLANATION)
    side, line, below = _ANSWER_LINE.split(back, maxsplit=1) if _ANSWER_LINE.search(back) else ("", "", back)
    if line and _words(Intake().html(side)) == _words(Intake().html(front)):
        back = below  # exported as cards: the back shows the front once more
    draft = Draft(
        kind=Kind.FLASHCARD,
        stem=layout.taken(front, intake),
        answer=layout.taken(back, intake),
        explanation=layout.taken(explanation, intake),
    )
    _require_words(draft, (front, back))
    return draft, fields[2:]


def _words(text: Text) -> str:
    return to_text(text.text) if text.markup is Markup.HTML else text.text


def _require_words(draft: Draft, raw: tuple[str, str]) -> None:
    for what, text, cell in zip(("question", "answer"), (draft.stem, draft.answer), raw, strict=True):
        if not text.text and re.search(r"<img\b|\[sound:", cell, re.IGNORECASE):
            raise QuestionsError(
                f"The {what} is an image or a sound, which a text file does not hold.",
                advice="Export the deck as an Anki package (.apkg) with its media, and bring that.",
            )


def _joined(parts: list[tuple[str, Text]]) -> Text:
    """The texts with the names of their fields, a line each; those without words are left out."""
    filled = [("" if name.casefold() in _EXPLAINING else name, text) for name, text in parts if text.text]
    markup = Markup.HTML if any(text.markup is Markup.HTML for _, text in filled) else Markup.PLAIN
    plain = from_text if markup is Markup.HTML else str
    lines = (f"{plain(name)}: " * bool(name) + text.as_markup(markup) for name, text in filled)
    return Text(text=("<br>" if markup is Markup.HTML else "\n").join(lines), markup=markup)


def _line(item: Item) -> str:
    is_cloze = item.kind is Kind.CLOZE
    explanation = _html(item.explanation, item)
    if is_cloze:
        texts = (_deletions(item), explanation)
    else:
        back = _html(item.answer, item)
        texts = (_html(item.stem, item), f"{back}{_EXPLANATION}{explanation}" if explanation else back)
    cells = (item.id, "Cloze" if is_cloze else "Basic", " ".join(item.tags), *texts)
    return "\t".join(map(_cell, cells)) + "\n"


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search(r'["\t\r\n]|^[#\s]|\s$', text) else text


def _html(text: str, item: Item) -> str:
    """A text of the item for Anki: braces would begin a deletion to it, a bracket a sound."""
    html = text if item.markup is Markup.HTML else from_text(text)
    return html.replace("{{", "&#123;&#123;").replace("[sound:", "&#91;sound:")


def _deletions(item: Item) -> str:
    gaps = [escape(gap, quote=False) for gap in item.gaps] or [_html(item.answer, item)]
    safe = [gap.replace(":", "&#58;").replace("{", "&#123;").replace("}", "&#125;") for gap in gaps]
    texts = _html(item.stem, item).split(BLANK)
    return texts[0] + "".join(f"{{{{c1::{gap}}}}}{text}" for gap, text in zip(safe, texts[1:], strict=True))


def _as_read(item: Item) -> Item:
    """The item as it comes back: its texts as HTML gives them, tags without spaces."""
    intake = Intake()

    def text(words: str) -> Text:
        return intake.html(words if item.markup is Markup.HTML else from_text(words))

    is_cloze = item.kind is Kind.CLOZE and item.stem.count(BLANK) == max(1, len(item.gaps))
    return Draft(
        kind=Kind.CLOZE if is_cloze else Kind.FLASHCARD,
        stem=text(item.stem),
        answer=text(item.answer) if not item.gaps else EMPTY,
        gaps=item.gaps if is_cloze else (),
        explanation=text(item.explanation),
        id=item.id,
        tags=tuple(map(anki_tag, item.tags)),
    ).item()


CARRIES = Carries(
    kinds=frozenset({Kind.FLASHCARD, Kind.CLOZE}),
    fields=frozenset({"id", "tags", "explanation"}),
    formatting=True,
    several_gaps=True,
    weighed=_as_read,
)
