"""The bundled condition articles, a folder per chapter of ICD-10."""

from __future__ import annotations

from pathlib import Path

from questions.article_files import ArticleFile, article_files

FOLDER = Path(__file__).parent


def bundled_articles() -> tuple[ArticleFile, ...]:
    """Each bundled article's file, by id: "13-musculoskeletal/ankylosing-spondylitis"."""
    return article_files([FOLDER])
