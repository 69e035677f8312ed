"""Archives made to harm are refused, and never more is unpacked than was allowed."""

import stat
import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.errors import TooLargeError, UnreadableFileError
from questions.formats import archive, read
from questions.formats.archive import MAX_MEMBERS, Archive


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return file.getvalue()


def test_members_are_read_by_name_and_folders_are_none() -> None:
    with Archive(zipped({"a/": b"", "a/b.txt": b"x", "c.txt": b"y"}), "a.zip") as opened:
        assert opened.names == ("a/b.txt", "c.txt")
        assert "c.txt" in opened
        assert opened.read("a/b.txt", limit=1) == b"x"


def test_a_member_over_its_limit_is_refused() -> None:
    with (
        Archive(zipped({"a": b"xy"}), "a.zip") as opened,
        pytest.raises(TooLargeError, match='"a" in the archive'),
    ):
        opened.read("a", limit=1)


def test_48_kilobytes_that_grow_to_50_megabytes_are_refused() -> None:
    bomb = zipped({"bomb.xml": bytes(50_000_000)})
    assert len(bomb) < 50_000

    with Archive(bomb, "a.zip") as opened, pytest.raises(TooLargeError, match="over 100 times its size"):
        opened.read("bomb.xml", limit=60_000_000)


def test_a_bomb_within_a_bomb_is_only_bytes() -> None:
    inner = zipped({"bomb.xml": bytes(50_000_000)})

    with Archive(zipped({"inner.zip": inner}), "a.zip") as opened:
        assert opened.read("inner.zip", limit=len(inner)) == inner


def test_members_that_together_are_too_much_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 2_500_000)

    with Archive(zipped({name: bytes(1_000_000) for name in "abc"}), "a.zip") as opened:
        opened.read("a", limit=1_000_000)
        opened.read("b", limit=1_000_000)
        with pytest.raises(TooLargeError, match="the archive holds more than"):
            opened.read("c", limit=1_000_000)


def test_ten_thousand_members_are_refused() -> None:
    with pytest.raises(TooLargeError, match=f"has 10000 files; the limit is {MAX_MEMBERS}"):
        Archive(zipped({str(number): b"" for number in range(10_000)}, zipfile.ZIP_STORED), "a.zip")


def test_a_list_of_too_many_members_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({str(number): b"" for number in range(MAX_MEMBERS + 1)})
    monkeypatch.delattr(zipfile, "ZipFile")

    with pytest.raises(TooLargeError, match=f"the limit is {MAX_MEMBERS}"):
        read(data, name="a.zip")


@pytest.mark.parametrize(
    "name",
    ["../x", "a/../../x", "/etc/passwd", "//server/x", "C:\\x", "C:x", "a\\..\\..\\x", "\\x", "..\\x", ".."],
)
def test_a_name_that_leads_out_of_the_archive_refuses_it(name: str) -> None:
    with pytest.raises(UnreadableFileError, match="leads out of it"):
        Archive(zipped({"good.txt": b"", name: b"x"}), "a.zip")


def test_a_link_refuses_the_archive() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")

    with pytest.raises(UnreadableFileError, match="leads out of it"):
        Archive(file.getvalue(), "a.zip")


def test_an_encrypted_archive_is_refused() -> None:
    data = bytearray(zipped({"a": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(UnreadableFileError, match="encrypted"):
        Archive(bytes(data), "a.zip")


@pytest.mark.parametrize("claimed", [1, 2**32 - 2])
def test_a_header_that_lies_of_the_size_neither_helps_nor_harms(claimed: int) -> None:
    data = bytearray(zipped({"a": b"x" * 100_000}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", claimed)

    with Archive(bytes(data), "a.zip") as opened, pytest.raises((TooLargeError, UnreadableFileError)):
        opened.read("a", limit=99_999)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_takes_the_memory_it_likes_is_refused(method: int) -> None:
    with pytest.raises(UnreadableFileError, match="packed in a way"):
        Archive(zipped({"a": b"x"}, method), "a.zip")


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@given(data=st.data())
def test_a_damaged_archive_is_read_or_refused(method: int, data: st.DataObject) -> None:
    whole = bytearray(zipped({"a.txt": b"some text " * 20, "b/c.txt": b"other"}, method))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    try:
        with Archive(bytes(whole[:cut] or whole), "a.zip") as opened:
            for name in opened.names:
                opened.read(name, limit=10_000)
    except UnreadableFileError:
        pass
