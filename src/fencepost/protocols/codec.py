"""From members to an HTTP request of an operation, and from its HTTP response to an answer."""

from __future__ import annotations

import json
import string
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from botocore.serialize import create_serializer
from botocore.utils import percent_encode_sequence

from fencepost.protocols.answers import read_answer
from fencepost.protocols.endpoints import REGION, host_of
from fencepost.protocols.json_values import to_body
from fencepost.protocols.locations import UrlMembers
from fencepost.protocols.malformed import Malformed, malformed_requests
from fencepost.protocols.models import operation_model_of, protocol_of
from fencepost.protocols.readers import BodyError, BodyReader, JSONBody, MessageReader, XMLBody
from fencepost.protocols.refusals import Inexpressible, UnreadableWireError
from fencepost.protocols.wire import Answer, Failure, WireRequest, WireResponse
from fencepost.protocols.xml_request import (
    ExactXMLSerializer,
    blob_bytes,
    checked_document,
    checked_header,
    scalar_text,
)

_DATE = "20260101"
_AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=test/{date}/{region}/{name}/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature={signature}"
)
_HOST_LABEL = frozenset(string.ascii_letters + string.digits + ".-")


class _Encoder(Protocol):
    content_type: str

    def __call__(self, members: Mapping[str, Any]) -> tuple[str, dict[str, str], bytes]:
        """The path with its query, the protocol's own headers, and the body."""
        ...


class Codec:
    """One operation's way onto the wire and back. Get it with `Codec.of`.

    `service` and `operation` are botocore's names; `protocol` is `rest-xml` or `json`; `content_type` is what its
    bodies are sent as; `operation_model` is botocore's.
    """

    def __init__(self, service: str, model: Any, models: Path | None = None) -> None:
        self.service, self.operation, self.operation_model = service, str(model.name), model
        self.protocol = protocol_of(model.service_model)
        self.method = str(model.http.get("method", "POST"))
        self._host = host_of(service, models)
        self._host_prefix = str((model.endpoint or {}).get("hostPrefix", ""))
        self._url = UrlMembers(model.input_shape, str(model.http.get("requestUri", "/")))
        self._encode: _Encoder = _XMLEncoder(model) if self.protocol == "rest-xml" else _JSONEncoder(model)
        self.content_type: str = self._encode.content_type
        self._headers = _common_headers(str(model.service_model.signing_name))
        self._request = MessageReader(model.input_shape, self._body(model.input_shape))
        self._response = MessageReader(model.output_shape, self._body(model.output_shape))

    @classmethod
    def of(cls, service: str, operation: str, *, models: Path | None = None) -> Codec:
        """The codec of an operation, made once. `models` is a folder of further models in botocore's own layout.

        Raises UsageError for an unknown service or operation, naming the nearest, and for a protocol not spoken.
        """
        return _codec(service, operation, models)

    def encode(self, members: Mapping[str, Any]) -> WireRequest:
        """The request that puts exactly these members on the wire, of whatever JSON type they are.

        Raises Inexpressible for a value that has no form there: an empty URI member, a line break in a header, a
        control character in XML.
        """
        path, headers, body = self._encode(members)
        host = self._prefixed(members) if self._host_prefix else self._host
        return WireRequest(self.service, host, self.method, path, {**headers, **self._headers}, body)

    def read_request(self, wire: WireRequest) -> dict[str, Any]:
        """The members that a lenient server of the protocol reads from a request as it stands on the wire.

        Text in XML, headers and the URL becomes what its documented type makes of it, and stays text where it isn't of
        that type. Raises UnreadableWireError for a body that isn't of the protocol.
        """
        try:
            members = self._request.read(_lowered(wire.headers), wire.body)
        except BodyError as error:
            raise UnreadableWireError(f"no server could read this request: {error}") from None
        if not self._url.empty:
            members.update(self._url.read(wire.path))
        return members

    def read_response(self, response: WireResponse | Failure) -> Answer:
        """The answer in the operation's own terms. Never raises: a 2xx that can't be read has a `problem`."""
        return read_answer(response, self._response)

    def malformed(self, wire: WireRequest) -> list[Malformed]:
        """Variants of a valid request that no client of the protocol would send, each with a label."""
        return malformed_requests(wire, self.protocol)

    def _body(self, shape: Any) -> BodyReader:
        if self.protocol == "json":
            return JSONBody(shape)
        return XMLBody(shape, str(self.operation_model.service_model.metadata.get("xmlNamespace", "")))

    def _prefixed(self, members: Mapping[str, Any]) -> str:
        labels = [label for _, label, _, _ in string.Formatter().parse(self._host_prefix) if label]
        texts = {label: scalar_text(members.get(label)) for label in labels}
        for label, text in texts.items():
            if not text or not _HOST_LABEL.issuperset(text):
                raise Inexpressible("a hostname can't hold this value", member=label)
        return self._host_prefix.format(**texts) + self._host


@lru_cache(maxsize=1024)
def _codec(service: str, operation: str, models: Path | None) -> Codec:
    return Codec(service, operation_model_of(service, operation, models), models)


class _JSONEncoder:
    """The JSON protocols: everything stands in the body, so the rest of the request is always the same."""

    def __init__(self, model: Any) -> None:
        frame = create_serializer("json", include_validation=False).serialize_to_request({}, _Bare(model))
        self._path = str(frame["url_path"])
        self._headers = {str(name): str(value) for name, value in frame["headers"].items()}
        self.content_type = self._headers["Content-Type"]
        self._translate = to_body(model.input_shape)

    def __call__(self, members: Mapping[str, Any]) -> tuple[str, dict[str, str], bytes]:
        value = self._translate(members) if self._translate else members
        return self._path, self._headers, json.dumps(value).encode("ascii")


class _Bare:
    """An operation whose serialisation asks for no member: JSON's frame is the same for every request."""

    def __init__(self, model: Any) -> None:
        self.name, self.http, self.metadata = model.name, model.http, model.metadata
        self.service_model = model.service_model
        self.input_shape = self.endpoint = None


class _XMLEncoder:
    """rest-xml: members stand in the path, the query, headers and the body."""

    content_type = "application/xml"

    def __init__(self, model: Any) -> None:
        self._model, self._serializer = model, ExactXMLSerializer()
        shape = model.input_shape
        self._members: Mapping[str, Any] = shape.members if shape is not None else {}
        #: The member that is the whole body; none has an empty name.
        self._payload = str(shape.serialization.get("payload", "")) if shape is not None else ""
        self._raw: str | None = self._members[self._payload].type_name if self._payload else None

    def __call__(self, members: Mapping[str, Any]) -> tuple[str, dict[str, str], bytes]:
        frame = self._serializer.serialize_to_request(self._serializable(members), self._model)
        headers = {name: checked_header(name, value) for name, value in frame["headers"].items()}
        body = frame["body"] if self._raw in ("blob", "string") else checked_document(frame["body"])
        if body and "Content-Type" not in headers:
            headers["Content-Type"] = "application/octet-stream" if self._raw == "blob" else self.content_type
        query = frame["query_string"]
        path = frame["url_path"]
        if query:
            path += ("&" if "?" in path else "?") + percent_encode_sequence(query)
        return path, headers, body

    def _serializable(self, members: Mapping[str, Any]) -> Mapping[str, Any]:
        """The members with a top-level null, a payload of bytes, and unknown members made writable or refused."""
        if self._payload:
            for name in members:
                if name not in self._members:
                    raise Inexpressible("no place on the wire for an unknown member", member=name)
        if self._raw in ("blob", "string") and self._payload in members:
            value = members[self._payload]
            raw = blob_bytes(value) if self._raw == "blob" else scalar_text(value).encode("utf-8", "surrogatepass")
            return {**members, self._payload: raw}
        if None in members.values():
            # botocore leaves a null out; an empty element says more. In a header or a path null has no form.
            return {name: self._without_null(name, value) for name, value in members.items()}
        return members

    def _without_null(self, name: str, value: Any) -> Any:
        if value is not None:
            return value
        if name in self._members and self._members[name].serialization.get("location"):
            raise Inexpressible("null has no form outside a body", member=name)
        return ""


def _common_headers(signing_name: str) -> dict[str, str]:
    """What every request carries: emulators choose the service and the region by the credential's scope."""
    authorization = _AUTHORIZATION.format(date=_DATE, region=REGION, name=signing_name, signature="0" * 64)
    return {"User-Agent": "fencepost", "X-Amz-Date": f"{_DATE}T000000Z", "Authorization": authorization}


def _lowered(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
