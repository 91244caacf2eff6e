"""What one engine showed on one variant of the reference, and what it cost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


@dataclass(frozen=True, slots=True)
class Failure:
    """One distinct failure.

    `identity` is what the engine tells it from others by, `says` its message, `blames` the ids of the constraints that
    it names (None where the engine knows no constraints), `at` the number of the request after which it was told.
    """

    identity: str
    says: str
    at: int
    blames: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The distinct failures of one engine on one variant, and the cost.

    `cases` were judged, `requests` sent, whatever for. `client` and `target` are seconds of processor time; what is
    done for an engine that can't do it by itself is in neither.
    """

    failures: tuple[Failure, ...]
    cases: int
    requests: int
    client: float
    target: float


class Failures:
    """Collects failures: of each identity the first one counts."""

    def __init__(self) -> None:
        self._first: dict[str, Failure] = {}

    def add(self, failure: Failure) -> None:
        """Takes a failure down, unless one of the same identity was told before."""
        self._first.setdefault(failure.identity, failure)

    def all(self) -> tuple[Failure, ...]:
        """The distinct failures in the order in which they came."""
        return tuple(self._first.values())


class Metered:
    """A WSGI application that counts its requests and the processor time that they take.

    As with any server, what the application raises is answered with 500.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application
        self.requests = 0
        self.seconds = 0.0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers one request."""
        self.requests += 1
        began = time.thread_time()
        try:
            return list(self.application(environ, start_response))
        except Exception:  # noqa: BLE001 - a server answers whatever its application does
            start_response("500 Internal Server Error", [("Content-Length", "0")])
            return [b""]
        finally:
            self.seconds += time.thread_time() - began


@dataclass(slots=True)
class Stopwatch:
    """Seconds of processor time that `timed` work took, all calls together."""

    seconds: float = field(default=0.0)

    def timed(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Does the work and adds what it took."""
        began = time.process_time()
        try:
            return work(*arguments)
        finally:
            self.seconds += time.process_time() - began


def measured(run: Callable[[Failures], int], application: Metered, helping: Stopwatch | None = None) -> Outcome:
    """Runs an engine, which takes failures down and gives its number of cases, and measures it.

    The time of `helping`, which holds the time of its own requests as well, belongs to nobody.
    """
    failures = Failures()
    helped = helping.seconds if helping else 0.0
    began = time.process_time()
    cases = run(failures)
    spent = time.process_time() - began
    apart = application.seconds + (helping.seconds - helped if helping else 0.0)
    return Outcome(failures.all(), cases, application.requests, spent - apart, application.seconds)
