"""Calls as reports record them, made into calls again: the inverse of `client.steps`."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from fencepost.protocols import Answer, Codec, WireRequest
from fencepost.repeats import pieces_of

#: The longest text that a record may stand for, in characters: it is written by whoever wrote the report.
LONGEST = 64 << 20
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_PLACEHOLDER = re.compile(r"\$\{(\d+)\.([^{}]+)\}")
_NAME = re.compile(r"fencepost-(?=[a-z]+-\d)")
_PRINTABLE = re.compile(r"/[\x21-\x7e]*")


class UnrepeatableError(Exception):
    """A recorded call that can't be made again, and why."""


class Records:
    """Makes calls of what a report records of them. `nonce` sets the names that are made apart from earlier ones.

    `answers` are those to the calls so far, from which later ones take what the target issued.
    """

    def __init__(self, nonce: str = "") -> None:
        self.answers: list[Answer] = []
        self._nonce = nonce

    def members(self, value: Any) -> Any:
        """The members of a recorded call. Raises UnrepeatableError where an answer lacks what they refer to."""
        pieces = pieces_of(value)
        if pieces is not None:
            return self._text(_joined(pieces))
        if isinstance(value, Mapping):
            if "$from" in value:
                return self._issued(value)
            return {str(name): self.members(below) for name, below in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.members(below) for below in value]
        return self._text(value) if isinstance(value, str) else value

    def wire(self, codec: Codec, wire: Mapping[str, Any], members: Mapping[str, Any]) -> WireRequest:
        """A recorded request, which goes to the path that it was sent to; `members` are what it was made of."""
        path = self._filled(_path_of(str(wire.get("url", "/"))), lambda text: quote(text, safe="-._~/"))
        if not _PRINTABLE.fullmatch(path):
            raise UnrepeatableError("the recorded path can't be sent")
        given = wire.get("headers") or {}
        headers = {str(name): self._filled(str(value), str) for name, value in given.items() if name.lower() != "host"}
        recorded, body = self._body(wire.get("body", ""))
        for name, value in headers.items():
            # A length that told the truth does so again; another one is what was tried.
            if name.lower() == "content-length" and value == str(recorded):
                headers[name] = str(len(body))
        method = str(wire.get("method", "POST"))
        return codec.recorded(members, WireRequest(codec.service, "", method, path, headers, body))

    def _body(self, body: Any) -> tuple[int, bytes]:
        """The length that was recorded, and the body as it is to be sent."""
        if isinstance(body, Mapping) and "base64" in body:
            try:
                raw = base64.b64decode(str(body["base64"]))
            except (binascii.Error, ValueError):
                raise UnrepeatableError("the recorded body can't be read") from None
            return len(raw), raw
        pieces = pieces_of(body)
        text = str(body) if pieces is None else _joined(pieces)
        convert = escape if text.lstrip().startswith("<") else _in_json
        filled = self._filled(text, convert)
        return len(text.encode("utf-8", "surrogateescape")), filled.encode("utf-8", "surrogateescape")

    def _text(self, text: str) -> str:
        return _NAME.sub(f"fencepost-{self._nonce}", text) if self._nonce else text

    def _filled(self, text: str, convert: Callable[[str], str]) -> str:
        """A text with what earlier answers gave in place of `${1.Id}`; other such texts stay."""

        def given(match: re.Match[str]) -> str:
            number = int(match[1])
            return convert(str(self._at(number, match[2]))) if 1 <= number <= len(self.answers) else match[0]

        return _PLACEHOLDER.sub(given, self._text(text))

    def _issued(self, value: Mapping[str, Any]) -> Any:
        source = value["$from"]
        if not isinstance(source, Sequence) or len(source) != 2 or not isinstance(source[0], int):  # noqa: PLR2004
            raise UnrepeatableError("a reference to an earlier answer can't be read")
        found = self._at(source[0], str(source[1]))
        return f"{str(found)[:-1]}{value['$last']}" if value.get("$last") is not None else found

    def _at(self, number: int, path: str) -> Any:
        if not 1 <= number <= len(self.answers):
            raise UnrepeatableError(f"there is no step {number} before it")
        value: Any = self.answers[number - 1].members
        for index, name in _STEP.findall(path):
            try:
                value = value[int(index)] if index else value[name]
            except (KeyError, IndexError, TypeError):
                raise UnrepeatableError(f"the answer to step {number} has no {path}") from None
        return value


def _joined(pieces: Sequence[tuple[str, int]]) -> str:
    if sum(len(piece) * max(times, 0) for piece, times in pieces) > LONGEST:
        raise UnrepeatableError("a recorded text is longer than any request")
    return "".join(piece * times for piece, times in pieces)


def _path_of(url: str) -> str:
    if url.startswith("/"):
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        raise UnrepeatableError("the recorded path can't be sent") from None
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _in_json(text: str) -> str:
    return json.dumps(text)[1:-1]
