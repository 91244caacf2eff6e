"""The RPC protocols' requests: everything stands in the body, as JSON or as CBOR."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from botocore.serialize import JSONSerializer, RpcV2CBORSerializer

from fencepost.protocols.cbor_values import cbor_writer
from fencepost.protocols.json_values import to_body
from fencepost.protocols.refusals import Inexpressible


class _Frame:
    """An operation whose serialisation asks for no member: the frame is the same for every request."""

    def __init__(self, model: Any) -> None:
        self.name, self.http, self.metadata = model.name, model.http, model.metadata
        self.service_model = model.service_model
        self.has_event_stream_input = self.has_event_stream_output = False
        self.input_shape = self.endpoint = None


class JSONEncoder:
    """JSON 1.0 and 1.1: one object."""

    def __init__(self, model: Any) -> None:
        frame = JSONSerializer().serialize_to_request({}, _Frame(model))
        self._path = str(frame["url_path"])
        self._headers = {str(name): str(value) for name, value in frame["headers"].items()}
        self.content_type = self._headers["Content-Type"]
        self._translate = to_body(model.input_shape)

    def __call__(self, members: Mapping[str, Any]) -> tuple[str, dict[str, str], bytes]:
        """The path, the protocol's own headers, and the body."""
        value = self._translate(members) if self._translate else members
        return self._path, self._headers, json.dumps(value).encode("ascii")


class CBOREncoder:
    """Smithy's RPC v2 in CBOR: one mapping; an operation without input has no body at all."""

    content_type = "application/cbor"

    def __init__(self, model: Any) -> None:
        frame = RpcV2CBORSerializer().serialize_to_request({}, _Frame(model))
        self._path = str(frame["url_path"])
        self._headers = {str(name): str(value) for name, value in frame["headers"].items()}
        if model.has_event_stream_output:
            self._headers["Accept"] = "application/vnd.amazon.eventstream"
        self._write = cbor_writer(model.input_shape) if model.input_shape is not None else None

    def __call__(self, members: Mapping[str, Any]) -> tuple[str, dict[str, str], bytes]:
        """The path, the protocol's own headers, and the body. Raises Inexpressible."""
        if self._write is None:
            if members:
                raise Inexpressible("the operation takes no input", member=next(iter(members)))
            return self._path, self._headers, b""
        return self._path, {**self._headers, "Content-Type": self.content_type}, self._write(members)
