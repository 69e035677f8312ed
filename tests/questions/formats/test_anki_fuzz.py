"""Damaged packages are read or refused, and nothing else, wherever the damage is."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questions.errors import UnreadableFileError
from questions.formats import anki_writing, read
from questions.formats.anki_container import protobuf
from tests.questions.formats.anki_collections import CLOZE, REVERSED, collection, note_type, package, zipped
from tests.questions.formats.test_anki_package import SHARED
from tests.questions.formats.test_anki_writing import ITEMS, set_of

PLAIN = collection(
    note_type(("Front", "Back"), REVERSED), ('<img src="a.png">', "[sound:b.mp3]x"), ("y", "z")
)
DELETIONS = collection(note_type(("Text", "Back Extra"), CLOZE, cloze=True), ("{{c1::a}} {{c2::b}}", ""))
OWN = anki_writing.package(set_of(*ITEMS), modified_s=1_700_000_000)
NEWEST = zipped(
    {
        "meta": b"\x08\x03",
        "collection.anki21b": zstandard.ZstdCompressor().compress(PLAIN),
        "media": zstandard.ZstdCompressor().compress(b"\x0a\x09\x0a\x05a.png\x10\x05"),
        "0": b"image",
    }
)
FILES = {"plain": PLAIN, "deletions": DELETIONS, "own": OWN, "newest": NEWEST, "older": package(PLAIN)}
# Files are written and databases opened; how long that takes is not what is asked here.
SLOW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


def read_or_refused(data: bytes) -> None:
    try:
        found = read(data, name="deck.apkg", format="anki_package")
    except UnreadableFileError as error:
        assert error.advice  # noqa: PT017 - refused is as good as read, if it is said what to do
    else:
        assert found.found == len(found.items) + len(found.rejected)


@pytest.mark.parametrize("name", FILES)
@SLOW
@given(data=st.data())
def test_a_package_with_changed_bytes_is_read_or_refused(name: str, data: st.DataObject) -> None:
    places = st.integers(0, len(FILES[name]) - 1)
    changes = data.draw(st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=20))
    damaged = bytearray(FILES[name])
    for place, byte in changes:
        damaged[place] = byte

    read_or_refused(bytes(damaged))


@pytest.mark.parametrize("name", FILES)
@SLOW
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_package_that_was_cut_is_read_or_refused(name: str, share: float) -> None:
    read_or_refused(FILES[name][: int(share * len(FILES[name]))])


@SLOW
@given(st.binary(max_size=60))
def test_any_list_of_media_is_no_trouble(listed: bytes) -> None:
    packed = zstandard.ZstdCompressor().compress(listed)
    members = {"collection.anki21b": zstandard.ZstdCompressor().compress(PLAIN), "media": packed}

    assert read(zipped(members), name="deck.apkg").found == 4
    assert read(zipped({"collection.anki2": PLAIN, "media": listed}), name="deck.apkg").found == 4


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
names = st.text(st.sampled_from("ab{}:#/^=! \x1f"), max_size=8)
models = st.fixed_dictionaries(
    {
        "name": names | json_values,
        "type": st.sampled_from([0, 1]) | json_values,
        "flds": st.lists(st.fixed_dictionaries({"name": names}), max_size=3) | json_values,
        "tmpls": st.lists(st.fixed_dictionaries({"qfmt": names, "afmt": names}), max_size=3) | json_values,
    }
)


@SLOW
@given(st.dictionaries(st.sampled_from(["1600000000000"]), models | json_values), json_values)
def test_whatever_note_types_and_decks_say_is_read_or_refused(types: object, decks: object) -> None:
    texts = (json.dumps(value).replace("'", "''").replace("\0", "") for value in (types, decks))
    change = "UPDATE col SET models = '{}', decks = '{}'"
    made = collection(note_type(("Front", "Back")), ("x", "y"), change=change.format(*texts))

    read_or_refused(made)


@SLOW
@given(st.binary(max_size=40))
def test_any_bytes_are_a_protobuf_message_or_none(message: bytes) -> None:
    def numbers() -> Iterator[int]:
        yield from (number for number, _ in protobuf(message))

    try:
        assert all(number >= 0 for number in numbers())
    except ValueError:
        return


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="QUIZAPP_SHARED names no folder")
@SLOW
@given(data=st.data())
def test_real_packages_with_changed_bytes_are_read_or_refused(data: st.DataObject) -> None:
    folders = (SHARED / "data/formats/anki", SHARED / "data/formats/anki21b")
    file = data.draw(st.sampled_from(sorted(path for folder in folders for path in folder.iterdir())))
    damaged = bytearray(file.read_bytes())
    changes = st.lists(st.tuples(st.integers(0, len(damaged) - 1), st.integers(0, 255)), max_size=20)
    for place, byte in data.draw(changes):
        damaged[place] = byte

    read_or_refused(bytes(damaged[: data.draw(st.integers(1, len(damaged)))]))
