"""What the formats are shown of a file."""

import zipfile
from io import BytesIO

import pytest

from questions.formats.sample import Sample


def test_a_cut_within_a_character_is_no_matter() -> None:
    assert len(Sample(("x" + "é" * 200_000).encode(), "a.txt").text) > 99_000


def test_line_ends_and_the_byte_order_mark_are_gone() -> None:
    assert Sample(b"\xef\xbb\xbfa\r\nb\rc", "a.txt").text == "a\nb\nc"


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"%PDF-1.7", b"PK\x03\x04"])
def test_what_is_no_text_shows_none(data: bytes) -> None:
    sample = Sample(data, "a.txt")

    assert (sample.text, sample.root, sample.members) == ("", "", frozenset())


@pytest.mark.parametrize("name", ["A.CSV", "C:\\x.y\\a.csv", "/x.json/a.csv"])
def test_the_suffix_is_that_of_the_last_part_in_small_letters(name: str) -> None:
    assert Sample(b"", name).suffix == ".csv"


@pytest.mark.parametrize(
    "xml",
    [
        '<quiz version="1">',
        '<?xml version="1.0"?>\n<!-- a <b> -->\n<!DOCTYPE quiz [<!ENTITY a "b">]>\n<m:quiz version="1">',
    ],
)
def test_the_root_of_xml_is_found_behind_what_may_stand_before_it(xml: str) -> None:
    sample = Sample(xml.encode(), "a.xml")

    assert (sample.root_name, sample.root) == ("quiz", 'quiz version="1"')


def test_the_members_of_an_archive_are_seen() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("a/b.xml", b"")

    assert Sample(file.getvalue(), "a.zip").members == {"a/b.xml"}


@pytest.mark.parametrize("sign", [b"<", b"<!--", b"<?", b"<!DOCTYPE x [", b" ", b"<a", b"<!DOCTYPE "])
def test_a_megabyte_of_one_sign_is_looked_at(sign: bytes) -> None:
    assert Sample(sign * (1_000_000 // len(sign)), "a.xml").root_name in {"", "a"}
