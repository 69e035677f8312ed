"""An uploaded article to items: what its bytes say, before anything stored is looked at.

Apart from previews, which compare it with what is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from questions import ArticleFacts, Field, Item, Note, TooLargeError
from quizapp.models import Upload, UploadKind
from quizapp.neighbours import facts_of, generate
from quizapp.uploads import file_of

ARTICLE_SUFFIXES = (".txt", ".md")
MAX_ARTICLE_BYTES = 1_000_000
"""Reading facts costs 6 s a megabyte, while others wait; a whole textbook chapter has 100 kB."""
MAX_TITLE = 300


@dataclass(frozen=True, kw_only=True)
class Reading:
    """An article as read, before anything stored is looked at. ``reasons`` counts why items were not made."""

    facts: ArticleFacts
    items: tuple[Item, ...]
    notes: tuple[Note, ...]
    reasons: Mapping[str, int]


def kind_for(data: bytes, name: str) -> UploadKind:
    """What a file holds: questions where its content shows that, or its suffix is not an article's."""
    from questions import recognised_format

    if PurePath(name).suffix.lower() not in ARTICLE_SUFFIXES:
        return UploadKind.QUESTION_SET
    is_shown = recognised_format(data, "") is not None  # without a name: these suffixes are of questions too
    return UploadKind.QUESTION_SET if is_shown else UploadKind.ARTICLE


def suffixes() -> tuple[str, ...]:
    """The suffixes of files that can be uploaded."""
    from questions import set_suffixes

    return tuple(dict.fromkeys((*ARTICLE_SUFFIXES, *set_suffixes())))


def check_article(data: bytes, name: str) -> None:
    """Raises UnreadableFileError where no article can be read of it, TooLargeError where it is a book."""
    from questions import read_article

    if len(data) > MAX_ARTICLE_BYTES:
        raise TooLargeError(
            f"the file has {len(data) / 1e6:.1f} MB; the limit is {MAX_ARTICLE_BYTES / 1e6:.0f} MB.",
            name=name,
            advice="Upload one article a file, about one condition.",
        )
    read_article(data, id="upload", name=name)


def read_article(upload: Upload, *, key: str, title: str, code: str | None) -> Reading:
    """The facts and items of an article with this key, title and code."""
    found = facts_of(file_of(upload.id), key=key, name=upload.name, title=title, code=code or "")
    generated = generate(found, upload.owner_id)
    return Reading(facts=found, items=generated.items, notes=_notes(found), reasons=generated.reasons())


def _notes(found: ArticleFacts) -> tuple[Note, ...]:
    """What to know of the file; what it says of its code is not worth a word once another one is set."""
    from questions import NO_CODE_NOTE, icd10, other_code_notes, unknown_code_note

    article = found.article
    others = other_code_notes(article)
    places = [
        (fact.text, article.line_of(fact.start)) for fact in found.facts if fact.field is Field.ICD_CODE
    ]
    on_the_file = {unknown_code_note(code, line) for code, line in places}
    if article.icd10 is None:
        return (*(note for note in article.notes if note not in on_the_file), *others)
    kept = tuple(note for note in article.notes if note not in on_the_file | {NO_CODE_NOTE})
    if icd10.look_up(article.icd10).standing is icd10.Standing.VALID:
        return (*kept, *others)
    return (unknown_code_note(article.icd10, places[0][1] if places else 1), *kept, *others)
