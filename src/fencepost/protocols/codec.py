"""From members to an HTTP request of an operation, and from its HTTP response to an answer."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from fencepost.protocols.answers import read_answer
from fencepost.protocols.checksums import Checksums, corrected
from fencepost.protocols.dialects import body_reader, encoder
from fencepost.protocols.endpoints import Endpoint, endpoint_of, placed_label
from fencepost.protocols.habits import shortened, shortened_members, tokens, usual_headers
from fencepost.protocols.locations import UrlMembers
from fencepost.protocols.malformed import Malformed, malformed_requests
from fencepost.protocols.models import operation_model_of, protocol_of, spoken_by
from fencepost.protocols.readers import BodyError, MessageReader
from fencepost.protocols.refusals import Inexpressible, UnreadableWireError
from fencepost.protocols.texts import scalar_text
from fencepost.protocols.wire import Answer, Failure, WireRequest, WireResponse

_HOST_LABEL = frozenset(string.ascii_letters + string.digits + ".-")
#: The protocols whose members stand in the path, the query and headers too.
_REST = ("rest-json", "rest-xml")


class Codec:
    """One operation's way onto the wire and back. Get it with `Codec.of`.

    `service` and `operation` are botocore's names; `protocol` is botocore's name of the protocol, `content_type` what
    its bodies are sent as; `operation_model` is botocore's. `tokens` are the members that a client fills in by itself
    where they aren't given. They are not filled in here, since what is absent must be absent on the wire; whoever
    wants them puts them among the members, where checks and reports see them.
    """

    def __init__(self, service: str, model: Any, protocol: str, models: Path | None = None) -> None:
        self.service, self.operation, self.operation_model = service, str(model.name), model
        self.protocol = protocol
        self.method = str(model.http.get("method", "POST")) if protocol != "smithy-rpc-v2-cbor" else "POST"
        self.tokens = tokens(model)
        self._endpoint = endpoint_of(model, models)
        self._placed = placed_label(model)
        self._prefix = _host_prefix(model)
        rest = protocol in _REST
        self._url = UrlMembers(model.input_shape if rest else None, str(model.http.get("requestUri", "/")))
        self._encode = encoder(model, protocol)
        self.content_type: str = self._encode.content_type
        self._usual = usual_headers(model)
        self._shortened = shortened_members(model)
        self._checksums = Checksums(model)
        self._request = MessageReader(
            model.input_shape if rest else None, body_reader(model, protocol, model.input_shape, request=True)
        )
        self._response = MessageReader(
            model.output_shape if rest else None, body_reader(model, protocol, model.output_shape, request=False)
        )

    @classmethod
    def of(cls, service: str, operation: str, *, models: Path | None = None, protocol: str | None = None) -> Codec:
        """The codec of an operation, made once. `models` is a folder of further models in botocore's own layout.

        `protocol` chooses another than the installed client's, of those that the service lists. Raises UsageError for
        an unknown service or operation, naming the nearest, and for a protocol that isn't spoken.
        """
        return _codec(service, operation, models, protocol)

    def encode(self, members: Mapping[str, Any]) -> WireRequest:
        """The request that puts exactly these members on the wire, of whatever JSON type they are.

        It goes where the client's endpoint rules say, with the checksums and headers that clients add. Raises
        Inexpressible for a value that has no form there: an empty URI member, a line break in a header, a control
        character in XML, an empty object in a form.
        """
        if self._shortened:
            members = shortened(members, self._shortened)
        path, headers, body = self._encode(members)
        endpoint = self._endpoint(members)
        headers = {**self._usual, **headers, **endpoint.headers}
        if not self._checksums.empty:
            headers.update(self._checksums.headers(members, headers, body))
        host, here, elsewhere = self._place(endpoint, members, path)
        return WireRequest(self.service, host, self.method, here, headers, body, elsewhere)

    def recorded(self, members: Mapping[str, Any], wire: WireRequest) -> WireRequest:
        """A request as it was recorded, with what every request carries where a record leaves it out.

        Records hold no authorisation, date or host, by which emulators choose the service; `members` may name the host.
        Raises Inexpressible where they can't.
        """
        endpoint = self._endpoint(members)
        own = {name.lower() for name in wire.headers}
        carried = {name: value for name, value in endpoint.headers.items() if name.lower() not in own}
        host, here, elsewhere = self._place(endpoint, members, wire.path)
        return WireRequest(
            self.service, host, wire.method, here, {**wire.headers, **carried}, wire.body, elsewhere
        )  # fmt: skip

    def _place(self, endpoint: Endpoint, members: Mapping[str, Any], path: str) -> tuple[str, str, str | None]:
        """The host, the path at AWS's endpoint, and `path`, that at one of one's own, where it is another."""
        host = self._prefixed(members) + endpoint.host if self._prefix else endpoint.host
        here = _joined(endpoint.path, _without_first(path) if self._placed else path)
        return host, here, None if here == path else path

    def read_request(self, wire: WireRequest) -> dict[str, Any]:
        """The members that a lenient server of the protocol reads from a request as it stands on the wire.

        Text in XML, forms, headers and the URL becomes what its documented type makes of it, and stays text where it
        isn't of that type. Checksums that a client adds are read where they are members. Raises UnreadableWireError
        for a body that isn't of the protocol.
        """
        try:
            members = self._request.read(wire.headers, wire.body)
        except BodyError as error:
            raise UnreadableWireError(f"no server could read this request: {error}") from None
        if not self._url.empty:
            members.update(self._url.read(wire.own_path))
        return members

    def read_response(self, response: WireResponse | Failure) -> Answer:
        """The answer in the operation's own terms. Never raises: a 2xx that can't be read has a `problem`."""
        return read_answer(response, self._response)

    def malformed(self, wire: WireRequest) -> list[Malformed]:
        """Variants of a valid request that no client of the protocol would send, each with a label."""
        variants = malformed_requests(wire, self.protocol)
        if self._checksums.empty:
            return variants
        return [
            Malformed(v.label, replace(v.request, headers=corrected(v.request.headers, v.request.body)))
            if v.request.body != wire.body
            else v
            for v in variants
        ]

    def _prefixed(self, members: Mapping[str, Any]) -> str:
        labels = [label for _, label, _, _ in string.Formatter().parse(self._prefix) if label]
        texts = {label: scalar_text(members.get(label)) for label in labels}
        for label, text in texts.items():
            if not text or not _HOST_LABEL.issuperset(text):
                raise Inexpressible("a hostname can't hold this value", member=label)
        return self._prefix.format(**texts)


@lru_cache(maxsize=256)
def _codec(service: str, operation: str, models: Path | None, protocol: str | None) -> Codec:
    model = operation_model_of(service, operation, models)
    spoken = protocol_of(model.service_model) if protocol is None else spoken_by(model.service_model, protocol)
    return Codec(service, model, spoken, models)


def _host_prefix(model: Any) -> str:
    """What stands before the host of an operation; nothing where the endpoint's rules put it there themselves."""
    prefix = str((model.endpoint or {}).get("hostPrefix", ""))
    labels = {label for _, label, _, _ in string.Formatter().parse(prefix) if label}
    ruled = {parameter.member_name for parameter in model.context_parameters}
    return "" if labels and labels <= ruled else prefix


def _joined(base: str, path: str) -> str:
    """An operation's path below the endpoint's; the root alone adds nothing to it."""
    if not base:
        return path
    return base + (path if path.partition("?")[0] != "/" else path[1:])


def _without_first(path: str) -> str:
    """A path without its first segment: `/a/b?c` is `/b?c`, and `/a?c` is `/?c`."""
    place, mark, query = path.partition("?")
    return "/" + place[1:].partition("/")[2] + mark + query
