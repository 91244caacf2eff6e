"""Any WSGI application (PEP 3333), called in this process."""

from __future__ import annotations

import importlib
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast
from urllib.parse import unquote_to_bytes

from fencepost.errors import UsageError
from fencepost.protocols import Failure, WireRequest, WireResponse
from fencepost.targets.in_process import InProcessTarget, one_line

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_STATUS = re.compile(r"([1-9][0-9]{2})( .*)?", re.DOTALL)
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")


class WsgiTarget(InProcessTarget):
    """A WSGI application in this process.

    `make` gives an application; it is called again for a clean state if it is `fresh`, which means that each one it
    makes has a state of its own. `timeout` is in seconds per exchange, `limit` in bytes per response.
    """

    def __init__(
        self,
        make: Callable[[], Application],
        name: str = "wsgi",
        *,
        fresh: bool = True,
        timeout: float = 10.0,
        limit: int = 4 << 20,
    ) -> None:
        super().__init__(name, timeout=timeout, limit=limit)
        self._make, self._fresh = make, fresh
        self._application: Application = self._once(make)

    def reset(self, service: str) -> bool:
        """Puts a new application in the place of the old one, where its factory makes fresh ones."""
        if self._fresh:
            self._application = self._once(self._make)
        return self._fresh

    def _load(self, service: str) -> None:
        """The application is there already."""

    def _answer(self, wire: WireRequest) -> WireResponse | Failure:
        call = _Call()
        try:
            returned = self._application(environ_of(wire), call.start_response)
            body = self._collected(returned, call)
        except _BrokenContractError as error:
            return Failure("garbage", str(error))
        except _TooLargeError:
            return Failure("too-large", f"more than {self._limit} bytes")
        return WireResponse(call.status, call.headers, body)

    def _collected(self, returned: Any, call: _Call) -> bytes:
        try:
            if not isinstance(returned, Iterable):
                raise _BrokenContractError(
                    f"the application returned {type(returned).__name__}, which can't be iterated"
                )
            return self._joined(iter(returned), call)
        finally:
            close = getattr(returned, "close", None)
            if close is not None:
                close()

    def _joined(self, chunks: Iterator[Any], call: _Call) -> bytes:
        size = 0
        for chunk in chunks:
            call.write(chunk)
            size += len(chunk)
            if size > self._limit:
                raise _TooLargeError
        if call.headers_given is None:
            raise _BrokenContractError("the application didn't call start_response")
        return b"".join(call.chunks)


class _BrokenContractError(Exception):
    """The application broke PEP 3333, so that no server could send its answer."""


class _TooLargeError(Exception):
    """The body is larger than the limit."""


class _Call:
    """One call of an application: what it gave to `start_response` and what it wrote."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.headers_given: bool | None = None
        self.chunks: list[bytes] = []

    def start_response(self, status: Any, headers: Any, exc_info: Any = None) -> Callable[[bytes], None]:
        """What PEP 3333 has the application call. A second call needs `exc_info`, and nothing sent yet."""
        if exc_info is not None and any(self.chunks):
            raise exc_info[1].with_traceback(exc_info[2])
        if exc_info is None and self.headers_given is not None:
            raise _BrokenContractError("start_response was called twice")
        match = _STATUS.fullmatch(status) if isinstance(status, str) else None
        if match is None or "\n" in status or "\r" in status:
            raise _BrokenContractError(f"{one_line(ValueError(repr(status)))[12:]} is no status line")
        self.status, self.headers, self.headers_given = int(match.group(1)), _joined_headers(headers), True
        return self.write

    def write(self, chunk: Any) -> None:
        """Takes a piece of the body."""
        if not isinstance(chunk, bytes):
            raise _BrokenContractError(f"a piece of the body is {type(chunk).__name__}, not bytes")
        if chunk and self.headers_given is None:
            raise _BrokenContractError("the body began before start_response was called")
        self.chunks.append(chunk)


def _joined_headers(headers: Any) -> dict[str, str]:
    joined: dict[str, str] = {}
    try:
        pairs = [(name, value) for name, value in headers]
    except (TypeError, ValueError):
        raise _BrokenContractError("the headers are no list of pairs") from None
    for name, value in pairs:
        if not isinstance(name, str) or not _HEADER_NAME.fullmatch(name):
            raise _BrokenContractError("a header's name isn't one that HTTP can carry")
        if not isinstance(value, str) or not _HEADER_VALUE.fullmatch(value):
            raise _BrokenContractError(f"the value of the header {name} isn't one that HTTP can carry")
        key = name.lower()
        joined[key] = f"{joined[key]}, {value}" if key in joined else value
    return joined


def environ_of(wire: WireRequest) -> dict[str, Any]:
    """The environment that a server would make of a request. The host is the one that AWS has for the service."""
    path, _, query = wire.path.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": wire.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        # Where servers keep the path as it was sent: gunicorn, and those that follow Apache.
        "RAW_URI": wire.path,
        "REQUEST_URI": wire.path,
        "SERVER_NAME": wire.host,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": wire.host,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(wire.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in wire.headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    if wire.body or wire.method in ("POST", "PUT", "PATCH"):
        environ["CONTENT_LENGTH"] = str(len(wire.body))
    return environ


def imported_application(spec: str) -> tuple[Callable[[], Application], bool]:
    """The factory that `package.module:app` or `package.module:make()` names, and whether it makes fresh ones.

    The current directory is importable, as under gunicorn. Raises UsageError for what isn't there or can't be called.
    """
    module_name, _, attribute = spec.partition(":")
    called = attribute.endswith("()")
    attribute = attribute.removesuffix("()")
    if not module_name or not attribute.replace(".", "_").isidentifier():
        raise UsageError(
            f"wsgi:{spec} doesn't name an application\n"
            "  Write wsgi:package.module:app, or wsgi:package.module:make() for a function or class that makes one."
        )
    found: Any = _module(module_name)
    for name in attribute.split("."):
        if not hasattr(found, name):
            raise UsageError(f"{module_name} has no {attribute}\n  Name the application as the module does.")
        found = getattr(found, name)
    if not callable(found):
        raise UsageError(f"{module_name}:{attribute} can't be called\n  A WSGI application, or what makes one, can.")
    entry = cast("Callable[..., Any]", found)
    return (entry if called else lambda: entry), called


def _module(name: str) -> Any:
    here = os.getcwd()  # noqa: PTH109 - sys.path holds strings
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UsageError(
            f"can't import {name}: {one_line(error)}\n"
            "  Install it beside Fencepost, or run in the folder that holds it."
        ) from None
