"""Requests that break the protocol itself. What must become of them no page says: only that nothing breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from fencepost.protocols.malformed_cbor import cbor_bodies
from fencepost.protocols.malformed_forms import form_bodies
from fencepost.protocols.malformed_json import json_bodies
from fencepost.protocols.malformed_urls import header_values, paths
from fencepost.protocols.malformed_xml import xml_bodies
from fencepost.protocols.wire import WireRequest

_BODIES: Mapping[str, Callable[[bytes], Iterator[tuple[str, bytes]]]] = {
    "json": json_bodies,
    "rest-json": json_bodies,
    "rest-xml": xml_bodies,
    "smithy-rpc-v2-cbor": cbor_bodies,
    "query": form_bodies,
    "ec2": form_bodies,
}
#: The protocols whose members stand in the path, the query and headers too.
_REST = ("rest-json", "rest-xml")
#: Headers that are the protocol's, the signature's or a checksum's, and no member's.
_ENVELOPE = ("content-type", "accept", "authorization", "user-agent", "smithy-protocol")
#: Headers that say what a request is, without which a server may not know.
_TELLING = ("Content-Type", "X-Amz-Target", "Authorization", "smithy-protocol")
_OTHER_TYPES = (
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/xml",
    "application/json",
    "application/cbor",
    "application/json; charset=utf-7",
    "x",
)


@dataclass(frozen=True, slots=True)
class Malformed:
    """A malformed variant of a valid request. `label` is stable and says what is wrong (`body-truncated`)."""

    label: str
    request: WireRequest


def malformed_requests(wire: WireRequest, protocol: str) -> list[Malformed]:
    """Every variant that makes sense for a request: of its headers always, of its body where it has one."""
    variants = [*_anybody(wire.body), *_BODIES[protocol](wire.body)] if wire.body else []
    changed = [Malformed(label, replace(wire, body=body)) for label, body in variants if body != wire.body]
    located = _located(wire) if protocol in _REST else ()
    return [*changed, *_envelopes(wire), *(variant for variant in located if variant.request != wire)]


def _located(wire: WireRequest) -> Iterator[Malformed]:
    """What stands outside the body, broken: the path, the query, and the headers that members stand in."""
    elsewhere = [path for _, path in paths(wire.elsewhere)] if wire.elsewhere is not None else []
    for at, (label, path) in enumerate(paths(wire.path)):
        yield Malformed(label, replace(wire, path=path, elsewhere=elsewhere[at] if elsewhere else None))
    for name, value in wire.headers.items():
        if name.lower() not in _ENVELOPE and not name.lower().startswith(("x-amz-date", "x-amz-c", "x-amz-sdk")):
            for label, wrong in header_values(name, value):
                yield Malformed(label, _with_header(wire, name, wrong))


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


def _envelopes(wire: WireRequest) -> Iterator[Malformed]:
    """Wrong methods and headers around a body that is right."""
    for method in ("PATCH", "OPTIONS", "FENCEPOST"):
        yield Malformed(f"method-{method.lower()}", replace(wire, method=method))
    for name in _TELLING:
        if name in wire.headers:
            yield Malformed(f"header-missing:{name}", _with_header(wire, name, None))
            yield Malformed(f"header-empty:{name}", _with_header(wire, name, ""))
    yield Malformed("accept:text/plain", _with_header(wire, "Accept", "text/plain"))
    yield Malformed("content-encoding:gzip", _with_header(wire, "Content-Encoding", "gzip"))
    yield Malformed("authorization:unreadable", _with_header(wire, "Authorization", "AWS4-HMAC-SHA256 Credential="))
    for content_type in _OTHER_TYPES:
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
