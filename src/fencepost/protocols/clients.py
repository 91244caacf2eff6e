"""Whether a client of botocore would put the same request on the wire, given the members."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode
from xml.etree import ElementTree as ET

from botocore.serialize import create_serializer
from botocore.utils import percent_encode_sequence

from fencepost.protocols.wire import WireRequest


def client_sends(model: Any, protocol: str, members: Mapping[str, Any], wire: WireRequest) -> bool:
    """Whether botocore's own serialiser makes the same path, query, headers and body of these members.

    Parameter validation is off. A client also fills in a token that an operation requires, so that it can't leave one
    out.
    """
    tokens = model.idempotent_members
    if tokens and any(name in model.input_shape.required_members and name not in members for name in tokens):
        return False
    serializer = create_serializer(protocol, include_validation=False)
    try:
        made = serializer.serialize_to_request(python_values(model.input_shape, members), model)
        return _same_url(made, wire) and _same_headers(made, wire) and _same_body(_raw(made["body"]), wire.body)
    except Exception:  # noqa: BLE001 - a value of the wrong type breaks the serialiser wherever it happens to
        return False


def python_values(shape: Any, value: Any) -> Any:
    """The value as a client takes it: base64 becomes bytes where the model has a blob."""
    if shape is None or getattr(shape, "is_document_type", False):
        return value
    kind = shape.type_name
    if kind == "blob" and isinstance(value, str):
        return base64.b64decode(value, validate=True)
    if kind == "structure" and isinstance(value, Mapping):
        return {name: python_values(shape.members.get(name), below) for name, below in value.items()}
    if kind == "list" and isinstance(value, list):
        return [python_values(shape.member, below) for below in value]
    if kind == "map" and isinstance(value, Mapping):
        return {name: python_values(shape.value, below) for name, below in value.items()}
    return value


def _raw(body: Any) -> bytes:
    if isinstance(body, Mapping):
        return urlencode(body, doseq=True).encode("ascii")
    return body.encode() if isinstance(body, str) else bytes(body or b"")


def _same_url(made: Mapping[str, Any], wire: WireRequest) -> bool:
    path, _, fixed = made["url_path"].partition("?")
    query = made.get("query_string") or {}
    added = percent_encode_sequence(query) if query else ""
    sent_path, _, sent_query = wire.own_path.partition("?")
    return path == sent_path and "&".join(part for part in (fixed, added) if part) == sent_query


def _same_headers(made: Mapping[str, Any], wire: WireRequest) -> bool:
    sent = {name.lower(): value for name, value in wire.headers.items()}
    return all(sent.get(name.lower()) == value for name, value in made["headers"].items())


def _same_body(made: bytes, sent: bytes) -> bool:
    if made == sent:
        return True
    if not made or not sent:
        return False
    if sent[:1] == b"<":
        return ET.canonicalize(made.decode()) == ET.canonicalize(sent.decode())
    if sent[:7] == b"Action=":
        return sorted(parse_qsl(made.decode(), True)) == sorted(parse_qsl(sent.decode(), True))  # noqa: FBT003
    return bool(json.loads(made) == json.loads(sent))
