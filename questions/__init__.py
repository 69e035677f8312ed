"""Condition articles to facts, facts to questions, and question-set files in and out.

The public face: what is named here may be used from outside, and nothing else. Functions are loaded at first
use, so that importing the package opens no table and loads no language data.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from questions.errors import DuplicateIdError, QuestionsError, UnreadableFileError
from questions.model import (
    Advice,
    Article,
    ArticleFacts,
    ArticleSource,
    CodeSource,
    Condition,
    Fact,
    Field,
    Flaw,
    Item,
    Kind,
    Note,
    Option,
    QuestionSet,
    Rejection,
    Role,
    Section,
    Source,
    Task,
    Unread,
)

if TYPE_CHECKING:
    from questions import icd10
    from questions.article import read_article
    from questions.article_files import ArticleFile
    from questions.check import Problems, check_question_set
    from questions.diff import Changed, Difference, difference
    from questions.facts import extract_facts
    from questions.fingerprint import program_hash
    from questions.flaws import find_flaws, find_set_flaws
    from questions.formats import FORMATS, Format, format_for, format_named, losses
    from questions.formats import read as read_question_set
    from questions.formats import write as write_question_set
    from questions.generate import Difficulty, FactIndex, Generated, Unmade, generate_items
    from questions.header import NO_CODE_NOTE, unknown_code_note
    from questions.jsonl import item_from_dict, to_dict
    from questions.library import bundled_articles

__all__ = [
    "FORMATS",
    "NO_CODE_NOTE",
    "Advice",
    "Article",
    "ArticleFacts",
    "ArticleFile",
    "ArticleSource",
    "Changed",
    "CodeSource",
    "Condition",
    "Difference",
    "Difficulty",
    "DuplicateIdError",
    "Fact",
    "FactIndex",
    "Field",
    "Flaw",
    "Format",
    "Generated",
    "Item",
    "Kind",
    "Note",
    "Option",
    "Problems",
    "QuestionSet",
    "QuestionsError",
    "Rejection",
    "Role",
    "Section",
    "Source",
    "Task",
    "Unmade",
    "Unread",
    "UnreadableFileError",
    "bundled_articles",
    "check_question_set",
    "difference",
    "extract_facts",
    "find_flaws",
    "find_set_flaws",
    "format_for",
    "format_named",
    "generate_items",
    "icd10",
    "item_from_dict",
    "losses",
    "program_hash",
    "read_article",
    "read_question_set",
    "to_dict",
    "unknown_code_note",
    "write_question_set",
]

# Where each name that is loaded at first use lives, as "module" or "module:name there".
_LAZY = {
    "ArticleFile": "article_files",
    "Changed": "diff",
    "Difference": "diff",
    "Difficulty": "generate",
    "FORMATS": "formats",
    "FactIndex": "generate",
    "Format": "formats",
    "Generated": "generate",
    "NO_CODE_NOTE": "header",
    "Problems": "check",
    "Unmade": "generate",
    "bundled_articles": "library",
    "check_question_set": "check",
    "difference": "diff",
    "extract_facts": "facts",
    "find_flaws": "flaws",
    "find_set_flaws": "flaws",
    "format_for": "formats",
    "format_named": "formats",
    "generate_items": "generate",
    "item_from_dict": "jsonl",
    "losses": "formats",
    "program_hash": "fingerprint",
    "read_article": "article",
    "read_question_set": "formats:read",
    "to_dict": "jsonl",
    "unknown_code_note": "header",
    "write_question_set": "formats:write",
}


def __getattr__(name: str) -> object:
    """A public function at its first use (PEP 562)."""
    if name == "icd10":
        return import_module("questions.icd10")
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, name_there = _LAZY[name].partition(":")
    value = getattr(import_module(f"questions.{module}"), name_there or name)
    globals()[name] = value
    return value
