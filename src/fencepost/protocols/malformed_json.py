"""Bodies that break JSON, or what a member of a JSON body may be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

#: Deeper than recursive readers follow, yet no more than a few hundred kilobytes.
DEPTH = 10_000
#: More digits than any type of number has.
DIGITS = 400
#: What no member of any type is, or few readers survive: no JSON, no number, no time, no base64, items twice or null.
_LITERALS: Mapping[str, str] = {
    "nan": "NaN",
    "infinity": "-Infinity",
    "huge-exponent": "1e999",
    "huge-integer": "9" * DIGITS,
    "decimal": "1.5",
    "leading-zero": "01",
    "hexadecimal": "0x1f",
    "number-with-unit": '"1h"',
    "lone-surrogate": '"\\ud800"',
    "bad-escape": '"\\x41"',
    "raw-line-break": '"a\nb"',
    "bad-base64": '"%%%"',
    "bad-date": '"2024-13-41T25:61:61Z"',
    "null": "null",
    "list-of-nulls": "[null]",
    "list-of-doubles": '["a", "a"]',
    "wrong-type-list": "[[]]",
    "wrong-type-object": '{"FencepostUnknown": 1}',
    "two-unknown-members": '{"FencepostUnknown": 1, "FencepostOther": 2}',
    "null-in-object": '{"FencepostUnknown": null}',
    "undefined": "undefined",
}


def json_bodies(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Variants of a body, each with its label."""
    yield "json-wrong-bracket", body.rstrip()[:-1] + b"]"
    for name in ("[]", '["member"]', '"text"', "1", "null", "true"):
        yield f"json-top-level-{name}", name.encode("ascii")
    yield "json-single-quotes", body.replace(b'"', b"'")
    yield "json-trailing-comma", body.rstrip()[:-1] + b",}"
    yield "json-comment", b"/* a comment */" + body
    yield "json-deep-lists", b'{"member": ' + b"[" * DEPTH + b"]" * DEPTH + b"}"
    yield "json-deep-objects", b'{"member": ' + b'{"a":' * DEPTH + b"1" + b"}" * DEPTH + b"}"
    yield "json-xml", b"<request/>"
    members = _members(body)
    if members is None:
        return
    yield "json-unknown-member", json.dumps({**members, "FencepostUnknown": "x"}).encode("ascii")
    for name in members:
        yield from _json_members(members, name)


def _json_members(members: Mapping[str, Any], name: str) -> Iterator[tuple[str, bytes]]:
    """One member with a literal that is no JSON, or that few readers survive, and the member given twice."""
    for label, literal in _LITERALS.items():
        yield f"json-{label}:{name}", _with_literal(members, name, literal)
    twice = json.dumps({**members})[:-1] + f", {json.dumps(name)}: null}}"
    yield f"json-duplicate-member:{name}", twice.encode("ascii")


def _with_literal(members: Mapping[str, Any], name: str, literal: str) -> bytes:
    pairs = (f"{json.dumps(key)}: {literal if key == name else json.dumps(value)}" for key, value in members.items())
    return ("{" + ", ".join(pairs) + "}").encode("utf-8")


def _members(body: bytes) -> Mapping[str, Any] | None:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
