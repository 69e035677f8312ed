"""Articles that were not saved as plain text: what a web page or a Word document says, as text with Markdown.

Kept apart from ``article``, which reads text alone, so that its offsets are of what a person sees.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from questions.decoding import decode
from questions.html import to_text

HTML_SUFFIXES = (".html", ".htm", ".xhtml")
WORD_SUFFIXES = (".docx",)
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_HEADING = re.compile(r"<h([1-6])(?:\s[^<>]*)?>", re.IGNORECASE)
_CHROME = re.compile(
    r"<(head|nav|footer|aside|script|style|noscript)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL
)


def article_text(data: bytes, name: str) -> bytes:
    """The text of an article's file in UTF-8; of a text file its own bytes.

    Raises:
        UnreadableFileError: it is a web page or a Word document that cannot be read.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in HTML_SUFFIXES:
        return _text_of_page(decode(data, name=name).text).encode()
    if suffix in WORD_SUFFIXES:
        from questions.docx import IMAGE, read_docx

        lines = (f"{'#' * line.rank} {line.text}".strip() for line in read_docx(data, name).lines)
        return "\n\n".join(line.replace(IMAGE, "") for line in lines).encode()
    return data


def _text_of_page(html: str) -> str:
    """The words of a page, its headings with as many hashes as they have ranks, its menus left out."""
    body = _BODY.search(html)
    shown = _CHROME.sub(" ", html[body.end() :] if body else html)
    return to_text(_HEADING.sub(lambda tag: f"{tag[0]}{'#' * int(tag[1])} ", shown)) + "\n"
