"""Reading a QTI file: its parts in their order, their questions as records, of either generation."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import unquote

from questions.errors import QuestionsError, RepeatedError, UnreadableFileError
from questions.formats.identity import derived_id
from questions.formats.intake import Intake
from questions.formats.qti import items12, items21
from questions.formats.qti.material import Texts
from questions.formats.qti.mending import ROOT
from questions.formats.qti.package import Package, Part
from questions.formats.records import Record, question_set, title_from
from questions.formats.xml_tree import Node
from questions.model import Item, Note, QuestionSet

_HOLDERS = {"assessment", "section", "objectbank"}


@dataclass(frozen=True, kw_only=True)
class _Found:
    """A question of a part; ``category`` is the path of titles over it."""

    part: Part
    node: Node
    category: tuple[str, ...]


def read(data: bytes, name: str, format_name: str) -> QuestionSet:
    """The questions of an XML file or a package.

    Raises:
        UnreadableFileError: it cannot be opened, or holds no questions.
    """
    with Package(data, name) as package:
        return _Reading(package, name).question_set(format_name)


class _Reading:
    """One file being read."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._name = name
        self._intake = Intake()
        self._notes: list[Note] = []
        self._owners: dict[str, str] = {}
        self._contents: dict[object, str] = {}
        self._read: dict[str, object] = {}

    def question_set(self, format_name: str) -> QuestionSet:
        """All questions of the file."""
        parts = _once(list(self._package.parts()))
        found = list(self._found(parts))
        faults = [part for part in parts if part.fault]
        if not found and not faults:
            raise self._without_questions(parts)
        titles = dict.fromkeys(filter(None, (_title(one.part.root) for one in found)))
        several = len({one.part.member for one in found if one.part.root.tag != "assessmentItem"}) > 1
        records = [self._record(one, with_title=several) for one in found]
        records += [_unread(part) for part in faults]
        for part in parts:
            self._notes += [_of_part(note, part) for note in part.notes]
        title = next(iter(titles)) if len(titles) == 1 else self._package.title or title_from(self._name)
        return question_set(
            records,
            title=title,
            format_name=format_name,
            notes=tuple(self._notes),
            intake=self._intake,
        )

    def _without_questions(self, parts: list[Part]) -> UnreadableFileError:
        alone = parts[0].root if len(parts) == 1 and not parts[0].member else None
        if alone is not None and (count := sum(1 for _ in alone.inside("assessmentItemRef"))):
            return UnreadableFileError(
                f"the file is a test that names {count} files of questions, and holds none of them.",
                name=self._name,
                line=1,
                advice="Upload the package (.zip) of the test, or its questions one by one.",
            )
        if self._package.is_newer:
            return UnreadableFileError(
                "the questions are in QTI 3, which is not read here.",
                name=self._name,
                line=1,
                advice="Export them as QTI 2.1, 2.2 or 1.2.",
            )
        tag = "" if alone is None else next(iter(alone), alone).tag if alone.tag == ROOT else alone.tag
        known = f' that are known here: its root is "{tag[:80]}"' if tag else ""
        return UnreadableFileError(
            f"the file holds no questions{known}.",
            name=self._name,
            line=1,
            advice="Upload the package (.zip or .imscc) or the XML file that the questions are in; of "
            "another program, export them as QTI 1.2, Moodle XML, CSV or tabbed text.",
        )

    def _found(self, parts: list[Part]) -> Iterator[_Found]:
        """The questions; those that a test names where it stands, before the others."""
        readable = [part for part in parts if not part.fault]
        taken: set[str] = set()
        for part in readable:
            if part.root.tag == "assessmentTest":
                for one in self._of_test(part):
                    if one.part.member not in taken:
                        taken.add(one.part.member)
                        yield one
        for part in readable:
            if part.root.tag == "assessmentItem" and part.member not in taken:
                yield _Found(part=part, node=part.root, category=())
            elif part.root.tag in {"questestinterop", "item", *_HOLDERS}:
                self._lose_what_stands_around(part.root)
                for node, category in _items(part.root, ()):
                    yield _Found(part=part, node=node, category=category)

    def _of_test(self, part: Part) -> Iterator[_Found]:
        sections = list(part.root.inside("assessmentSection"))
        for node, category in _references(part.root, (), several=len(sections) > 1):
            href = posixpath.join(posixpath.dirname(part.member), unquote(node.get("href", "")))
            item = self._package.part(posixpath.normpath(href))
            if item is None:
                message = f'The test names the question "{node.get("href")}", which is not in the package.'
                self._notes.append(Note(line=node.line, message=message))
            elif not item.fault and item.root.tag == "assessmentItem":
                yield _Found(part=item, node=item.root, category=category)

    def _record(self, found: _Found, *, with_title: bool) -> Record:
        part, node = found.part, found.node
        assert part.document is not None  # noqa: S101 - for the type; parts with faults hold nothing found
        title = _title(part.root) if with_title and part.root.tag != "assessmentItem" else ""
        category = (title, *found.category) if title else found.category
        return Record(
            line=node.line,
            text=part.document.source(node),
            read=partial(self._item, part, node, category),
            part=part.member,
        )

    def _item(self, part: Part, node: Node, category: tuple[str, ...]) -> Item:
        texts = Texts(self._intake, lambda source: self._package.fetch(source, part.member))
        ident = " ".join((node.get("identifier") or items12.ident_of(node)).split())
        owner = self._owners.setdefault(ident, part.member) if ident else part.member
        if owner != part.member:  # exporters number the questions of each quiz alike
            ident = f"{posixpath.basename(part.member).partition('.')[0]}:{ident}"
        item_of = items21.item_of if node.tag == "assessmentItem" else items12.item_of
        item = item_of(node, texts, ident=ident, category=category)
        content = (item.kind, item.stem, item.answer, item.options, item.accepted, item.pairs, item.gaps)
        self._require_new(content, part)
        if self._read.setdefault(item.id, content) == content:
            return item
        return replace(item, id=derived_id(item))  # programs that make files give all questions one ident

    def _require_new(self, content: object, part: Part) -> None:
        """Raise QuestionsError where another part of the package has this question: a bank, say."""
        earlier = self._contents.setdefault(content, part.member)
        if earlier != part.member:
            raise RepeatedError(
                f'The same question stands in "{earlier}" of this package.',
                advice="It was read there; nothing needs to be done.",
            )

    def _lose_what_stands_around(self, root: Node) -> None:
        for node in root.iter():
            if node.tag == "selection_number" and (node.text or "").strip():
                self._intake.lost["random choice of some questions of a group"] += 1
            elif node.tag == "presentation_material" and "".join(node.itertext()).strip():
                self._intake.lost["text before a group of questions"] += 1


def _once(parts: list[Part]) -> list[Part]:
    """Without the poorer copies of a quiz that stands in the package more than once."""
    best: dict[str, Part] = {}
    for part in parts:
        ident = _ident(part)
        if ident and (ident not in best or _size(part) > _size(best[ident])):
            best[ident] = part
    return [part for part in parts if not (ident := _ident(part)) or best[ident] is part]


def _ident(part: Part) -> str:
    quizzes = [] if part.fault else list(part.root.children("assessment"))
    return quizzes[0].get("ident", "") if len(quizzes) == 1 else ""


def _size(part: Part) -> tuple[int, int]:
    """Questions, and of as many the elements: the copy for other programs says less of each."""
    return sum(1 for _ in part.root.inside("item")), sum(1 for _ in part.root.iter())


def _title(root: Node) -> str:
    """What a part calls its quiz, test or bank."""
    if root.tag in {"assessmentItem", "item"}:
        return ""
    if root.tag == "assessmentTest":
        return " ".join(root.get("title", "").split())
    for holder in (root, *root.children("assessment"), *root.children("objectbank")):
        named = dict(items12.fields(holder))
        if title := holder.get("title") or named.get("bank_title") or named.get("bbmd_title"):
            return " ".join(title.split())
    return ""


def _items(node: Node, path: tuple[str, ...]) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """The items at and below a node, each with the titles of its sections; not of a section that is alone."""
    if node.tag == "item":
        yield node, path
        return
    sections = sum(1 for _ in node.children("section"))
    for child in node:
        assert isinstance(child, Node)  # noqa: S101 - for the type; only Nodes are made
        if child.tag == "section":
            alone = node.tag == "assessment" and sections == 1
            title = "" if alone else " ".join(child.get("title", "").split())
            yield from _items(child, (*path, title) if title else path)
        elif child.tag in {"item", *_HOLDERS}:
            yield from _items(child, path)


def _references(
    node: Node, path: tuple[str, ...], *, several: bool
) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """The items that a test names, with the titles of their sections, if there is more than one section."""
    for child in node:
        assert isinstance(child, Node)  # noqa: S101 - for the type; only Nodes are made
        if child.tag == "assessmentItemRef":
            yield child, path
        else:
            title = " ".join(child.get("title", "").split())
            is_named = several and child.tag == "assessmentSection" and title
            yield from _references(child, (*path, title) if is_named else path, several=several)


def _unread(part: Part) -> Record:
    """A part that cannot be read, as a record: its questions must not vanish in silence."""

    def refuse() -> Item:
        assert part.fault is not None  # noqa: S101 - for the type
        raise QuestionsError(part.fault.problem, advice=part.fault.advice)

    line = part.fault.line if part.fault else None
    return Record(line=line, text=part.head[:2_000], read=refuse, part=part.member)


def _of_part(note: Note, part: Part) -> Note:
    message = f"{part.member}: {note.message}" if part.member else note.message
    return Note(line=note.line, message=message)
