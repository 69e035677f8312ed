"""What a reader gathers of one file beside its records: images, and what has no place in an item.

One is made for each file read; the texts of a record go through it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import unquote

from questions.decoding import encodable
from questions.errors import QuestionsError
from questions.formats.drafts import EMPTY, Text
from questions.html import MAX_TAGS, clean, has_markup, own_image, says_more_than_text, to_text
from questions.images import image_name
from questions.mathml import in_lines
from questions.model import Loss, Markup

Fetch = Callable[[str], bytes | None]
"""Gives the bytes of the image that a source in the file stands for; None where the file has none such.

Raises QuestionsError where it cannot be read; the text is then read without it.
"""

MAX_IMAGES_BYTES = 200_000_000
"""Of all images of one file."""

MAX_ABSENT = 5
"""So many missing images of a record are told by name."""

MAX_REFERENCES = 100_000
"""Of one HTML text: the cleaning takes time by the square of their number, a tenth of a second for these."""

_ABSENT = "image that is not in the file"
_MEDIA = ("image", "audio", "video", "embedded", "drawing")
_DROPPED = {
    "audio": re.compile(r"<(?:audio|bgsound)\b|\[sound:", re.IGNORECASE),
    "video": re.compile(r"<video\b", re.IGNORECASE),
    "embedded page or program": re.compile(r"<(?:iframe|object|embed|applet|script)\b", re.IGNORECASE),
    "drawing (SVG)": re.compile(r"<svg\b", re.IGNORECASE),
    "formula in MathML, kept as its text": re.compile(r"<(?:m:)?math\b", re.IGNORECASE),
}


def no_images(_: str) -> bytes | None:
    """The Fetch of a file that holds no images."""
    return None


class Intake:
    """Texts go through ``html``, ``plain`` or ``auto``; ``images`` and ``lost`` are what came of them.

    ``lost`` counts what was met and has no place in an item, by words for the person with the file.
    """

    def __init__(self, fetch: Fetch = no_images) -> None:
        self.images: dict[str, bytes] = {}
        self.lost: Counter[str] = Counter()
        self._before: Counter[str] = Counter()
        self._absent: list[str] = []
        self._fetch = fetch
        self._size = 0

    @property
    def not_carried(self) -> tuple[str, ...]:
        """What was lost, most often first."""
        return tuple(f"{what}, {count} time{'s' * (count != 1)}" for what, count in self.lost.most_common())

    def begin_record(self) -> None:
        """From here on ``losses`` are those of another record."""
        self._before = self.lost.copy()
        self._absent = []

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What was lost since the record began."""
        return tuple(
            Loss(what=encodable(self._named(what)), is_media=what.startswith(_MEDIA))
            for what in self.lost - self._before
        )

    def _named(self, what: str) -> str:
        return (
            f"{what}: {', '.join(dict.fromkeys(self._absent))}" if what == _ABSENT and self._absent else what
        )

    def html(self, html: str, fetch: Fetch | None = None) -> Text:
        """A fragment of HTML, cleaned; as plain text where it holds no more than lines.

        ``fetch`` is where this text's images are, if not where the whole file's are.
        """
        for what, sign in _DROPPED.items():
            self.lost[what] += len(sign.findall(html))
        self.lost += Counter()  # without those never met
        if html.count("&") + html.count("\u00a0") > MAX_REFERENCES:
            self.lost["formatting of a text with over 100,000 signs such as &"] += 1
            return self.plain(html)
        if html.count("<") > MAX_TAGS:
            self.lost[f"formatting of a text with over {MAX_TAGS:,} tags"] += 1
            return self.plain(html)
        cleaned = clean(in_lines(html), lambda source: self._find(source, fetch or self._fetch))
        if says_more_than_text(cleaned) and cleaned.count("&") <= MAX_REFERENCES:
            return Text(text=cleaned, markup=Markup.HTML)
        return Text(text=to_text(cleaned))

    def plain(self, text: str) -> Text:
        """Text that is what it says."""
        stripped = text.replace("\r\n", "\n").replace("\r", "\n").strip()
        return Text(text=stripped) if stripped else EMPTY

    def auto(self, text: str, fetch: Fetch | None = None) -> Text:
        """Text of no stated form: HTML where it has tags, its lines kept."""
        if not has_markup(text):
            return self.plain(text)
        lines = text.strip() if re.search(r"<(?:p|div|br|li|td)\b", text, re.IGNORECASE) else None
        return self.html(lines or re.sub(r"\r\n?|\n", "<br>", text.strip()), fetch)

    def image(self, data: bytes) -> str | None:
        """Keep an image; its name, None where it is none that can be shown (which is counted as lost)."""
        try:
            name = image_name(data)
        except QuestionsError as error:
            self.lost[f"image ({error.problem.rstrip('.')})"] += 1
            return None
        if name not in self.images:
            self._size += len(data)
            if self._size > MAX_IMAGES_BYTES:
                self.lost[f"image (all images together have over {MAX_IMAGES_BYTES // 1_000_000} MB)"] += 1
                return None
            self.images[name] = data
        return name

    def _find(self, source: str, fetch: Fetch) -> str | None:
        if (own := own_image(source)) in self.images:
            return own
        try:
            data = fetch(source)
        except QuestionsError as error:  # an error that the parser around this would swallow
            self.lost[f"image ({error.problem.rstrip('.')})"] += 1
            return None
        if data is not None:
            return self.image(data)
        is_remote = re.match(r"(?:https?:)?//", source, re.IGNORECASE)
        if not is_remote and len(self._absent) < MAX_ABSENT:
            self._absent.append(unquote(source).replace("\\", "/").rpartition("/")[2][:80])
        self.lost["image on another server" if is_remote else _ABSENT] += 1
        return None
