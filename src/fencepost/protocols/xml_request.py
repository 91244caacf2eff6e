"""botocore's rest-xml serialiser, taught to write down what it would refuse, change or drop."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from botocore.serialize import RestXMLSerializer

from fencepost.protocols.refusals import Inexpressible
from fencepost.protocols.timestamps import to_wire, wire_form

#: What XML 1.0 has no way to write (section 2.2), in the bytes of a serialised document. ElementTree writes a lone
#: surrogate as a character reference, which no parser accepts.
_UNWRITABLE = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|&#5\d{4};")
#: Names that can stand as an element's without a namespace; all of AWS's do.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*", re.ASCII)
#: A header's value as RFC 9110 has it, and none that a server would trim.
_HEADER_VALUE = re.compile(r"[\x21-\x7e\xa1-\xff](?:[\x20-\x7e\t\xa0-\xff]*[\x21-\x7e\xa1-\xff])?|")
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def scalar_text(value: Any) -> str:
    """A JSON scalar as AWS protocols write it outside JSON: `true`, `300.0`, `1e-09`, and nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def blob_bytes(value: Any) -> bytes:
    """The bytes of a blob that is a whole body: of base64 text its content, of anything else its text."""
    text = scalar_text(value)
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return text.encode("utf-8", "surrogatepass")


class ExactXMLSerializer(RestXMLSerializer):  # type: ignore[misc, unused-ignore]  # botocore has no types of its own
    """Writes any JSON value for any member. What the protocol can't say raises `Inexpressible`.

    A null becomes an empty element; an unknown member an element of its own name; the items of a list where none is
    expected `member` elements; a scalar where a structure is expected the element's text.
    """

    def _expand_host_prefix(self, parameters: Any, operation_model: Any) -> None:
        """The codec forms the host, for every protocol alike."""

    def _render_uri_template(self, uri_template: str, params: dict[str, str]) -> str:
        for label in re.findall(r"{(.*?)\+?}", uri_template):
            if not params.get(label):
                raise Inexpressible("a missing or empty URI member is another URL", member=label)
        try:
            return str(super()._render_uri_template(uri_template, params))
        except UnicodeEncodeError:
            raise Inexpressible("a lone surrogate has no UTF-8 form in a URL") from None

    def _partition_parameters(
        self, partitioned: dict[str, Any], param_name: str, param_value: Any, shape_members: Mapping[str, Any]
    ) -> None:
        member = shape_members.get(param_name)
        if member is None:
            partitioned["body_kwargs"][param_name] = param_value
        elif member.serialization.get("location") == "querystring" and _scalar_for_many(member, param_value):
            key = member.serialization.get("name", param_name)
            partitioned["query_string_kwargs"][key] = scalar_text(param_value)
        elif member.serialization.get("location") == "headers" and not isinstance(param_value, Mapping):
            raise Inexpressible("headers of a common prefix can't hold a single value", member=param_name)
        else:
            super()._partition_parameters(partitioned, param_name, param_value, shape_members)

    def _get_uri_and_query_string_value(self, param_value: Any, member: Any) -> str:
        form = wire_form(member, self.QUERY_STRING_TIMESTAMP_FORMAT)
        return scalar_text(to_wire(param_value, form) if member.type_name == "timestamp" else param_value)

    def _convert_header_value(self, shape: Any, value: Any) -> str:
        if shape.type_name == "timestamp":
            return scalar_text(to_wire(value, wire_form(shape, self.HEADER_TIMESTAMP_FORMAT)))
        if (shape.type_name == "list" and _all_texts(value)) or shape.serialization.get("jsonvalue"):
            return str(super()._convert_header_value(shape, value))
        return scalar_text(value)

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
        if isinstance(params, list):
            super()._serialize_type_list(xmlnode, params, shape, name)
        else:
            write_raw(xmlnode, name, params)

    def _serialize_type_map(self, xmlnode: ET.Element, params: Any, shape: Any, name: str) -> None:
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


def _scalar_for_many(member: Any, value: Any) -> bool:
    many = {"list": list, "map": Mapping}.get(member.type_name)
    return many is not None and not isinstance(value, many)


def _all_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


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


def checked_header(name: str, value: Any) -> str:
    """A header's value as text. Raises Inexpressible for one that HTTP can't carry unchanged."""
    text = scalar_text(value)
    if not _HEADER_NAME.fullmatch(name):
        raise Inexpressible("not a name that an HTTP header can have", member=name)
    if not _HEADER_VALUE.fullmatch(text):
        raise Inexpressible("an HTTP header can't carry this value unchanged", member=name)
    return text
