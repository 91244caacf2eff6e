"""What targets in this process have in common: a thread with a time limit, and the guard."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import perf_counter
from typing import TypeVar

from fencepost.protocols import Failure, WireRequest, WireResponse
from fencepost.targets.guard import Exchange, watch
from fencepost.targets.target import Target
from fencepost.targets.worker import OverdueError, Worker

#: Seconds for what is done once: to import an emulator takes as long as it takes.
_LOADING = 300.0
_LONGEST_DETAIL = 300
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{4,}\b")
_Result = TypeVar("_Result")


def one_line(error: BaseException) -> str:
    """An exception as `TypeName: message`: one line, at most 300 characters, no addresses of memory."""
    try:
        message = " ".join(str(error).split())
    except Exception:  # noqa: BLE001 - a hostile __str__ is the target's affair
        message = "(an exception that can't be shown)"
    name = type(error).__name__
    return _ADDRESS.sub("0x…", f"{name}: {message}" if message else name)[:_LONGEST_DETAIL]


class InProcessTarget(Target):
    """A target that runs in this process, in a thread of its own behind the guard.

    `timeout` is in seconds per exchange, `limit` in bytes per response. Whatever it raises becomes a Failure.
    """

    def __init__(self, name: str, *, timeout: float, limit: int) -> None:
        self.name, self._timeout, self._limit = name, timeout, limit
        self._worker = Worker(f"fencepost target {name}")
        self._loaded: set[str] = set()
        self._used: set[str] = set()

    def send(self, wire: WireRequest) -> WireResponse | Failure:
        """The response to a request, or why there is none."""
        if wire.service not in self._loaded:
            self._once(partial(self._load, wire.service))
            self._loaded.add(wire.service)
        self._used.add(wire.service)
        exchange = Exchange()
        start = perf_counter()
        try:
            result = self._worker.call(partial(self._exchange, exchange, wire), self._timeout)
        except OverdueError as error:
            result = Failure("timeout", str(error))
        if exchange.blocked:
            result = Failure("blocked", exchange.blocked[0])
        elif isinstance(result, WireResponse) and len(result.body) > self._limit:
            result = Failure("too-large", f"more than {self._limit} bytes")
        return replace(result, seconds=perf_counter() - start)

    def begin_anew(self) -> None:
        """Starts every service that was used from a clean state."""
        for service in sorted(self._used):
            self.reset(service)
        self._used.clear()

    def close(self) -> None:
        """Ends the target's thread."""
        self._worker.close()

    def _once(self, work: Callable[[], _Result]) -> _Result:
        """Does what isn't an exchange, in the same thread and behind the same guard."""

        def watched() -> _Result:
            watch(Exchange())
            return work()

        return self._worker.call(watched, _LOADING)

    def _exchange(self, exchange: Exchange, wire: WireRequest) -> WireResponse | Failure:
        watch(exchange)
        try:
            return self._answer(wire)
        except BaseException as error:  # noqa: BLE001 - whatever a target raises, even SystemExit, is its answer
            return Failure("exception", one_line(error))

    @abstractmethod
    def _load(self, service: str) -> None:
        """Imports what a service needs. Called once per service, outside the time limit."""

    @abstractmethod
    def _answer(self, wire: WireRequest) -> WireResponse | Failure:
        """The response, computed in the target's thread."""
