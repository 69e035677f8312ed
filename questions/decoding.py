"""Bytes of an uploaded text file to text, the same for articles and question sets."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from questions.errors import TooLargeError, UnreadableFileError
from questions.model import Note

MAX_BYTES = 10 * 1000 * 1000
"""A textbook chapter is 100 kB; what is larger than this is no single article or question set."""

_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive (a Word, Excel or Anki file, perhaps)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"{\\rtf", "a rich-text file"),
)
_ADVICE = "Save it as plain text in UTF-8 and upload that."
_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1a\x1b")


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """The text without its byte-order mark, line ends untouched, and the name of the encoding it was in."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


ENCODINGS = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252 (Western Europe)",
    "cp1250": "Windows-1250 (Central Europe)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "iso8859-15": "ISO 8859-15 (Latin 9)",
    "mac_roman": "Mac Roman",
    "utf-16": "UTF-16",
}
"""The encodings that a person can say a file is in, with their titles."""


def decode(data: bytes, *, name: str, limit: int = MAX_BYTES, encoding: str | None = None) -> Decoded:
    """Decode UTF-8, UTF-16 or UTF-32 with a byte-order mark, or Windows-1252, noting all but the first.

    ``encoding``, one of ENCODINGS, is what a person says it is; no other is tried then.

    Raises:
        UnreadableFileError: the file is empty, binary, over ``limit`` bytes, or in none of these encodings.
    """
    if len(data) > limit:
        raise TooLargeError(
            f"the file has {len(data) / 1e6:.1f} MB; the limit is {limit / 1e6:.0f} MB.",
            name=name,
            advice="Split it into smaller files.",
        )
    decoded = (
        _as_asked(data, name, encoding) if encoding else _with_mark(data, name) or _without_mark(data, name)
    )
    if not decoded.text.strip():
        raise UnreadableFileError("the file is empty.", name=name, advice="Choose the file again.")
    return decoded


def encodable(text: str) -> str:
    """The text with half surrogates as their escapes, for UTF-8 cannot hold them.

    They come from escapes in JSON, and from names of files whose bytes are no UTF-8.
    """
    return text.encode("utf-8", "backslashreplace").decode()


def _as_asked(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"the file cannot be read as {ENCODINGS[encoding]}.",
            name=name,
            line=1 + data[: error.start].count(b"\n"),
            advice="Choose another encoding.",
        ) from error
    if "\0" in text:
        raise UnreadableFileError("the file is binary, not text.", name=name, line=1, advice=_ADVICE)
    return Decoded(text=text, encoding=encoding)


def _with_mark(data: bytes, name: str) -> Decoded | None:
    """Decoded by its byte-order mark; None where it has none. UTF-32's mark begins with UTF-16's."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if not data.startswith(mark):
            continue
        try:
            text = data[len(mark) :].decode(encoding)
        except UnicodeDecodeError as error:
            line = 1 + data[len(mark) : len(mark) + error.start].decode(encoding, "replace").count("\n")
            raise UnreadableFileError(
                f"the file says it is {encoding.upper()} but is not.", name=name, line=line, advice=_ADVICE
            ) from error
        if "\0" in text:
            line = 1 + text[: text.index("\0")].count("\n")
            raise UnreadableFileError("the file is binary, not text.", name=name, line=line, advice=_ADVICE)
        note = Note(line=1, message=f"The file is in {encoding[:6].upper()}; it was read as that.")
        return Decoded(text=text, encoding=encoding, notes=() if encoding == "utf-8" else (note,))
    return None


def _without_mark(data: bytes, name: str) -> Decoded:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFileError(f"the file is {what}, not text.", name=name, line=1, advice=_ADVICE)
    control = data.translate(None, bytes(set(range(256)) - set(_CONTROL_BYTES)))
    if control:
        line = 1 + data[: data.index(control[:1])].count(b"\n")
        raise UnreadableFileError("the file is binary, not text.", name=name, line=line, advice=_ADVICE)
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError as error:
        line = 1 + data[: error.start].count(b"\n")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            "the text is neither UTF-8 nor Windows-1252.",
            name=name,
            line=1 + data[: error.start].count(b"\n"),
            advice=_ADVICE,
        ) from error
    note = Note(
        line=line, message="The file is not UTF-8; it was read as Windows-1252. Check its accents and dashes."
    )
    return Decoded(text=text, encoding="cp1252", notes=(note,))
