"""HTML of strangers: what of it may stay, what it says as plain text, and plain text as HTML.

Kept apart from the formats because the pages clean what they show once more. The list is of what a question
needs: running text, lists, tables, images. ``nh3`` parses as browsers do, so that what is kept is well-formed
and nothing else comes alive in a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser

import nh3

from questions.images import IMAGE_NAME

FOLDER = "media/"
"""Stands before an image's name in the source of an item's image."""

# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "div", "dl",
    "dt", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
))
_TAGS = frozenset((
    "a", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dfn", "div",
    "dl", "dt", "em", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p",
    "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
))
# fmt: on
_SILENT = frozenset({"script", "style"})
MAX_TAGS = 20_000
"""Of a text: parsing takes time by the square of how deep they are nested, a second for these."""
# Those that a parser opens anew in each paragraph where they were not closed: three of each, but without end
# where attributes tell them apart. So 40 kB became 74 MB; their language and direction are not worth that.
_FORMATTING = re.compile(
    r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/])[^>]*>", re.IGNORECASE
)
_WELL_FORMED = re.compile(r'(?:[^<]++|</?[a-z0-9]+(?: [^\s="<>]+="[^"]*")*>)*+')
_HEADINGS = re.compile(r"(</?)h[12](?=[\s>])", re.IGNORECASE)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"dir", "lang"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "li": {"value"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_LINKS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_IMAGE_SCHEMES = {"cid", "data", "file", "http", "https", "mailto"}
_LOST_IMAGE = re.compile(r'<img(?: (?!src=)[a-z]+="[^"]*")*>')
_ALT = re.compile(r' alt="([^"]*)"')
_TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
_WHOLE_TAG = re.compile(r'<(/?)([a-z0-9]+)((?: [^\s="<>]+="[^"]*")*)>')
_CARRYING_NOTHING = {"p", "br", "div", "span"}
_MARKUP = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|center|code|dd|del|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|li|ol|p|pre|s|small"
    r"|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)

Find = Callable[[str], str | None]
"""Gives the name of the image that a source stands for; None where it is not to be had."""


def own_image(source: str) -> str | None:
    """The name in the source of an image that has been through here before."""
    name = source.removeprefix(FOLDER)
    return name if name != source and IMAGE_NAME.fullmatch(name) else None


def clean(html: str, image: Find = own_image) -> str:
    """The fragment with what may stay of it, its images renamed; one not found becomes its alt text.

    No script, style, class, event, form, frame, remote image or link of another kind than web and mail. With
    over MAX_TAGS tags it is taken for plain text.
    """
    if html.count("<") > MAX_TAGS:
        return from_text(html)

    def kept(tag: str, attribute: str, value: str) -> str | None:
        if (tag, attribute) == ("img", "src"):
            name = image(value)
            return f"{FOLDER}{name}" if name else None
        if (tag, attribute) == ("a", "href"):
            return value if _LINKS.match(value) else None
        return value

    cleaned = nh3.clean(
        _HEADINGS.sub(r"\1h3", parsable(html)),  # a page has one h1, and it is ours
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=kept,
        url_schemes=_IMAGE_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return _without_dead_links(_LOST_IMAGE.sub(_alternative, cleaned)).strip()


def parsable(html: str) -> str:
    """The fragment less the attributes that would make its parsing grow without bound."""
    end = html.rfind(">") + 1  # behind it no tag ends, and none is looked for
    return _FORMATTING.sub(r"<\1>", html[:end]) + html[end:]


def _without_dead_links(cleaned: str) -> str:
    """The fragment whose links that lead nowhere are the text that they are of."""
    kept: list[bool] = []

    def link(tag: re.Match[str]) -> str:
        if tag[2] != "a":
            return tag[0]
        if not tag[1]:
            kept.append(" href=" in tag[3])
        is_kept = kept[-1] if kept else False
        if tag[1] and kept:
            kept.pop()
        return tag[0] if is_kept else ""

    return _WHOLE_TAG.sub(link, cleaned) if "<a " in cleaned else cleaned


def _alternative(image: re.Match[str]) -> str:
    alt = _ALT.search(image[0])
    return escape(unescape(alt[1]), quote=False) if alt else ""


def images_in(html: str) -> frozenset[str]:
    """The names of the images that a cleaned fragment shows."""
    return frozenset(re.findall(rf'<img [^>]*src="{FOLDER}([^"]+)"', html))


def has_markup(text: str) -> bool:
    """Whether a text of no stated form is HTML: it has a tag of running text. "a < b" is none."""
    return _MARKUP.search(text) is not None


def says_more_than_text(cleaned: str) -> bool:
    """Whether a cleaned fragment has more to it than lines of text: emphasis, lists, tables, images."""
    return any(name not in _CARRYING_NOTHING or rest.strip(" /") for _, name, rest in _TAG.findall(cleaned))


def from_text(text: str) -> str:
    """Plain text as a fragment, its lines parted by breaks."""
    return escape(text, quote=False).replace("\n", "<br>")


def to_text(html: str) -> str:
    """What a fragment says as plain text: blocks on lines of their own, images as [description].

    The contents of scripts and styles are not told. With over MAX_TAGS tags that are not well-formed it is
    taken for plain text.
    """
    if not _WELL_FORMED.fullmatch(html):  # Python's parser takes time by the square of open tags
        if html.count("<") > MAX_TAGS:
            return html.strip()
        html = nh3.clean(
            parsable(html),
            tags=set((_TAGS | _BLOCKS) - _SILENT),
            clean_content_tags=set(_SILENT),
            attributes={"img": {"alt"}},
            link_rel=None,
        )
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    lines = (re.sub(r"[^\S\n\u00a0]+", " ", line).strip() for line in "".join(reader.parts).split("\n"))
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return joined.replace("\u00a0", " ").strip()


class _TextReader(HTMLParser):
    """Collects text; white space of the source is one space unless it stands in ``pre``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = self._kept_as_is = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style"}:
            self._silent += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "img":
            self.parts.append(f"[{unescape(dict(attrs).get('alt') or '') or 'image'}]")
        elif tag in {"td", "th"}:
            self.parts.append(" " if self._line_begun() else "")
        elif tag == "sup":
            self.parts.append("^")
        elif tag in _BLOCKS:
            self._break()
            self.parts.append("- " if tag == "li" else "")
        self._kept_as_is += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS and tag not in {"td", "th"}:
            self._break()
        self._kept_as_is = max(0, self._kept_as_is - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data if self._kept_as_is else re.sub(r"[ \t\r\n\f]+", " ", data))

    def _line_begun(self) -> bool:
        return bool("".join(self.parts[-3:]).rpartition("\n")[2].strip())

    def _break(self) -> None:
        if self.parts and not "".join(self.parts[-2:]).endswith("\n"):
            self.parts.append("\n")
