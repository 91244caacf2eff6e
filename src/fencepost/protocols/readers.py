"""Reads a whole message, of one protocol, into members."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Mapping
from typing import Any, Protocol
from xml.etree import ElementTree as ET

from fencepost.protocols import cbor
from fencepost.protocols.cbor_values import json_value
from fencepost.protocols.event_streams import EventReader
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
        if value is None and not self.documented:
            return {}  # clients take it for nothing, which is all that there is to say
        if not isinstance(value, dict):
            raise BodyError(f"the body is JSON, but no object: {type(value).__name__}")
        return self._translate(value) if self._translate else value


class CBORBody:
    """Reads the mapping that is a message of Smithy's RPC protocol; an empty body has no members."""

    def __init__(self, shape: Any) -> None:
        self._translate = from_body(shape)
        self.documented = shape is not None and bool(shape.members)

    def __call__(self, body: bytes) -> dict[str, Any]:
        """The members in a body. Raises BodyError if it isn't a mapping."""
        value = parsed_cbor(body)
        if not isinstance(value, dict):
            raise BodyError(f"the body is CBOR, but no mapping: {type(value).__name__}")
        return self._translate(value) if self._translate else value


class PayloadBody:
    """Reads the body that is one member of a message, as it stands (a blob, a text) or as `read` reads it.

    `always` says that an empty body is an empty member: of a request that requires it the two are the same bytes.
    """

    documented = True

    def __init__(self, name: str, shape: Any, read: Callable[[bytes], Any], *, always: bool) -> None:
        raw = {"blob": _blob_text, "string": _utf8}
        self._name, self._always = name, always
        self._raw = shape.type_name in raw
        self._read = raw.get(shape.type_name, read)

    def __call__(self, body: bytes) -> dict[str, Any]:
        """The member in a body. Raises BodyError if it isn't of the protocol."""
        if self._raw:
            return {self._name: self._read(body)} if body or self._always else {}
        if not body or body.isspace():
            return {}
        value = self._read(body)
        # Clients write an empty object for a member that isn't given.
        return {self._name: value} if value != {} or self._always or body[:1] == b"<" else {}


class StreamBody:
    """Reads the body that is an event stream; `inner` reads payloads, for a shape."""

    documented = True

    def __init__(self, shape: Any, inner: Callable[[Any], Callable[[bytes], Any]]) -> None:
        self._name = str(shape.event_stream_name)
        self._first = inner(shape)
        self._events = EventReader(shape.members[self._name], lambda event, data: inner(event)(data))

    def __call__(self, body: bytes) -> dict[str, Any]:
        """The stream's events under its own name, and what its first response has. Raises BodyError."""
        try:
            events, first = self._events(body)
        except ValueError as error:
            raise BodyError(_line(error)) from None
        members = self._first(first) if first else {}
        return {**(members if isinstance(members, dict) else {}), **({self._name: events} if body else {})}


class XMLBody:
    """Reads the document that is a message in XML.

    `wrapper` is the element that holds the members, where it isn't the root; `enveloped` says that a document without
    members still has one.
    """

    def __init__(self, shape: Any, namespace: str, *, wrapper: str | None = None, enveloped: bool = False) -> None:
        self._wrapper, self._enveloped = wrapper, enveloped
        self._read = xml_reader(shape, namespace) if shape is not None else None
        self._roots = _scalars_in_body(shape)
        self.documented = _members_in_body(shape)

    def __call__(self, body: bytes) -> dict[str, Any]:
        """The members in a body; a blank one has none. Raises BodyError if it isn't XML, or has no wrapper."""
        if not body or body.isspace():
            return {}
        element = parsed_xml(body)
        if self._read is None or not self.documented:
            value = plain_value(element)
            return {local_name(element.tag): value} if value and not self._enveloped else {}
        if self._wrapper is not None:
            element = self._inside(element, self._wrapper)
        value = self._read(element)
        if isinstance(value, dict):
            return value
        if local_name(element.tag) in self._roots:
            # A document that is a single member (S3 has one).
            return {self._roots[local_name(element.tag)]: value}
        raise BodyError("the document holds text where its members should be")

    @staticmethod
    def _inside(root: ET.Element, name: str) -> ET.Element:
        for child in root:
            if local_name(child.tag) == name:
                return child
        raise BodyError(f"the document has no element {name}")


class MessageReader:
    """Reads the headers, the status and the body of a message whose structure is `shape`."""

    def __init__(self, shape: Any, body: BodyReader) -> None:
        self._headers, self._body = HeaderMembers(shape), body

    def read(self, headers: Mapping[str, str], body: bytes, status: int | None = None) -> dict[str, Any]:
        """The members of a message, whatever the case of its headers' names. Raises BodyError."""
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


def parsed_cbor(body: bytes) -> Any:
    """The CBOR value in a body, as a JSON value; an empty object for an empty one. Raises BodyError."""
    if not body:
        return {}
    try:
        return json_value(cbor.loads(body))
    except ValueError as error:
        raise BodyError(f"the body is not CBOR: {_line(error)}") from None


def json_reader(shape: Any) -> Callable[[bytes], Any]:
    """The function that reads a shape's value from a whole body of JSON."""
    translate = from_body(shape)
    return lambda body: translate(parsed_json(body)) if translate else parsed_json(body)


def cbor_reader(shape: Any) -> Callable[[bytes], Any]:
    """The function that reads a shape's value from a whole body of CBOR."""
    translate = from_body(shape)
    return lambda body: translate(parsed_cbor(body)) if translate else parsed_cbor(body)


def xml_document(shape: Any, namespace: str) -> Callable[[bytes], Any]:
    """The function that reads a shape's value from a whole document."""
    read = xml_reader(shape, namespace)
    return lambda body: read(parsed_xml(body))


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


def _scalars_in_body(shape: Any) -> dict[str, str]:
    """The members of a body that are no structures, by the names of their elements."""
    members = shape.members.items() if shape is not None else ()
    return {
        str(member.serialization.get("name", name)): name
        for name, member in members
        if not member.serialization.get("location") and member.type_name not in ("structure", "list", "map")
    }


def _blob_text(body: bytes) -> str:
    return base64.b64encode(body).decode("ascii")


def _utf8(body: bytes) -> str:
    return body.decode("utf-8", "replace")
