"""Worker processes that can be trusted with anything: a job that hangs, crashes or eats memory ends alone.

A job is a series of items (an archive's members, or one document). The worker announces each item before it
touches it, so that the culprit is known; after a death the job goes on behind it in a new worker. Each worker
has a pipe of its own: a killed worker can spoil nothing that others use. (Pools of the standard library lose
good work, or hang, when one of their processes dies.)
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from typing import Any

try:
    import resource
except ImportError:  # Windows has no such limits; the wall clock is left
    resource = None  # type: ignore[assignment]

POLL = 0.5  # seconds between two looks at the clock and at `stopped`
WINDOW = 64  # jobs that may be finished ahead of the one that is due, for each worker


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one item may use. CPU time decides, so that a busy machine does not change a result."""

    cpu_seconds: int = 30
    wall_seconds: float = 150
    memory: int = 1_500_000_000  # bytes of address space
    result: int = 200_000_000  # bytes of a pickled result
    items: int = 500  # a worker is replaced after so many


@dataclass(frozen=True, slots=True)
class Announcement:
    """The item that a worker is about to touch; `about` is whatever names it."""

    about: Any


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that ended its worker, or raised: "timeout", "memory" or "crashed"."""

    kind: str
    about: Any  # of the last announcement; None where there was none
    detail: str  # a traceback, or how the process died


_Context = ForkServerContext | SpawnContext
# Yields, for a job, an Announcement and a result in turn, leaving out the first `skip` items.
Work = Callable[[Any, int], Iterator[Any]]


def run(
    jobs: Sequence[Any],
    work: Work,
    *,
    workers: int,
    bounds: Bounds = Bounds(),
    preload: Sequence[str] = (),
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[Any, list[Any]]]:
    """Yield (job, its results and Failures) in the order of `jobs`, until the end or until `stopped()`.

    `work` must be a function of a module; `preload` names modules that each worker finds loaded.
    """
    crew = _Crew(jobs, work, bounds, _context(preload))
    try:
        crew.hire(min(workers, len(jobs)))
        for due in range(len(jobs)):
            while due not in crew.done:
                if stopped():
                    return
                crew.step(due)
            yield jobs[due], crew.done.pop(due)
    finally:
        crew.dismiss()


@dataclass
class _Job:
    """One job under way: its number, and what came of it so far."""

    number: int
    results: list[Any] = field(default_factory=list)
    repeated: int = -1  # the item that has had its second try after a wall timeout


class _Worker:
    """One process, its pipe, and the job it is at."""

    def __init__(self, context: _Context, work: Work, bounds: Bounds) -> None:
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, work, bounds), daemon=True)
        self.process.start()
        theirs.close()
        self.job: _Job | None = None
        self.about: Any = None
        self.deadline = float("inf")
        self.served = 0

    def kill(self) -> None:
        """End the process and the helper programs it started."""
        if self.process.pid and hasattr(os, "killpg"):
            with suppress(OSError):  # it has not come as far as having a group
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Crew:
    """The workers and the jobs between them."""

    def __init__(self, jobs: Sequence[Any], work: Work, bounds: Bounds, context: _Context) -> None:
        self.jobs, self.work, self.bounds, self.context = jobs, work, bounds, context
        self.waiting = iter(range(len(jobs)))
        self.again: list[_Job] = []  # whose worker died
        self.done: dict[int, list[Any]] = {}
        self.workers: list[_Worker] = []

    def hire(self, count: int) -> None:
        self.workers += [_Worker(self.context, self.work, self.bounds) for _ in range(count)]

    def dismiss(self) -> None:
        for worker in self.workers:
            worker.kill()

    def step(self, due: int) -> None:
        """Hand out jobs, then wait for a message, a death or a deadline."""
        for worker in [worker for worker in self.workers if worker.job is None]:
            self._hand_out(worker, due)
        pipes = {worker.pipe: worker for worker in self.workers}
        for pipe in connection.wait(list(pipes), timeout=POLL):
            self._listen(pipes[pipe])  # type: ignore[index]
        for worker in [worker for worker in self.workers if time.monotonic() > worker.deadline]:
            self._overdue(worker)

    def _hand_out(self, worker: _Worker, due: int) -> None:
        job = self.again.pop() if self.again else self._next(due)
        if job is None:
            return
        if worker.served >= self.bounds.items:
            worker = self._renew(worker)
        worker.job, worker.about = job, None
        worker.deadline = time.monotonic() + self.bounds.wall_seconds
        with suppress(OSError):  # it is dead: its pipe will say so
            worker.pipe.send((self.jobs[job.number], len(job.results)))

    def _next(self, due: int) -> _Job | None:
        """A job that nobody has begun, unless the results that wait for the due one are too many."""
        if len(self.done) >= WINDOW * len(self.workers) and due not in self.done:
            return None
        return next((_Job(number) for number in islice(self.waiting, 1)), None)

    def _listen(self, worker: _Worker) -> None:
        try:
            kind, content = pickle.loads(worker.pipe.recv_bytes())
        except (EOFError, OSError, pickle.UnpicklingError):  # died, perhaps half-way through a message
            worker.process.join(timeout=10)
            self._replace(worker, *_cause_of_death(worker.process.exitcode))
            return
        worker.deadline = time.monotonic() + self.bounds.wall_seconds
        if kind == "begin":
            worker.about = content
        elif kind == "result":
            self._keep(worker, content)
        elif kind == "raised":
            self._replace(worker, *content)
        else:
            self._finish(worker)

    def _keep(self, worker: _Worker, result: Any) -> None:
        assert worker.job is not None
        worker.job.results.append(result)
        worker.about = None
        worker.served += 1

    def _finish(self, worker: _Worker) -> None:
        assert worker.job is not None
        self.done[worker.job.number] = worker.job.results
        worker.job, worker.deadline = None, float("inf")

    def _overdue(self, worker: _Worker) -> None:
        """A busy machine is slow: the item has a second try before the wall clock condemns it."""
        if not self._has_second_try(worker):
            self._replace(worker, "timeout", f"{self.bounds.wall_seconds:g} s wall time")

    def _replace(self, worker: _Worker, kind: str, detail: str) -> None:
        """Note the failure of the item at hand; the rest of its job is for another worker."""
        if worker.job is None:  # it died while idle
            self._renew(worker)
            return
        if worker.about is None and self._has_second_try(worker):
            return
        worker.job.results.append(Failure(kind, worker.about, detail))
        if worker.about is None:  # between two items, and again: it would fail there for ever
            self._finish(worker)
        else:
            self.again.append(worker.job)
        self._renew(worker)

    def _has_second_try(self, worker: _Worker) -> bool:
        """Send the job's next item through another worker, once."""
        job = worker.job
        if job is None or job.repeated == len(job.results):
            return False
        job.repeated = len(job.results)
        self.again.append(job)
        self._renew(worker)
        return True

    def _renew(self, worker: _Worker) -> _Worker:
        worker.kill()
        self.workers.remove(worker)
        self.hire(1)
        return self.workers[-1]


def _context(preload: Sequence[str]) -> _Context:
    """Where the system can: workers forked from a clean process that has the modules loaded (6 ms each)."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", *preload])
    return context


def _cause_of_death(exit_code: int | None) -> tuple[str, str]:
    """The kind of Failure, and how the process ended. A foreign SIGKILL is the kernel's, short of memory."""
    if exit_code is None or exit_code >= 0:
        return "crashed", f"exit {exit_code}"
    death = signal.Signals(-exit_code).name
    return {"SIGXCPU": "timeout", "SIGKILL": "memory"}.get(death, "crashed"), death


def _serve(pipe: Connection, work: Work, bounds: Bounds) -> None:
    """The life of a worker: jobs in, items out, until the pipe closes."""
    _stand_alone()
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_AS", bounds.memory)
    while True:
        try:
            job, skip = pipe.recv()
        except EOFError:
            return
        _do(pipe, work, job, skip, bounds)


def _do(pipe: Connection, work: Work, job: Any, skip: int, bounds: Bounds) -> None:
    _limit_cpu(bounds)
    try:
        for step in work(job, skip):
            if isinstance(step, Announcement):
                _limit_cpu(bounds)
                _send(pipe, "begin", step.about)
            else:
                _send(pipe, "result", step, at_most=bounds.result)
    except MemoryError:
        _send(pipe, "raised", ("memory", traceback.format_exc()))
    except (
        BaseException
    ):  # also what is no Exception, such as a library's panic: it is told, and the worker ends
        _send(pipe, "raised", ("crashed", traceback.format_exc()))
    else:
        _send(pipe, "end", None)


def _send(pipe: Connection, kind: str, content: Any, *, at_most: int = sys.maxsize) -> None:
    message = pickle.dumps((kind, content), protocol=pickle.HIGHEST_PROTOCOL)
    if len(message) > at_most:
        raise MemoryError(f"result of {len(message)} bytes")
    pipe.send_bytes(message)


def _stand_alone() -> None:
    """A process group of its own, deaf to Ctrl-C, silent whatever a library prints."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        os.setsid()
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)


def _limit(name: str, soft: int) -> None:
    """Lower a soft limit of this process; the hard one stays, so that a helper program can be let off."""
    if resource is not None:
        limit = getattr(resource, name)
        _, hard = resource.getrlimit(limit)
        with suppress(
            ValueError, OSError
        ):  # the system does not know this limit, or a lower one holds already
            resource.setrlimit(limit, (soft, hard))


def _limit_cpu(bounds: Bounds) -> None:
    """Let the next item have its CPU time from here on; then SIGXCPU ends the process, whatever holds it."""
    usage = os.times()
    _limit("RLIMIT_CPU", int(usage.user + usage.system) + 1 + bounds.cpu_seconds)
