"""Whose words an edited question has, and which sentence it quotes."""

from __future__ import annotations

from dataclasses import replace

from questions import ArticleSource, Item, Kind, Markup, Option, Task
from quizapp.sentences import with_sentence_of, without_sentence

OLD, NEW = "Gout is caused by urate & rest.", "Gout is often caused by urate."


def source(text: str) -> ArticleSource:
    return ArticleSource(article_id="gout", article="sha256:0", condition="Gout", start=0, end=9, text=text)


def item(sentence: str, explanation: str, **changes: object) -> Item:
    made = Item(
        id="1", kind=Kind.MULTIPLE_CHOICE, task=Task.RECOGNISE, stem="What causes gout?", answer="Urate",
        options=(Option(text="Urate", correct=True, source=source(sentence)),
                 Option(text="Oxalate", correct=False, source=source("Another article."))),
        explanation=explanation, article_id="gout", source=source(sentence),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


FORMER = item(OLD, f"The article says: “{OLD}” Of the others, none.")
GIVEN = item(NEW, f"The article says: “{NEW}” Of the others, none.")


def test_what_the_author_did_not_touch_is_as_the_article_has_it_now():
    edited = replace(FORMER, stem="Why do people get gout?")

    kept = with_sentence_of(GIVEN, edited, FORMER)

    assert kept == replace(GIVEN, stem="Why do people get gout?")
    assert kept.options[1].source == source("Another article.")


def test_an_explanation_of_the_authors_stays_but_for_the_sentence_that_it_quotes():
    edited = replace(FORMER, explanation=f"{OLD} Ask about beer.")

    assert with_sentence_of(GIVEN, edited, FORMER).explanation == f"{NEW} Ask about beer."
    assert with_sentence_of(GIVEN, edited, None).explanation == f"{NEW} Ask about beer."
    assert without_sentence(edited, FORMER).explanation == "Ask about beer."


def test_a_sentence_quoted_in_html_is_found_in_html():
    edited = replace(
        FORMER, markup=Markup.HTML, explanation="<p>Gout is caused by urate &amp; rest. <b>Beer.</b></p>"
    )

    kept = with_sentence_of(GIVEN, edited, FORMER)

    assert kept.explanation == f"<p>{NEW} <b>Beer.</b></p>"


def test_without_its_sentence_a_question_is_its_authors_alone():
    own = without_sentence(replace(FORMER, stem="Why?"), FORMER)

    assert (own.source, own.article_id, own.explanation) == (None, None, "")
    assert [option.source for option in own.options] == [None, source("Another article.")]
    assert own.stem == "Why?"


def test_a_question_that_quotes_no_article_is_not_searched_for_its_words():
    typed = item("", "Every word stays.", source=None, options=())

    assert with_sentence_of(GIVEN, typed, None).explanation == "Every word stays."
