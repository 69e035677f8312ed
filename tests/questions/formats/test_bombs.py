"""Files of kilobytes that grow to gigabytes are refused, and the memory of the process hardly grows.

Each is read in a process of its own, as nothing else tells how much memory was taken at most.
"""

from __future__ import annotations

import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import zstandard

MOST_MB = 120
"""What reading may take beside what the program takes; the smallest of these bombs has 2,000."""
CHUNKS = 2_000
CHUNK = bytes(1_000_000)
READ = """
import resource, sys
from questions.errors import TooLargeError, UnreadableFileError
from questions.formats import read

def taken():
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)

data = open(sys.argv[1], "rb").read()
before = taken()
try:
    read(data, name=sys.argv[1])
    said = "read"
except (TooLargeError, UnreadableFileError) as error:
    said = type(error).__name__
print(said, round(taken() - before))
"""


def deflated(begin: bytes = b"") -> bytes:
    """Two gigabytes of zeros after this, as zip packs them: one packed block again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(begin + CHUNK) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(CHUNK) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + block * CHUNKS + packer.flush()


def zstd() -> bytes:
    packer = zstandard.ZstdCompressor(level=1).compressobj()
    return b"".join(packer.compress(CHUNK) for _ in range(CHUNKS)) + packer.flush()


def zipped(name: str, packed: bytes, *, says: int = CHUNKS * len(CHUNK), **more: bytes) -> bytes:
    """An archive whose member ``name`` is packed already and says that it has so many bytes unpacked."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, packed)
        archive.infolist()[0].compress_type = zipfile.ZIP_DEFLATED
        archive.infolist()[0].file_size = says
        for member, data in more.items():
            archive.writestr(member, data)
    return file.getvalue()


def newest_anki() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("meta", b"\x08\x03")
        archive.writestr("collection.anki21b", zstd())
    return file.getvalue()


def wide_window() -> bytes:
    """A frame of zstd that asks for 2 GB of memory before it says anything."""
    window = struct.pack("<IBB", zstandard.MAGIC_NUMBER, 0, 21 << 3)
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("meta", b"\x08\x03")
        archive.writestr("collection.anki21b", window + b"\x01\x00\x00")
    return file.getvalue()


BOMBS: dict[str, Callable[[], bytes]] = {
    "quiz.zip": lambda: zipped("quiz.xml", deflated(b"<questestinterop>")),
    "liar.zip": lambda: zipped("quiz.xml", deflated(b"<questestinterop>"), says=1_000),
    "manifest.imscc": lambda: zipped("imsmanifest.xml", deflated(b"<manifest>")),
    "old.apkg": lambda: zipped("collection.anki2", deflated(b"SQLite format 3\0")),
    "media.apkg": lambda: zipped("media", deflated(), **{"collection.anki2": b"SQLite format 3"}),
    "new.apkg": newest_anki,
    "window.apkg": wide_window,
    "table.xlsx": lambda: zipped(
        "xl/workbook.xml", deflated(b"<workbook>"), **{"[Content_Types].xml": b"<Types/>"}
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_grows_to_gigabytes_is_refused_in_little_memory(name: str, tmp_path: Path) -> None:
    bomb = BOMBS[name]()
    assert len(bomb) < 5_000_000
    path = tmp_path / name
    path.write_bytes(bomb)

    done = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True)

    said, taken_mb = done.stdout.split()
    assert said in {"TooLargeError", "UnreadableFileError"}
    assert int(taken_mb) < MOST_MB
