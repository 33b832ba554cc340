"""Whatever an item does, it ends alone: every good neighbour is kept, and the culprit is named."""

import os
import signal
import time
from typing import Any

import faults
import pytest

from jixiao import supervisor
from jixiao.supervisor import Bounds, Failure

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="process limits need POSIX")
BOUNDS = Bounds(cpu_seconds=1, wall_seconds=4, memory=700_000_000)


def run(jobs: list[str], **options: Any) -> list[tuple[str, list[Any]]]:
    results = supervisor.run(jobs, faults.work, workers=2, bounds=options.pop("bounds", BOUNDS), **options)
    return [
        (job, [item.kind if isinstance(item, Failure) else item for item in found]) for job, found in results
    ]


FAULTS = [
    ("spin", "timeout"),
    ("eat", "memory"),
    ("segfault", "crashed"),
    ("killed", "memory"),
    ("exit", "crashed"),
    ("raise", "crashed"),
    ("quit", "crashed"),
]


@pytest.mark.parametrize(("fault", "kind"), FAULTS)
def test_a_fault_ends_its_item_and_nothing_else(fault: str, kind: str) -> None:
    jobs = ["a b", f"c {fault} d", "e"]
    assert run(jobs) == [("a b", ["A", "B"]), (f"c {fault} d", ["C", kind, "D"]), ("e", ["E"])]


def test_an_item_that_only_waits_is_ended_by_the_wall_clock_after_a_second_try() -> None:
    started = time.monotonic()
    assert run(["sleep a"], bounds=Bounds(wall_seconds=1)) == [("sleep a", ["timeout", "A"])]
    assert 2 <= time.monotonic() - started < 20


def test_what_a_library_prints_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["shout"]) == [("shout", ["SHOUT"])]
    assert capfd.readouterr().out == ""


def test_the_culprit_is_named_with_its_traceback() -> None:
    [(_, [failure])] = supervisor.run(["raise"], faults.work, workers=1)
    assert (failure.about, failure.kind) == ("raise", "crashed")
    assert "Unpicklable: 1 2" in failure.detail


def test_a_fault_between_items_ends_the_job_once() -> None:
    assert run(["a enumeration b", "c"]) == [("a enumeration b", ["A", "crashed"]), ("c", ["C"])]


def test_a_result_that_is_too_large_is_a_failure() -> None:
    assert run(["a" * 2_000], bounds=Bounds(result=1_000)) == [("a" * 2_000, ["memory"])]


def test_results_come_in_the_order_of_the_jobs() -> None:
    jobs = [f"j{number}" for number in range(300)]
    assert [job for job, _ in run(jobs)] == jobs


def test_workers_are_replaced_after_a_number_of_items() -> None:
    jobs = [f"j{number}" for number in range(20)]
    assert run(jobs, bounds=Bounds(items=3)) == [(job, [job.upper()]) for job in jobs]


def test_no_job_is_no_result() -> None:
    assert run([]) == []


def test_stopping_keeps_what_is_finished() -> None:
    finished: list[str] = []
    results = supervisor.run(["a", "b", "c"], faults.work, workers=1, stopped=lambda: len(finished) == 1)
    finished.extend(job for job, _ in results)
    assert finished == ["a"]


def test_random_kills_lose_at_most_the_item_at_hand() -> None:
    jobs = [f"j{number}" for number in range(40)] + ["killed"] * 10
    results = run(jobs)
    assert [found for _, found in results] == [[job.upper()] for job in jobs[:40]] + [["memory"]] * 10


def test_the_signals_of_the_caller_are_untouched() -> None:
    before = signal.getsignal(signal.SIGINT)
    run(["a"])
    assert signal.getsignal(signal.SIGINT) is before
