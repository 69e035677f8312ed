"""XML of strangers: entities and outside files are refused, and every element knows where it stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.errors import TooLargeError, UnreadableFileError
from questions.formats import xml_tree
from questions.formats.xml_tree import parse

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'
    "<x>&c;</x>"
)


@pytest.mark.parametrize(
    "text",
    [
        LAUGHS,
        f'<!DOCTYPE x [<!ENTITY a "{"a" * 1000}">]><x>{"&a;" * 1000}</x>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        '<!DOCTYPE x SYSTEM "https://evil.example/x.dtd"><x/>',
        '<!DOCTYPE x PUBLIC "-//W3C//DTD" "https://evil.example/x.dtd"><x/>',
        '<!DOCTYPE x [<!ENTITY % a SYSTEM "https://evil.example/x.dtd"> %a;]><x/>',
        "<!DOCTYPE html><html/>",
    ],
)
def test_a_document_type_or_an_entity_of_its_own_refuses_the_file(text: str) -> None:
    with pytest.raises(UnreadableFileError, match="document type or entities"):
        parse(text.encode(), "a.xml")


def test_an_element_knows_its_line_its_text_and_its_children_without_namespaces() -> None:
    document = parse(
        '<q:quiz xmlns:q="u">\n <q:item q:n="1">Né <b>x</b>\n</q:item></q:quiz>'.encode(), "a.xml"
    )

    item = document.root.child("item")

    assert item is not None
    assert (item.line, item.attrib, document.root.said("item")) == (2, {"n": "1"}, "Né x")
    assert document.source(item).startswith('<q:item q:n="1">Né <b>x</b>')
    assert [node.tag for node in document.root.inside("b", "item")] == ["item", "b"]


def test_xml_that_is_not_well_formed_is_refused_with_its_line() -> None:
    with pytest.raises(UnreadableFileError, match="not well-formed") as raised:
        parse(b"<quiz>\n<item>\n</quiz>", "a.xml")

    assert raised.value.line == 3


@pytest.mark.parametrize(
    "data", [b'<?xml version="1.0" encoding="riddle"?><x/>', b'<?xml version="1.0" encoding="utf-7"?><x/>']
)
def test_an_encoding_that_nobody_knows_refuses_the_file(data: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        parse(data, "a.xml")


def test_a_file_nested_without_end_is_refused() -> None:
    assert parse(b"<a>" * 200 + b"</a>" * 200, "a.xml")
    with pytest.raises(TooLargeError, match="nested too deep"):
        parse(b"<a>" * 100_000, "a.xml")


def test_a_file_of_countless_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_tree, "MAX_NODES", 1000)

    assert parse(b"<a>" + b"<b/>" * 999 + b"</a>", "a.xml")
    with pytest.raises(TooLargeError, match="over 1000 elements"):
        parse(b"<a>" + b"<b/>" * 1000 + b"</a>", "a.xml")


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(TooLargeError, match="the limit is 0 MB"):
        parse(b"<x/>", "a.xml", limit=3)


@given(
    st.binary(max_size=50)
    | st.lists(
        st.sampled_from(["<a>", "</a>", "<b c='d'/>", "&lt;", "&x;", "<![CDATA[", "]]>", "\x00", "é"])
    ).map(lambda parts: "".join(parts).encode())
)
def test_any_bytes_are_parsed_or_refused(data: bytes) -> None:
    try:
        document = parse(data, "a.xml")
    except UnreadableFileError:
        return

    assert document.source(document.root)


def test_empty_lines_before_the_declaration_do_no_harm() -> None:
    document = parse(
        b'\xef\xbb\xbf\n\n<?xml version="1.0" encoding="ISO-8859-1"?>\n<a>\n<b>\xe9</b></a>', "a.xml"
    )

    assert document.root.said("b") == "é"
    assert [node.line for node in document.root.iter()] == [4, 5]  # type: ignore[attr-defined]  # all are Nodes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1", "utf-16"])
def test_the_text_of_an_element_is_that_of_the_file_to_its_end(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n<a><b x="1">é<c/></b><d/></a>'
    document = parse(text.encode(encoding), "a.xml")

    sources = {node.tag: document.source(node) for node in document.root.iter()}  # type: ignore[arg-type]

    assert sources["b"] == '<b x="1">é<c/></b>'
    assert (sources["c"], sources["d"]) == ("<c/>", "<d/>")
