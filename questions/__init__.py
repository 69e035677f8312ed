"""Condition articles to facts, facts to questions, and question-set files in and out.

The public face: what is named here may be used from outside, and nothing else. Functions are loaded at first
use, so that importing the package opens no table and loads no language data.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from questions.errors import (
    DuplicateIdError,
    QuestionsError,
    TooLargeError,
    UnknownColumnsError,
    UnreadableFileError,
)
from questions.model import (
    Accepted,
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
    Loss,
    Markup,
    Note,
    Option,
    Pair,
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
    from questions.article_text import article_text
    from questions.check import Problems, check_question_set
    from questions.decoding import ENCODINGS
    from questions.diff import Changed, Difference, difference
    from questions.facts import extract_facts
    from questions.fingerprint import program_hash
    from questions.flaws import find_flaws, find_set_flaws
    from questions.formats import FORMATS, Format, format_for, format_named, losses
    from questions.formats import read as read_question_set
    from questions.formats import recognised as recognised_format
    from questions.formats import require_own as require_own_file
    from questions.formats import suffixes as set_suffixes
    from questions.formats import write as write_question_set
    from questions.formats.anki_container import opened as opened_anki_package
    from questions.formats.asked import Asked
    from questions.formats.carrying import Carries, in_plain_text, limits
    from questions.formats.carrying import carried as carried_item
    from questions.formats.columns import COLUMN_NAMES, column_meanings
    from questions.formats.delimited import DELIMITERS
    from questions.formats.identity import derived_id, normal_stem
    from questions.formats.records import images_of, told_of_progress
    from questions.formats.studyable import BLANK, decimal, require_studyable, with_answer
    from questions.formats.updating import updated_item
    from questions.generate import Difficulty, FactIndex, Generated, Unmade, generate_items
    from questions.generate.borrowed import Borrowed, borrowed_keys
    from questions.generate.replacements import Replacement, replacements
    from questions.header import NO_CODE_NOTE, other_code_notes, unknown_code_note
    from questions.html import clean as clean_html
    from questions.html import from_text as text_to_html
    from questions.html import images_in
    from questions.html import to_text as html_to_text
    from questions.images import IMAGE_NAME, image_name, media_type
    from questions.jsonl import item_from_dict, task_of, to_dict
    from questions.library import bundled_articles
    from questions.sql_values import sql_text, sql_whole

__all__ = [
    "BLANK",
    "COLUMN_NAMES",
    "DELIMITERS",
    "ENCODINGS",
    "FORMATS",
    "IMAGE_NAME",
    "NO_CODE_NOTE",
    "Accepted",
    "Advice",
    "Article",
    "ArticleFacts",
    "ArticleFile",
    "ArticleSource",
    "Asked",
    "Borrowed",
    "Carries",
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
    "Loss",
    "Markup",
    "Note",
    "Option",
    "Pair",
    "Problems",
    "QuestionSet",
    "QuestionsError",
    "Rejection",
    "Replacement",
    "Role",
    "Section",
    "Source",
    "Task",
    "TooLargeError",
    "UnknownColumnsError",
    "Unmade",
    "Unread",
    "UnreadableFileError",
    "article_text",
    "borrowed_keys",
    "bundled_articles",
    "carried_item",
    "check_question_set",
    "clean_html",
    "column_meanings",
    "decimal",
    "derived_id",
    "difference",
    "extract_facts",
    "find_flaws",
    "find_set_flaws",
    "format_for",
    "format_named",
    "generate_items",
    "html_to_text",
    "icd10",
    "image_name",
    "images_in",
    "images_of",
    "in_plain_text",
    "item_from_dict",
    "limits",
    "losses",
    "media_type",
    "normal_stem",
    "opened_anki_package",
    "other_code_notes",
    "program_hash",
    "read_article",
    "read_question_set",
    "recognised_format",
    "replacements",
    "require_own_file",
    "require_studyable",
    "set_suffixes",
    "sql_text",
    "sql_whole",
    "task_of",
    "text_to_html",
    "to_dict",
    "told_of_progress",
    "unknown_code_note",
    "updated_item",
    "with_answer",
    "write_question_set",
]

# Where each name that is loaded at first use lives, as "module" or "module:name there".
_LAZY = {
    "ArticleFile": "article_files",
    "Asked": "formats.asked",
    "BLANK": "formats.studyable",
    "Borrowed": "generate.borrowed",
    "COLUMN_NAMES": "formats.columns",
    "Carries": "formats.carrying",
    "Changed": "diff",
    "DELIMITERS": "formats.delimited",
    "Difference": "diff",
    "Difficulty": "generate",
    "ENCODINGS": "decoding",
    "FORMATS": "formats",
    "FactIndex": "generate",
    "Format": "formats",
    "Generated": "generate",
    "IMAGE_NAME": "images",
    "NO_CODE_NOTE": "header",
    "Problems": "check",
    "Replacement": "generate.replacements",
    "Unmade": "generate",
    "article_text": "article_text",
    "borrowed_keys": "generate.borrowed",
    "bundled_articles": "library",
    "carried_item": "formats.carrying:carried",
    "check_question_set": "check",
    "clean_html": "html:clean",
    "column_meanings": "formats.columns",
    "decimal": "formats.studyable",
    "derived_id": "formats.identity",
    "difference": "diff",
    "extract_facts": "facts",
    "find_flaws": "flaws",
    "find_set_flaws": "flaws",
    "format_for": "formats",
    "format_named": "formats",
    "generate_items": "generate",
    "html_to_text": "html:to_text",
    "image_name": "images",
    "images_in": "html",
    "images_of": "formats.records",
    "in_plain_text": "formats.carrying",
    "item_from_dict": "jsonl",
    "limits": "formats.carrying",
    "losses": "formats",
    "media_type": "images",
    "normal_stem": "formats.identity",
    "opened_anki_package": "formats.anki_container:opened",
    "other_code_notes": "header",
    "program_hash": "fingerprint",
    "read_article": "article",
    "read_question_set": "formats:read",
    "recognised_format": "formats:recognised",
    "replacements": "generate.replacements",
    "require_own_file": "formats:require_own",
    "require_studyable": "formats.studyable",
    "set_suffixes": "formats:suffixes",
    "sql_text": "sql_values",
    "sql_whole": "sql_values",
    "task_of": "jsonl",
    "text_to_html": "html:from_text",
    "to_dict": "jsonl",
    "told_of_progress": "formats.records",
    "unknown_code_note": "header",
    "updated_item": "formats.updating",
    "with_answer": "formats.studyable",
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
