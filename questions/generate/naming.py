"""A condition's name as it stands inside a sentence."""

from __future__ import annotations

import re

from questions.english import squeeze
from questions.model import Article

# A first word of capitals and digits is an abbreviation, one with 's an eponym; both keep their capital.
KEEPS_CAPITAL = re.compile(r"^[^a-z]*[A-Z0-9]{2,}|['’]s?$|^[A-Z]-")
# Endings of words that are no one's name.
COMMON_NOUN = re.compile(
    r"(?:ing|al|ic|ous|ive|ary|itis|osis|[ae]mia|oma|omas|ia|pathy|uria|tion|ism|ed|ile|ure|ers|ess|s|y)$"
)
AFTER_AN_EPONYM = re.compile(
    r"^(?:[A-Z][\w-]+ )*(?:disease|syndrome|tumor|anomaly|palsy|lymphoma|sarcoma|disorder)s?\b"
)


def spoken_name(article: Article) -> str:
    """The title as the article's running text writes it, else with a small first letter where safe."""
    title = squeeze(article.title)
    # Line ends stay marks: a title alone on its line has a capital that says nothing.
    text = " | ".join(squeeze(line) for line in article.text.splitlines())
    written: list[str] = re.findall(rf"(?<=[a-z] ){re.escape(title)}\b", text, re.IGNORECASE)
    small = [name for name in written if name[:1].islower()]
    if written:
        return max(sorted(set(small or written)), key=(small or written).count)
    first, _, rest = title.partition(" ")
    return title if _keeps_capital(first, rest, text) else title[:1].lower() + title[1:]


def _keeps_capital(first: str, rest: str, text: str) -> bool:
    """Whether the first word is a name or an abbreviation: by its form, its use in the text, its noun."""
    if KEEPS_CAPITAL.search(first):
        return True
    if re.search(rf"\b{re.escape(first.lower())}\b", text):
        return False
    if re.search(rf"(?<=[a-z] ){re.escape(first)}\b", text):
        return True
    return not COMMON_NOUN.search(first) and bool(AFTER_AN_EPONYM.match(rest))
