"""Values between a contract's members and the body of Smithy's RPC protocol, in CBOR.

Numbers have the width of their documented type, blobs are bytes and timestamps tagged seconds; whatever isn't of the
documented type is written as what it is, and what is read comes back so.
"""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Callable, Mapping
from typing import Any

from fencepost.protocols import cbor
from fencepost.protocols.compiled import Compiled
from fencepost.protocols.refusals import Inexpressible
from fencepost.protocols.timestamps import to_wire, wire_form

Writer = Callable[[Any], bytes]
#: The tags of seconds since 1970, and of whole numbers beyond 64 bits (RFC 8949, section 3.4).
_SECONDS, _LARGE, _LARGE_NEGATIVE = 1, 2, 3


def cbor_writer(shape: Any) -> Writer:
    """The function that writes a value of a shape, of whatever JSON type it is. It raises Inexpressible."""
    return _Compiler().of(shape)


class _Compiler:
    """Compiles one function per shape; a recursive shape finds its own again."""

    def __init__(self) -> None:
        self._compiled: Compiled[Any, Any] = Compiled()

    def of(self, shape: Any) -> Writer:
        kinds = {"structure": self._structure, "list": self._list, "map": self._map}
        kind = kinds.get(shape.type_name)
        if kind is None or getattr(shape, "is_document_type", False):
            return _SCALARS.get(shape.type_name, write) if shape.type_name != "timestamp" else _timestamp(shape)
        return self._compiled.get(shape, kind)

    def _structure(self, shape: Any) -> Writer:
        fields = {
            name: (cbor.text(str(member.serialization.get("name", name))), self.of(member))
            for name, member in shape.members.items()
        }

        def structure(value: Any) -> bytes:
            if not isinstance(value, Mapping):
                return write(value)
            parts = [cbor.head(cbor.MAP, len(value))]
            for name, below in value.items():
                field = fields.get(name)
                parts.append(field[0] if field else write(name))
                parts.append(field[1](below) if field else write(below))
            return b"".join(parts)

        return structure

    def _list(self, shape: Any) -> Writer:
        item = self.of(shape.member)

        def items(value: Any) -> bytes:
            if not isinstance(value, list):
                return write(value)
            return cbor.head(cbor.ARRAY, len(value)) + b"".join(map(item, value))

        return items

    def _map(self, shape: Any) -> Writer:
        value_of = self.of(shape.value)

        def entries(value: Any) -> bytes:
            if not isinstance(value, Mapping):
                return write(value)
            parts = (write(key) + value_of(below) for key, below in value.items())
            return cbor.head(cbor.MAP, len(value)) + b"".join(parts)

        return entries


def write(value: Any) -> bytes:
    """A JSON value, or what was read from CBOR, as what it is. Raises Inexpressible for a lone surrogate."""
    if isinstance(value, Mapping):
        return cbor.head(cbor.MAP, len(value)) + b"".join(write(key) + write(item) for key, item in value.items())
    if isinstance(value, list):
        return cbor.head(cbor.ARRAY, len(value)) + b"".join(map(write, value))
    if isinstance(value, cbor.Tagged):
        return cbor.head(cbor.TAG, value.number) + write(value.value)
    return _plain(value)


def _plain(value: Any) -> bytes:
    if isinstance(value, str):
        try:
            return cbor.text(value)
        except UnicodeEncodeError:
            raise Inexpressible("a lone surrogate has no UTF-8 form in CBOR") from None
    if value is None or isinstance(value, bool):
        return {False: b"\xf4", True: b"\xf5", None: b"\xf6"}[value]
    if isinstance(value, int):
        return _integer(value)
    return cbor.double(value) if isinstance(value, float) else cbor.head(cbor.BYTES, len(value)) + value


def json_value(value: Any) -> Any:
    """What was read from CBOR as a JSON value: bytes as base64, tagged seconds as a number, NaN and such as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: json_value(below) for key, below in value.items()}
    if isinstance(value, list):
        return [json_value(below) for below in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return _untagged(value) if isinstance(value, cbor.Tagged) else value


def _untagged(tagged: cbor.Tagged) -> Any:
    if tagged.number in (_LARGE, _LARGE_NEGATIVE) and isinstance(tagged.value, bytes):
        number = int.from_bytes(tagged.value, "big")
        return number if tagged.number == _LARGE else -1 - number
    return json_value(tagged.value)


def _integer(value: int) -> bytes:
    try:
        return cbor.integer(value)
    except ValueError:
        number, tag = (value, _LARGE) if value >= 0 else (-1 - value, _LARGE_NEGATIVE)
        data = number.to_bytes((number.bit_length() + 7) // 8, "big")
        return cbor.head(cbor.TAG, tag) + cbor.head(cbor.BYTES, len(data)) + data


def _timestamp(shape: Any) -> Writer:
    form = wire_form(shape, "unixtimestamp")

    def timestamp(value: Any) -> bytes:
        seconds = to_wire(value, form) if isinstance(value, str) else value
        tag = cbor.head(cbor.TAG, _SECONDS) if seconds is not value and not isinstance(seconds, str) else b""
        return tag + write(seconds)

    return timestamp


def _blob(value: Any) -> bytes:
    if not isinstance(value, str):
        return write(value)
    try:
        data = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return write(value)
    return cbor.head(cbor.BYTES, len(data)) + data


def _number(form: Callable[[float], bytes]) -> Writer:
    def number(value: Any) -> bytes:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return write(value)
        try:
            return form(value)
        except OverflowError:
            return write(value)

    return number


_SCALARS: Mapping[str, Writer] = {"blob": _blob, "float": _number(cbor.single), "double": _number(cbor.double)}
