"""Web pages and Word documents of others as the text of an article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions import article_text, extract_facts, read_article
from questions.errors import UnreadableFileError
from questions.model import Field
from tests.questions.word_documents import document, paragraph, run


def text(html: str, name: str = "page.html") -> str:
    return article_text(html.encode(), name).decode()


def facts(data: bytes, name: str, field: Field) -> list[str]:
    """What is found of a field in a file."""
    article = read_article(article_text(data, name), id="x", name=name)
    return [fact.text for fact in extract_facts(article).facts if fact.field is field]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>Gout</h1><p>Pain.</p>", "# Gout\n\nPain.\n"),
        (
            "<h2>Causes<span class='mw-editsection'>[<a href='x'>edit</a>]</span></h2>Rest",
            "## Causes\n\nRest\n",
        ),
        ("<h2>Causes[edit]</h2><p>x", "## Causes\n\nx\n"),
        (
            "<p>Pain.<sup><a href='#n'>[1]</a></sup><sup>[2]</sup> Rest<sup><a href='#r'>3,4</a></sup>",
            "Pain. Rest\n",
        ),
        ("<p>10<sup>5</sup> cells, H<sub>2</sub>O", "10^5 cells, H2O\n"),
        ("<ul><li>Pain<ul><li>at night</ul><li>Fever</ul><p>x", "- Pain\n  - at night\n- Fever\n\nx\n"),
        ("<ol><li>One<li><p>Two</p></ol>", "- One\n\n- Two\n"),
        (
            "<table><tr><th>Drug<th>Dose<tr><td>A | B<td>1 mg</table>",
            "| Drug | Dose |\n|---|---|\n| A / B | 1 mg |\n",
        ),
        ("<table><tr><td><h1>Gout</h1><p>Pain</table>", "# Gout\n\nPain\n"),
        ("<table><tr><td>menu<td><h1>Gout</h1><p>Pain</table>", "menu\n\n# Gout\n\nPain\n"),
        (
            "<table class=infobox><tr><th>Symptoms<td>Pain</table><p>Gout hurts.",
            "Gout hurts.\n\nSymptoms: Pain\n",
        ),
        (
            "<nav>Home</nav><p>x</p><footer>y</footer><form>a<select><option>b</select><button>c</button></form>",
            "x\n\na\n",
        ),
        ("<p hidden>no</p><div class='toc'>1 Causes</div><div role=navigation>top</div><p>yes", "yes\n"),
        ("<script>1<2</script><style>p{}</style><svg><text>s</text></svg><template>t</template>x", "x\n"),
        ("one<br>two<br><br>three", "one\ntwo\nthree\n"),
        ("<title>Gout - Manual</title><p>Pain &amp; fever &lt; 2", "Pain & fever < 2\n"),
    ],
)  # fmt: skip
def test_a_page_is_read_as_its_text_with_headings_lists_and_tables(html, expected):
    assert text(html) == expected


@pytest.mark.parametrize(
    ("told", "encoding"),
    [
        ("windows-1251", "cp1251"), ("iso-8859-1", "cp1252"), ("utf-8", "utf-8"), ("Shift_JIS", "shift_jis"),
        ("", "utf-8"), ("", "cp1252"), ("no-such", "utf-8"), ("utf-8", "cp1252"), ("rot13", "utf-8"),
        ("utf-16", "utf-8"), ("utf-7", "utf-8"),
    ],
)  # fmt: skip
def test_a_page_is_decoded_as_its_head_says_where_that_is_so(told, encoding):
    words = {"cp1251": "Подагра", "shift_jis": "痛風"}.get(encoding, "Überempfindlichkeit")
    html = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={told}"></head><p>{words}'
    )

    assert article_text(html.encode(encoding), "page.htm").decode() == f"{words}\n"


def test_the_facts_of_a_page_have_no_signs_of_footnotes():
    html = "<h1>Gout</h1><h2>Symptoms[edit]</h2><ul><li>joint pain<sup>[4]</sup></li><li>high fever</li></ul>"

    assert facts(html.encode(), "gout.html", Field.SYMPTOM) == ["joint pain", "high fever"]


@pytest.mark.parametrize("unit", ["<b class=x>", "<ul><li>x", "<table><tr><td>x", "<sup>x", "<h1>x", "&"])
def test_a_page_of_one_thing_over_and_over_is_read_in_its_own_size(unit):
    assert len(text(f"x{unit * 5000}")) < 40 * len(unit) * 5000


def test_a_word_document_is_read_with_its_tables_and_tracked_changes_and_without_its_footnotes():
    cells = [("Drug", "Dose"), ("Colchicine", "1 mg")]
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in cells
    )
    changed = f'{run("Gout causes joint pain and ")}<w:ins w:id="1">{run("high fever")}</w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText>chills</w:delText></w:r></w:del>'
    data = document(
        paragraph("Gout"),
        paragraph("Symptoms:"),
        f"<w:p>{changed}{deleted}{run('.')}</w:p>",
        paragraph("Treatment:"),
        f"<w:tbl>{rows}</w:tbl>",
    )

    read = article_text(data, "gout.docx").decode()

    assert "Gout causes joint pain and high fever.\n" in read
    assert "| Drug | Dose |\n| Colchicine | 1 mg |\n" in read
    assert facts(data, "gout.docx", Field.SYMPTOM) == ["joint pain", "high fever"]
    assert facts(data, "gout.docx", Field.TREATMENT) == ["Colchicine"]


def test_a_document_of_an_old_word_is_told_apart_from_a_damaged_one():
    with pytest.raises(UnreadableFileError, match=r"old Word.*Save it in Word as"):
        article_text(b"\xd0\xcf\x11\xe0" + bytes(600), "gout.docx")


def test_the_notes_at_the_foot_are_not_told():
    sign = '<sup><a href="#footnote-2" id="footnote-ref-2">[1]</a></sup>'

    assert text(f'<p>Pain{sign}.</p><ol><li id="footnote-2"><p>Smith</p></li></ol>') == "Pain.\n"


WIKI = """Gout[1]

Gout[2] is a form of inflammatory arthritis.[1][2]

Symptoms[edit]
Common symptoms include joint pain,[5] swelling,[6][a] and fever.[citation needed]
"""


def test_an_article_pasted_from_an_encyclopedia_is_read_without_its_footnote_signs():
    article = read_article(WIKI.encode(), id="gout", name="gout.txt")
    found = extract_facts(article).facts

    assert article.title == "Gout"
    assert [fact.text for fact in found] == [
        "form of inflammatory arthritis", "joint pain", "swelling", "fever"
    ]  # fmt: skip
    assert [article.text[fact.start : fact.end] for fact in found][1:] == ["joint pain", "swelling", "fever"]


def test_a_page_of_countless_tags_is_refused():
    with pytest.raises(UnreadableFileError, match="over 20,000 tags"):
        text("<nav " * 20_001)


PIECES = (
    *("<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<sup>", "</sup>", "<ul>", "<li>", "</ul>"),
    *("<p>", "a ", "<h2>", "</h2>", "<nav>", "</nav>", "<span class=toc>", "</span>", "<!--", "-->", "<br>"),
    *("&nbsp;", "b|"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_whatever_is_open_or_closed_wrongly_a_page_is_text(pieces):
    read = text(f"<p>Gout{''.join(pieces)}")

    assert read.startswith("Gout")
    assert "<" not in read.replace("<!--", "")
    assert "\n\n\n" not in read
