"""The reference as a WSGI application."""

from __future__ import annotations

import copy
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from fencepost.reference.behaviour import DOCUMENTED_BEHAVIOUR, Behaviour
from fencepost.reference.cloudfront import CloudFront
from fencepost.reference.codedeploy import CodeDeploy
from fencepost.reference.issuer import Issuer
from fencepost.reference.lightsail import Lightsail
from fencepost.reference.operation import Answer, Operation, Service
from fencepost.reference.path import put, remove
from fencepost.reference.protocol import Call, Request, Response
from fencepost.reference.proton import Proton
from fencepost.reference.refusal import RefusedError
from fencepost.reference.routing import NOWHERE, route
from fencepost.reference.rule import Rule
from fencepost.reference.rules import RULES
from fencepost.reference.shape import Members, Structure

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

#: Bytes of a body that are read: far above any request that could be accepted.
MAX_BODY = 6 * 1024 * 1024
#: Statuses whose answers have no body, nor a length of it.
_BODILESS = frozenset({204, 304})
_REASONS = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}
_GARBAGE = b"\x00\xff<<<{{{ neither XML nor JSON"


class Reference:
    """An implementation of the five documented operations, and of what reaches, reads and deletes their state.

    Every instance is a WSGI application with a state of its own, empty at first, and can be called from several
    threads. `rules` says what the documented operations refuse (`service.Operation` to its rules), `behaviour` what
    else they do; both are there to be varied by tests, and by default are what the pages promise.

    Raises KeyError for rules of an operation that is none of the five.
    """

    def __init__(
        self,
        rules: Mapping[str, tuple[Rule, ...]] = RULES,
        behaviour: Behaviour = DOCUMENTED_BEHAVIOUR,
    ) -> None:
        self.rules = MappingProxyType({name: rules.get(name, RULES[name]) for name in (*RULES, *rules)})
        self.behaviour = behaviour
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        issuer = Issuer()
        services: dict[str, Service] = {
            "cloudfront": CloudFront(issuer),
            "codedeploy": CodeDeploy(issuer),
            "lightsail": Lightsail(issuer),
            "proton": Proton(issuer),
        }
        with self._lock:
            self._issuer = issuer
            self._operations: Mapping[str, Operation] = {
                f"{service}.{name}": operation
                for service, state in services.items()
                for name, operation in state.operations.items()
            }

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations that are there, as `service.Operation`."""
        return tuple(self._operations)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, as PEP 3333 says."""
        response = self.respond(environ)
        headers = list(response.headers)
        if response.status not in _BODILESS:
            headers.append(("Content-Length", str(len(response.body))))
        start_response(_REASONS[response.status], headers)
        return [response.body]

    def respond(self, environ: WSGIEnvironment) -> Response:
        """The response to a WSGI environment."""
        call = None
        try:
            request = _request(environ)
            call = route(request)
            return self._answer(call, request)
        except RefusedError as refusal:
            dialect = call.dialect if call else NOWHERE
            with self._lock:
                request_id = self._issuer.uuid()
            response = dialect.refuse(refusal, request_id)
            status = self._behaviour_of(call.operation).refusal_status if call else None
            return response if status is None else _as_success(response, status)

    def _answer(self, call: Call, request: Request) -> Response:
        operation = self._operations.get(call.operation)
        if operation is None:
            raise RefusedError("UnknownOperationException", "There is no such operation here.")
        behaviour = self._behaviour_of(call.operation)
        if behaviour.seconds:
            time.sleep(behaviour.seconds)
        members = call.dialect.read(request, _shape(operation, behaviour))
        with self._lock:
            answer = self._perform(call.operation, operation, members, behaviour)
            request_id = self._issuer.uuid()
        if behaviour.answers or behaviour.leaves_out:
            answer = _overwritten(answer, behaviour)
        return _spoilt(call.dialect.write(answer, request_id), behaviour)

    def _behaviour_of(self, name: str) -> Behaviour:
        concerned = name == self.behaviour.only if self.behaviour.only else name in RULES
        return self.behaviour if concerned else DOCUMENTED_BEHAVIOUR

    def _perform(self, name: str, operation: Operation, members: Members, behaviour: Behaviour) -> Answer:
        situation = operation.situation(members, behaviour)
        for rule in self.rules.get(name, operation.rules):
            if rule.broken(members, situation):
                if behaviour.applies_refused and situation.exists:
                    operation.perform(members, behaviour)
                raise RefusedError(rule.error, rule.message)
        return operation.perform(members, behaviour)


def _shape(operation: Operation, behaviour: Behaviour) -> Structure:
    """The members as this behaviour reads them."""
    if not (behaviour.knows_all or behaviour.keeps_null):
        return operation.shape
    return operation.shape.varied(strict=behaviour.knows_all, nulls=behaviour.keeps_null)


def _overwritten(answer: Answer, behaviour: Behaviour) -> Answer:
    members = copy.deepcopy(answer.members)
    for path, value in behaviour.answers:
        put(members, path, value)
    for path in behaviour.leaves_out:
        remove(members, path)
    return Answer(members, answer.status, answer.headers, answer.document, answer.raw)


def _spoilt(response: Response, behaviour: Behaviour) -> Response:
    """The response that a failing variant gives in place of the right one."""
    if behaviour.failure == "exception":
        message = "A variant of the reference that raises"
        raise RuntimeError(message)
    if behaviour.failure == "status-500":
        return Response(500, response.headers, b"")
    if behaviour.failure == "garbage":
        return Response(response.status, response.headers, _GARBAGE)
    if behaviour.failure == "truncated":
        return Response(response.status, response.headers, response.body[: len(response.body) // 2])
    if behaviour.extra_body:
        return Response(response.status, response.headers, behaviour.extra_body)
    return response


def _as_success(refusal: Response, status: int) -> Response:
    """A refusal with the status of a success, and without a body where that has none."""
    return replace(refusal, status=status, body=b"" if status in _BODILESS else refusal.body)


def _request(environ: WSGIEnvironment) -> Request:
    headers = {name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")}
    path = str(environ.get("PATH_INFO", "")).encode("latin-1", "replace").decode("utf-8", "replace")
    query = dict(parse_qsl(str(environ.get("QUERY_STRING", "")), keep_blank_values=True))
    return Request(str(environ.get("REQUEST_METHOD", "")).upper(), path, query, headers, _body(environ))


def _body(environ: WSGIEnvironment) -> bytes:
    """The body by its declared length. Raises RefusedError for one that is too large, or of no readable length."""
    declared = str(environ.get("CONTENT_LENGTH") or "0")
    if not (declared.isascii() and declared.isdigit()):
        raise RefusedError("InvalidRequest", "The length of the body is no number.")
    if len(declared) > len(str(MAX_BODY)) or int(declared) > MAX_BODY:
        raise RefusedError("RequestEntityTooLarge", "The body is too large.")
    stream: Any = environ.get("wsgi.input")
    body: bytes = stream.read(int(declared)) if stream is not None and int(declared) else b""
    return body
