"""The part of CBOR (RFC 8949) that Smithy's RPC protocol uses, both ways.

A null, a double entry's last value and a number that no double holds stay visible; what isn't CBOR raises ValueError.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG, SIMPLE = range(8)
_UNKNOWN_LENGTH = 31
_BREAK = 0xFF
_DIRECT = 24
_LONGEST_WIDTH = 8
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}
_CONSTANTS: Mapping[int, Any] = {20: False, 21: True, 22: None, 23: None}
_FLOATS = {25: struct.Struct(">e"), 26: struct.Struct(">f"), 27: struct.Struct(">d")}
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value with the number that says what it means; 1 is seconds since 1970."""

    number: int
    value: Any


def head(major: int, number: int) -> bytes:
    """The first bytes of a value: its major type and its length, or the number that it is (less than 2**64)."""
    if number < _DIRECT:
        return bytes((major << 5 | number,))
    low, width = next((low, width) for low, width in _WIDTHS.items() if number < 1 << 8 * width)
    return bytes((major << 5 | low,)) + number.to_bytes(width, "big")


def integer(value: int) -> bytes:
    """A whole number from -2**64 to 2**64 - 1. Raises ValueError beyond."""
    number = value if value >= 0 else -1 - value
    if number >> 8 * _LONGEST_WIDTH:
        raise ValueError("CBOR's integers have 64 bits")
    return head(UNSIGNED if value >= 0 else NEGATIVE, number)


def text(value: str) -> bytes:
    """A text. Raises UnicodeEncodeError, which is a ValueError, for a lone surrogate."""
    data = value.encode("utf-8")
    return head(TEXT, len(data)) + data


def double(value: float) -> bytes:
    """A number as a double."""
    return b"\xfb" + _FLOATS[27].pack(value)


def single(value: float) -> bytes:
    """A number as a single; as a double where it is beyond the singles."""
    try:
        return b"\xfa" + _FLOATS[26].pack(value)
    except OverflowError:
        return double(value)


def loads(body: bytes) -> Any:
    """The one value that a body is: text, bytes, numbers, constants, lists, mappings and `Tagged`.

    Raises ValueError for anything else, also for what is nested more than 200 deep.
    """
    reader = _Reader(body)
    value = reader.value(0)
    if reader.at != len(body):
        raise ValueError("there is more after the value")
    return value


class _Reader:
    def __init__(self, body: bytes) -> None:
        self.body, self.at = body, 0

    def take(self, size: int) -> bytes:
        chunk = self.body[self.at : self.at + size]
        if len(chunk) < size:
            raise ValueError("it ends within a value")
        self.at += size
        return chunk

    def number(self, low: int) -> int:
        if low < _DIRECT:
            return low
        if low not in _WIDTHS:
            raise ValueError(f"no length or number is written as {low}")
        return int.from_bytes(self.take(_WIDTHS[low]), "big")

    def value(self, depth: int) -> Any:
        if depth > _DEEPEST:
            raise ValueError("it is nested too deeply")
        first = self.take(1)[0]
        major, low = first >> 5, first & 0x1F
        if major == TEXT:
            return self.string(major, low).decode("utf-8")
        if major <= NEGATIVE:
            return self.number(low) if major == UNSIGNED else -1 - self.number(low)
        if major in (MAP, ARRAY):
            return self.mapping(low, depth) if major == MAP else self.items(low, depth)
        if major == TAG:
            return Tagged(self.number(low), self.value(depth + 1))
        return self.string(major, low) if major == BYTES else self.simple(low)

    def ended(self) -> bool:
        if self.body[self.at : self.at + 1] != bytes((_BREAK,)):
            return False
        self.at += 1
        return True

    def string(self, major: int, low: int) -> bytes:
        if low != _UNKNOWN_LENGTH:
            return self.take(self.number(low))
        chunks = []
        while not self.ended():
            first = self.take(1)[0]
            if first >> 5 != major:
                raise ValueError("a piece of a string is of another type")
            chunks.append(self.take(self.number(first & 0x1F)))
        return b"".join(chunks)

    def items(self, low: int, depth: int) -> list[Any]:
        if low != _UNKNOWN_LENGTH:
            return [self.value(depth + 1) for _ in range(self.count(low))]
        found = []
        while not self.ended():
            found.append(self.value(depth + 1))
        return found

    def mapping(self, low: int, depth: int) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        left = -1 if low == _UNKNOWN_LENGTH else self.count(low)
        while left and not (left < 0 and self.ended()):
            key = self.value(depth + 1)
            if not isinstance(key, str):
                raise ValueError("a name is no text")  # noqa: TRY004 - not a fault of the caller's types
            entries[key] = self.value(depth + 1)
            left -= left > 0
        return entries

    def count(self, low: int) -> int:
        number = self.number(low)
        if number > len(self.body) - self.at:  # each takes a byte at least
            raise ValueError("it ends within a value")
        return number

    def simple(self, low: int) -> Any:
        if low in _CONSTANTS:
            return _CONSTANTS[low]
        if low not in _FLOATS:
            raise ValueError(f"no constant is written as {low}")
        form = _FLOATS[low]
        return form.unpack(self.take(form.size))[0]
