"""The protocols in which requests come: from the wire to an operation and its members, and back."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

from fencepost.reference import cbor, markup
from fencepost.reference.operation import Answer
from fencepost.reference.refusal import RefusedError
from fencepost.reference.shape import Members, Structure, select


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request: `path` is decoded, `headers` have lower-case names, `query` the last value of each name."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Dialect(Protocol):
    """How one protocol reads the members of a request and writes what becomes of it."""

    def read(self, request: Request, shape: Structure) -> Members:
        """The members. Raises RefusedError for a body that can't be read."""
        ...

    def write(self, answer: Answer, request_id: str) -> Response:
        """A success."""
        ...

    def refuse(self, refusal: RefusedError, request_id: str) -> Response:
        """A refusal."""
        ...


@dataclass(frozen=True, slots=True)
class Call:
    """A request that found its operation (`service.Operation`), and the protocol to read it in."""

    operation: str
    dialect: Dialect


# JSON 1.0 and 1.1

#: Values within values: real requests have about six.
MAX_DEPTH = 64


def _no_constant(name: str) -> NoReturn:
    message = f"{name} is no JSON"
    raise ValueError(message)


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_constant(text)


_DECODER = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite)


def read_json(body: bytes) -> Any:
    """The value of a JSON text in UTF-8. Raises RefusedError, SerializationException, for what is none."""
    try:
        value = _DECODER.decode(body.decode())
    except (ValueError, RecursionError) as error:
        raise RefusedError("SerializationException", "The body is not readable JSON.") from error
    return value


def _object(value: Any, shape: Structure) -> Members:
    if not isinstance(value, dict):
        raise RefusedError("SerializationException", "The body is not an object.")
    if _deep(value):
        raise RefusedError("SerializationException", "Values are nested too deeply.")
    members: Members = select(value, shape)
    return members


def _deep(value: Any) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value
    return [item for item in inner if isinstance(item, (dict, list))]


@dataclass(frozen=True, slots=True)
class AwsJson:
    """AWS JSON: the operation stands in X-Amz-Target, and members in the body. `version` is 1.0 or 1.1."""

    version: str

    def read(self, request: Request, shape: Structure) -> Members:
        """The members of the body; without one there are none to be had, and it is refused."""
        return _object(read_json(request.body), shape)

    def write(self, answer: Answer, request_id: str) -> Response:
        """The members, or an empty body where there are none."""
        return self._response(answer.status, answer.members or None, request_id)

    def refuse(self, refusal: RefusedError, request_id: str) -> Response:
        """The error's code as `__type`."""
        error = {"__type": refusal.code, "message": refusal.message}
        return self._response(refusal.status, error, request_id)

    def _response(self, status: int, members: Members | None, request_id: str) -> Response:
        body = b"" if members is None else json.dumps(members).encode()
        headers = (("Content-Type", f"application/x-amz-json-{self.version}"), ("x-amzn-RequestId", request_id))
        return Response(status, headers, body)


# Smithy RPC v2 CBOR


@dataclass(frozen=True, slots=True)
class RpcCbor:
    """Smithy RPC v2 with CBOR: the operation stands in the path, members in the body."""

    def read(self, request: Request, shape: Structure) -> Members:
        """The members of the body, which may be empty."""
        return _object(cbor.read(request.body) if request.body else {}, shape)

    def write(self, answer: Answer, request_id: str) -> Response:
        """The members, or an empty body where there are none."""
        return self._response(answer.status, answer.members or None, request_id)

    def refuse(self, refusal: RefusedError, request_id: str) -> Response:
        """The error's code as `__type`."""
        error = {"__type": refusal.code, "message": refusal.message}
        return self._response(refusal.status, error, request_id)

    def _response(self, status: int, members: Members | None, request_id: str) -> Response:
        body = b"" if members is None else cbor.write(members)
        headers = (
            ("Content-Type", "application/cbor"),
            ("smithy-protocol", "rpc-v2-cbor"),
            ("x-amzn-RequestId", request_id),
        )
        return Response(status, headers, body)


# REST XML


@dataclass(frozen=True, slots=True)
class RestXml:
    """REST XML of one operation.

    `located` holds the members from path, query and headers. `root` is the element that the body must be, `payload`
    the one member that it stands for, None where its children are members.
    """

    located: Mapping[str, str]
    root: str | None = None
    payload: str | None = None

    def read(self, request: Request, shape: Structure) -> Members:
        """The members from everywhere; an empty body gives none."""
        if self.root is None or not request.body:
            return dict(self.located)
        element = markup.parse(request.body)
        if element.name != self.root:
            raise RefusedError("MalformedXML", f"The root element must be {self.root}.")
        if self.payload is not None:
            return {**self.located, self.payload: markup.read(element, shape.members[self.payload])}
        members = markup.read(element, shape)
        if not isinstance(members, dict):
            raise RefusedError("MalformedXML", "The root element holds text.")
        return {**members, **self.located}

    def write(self, answer: Answer, request_id: str) -> Response:
        """The document of the answer, its raw body, or nothing."""
        content, body = "text/xml", b""
        if answer.raw is not None:
            content, body = answer.raw
        elif answer.document is not None:
            name, shape = answer.document
            body = _document(markup.write(name, answer.members.get(name), shape, root=True))
        headers = (("Content-Type", content), ("x-amzn-RequestId", request_id), *answer.headers)
        return Response(answer.status, headers, body)

    def refuse(self, refusal: RefusedError, request_id: str) -> Response:
        """An ErrorResponse."""
        body = _document(markup.error_document(refusal.code, refusal.message, request_id))
        return Response(refusal.status, (("Content-Type", "text/xml"), ("x-amzn-RequestId", request_id)), body)


def _document(element: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{element}'.encode()
