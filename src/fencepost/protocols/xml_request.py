"""botocore's rest-xml serialiser, taught to write down what it would refuse, change or drop."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from botocore.serialize import RestXMLSerializer

from fencepost.protocols.refusals import Inexpressible
from fencepost.protocols.rest_request import ExactLocations
from fencepost.protocols.texts import scalar_text
from fencepost.protocols.timestamps import to_wire, wire_form

#: What XML 1.0 has no way to write (section 2.2), in the bytes of a serialised document. ElementTree writes a lone
#: surrogate as a character reference, which no parser accepts.
_UNWRITABLE = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|&#5\d{4};")
#: Names that can stand as an element's without a namespace; all of AWS's do.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*", re.ASCII)


class ExactXMLSerializer(ExactLocations, RestXMLSerializer):  # type: ignore[misc, unused-ignore]  # no types in botocore
    """Writes any JSON value for any member. What the protocol can't say raises `Inexpressible`.

    A null becomes an empty element; an unknown member an element of its own name; the items of a list where none is
    expected `member` elements; a scalar where a structure is expected the element's text.
    """

    def _serialize_body_params(self, params: Any, shape: Any) -> bytes:
        if "name" not in shape.serialization:
            raise Inexpressible("the operation has no body", member=next(iter(params), ""))
        return checked_document(super()._serialize_body_params(params, shape))

    def _serialize_type_structure(self, xmlnode: ET.Element, params: Any, shape: Any, name: str) -> None:
        if not isinstance(params, Mapping):
            write_raw(xmlnode, name, params)
            return
        members = shape.members
        odd = {key: value for key, value in params.items() if value is None or key not in members}
        attributes = {
            key: members[key].serialization["name"]
            for key in params.keys() & members.keys()
            if members[key].serialization.get("xmlAttribute")
        }
        plain = {key: value for key, value in params.items() if key not in odd} if odd else params
        if attributes:
            plain = {**plain, **{key: scalar_text(params[key]) for key in attributes}}
        super()._serialize_type_structure(xmlnode, plain, shape, name)
        for key, value in odd.items():
            if key not in attributes:
                write_raw(xmlnode[-1], members[key].serialization.get("name", key) if key in members else key, value)

    def _serialize_type_list(self, xmlnode: ET.Element, params: Any, shape: Any, name: str) -> None:
        if shape.serialization.get("flattened") and params == []:
            raise Inexpressible("nothing says that a flattened list is empty", member=name)
        if isinstance(params, list):
            super()._serialize_type_list(xmlnode, params, shape, name)
        else:
            write_raw(xmlnode, name, params)

    def _serialize_type_map(self, xmlnode: ET.Element, params: Any, shape: Any, name: str) -> None:
        if shape.serialization.get("flattened") and params == {}:
            raise Inexpressible("nothing says that a flattened map is empty", member=name)
        if isinstance(params, Mapping):
            super()._serialize_type_map(xmlnode, params, shape, name)
        else:
            write_raw(xmlnode, name, params)

    def _serialize_type_timestamp(self, xmlnode: ET.Element, params: Any, shape: Any, name: str) -> None:
        self._default_serialize(xmlnode, to_wire(params, wire_form(shape, self.TIMESTAMP_FORMAT)), shape, name)

    def _default_serialize(self, xmlnode: ET.Element, params: Any, shape: Any, name: str) -> None:
        if isinstance(params, Mapping | list):
            write_raw(xmlnode, name, params)
            return
        node = ET.SubElement(xmlnode, name)
        node.text = scalar_text(params)
        self._add_xml_namespace(shape, node)

    # A contract holds blobs as the text that the wire has; the others are scalars like any other.
    _serialize_type_blob = _serialize_type_boolean = _serialize_type_float = _serialize_type_double = _default_serialize


def write_raw(parent: ET.Element, name: str, value: Any) -> None:
    """Writes any JSON value as an element, without a model's help. Raises Inexpressible for an impossible name."""
    if not _NAME.fullmatch(name):
        raise Inexpressible("not a name that an XML element can have", member=name)
    node = ET.SubElement(parent, name)
    if isinstance(value, Mapping):
        for key, item in value.items():
            write_raw(node, key, item)
    elif isinstance(value, list):
        for item in value:
            write_raw(node, "member", item)
    else:
        node.text = scalar_text(value)


def checked_document(body: bytes) -> bytes:
    """The document with its carriage returns kept from normalisation. Raises Inexpressible for what XML can't hold."""
    if _UNWRITABLE.search(body):
        raise Inexpressible("XML 1.0 has no form for a control character or a lone surrogate")
    return body.replace(b"\r", b"&#xD;") if b"\r" in body else body
