"""``questions facts``: articles to facts, one line of JSON an article."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from questions.article_files import article_files
from questions.commands.output import counted, print_json, report, report_facts
from questions.errors import UnreadableFileError
from questions.facts import extract_facts
from questions.model import ArticleFacts, Fact


def run(paths: Iterable[Path]) -> int:
    """Print each article's facts, in order; 1 if a file could not be read, 2 if none could, else 0.

    Raises:
        DuplicateIdError: two articles have the same id.
        QuestionsError: a folder has no article.
    """
    unreadable = read = 0
    for file in article_files(paths, report):
        try:
            article = file.read()
        except UnreadableFileError as error:
            unreadable += 1
            report(str(error))
            continue
        read += 1
        found = extract_facts(article)
        print_json(_as_json(found))
        report_facts(found)
    report(f"{counted(read, 'article')} read, {counted(unreadable, 'file')} not readable.")
    if not read:
        return 2
    return 1 if unreadable else 0


def _as_json(found: ArticleFacts) -> dict[str, object]:
    return {
        "id": found.article.id,
        "title": found.article.title,
        "icd10": found.article.icd10,
        "chapter": found.article.chapter,
        "facts": [_fact(fact) for fact in found.facts],
        "unread": [{"line": unread.line, "text": unread.text} for unread in found.unread],
    }


def _fact(fact: Fact) -> dict[str, object]:
    return {
        "field": fact.field.value,
        "text": fact.text,
        "start": fact.start,
        "end": fact.end,
        "role": fact.role.value if fact.role else None,
        "hedged": fact.hedged,
        "negated": fact.negated,
        "frequency": fact.frequency,
        "condition": fact.condition,
        "example_of": fact.example_of,
    }
