"""An implementation that listens somewhere: requests over HTTP, one connection, kept alive."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
from dataclasses import replace
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, DecodeError, HTTPError, NewConnectionError, ReadTimeoutError

from fencepost.errors import TargetError, UsageError
from fencepost.protocols import Failure, WireRequest, WireResponse
from fencepost.targets.address import Address
from fencepost.targets.in_process import one_line
from fencepost.targets.signing import Signer
from fencepost.targets.target import Target
from fencepost.targets.worker import OverdueError, Worker

_CHUNK = 64 << 10
#: Seconds beyond the time limit in which a wait on the socket itself ends, which leaves nothing behind.
_GRACE = 0.2
#: The failures after which nothing more need be tried, and what they mean.
_NOBODY = {"unreachable": "can't be reached", "garbage": "doesn't speak HTTP"}
#: How often, and in what distance in seconds, to look for an endpoint before it counts as gone: it may start anew.
_LOOKS, _PAUSE = 5, 1.0
#: How many requests in a row must be without an answer before an endpoint that listens is asked for a plain one.
_SILENCES = 2
#: What says that the peer closed the connection, rather than that it wrote something wrong.
_CLOSED = (http.client.RemoteDisconnected, ConnectionError)


class EndpointTarget(Target):
    """An endpoint over HTTP or HTTPS. Redirects aren't followed, proxy variables ignored, nothing is tried again.

    The one exception: a connection that was kept alive and turns out to be closed before the first byte of an answer
    is replaced once, since the peer closed it for its age. `timeout` is in seconds for a whole exchange, however the
    bytes trickle in; `limit` in bytes for a body. A POST to `reset_path`, where there is one, empties all of it: then
    nobody else is there to be disturbed.
    """

    def __init__(
        self,
        address: Address,
        *,
        timeout: float = 10.0,
        limit: int = 4 << 20,
        ca_bundle: Path | None = None,
        signer: Signer | None = None,
        reset_path: str | None = None,
    ) -> None:
        self.shared = reset_path is None
        self._reset_path = reset_path
        self.name, self._address, self._timeout, self._limit = address.url, address, timeout, limit
        self._signer = signer
        self._context = _tls_context(ca_bundle) if address.tls else None
        self._worker = Worker(f"fencepost target {self.name}")
        self._link: _Link | None = None
        self._answered, self._silences = False, 0

    def send(self, wire: WireRequest) -> WireResponse | Failure:
        """The response to a request, or why there is none."""
        start = perf_counter()
        result: WireResponse | Failure
        try:
            result = self._worker.call(lambda: self._exchange(wire), self._timeout + _GRACE)
        except OverdueError:
            self._drop()
            result = Failure("timeout", f"no complete answer within {self._timeout:g} s")
        except BaseException:
            self._drop()
            raise
        answered = isinstance(result, WireResponse)
        self._answered = self._answered or answered
        self._silences = 0 if answered else self._silences + 1
        return replace(result, seconds=perf_counter() - start)

    def greet(self) -> None:
        """Connects, and asks for the root, to which anything that speaks HTTP has some answer.

        Raises TargetError, with the remedy, where nobody listens, where TLS fails, and where it is something else.
        """
        failed = self.send(WireRequest("", self._address.host, "GET", "/", {}))
        if isinstance(failed, Failure) and failed.kind in _NOBODY:
            remedy = _remedy(failed.detail, self._address)
            raise TargetError(f"{self.name} {_NOBODY[failed.kind]}: {failed.detail}\n  {remedy}")

    def reset(self, service: str) -> bool:
        """Empties the endpoint, all its services, where it was told how; else it is shared, and never emptied.

        Raises TargetError where that is refused.
        """
        if self._reset_path is None:
            return False
        answer = self.send(WireRequest(service, self._address.host, "POST", self._reset_path, {"Content-Length": "0"}))
        if not isinstance(answer, WireResponse) or answer.status >= 400:  # noqa: PLR2004
            said = answer.status if isinstance(answer, WireResponse) else f"{answer.kind}: {answer.detail}"
            raise TargetError(f"{self.name}{self._reset_path} answered {said}\n  Check --reset-url.")
        return True

    def is_gone(self) -> bool:
        """Whether nothing listens where something answered before, for some seconds, or nothing answers any more."""
        if not self._answered:
            return False
        if all(self._is_closed(pause=bool(look) * _PAUSE) for look in range(_LOOKS)):
            return True
        return self._silences >= _SILENCES and self._is_silent()

    def _is_silent(self) -> bool:
        plain = WireRequest("", self._address.host, "GET", "/", {})
        return all(isinstance(self.send(plain), Failure) for _ in range(_SILENCES))

    def _is_closed(self, *, pause: float) -> bool:
        sleep(pause)
        try:
            socket.create_connection((self._address.host, self._address.port), self._timeout).close()
        except OSError:
            return True
        return False

    def begin_anew(self) -> None:
        """Empties the endpoint, where it was told how."""
        self.reset("")

    def close(self) -> None:
        """Ends the connection and the thread."""
        self._drop()
        self._worker.close()

    def _drop(self) -> None:
        if self._link is not None:
            self._link.cut()
            self._link = None

    def _exchange(self, wire: WireRequest) -> WireResponse | Failure:
        base = "" if wire.own_path == self._reset_path else self._address.base
        path = base + wire.own_path
        headers = self._signer.signed(wire, self._address.url + wire.own_path) if self._signer else wire.headers
        reused = self._link is not None and self._link.alive()
        result = self._attempt(wire, path, headers)
        if isinstance(result, _Stale) and reused:
            retried = self._attempt(wire, path, headers)
            # What closed a connection and listens no more was ended by the request.
            result = result if isinstance(retried, Failure) and retried.kind == "unreachable" else retried
        return Failure("dropped", result.detail) if isinstance(result, _Stale) else result

    def _attempt(self, wire: WireRequest, path: str, headers: Any) -> WireResponse | Failure | _Stale:
        link = self._link
        if link is None or not link.alive():
            self._drop()
            link = self._link = _Link(self._address, self._timeout, self._context)
            refused = link.connect()
            if refused is not None:
                self._drop()
                return refused
        result = link.exchange(wire.method, path, headers, wire.body, self._limit)
        if not isinstance(result, WireResponse) and self._link is link:
            self._drop()
        return result


class _Stale:
    """The peer closed the connection before the first byte of an answer."""

    def __init__(self, detail: str) -> None:
        self.detail = detail


class _Link:
    """One connection to an endpoint. `cut` may be called from another thread, and ends what waits for bytes."""

    def __init__(self, address: Address, timeout: float, context: ssl.SSLContext | None) -> None:
        self._socket: socket.socket | None = None
        if context is not None:
            self._connection: HTTPConnection = HTTPSConnection(
                address.host, address.port, timeout=timeout, ssl_context=context
            )
        else:
            self._connection = HTTPConnection(address.host, address.port, timeout=timeout)

    def alive(self) -> bool:
        """Whether the connection is open and the peer has not closed it, nor sent anything unasked."""
        return self._connection.is_connected

    def connect(self) -> Failure | None:
        try:
            self._connection.connect()
        except NewConnectionError as error:
            return Failure("unreachable", one_line(error.__cause__ or error))
        except ConnectTimeoutError:
            return Failure("unreachable", "no connection in time")
        except ssl.SSLError as error:
            hint = "; give the authority with --ca-bundle" if isinstance(error, ssl.SSLCertVerificationError) else ""
            return Failure("unreachable", one_line(error) + hint)
        except (HTTPError, OSError, UnicodeError) as error:
            return Failure("unreachable", one_line(error))
        self._socket = self._connection.sock
        return None

    def exchange(
        self, method: str, path: str, headers: Any, body: bytes, limit: int
    ) -> WireResponse | Failure | _Stale:
        try:
            # A peer may answer and close before it has read everything; its answer counts.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self._connection.request(method, path, body or None, headers, preload_content=False)
            response = self._connection.getresponse()
        except _CLOSED as error:
            return _Stale(one_line(error))
        except (TimeoutError, ReadTimeoutError) as error:
            return Failure("timeout", one_line(error))
        except (http.client.HTTPException, HTTPError, ValueError) as error:
            return Failure("garbage", one_line(error))
        except OSError as error:
            return Failure("dropped", one_line(error))
        return _received(response, limit)

    def cut(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError, ValueError):
                self._socket.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(OSError):
            self._connection.close()


def _remedy(detail: str, address: Address) -> str:
    if address.tls and "SSL" in detail:
        return "Is it plain http? Then write http:// in the place of https://."
    return "Start the emulator, or mend the host and the port after --target."


def _received(response: urllib3.BaseHTTPResponse, limit: int) -> WireResponse | Failure:
    chunks: list[bytes] = []
    size = 0
    try:
        for chunk in response.stream(_CHUNK, decode_content=True):
            chunks.append(chunk)
            size += len(chunk)
            if size > limit:
                return Failure("too-large", f"more than {limit} bytes")
    except (TimeoutError, ReadTimeoutError) as error:
        return Failure("timeout", one_line(error))
    except DecodeError as error:
        return Failure("garbage", one_line(error))
    except (HTTPError, http.client.HTTPException, OSError) as error:
        return Failure("garbage" if "InvalidChunkLength" in str(error) else "dropped", one_line(error))
    except (ValueError, AttributeError) as error:
        # Its own reading stumbled, over a chunk's size or over a socket cut meanwhile.
        return Failure("garbage", one_line(error))
    headers = {name.lower(): value for name, value in response.headers.itermerged()}
    return WireResponse(response.status, headers, b"".join(chunks))


def _tls_context(ca_bundle: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=str(ca_bundle) if ca_bundle else None)
    except (OSError, ssl.SSLError) as error:
        raise UsageError(
            f"{ca_bundle}: no certificates can be read: {one_line(error)}\n  Give a file of PEM certificates."
        ) from None
