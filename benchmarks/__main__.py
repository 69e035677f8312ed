"""``python -m benchmarks``: runs the measurements and prints their figures."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import anki_package, answers, generation, imports, kills, review, waiting


def main() -> None:
    """Run what is named, or everything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed and memory.")
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="anki_package, answers, generation, imports, kills, review, waiting; all without a name",
    )
    parser.add_argument(
        "--articles", type=Path, metavar="DIR", help="articles to repeat instead of the library"
    )
    parser.add_argument("--large", action="store_true", help="30,000 articles too; takes hours")
    chosen = parser.parse_args()
    measurements = {
        "anki_package": anki_package.measure,
        "answers": answers.measure,
        "generation": lambda: generation.measure(chosen.articles, is_large=chosen.large),
        "imports": imports.measure,
        "kills": kills.measure,
        "review": review.measure,
        "waiting": waiting.measure,
    }
    unknown = [name for name in chosen.names if name not in measurements]
    if unknown:
        parser.error(f"there is no measurement {', '.join(unknown)}; there are {', '.join(measurements)}")
    for name in chosen.names or measurements:
        for line in measurements[name]():
            print(line, flush=True)


if __name__ == "__main__":
    main()
