"""What is a table's own as a text file: delimiters, encodings, quotes, sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.errors import UnreadableFileError
from questions.formats import read, recognised
from questions.formats.asked import Asked


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_gives_the_headings(delimiter: str) -> None:
    rows = (("stem", "option_a", "option_b", "key"), ("Which, or; what?", "x", "y", "A"))
    lines = (delimiter.join(f'"{cell}"' for cell in cells) for cells in rows)

    read_set = read("\n".join(lines).encode(), name="quiz")

    assert (read_set.delimiter, read_set.items[0].stem) == (delimiter, "Which, or; what?")


@pytest.mark.parametrize("delimiter", [*'^]~.$*-a" \n\\', "§"])
def test_any_sign_can_be_asked_for_as_delimiter(delimiter: str) -> None:
    data = delimiter.join(("stem", "key", "STEM")).encode()
    try:
        found = read(data, name="a.csv", format="csv_table", asked=Asked(delimiter=delimiter))
    except UnreadableFileError:
        assert delimiter in 'a" \n'
    else:
        assert found.delimiter == delimiter


@pytest.mark.parametrize(
    ("encoding", "asked", "text"),
    [
        ("utf-8-sig", None, "µg"),
        ("utf-16", None, "µg"),
        ("cp1252", None, "µg"),
        ("cp1250", "cp1250", "žluč"),
        ("cp1251", "cp1251", "сердце"),
        ("utf-16", "utf-16", "µg"),
        ("mac_roman", "mac_roman", "µg"),
    ],
)
def test_a_table_is_read_in_its_encoding_or_the_one_asked_for(
    encoding: str, asked: str | None, text: str
) -> None:
    data = f"stem,answer\nunit,{text}\n".encode(encoding)

    read_set = read(data, name="a.csv", format="csv_table", asked=Asked(encoding=asked))

    assert read_set.items[0].answer == text
    assert bool(read_set.notes) == (asked is None and encoding != "utf-8-sig")


@pytest.mark.parametrize(
    "data", [b"stem,answer\nx,\x00y\n", "stem,answer\nx,y\n".encode("utf-16-le"), b"\x00" * 9]
)
def test_a_file_with_nul_is_refused_as_binary(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="binary"):
        read(data, name="a.csv")


def test_a_quoted_cell_keeps_its_lines_and_rows_are_counted_by_the_file() -> None:
    read_set = read(b'id,stem,answer\n007,"one\ntwo","a ""b"""\n\n8,,\n', name="a.csv")

    [item] = read_set.items
    assert (item.id, item.stem, item.answer) == ("007", "one\ntwo", 'a "b"')
    assert [(one.line, one.number) for one in read_set.rejected] == [(5, 2)]


@pytest.mark.parametrize("sign", [",", '"', "\n", '","', "'", "=", "a", "; ", "|\n", '"\n'])
@pytest.mark.parametrize("head", ["", "stem,key,a,b\nx,"])
def test_a_long_run_of_one_sign_is_read_or_refused(sign: str, head: str) -> None:
    data = f"{head}{sign * (300_000 // len(sign))}".encode()
    recognised(data, "file")
    try:
        found = read(data, name="a.csv", format="csv_table")
    except UnreadableFileError:
        return

    assert found.found == len(found.items) + len(found.rejected)


@given(
    st.lists(
        st.sampled_from(["stem", "key", "kind", "a", "b", "wrong 1", "feedback a", "answer", "?"]), max_size=6
    ),
    st.lists(
        st.lists(st.sampled_from(["", "x", "A", "A;B", "true", "mcq", "essay", "A)"]), max_size=7), max_size=4
    ),
)
def test_any_table_is_read_or_refused(headings: list[str], rows: list[list[str]]) -> None:
    data = "\n".join(",".join(cells) for cells in (headings, *rows)).encode()
    try:
        found = read(data, name="a.csv", format="csv_table")
    except UnreadableFileError:
        return

    assert found.found == len(found.items) + len(found.rejected)
    assert {item.id for item in found.items} == found.lines.keys()
