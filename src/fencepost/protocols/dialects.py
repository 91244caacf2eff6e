"""The parts that each protocol is made of: what writes its requests, and what reads its bodies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from fencepost.protocols import event_streams
from fencepost.protocols.cbor_values import cbor_writer
from fencepost.protocols.forms import FormBody
from fencepost.protocols.query_request import FormEncoder
from fencepost.protocols.readers import (
    BodyReader,
    CBORBody,
    JSONBody,
    PayloadBody,
    StreamBody,
    XMLBody,
    cbor_reader,
    json_reader,
    xml_document,
)
from fencepost.protocols.refusals import Inexpressible
from fencepost.protocols.rest_request import NULL, ExactJSONSerializer, RESTEncoder
from fencepost.protocols.rpc_request import CBOREncoder, JSONEncoder
from fencepost.protocols.xml_request import ExactXMLSerializer

#: From a shape to the function that reads its value from a whole body.
ShapeReader = Callable[[Any], Callable[[bytes], Any]]


class Encoder(Protocol):
    """What writes the requests of an operation. `content_type` is what their bodies are sent as."""

    content_type: str

    def __call__(self, members: Mapping[str, Any]) -> tuple[str, dict[str, str], bytes]:
        """The path with its query, the protocol's own headers, and the body. Raises Inexpressible."""
        ...


def encoder(model: Any, protocol: str) -> Encoder:
    """What writes the requests of an operation in a protocol, by botocore's name for it."""
    if model.has_event_stream_input:
        return _StreamEncoder(model, protocol)
    return _encoder(model, protocol)


def _encoder(model: Any, protocol: str) -> Encoder:
    if protocol == "json":
        return JSONEncoder(model)
    if protocol == "smithy-rpc-v2-cbor":
        return CBOREncoder(model)
    if protocol == "rest-json":
        return RESTEncoder(model, ExactJSONSerializer(model.input_shape), "application/json", NULL)
    if protocol == "rest-xml":
        return RESTEncoder(model, ExactXMLSerializer(), "application/xml", "")
    return FormEncoder(model, ec2=protocol == "ec2")


def body_reader(model: Any, protocol: str, shape: Any, *, request: bool) -> BodyReader:
    """What reads the body of an operation's request or response, whose structure is `shape`."""
    namespace = str(model.service_model.metadata.get("xmlNamespace", ""))
    if shape is not None and shape.event_stream_name:
        return StreamBody(shape, _whole(protocol, namespace))
    if protocol == "json":
        return JSONBody(shape)
    if protocol == "smithy-rpc-v2-cbor":
        return CBORBody(shape)
    if protocol in ("query", "ec2"):
        return FormBody(shape, ec2=protocol == "ec2") if request else _enveloped(shape, namespace)
    if shape is not None and "payload" in shape.serialization:
        return _payload_reader(shape, _whole(protocol, namespace), request=request)
    return JSONBody(shape) if protocol == "rest-json" else XMLBody(shape, namespace)


def _payload_reader(shape: Any, whole: ShapeReader, *, request: bool) -> PayloadBody:
    name = str(shape.serialization["payload"])
    always = request and name in shape.required_members
    return PayloadBody(name, shape.members[name], whole(shape.members[name]), always=always)


def _enveloped(shape: Any, namespace: str) -> XMLBody:
    wrapper = shape.serialization.get("resultWrapper") if shape is not None else None
    return XMLBody(shape, namespace, wrapper=wrapper, enveloped=True)


def _whole(protocol: str, namespace: str) -> ShapeReader:
    if protocol == "rest-xml":
        return lambda shape: xml_document(shape, namespace)
    return cbor_reader if protocol == "smithy-rpc-v2-cbor" else json_reader


class _StreamEncoder:
    """A request whose body is an event stream: one message for each event that is given, and the rest as ever.

    Clients send such requests over HTTP/2, event by event; here the whole stream is one body.
    """

    content_type = event_streams.CONTENT_TYPE

    def __init__(self, model: Any, protocol: str) -> None:
        self._name = str(model.input_shape.event_stream_name)
        self._union = model.input_shape.members[self._name]
        self._rest, self._cbor = _encoder(model, protocol), protocol == "smithy-rpc-v2-cbor"

    def __call__(self, members: Mapping[str, Any]) -> tuple[str, dict[str, str], bytes]:
        path, headers, body = self._rest({name: value for name, value in members.items() if name != self._name})
        if body not in (b"", b"{}", b"\xa0"):
            raise Inexpressible("a stream leaves no place in the body", member=self._name)
        stream = b""
        if self._name in members:
            kind = "application/cbor" if self._cbor else "application/json"
            stream = event_streams.written(self._union, members[self._name], self._event, kind)
        return path, {**headers, "Content-Type": self.content_type}, stream

    def _event(self, shape: Any, value: Any) -> bytes:
        return cbor_writer(shape)(value) if self._cbor else ExactJSONSerializer(shape).body(value)
