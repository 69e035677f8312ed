"""``python -m benchmarks``: runs every measurement and prints its figures."""

from __future__ import annotations

from benchmarks import answers

if __name__ == "__main__":
    for line in answers.measure():
        print(line, flush=True)
