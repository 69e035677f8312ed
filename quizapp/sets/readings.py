"""An uploaded file to items: what its bytes say, before anything stored is looked at.

Apart from previews, which compare it with what is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from questions import ArticleFacts, Field, Flaw, Note, QuestionSet, UnreadableFileError
from quizapp.models import Upload, UploadKind
from quizapp.neighbours import facts_of, generate
from quizapp.one_line import one_line

ARTICLE_SUFFIXES = (".txt", ".md")
MAX_BYTES = 10_000_000
MAX_ARTICLE_BYTES = 1_000_000
"""Reading facts costs 6 s a megabyte, while others wait; a whole textbook chapter has 100 kB."""
MAX_CHECKED = 2_000
"""Items that are searched for flaws: 0.3 ms each."""
MAX_TITLE = 300


@dataclass(frozen=True, kw_only=True)
class Reading:
    """An upload's file as read, before anything stored is looked at."""

    question_set: QuestionSet
    flaws: Mapping[str, tuple[Flaw, ...]]
    set_flaws: tuple[Flaw, ...]
    facts: ArticleFacts | None = None
    reasons: Mapping[str, int]


def kind_for(name: str) -> UploadKind:
    """What a file of this name holds, by its suffix; what is no article is read as a question set."""
    suffix = PurePath(name).suffix.lower()
    return UploadKind.ARTICLE if suffix in ARTICLE_SUFFIXES else UploadKind.QUESTION_SET


def suffixes() -> tuple[str, ...]:
    """The suffixes of files that can be uploaded."""
    from questions import FORMATS

    return tuple(dict.fromkeys((*ARTICLE_SUFFIXES, *(end for one in FORMATS for end in one.suffixes))))


def check_file(data: bytes, name: str) -> None:
    """Raises UnreadableFileError where a preview could not be made of the file."""
    from questions import read_article, read_question_set

    _require_size(data, MAX_BYTES, name, advice="Split it into smaller files.")
    if kind_for(name) is UploadKind.QUESTION_SET:
        read_question_set(data, name=name)
    else:
        read_article(data, id="upload", name=name)
        _require_size(data, MAX_ARTICLE_BYTES, name, advice="Upload one article a file, about one condition.")


def _require_size(data: bytes, limit: int, name: str, *, advice: str) -> None:
    if len(data) > limit:
        problem = f"the file has {len(data) / 1e6:.1f} MB; the limit is {limit / 1e6:.0f} MB."
        raise UnreadableFileError(problem, name=name, advice=advice)


def read_article(upload: Upload, *, key: str, title: str, code: str | None) -> Reading:
    """The facts and items of an article with this key, title and code."""
    found = facts_of(upload.data, key=key, name=upload.name, title=title, code=code or "")
    generated = generate(found, upload.owner_id)
    return Reading(
        question_set=QuestionSet(
            title=title,
            format="article",
            encoding=found.article.encoding,
            found=len(generated.items),
            items=generated.items,
            notes=_notes(found),
        ),
        flaws={},
        set_flaws=(),
        facts=found,
        reasons=generated.reasons(),
    )


def _notes(found: ArticleFacts) -> tuple[Note, ...]:
    """What to know of the file; what it says of its code is not worth a word once another one is set."""
    from questions import NO_CODE_NOTE, icd10, unknown_code_note

    article = found.article
    places = [
        (fact.text, article.line_of(fact.start)) for fact in found.facts if fact.field is Field.ICD_CODE
    ]
    on_the_file = {unknown_code_note(code, line) for code, line in places}
    if article.icd10 is None:
        return tuple(note for note in article.notes if note not in on_the_file)
    kept = tuple(note for note in article.notes if note not in on_the_file | {NO_CODE_NOTE})
    if icd10.look_up(article.icd10).standing is icd10.Standing.VALID:
        return kept
    return (unknown_code_note(article.icd10, places[0][1] if places else 1), *kept)


def read_set(upload: Upload, *, title: str | None) -> Reading:
    """The items of a question set and their flaws, under a title that is the file's where none is given."""
    from questions import check_question_set, read_question_set

    question_set = read_question_set(upload.data, name=upload.name)
    title = one_line((title or question_set.title)[:MAX_TITLE])
    problems = check_question_set(replace(question_set, items=question_set.items[:MAX_CHECKED]))
    flaws: dict[str, tuple[Flaw, ...]] = {}
    for advice in problems.advice:
        flaws[advice.item_id] = (*flaws.get(advice.item_id, ()), advice.flaw)
    return Reading(
        question_set=replace(question_set, title=title),
        flaws=flaws,
        set_flaws=problems.set_flaws,
        reasons={},
    )
