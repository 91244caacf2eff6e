"""Endpoints over HTTP that hang, trickle, flood, babble, hang up, redirect: each ends in bounded time and memory."""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fencepost.errors import TargetError, UsageError
from fencepost.protocols import Failure, WireRequest, WireResponse
from fencepost.targets import open_target

WIRE = WireRequest("proton", "proton.us-east-1.amazonaws.com", "POST", "/a%2Fb?c=d", {"X-Amz-Target": "T"}, b"{}")
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
Handler = Callable[[socket.socket], None]


class Server:
    """A server on loopback that gives each connection, one after another, to the next of its handlers."""

    def __init__(self, *handlers: Handler, context: ssl.SSLContext | None = None) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._handlers, self._context = handlers, context
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self._listener.getsockname()[1]}"
        self.connections = 0
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                handler = self._handlers[min(self.connections, len(self._handlers) - 1)]
                self.connections += 1
                threading.Thread(target=self._handle, args=(connection, handler), daemon=True).start()

    def _handle(self, connection: socket.socket, handler: Handler) -> None:
        with contextlib.suppress(OSError):
            connection.settimeout(10)
            with connection:
                if self._context:
                    with self._context.wrap_socket(connection, server_side=True) as secure:
                        handler(secure)
                else:
                    handler(connection)

    def close(self) -> None:
        # A thread that waits in accept isn't woken by a close alone.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)


@contextlib.contextmanager
def serving(*handlers: Handler, **options: Any) -> Iterator[Server]:
    """A server for as long as the test needs it."""
    server = Server(*handlers, **options)
    try:
        yield server
    finally:
        server.close()


def request_on(connection: socket.socket) -> bytes:
    """One request: its head and a body of the announced length."""
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            raise ConnectionError
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            while len(body) < int(line.partition(b":")[2]):
                body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def answering(*answers: bytes) -> Handler:
    """One answer to each request, then the end of the connection."""

    def handle(connection: socket.socket) -> None:
        for answer in answers:
            request_on(connection)
            connection.sendall(answer)

    return handle


def exchange(*handlers: Handler, timeout: float = 2.0, limit: int = 1 << 20) -> tuple[WireResponse | Failure, float]:
    """What one exchange gives, and the seconds that it took."""
    with serving(*handlers) as server, open_target(server.url, timeout=timeout, limit=limit) as target:
        start = time.perf_counter()
        result = target.send(WIRE)
        return result, time.perf_counter() - start


def failed(*handlers: Handler, **options: Any) -> Failure:
    """The failure that one exchange gives."""
    result, _ = exchange(*handlers, **options)
    assert isinstance(result, Failure), result
    return result


def test_a_request_goes_out_as_it_is_and_the_answer_comes_back():
    """Method, path, query, headers and body are sent unchanged to the endpoint's own host; the answer is whole."""
    seen = []

    def handle(connection: socket.socket) -> None:
        seen.append(request_on(connection))
        connection.sendall(b"HTTP/1.1 201 Created\r\nETag: E2\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 3\r\n\r\nabc")

    with serving(handle) as server, open_target(f"{server.url}/base/") as target:
        result = target.send(WIRE)
        assert isinstance(result, WireResponse)
        assert (result.status, result.body) == (201, b"abc")
        assert (result.headers["etag"], result.headers["x-a"]) == ("E2", "1, 2")
        assert 0 < result.seconds < 2
        head, _, body = seen[0].partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        assert lines[0] == "POST /base/a%2Fb?c=d HTTP/1.1"
        assert f"Host: {server.url.removeprefix('http://')}" in lines
        assert "X-Amz-Target: T" in lines
        assert body == b"{}"
        assert (target.name, target.shared, target.reset("proton")) == (f"{server.url}/base", True, False)


def test_connections_are_kept_alive():
    """Requests one after another share a connection as long as the endpoint keeps it."""
    with serving(answering(OK, OK, OK)) as server, open_target(server.url) as target:
        assert all(isinstance(target.send(WIRE), WireResponse) for _ in range(3))
        assert server.connections == 1


def test_a_stale_connection_is_replaced_once():
    """A kept connection that its peer closes as the next request arrives is replaced; the request is answered."""

    def hangs_up(connection: socket.socket) -> None:
        request_on(connection)
        connection.sendall(OK)
        request_on(connection)

    with serving(hangs_up, answering(OK)) as server, open_target(server.url) as target:
        assert isinstance(target.send(WIRE), WireResponse)
        assert isinstance(target.send(WIRE), WireResponse)
        assert server.connections == 2


def test_a_fresh_connection_that_is_closed_is_dropped_and_not_tried_again():
    """An endpoint that hangs up on a new connection has dropped the request; it doesn't get it twice."""
    with serving(lambda connection: request_on(connection) and None) as server, open_target(server.url) as target:
        result = target.send(WIRE)
        assert isinstance(result, Failure)
        assert (result.kind, server.connections) == ("dropped", 1)


def trickling_body(connection: socket.socket) -> None:
    """A body that comes byte by byte."""
    request_on(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        connection.sendall(b"x")
        time.sleep(0.02)


def trickling_head(connection: socket.socket) -> None:
    """A header that comes byte by byte."""
    request_on(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        connection.sendall(b"x")
        time.sleep(0.02)


def continuing(connection: socket.socket) -> None:
    """Interim answers without an end."""
    request_on(connection)
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.01)


def silent(connection: socket.socket) -> None:
    """Nothing at all."""
    with contextlib.suppress(OSError):
        while connection.recv(65536):
            pass


@pytest.mark.parametrize(
    "handler", [silent, trickling_body, trickling_head, continuing], ids=lambda handler: handler.__name__
)
def test_whatever_trickles_ends_at_the_time_limit(handler):
    """Silence, and bytes that come in so slowly that no single wait is long, end when the whole exchange is overdue."""
    threads = set(threading.enumerate())
    result, seconds = exchange(handler, timeout=0.4)
    assert isinstance(result, Failure)
    assert result.kind == "timeout"
    assert 0.3 < seconds < 4
    deadline = time.monotonic() + 5
    while any(thread.name.startswith("fencepost") for thread in set(threading.enumerate()) - threads):
        assert time.monotonic() < deadline, "a thread was left behind"
        time.sleep(0.02)


def flooding(head: bytes, chunk: bytes) -> Handler:
    """A head, and then more than anybody can hold."""

    def handle(connection: socket.socket) -> None:
        request_on(connection)
        connection.sendall(head)
        while True:
            connection.sendall(chunk)

    handle.__name__ = head.decode("latin-1")[:40]
    return handle


@pytest.mark.parametrize(
    ("handler", "kind"),
    [
        (flooding(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536), "too-large"),
        (flooding(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", b"x" * 65536), "too-large"),
        (
            flooding(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"ffff\r\n" + b"x" * 65535 + b"\r\n"),
            "too-large",
        ),
        (flooding(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 65536), "garbage"),
        (flooding(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 1000), "garbage"),
        (flooding(b"", b"x" * 65536), "garbage"),
    ],
    ids=["until-close", "announced", "chunked", "one-header", "many-headers", "no-head"],
)
def test_floods_end_in_bounded_memory(handler, kind):
    """Endless bodies and headers are given up at the limit, having held little more than it."""
    gc.collect()
    tracemalloc.start()
    try:
        result = failed(handler, limit=1 << 20, timeout=8)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert result.kind == kind
    assert peak < 12 << 20


def test_a_small_body_that_unpacks_to_a_large_one_is_too_large():
    """The limit holds for what a compressed body unpacks to."""
    import gzip

    packed = gzip.compress(b"x" * (8 << 20))
    answer = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(packed), packed)
    assert failed(answering(answer), limit=1 << 20).kind == "too-large"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"\x00\xff\xfe garbage\r\n\r\n", "garbage"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "garbage"),
        (b"HTTP/1.1 abc OK\r\n\r\n", "garbage"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nbody", "garbage"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope", "garbage"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "dropped"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "dropped"),
        (b"", "dropped"),
    ],
)
def test_what_is_not_http_or_ends_early_is_told_apart(answer, kind):
    """Not HTTP is garbage; HTTP that ends before its end is dropped. Details are one line."""
    result = failed(answering(answer))
    assert result.kind == kind
    assert "\n" not in result.detail
    assert "0x7" not in result.detail


def test_a_reset_is_dropped():
    """A connection that is reset instead of answered is dropped."""

    def reset(connection: socket.socket) -> None:
        request_on(connection)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")

    assert failed(reset).kind == "dropped"


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 404, 500, 503])
def test_redirects_and_errors_are_answers(status):
    """Redirects aren't followed and errors not tried again: the one answer is the answer."""
    answer = b"HTTP/1.1 %d X\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n" % status
    with serving(answering(answer)) as server, open_target(server.url) as target:
        result = target.send(WIRE)
        assert isinstance(result, WireResponse)
        assert (result.status, server.connections) == (status, 1)


def test_an_early_answer_counts():
    """An endpoint that answers and closes without reading a large request is heard."""

    def early(connection: socket.socket) -> None:
        connection.recv(100)
        connection.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        silent(connection)

    with serving(early) as server, open_target(server.url) as target:
        result = target.send(WireRequest("proton", "h", "POST", "/", {}, b"x" * (4 << 20)))
    assert isinstance(result, WireResponse)
    assert result.status == 413


def test_nobody_there_is_unreachable():
    """A refused connection, and a name that doesn't resolve, are no fault of the target's answer."""
    with serving(silent) as server:
        url = server.url
    with open_target(url) as target:
        result = target.send(WIRE)
    assert isinstance(result, Failure)
    assert (result.kind, "refused" in result.detail) == ("unreachable", True)


def test_a_target_that_ends_with_the_request_is_dropped_not_unreachable():
    """When an endpoint dies of a request on a kept connection, that is the failure, though nobody listens now."""
    server: Server

    def dies(connection: socket.socket) -> None:
        request_on(connection)
        connection.sendall(OK)
        request_on(connection)
        server._listener.shutdown(socket.SHUT_RDWR)
        server._listener.close()

    with serving(dies) as server, open_target(server.url) as target:
        assert isinstance(target.send(WIRE), WireResponse)
        result = target.send(WIRE)
    assert isinstance(result, Failure)
    assert result.kind == "dropped"


def test_what_answered_once_and_is_not_there_any_more_is_gone(monkeypatch):
    """An endpoint that still listens isn't gone, nor one that was never there; one that has ended is."""
    monkeypatch.setattr("fencepost.targets.endpoint._PAUSE", 0.01)
    with serving(answering(OK)) as server, open_target(server.url) as target:
        assert isinstance(target.send(WIRE), WireResponse)
        assert not target.is_gone()
        server.close()
        assert target.is_gone()
        with open_target(server.url) as never:
            never.send(WIRE)
            assert not never.is_gone()


def test_proxy_variables_are_ignored(monkeypatch):
    """No environment leads a request away from the endpoint."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://192.0.2.1:1")
    assert isinstance(exchange(answering(OK))[0], WireResponse)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of its own signing for 127.0.0.1, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    script = (
        "import sys, datetime, ipaddress\n"
        "from cryptography import x509\n"
        "from cryptography.hazmat.primitives import hashes, serialization\n"
        "from cryptography.hazmat.primitives.asymmetric import ec\n"
        "key = ec.generate_private_key(ec.SECP256R1())\n"
        "name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, 'fencepost test')])\n"
        "now = datetime.datetime.now(datetime.timezone.utc)\n"
        "day = datetime.timedelta(days=1)\n"
        "addresses = [x509.IPAddress(ipaddress.ip_address('127.0.0.1'))]\n"
        "made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())\n"
        "    .serial_number(1).not_valid_before(now - day).not_valid_after(now + day)\n"
        "    .add_extension(x509.SubjectAlternativeName(addresses), False)\n"
        "    .add_extension(x509.BasicConstraints(ca=True, path_length=None), True).sign(key, hashes.SHA256()))\n"
        "pem = serialization.Encoding.PEM\n"
        "open(sys.argv[1], 'wb').write(made.public_bytes(pem))\n"
        "open(sys.argv[2], 'wb').write(key.private_bytes(pem, serialization.PrivateFormat.PKCS8,\n"
        "    serialization.NoEncryption()))\n"
    )
    subprocess.run([sys.executable, "-c", script, certificate, key], check=True)
    return certificate, key


def test_tls_needs_a_known_authority(certificate):
    """A certificate of its own signing is refused with the remedy, and accepted with the bundle that holds it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with serving(answering(OK), context=context) as server:
        with open_target(server.url) as target:
            refused = target.send(WIRE)
        with open_target(server.url, ca_bundle=certificate[0]) as target:
            accepted = target.send(WIRE)
    assert isinstance(refused, Failure)
    assert refused.kind == "unreachable"
    assert "--ca-bundle" in refused.detail
    assert isinstance(accepted, WireResponse)


def test_tls_against_plain_http_is_unreachable():
    """`https` for an endpoint that speaks plain HTTP is said to be so, and doesn't hang."""
    with serving(silent, answering(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as server:
        with open_target(server.url.replace("http:", "https:"), timeout=0.5) as target:
            first = target.send(WIRE)
    assert isinstance(first, Failure)
    assert first.kind in ("unreachable", "timeout")


def test_a_bundle_that_is_not_there_is_a_usage_error(tmp_path):
    """A wrong --ca-bundle is said before anything is sent."""
    with pytest.raises(UsageError, match="no certificates"):
        open_target("https://127.0.0.1:1", ca_bundle=tmp_path / "none.pem")


SECRETS = ("AKIDEXAMPLEKEY", "sEcReTsEcReTsEcReT")


@pytest.fixture
def profile(tmp_path, monkeypatch):
    """A profile with made-up credentials."""
    file = tmp_path / "credentials"
    file.write_text(f"[mine]\naws_access_key_id = {SECRETS[0]}\naws_secret_access_key = {SECRETS[1]}\n")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(file))
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    return "mine"


def test_a_profile_signs_for_real(profile):
    """With a profile, requests are signed with its key for the service that they name; without one, they aren't."""
    from fencepost.protocols import Codec

    seen = []

    def handle(connection: socket.socket) -> None:
        seen.append(request_on(connection).decode())
        connection.sendall(OK)

    wire = Codec.of("proton", "UpdateServicePipeline").encode({"serviceName": "s"})
    with serving(handle) as server:
        for name in (profile, None):
            with open_target(server.url, profile=name) as target:
                assert isinstance(target.send(wire), WireResponse)
                assert not any(secret in f"{target!r}{target.name}{vars(target)}" for secret in SECRETS)
    assert f"Credential={SECRETS[0]}/" in seen[0]
    assert "/us-east-1/proton/aws4_request" in seen[0]
    assert "host;x-amz-date;x-amz-target" in seen[0]
    assert "Signature=" + "0" * 64 not in seen[0]
    assert SECRETS[0] not in seen[1]


def test_an_unknown_profile_is_a_usage_error(profile):
    """A profile that isn't configured is said before anything is sent."""
    with pytest.raises(UsageError, match="other"):
        open_target("http://127.0.0.1:1", profile="other")


def test_failures_show_no_credentials(profile):
    """Neither a URL's password nor a profile's key stands in a name or in the detail of a failure."""
    with open_target("http://user:hunter2@127.0.0.1:1", profile=profile) as target:
        result = target.send(WIRE)
        assert isinstance(result, Failure)
        shown = f"{target.name} {target!r} {result}"
    assert not any(secret in shown for secret in (*SECRETS, "hunter2", "user"))


def test_an_endpoint_that_can_be_emptied_is_nobody_elses():
    """A POST to the reset URL begins anew; with it the target is not shared."""
    seen = []

    def handle(connection: socket.socket) -> None:
        for status in (b"200 OK", b"200 OK", b"404 Not Found"):
            seen.append(request_on(connection).split(b"\r\n")[0])
            connection.sendall(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")

    with serving(handle) as server, open_target(f"{server.url}/base", reset_url="/emulator/reset") as target:
        assert not target.shared
        assert target.reset("sqs")
        target.begin_anew()
        with pytest.raises(TargetError, match="--reset-url"):
            target.reset("sqs")
    assert seen == [b"POST /emulator/reset HTTP/1.1"] * 3


def test_a_reset_url_of_another_endpoint_is_refused():
    """What is to be emptied must be the target itself."""
    with open_target("http://127.0.0.1:4566", reset_url="http://127.0.0.1:4566/reset?all=1") as target:
        assert not target.shared
    with pytest.raises(UsageError, match="no part of"):
        open_target("http://127.0.0.1:4566", reset_url="http://127.0.0.1:4567/reset")
