"""Articles made for a test: of given sentences, with the facts named in them."""

from __future__ import annotations

import hashlib

from questions.model import Article, ArticleFacts, Fact, Field


def article_facts(
    title: str, code: str | None, told: dict[Field, tuple[str, tuple[str, ...]]], before: str = ""
) -> ArticleFacts:
    """An article made of these sentences, and the facts named in them."""
    text, facts = f"{before}{title}\n\n", []
    for field, (sentence, phrases) in told.items():
        start = len(text)
        text += f"{sentence}\n"
        for phrase in phrases:
            at = start + sentence.index(phrase)
            facts.append(
                Fact(
                    field=field, text=phrase, start=at, end=at + len(phrase),
                    sentence_start=start, sentence_end=start + len(sentence),
                )
            )  # fmt: skip
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(
        id=title.lower().replace(" ", "-"), text=text, sha256=sha256, encoding="utf-8", title=title,
        icd10=code, chapter=None, sections=(),
    )  # fmt: skip
    return ArticleFacts(article=article, facts=tuple(facts))
