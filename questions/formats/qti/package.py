"""The XML parts of a QTI file, be it one XML file or a zip package, in the order they are to be read in.

``imsmanifest.xml`` names the parts of a package; where it names none that can be read, or is missing, every
member is looked at.
"""

from __future__ import annotations

import base64
import binascii
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from questions.errors import TooLargeError, UnreadableFileError
from questions.formats.archive import Archive
from questions.formats.qti.mending import ROOT, parse_mended
from questions.formats.sample import Sample
from questions.formats.xml_tree import MAX_XML_BYTES, Document, Node
from questions.images import MAX_IMAGE_BYTES
from questions.model import Note

MANIFEST = "imsmanifest.xml"
# Blackboard writes its XML as .dat.
SUFFIXES = (".xml", ".qti", ".dat")
HEAD = 64_000
"""Bytes of a member in which its root element shows."""
_NEWER = b"<qti-assessment-"
SIGNS = (b"<questestinterop", b"<assessmentItem", b"<assessmentTest")

# What the programs write before the path of an image: Canvas, Respondus, Blackboard.
_BASE = re.compile(
    r"^(?:\$IMS[-_]CC[-_]FILE_?BASE\$|\$CANVAS_COURSE_REFERENCE\$/file_contents/course(?:%20| )files"
    r"|@X@EmbeddedFile\.(?:location|requestUrlStub)@X@)/*"
)
_BLACKBOARD_FILE = re.compile(r"xid-[0-9]+_[0-9]+")
_DATA = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Part:
    """An XML file of a package, ``member`` its name, "" where the file is no package.

    ``fault`` is why it cannot be read; then there is no ``document``.
    """

    member: str
    document: Document | None
    notes: tuple[Note, ...] = ()
    fault: UnreadableFileError | None = None
    head: str = ""

    @property
    def root(self) -> Node:
        """The root element, or what stands in the one that several roots were put into."""
        assert self.document is not None  # noqa: S101 - for the type; asked only of parts without fault
        root = self.document.root
        return next((node for node in root.inside(*_ROOTS)), root) if root.tag == ROOT else root


_ROOTS = ("questestinterop", "assessmentItem", "assessmentTest")


class Package:
    """A QTI file opened: ``parts`` are its XML files, ``fetch`` gives an image of it."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._archive = Archive(data, name) if data.startswith(b"PK") else None
        self._data = data
        self._images: dict[str, bytes] = {}
        self._manifest = self._read_manifest()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._archive:
            self._archive.__exit__(kind, error, trace)

    @property
    def title(self) -> str:
        """What the manifest calls the package; empty where it does not."""
        if self._manifest is None:
            return ""
        titles = (
            node for general in self._manifest[1].inside("general") for node in general.children("title")
        )
        return next((text for node in titles if (text := " ".join("".join(node.itertext()).split()))), "")

    def parts(self) -> Iterator[Part]:
        """The XML files with questions: those that the manifest names, in its order, else all."""
        if self._archive is None:
            document, notes = parse_mended(self._data, self._name)
            yield Part(member="", document=document, notes=notes)
            return
        named = [part for member in self._named() if (part := self._part(member))]
        if any(part.fault or _has_questions(part.root) for part in named):
            yield from named
            return
        yield from (part for member in self._archive.names if (part := self._part(member)))

    @property
    def is_newer(self) -> bool:
        """Whether the questions are of QTI 3, whose elements have other names."""
        if self._archive is None:
            return _NEWER in self._data[:HEAD]
        members = (name for name in self._archive.names if name.lower().endswith(SUFFIXES))
        return any(_NEWER in self._begin(member, HEAD) for member in members)

    def part(self, member: str) -> Part | None:
        """The part of this name; None where there is none that could hold questions."""
        found = self._member(member)
        return self._part(found) if found else None

    def fetch(self, source: str, beside: str) -> bytes | None:
        """The bytes of the image that a source in the part ``beside`` names; None where it is not here."""
        if (start := _DATA.match(source)) is not None:
            try:
                return base64.b64decode(unquote(source[start.end() :]))
            except (binascii.Error, ValueError):
                return None
        if self._archive is None or re.match(r"(?:[a-z]+:)?//", source, re.IGNORECASE):
            return None
        member = self._image(source, posixpath.dirname(beside))
        if member is None:
            return None
        if member not in self._images:
            # What is too large for an image is not read to its end: its size then tells that it is.
            try:
                self._images[member] = self._begin(member, MAX_IMAGE_BYTES + 1)
            except UnreadableFileError:
                self._images[member] = b""  # no image, which is counted as such
        return self._images[member]

    def _image(self, source: str, folder: str) -> str | None:
        plain = source.partition("?")[0].partition("#")[0]
        path = _BASE.sub("", unquote(_BASE.sub("", plain)))
        path = posixpath.normpath(path.replace("\\", "/")).lstrip("/") if path else ""
        if found := _BLACKBOARD_FILE.search(path):
            return next((name for name in self._names if found[0] in posixpath.basename(name)), None)
        beside = posixpath.normpath(posixpath.join(folder, path))
        inner = re.sub(r"^(?:\.\./)+", "", path)
        candidates = (beside, path, inner, f"web_resources/{inner}", f"media/{inner}")
        return next((name for one in candidates if (name := self._member(one))), None) or self._ending(inner)

    def _ending(self, path: str) -> str | None:
        """The one member that has this path below some folder."""
        found = (
            [name for name in self._names if name.casefold().endswith(f"/{path.casefold()}")] if path else []
        )
        return found[0] if len(found) == 1 else None

    @property
    def _names(self) -> Iterable[str]:
        names = self._archive.names if self._archive else ()
        return (name for name in names if not _is_of_the_machine(name))

    def _member(self, path: str) -> str | None:
        if self._archive is None or path in self._archive:
            return path if self._archive else None
        folded = path.casefold()
        return next((name for name in self._names if name.casefold() == folded), None)

    def _begin(self, member: str, size: int) -> bytes:
        """The first bytes of a member, at least ``size`` of them where it has as many."""
        assert self._archive is not None  # noqa: S101 - for the type; members are of archives
        begun = b""
        for chunk in self._archive.chunks(member, limit=MAX_XML_BYTES):
            begun += chunk
            if len(begun) >= size:
                break
        return begun

    def _read_manifest(self) -> tuple[str, Node] | None:
        """The manifest that lies highest and the folder it is in."""
        found = [name for name in self._names if posixpath.basename(name).lower() == MANIFEST]
        if not found or self._archive is None:
            return None
        member = min(found, key=lambda name: name.count("/"))
        try:
            data = self._archive.read(member, limit=MAX_XML_BYTES)
            document, _ = parse_mended(data, f"{self._name}: {member}")
        except TooLargeError:
            raise
        except UnreadableFileError:
            return None  # then every member is looked at, which may well be enough
        return posixpath.dirname(member), document.root

    def _named(self) -> Iterator[str]:
        """The members that the manifest names, each once."""
        if self._manifest is None:
            return
        folder, root = self._manifest
        seen: set[str] = set()
        for resource in root.inside("resource"):
            base = posixpath.join(folder, root.get("base", ""), resource.get("base", ""))
            places = (resource, *resource.children("file"))
            hrefs = [href for node in places if (href := node.get("href"))]
            hrefs += [file for file in (resource.get("file"),) if file]  # Blackboard's own attribute
            for href in hrefs:
                member = self._member(posixpath.normpath(posixpath.join(base, unquote(href))))
                if member and member not in seen:
                    seen.add(member)
                    yield member

    def _part(self, member: str) -> Part | None:
        if not member.lower().endswith(SUFFIXES) or _is_of_the_machine(member) or self._archive is None:
            return None
        head = self._begin(member, HEAD)[:HEAD]
        looks_right = any(sign in head.replace(b"\0", b"") for sign in SIGNS)
        if not looks_right:
            return None
        try:
            document, notes = parse_mended(self._archive.read(member, limit=MAX_XML_BYTES), member)
        except TooLargeError:
            raise  # a part may be damaged, but one that grows without end is no part of a question file
        except UnreadableFileError as error:
            return Part(member=member, document=None, fault=error, head=head.decode("utf-8", "replace"))
        return Part(member=member, document=document, notes=notes)


def _is_of_the_machine(name: str) -> bool:
    """Whether a member is what macOS leaves in archives."""
    return name.startswith("__MACOSX/") or posixpath.basename(name).startswith("._")


def _has_questions(root: Node) -> bool:
    return root.tag == "assessmentItem" or any(True for _ in root.inside("item", "assessmentItemRef"))


def holds(sample: Sample, sign: bytes) -> bool:
    """Whether a member of an archive begins as a question file with this sign in it does."""
    is_office = "[Content_Types].xml" in sample.members  # Word, Excel
    if is_office or not any(name.lower().endswith(SUFFIXES) for name in sample.members):
        return False
    try:
        with Archive(sample.data, "sample") as archive:
            members = [name for name in archive.names if name.lower().endswith(SUFFIXES)]
            heads = (next(archive.chunks(name, limit=MAX_XML_BYTES), b"")[:HEAD] for name in members)
            return any(sign in head.replace(b"\0", b"") for head in heads)
    except UnreadableFileError:
        return False
