"""Packages of every vintage are read; what is none, or was made to harm, is refused in words."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import zstandard

from questions.formats import anki_container
from quizapp.transfer import anki_schema
from quizapp.transfer.anki_reading import AnkiCollection, PackageError, read_package
from quizapp.transfer.identity import Identity

GUID = "quizapp:7/gout-1"
CRT = 1_700_000_000


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("_", "."), data)
    return file.getvalue()


def collection(tmp_path: Path, change: str = "", *, conf: str = '{"creationOffset": -60}') -> bytes:
    """A collection of one card of ours and one of somebody else's, changed by this SQL."""
    path = tmp_path / "made.anki2"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as made:
        made.executescript(anki_schema.TABLES)
        made.execute(anki_schema.INSERT_COLLECTION, (CRT, 0, 0, conf, "{}", "{}", "{}"))
        for number, guid in ((1, GUID), (2, "Ab3$x")):
            made.execute(
                anki_schema.INSERT_NOTE, (number, guid, 1, 0, "", f"<b>Front</b> {number}\x1fBack", "", 0)
            )
            made.execute(anki_schema.INSERT_CARD, (number, number, 1, 0, 2, 2, 10, 5, 2500, 3, 1, 0, "{}"))
        made.execute(anki_schema.INSERT_REVIEW, (1_700_000_000_123, 1, 3, 5, 1, 2500, 4000, 1))
        made.executescript(change)
        made.commit()
    return path.read_bytes()


def read(data: bytes) -> AnkiCollection:
    return read_package(data)


def newest(plain: bytes) -> bytes:
    packed = zstandard.ZstdCompressor().compress(plain)
    return zipped(meta=b"\x08\x03", collection_anki21b=packed, collection_anki2=b"update Anki")


@pytest.mark.parametrize(
    "pack",
    [
        lambda plain: zipped(collection_anki2=plain),
        lambda plain: zipped(collection_anki21=plain, collection_anki2=b"update Anki"),
        newest,
    ],
    ids=["anki2", "anki21", "anki21b"],
)
def test_the_newest_collection_of_a_package_is_read(tmp_path, pack: Callable[[bytes], bytes]):
    found = read(pack(collection(tmp_path)))

    (card,) = found.cards
    assert card.identity == Identity(set_id=7, key="gout-1")
    assert (card.due, card.interval_days, card.factor, card.lapses) == (10, 5, 2500, 1)
    assert [(review.id, review.ease) for review in card.reviews] == [(1_700_000_000_123, 3)]
    assert (found.others, found.other_fronts) == (1, ("Front 2",))


def test_a_copied_note_is_known_by_its_field(tmp_path):
    change = "UPDATE notes SET guid = 'other', flds = 'Front\x1fquizapp:7/gout-1' WHERE id = 1"

    (card,) = read(zipped(collection_anki2=collection(tmp_path, change))).cards

    assert str(card.identity) == GUID


def test_only_the_first_of_two_cards_with_one_id_counts(tmp_path):
    found = read(zipped(collection_anki2=collection(tmp_path, "UPDATE notes SET guid = 'quizapp:7/gout-1'")))

    assert (len(found.cards), found.twins, found.others) == (1, 1, 0)


def test_a_card_in_a_filtered_deck_has_the_due_day_of_its_own(tmp_path):
    change = "UPDATE cards SET due = -100, odue = 33, odid = 1 WHERE id = 1"

    (card,) = read(zipped(collection_anki2=collection(tmp_path, change))).cards

    assert card.due == 33


def test_settings_of_newer_schemas_stand_in_a_table(tmp_path):
    change = (
        "UPDATE col SET conf = ''; CREATE TABLE config (key text PRIMARY KEY, val blob) WITHOUT ROWID;"
        "INSERT INTO config VALUES ('creationOffset', CAST('-330' AS BLOB));"
    )

    assert read(zipped(collection_anki2=collection(tmp_path, change))).minutes_west == -330


@pytest.mark.parametrize(
    ("west", "zone", "day"),
    [
        (-60, "Asia/Tokyo", "2023-11-24"),
        (720, "UTC", "2023-11-24"),
        (None, "Pacific/Kiritimati", "2023-11-26"),
    ],
)
def test_days_are_counted_from_the_date_on_which_the_collection_began(west, zone, day):
    begins = datetime(2023, 11, 14, 22, 13, tzinfo=UTC)
    made = AnkiCollection(begins=begins, minutes_west=west, cards=(), twins=0, others=0, other_fronts=())

    assert made.day_of(10, ZoneInfo(zone)) == datetime.fromisoformat(day).toordinal()
    assert made.day_of(10**12, ZoneInfo(zone)) is None


def test_values_of_wrong_types_are_no_trouble(tmp_path):
    change = """
        UPDATE cards SET due = 'soon', ivl = x'ff', factor = 1e300 WHERE id = 1;
        UPDATE notes SET flds = x'ff00fe' WHERE id = 2; UPDATE revlog SET ease = 'x', time = -9;
    """

    (card,) = read(zipped(collection_anki2=collection(tmp_path, change))).cards

    assert (card.due, card.interval_days) == (0, 0)
    assert card.factor > 10**9


def test_reviews_of_impossible_times_are_left_out(tmp_path):
    change = "UPDATE revlog SET id = 9000000000000000000"

    assert read(zipped(collection_anki2=collection(tmp_path, change))).cards[0].reviews == []


REFUSED = {
    "not a zip": (lambda _: b"GIF89a", "no Anki package"),
    "an empty file": (lambda _: b"", "no Anki package"),
    "a zip of something else": (lambda _: zipped(readme_txt=b"hello"), "no Anki collection in this file"),
    "a newer kind": (lambda _: zipped(meta=b"\x08\x04", collection_anki21b=b""), "newer kind"),
    "garbage for a database": (lambda _: zipped(collection_anki2=b"garbage" * 999), "cannot be read"),
    "garbage for zstd": (lambda _: zipped(collection_anki21b=b"garbage"), "damaged"),
    "a cut zip": (lambda made: zipped(collection_anki2=made())[:900], "no zip archive"),
    "another database": (
        lambda made: zipped(collection_anki2=made("DROP TABLE revlog")),
        "no log",
    ),
    "views for tables": (
        lambda made: zipped(collection_anki2=made("DROP TABLE revlog; CREATE VIEW revlog AS SELECT 1 AS id")),
        "no log",
    ),
    "a table without columns": (
        lambda made: zipped(collection_anki2=made("DROP TABLE revlog; CREATE TABLE revlog (x)")),
        "cannot be read",
    ),
    "tables in no text": (
        lambda made: zipped(collection_anki2=made().replace(b"CREATE TABLE notes", b"CREAT\x8a TABLE notes")),
        "cannot be read",
    ),
    "no beginning": (lambda made: zipped(collection_anki2=made("UPDATE col SET crt = -5")), "when it began"),
    "no settings": (lambda made: zipped(collection_anki2=made(conf="{{{")), "settings"),
    "settings of another form": (lambda made: zipped(collection_anki2=made(conf="[1]")), "settings"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_sound_package_is_refused_in_words(tmp_path, name):
    make, words = REFUSED[name]

    with pytest.raises(PackageError, match=words):
        read(make(lambda *change, **more: collection(tmp_path, *change, **more)))


@pytest.mark.parametrize("pack", [lambda plain: zipped(collection_anki2=plain), newest], ids=["zip", "zstd"])
def test_a_bomb_is_not_unpacked(pack):
    bomb = pack(b"\0" * 50_000_000)

    assert len(bomb) < 100_000
    with pytest.raises(PackageError, match="over 100 times its size"):
        read(bomb)


@pytest.mark.parametrize("pack", [lambda plain: zipped(collection_anki2=plain), newest], ids=["zip", "zstd"])
def test_a_collection_over_the_limit_is_not_unpacked(tmp_path, monkeypatch, pack):
    monkeypatch.setattr(anki_container, "MAX_DATABASE_BYTES", 30_000)

    with pytest.raises(PackageError, match="has over 0 MB"):
        read(pack(collection(tmp_path)))


def test_a_database_made_to_run_for_ever_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(anki_container, "_MOST_STEPS", 3)
    change = """
        WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
        INSERT INTO revlog SELECT i, 1, 0, 1, 1, 1, 1, 1, 1 FROM n;
    """
    made = zipped(collection_anki2=collection(tmp_path, change))

    with pytest.raises(PackageError, match="interrupted"):
        read(made)
