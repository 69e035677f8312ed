"""Tasks on several processes: in order, few at a time, and a death is an error and not a silence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from questions.commands.workers import AHEAD, Task, Workers, usable_cores
from questions.errors import QuestionsError


def tasks(*delays: float) -> list[Task[str]]:
    """Tasks that give their number, after a while."""
    return [Task(name=str(number), run=partial(slowly, number, delay)) for number, delay in enumerate(delays)]


def slowly(number: int, delay: float) -> str:
    time.sleep(delay)
    return str(number)


@pytest.mark.parametrize("processes", [0, 1, 3])
def test_results_come_in_the_order_of_the_tasks(processes: int) -> None:
    with Workers(processes) as workers:
        assert list(workers.results(tasks(0.2, 0, 0.1, *[0] * 100))) == [str(n) for n in range(103)]
        assert list(workers.results(tasks(0))) == ["0"]


def test_no_more_tasks_are_taken_than_may_be_under_way() -> None:
    taken = 0

    def endless() -> Iterator[Task[int]]:
        nonlocal taken
        while True:
            taken += 1
            yield Task(name="any", run=partial(abs, -1))

    with Workers(2) as workers:
        results = workers.results(endless())
        given = [next(results) for _ in range(50)]

    assert given == [1] * 50
    assert taken <= 50 + 2 * AHEAD


def test_a_process_that_is_killed_is_an_error_that_names_its_task() -> None:
    with (
        pytest.raises(QuestionsError, match=r"killed by signal 9 while it worked on gout\.txt.*--jobs"),
        Workers(2) as workers,
    ):
        list(workers.results([Task(name="gout.txt", run=partial(signal.raise_signal, signal.SIGKILL))]))


def test_a_process_that_ends_by_itself_is_an_error_too() -> None:
    with pytest.raises(QuestionsError, match="ended with code 3"), Workers(2) as workers:
        list(workers.results([*tasks(0, 0), Task(name="last", run=partial(os._exit, 3))]))


def test_the_processes_end_with_the_block_whatever_they_are_at() -> None:
    with Workers(2) as workers:
        next(workers.results(tasks(0, 600)))
        processes = [worker.process for worker in workers._workers]

    assert [process.exitcode for process in processes] == [-signal.SIGKILL] * 2


def test_the_cores_counted_are_those_that_may_be_used() -> None:
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)


START = """
import signal
from multiprocessing.context import SpawnProcess
from questions.commands.workers import Workers

start, blocked = SpawnProcess.start, []
def watched(process):
    start(process)
    blocked.append(signal.SIGTERM in signal.pthread_sigmask(signal.SIG_BLOCK, []))
SpawnProcess.start = watched
if __name__ == "__main__":
    with Workers(2):
        print(blocked, signal.SIGTERM in signal.pthread_sigmask(signal.SIG_BLOCK, []))
"""


def test_no_signal_gets_into_the_start_of_the_processes(tmp_path: Path) -> None:
    """It would leave a process that reads what nobody will write, and dies of it with a traceback."""
    script = tmp_path / "start.py"
    script.write_text(START, encoding="utf-8")

    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)

    assert done.stdout == "[True, True] False\n"
