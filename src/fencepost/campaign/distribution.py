"""A run done by the workers of a Dask cluster.

Dask sees to it that the pieces of a worker that is lost are done again by another. A unit of work counts when it is
told whole, and once: what a second attempt tells of it again is passed over.
"""

from __future__ import annotations

import logging
import os
import time
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import Any

from fencepost.campaign.batches import Unit
from fencepost.campaign.events import Event
from fencepost.campaign.piecework import Piece, do_piece, halt, packed, read
from fencepost.campaign.workers import Failed, WorkerLostError
from fencepost.errors import UsageError

#: The address that stands for a cluster of processes on this machine, made for the run.
LOCAL = "local"
#: How long to wait before asking again, for a scheduler, for a first or another worker, and for the end; in seconds.
PATIENCE, CONNECTING, LONELY, ENDING = 0.1, 10, 60, 5
#: Targets run in processes beside the workers, whose memory is no matter; the port of Dask's own page is any.
_LOCAL_OPTIONS: Mapping[str, Any] = {
    "threads_per_worker": 1,
    "host": "127.0.0.1",
    "dashboard_address": ":0",
    "memory_limit": 0,
    "silence_logs": logging.CRITICAL,
}
#: How often a piece is tried again whose process died, and how many messages may wait for the run.
_RETRIES, _WAITING = 3, 1000


def check_distribution() -> None:
    """Raises UsageError where the library for it isn't installed."""
    if find_spec("distributed") is None:
        raise UsageError("--distributed needs Dask, which isn't installed\n  pip install 'fencepost[distributed]'")


def on_cluster(
    pieces: Mapping[str, Piece], units: Collection[Unit], address: str, processes: int = 0
) -> Iterator[Event]:
    """Does pieces of work, each by its key, on the cluster of a scheduler's `address`; yields the events of `units`.

    For `local` there are as many `processes`, or with 0 as many as there are processors. Events come unit by unit, the
    pieces in any order.

    Raises UsageError where no scheduler answers, what a piece raised if it was a FencepostError, and WorkerLostError
    where a piece is lost again and again, or where no worker is left.
    """
    if not units:
        return
    with _client(address, processes) as client:
        gathering = _Gathering(client, address, units)
        try:
            gathering.submit(pieces)
            yield from gathering.events()
        finally:
            gathering.close()


class _Gathering:
    """What is still missing of a run, and the queue through which it comes."""

    def __init__(self, client: Any, address: str, units: Collection[Unit]) -> None:
        from distributed import Queue  # noqa: PLC0415 - an extra

        self._client, self._address = client, address
        self._missing = set(units)
        self._run = f"fencepost-{uuid.uuid4().hex}"
        self._queue: Any = Queue(self._run, client=client, maxsize=_WAITING)
        self._futures: list[Any] = []
        self._met = time.monotonic()

    def submit(self, pieces: Mapping[str, Piece]) -> None:
        """Hands the pieces to the scheduler, the first of them first."""
        self._futures = [
            self._client.submit(
                do_piece,
                packed(piece),
                self._run,
                key=f"{self._run}-{key}",
                retries=_RETRIES,
                priority=-place,
                pure=False,
            )
            for place, (key, piece) in enumerate(pieces.items())
        ]

    def events(self) -> Iterator[Event]:
        """The events of each unit, once all of it is there."""
        while self._missing:
            # Asked before the queue: a piece that is done has told everything.
            is_over = all(future.done() for future in self._futures)
            told: Sequence[bytes] = self._asked()
            for message in told:
                yield from self._taken(message)
            if not told:
                self._see_to_workers(is_over=is_over)
                time.sleep(PATIENCE)
        self._let_end()

    def close(self) -> None:
        """Lets go of the cluster, and ends what it still does for this run."""
        with suppress(OSError, RuntimeError):
            if not all(future.done() for future in self._futures):
                self._client.cancel(self._futures)
                self._client.run(halt, self._run, on_error="ignore")
            self._queue.close()

    def _asked(self) -> Sequence[bytes]:
        try:
            found: Sequence[bytes] = self._queue.get(batch=True)
        except (OSError, RuntimeError) as error:
            raise self._lost(f"the scheduler at {self._address} is gone ({error})") from error
        return found

    def _let_end(self) -> None:
        """Gives pieces that have told everything the time to end by themselves; a second attempt at one may go on."""
        until = time.monotonic() + ENDING
        while time.monotonic() < until and not all(future.done() for future in self._futures):
            time.sleep(PATIENCE)

    def _taken(self, message: bytes) -> Iterator[Event]:
        found = read(message)
        if isinstance(found, Failed):
            raise found.error()
        unit, events = found
        if unit in self._missing:
            self._missing.remove(unit)
            yield from events

    def _see_to_workers(self, *, is_over: bool) -> None:
        for future in self._futures:
            if future.status in ("error", "cancelled", "lost"):
                error = future.exception() if future.status == "error" else future.status
                raise self._lost(f"a piece of work was lost again and again ({error})")
        if is_over:
            raise self._lost("the cluster ended its work without telling all of it")
        now = time.monotonic()
        if self._client.scheduler_info()["workers"]:
            self._met = now
        elif now - self._met > LONELY:
            raise self._lost(f"no worker is left at {self._address}")

    @staticmethod
    def _lost(said: str) -> WorkerLostError:
        return WorkerLostError(
            f"{said}; what was judged is kept\n  See to the cluster's workers, and go on with --resume."
        )


@contextmanager
def _client(address: str, processes: int) -> Iterator[Any]:
    """A client of a cluster, which is ended with it where it was made for it."""
    from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra

    if address == LOCAL:
        count = processes or os.cpu_count() or 1
        with LocalCluster(n_workers=count, **_LOCAL_OPTIONS) as cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(address, timeout=CONNECTING)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"no Dask scheduler answers at {address}\n"
            "  Start one with `dask scheduler` and workers with `dask worker`, or use --distributed local."
        ) from error
    with client:
        yield client
