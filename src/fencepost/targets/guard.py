"""Keeps targets in this process from calling out to the network.

moto's SNS, Events and Firehose really send what they are told to. The guard watches threads, not the process: the
thread that works for an exchange, and every `threading.Thread` started from it, may connect and look up names on
loopback only. Nothing else in the process is affected. Processes that a target starts, and sockets of its own machine
(AF_UNIX), are beyond it.
"""

from __future__ import annotations

import functools
import ipaddress
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary


class BlockedCallError(OSError):
    """What a target sees when it tries to call out of this machine."""


class Exchange:
    """One request and what was blocked while it was worked on: the hosts, in order."""

    __slots__ = ("blocked",)

    def __init__(self) -> None:
        self.blocked: list[str] = []


#: The exchange that a thread works for, or was started in.
_exchanges: WeakKeyDictionary[threading.Thread, Exchange] = WeakKeyDictionary()
#: The methods that `_cover` has put in the place of others.
_ours: set[Callable[..., Any]] = set()


def watch(exchange: Exchange) -> None:
    """From now on the current thread works for this exchange, behind the guard."""
    _listen()
    _cover()
    _exchanges[threading.current_thread()] = exchange


@functools.cache
def _listen() -> None:
    """Done once and for good: Python has no way to take an audit hook back."""
    sys.addaudithook(_audit)


def _cover() -> None:
    """Sees to what the audit hook doesn't hear of: names that methods of sockets look up themselves, and new threads.

    Others, such as pytest plugins, put methods of their own there and take them away again, so it is made sure of anew.
    """
    for owner, name, wrap in _COVERED:
        method = getattr(owner, name)
        if method not in _ours:
            wrapped = wrap(method)
            _ours.add(wrapped)
            setattr(owner, name, wrapped)


def _checked(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def checked(self: socket.socket, *arguments: Any) -> Any:
        if arguments:
            _check_address(arguments[-1])
        return method(self, *arguments)

    return checked


def _handed_down(start: Callable[..., Any]) -> Callable[..., Any]:
    """A thread started from a watched one is watched as well, for the same exchange."""

    @functools.wraps(start)
    def handed_down(self: threading.Thread) -> Any:
        exchange = _exchanges.get(threading.current_thread())
        if exchange is not None:
            _exchanges[self] = exchange
        return start(self)

    return handed_down


_COVERED: tuple[tuple[type, str, Callable[[Callable[..., Any]], Callable[..., Any]]], ...] = (
    (socket.socket, "connect", _checked),
    (socket.socket, "connect_ex", _checked),
    (socket.socket, "sendto", _checked),
    # Python 3.11 has no audit event for it.
    (threading.Thread, "start", _handed_down),
)


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    handler = _HANDLERS.get(event)
    if handler is not None:
        handler(arguments)


def _on_address(arguments: tuple[Any, ...]) -> None:
    _check_address(arguments[1])


def _on_lookup(arguments: tuple[Any, ...]) -> None:
    # To look up a literal address sends nothing; to connect to it is another event.
    if _address_of(arguments[0]) is None:
        _check(arguments[0])


def _on_reverse_lookup(arguments: tuple[Any, ...]) -> None:
    host = arguments[0]
    _check(host[0] if isinstance(host, tuple) else host)


#: https://docs.python.org/3/library/audit_events.html
_HANDLERS: dict[str, Callable[[tuple[Any, ...]], None]] = {
    "socket.connect": _on_address,
    "socket.sendto": _on_address,
    "socket.sendmsg": _on_address,
    "socket.getaddrinfo": _on_lookup,
    "socket.gethostbyname": _on_lookup,
    "socket.gethostbyaddr": _on_reverse_lookup,
    "socket.getnameinfo": _on_reverse_lookup,
}


def _check_address(address: Any) -> None:
    # Addresses of other families (AF_UNIX and the like) are no tuples, and never leave this machine.
    if isinstance(address, tuple) and address and isinstance(address[0], str | bytes):
        _check(address[0])


def _check(host: Any) -> None:
    exchange = _exchanges.get(threading.current_thread())
    if exchange is None or _is_local(host):
        return
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    exchange.blocked.append(name)
    raise BlockedCallError(f"Fencepost keeps targets from calling out of this machine: {name}")


def _is_local(host: Any) -> bool:
    if host in (None, "", b""):
        return True
    address = _address_of(host)
    if address is not None:
        mapped = getattr(address, "ipv4_mapped", None) or address
        return bool(mapped.is_loopback or mapped.is_unspecified)
    name = (host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)).lower().rstrip(".")
    # A machine's own name is asked for by the standard library's mail and logging modules.
    return name in ("localhost", "localhost.localdomain") or name.endswith(".localhost") or name == _own_name()


def _address_of(host: Any) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None


@functools.cache
def _own_name() -> str:
    return socket.gethostname().lower()
