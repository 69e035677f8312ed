"""Questions made from folders of growing size: time has to grow with the articles, and memory not at all.

The folders repeat given articles under new titles. Each is run through the command itself, on one core and on
two, with the library it comes with.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from questions import bundled_articles, read_article
from questions.article_files import article_files

SIZES, LARGE = (300, 3_000), 30_000
CORES = (1, 2)
SECONDS_BETWEEN_SAMPLES = 0.1


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run of the command, all its processes together; ``peak_mb`` is None where /proc is missing.

    ``cpu_seconds`` are those in which it worked; on a machine that does other work too they say more.
    """

    articles: int
    cores: int
    seconds: float
    cpu_seconds: float
    items: int
    peak_mb: float | None


def measure(articles: Path | None = None, *, is_large: bool = False) -> Iterator[str]:
    """Lines to print: a table with a row a run, then time and memory of the largest to those of the smallest.

    ``articles`` is a folder to repeat instead of the bundled library.
    """
    yield "Questions from articles, `questions generate` on folders of repeated articles:"
    yield "  articles cores  seconds    CPU s articles/s  items/s  peak MB"
    runs = []
    for size in (*SIZES, LARGE) if is_large else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            _repeat(articles, Path(folder), size)
            for cores in CORES:
                runs.append(_run(Path(folder), size, cores))
                yield _row(runs[-1])
    for cores in CORES:
        yield _growth([run for run in runs if run.cores == cores])


def _row(run: Run) -> str:
    memory = f"{run.peak_mb:8.0f}" if run.peak_mb else f"{'?':>8}"
    rates = f"{run.articles / run.seconds:10.1f} {run.items / run.seconds:8.0f}"
    return f"  {run.articles:8} {run.cores:5} {run.seconds:8.1f} {run.cpu_seconds:8.1f} {rates} {memory}"


def _growth(runs: list[Run]) -> str:
    first, last = runs[0], runs[-1]
    time_ratio = (last.cpu_seconds / last.articles) / (first.cpu_seconds / first.articles)
    line = f"  {last.articles} articles take {time_ratio:.2f} x the CPU time an article of {first.articles}"
    if first.peak_mb and last.peak_mb:
        line += f" and {last.peak_mb / first.peak_mb:.2f} x the memory"
    return f"{line}, with --jobs {last.cores}"


def _repeat(articles: Path | None, folder: Path, size: int) -> None:
    """Write so many articles, each round under a title of its own."""
    sources = [
        read_article(file.path.read_bytes(), id=file.id, name=file.path.name)
        for file in (bundled_articles() if articles is None else article_files([articles]))
    ]
    for number in range(size):
        round_, place = divmod(number, len(sources))
        source = sources[place]
        text = (
            source.text.replace(source.title, f"{source.title} type {round_ + 1}") if round_ else source.text
        )
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8", newline="")


def _run(folder: Path, size: int, cores: int) -> Run:
    output = folder / "items.jsonl"
    command = [
        sys.executable,
        "-m",
        "questions",
        "generate",
        "--jobs",
        str(cores),
        "--output",
        output,
        folder,
    ]
    begin, cpu_before = time.perf_counter(), _cpu_seconds()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _resident_kb(process.pid))
        time.sleep(SECONDS_BETWEEN_SAMPLES)
    seconds = time.perf_counter() - begin
    if process.returncode:
        raise RuntimeError(f"questions generate ended with {process.returncode}")
    with output.open("rb") as lines:
        items = sum(1 for _ in lines)
    output.unlink()
    return Run(
        articles=size,
        cores=cores,
        seconds=seconds,
        cpu_seconds=_cpu_seconds() - cpu_before,
        items=items,
        peak_mb=peak / 1000 or None,
    )


def _cpu_seconds() -> float:
    """What the ended children of this process have used, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _resident_kb(pid: int) -> int:
    """The memory of a process and of those it started, what they share counted in each; 0 without /proc."""
    folder = Path(f"/proc/{pid}")
    try:
        status = (folder / "status").read_text()
        children = (folder / "task" / str(pid) / "children").read_text().split()
    except OSError:  # It ended, or this is no Linux.
        return 0
    own = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")), 0)
    return own + sum(_resident_kb(int(child)) for child in children)
