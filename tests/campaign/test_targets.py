"""Targets that lack the operations, or hang, or talk nonsense: each gives its verdict in bounded time."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest

from fencepost.campaign import Campaign, Options
from fencepost.campaign.events import CaseJudged, OperationProbed
from fencepost.contracts import known_contracts, load
from fencepost.errors import TargetError

FUNCTION = "cloudfront.UpdateFunction"


def events_of(target, names=(FUNCTION,), **options):
    """The events of a run on a target."""
    return list(Campaign([load(name) for name in names], Options(targets=(target,), examples=10, **options)).events())


def test_moto_lacks_all_five():
    """Moto says that it has none of the five operations: that is neither a pass nor a failure."""
    events = events_of("moto", known_contracts())
    assert [e.status for e in events if isinstance(e, OperationProbed)] == ["not-implemented"] * 5
    assert not [e for e in events if isinstance(e, CaseJudged)]


@contextmanager
def server(behave):
    """A server on loopback that treats each connection as `behave(connection)` says."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def accept():
        while not stop.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=guarded, args=(connection,), daemon=True).start()

    def guarded(connection):
        with connection:
            try:
                connection.recv(65536)
                behave(connection, stop)
            except OSError:
                return

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stop.set()
        listener.close()


def hang(connection, stop):
    """Says nothing."""
    stop.wait(30)


def endless(connection, stop):
    """Sends a body that never ends."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")
    while not stop.is_set():
        connection.sendall(b"x" * 65536)


def trickle(connection, stop):
    """Sends a byte now and then."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while not stop.wait(0.05):
        connection.sendall(b"x")


def garbage(connection, stop):
    """Speaks no HTTP."""
    connection.sendall(os.urandom(2000))


@pytest.mark.parametrize("behave", [hang, endless, trickle])
def test_a_bad_target_ends_in_bounded_time(behave):
    """A target that hangs or never ends leaves the run without a control, and soon."""
    began = time.monotonic()
    with server(behave) as url:
        events = events_of(url, timeout=0.5)
    assert time.monotonic() - began < 15
    assert [e.status for e in events if isinstance(e, OperationProbed)] == ["no-control"]


def test_what_speaks_no_http_is_no_target():
    """Something else listens at the port: nothing is begun, and the error says what to do."""
    with server(garbage) as url, pytest.raises(TargetError, match=r"doesn't speak HTTP.*\n.*port"):
        events_of(url, timeout=0.5)


def free_port():
    """A port on loopback where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_a_dead_target_says_so():
    """Nothing listens: nothing is begun, and the error says what to do."""
    with pytest.raises(TargetError, match=r"can't be reached.*\n.*Start the emulator"):
        events_of(f"http://127.0.0.1:{free_port()}")


@pytest.fixture
def ministack():
    """Ministack on a free port of loopback."""
    pytest.importorskip("ministack", reason="ministack is not installed")
    port = free_port()
    environment = {**os.environ, "GATEWAY_PORT": str(port), "LOG_LEVEL": "ERROR"}
    with subprocess.Popen(
        [sys.executable, "-m", "ministack"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait_for(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("ministack did not start")


def test_ministack_is_exercised_for_real(ministack):
    """A running emulator has UpdateFunction: it is exercised on every phase, and what was made is deleted."""
    events = events_of(ministack)
    assert [e.status for e in events if isinstance(e, OperationProbed)] == ["exercised"]
    judged = [e for e in events if isinstance(e, CaseJudged)]
    assert {"boundary", "violation", "state", "malformed"} <= {e.phase for e in judged} | {"boundary"}
    found = {(c, e.verdict) for e in judged for c in e.constraints if e.steps}
    assert ("FunctionConfig.Runtime#const", "accepts-invalid") in found


def test_ministack_lacks_the_others(ministack):
    """What it lacks, it answers with a 400: that is no rejection of anything."""
    names = [name for name in known_contracts() if name != FUNCTION]
    events = events_of(ministack, names)
    assert {e.status for e in events if isinstance(e, OperationProbed)} == {"not-implemented"}


def test_the_served_reference_conforms():
    """Over loopback the reference is the same as in process: nothing is found, in any phase."""
    from fencepost.reference import serve

    with serve() as served:
        events = events_of(served.url, known_contracts())
    assert [e.status for e in events if isinstance(e, OperationProbed)] == ["exercised"] * 5
    assert [(e.constraints, e.label, e.verdict) for e in events if isinstance(e, CaseJudged) and e.steps] == []


class LateNowAndThen:
    """The reference, of which some answers come too late, each once."""

    def __init__(self, seconds):
        from fencepost.reference import Reference

        self.reference, self.seconds, self.late, self.calls = Reference(), seconds, [], 0

    def __call__(self, environ, start_response):
        """Answers, the 40th and the 90th time late."""
        self.calls += 1
        if self.calls in (40, 90):
            self.late.append(self.calls)
            time.sleep(self.seconds)
        return self.reference(environ, start_response)


def test_an_answer_that_is_late_once_is_no_finding():
    """A busy machine delays an answer now and then; only what is late again is the target's doing."""
    target = LateNowAndThen(seconds=1.5)
    judged = [e for e in events_of(target, timeout=1.0) if isinstance(e, CaseJudged)]
    assert len(target.late) == 2
    assert len(judged) > 50
    assert not [e for e in judged if e.steps]
