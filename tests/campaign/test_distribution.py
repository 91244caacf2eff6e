"""A run by the workers of a cluster: the same report as that of this machine alone, whatever becomes of a worker."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fencepost.campaign import distribution, piecework
from fencepost.campaign.events import Event, UnitFinished, UnitStarted
from fencepost.campaign.workers import Failed
from fencepost.cli import main
from fencepost.errors import TargetError

OPERATIONS = (
    "cloudfront.UpdateFunction",
    "codedeploy.ContinueDeployment",
    "proton.UpdateServicePipeline",
    "events.PutRule",
    "logs.PutRetentionPolicy",
    "sqs.CreateQueue",
)
LONGEST = 600


def finished(phase: str) -> list[Event]:
    """The events of one unit of work."""
    return [UnitStarted("moto", "a.B", phase), UnitFinished("moto", "a.B", phase, 3, 0, 0.5)]


def test_a_unit_is_told_whole_or_not_at_all() -> None:
    """What was begun when the target was lost leaves nothing behind but the error."""

    def piece() -> Iterator[Event]:
        yield from finished("control")
        yield UnitStarted("moto", "a.B", "boundary")
        raise TargetError("it is gone")

    told = [piecework.read(message) for message in piecework.messages(piece)]
    assert told == [(("moto", "a.B", "control"), finished("control")), Failed("it is gone", 3)]


def test_a_message_that_was_cut_short_is_none() -> None:
    """A process that dies while it tells of a unit has not told of it."""
    message = next(iter(piecework.messages(lambda: iter(finished("control")))))
    whole = piecework._LENGTH.pack(len(message)) + message
    stream = io.BytesIO(whole + whole[:-1])
    assert [piecework._next(stream), piecework._next(stream)] == [message, b""]


class Cluster:
    """A client and a queue that hold messages, as those of a cluster would."""

    def __init__(self, *told: list[bytes], status: str = "finished") -> None:
        self.told, self.status = list(told), status

    def get(self, batch: bool) -> list[bytes]:
        """What came since the last time."""
        return self.told.pop(0) if self.told else []

    def done(self) -> bool:
        """Whether nothing more will come."""
        return not self.told

    def exception(self) -> Exception:
        """Why it failed."""
        return RuntimeError("killed")


def gathering(cluster: Cluster, *phases: str) -> distribution._Gathering:
    """A gathering of these phases of an operation from a cluster that is none."""
    made = object.__new__(distribution._Gathering)
    made._client, made._queue, made._futures, made._address = cluster, cluster, [cluster], "tcp://nowhere"
    made._missing = {("moto", "a.B", phase) for phase in phases}
    made._met = time.monotonic()
    return made


def message(phase: str) -> bytes:
    """What a worker tells of a unit."""
    return next(iter(piecework.messages(lambda: iter(finished(phase)))))


def test_a_unit_that_is_told_twice_counts_once() -> None:
    """A second worker tells all of a lost one's piece again; only what was missing is taken."""
    cluster = Cluster([message("control")], [message("control"), message("boundary")])
    assert list(gathering(cluster, "control", "boundary").events()) == [*finished("control"), *finished("boundary")]


@pytest.mark.parametrize(("status", "says"), [("error", "again and again"), ("finished", "without telling")])
def test_a_unit_that_is_never_told_is_an_error(status: str, says: str) -> None:
    """A run never ends as if it were whole, and keeps what it has."""
    events = gathering(Cluster([message("control")], status=status), "control", "boundary").events()
    assert [next(events), next(events)] == finished("control")
    with pytest.raises(Exception, match=says) as caught:
        next(events)
    assert "--resume" in str(caught.value)


def test_without_dask_the_error_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is written."""
    monkeypatch.setattr(distribution, "find_spec", lambda _: None)
    output = tmp_path / "report"
    assert main(["run", OPERATIONS[0], "--distributed", "local", "--output", str(output)]) == 2
    assert "fencepost[distributed]" in capsys.readouterr().err
    assert not output.exists()


def command(folder: Path, *more: str) -> list[str]:
    """A small run of operations on both embedded targets."""
    options = ("--cases", "1", "--examples", "1", "--output", str(folder))
    return [sys.executable, "-m", "fencepost.cli", "run", *OPERATIONS, *options, *more]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A memory in which nothing is when the local run begins; a distributed one makes no use of it."""
    return {**os.environ, "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> dict[str, Any]:
    """The report of this machine alone."""
    folder = tmp_path_factory.mktemp("local")
    subprocess.run(command(folder), check=False, env=environment, capture_output=True, timeout=LONGEST)
    return document(folder)


def document(folder: Path) -> dict[str, Any]:
    """The report in a folder without its times."""
    report: dict[str, Any] = json.loads((folder / "report.json").read_text())
    return report | {"seconds": 0}


@pytest.mark.slow
def test_processes_of_this_machine_give_the_same_report(
    tmp_path: Path, environment: dict[str, str], local: dict[str, Any]
) -> None:
    """A cluster that is made for the run, and gone after it."""
    pytest.importorskip("distributed")
    done = subprocess.run(
        command(tmp_path, "--distributed", "local", "--workers", "2"),
        check=False, env=environment, capture_output=True, timeout=LONGEST,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert document(tmp_path) == local


@pytest.mark.slow
def test_a_worker_that_is_killed_midway_changes_nothing(
    tmp_path: Path, environment: dict[str, str], local: dict[str, Any]
) -> None:
    """Killed at its work, without a chance to say anything: the other does it again, and each unit is told once."""
    pytest.importorskip("distributed")
    scheduler, address = start_scheduler(environment)
    workers = [start_worker(address, environment) for _ in range(2)]
    try:
        run = subprocess.Popen(
            command(tmp_path, "--distributed", address),
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        journal = tmp_path / "journal.jsonl"
        wait_until(lambda: journal.is_file() and b'"unit-finished"' in journal.read_bytes())
        busy_worker(address, workers).send_signal(signal.SIGKILL)
        _, said = run.communicate(timeout=LONGEST)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()
    assert run.returncode == 1, said
    assert document(tmp_path) == local
    lines = [json.loads(line) for line in journal.read_text().splitlines()]
    ends = [(one["target"], one["operation"], one["phase"]) for one in lines if one["event"] == "unit-finished"]
    assert len(ends) == len(set(ends)) > 0


def start_scheduler(environment: dict[str, str]) -> tuple[subprocess.Popen[bytes], str]:
    """A scheduler of its own process on loopback, and its address."""
    code = (
        "import asyncio\nfrom distributed import Scheduler\n"
        "async def main():\n"
        "    async with Scheduler(host='127.0.0.1', port=0, dashboard=False, dashboard_address=':0') as scheduler:\n"
        "        print(scheduler.address, flush=True)\n        await scheduler.finished()\n"
        "asyncio.run(main())\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process.stdout as said:
        address = re.search(r"tcp://[\d.]+:\d+", said.readline().decode())
    assert address is not None
    return process, address[0]


def start_worker(address: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """A worker with one thread, and nobody who would start it anew."""
    code = (
        "import asyncio, sys\nfrom distributed import Worker\n"
        "async def main():\n"
        "    async with Worker(sys.argv[1], nthreads=1, host='127.0.0.1', dashboard=False, memory_limit=0) as worker:\n"
        "        await worker.finished()\n"
        "asyncio.run(main())\n"
    )
    return subprocess.Popen([sys.executable, "-c", code, address], env=environment, stderr=subprocess.DEVNULL)


def busy_worker(address: str, workers: list[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    """One that has work to do."""
    from distributed import Client

    with Client(address) as client:
        pids = client.run(os.getpid)
        busy = [pids[name] for name, work in client.processing().items() if work]
    return next(worker for worker in workers if worker.pid in busy)


def wait_until(condition: Any) -> None:
    """Waits for something to become true."""
    until = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.1)
