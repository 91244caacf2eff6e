"""Bodies that break CBOR, or what a member of a CBOR body may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fencepost.protocols import cbor
from fencepost.protocols.cbor_values import write

_DEPTH = 10_000
#: Values that few members are, and bytes that are no value at all.
_VALUES: Mapping[str, bytes] = {
    "nan": b"\xf9\x7e\x00",
    "infinity": b"\xf9\xfc\x00",
    "huge-integer": b"\x1b" + b"\xff" * 8,
    "huge-negative": b"\x3b" + b"\xff" * 8,
    "beyond-64-bits": b"\xc2\x49" + b"\xff" * 9,
    "half-float": b"\xf9\x3c\x00",
    "null": b"\xf6",
    "undefined": b"\xf7",
    "unknown-constant": b"\xf8\x63",
    "unknown-tag": b"\xd9\x7f\xff\x01",
    "time-of-text": b"\xc1\x61x",
    "time-beyond-years": b"\xc1\x1b" + b"\x7f" * 8,
    "reserved-length": b"\x1c",
    "lone-break": b"\xff",
    "length-beyond-body": b"\x7b" + b"\x7f" * 8,
    "items-beyond-body": b"\x9b" + b"\x7f" * 8,
    "never-ending-list": b"\x9f\x01",
    "never-ending-text": b"\x7f\x61a",
    "piece-of-other-type": b"\x7f\x41a\xff",
    "invalid-utf-8": b"\x62\xc3\x28",
    "lone-surrogate": b"\x63\xed\xa0\x80",
    "bytes": b"\x41a",
    "wrong-type-list": b"\x81\x80",
    "wrong-type-mapping": b"\xa1\x61a\x01",
    "list-of-nulls": b"\x81\xf6",
}


def cbor_bodies(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Variants of a body, each with its label."""
    for label, top in {"list": b"\x80", "text": b"\x61a", "number": b"\x01", "null": b"\xf6", "true": b"\xf5"}.items():
        yield f"cbor-top-level-{label}", top
    yield "cbor-json", b"{}"
    yield "cbor-deep-lists", b"\xa1\x61a" + b"\x81" * _DEPTH + b"\x01"
    yield "cbor-deep-mappings", b"\xa1\x61a" * _DEPTH + b"\x01"
    yield "cbor-deep-tags", b"\xa1\x61a" + b"\xc1" * _DEPTH + b"\x01"
    yield "cbor-never-ending", b"\xbf"
    yield "cbor-odd-mapping", b"\xbf\x61a\xff"
    yield "cbor-name-a-number", b"\xa1\x01\x61a"
    yield "cbor-name-bytes", b"\xa1\x41a\x61a"
    yield "cbor-more-members-than-said", b"\xa0" + body[1:]
    members = _members(body)
    if members is None:
        return
    yield "cbor-unknown-member", _mapping({**members, "FencepostUnknown": b"\x61x"})
    yield "cbor-unknown-length", b"\xbf" + _pairs(members) + b"\xff"
    for name, value in members.items():
        for label, data in _VALUES.items():
            yield f"cbor-{label}:{name}", _mapping({**members, name: data})
        doubled = cbor.head(cbor.MAP, len(members) + 1) + _pairs(members) + cbor.text(name) + b"\xf6"
        yield f"cbor-duplicate-member:{name}", doubled
        yield f"cbor-needlessly-tagged:{name}", _mapping({**members, name: b"\xd9\xd9\xf7" + value})


def _members(body: bytes) -> dict[str, bytes] | None:
    try:
        value: Any = cbor.loads(body)
    except ValueError:
        return None
    return {name: write(below) for name, below in value.items()} if isinstance(value, dict) else None


def _mapping(members: Mapping[str, bytes]) -> bytes:
    return cbor.head(cbor.MAP, len(members)) + _pairs(members)


def _pairs(members: Mapping[str, bytes]) -> bytes:
    return b"".join(cbor.text(name) + data for name, data in members.items())
