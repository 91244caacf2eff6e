"""Reading and writing XML: elements and text, no attributes, no document types, no entities of one's own."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape

from fencepost.reference.refusal import RefusedError
from fencepost.reference.shape import ListOf, Members, Moment, Shape, Structure

NAMESPACE = "http://cloudfront.amazonaws.com/doc/2020-05-31/"
#: Elements within elements: real requests have about six.
MAX_DEPTH = 32
#: Digits of an integer in text: the interpreter refuses to read numbers far beyond.
_INTEGER = re.compile(r"-?[0-9]{1,100}")
_DECIMAL = re.compile(r"-?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,5})?")
_BOOLEANS = {"true": True, "false": False}
#: What XML 1.0 can't carry, even escaped.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Element:
    """An element by its local name, with what is in it."""

    name: str
    children: list[Element] = field(default_factory=list)
    text: str = ""


class _Builder:
    """Collects elements as the parser meets them."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []

    def start(self, name: str, attributes: Any) -> None:
        del attributes
        element = Element(name.rpartition(":")[2])
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)
        if len(self._open) > MAX_DEPTH:
            raise _malformed("Elements are nested too deeply.")

    def end(self, name: str) -> None:
        del name
        self._open.pop()

    def text(self, data: str) -> None:
        self._open[-1].text += data

    def document_type(self, *declaration: Any) -> None:
        del declaration
        raise _malformed("A document type is not accepted.")


def _malformed(message: str) -> RefusedError:
    return RefusedError("MalformedXML", message)


def parse(body: bytes) -> Element:
    """The root element of a document. Raises RefusedError, MalformedXML, for anything but a plain document."""
    builder, parser = _Builder(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = builder.document_type
    try:
        parser.Parse(body, True)  # noqa: FBT003 - expat takes it by position alone
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: encodings that aren't there
        raise _malformed("The body is not well-formed XML.") from error
    if builder.root is None:
        raise _malformed("The body holds no element.")
    return builder.root


def read(element: Element, shape: Shape) -> Any:
    """The value of an element; text that is no value of its type stays text, for a rule to refuse.

    Unknown elements are ignored, and of several with one name in a structure the last counts.
    Raises RefusedError, MalformedXML, for elements where text is expected, or both mixed.
    """
    if isinstance(shape, Structure):
        known = shape.members
        return _text_in(element) or {c.name: read(c, known[c.name]) for c in element.children if shape.knows(c.name)}
    if isinstance(shape, ListOf):
        return _text_in(element) or [read(c, shape.item) for c in element.children if c.name == shape.name]
    if element.children:
        raise _malformed("An element holds elements where text is expected.")
    return _value(element.text, shape.type)


def _text_in(element: Element) -> str:
    """The text of an element that should hold elements."""
    if not element.text or element.text.isspace():
        return ""
    if element.children:
        raise _malformed("An element holds both text and elements.")
    return element.text


def _value(text: str, name: str) -> Any:
    if name == "integer":
        return int(text) if _INTEGER.fullmatch(text) else text
    if name == "float":
        return float(text) if _DECIMAL.fullmatch(text) else text
    if name == "boolean":
        return _BOOLEANS.get(text, text)
    return _bytes(text) if name == "blob" else text


def _bytes(text: str) -> bytes | str:
    """Bytes from base64, in which white space may stand."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return text


def write(name: str, value: Any, shape: Shape, *, root: bool = False) -> str:
    """An element with this value; what isn't of its shape is written as text."""
    tag = f'{name} xmlns="{NAMESPACE}"' if root else name
    return f"<{tag}>{_content(value, shape)}</{name}>"


def _content(value: Any, shape: Shape) -> str:
    if isinstance(shape, Structure) and isinstance(value, dict):
        return _members(value, shape)
    if isinstance(shape, ListOf) and isinstance(value, list):
        return "".join(write(shape.name, item, shape.item) for item in value)
    return text_of(value)


def _members(value: Members, shape: Structure) -> str:
    known = shape.members
    return "".join(write(name, value[name], known[name]) for name in known if name in value)


def text_of(value: Any) -> str:
    """A scalar as text between tags."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Moment):
        return iso(value)
    if isinstance(value, float):
        return repr(float(value))
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return escape(_ILLEGAL.sub("\ufffd", str(value)))


def iso(moment: float) -> str:
    """A time as XML carries it."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def error_document(code: str, message: str, request_id: str) -> str:
    """An error as REST-XML services answer it."""
    error = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
    return f'<ErrorResponse xmlns="{NAMESPACE}">{error}<RequestId>{request_id}</RequestId></ErrorResponse>'
