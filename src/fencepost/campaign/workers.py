"""Several processes, each with targets of its own, whose events come back as one stream."""

from __future__ import annotations

import multiprocessing
import queue
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fencepost.campaign.events import Event
from fencepost.errors import FencepostError

#: How long to wait for an event before looking whether the workers still live, in seconds.
PATIENCE = 1.0


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
    context = multiprocessing.get_context("fork")
    # A counter, and no queue: one that is just being filled may look empty.
    taken: Any = context.Value("i", 0)
    events: Any = context.Queue(maxsize=10_000)
    processes = [
        context.Process(target=_work, args=(run, blocks, taken, events), daemon=True)
        for _ in range(min(workers, len(blocks)))
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
    while True:
        with taken.get_lock():
            number, taken.value = taken.value, taken.value + 1
        if number >= len(blocks):
            return
        try:
            for event in run(blocks[number]):
                events.put(event)
        except FencepostError as error:
            events.put(Failed(str(error), error.exit_status))
        except KeyboardInterrupt:
            return
        except Exception:  # noqa: BLE001 - the parent tells it
            events.put(Failed(f"a worker failed:\n{traceback.format_exc()}", WorkerLostError.exit_status))
        events.put(None)
