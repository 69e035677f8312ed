"""Articles that were not saved as plain text: what a web page or a Word document says, as text with Markdown.

Kept apart from ``article``, which reads text alone, so that its offsets are of what a person sees.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from questions.decoding import decode
from questions.errors import UnreadableFileError
from questions.html import MAX_TAGS, to_text

HTML_SUFFIXES = (".html", ".htm", ".xhtml")
WORD_SUFFIXES = (".docx",)
_HEADING = re.compile(r"<h([1-6])(?:\s[^<>]*)?>", re.IGNORECASE)
_CHROME = frozenset({"title", "nav", "footer", "aside", "noscript"})


def article_text(data: bytes, name: str) -> bytes:
    """The text of an article's file in UTF-8; of a text file its own bytes.

    Raises:
        UnreadableFileError: it is a web page or a Word document that cannot be read.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in HTML_SUFFIXES:
        return _text_of_page(decode(data, name=name).text, name).encode()
    if suffix in WORD_SUFFIXES:
        from questions.docx import IMAGE, read_docx

        lines = (f"{'#' * line.rank} {line.text}".strip() for line in read_docx(data, name).lines)
        return "\n\n".join(line.replace(IMAGE, "") for line in lines).encode()
    return data


def _text_of_page(html: str, name: str) -> str:
    """The words of a page, its headings with as many hashes as they have ranks, its menus left out."""
    if html.count("<") > MAX_TAGS:
        raise UnreadableFileError(
            f"the page has over {MAX_TAGS:,} tags.", name=name, advice="Copy its text, and paste it."
        )
    return to_text(_HEADING.sub(lambda tag: f"{tag[0]}{'#' * int(tag[1])} ", html), _CHROME) + "\n"
