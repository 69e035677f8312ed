"""Lines and their numbers, the same as an article counts them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from questions.article import read_article
from questions.lines import LineIndex, split_lines

TEXTS = st.text(alphabet="ab \r\n\t\f\u2028", max_size=60)


@given(TEXTS)
def test_lines_and_their_ends_make_the_text(text: str) -> None:
    lines = split_lines(text)

    assert all(text[line.start : line.end] == line.text for line in lines)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert not any("\n" in line.text or "\r" in line.text for line in lines)


@given(TEXTS.map(lambda text: "x" + text))
def test_the_index_counts_as_the_article_does(text: str) -> None:
    article = read_article(text.encode(), id="a", name="a.txt")
    index = LineIndex(text)

    inside_line_end = [n for n in range(1, len(text)) if text[n - 1 : n + 1] == "\r\n"]
    for offset in set(range(len(text))) - set(inside_line_end):
        assert index.line_of(offset) == article.line_of(offset)
