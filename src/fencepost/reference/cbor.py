"""The part of CBOR (RFC 8949) that the Smithy RPC protocol uses.

Read: integers, floats, strings, arrays and maps of known and of unknown length, booleans, null, and tagged times.
Written: the same with known lengths. Times are tag 1 on seconds since 1970.
"""

from __future__ import annotations

import math
import struct
from typing import Any

from fencepost.reference.refusal import RefusedError
from fencepost.reference.shape import Moment

#: Values within values: real requests have about six.
MAX_DEPTH = 64
#: The major types, of which each value begins with one.
_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP, _TAG = range(7)
_UNKNOWN_LENGTH = 31
_BREAK = 0xFF
_SIMPLE = {20: False, 21: True, 22: None, 23: None}
_FLOATS = {25: (">e", 2), 26: (">f", 4), 27: (">d", 8)}
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}


def _malformed() -> RefusedError:
    return RefusedError("SerializationException", "The body is not readable CBOR.")


class _Reader:
    def __init__(self, body: bytes) -> None:
        self.body = body
        self.at = 0

    def take(self, size: int) -> bytes:
        chunk = self.body[self.at : self.at + size]
        if len(chunk) < size:
            raise _malformed()
        self.at += size
        return chunk

    def number(self, low: int) -> int:
        if low < min(_WIDTHS):
            return low
        if low not in _WIDTHS:
            raise _malformed()
        return int.from_bytes(self.take(_WIDTHS[low]), "big")

    def at_break(self) -> bool:
        if self.body[self.at : self.at + 1] != bytes((_BREAK,)):
            return False
        self.at += 1
        return True

    def value(self, depth: int = 0) -> Any:
        (first,) = self.take(1)
        major, low = first >> 5, first & 0x1F
        if depth > MAX_DEPTH:
            raise _malformed()
        if major <= _NEGATIVE:
            number = self.number(low)
            return -1 - number if major == _NEGATIVE else number
        if major <= _TEXT:
            return self.string(major, low)
        if major == _ARRAY:
            return self.items(low, depth, 1)
        if major == _MAP:
            return self.mapping(low, depth)
        return self.tagged(low, depth) if major == _TAG else self.simple(low)

    def string(self, major: int, low: int) -> bytes | str:
        if low != _UNKNOWN_LENGTH:
            data = self.take(self.number(low))
        else:
            chunks = []
            while not self.at_break():
                (first,) = self.take(1)
                if first >> 5 != major:
                    raise _malformed()
                chunks.append(self.take(self.number(first & 0x1F)))
            data = b"".join(chunks)
        return data if major == _BYTES else data.decode()

    def items(self, low: int, depth: int, width: int) -> list[Any]:
        """The values of an array, or of a map of `width` 2, one after the other."""
        found: list[Any] = []
        if low == _UNKNOWN_LENGTH:
            while not self.at_break():
                found.extend(self.value(depth + 1) for _ in range(width))
            return found
        count = self.number(low) * width
        if count > len(self.body) - self.at:  # every value takes a byte at least
            raise _malformed()
        return [self.value(depth + 1) for _ in range(count)]

    def mapping(self, low: int, depth: int) -> dict[str, Any]:
        flat = self.items(low, depth, 2)
        return {key: value for key, value in zip(flat[::2], flat[1::2], strict=True) if isinstance(key, str)}

    def tagged(self, low: int, depth: int) -> Any:
        tag, value = self.number(low), self.value(depth + 1)
        numeric = isinstance(value, (int, float)) and not isinstance(value, bool)
        return Moment(value) if tag == 1 and numeric else value

    def simple(self, low: int) -> Any:
        if low in _SIMPLE:
            return _SIMPLE[low]
        if low not in _FLOATS:
            raise _malformed()
        form, size = _FLOATS[low]
        (number,) = struct.unpack(form, self.take(size))
        if not math.isfinite(number):
            raise _malformed()
        return number


def read(body: bytes) -> Any:
    """The value that makes up a body. Raises RefusedError, SerializationException, for what is no such value."""
    reader = _Reader(body)
    try:
        value = reader.value()
    except UnicodeDecodeError as error:
        raise _malformed() from error
    if reader.at != len(body):
        raise _malformed()
    return value


def _head(major: int, number: int) -> bytes:
    if number < min(_WIDTHS):
        return bytes((major << 5 | number,))
    low, width = next((low, width) for low, width in _WIDTHS.items() if number < 1 << 8 * width)
    return bytes((major << 5 | low,)) + number.to_bytes(width, "big")


def write(value: Any) -> bytes:
    """A value as CBOR; a whole number beyond 64 bits, for which there is no form in use, as text."""
    if isinstance(value, dict):
        return _head(_MAP, len(value)) + b"".join(write(key) + write(item) for key, item in value.items())
    if isinstance(value, list):
        return _head(_ARRAY, len(value)) + b"".join(map(write, value))
    if value is None or isinstance(value, bool):
        return {False: b"\xf4", True: b"\xf5", None: b"\xf6"}[value]
    if isinstance(value, int) and -(1 << 64) <= value < 1 << 64:
        return _head(_UNSIGNED, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
    if isinstance(value, float):
        return (b"\xc1" if isinstance(value, Moment) else b"") + struct.pack(">Bd", 0xFB, value)
    data = value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
    return _head(_BYTES if isinstance(value, bytes) else _TEXT, len(data)) + data
