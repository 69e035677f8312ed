"""A file as the formats look at it to tell whether it is theirs; each view of it is made once."""

from __future__ import annotations

import re
import zipfile
from functools import cached_property
from io import BytesIO
from pathlib import PurePath

from questions.decoding import decode
from questions.errors import UnreadableFileError
from questions.formats.archive import is_countless

_LOOKED_AT = 200_000
"""Bytes of a text that are looked at; a form that does not show in them shows nowhere."""
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)([^<>]*)")
_BEFORE_ROOT = re.compile(
    r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>",
    re.DOTALL,
)


class Sample:
    """A file; ``suffix`` is in small letters, with its point."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.suffix = PurePath(name.replace("\\", "/")).suffix.lower()

    @cached_property
    def text(self) -> str:
        """The beginning of a text file with line ends as LF; empty where it is none."""
        head = self.data[:_LOOKED_AT]
        is_cut = len(self.data) > _LOOKED_AT
        for end in range(4 if is_cut else 1):  # the cut may be within a character
            try:
                text = decode(head[: len(head) - end], name="sample").text
            except UnreadableFileError:
                continue
            return text.replace("\r\n", "\n").replace("\r", "\n")
        return ""

    @cached_property
    def members(self) -> frozenset[str]:
        """The names in a zip archive; none where it is not one that can be read.

        One of countless members shows none: who reads it as what its name says refuses it.
        """
        if not self.data.startswith(b"PK") or is_countless(self.data):
            return frozenset()
        try:
            with zipfile.ZipFile(BytesIO(self.data)) as archive:
                return frozenset(archive.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OverflowError):
            return frozenset()

    @cached_property
    def root(self) -> str:
        """The root element of an XML file: its name without prefix, then its attributes as written."""
        at = 0
        while found := _BEFORE_ROOT.match(self.text, at):
            at = found.end()
        root = _ROOT.match(self.text, at)
        return f"{root[2]}{root[3]}" if root else ""

    @cached_property
    def root_name(self) -> str:
        """The name of the root element alone."""
        return re.split(r"[\s/]", self.root, maxsplit=1)[0]
