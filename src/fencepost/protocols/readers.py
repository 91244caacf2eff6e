"""Reads a whole message, of one protocol, into members."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Mapping
from typing import Any, Protocol
from xml.etree import ElementTree as ET

from fencepost.protocols.json_values import from_body
from fencepost.protocols.locations import HeaderMembers
from fencepost.protocols.xml_values import local_name, plain_value, xml_reader


class BodyError(ValueError):
    """A body that isn't of its protocol. The message is one line."""


class BodyReader(Protocol):
    """From a body to the members in it. `documented` is false where success has nothing to say in its body."""

    documented: bool

    def __call__(self, body: bytes) -> dict[str, Any]:
        """The members in a body. Raises BodyError if it isn't of the protocol."""
        ...


class JSONBody:
    """Reads the JSON object that is a message of the JSON protocols; an empty body has no members.

    Members that no model knows stay, since a contract may forbid them, or describe more than the installed model.
    """

    def __init__(self, shape: Any) -> None:
        self._translate = from_body(shape)
        self.documented = shape is not None and bool(shape.members)

    def __call__(self, body: bytes) -> dict[str, Any]:
        """The members in a body. Raises BodyError if it isn't a JSON object."""
        value = parsed_json(body)
        if not isinstance(value, dict):
            raise BodyError(f"the body is JSON, but no object: {type(value).__name__}")
        return self._translate(value) if self._translate else value


class XMLBody:
    """Reads the document that is a message of rest-xml, or the payload that takes its place."""

    def __init__(self, shape: Any, namespace: str) -> None:
        payload = shape.serialization.get("payload") if shape is not None else None
        member: Any = shape.members[payload] if shape is not None and payload else None
        self._payload: str | None = payload
        self._raw: Callable[[bytes], str] | None = None
        if member is not None and member.type_name in ("blob", "string"):
            self._raw = _blob_text if member.type_name == "blob" else _utf8
        described = member if member is not None else shape
        self._read = xml_reader(described, namespace) if described is not None and not self._raw else None
        self.documented = bool(payload) or _members_in_body(shape)

    def __call__(self, body: bytes) -> dict[str, Any]:
        """The members in a body; a blank one has none. Raises BodyError if it isn't XML."""
        if self._raw:
            return {str(self._payload): self._raw(body)} if body else {}
        if not body or body.isspace():
            return {}
        element = parsed_xml(body)
        if self._read is None or not self.documented:
            value = plain_value(element)
            return {local_name(element.tag): value} if value else {}
        value = self._read(element)
        if self._payload:
            return {self._payload: value}
        if not isinstance(value, dict):
            raise BodyError("the document holds text where its members should be")
        return value


class MessageReader:
    """Reads the headers, the status and the body of a message whose structure is `shape`."""

    def __init__(self, shape: Any, body: BodyReader) -> None:
        self._headers, self._body = HeaderMembers(shape), body

    def read(self, headers: Mapping[str, str], body: bytes, status: int | None = None) -> dict[str, Any]:
        """The members of a message; names of headers in lower case. Raises BodyError for an unreadable body."""
        members = self._body(body)
        if not self._headers.empty:
            members.update(self._headers.read(headers, status))
        return members


def parsed_json(body: bytes) -> Any:
    """The JSON value in a body, an empty object for a blank one. Raises BodyError if it isn't JSON."""
    if not body or body.isspace():
        return {}
    try:
        return _DECODER.decode(body.decode("utf-8"))
    except RecursionError:
        raise BodyError("the body is nested too deeply to be read") from None
    except ValueError as error:
        raise BodyError(f"the body is not JSON: {_line(error)}") from None


def parsed_xml(body: bytes) -> ET.Element:
    """The root element of a body. Raises BodyError if it isn't XML."""
    try:
        # expat limits what entities expand to, and nothing external is fetched.
        return ET.fromstring(body)  # noqa: S314
    except (ET.ParseError, ValueError, LookupError) as error:
        raise BodyError(f"the body is not XML: {_line(error)}") from None


def _not_json(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON value")


def _finite(text: str) -> float | str:
    """A JSON number as a double; one beyond the doubles stays text, for infinity is no JSON value."""
    number = float(text)
    return number if math.isfinite(number) else text


#: RFC 8259 by the letter: Python's own reader also takes NaN, a byte order mark and other encodings.
_DECODER = json.JSONDecoder(parse_constant=_not_json, parse_float=_finite)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _members_in_body(shape: Any) -> bool:
    return shape is not None and any(not member.serialization.get("location") for member in shape.members.values())


def _blob_text(body: bytes) -> str:
    return base64.b64encode(body).decode("ascii")


def _utf8(body: bytes) -> str:
    return body.decode("utf-8", "replace")
