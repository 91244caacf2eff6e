"""The reference on a loopback address, for clients that want an endpoint."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import TYPE_CHECKING, Any, Self, cast
from urllib.parse import unquote_to_bytes

from fencepost.reference.application import MAX_BODY, Reference

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication, WSGIEnvironment

#: Seconds that a connection may stay silent.
PATIENCE = 60.0


class Server(ThreadingHTTPServer):
    """A bound and listening server.

    `serve_forever()` blocks and serves; as a context manager it serves in the background until it is left.
    """

    daemon_threads = True

    def __init__(self, host: str, port: int, application: WSGIApplication) -> None:
        super().__init__((host, port), _Handler)
        self.application = application
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where it listens, as an endpoint URL."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"

    def __enter__(self) -> Self:
        """Begin to serve in the background."""
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        """Stop, and give the port back."""
        self.shutdown()
        if self._thread is not None:
            self._thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    """One connection, kept open between requests."""

    protocol_version = "HTTP/1.1"
    timeout = PATIENCE
    disable_nagle_algorithm = True
    wbufsize = -1

    def __getattr__(self, name: str) -> Callable[[], None]:
        """The method of the base class's protocol (`do_GET` and so on), which is one for all, known or not."""
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def _answer(self) -> None:
        length = self.headers.get("Content-Length") or "0"
        if "Transfer-Encoding" in self.headers or not (length.isascii() and length.isdigit()):
            self._send("411 Length Required", [("Content-Length", "0"), ("Connection", "close")], b"")
            return
        if len(length) > len(str(MAX_BODY)) or int(length) > MAX_BODY:
            self.close_connection = True  # the body is left unread
            body = b""
        else:
            body = self.rfile.read(int(length))
        answers: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], problem: Any = None) -> Any:
            del problem
            answers.append((status, headers))
            return bytearray().extend

        try:
            content = b"".join(cast("Server", self.server).application(self._environ(body, length), start_response))
            status, headers = answers[-1]
        except Exception:  # noqa: BLE001 - a variant that raises answers 500, as any server would
            status, headers, content = "500 Internal Server Error", [("Content-Length", "0")], b""
        self._send(status, headers, content)

    def _environ(self, body: bytes, length: str) -> WSGIEnvironment:
        path, _, query = self.path.partition("?")
        environ: WSGIEnvironment = {
            "REQUEST_METHOD": self.command,
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "CONTENT_LENGTH": length,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "wsgi.input": BytesIO(body),
        }
        environ.update({f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers.items()})
        return environ

    def _send(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        code, _, reason = status.partition(" ")
        self.send_response(int(code), reason)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: whoever serves has no use for a line per request."""


def serve(host: str = "127.0.0.1", port: int = 0, application: WSGIApplication | None = None) -> Server:
    """A server of a new reference, or of another application, at a loopback address; port 0 takes a free one.

    Raises ValueError for an address that others could reach, and OSError where the port is taken.
    """
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        message = f"{host} is no loopback address; serve the reference at 127.0.0.1"
        raise ValueError(message)
    return Server(host, port, Reference() if application is None else application)
