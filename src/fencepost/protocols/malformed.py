"""Requests that break the protocol itself. What must become of them no page says: only that nothing breaks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fencepost.protocols.wire import WireRequest

#: Deeper than recursive readers follow, yet no more than a few hundred kilobytes.
_DEPTH = 10_000
_DIGITS = 400


@dataclass(frozen=True, slots=True)
class Malformed:
    """A malformed variant of a valid request. `label` is stable and says what is wrong (`body-truncated`)."""

    label: str
    request: WireRequest


def malformed_requests(wire: WireRequest, protocol: str) -> list[Malformed]:
    """Every variant that makes sense for a request: of its headers always, of its body where it has one."""
    bodies = _json_bodies(wire.body) if protocol == "json" else _xml_bodies(wire.body)
    variants = [*_anybody(wire.body), *bodies] if wire.body else []
    changed = [Malformed(label, replace(wire, body=body)) for label, body in variants if body != wire.body]
    return [*changed, *_envelopes(wire)]


def _anybody(body: bytes) -> Iterator[tuple[str, bytes]]:
    yield "body-empty", b""
    yield "body-halved", body[: len(body) // 2]
    yield "body-truncated", body[:-1]
    yield "body-trailing-garbage", body + b" garbage"
    yield "body-twice", body + body
    yield "body-not-the-protocol", b"this is neither JSON nor XML"
    yield "body-zero-bytes", b"\x00" * 16
    yield "body-byte-order-mark", b"\xef\xbb\xbf" + body
    yield "body-utf-16", body.decode("utf-8", "replace").encode("utf-16")
    # Past the first byte, so that the document still begins as it should.
    middle = len(body) // 2
    yield "body-invalid-utf-8", body[:middle] + b"\xc3\x28\xff" + body[middle:]
    yield "body-control-character", body[:middle] + b"\x01" + body[middle:]


def _json_bodies(body: bytes) -> Iterator[tuple[str, bytes]]:
    yield "json-wrong-bracket", body.rstrip()[:-1] + b"]"
    for name in ("[]", '["member"]', '"text"', "1", "null", "true"):
        yield f"json-top-level-{name}", name.encode("ascii")
    yield "json-single-quotes", body.replace(b'"', b"'")
    yield "json-trailing-comma", body.rstrip()[:-1] + b",}"
    yield "json-comment", b"/* a comment */" + body
    yield "json-deep-lists", b'{"member": ' + b"[" * _DEPTH + b"]" * _DEPTH + b"}"
    yield "json-deep-objects", b'{"member": ' + b'{"a":' * _DEPTH + b"1" + b"}" * _DEPTH + b"}"
    yield "json-xml", b"<request/>"
    members = _members(body)
    if members is None:
        return
    yield "json-unknown-member", json.dumps({**members, "FencepostUnknown": "x"}).encode("ascii")
    for name in members:
        yield from _json_members(members, name)


def _json_members(members: Mapping[str, Any], name: str) -> Iterator[tuple[str, bytes]]:
    """One member with a literal that is no JSON, or that few readers survive, and the member given twice."""
    literals = {
        "nan": "NaN",
        "infinity": "-Infinity",
        "huge-exponent": "1e999",
        "huge-integer": "9" * _DIGITS,
        "leading-zero": "01",
        "lone-surrogate": '"\\ud800"',
        "bad-escape": '"\\x41"',
        "raw-line-break": '"a\nb"',
        "null": "null",
        "wrong-type-list": "[[]]",
        "wrong-type-object": '{"FencepostUnknown": 1}',
        "undefined": "undefined",
    }
    for label, literal in literals.items():
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


_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)([^<>]*?)(/?)>")
_PROLOG = re.compile(rb"\s*<\?xml[^>]*\?>\s*")


def _xml_bodies(body: bytes) -> Iterator[tuple[str, bytes]]:
    document = body[prolog.end() :] if (prolog := _PROLOG.match(body)) else body
    root = _ROOT.match(document)
    if root is None:
        return
    name, attributes = root.group(1), root.group(2)
    inside = b"" if root.group(3) else document[root.end() : document.rindex(b"</")]

    def made(content: bytes, *, tag: bytes = name, attrs: bytes = attributes) -> bytes:
        return b"<" + tag + attrs + b">" + content + b"</" + tag + b">"

    yield "xml-wrong-root", made(inside, tag=b"FencepostUnknown")
    yield "xml-no-namespace", made(inside, attrs=b"")
    yield "xml-wrong-namespace", made(inside, attrs=b' xmlns="http://example.com/fencepost/"')
    yield "xml-unbound-prefix", made(inside, tag=b"unbound:" + name)
    yield "xml-mismatched-end", b"<" + name + attributes + b">" + inside + b"</FencepostUnknown>"
    yield "xml-two-roots", document + document
    yield "xml-text-before-root", b"text" + document
    yield "xml-unknown-member", made(inside + b"<FencepostUnknown>x</FencepostUnknown>")
    yield "xml-members-twice", made(inside + inside)
    yield "xml-empty-root", made(b"")
    yield "xml-text-for-members", made(b"text")
    yield "xml-unescaped-ampersand", made(inside + b"&")
    yield "xml-comment", made(b"<!-- a comment -->" + inside)
    yield "xml-processing-instruction", made(b"<?fencepost instruction?>" + inside)
    yield "xml-character-data-section", made(b"<![CDATA[text]]>" + inside)
    yield "xml-unclosed-section", made(b"<![CDATA[text" + inside)
    yield "xml-deep", made(inside + b"<a>" * _DEPTH + b"</a>" * _DEPTH)
    yield "xml-declared-utf-16", b"<?xml version='1.0' encoding='utf-16'?>" + document
    yield "xml-declared-unknown-encoding", b"<?xml version='1.0' encoding='fencepost'?>" + document
    yield "xml-version-9", b"<?xml version='9.0'?>" + document
    yield "xml-json", b"{}"
    yield from _entities(name, made, inside)


def _entities(name: bytes, made: Any, inside: bytes) -> Iterator[tuple[str, bytes]]:
    """Declared entities: one that expands a thousandfold, one that refers outside, to a file that isn't there."""
    layers = b"".join(b'<!ENTITY e%d "%s">' % (depth, b"&e%d;" % (depth - 1) * 10) for depth in range(1, 4))
    expanding = b"<!DOCTYPE " + name + b' [<!ENTITY e0 "x">' + layers + b"]>"
    yield "xml-entity-expansion", expanding + made(inside + b"<FencepostUnknown>&e3;</FencepostUnknown>")
    external = b"<!DOCTYPE " + name + b' [<!ENTITY outside SYSTEM "file:///nonexistent/fencepost">]>'
    yield "xml-external-entity", external + made(inside + b"<FencepostUnknown>&outside;</FencepostUnknown>")
    yield "xml-undeclared-entity", made(inside + b"&fencepost;")
    yield "xml-document-type", b"<!DOCTYPE " + name + b">" + made(inside)


def _envelopes(wire: WireRequest) -> Iterator[Malformed]:
    """Wrong methods and headers around a body that is right."""
    for method in ("PATCH", "OPTIONS", "FENCEPOST"):
        yield Malformed(f"method-{method.lower()}", replace(wire, method=method))
    for name in ("Content-Type", "X-Amz-Target", "Authorization"):
        if name in wire.headers:
            yield Malformed(f"header-missing:{name}", _with_header(wire, name, None))
            yield Malformed(f"header-empty:{name}", _with_header(wire, name, ""))
    for content_type in ("text/plain", "application/x-www-form-urlencoded", "application/xml", "application/json", "x"):
        if wire.headers.get("Content-Type") not in (None, content_type):
            yield Malformed(f"content-type:{content_type}", _with_header(wire, "Content-Type", content_type))
    target = wire.headers.get("X-Amz-Target")
    if target:
        prefix = target.rpartition(".")[0]
        for wrong in (f"{prefix}.FencepostUnknown", "Fencepost.Unknown", prefix, target.lower(), f"{target}.{target}"):
            yield Malformed(f"target:{wrong}", _with_header(wire, "X-Amz-Target", wrong))


def _with_header(wire: WireRequest, name: str, value: str | None) -> WireRequest:
    headers = {key: text for key, text in wire.headers.items() if key != name}
    return replace(wire, headers=headers if value is None else {**headers, name: value})
