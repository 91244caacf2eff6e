"""Targets in this process are kept from calling out; nothing else is."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import urllib.request

import pytest

from fencepost.protocols import Failure, WireRequest, WireResponse
from fencepost.targets import BlockedCallError, WsgiTarget

WIRE = WireRequest("cloudfront", "cloudfront.amazonaws.com", "GET", "/", {})
#: TEST-NET-1 of RFC 5737, and a name under .invalid (RFC 6761): nobody answers, should the guard fail.
OUTSIDE = "192.0.2.1"
NOWHERE = "fencepost.invalid"


def connect():
    """TCP to an address."""
    socket.create_connection((OUTSIDE, 80), timeout=0.2)


def connect_by_name():
    """TCP to a name, which the socket looks up itself."""
    with socket.socket() as link:
        link.settimeout(0.2)
        link.connect((NOWHERE, 80))


def connect_ex():
    """TCP that returns its error."""
    with socket.socket() as link:
        link.settimeout(0.2)
        link.connect_ex((OUTSIDE, 80))


def datagram():
    """UDP to an address."""
    with socket.socket(type=socket.SOCK_DGRAM) as link:
        link.sendto(b"x", (OUTSIDE, 9))


def datagram_by_name():
    """UDP to a name."""
    with socket.socket(type=socket.SOCK_DGRAM) as link:
        link.sendto(b"x", 0, (NOWHERE, 9))


def look_up():
    """A name alone."""
    socket.getaddrinfo(NOWHERE, 80)


def look_up_old():
    """A name alone, the old way."""
    socket.gethostbyname(NOWHERE)


def look_up_reverse():
    """The name of an address."""
    socket.gethostbyaddr(OUTSIDE)


def open_url():
    """HTTP by the standard library."""
    urllib.request.urlopen(f"http://{OUTSIDE}/", timeout=0.2)


def thread():
    """TCP from a thread of its own."""

    def work():
        with contextlib.suppress(OSError):
            connect()

    started = threading.Thread(target=work)
    started.start()
    started.join()


def ipv6():
    """TCP over IPv6."""
    with socket.socket(socket.AF_INET6) as link:
        link.settimeout(0.2)
        link.connect(("2001:db8::1", 80))


CALLS = {
    connect: OUTSIDE,
    connect_by_name: NOWHERE,
    connect_ex: OUTSIDE,
    datagram: OUTSIDE,
    datagram_by_name: NOWHERE,
    look_up: NOWHERE,
    look_up_old: NOWHERE,
    look_up_reverse: OUTSIDE,
    open_url: OUTSIDE,
    thread: OUTSIDE,
    ipv6: "2001:db8::1",
}


def calling(call, *, swallow):
    """An application that calls out, and may swallow the error."""

    def application(environ, start_response):
        try:
            call()
        except OSError:
            if not swallow:
                raise
        start_response("200 OK", [])
        return []

    return application


@pytest.mark.parametrize("swallow", [True, False])
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.__name__)
def test_a_call_out_is_blocked_and_reported(call, swallow):
    """However a target calls out, and whether it swallows the error or not, the exchange says what was blocked."""
    with WsgiTarget(lambda: calling(call, swallow=swallow)) as target:
        result = target.send(WIRE)
    assert isinstance(result, Failure)
    assert (result.kind, result.detail) == ("blocked", CALLS[call])


def test_the_target_sees_an_os_error():
    """What the target gets is an OSError of its own kind, as from a network that is down."""
    raised = []

    def application(environ, start_response):
        try:
            connect()
        except BlockedCallError as error:
            raised.append(error)
        start_response("200 OK", [])
        return []

    with WsgiTarget(lambda: application) as target:
        target.send(WIRE)
    assert isinstance(raised[0], OSError)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_loopback_is_open(host):
    """An application may talk to what listens on its own machine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def application(environ, start_response):
            # Nothing listens on ::1.
            with contextlib.suppress(ConnectionRefusedError):
                socket.create_connection((host, port), timeout=2).close()
            start_response("200 OK", [])
            return []

        with WsgiTarget(lambda: application) as target:
            result = target.send(WIRE)
    if isinstance(result, Failure):
        # A machine without IPv6 can't reach ::1, but nothing was blocked.
        assert (host, result.kind) == ("::1", "exception")


def test_other_threads_are_not_affected():
    """While a target works, and after it, the rest of the process may look up and connect to what it likes."""
    outcomes = []
    inside, done = threading.Event(), threading.Event()

    def application(environ, start_response):
        inside.set()
        done.wait(5)
        start_response("200 OK", [])
        return []

    def elsewhere():
        inside.wait(5)
        with socket.socket(type=socket.SOCK_DGRAM) as link:
            # Connecting a datagram socket sends nothing.
            try:
                super(socket.socket, link).connect((OUTSIDE, 9))
                outcomes.append("open")
            except BlockedCallError:
                outcomes.append("blocked")
            except OSError:
                outcomes.append("open")
        done.set()

    other = threading.Thread(target=elsewhere)
    other.start()
    with WsgiTarget(lambda: application) as target:
        assert isinstance(target.send(WIRE), WireResponse)
    other.join()
    assert outcomes == ["open"]


def test_a_thread_left_behind_is_blocked_without_blaming_a_later_request():
    """What a background thread does after its own exchange is still stopped, but isn't held against another."""
    go, outcome = threading.Event(), []

    def work():
        go.wait(5)
        try:
            connect()
        except BlockedCallError:
            outcome.append("blocked")
        except OSError:
            outcome.append("open")

    def application(environ, start_response):
        if environ["PATH_INFO"] == "/start":
            threading.Thread(target=work, daemon=True).start()
        else:
            go.set()
            deadline = time.monotonic() + 5
            while not outcome and time.monotonic() < deadline:
                time.sleep(0.01)
        start_response("200 OK", [])
        return []

    with WsgiTarget(lambda: application) as target:
        assert isinstance(target.send(WireRequest("s3", "h", "GET", "/start", {})), WireResponse)
        assert isinstance(target.send(WIRE), WireResponse)
    assert outcome == ["blocked"]
