"""Requests made from botocore's shapes alone: the least that an operation takes, and random ones."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any

from botocore.model import ServiceModel

from fencepost.protocols.models import loader_of

SCALARS: Mapping[str, Any] = {
    "boolean": True,
    "integer": 3,
    "long": 3,
    "float": 0.5,
    "double": 0.5,
    "blob": "YWI=",
    "timestamp": "2024-01-02T03:04:05Z",
}


@cache
def services() -> tuple[str, ...]:
    """The names of all services that botocore has."""
    return tuple(loader_of().list_available_services("service-2"))


def some_services(one_in: int) -> list[str]:
    """Every so many-th of the services, chosen by their names alone."""
    return [name for name in services() if int(hashlib.sha256(name.encode()).hexdigest(), 16) % one_in == 0]


def operations(service: str) -> list[str]:
    """The operations of a service. Its model is read anew each time, so that nothing of it stays."""
    return list(ServiceModel(loader_of().load_service_model(service, "service-2"), service).operation_names)


def least(shape: Any, within: tuple[str, ...] = ()) -> Any:
    """The smallest value of a shape that is to be seen on the wire: what is required, else some member."""
    if getattr(shape, "is_document_type", False):
        return {"a": 1}
    if shape.type_name == "structure":
        return _least_structure(shape, within)
    if shape.type_name == "list":
        return [least(shape.member, within)]
    if shape.type_name == "map":
        return {least(shape.key, within): least(shape.value, within)}
    return (shape.enum or ["abc"])[0] if shape.type_name == "string" else SCALARS[shape.type_name]


def _least_structure(shape: Any, within: tuple[str, ...]) -> dict[str, Any]:
    if shape.name in within:
        return {}
    inside = (*within, shape.name)
    found = {name: least(shape.members[name], inside) for name in shape.members if name in shape.required_members}
    if found or not within:
        return found
    values = ((name, least(member, inside)) for name, member in shape.members.items())
    return next(({name: value} for name, value in values if value not in ({}, [])), {})


def random_request(shape: Any, random: Random, depth: int = 3) -> Any:
    """A value of a shape with all that is required and a quarter of what is not, within the model's lengths."""
    kind = shape.type_name
    if getattr(shape, "is_document_type", False):
        return {"a": 1}
    if kind == "structure":
        chosen = [n for n in shape.members if n in shape.required_members or (depth > 0 and random.random() < 0.25)]
        return {name: random_request(shape.members[name], random, depth - 1) for name in chosen}
    if kind == "list":
        count = random.choice((1, 2)) if depth > 0 else 1
        return [random_request(shape.member, random, depth - 1) for _ in range(count)]
    if kind == "map":
        return {random_request(shape.key, random, 0): random_request(shape.value, random, depth - 1)}
    return _random_scalar(shape, random)


def _random_scalar(shape: Any, random: Random) -> Any:
    kind = shape.type_name
    if kind == "string":
        return random.choice(shape.enum) if shape.enum else _word(shape, random)
    if kind in ("integer", "long", "float", "double"):
        return max(SCALARS[kind], shape.metadata.get("min", 1))
    return SCALARS[kind]


def _word(shape: Any, random: Random) -> str:
    least_length, most = int(shape.metadata.get("min", 1)), int(shape.metadata.get("max", 20))
    length = min(max(least_length, random.choice((1, 4, 12))), most, 400)
    return "".join(random.choice("abcxyz") for _ in range(length))


def for_client(value: Any, shape: Any) -> Any:
    """The same value as boto3 takes it: bytes for blobs."""
    if shape is None or getattr(shape, "is_document_type", False):
        return value
    if shape.type_name == "structure":
        return {name: for_client(item, shape.members[name]) for name, item in value.items()}
    if shape.type_name == "list":
        return [for_client(item, shape.member) for item in value]
    if shape.type_name == "map":
        return {key: for_client(item, shape.value) for key, item in value.items()}
    return base64.b64decode(value) if shape.type_name == "blob" else value


def documented(value: Any, shape: Any) -> Any:
    """What a client keeps of an answer, from its members or from ours: no nulls, no unknown members, no clock."""
    if shape is None:
        return {}
    kind = shape.type_name
    if getattr(shape, "is_document_type", False):
        return value
    if kind == "structure" and isinstance(value, Mapping):
        kept = ((name, item) for name, item in value.items() if name in shape.members and item is not None)
        return {name: documented(item, shape.members[name]) for name, item in kept}
    if kind == "list" and isinstance(value, list):
        return [documented(item, shape.member) for item in value]
    if kind == "map" and isinstance(value, Mapping):
        return {key: documented(item, shape.value) for key, item in value.items()}
    return "some time" if kind == "timestamp" else _scalar(value)


def _scalar(value: Any) -> Any:
    data = value.read() if hasattr(value, "read") else value
    return base64.b64encode(data).decode("ascii") if isinstance(data, bytes | bytearray) else data
