"""Tasks on several processes: results in the order of the tasks, and never more than a few under way.

Own lines over multiprocessing's pipes, because its Pool waits for ever for a process that was killed, and
concurrent.futures takes all tasks at once and cannot be stopped at Ctrl-C before its tasks are done.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from questions.errors import QuestionsError

R = TypeVar("R")
AHEAD = 16
"""Tasks a process that may be under way or done before their turn: enough to pass by one slow article."""
SECONDS_TO_END = 10
"""A process that was told to end does so in milliseconds."""


@dataclass(frozen=True, kw_only=True)
class Task(Generic[R]):
    """Something to do: ``run`` has to be picklable; ``name`` is for the error if its process dies."""

    name: str
    run: Callable[[], R]


@dataclass(frozen=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection[Any, Any]


def usable_cores() -> int:
    """The cores that this process may use, where the system tells, else those that there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """So many processes, ended when the block is left, in whatever way. With one, tasks run in this one."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        if self._number > 1:
            try:
                self._start()
            except BaseException:  # What was held back arrives in there, where no block is left yet.
                self._end()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        # Started by the first process it would let signals through again, into the midst of that start.
        resource_tracker.ensure_running()
        with _interrupts_held_back():
            for _ in range(self._number):
                here, there = context.Pipe()
                process = context.Process(target=_serve, args=(there,), daemon=True)
                process.start()
                there.close()  # So that the pipe ends with the process.
                self._workers.append(_Worker(process, here))

    def _end(self) -> None:
        for worker in self._workers:
            worker.process.kill()  # SIGTERM is held back there.
        for worker in self._workers:
            worker.process.join(SECONDS_TO_END)
            worker.pipe.close()

    def results(self, tasks: Iterable[Task[R]]) -> Iterator[R]:
        """What each task gives, in their order; tasks are taken from the iterable as they are needed.

        Raises:
            QuestionsError: a process died.
        """
        if not self._workers:
            yield from (task.run() for task in tasks)
            return
        waiting = enumerate(tasks)
        busy: dict[Any, tuple[int, str, _Worker]] = {}
        idle = list(self._workers)
        done: dict[int, R] = {}
        turn = 0
        while True:
            while idle and len(busy) + len(done) < AHEAD * len(self._workers):
                number, task = next(waiting, (0, None))
                if task is None:
                    break
                worker = idle.pop()
                _send(worker, task)
                busy[worker.pipe] = number, task.name, worker
            if not busy and not done:
                return
            while turn in done:
                yield done.pop(turn)
                turn += 1
            for pipe in wait(list(busy)) if busy else ():
                number, name, worker = busy.pop(pipe)
                done[number] = _received(worker, name)
                idle.append(worker)


def _send(worker: _Worker, task: Task[R]) -> None:
    try:
        worker.pipe.send(task.run)
    except OSError as error:
        raise _death(worker, task.name) from error


def _received(worker: _Worker, name: str) -> Any:
    try:
        return worker.pipe.recv()
    except (EOFError, OSError) as error:
        raise _death(worker, name) from error


def _death(worker: _Worker, name: str) -> QuestionsError:
    worker.process.join(SECONDS_TO_END)
    code = worker.process.exitcode
    if code is not None and code < 0:
        cause, advice = f"was killed by signal {-code}", "Perhaps memory ran out; try fewer with --jobs."
    else:
        cause, advice = f"ended with code {code}", "Please report it with the lines above."
    return QuestionsError(f"a process {cause} while it worked on {name}.", advice=advice)


def _serve(pipe: Connection[Any, Any]) -> None:
    """What a process does: one task after the other, until nobody is left to give any."""
    while True:
        try:
            task = pipe.recv()
        except (EOFError, ConnectionError):
            return
        result = task()
        try:
            pipe.send(result)
        except ConnectionError:
            return


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Processes started here never see Ctrl-C or SIGTERM, which end them by way of this one, afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, signal.SIGTERM])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
