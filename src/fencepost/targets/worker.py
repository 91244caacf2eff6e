"""Runs one piece of work after another in a thread of its own, each with a time limit."""

from __future__ import annotations

import contextlib
import ctypes
import os
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

_Result = TypeVar("_Result")
_Work = Callable[[], Any]


class OverdueError(Exception):
    """The work didn't end in time; its thread was abandoned."""


class _AbandonedError(SystemExit):
    """Raised inside work that nobody waits for any more, so that an endless loop ends."""


class Worker:
    """A daemon thread that works for one caller at a time. A call costs about 20 µs over the work itself.

    While waiting, the caller can be interrupted by Ctrl-C. Work that is overdue loses its thread, and the next call
    starts another: Python code is ended where it stands, a call into C goes on until it returns.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._thread: _Thread | None = None

    def call(self, work: Callable[[], _Result], timeout: float) -> _Result:
        """What the work returns or raises. Raises OverdueError after `timeout` seconds."""
        thread = self._living()
        thread.inbox.put(work)
        try:
            succeeded, value = thread.outbox.get(timeout=timeout)
        except Empty:
            self._abandon(thread)
            raise OverdueError(f"no answer within {timeout:g} s") from None
        except BaseException:
            # Interrupted: the answer to come belongs to nobody.
            self._abandon(thread)
            raise
        if succeeded:
            return value  # type: ignore[no-any-return]
        raise value

    def close(self) -> None:
        """Ends the thread; work still under way is abandoned."""
        if self._thread is not None:
            self._thread.inbox.put(None)
            self._thread = None

    def _living(self) -> _Thread:
        thread = self._thread
        # After a fork only the forking thread lives on.
        if thread is None or thread.process != os.getpid():
            thread = self._thread = _Thread(self._name)
        return thread

    def _abandon(self, thread: _Thread) -> None:
        self._thread = None
        thread.inbox.put(None)
        thread.interrupt()


class _Thread:
    def __init__(self, name: str) -> None:
        self.process = os.getpid()
        self.inbox: SimpleQueue[_Work | None] = SimpleQueue()
        self.outbox: SimpleQueue[tuple[bool, Any]] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def interrupt(self) -> None:
        """Raises `_AbandonedError` in the thread at its next step in Python."""
        if self._thread.ident is not None and self._thread.is_alive():
            identity = ctypes.c_ulong(self._thread.ident)
            ctypes.pythonapi.PyThreadState_SetAsyncExc(identity, ctypes.py_object(_AbandonedError))

    def _run(self) -> None:
        with contextlib.suppress(_AbandonedError):
            while (work := self.inbox.get()) is not None:
                try:
                    result = True, work()
                except BaseException as error:  # noqa: BLE001 - whatever a target raises is its answer
                    result = False, error
                self.outbox.put(result)
                # The caller's results aren't kept alive while waiting.
                del work, result
