"""Event streams as bodies: messages of headers and a payload, one after the other, each an event of a union.

A contract sees a stream as the union that its model is: an object that holds, for each kind of event, the last one.
Writing puts each member of that object into a message of its own, in their order.
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from botocore.eventstream import EventStreamBuffer, ParserError

from fencepost.protocols.refusals import Inexpressible
from fencepost.protocols.texts import blob_bytes, scalar_text

CONTENT_TYPE = "application/vnd.amazon.eventstream"
#: The type of a header that is text, as the format numbers them.
_TEXT = 7
_FIRST = "initial-response"

#: From a payload to the value of a shape, and back.
Reader = Callable[[Any, bytes], Any]
Writer = Callable[[Any, Any], bytes]


class EventReader:
    """Reads the body that is a stream of the events in `union`. `read` reads what a shape has in a payload."""

    def __init__(self, union: Any, read: Reader) -> None:
        self._events, self._read = union.members, read

    def __call__(self, body: bytes) -> tuple[dict[str, Any], bytes]:
        """The last event of each kind, and the payload of the first response where the stream begins with one.

        Raises ValueError if the body isn't such a stream.
        """
        buffer = EventStreamBuffer()
        buffer.add_data(body)
        events: dict[str, Any] = {}
        first = b""
        try:
            for message in buffer:
                kind = str(message.headers.get(":event-type") or message.headers.get(":exception-type") or "error")
                if kind == _FIRST:
                    first = message.payload
                else:
                    events[kind] = self._event(kind, message)
        except (ParserError, struct.error, UnicodeDecodeError) as error:
            raise ValueError(f"the body is no event stream: {error}") from None
        if body and not events and not first:
            raise ValueError("the body is no event stream: it ends within its first message")
        return events, first

    def _event(self, kind: str, message: Any) -> dict[str, Any]:
        shape = self._events.get(kind)
        if shape is None:
            return {name.lstrip(":"): str(value) for name, value in message.headers.items()}
        event = {
            name: message.headers[name]
            for name, member in shape.members.items()
            if member.serialization.get("eventheader") and name in message.headers
        }
        payload = _payload_of(shape)
        if payload is None:
            value = self._read(shape, message.payload) if message.payload else {}
            return {**value, **event} if isinstance(value, dict) else {**event, "": value}
        event[payload] = self._payload(shape.members[payload], message.payload)
        return event

    def _payload(self, shape: Any, data: bytes) -> Any:
        if shape.type_name == "blob":
            return base64.b64encode(data).decode("ascii")
        return data.decode("utf-8", "replace") if shape.type_name == "string" else self._read(shape, data)


def written(union: Any, value: Any, write: Writer, content_type: str) -> bytes:
    """The stream that says a union's value: one message for each member. Raises Inexpressible for what is no event."""
    if not isinstance(value, Mapping) or not value:
        raise Inexpressible("a stream is made of events", member=union.name)
    return b"".join(_written(union, name, event, write, content_type) for name, event in value.items())


def _written(union: Any, name: str, event: Any, write: Writer, content_type: str) -> bytes:
    shape = union.members.get(name)
    if shape is None or not isinstance(event, Mapping):
        raise Inexpressible("no event of the stream", member=name)
    headers = {":message-type": "event", ":event-type": name, ":content-type": content_type}
    inside = _payload_of(shape)
    placed = {key for key, member in shape.members.items() if member.serialization.get("eventheader")}
    headers.update({key: scalar_text(event[key]) for key in placed & event.keys()})
    if inside is None:
        data = write(shape, {key: below for key, below in event.items() if key not in placed})
    else:
        value, kind = event.get(inside), shape.members[inside].type_name
        data = blob_bytes(value) if kind == "blob" else write(shape.members[inside], value)
        headers[":content-type"] = "application/octet-stream" if kind == "blob" else content_type
    return _message(headers, data)


def _payload_of(shape: Any) -> str | None:
    found = (str(name) for name, member in shape.members.items() if member.serialization.get("eventpayload"))
    return next(found, None)


def _message(headers: Mapping[str, str], payload: bytes) -> bytes:
    """A message: the lengths with their checksum, the headers, the payload, and the checksum of all of it."""
    lines = b"".join(_header(name, text) for name, text in headers.items())
    prelude = struct.pack(">II", 16 + len(lines) + len(payload), len(lines))
    message = prelude + struct.pack(">I", zlib.crc32(prelude)) + lines + payload
    return message + struct.pack(">I", zlib.crc32(message))


def _header(name: str, text: str) -> bytes:
    key, value = name.encode("ascii"), text.encode("utf-8", "replace")
    return struct.pack(">B", len(key)) + key + struct.pack(">BH", _TEXT, len(value)) + value
