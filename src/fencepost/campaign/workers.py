"""Several processes, each with targets of its own, whose events come back as one stream.

A worker does each block in a process made for it: what targets in the process, models and validators take up is given
back with it, however long the run.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fencepost.campaign.events import Event
from fencepost.errors import FencepostError

#: How long to wait for an event before looking whether the workers still live, in seconds.
PATIENCE = 1.0
_FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True)
class Failed:
    """A worker's error, in a form that crosses from one process to another."""

    message: str
    exit_status: int

    def error(self) -> FencepostError:
        """The error as this process raises it."""
        error = FencepostError(self.message)
        error.exit_status = self.exit_status
        return error


class WorkerLostError(FencepostError):
    """A worker process ended without a word; the units that it had not finished are not in the journal."""

    exit_status = 3


def spread(run: Callable[[Any], Iterator[Event]], blocks: Sequence[Any], workers: int) -> Iterator[Event]:
    """Runs blocks of work in worker processes and yields their events as they come, the blocks in any order.

    `run` gives the events of one block; the processes are forked, so that it needn't be pickled.

    Raises what a worker raised if it was a FencepostError, WorkerLostError if one died.
    """
    # A counter, and no queue: one that is just being filled may look empty.
    taken: Any = _FORK.Value("i", 0)
    events: Any = _FORK.Queue(maxsize=10_000)
    processes = [
        _FORK.Process(target=_work, args=(run, blocks, taken, events)) for _ in range(min(workers, len(blocks)))
    ]
    for process in processes:
        process.start()
    try:
        yield from _gathered(processes, events, len(blocks))
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _gathered(processes: Sequence[Any], events: Any, blocks: int) -> Iterator[Event]:
    left = blocks
    while left:
        try:
            event = events.get(timeout=PATIENCE)
        except queue.Empty:
            if any(process.exitcode not in (None, 0) for process in processes):
                raise WorkerLostError(
                    "a worker process died; what it had judged is kept.\n  Go on with --resume, or use --workers 1."
                ) from None
            continue
        if event is None:
            left -= 1
        elif isinstance(event, Failed):
            raise event.error()
        else:
            yield event


def _work(run: Callable[[Any], Iterator[Event]], blocks: Sequence[Any], taken: Any, events: Any) -> None:
    """Does blocks until none is left, each in a process of its own."""
    # A worker that is stopped takes the process with it that does its block.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    run_by = os.getppid()
    while (number := _next(taken)) < len(blocks):
        process = _FORK.Process(target=_do, args=(run, blocks[number], events), daemon=True)
        process.start()
        try:
            while process.is_alive() and os.getppid() == run_by:
                process.join(PATIENCE)
        except KeyboardInterrupt:
            return
        if process.exitcode != 0:
            sys.exit(process.exitcode or 0)


def _next(taken: Any) -> int:
    with taken.get_lock():
        number = int(taken.value)
        taken.value = number + 1
    return number


def _do(run: Callable[[Any], Iterator[Event]], block: Any, events: Any) -> None:
    """Does one block, and tells its end."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        for event in run(block):
            events.put(event)
    except FencepostError as error:
        events.put(Failed(str(error), error.exit_status))
    except KeyboardInterrupt:
        return
    except Exception:  # noqa: BLE001 - the parent tells it
        events.put(Failed(f"a worker failed:\n{traceback.format_exc()}", WorkerLostError.exit_status))
    events.put(None)
