"""The checksums of a body that clients send in headers, where the model of an operation asks for one.

A client of today sends `x-amz-checksum-crc32`, or the algorithm that the request itself names, and no `Content-MD5`.
Streamed bodies have it in a header too, as clients do without TLS: with TLS they would frame the body and put it in a
trailer, which says the same and hides the body. Services that sign as S3 does
have the body's hash in a header beside it.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Callable, Mapping
from typing import Any

_PREFIX = "x-amz-checksum-"
_DEFAULT = "CRC32"
_ALGORITHMS: Mapping[str, Callable[[bytes], bytes]] = {
    "crc32": lambda body: zlib.crc32(body).to_bytes(4, "big"),
    "sha1": lambda body: hashlib.sha1(body, usedforsecurity=False).digest(),
    "sha256": lambda body: hashlib.sha256(body).digest(),
    "sha512": lambda body: hashlib.sha512(body).digest(),
}
_SIGNED_HASH = "X-Amz-Content-SHA256"
_HASHED = ("s3", "s3v4")


class Checksums:
    """Adds what an operation's clients add. `empty` where they add nothing.

    A request that carries a checksum already, or names an algorithm that is none, is left as it is.
    """

    def __init__(self, model: Any) -> None:
        described: Mapping[str, Any] = model.http_checksum or {}
        self._member = str(described.get("requestAlgorithmMember", ""))
        # Clients add one wherever it is supported, required or not.
        self._wanted = bool(self._member or described.get("requestChecksumRequired") or model.http_checksum_required)
        self._hashed = model.service_model.signature_version in _HASHED
        self.empty = not (self._wanted or self._hashed)
        members = model.input_shape.members if model.input_shape is not None else {}
        named = members[self._member].serialization if self._member in members else {}
        self._header = str(named["name"]) if "name" in named else ""

    def headers(self, members: Mapping[str, Any], headers: Mapping[str, str], body: bytes) -> dict[str, str]:
        """The headers to add to a request with these members, headers and body."""
        added = {_SIGNED_HASH: hashlib.sha256(body).hexdigest()} if self._hashed else {}
        if not self._wanted or any(name.lower().startswith(_PREFIX) for name in headers):
            return added
        chosen = members.get(self._member, _DEFAULT)
        algorithm = chosen.lower() if isinstance(chosen, str) else ""
        if algorithm in _ALGORITHMS:
            added[_PREFIX + algorithm] = _digest(algorithm, body)
            if self._header and self._member not in members:
                added[self._header] = _DEFAULT
        return added


def corrected(headers: Mapping[str, str], body: bytes) -> dict[str, str]:
    """The headers with their checksums made those of another body, so that the body alone is what is wrong."""
    found = {name: _algorithm(name) for name in headers}
    digests = {name: _digest(algorithm, body) for name, algorithm in found.items() if algorithm in _ALGORITHMS}
    hashed = {_SIGNED_HASH: hashlib.sha256(body).hexdigest()} if _SIGNED_HASH in headers else {}
    return {**headers, **digests, **hashed}


def _algorithm(name: str) -> str:
    return name.lower().removeprefix(_PREFIX) if name.lower().startswith(_PREFIX) else ""


def _digest(algorithm: str, body: bytes) -> str:
    return base64.b64encode(_ALGORITHMS[algorithm](body)).decode("ascii")
