"""Anki packages and collections as question sets: an item for each card.

The id of an item is the GUID of its note, with the card's number behind it where that is not the first, so
that the next version of the deck updates the same items. Learning states are not read here.
"""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from html import escape

from questions.errors import QuestionsError, TooLargeError
from questions.formats.anki_choices import ChoiceFields, choice_draft, choice_fields
from questions.formats.anki_container import COLLECTIONS, SQLITE, Package, opened
from questions.formats.anki_notes import Frame, NoteType, read_frame
from questions.formats.anki_own import DATA, OWN_FIELDS, own_item
from questions.formats.anki_templates import Card, Side, card_of
from questions.formats.asked import AS_IT_SAYS, Asked
from questions.formats.carrying import ALL_FIELDS, ALL_KINDS, Carries
from questions.formats.drafts import EMPTY, Draft, Text
from questions.formats.intake import Intake, no_images
from questions.formats.records import Record, not_supported, question_set, title_from
from questions.formats.sample import Sample
from questions.html import to_text
from questions.model import Accepted, Item, Kind, QuestionSet
from questions.sql_values import sql_text, sql_whole

NAME = "anki_package"
CARRIES = Carries(
    kinds=ALL_KINDS,
    fields=ALL_FIELDS,
    options=frozenset({"why", "weight", "source"}),
    accepted=frozenset({"why", "weight", "tolerance"}),
    formatting=True,
    images=True,
    several_gaps=True,
)
MAX_CHARS = 400_000_000
"""Of the notes' fields, each counted for every card: 30,000 notes of 5 kB with two cards have 300 million."""
MAX_ROWS = 500_000
"""Notes, and cards; the largest decks that are shared have a tenth."""
MAX_SHOWN_CHARS = 5_000
"""Of a note that is shown beside a rejection."""

_SOUND = re.compile(r"\[sound:([^\]\[]{1,500})\]")
_EXPLAINING = {
    "explanation",
    "back extra",
    "extra",
    "extra 1",
    "rationale",
    "feedback",
    "comment",
    "comments",
}
# Lines and empty boxes, which layouts leave where they part what is not said twice, or a field is empty.
_BOX = r"<[bh]r\b[^<>]{0,100}>|<(div|span|p)\b[^<>]{0,200}>\s{0,50}</\1>"
_NOTHING = re.compile(rf"(?:\s|{_BOX})+", re.IGNORECASE)
_LAST_BOX = re.compile(_BOX, re.IGNORECASE)
_MOST_BOXES = 20
_TAG = re.compile(r"<[^<>]*>")
_VIDEO = (".mp4", ".webm", ".mkv", ".avi", ".mov", ".mpg", ".mpeg", ".ogv", ".flv", ".m4v", ".wmv")
_MASKS = {"question mask", "original mask", "answer mask"}
_MASK = "image-occlusion:"
_STUB = ".colpkg/.apkg"
"""In all languages part of the one note beside a newer collection, which tells people to update Anki."""
_LONGEST_TYPED = 200
_NOTES = f"""
    SELECT {sql_whole("id")}, {sql_text("guid")}, {sql_whole("mid")}, {sql_text("tags")}, {sql_text("flds")}
    FROM notes ORDER BY id
"""  # noqa: S608 - columns named here
_COUNTS = {"notes": "SELECT count(*) FROM notes", "cards": "SELECT count(*) FROM cards"}
_CARDS = f"SELECT {sql_whole('nid')}, {sql_whole('ord')}, {{deck}} FROM cards ORDER BY id"  # noqa: S608
_DECK = sql_whole("did")
_OWN_DECK = (
    f"CASE WHEN {sql_whole('odid')} THEN {sql_whole('odid')} ELSE {_DECK} END"  # while a filtered one has it
)


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """A note type made ready: its cards cut up, and what of it makes a multiple-choice question."""

    note_type: NoteType
    cards: tuple[Card, ...]
    conditions: frozenset[str]
    choices: ChoiceFields | None
    is_masked: bool


@dataclass(frozen=True, kw_only=True)
class _Note:
    """A note with its cards: their numbers and decks."""

    guid: str
    tags: tuple[str, ...]
    values: Mapping[str, str]
    sounds: Counter[str]
    kind: _Kind
    cards: tuple[tuple[int, tuple[str, ...]], ...]


def recognises(sample: Sample) -> bool:
    """Whether it is a package with a collection, or a database as Anki's are."""
    return sample.data.startswith(SQLITE) or not sample.members.isdisjoint(COLLECTIONS)


def read(data: bytes, name: str, asked: Asked = AS_IT_SAYS) -> QuestionSet:  # noqa: ARG001 - as all formats are asked
    """The cards of a package's newest collection.

    Raises:
        UnreadableFileError: it is none that can be read, of Anki 1, or newer than is known here.
    """
    with opened(data, name) as package:
        intake = Intake(package.media.find if package.media else no_images)
        return question_set(
            _records(package, read_frame(package, name), intake, name),
            title=title_from(name),
            format_name=NAME,
            encoding="utf-8",
            intake=intake,
        )


def write(question_set: QuestionSet) -> bytes:
    """The set as an .apkg; of now, so that Anki takes what changed since for newer than what it has."""
    from questions.formats.anki_writing import package

    return package(question_set, modified_s=int(time.time()))


def _records(package: Package, frame: Frame, intake: Intake, name: str) -> Iterator[Record]:
    _require_size(package, name)
    cards: defaultdict[int, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    columns = {row[1] for row in package.collection.execute("PRAGMA table_info(cards)")}
    for note, number, deck in package.collection.execute(
        _CARDS.format(
            deck=f"CASE WHEN {_OWN_DECK} THEN {_OWN_DECK} ELSE {_DECK} END" if "odid" in columns else _DECK
        )
    ):
        cards[note].append((number, frame.decks.get(deck, ())))
    kinds: dict[int, _Kind | None] = {}
    left = MAX_CHARS
    contents: dict[str, int] = {}
    for note, guid, note_type, tags, fields in package.collection.execute(_NOTES):
        if note_type not in kinds:
            found = frame.note_types.get(note_type)
            kinds[note_type] = _kind(found) if found else None
        of_note = sorted(cards.pop(note, ()))
        left -= len(fields) * max(1, len(of_note))
        if left < 0:
            raise TooLargeError(
                f"the cards have over {MAX_CHARS // 1_000_000} million characters.",
                name=name,
                advice="Export fewer decks at a time.",
            )
        content = hash((note_type, fields))
        if contents.setdefault(guid, content) != content:
            guid = ""  # noqa: PLW2901 - makers of decks give several notes one GUID; these get an id of their own
        yield from _of_note(kinds[note_type], guid, tags, fields, of_note, intake)
    for note, orphans in cards.items():
        for _ in orphans:
            yield _refused(f"note {note}", "The card belongs to a note that is not in the collection.")


def _require_size(package: Package, name: str) -> None:
    for table, query in _COUNTS.items():
        (count,) = package.collection.execute(query).fetchone()
        if count > MAX_ROWS:
            raise TooLargeError(
                f"the collection has {count} {table}; the limit is {MAX_ROWS}.",
                name=name,
                advice="Export fewer decks at a time.",
            )


def _kind(note_type: NoteType) -> _Kind:
    cards = tuple(card_of(template) for template in note_type.templates)
    is_single = len(cards) == 1 and not note_type.is_cloze
    return _Kind(
        note_type=note_type,
        cards=cards,
        conditions=frozenset().union(*(card.conditions() for card in cards))
        - frozenset().union(*(card.fields() for card in cards)),
        choices=choice_fields(note_type.fields) if is_single else None,
        is_masked=any(name.casefold() in _MASKS for name in note_type.fields),
    )


def _of_note(
    kind: _Kind | None,
    guid: str,
    tags: str,
    fields: str,
    cards: list[tuple[int, tuple[str, ...]]],
    intake: Intake,
) -> Iterator[Record]:
    texts = fields.split("\x1f")
    if kind is None:
        for _ in cards:
            yield _refused(
                "\n".join(texts)[:MAX_SHOWN_CHARS], "The type of this note is not in the collection."
            )
        return
    names = kind.note_type.fields
    shown = "\n".join(f"{name}: {value}" for name, value in zip(names, texts, strict=False) if value)
    shown = shown[:MAX_SHOWN_CHARS]
    if not cards:
        yield _refused(shown, "The note has no cards.")
        return
    if _STUB in fields:
        yield Record(line=None, text=shown, read=_refuse_stub)
        return
    raw = dict(zip(names, texts, strict=False))
    if raw.keys() >= OWN_FIELDS and raw[DATA].strip():
        yield Record(line=None, text=shown, read=partial(own_item, raw, guid, tags, intake))
        return
    sounds: Counter[str] = Counter()
    values = {name: _without_sounds(value, sounds) for name, value in raw.items()}
    note = _Note(
        guid=guid, tags=tuple(tags.split()), values=values, sounds=sounds, kind=kind, cards=tuple(cards)
    )
    for number, deck in cards:
        yield Record(line=None, text=shown, read=partial(_item, note, number, deck, intake))


def _refuse_stub() -> Item:
    raise QuestionsError(
        "This only says that the package is for a newer Anki; its cards are in another file of the package.",
        advice="Upload the whole package (.apkg or .colpkg).",
    )


def _refused(shown: str, problem: str) -> Record:
    def refuse() -> Item:
        raise QuestionsError(problem, advice="In Anki, choose Tools, Check Database, then export again.")

    return Record(line=None, text=shown, read=refuse)


def _item(note: _Note, number: int, deck: tuple[str, ...], intake: Intake) -> Item:
    """The item of a card. Raises QuestionsError where Anki could not show it, or it is none to be studied."""
    if number == note.cards[0][0]:  # the sounds are the note's, to be counted once
        intake.lost.update(note.sounds)
    key = note.guid if number == 0 or not note.guid else f"{note.guid}/{number}"
    choices = note.kind.choices
    draft = choice_draft(choices, note.values, partial(_text, intake=intake)) if choices else None
    if draft is None or choices is None:
        item = _card(note, number, partial(Draft, id=key, tags=note.tags, category=deck), intake).item()
    else:
        explanation = _explanation(_rest(note, choices.all), intake)
        item = replace(draft, id=key, tags=note.tags, category=deck, explanation=explanation).item()
    return replace(item, fact=note.guid) if len(note.cards) > 1 else item


def _card(note: _Note, number: int, make: Callable[..., Draft], intake: Intake) -> Draft:
    card, cloze_number = _template(note, number)
    front = Side(values=note.values, is_front=True, cloze_number=cloze_number).fill(card.front)
    gaps = tuple(gap for one in front.clozes for gap in one.gaps)
    if any(gap.startswith(_MASK) for gap in gaps):
        raise not_supported("image occlusion")
    if cloze_number and not gaps:
        raise QuestionsError(
            f"The text has no deletion {{{{c{number + 1}::...}}}}.", advice="Write one, or delete the card."
        )
    typed = _typed(note.values[front.typed]) if front.typed else ""
    asked = front.shown | ({front.typed} if typed else set())
    back = Side(
        values=note.values,
        is_front=False,
        cloze_number=cloze_number,
        left_out=asked if gaps or typed else (),
    ).fill(card.back)
    rest = _rest(note, asked | back.shown | _elsewhere(note, number))
    stem = _side_text(front, intake)
    if not gaps and not typed:
        answer, explanation = _side_text(back, intake), _explanation(rest, intake)
        _require_images(stem=(front, stem), answer=(back, answer))
        return make(kind=Kind.FLASHCARD, stem=stem, answer=answer, explanation=explanation)
    explanation = _explanation(rest, intake, above=back)
    if not gaps:
        accepted = (Accepted(text=typed),)
        return make(kind=Kind.SHORT_ANSWER, stem=stem, accepted=accepted, explanation=explanation)
    if len(gaps) > 1:
        texts = tuple(map(_plain, gaps))
        return make(kind=Kind.CLOZE, stem=stem, gaps=texts, explanation=explanation)
    return make(kind=Kind.CLOZE, stem=stem, answer=_text(gaps[0], intake), explanation=explanation)


def _template(note: _Note, number: int) -> tuple[Card, int | None]:
    """The parts of a card, and the number of the deletions that it asks where it asks any."""
    kind = note.kind
    if kind.is_masked:
        raise not_supported("image occlusion")
    place = 0 if kind.note_type.is_cloze else number
    if number < 0 or place >= len(kind.cards):
        raise QuestionsError(
            f"The note type “{kind.note_type.name}” has no card {number + 1}.",
            advice="In Anki, choose Tools, Check Database, then export again.",
        )
    return kind.cards[place], number + 1 if kind.note_type.is_cloze else None


def _typed(value: str) -> str:
    """What is to be typed; empty where a person could not, and the card is one to be turned over."""
    answer = "" if "<img" in value.lower() else _plain(value)
    return answer if len(answer) <= _LONGEST_TYPED and "\n" not in answer else ""


def _elsewhere(note: _Note, number: int) -> frozenset[str]:
    """The fields that the note's other cards can show."""
    if len(note.cards) == 1 or note.kind.note_type.is_cloze:
        return frozenset()
    others = {other for other, _ in note.cards} - {number}
    return frozenset().union(
        *(card.fields() for place, card in enumerate(note.kind.cards) if place in others)
    )


def _rest(note: _Note, shown: frozenset[str] | set[str]) -> list[tuple[str, str]]:
    """The fields that nothing shows, so that they do not vanish; switches and the note's own id apart."""
    return [
        (name, value)
        for name, value in note.values.items()
        if name not in shown and name not in note.kind.conditions and value.strip() not in {"", note.guid}
    ]


def _explanation(rest: list[tuple[str, str]], intake: Intake, above: Side | None = None) -> Text:
    """What the back says beside the answer, then the fields that it does not show, by their names."""
    if above is not None and not above.shown:
        above = None
    if not rest:
        return _side_text(above, intake) if above else EMPTY
    if (above is None or above.is_plain) and not any("<" in value or "&" in value for _, value in rest):
        lines = [_named(name, " ".join(value.split())) for name, value in rest]
        return Text(text="\n".join(([_side_text(above, intake).text] if above else []) + lines))
    html = [_named(escape(name, quote=False), value) for name, value in rest]
    return intake.html("<br>".join((["".join(above.html)] if above else []) + html))


def _named(name: str, value: str) -> str:
    """A field with its name, where that says more than that it explains."""
    return value if name.casefold() in _EXPLAINING else f"{name}: {value}"


def _side_text(side: Side, intake: Intake) -> Text:
    if not side.is_plain:
        html = "".join(side.html)
        says = "<img" in html.lower() or _TAG.sub("", html).strip()
        return intake.html(_trimmed(html)) if says else EMPTY
    lines = (line.strip() for line in "".join(side.plain).split("\n"))
    return Text(text="\n".join(filter(None, lines)))


def _require_images(**sides: tuple[Side, Text]) -> None:
    """Raise QuestionsError where a side would say something if its image were in the file."""
    for name, (side, text) in sides.items():
        if not text.text and any("<img" in html.lower() for html in side.html):
            raise QuestionsError(
                f"The {name} is an image that is not in the file.",
                advice="Export it from Anki with its media, or write what the image shows.",
            )


def _trimmed(html: str) -> str:
    begin = _NOTHING.match(html)
    html = (html[begin.end() :] if begin else html).rstrip()
    for _ in range(_MOST_BOXES):
        last = html.rfind("<", 0, html.rfind("<") if html.endswith(("</div>", "</span>", "</p>")) else None)
        if last < 0 or not _LAST_BOX.fullmatch(html, last):
            break
        html = html[:last].rstrip()
    return html


def _text(html: str, intake: Intake) -> Text:
    """A field's text; most have no markup at all, which is quick to see."""
    if "<" in html or "&" in html:
        return intake.html(html)
    said = " ".join(html.split())
    return Text(text=said) if said else EMPTY


def _plain(html: str) -> str:
    return to_text(html) if "<" in html or "&" in html else " ".join(html.split())


def _without_sounds(value: str, lost: Counter[str]) -> str:
    if "[sound:" not in value:
        return value
    for file in _SOUND.findall(value):
        lost["video" if file.lower().endswith(_VIDEO) else "audio"] += 1
    return _SOUND.sub("", value)
