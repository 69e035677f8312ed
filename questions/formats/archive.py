"""A stranger's zip archive, read member by member and never extracted.

What a header says of sizes is not believed: bytes are counted as they come out of the packing. Names are only
looked up here, yet one that leads out of a folder marks a file that was made to harm, and it is refused.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO, Self

from questions.errors import TooLargeError, UnreadableFileError

MAX_MEMBERS = 5_000
"""A course export has some hundred files, a deck with images some thousand."""
MAX_UNPACKED_BYTES = 500_000_000
"""Of all that is read of one archive."""
MAX_RATIO = 100
"""How many times its packed size a member may grow; text shrinks to a tenth, a database to a thirtieth."""
RATIO_COUNTS_FROM = 10_000_000
CHUNK = 1 << 20
_ENTRY = b"PK\x01\x02"
"""Begins each entry of an archive's list of members; other bytes of an archive are hardly ever these."""
# What exporters use. The others that Python knows take as much memory as a header tells them to.
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def is_countless(data: bytes) -> bool:
    """Whether an archive has more members than are read.

    To be asked first: ``zipfile`` makes an object of each, a minute's work for the 50 MB of a list of them.
    """
    return data.count(_ENTRY) > MAX_MEMBERS


class Archive:
    """The members of a zip file. Close it, or use it in a ``with``.

    Raises:
        UnreadableFileError: it is no zip file, is encrypted or oddly packed, or has misleading names.
        TooLargeError: it has too many members.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._left = MAX_UNPACKED_BYTES
        if is_countless(data):
            raise TooLargeError(
                f"the archive has {data.count(_ENTRY)} files; the limit is {MAX_MEMBERS}.",
                name=name,
                advice="Split it into smaller ones.",
            )
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OverflowError) as error:
            raise UnreadableFileError(
                "the file is no zip archive, or a damaged one.", name=name, advice="Export it again."
            ) from error
        for member in self._zip.infolist():
            self._require_harmless(member)
        self._members = {member.filename: member for member in self._zip.infolist() if not member.is_dir()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The members, folders apart, in the archive's order."""
        return tuple(self._members)

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def read(self, member: str, *, limit: int) -> bytes:
        """A member's bytes. Raises TooLargeError over ``limit`` bytes, UnreadableFileError where damaged."""
        return b"".join(self.chunks(member, limit=limit))

    def chunks(self, member: str, *, limit: int) -> Iterator[bytes]:
        """A member's bytes, a megabyte at a time; raises as ``read`` does."""
        packed = self._members[member].compress_size
        try:
            with self._zip.open(member) as file:
                yield from self._counted(file, member, packed, limit)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            RuntimeError,
            NotImplementedError,
            ValueError,
        ) as error:
            raise UnreadableFileError(
                f'"{member}" in the archive is damaged ({error}).', name=self._name, advice="Export it again."
            ) from error

    def _counted(self, file: IO[bytes], member: str, packed: int, limit: int) -> Iterator[bytes]:
        size = 0
        while chunk := file.read(CHUNK):
            size += len(chunk)
            self._left -= len(chunk)
            require_size(size, packed=packed, limit=limit, member=member, name=self._name)
            if self._left < 0:
                raise TooLargeError(
                    f"the archive holds more than {MAX_UNPACKED_BYTES // 1_000_000} MB.",
                    name=self._name,
                    advice="Split it into smaller ones.",
                )
            yield chunk

    def _require_harmless(self, member: zipfile.ZipInfo) -> None:
        path, windows = PurePosixPath(member.filename), PureWindowsPath(member.filename)
        outside = (
            not member.filename
            or path.is_absolute()
            or windows.drive
            or windows.root
            or ".." in (*path.parts, *windows.parts)
        )
        if outside or stat.S_ISLNK(member.external_attr >> 16):
            raise UnreadableFileError(
                f'the archive has a file named "{member.filename}", which leads out of it.',
                name=self._name,
                advice="Nothing of it was read. Get the archive from its author again.",
            )
        if member.compress_type not in _PACKINGS:
            raise UnreadableFileError(
                "the archive is packed in a way that is not read here.",
                name=self._name,
                advice="Save it as an ordinary zip file.",
            )
        if member.flag_bits & 1:
            raise UnreadableFileError(
                "the archive is encrypted.", name=self._name, advice="Save it without a password."
            )


def require_size(size: int, *, packed: int, limit: int, member: str, name: str) -> None:
    """Raise TooLargeError where what was unpacked so far of ``packed`` bytes is over ``limit`` or a bomb."""
    bomb = size > RATIO_COUNTS_FROM and size > MAX_RATIO * max(packed, 1)
    if size > limit or bomb:
        problem = "grows to over 100 times its size" if bomb else f"has over {limit / 1e6:.0f} MB"
        raise TooLargeError(
            f'"{member}" in the archive {problem}.', name=name, advice="Split it, or export it again."
        )
