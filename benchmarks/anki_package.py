"""A package of 20,000 notes read as a question set, beside Anki's own import of the same file.

The sides take turns, so that other work on the machine falls on both; Anki imports into a new collection each
time. Reading here makes each card an item, its templates filled in and its HTML cleaned; Anki's import copies
rows and does neither, so it is no equal but a limit. Memory is the peak of a process that does nothing else,
Python and libraries included.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import anki.collection as anki  # which has all that is needed; anki.decks cannot be imported before it

from questions import read_question_set

NOTES = 20_000
ROUNDS = 7

# The largest size of this program; that in getrusage counts the program which started it too.
_PEAK = "print(*(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
_OURS = """
from pathlib import Path
from sys import argv
from questions import read_question_set
read = read_question_set(Path(argv[1]).read_bytes(), name="deck.apkg")
"""
_ANKIS = """
from sys import argv
from benchmarks.anki_package import import_into
from pathlib import Path
import_into(Path(argv[2]), Path(argv[1]))
"""


def measure() -> Iterator[str]:
    """Lines to print: median seconds and peak memory of each side, then the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        package = folder / "deck.apkg"
        write_package(package, folder / "made.anki2", NOTES)
        data = package.read_bytes()
        ours, theirs = [], []
        for number in range(ROUNDS):
            ours.append(_seconds(lambda: read_question_set(data, name="deck.apkg")))
            theirs.append(import_into(folder / f"{number}.anki2", package))
        peaks = [_peak_mb(program, package, folder / "peak.anki2") for program in (_OURS, _ANKIS)]
    yield f"A package of {NOTES:,} notes ({len(data) / 1e6:.1f} MB), read here and imported by Anki:"
    for side, seconds, peak in (("questions", ours, peaks[0]), ("Anki", theirs, peaks[1])):
        yield f"  {side:9} median {statistics.median(seconds):6.2f} s   peak {peak:5.0f} MB"
    ratio = statistics.median(mine / its for mine, its in zip(ours, theirs, strict=True))
    yield f"  questions to Anki   {ratio:6.2f} x          {peaks[0] / peaks[1]:5.2f} x"


def import_into(collection: Path, package: Path) -> float:
    """Import the package into a new collection; how long that took, in seconds."""
    opened = anki.Collection(str(collection))
    request = anki.ImportAnkiPackageRequest(
        package_path=str(package), options=anki.ImportAnkiPackageOptions()
    )
    seconds = _seconds(lambda: opened.import_anki_package(request))
    opened.close()
    return seconds


def write_package(package: Path, collection: Path, notes: int) -> None:
    """A package of Anki's newest kind. Of ten notes three are clozes, four plain text, three have markup."""
    chance = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(chance.choices(letters, k=chance.randint(3, 11))) for _ in range(8000)]

    def text(count: int) -> str:
        return " ".join(chance.choices(words, k=count))

    made = anki.Collection(str(collection))
    basic, cloze = made.models.by_name("Basic"), made.models.by_name("Cloze")
    assert basic is not None
    assert cloze is not None
    decks = [made.decks.id(f"Medicine::{word}") for word in words[:20]]
    requests = []
    for number in range(notes):
        note = made.new_note(cloze if number % 10 < 3 else basic)
        if number % 10 < 3:
            note["Text"] = f"{text(9)} {{{{c1::{text(2)}}}}} {text(8)}."
            note["Back Extra"] = text(12)
        elif number % 10 < 7:
            note["Front"], note["Back"] = f"{text(14)}?", text(20)
        else:
            note["Front"] = f"<div>{text(8)}</div><div><b>{text(3)}</b>&nbsp;{text(6)}?</div>"
            note["Back"] = f"{text(8)}<br><ul><li>{text(5)}</li><li>{text(5)}</li></ul>"
        note.tags = [words[number % 40]]
        deck = decks[number % len(decks)]
        assert deck is not None
        requests.append(anki.AddNoteRequest(note=note, deck_id=deck))
    made.add_notes(requests)
    options = anki.ExportAnkiPackageOptions(
        with_scheduling=False, with_deck_configs=False, with_media=False, legacy=False
    )
    made.export_anki_package(out_path=str(package), options=options, limit=None)
    made.close()


def _seconds(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def _peak_mb(program: str, *paths: Path) -> float:
    """The peak of a process of its own that runs this program, in MB of 2**20 bytes."""
    command = [sys.executable, "-c", program + _PEAK, *map(str, paths)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024
