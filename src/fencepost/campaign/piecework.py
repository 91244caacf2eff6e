"""A batch done in a process of its own on a worker of a cluster, its events told unit by unit.

What targets, models and validators take up is given back with the process, and nothing that a target does to its
process touches the worker. Units are told whole: one that was broken off leaves nothing behind.
"""

from __future__ import annotations

import json
import os
import pickle  # what is read was written by the user's own run, through a cluster that runs any code it is sent
import struct
import subprocess
import sys
import threading
import traceback
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from fencepost.campaign.batches import Unit
from fencepost.campaign.events import Event, UnitFinished, from_json, to_json
from fencepost.campaign.workers import Failed, WorkerLostError
from fencepost.errors import FencepostError
from fencepost.targets import silenced

#: The work of one batch, as it goes to a worker: when called, its events.
Piece = Callable[[], Iterator[Event]]
#: How long a message may wait for a run that takes none, in seconds: whoever began it may be gone.
LONGEST_WAIT = 600
_LENGTH = struct.Struct(">Q")
#: The processes of this worker by the run that they belong to.
_processes: dict[str, set[subprocess.Popen[bytes]]] = {}


def packed(piece: Piece) -> bytes:
    """A piece of work as it goes to a worker."""
    return pickle.dumps(piece)


def do_piece(piece: bytes, run: str) -> None:
    """Does a packed piece on this worker of a cluster; its messages go to the queue that bears the run's name.

    Raises WorkerLostError where the process ends before its work does.
    """
    from distributed import Queue  # noqa: PLC0415 - an extra, which a worker has

    queue = Queue(run)
    try:
        with _process(run) as process:
            stdin, stdout = process.stdin, process.stdout
            if stdin is None or stdout is None:  # never: both are pipes
                return
            stdin.write(piece)
            stdin.flush()
            while message := _next(stdout):
                queue.put(message, timeout=LONGEST_WAIT)
            status = process.wait()
        if status != 0:
            raise WorkerLostError(f"a process of a worker ended with status {status}")
    finally:
        queue.close()


def halt(run: str) -> None:
    """Ends what this worker does for a run."""
    for process in list(_processes.get(run, ())):
        process.kill()


def read(message: bytes) -> tuple[Unit, list[Event]] | Failed:
    """A finished unit of work with all its events, or why the work can't go on."""
    document = json.loads(zlib.decompress(message))
    if "failed" in document:
        return Failed(document["failed"], document["exit_status"])
    target, operation, phase = document["unit"]
    return (target, operation, phase), [from_json(event) for event in document["events"]]


def messages(piece: Piece) -> Iterator[bytes]:
    """What a piece of work tells: each unit once it is finished, or an error at the end."""
    events: list[Event] = []
    try:
        for event in piece():
            events.append(event)
            if isinstance(event, UnitFinished):
                unit = event.target, event.operation, event.phase
                yield _written({"unit": unit, "events": [to_json(one) for one in events]})
                events = []
    except FencepostError as error:
        yield _written({"failed": str(error), "exit_status": error.exit_status})
    except Exception:  # noqa: BLE001 - the run tells it
        said = f"a worker failed:\n{traceback.format_exc()}"
        yield _written({"failed": said, "exit_status": WorkerLostError.exit_status})


def main() -> None:
    """Does the piece of work on standard input, and ends with the process that holds its other end."""
    # What a target prints must not come between the messages.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    piece: Piece = pickle.load(sys.stdin.buffer)  # noqa: S301 - see the import
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with silenced(), out:
        for message in messages(piece):
            out.write(_LENGTH.pack(len(message)) + message)
            out.flush()


def _end_with_parent() -> None:
    # Not through sys.stdin, whose lock would be held when the interpreter ends.
    while os.read(0, 1):
        pass
    os._exit(1)


@contextmanager
def _process(run: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", f"from {__name__} import main; main()"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(  # noqa: S603 - this interpreter, and nothing from outside
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        _processes.setdefault(run, set()).add(process)
        try:
            yield process
        finally:
            process.kill()
            _processes[run].discard(process)


def _next(stream: IO[bytes]) -> bytes:
    """The next message; nothing at the end, or where the last one was cut short."""
    header = stream.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        return b""
    length: int = _LENGTH.unpack(header)[0]
    message = stream.read(length)
    return message if len(message) == length else b""


def _written(document: Mapping[str, Any]) -> bytes:
    return zlib.compress(json.dumps(document, separators=(",", ":"), default=_plain).encode())


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is nothing that an event can hold")
