"""Whether a client of botocore would put the same request on the wire, given the members."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from botocore.model import OperationModel
from botocore.serialize import create_serializer

from fencepost.protocols.wire import WireRequest


def client_sends(model: OperationModel, protocol: str, members: Mapping[str, Any], wire: WireRequest) -> bool:
    """Whether botocore's own serialiser makes the same path and body of these members, parameter validation off."""
    serializer = create_serializer(protocol, include_validation=False)
    try:
        made = serializer.serialize_to_request(python_values(model.input_shape, members), model)
        body = made["body"]
        raw = body.encode() if isinstance(body, str) else bytes(body or b"")
        return made["url_path"] == wire.path.partition("?")[0] and _same_body(raw, wire.body)
    except Exception:  # noqa: BLE001 - a value of the wrong type breaks the serialiser wherever it happens to
        return False


def python_values(shape: Any, value: Any) -> Any:
    """The value as a client takes it: base64 becomes bytes where the model has a blob."""
    if shape is None:
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


def _same_body(made: bytes, sent: bytes) -> bool:
    if made == sent:
        return True
    if not made or not sent:
        return False
    if sent[:1] == b"<":
        return ET.canonicalize(made.decode()) == ET.canonicalize(sent.decode())
    return bool(json.loads(made) == json.loads(sent))
