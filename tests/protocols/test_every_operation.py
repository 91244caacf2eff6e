"""Every operation of every service has a codec, and what it encodes is read back."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Any

import pytest

from fencepost.protocols import Codec, Inexpressible, client_sends
from tests.protocols.shapes import least, operations, random_request, services, some_services


def unlike(names: Iterable[str]) -> list[tuple[str, str, Any, Any]]:
    """The operations of these services whose least request is not read back as it is, with both."""
    found = []
    for service in names:
        for operation in operations(service):
            codec = Codec.of(service, operation)
            shape = codec.operation_model.input_shape
            members = least(shape) if shape is not None else {}
            read = codec.read_request(codec.encode(members))
            if read != members and not added_by_clients(codec, members, read):
                found.append((service, operation, members, read))
    return found


def added_by_clients(codec: Codec, members: dict[str, Any], read: dict[str, Any]) -> bool:
    """Whether all that differs are members that a client adds by itself.

    These stand in headers: the checksum of the body and its algorithm where the model asks for one, the type of a body
    that isn't raw, and the type of answer that a service's clients accept.
    """
    added = {name: value for name, value in read.items() if name not in members}
    headers = {name: str(codec.operation_model.input_shape.members[name].serialization.get("name")) for name in added}
    known = ("x-amz-checksum-", "x-amz-sdk-checksum-algorithm", "content-type", "accept")
    return {**members, **added} == read and all(name.lower().startswith(known) for name in headers.values())


def test_the_least_request_of_every_operation_of_some_services_is_read_back():
    """What a server reads from the smallest request of an operation is what the request was made of."""
    assert unlike(some_services(12)) == []


@pytest.mark.slow
def test_the_least_request_of_every_operation_is_read_back():
    """The same holds for all operations of all services; none raises, none is inexpressible."""
    assert unlike(services()) == []


#: Values that few members are documented to have, and characters that few places can hold.
ODD: list[Any] = [
    *(None, True, 0, -1, 10**30, 1.5, 1e300, "", "\ud800", "a\nb", "\x00", "ä€😀", " x ", "..", "%41", "x" * 5000),
    *([], [[]], [None], ["a", 1], {}, {"a": 1}, {"": ""}, {"a.b": {"c": [{}]}}, {"\ud800": "x"}, [{"x": None}]),
]


def with_fault(members: dict[str, Any], random: Random) -> dict[str, Any]:
    """The members with an odd value for one of them, at whatever depth, or with an unknown one."""
    if not members or random.random() < 0.2:
        return {**members, random.choice(["Unknown", "a.b", "", "\ud800", "x y", "Action"]): random.choice(ODD)}
    name = random.choice(list(members))
    inner = members[name]
    if isinstance(inner, dict) and random.random() < 0.5:
        return {**members, name: with_fault(inner, random)}
    if isinstance(inner, list) and inner and isinstance(inner[0], dict):
        return {**members, name: [with_fault(inner[0], random)]}
    return {**members, name: random.choice(ODD)}


def try_faults(names: Iterable[str], each: int) -> int:
    """How many requests with faults were written, of so many operations of each service; all are read back."""
    random = Random(6)  # noqa: S311 - requests, not secrets
    written = 0
    for service in names:
        listed = operations(service)
        for operation in random.sample(listed, min(each, len(listed))):
            codec = Codec.of(service, operation)
            shape = codec.operation_model.input_shape
            for _ in range(5):
                members = with_fault(random_request(shape, random) if shape is not None else {}, random)
                try:
                    wire = codec.encode(members)
                except Inexpressible:
                    continue
                codec.read_request(wire)
                client_sends(codec.operation_model, codec.protocol, members, wire)
                written += 1
    return written


def test_any_operation_takes_any_value_or_says_why_not():
    """Odd values anywhere are written, or inexpressible; what is written can be read; nothing else is raised."""
    assert try_faults([*some_services(20), "s3", "ec2", "iam", "eventbridgev2"], 5) > 400


@pytest.mark.slow
def test_operations_of_all_services_take_any_value_or_say_why_not():
    """The same holds for operations of every service."""
    assert try_faults(services(), 10) > 10_000


def test_each_protocol_is_among_the_services_that_are_tried():
    """The sample above is no sample of one protocol alone."""
    tried = {Codec.of(service, operations(service)[0]).protocol for service in some_services(12)}
    assert {"json", "rest-json", "query"} <= tried
    tried |= {Codec.of(*named).protocol for named in OTHERS}
    assert tried == {"json", "rest-json", "rest-xml", "query", "ec2", "smithy-rpc-v2-cbor"}


#: An operation of each of the protocols that few services speak.
OTHERS = [("s3", "PutObject"), ("ec2", "RunInstances"), ("eventbridgev2", "CreateEventBus"), ("iam", "CreateRole")]


@pytest.mark.parametrize(("service", "operation"), OTHERS, ids=lambda name: name)
def test_the_least_request_of_rarer_protocols_is_read_back(service, operation):
    """The protocols that few services speak are read back too."""
    codec = Codec.of(service, operation)
    members = least(codec.operation_model.input_shape)
    read = codec.read_request(codec.encode(members))
    assert read == members or added_by_clients(codec, members, read)
