"""Articles that were not saved as plain text: what a web page or a Word document says, as text with Markdown.

Kept apart from ``article``, which reads text alone, so that its offsets are of what a person sees.
"""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from questions.decoding import MAX_BYTES, decode
from questions.errors import UnreadableFileError
from questions.html import MAX_TAGS
from questions.web_page import page_text

HTML_SUFFIXES = (".html", ".htm", ".xhtml")
WORD_SUFFIXES = (".docx",)
_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_HEAD_BYTES = 2048
_CHARSETS = re.compile(
    r"utf-8|iso8859-\d+|cp(?:125\d|874|932|949|950)|koi8-[ru]|gb\w+|big5\w*|euc_\w+|shift_jis"
)
"""Names of Python's codecs for what pages are written in; it has others, which are of no text."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def article_text(data: bytes, name: str) -> bytes:
    """The text of an article's file in UTF-8; of a text file its own bytes.

    Raises:
        UnreadableFileError: it is a web page or a Word document that cannot be read.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in HTML_SUFFIXES:
        html = _decoded_page(data, name)
        if html.count("<") > MAX_TAGS:
            raise UnreadableFileError(
                f"the page has over {MAX_TAGS:,} tags.", name=name, advice="Copy its text, and paste it."
            )
        return (page_text(html) + "\n").encode()
    if suffix in WORD_SUFFIXES:
        from questions.docx import docx_html

        if data.startswith(_OLD_OFFICE):
            raise UnreadableFileError(
                "the file is a document of an old Word.", name=name, advice="Save it in Word as .docx."
            )

        return (page_text(docx_html(data, name)) + "\n").encode()
    return data


def _decoded_page(data: bytes, name: str) -> str:
    """The page in the encoding that its head says, where it is in that."""
    told = None if data.startswith(_MARKS) or len(data) > MAX_BYTES else _CHARSET.search(data[:_HEAD_BYTES])
    try:
        codec = codecs.lookup(told[1].decode()).name if told else ""
        if _CHARSETS.fullmatch(codec):
            # As browsers do: a page that says Latin 1 is in Windows-1252.
            return data.decode("cp1252" if codec == "iso8859-1" else codec)
    except (LookupError, UnicodeDecodeError):
        pass
    return decode(data, name=name).text
