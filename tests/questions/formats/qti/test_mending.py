"""What of broken XML is mended, and what is refused."""

from __future__ import annotations

import pytest

from questions.errors import UnreadableFileError
from questions.formats.qti.mending import parse_mended


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("<q>\n<item>Iron & folate &amp; &nbsp;B12</item></q>", 2, "Iron & folate & \u00a0B12"),
        ('<q>\n<item title="a & b">x</item></q>', 2, "x"),
        ("<q>\n<item>a < b</item></q>", 2, "a < b"),
        ("<q><outer>\n<item>x<br>y</outer></q>", 2, "xy"),
        ("<q>\n<item>x</b></item></q>", 2, "x"),
        ('<?xml version="1.0"encoding="UTF-8"?>\n<q><item>x</item></q>', 2, "x"),
        ("<a/>\n<item>x</item>", 2, "x"),
        ('<!-- by hand -->\n<?xml version="1.0"?>\n<q><item>x</item></q>', 3, "x"),
        ("<q>\n<item><p:b>x</p:b></item></q>", 2, "x"),
        ('<!DOCTYPE q SYSTEM "q.dtd" [\n<!ELEMENT q (item)>\n]>\n<q><item>x</item></q>', 4, "x"),
        ("<q>\n<item>x\x0b&#11;&#xFFFF;y</item></q>", 2, "xy"),
        ("<q>\n<item>caf\udce9</item></q>", 2, "café"),
    ],
)
def test_what_takes_no_guess_is_mended_and_lines_stay(text: str, line: int, said: str) -> None:
    document, [note] = parse_mended(text.encode("utf-8", "surrogateescape"), "q.xml")

    [item] = document.root.inside("item")
    assert (item.line, "".join(item.itertext())) == (line, said)
    assert note.message.endswith("it was mended. Check it.")


def test_what_is_well_formed_has_no_note() -> None:
    assert parse_mended(b"<q/>", "q.xml")[1] == ()


@pytest.mark.parametrize(
    "text",
    [
        "<q><item>x</item>",
        '<!DOCTYPE q [<!ENTITY a "aaaa">]><q>&a;</q>',
        '<!DOCTYPE q [<!ENTITY a SYSTEM "file:///etc/passwd">]><q>&a;</q>',
        "no XML",
        "<a>" * 300 + "&" + "</a>" * 300,
        "",
    ],
)
def test_a_file_cut_short_or_with_entities_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFileError):
        parse_mended(text.encode(), "q.xml")
