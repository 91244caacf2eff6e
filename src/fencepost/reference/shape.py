"""The structure of the messages: which members there are, and of which types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Type = Literal["string", "integer", "float", "boolean", "blob", "timestamp"]
Members = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value. A `float` has 32 bits on the wire, a `blob` is bytes, a `timestamp` a `Moment`."""

    type: Type


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; `name` is the element that holds an item in XML."""

    item: Shape
    name: str = "member"


@dataclass(frozen=True, slots=True)
class Structure:
    """Named members. What isn't listed is unknown, and ignored on reading, as null is.

    A test's variant may be `strict`, and raise RuntimeError for what it doesn't know, or keep null (`nulls`).
    """

    members: Mapping[str, Shape]
    strict: bool = False
    nulls: bool = False

    def knows(self, name: str) -> bool:
        """Whether it is one of the members."""
        if self.strict and name not in self.members:
            message = "A variant of the reference that knows no such member"
            raise RuntimeError(message)
        return name in self.members

    def varied(self, *, strict: bool, nulls: bool) -> Structure:
        """The same structure, and every one in it, as a variant reads it."""
        members = {name: _varied(member, strict=strict, nulls=nulls) for name, member in self.members.items()}
        return Structure(members, strict, nulls)


Shape = Scalar | ListOf | Structure

STRING = Scalar("string")
INTEGER = Scalar("integer")
FLOAT = Scalar("float")
BOOLEAN = Scalar("boolean")
BLOB = Scalar("blob")
TIMESTAMP = Scalar("timestamp")
STRINGS = ListOf(STRING)


class Moment(float):
    """Seconds since 1970: a number in JSON, tagged in CBOR, ISO 8601 in XML."""

    __slots__ = ()


def structure(**members: Shape) -> Structure:
    """A structure from its members."""
    return Structure(members)


def strings(*names: str) -> Structure:
    """A structure whose members are all strings."""
    return Structure(dict.fromkeys(names, STRING))


def select(value: Any, shape: Shape) -> Any:
    """What the shape knows of a value from JSON or CBOR.

    Unknown members and null ones are left out, a whole number written with a fraction of zero is an integer, and a
    value of the wrong type stays as it is, for a rule to refuse.
    """
    if isinstance(shape, Structure):
        return _known(value, shape) if isinstance(value, dict) else value
    if isinstance(shape, ListOf):
        return [select(item, shape.item) for item in value] if isinstance(value, list) else value
    if shape.type == "integer" and isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _known(value: Members, shape: Structure) -> Members:
    known = {name: item for name, item in value.items() if shape.knows(name) and (item is not None or shape.nulls)}
    return {name: select(item, shape.members[name]) for name, item in known.items()}


def _varied(shape: Shape, *, strict: bool, nulls: bool) -> Shape:
    if isinstance(shape, ListOf):
        return ListOf(_varied(shape.item, strict=strict, nulls=nulls), shape.name)
    return shape.varied(strict=strict, nulls=nulls) if isinstance(shape, Structure) else shape


def types(shape: Shape, path: str = "") -> Iterator[tuple[str, str]]:
    """Every path below a shape with the name of its type, parents before members."""
    if isinstance(shape, Structure):
        if path:
            yield path, "structure"
        for name, member in shape.members.items():
            yield from types(member, f"{path}.{name}" if path else name)
    elif isinstance(shape, ListOf):
        yield path, "list"
        yield from types(shape.item, f"{path}[]")
    else:
        yield path, shape.type


def merge(old: Any, new: Any) -> Any:
    """`new` laid over `old`, member by member; the inputs are left as they are."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{name: merge(old.get(name), value) for name, value in new.items()}}
    return new
