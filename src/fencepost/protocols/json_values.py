"""JSON values between a contract's members and the body of a JSON protocol: names and timestamps differ, no more.

A contract's blob is base64 text, which is what the wire has too; whatever isn't of the documented type passes
unchanged in both directions, so that a wrong value reaches the target, and a wrong answer the contract.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fencepost.protocols.compiled import Compiled
from fencepost.protocols.timestamps import from_number, from_text, to_wire, wire_form

Translation = Callable[[Any], Any]


def to_body(shape: Any) -> Translation | None:
    """Turns members into the body's JSON value; None where they are the same for every value of the shape."""
    return _Translator(encoding=True).of(shape)


def from_body(shape: Any) -> Translation | None:
    """Turns the body's JSON value into members; None where they are the same for every value of the shape."""
    return _Translator(encoding=False).of(shape)


class _Translator:
    """Compiles one function per shape; a recursive shape finds its own again."""

    def __init__(self, *, encoding: bool) -> None:
        self._encoding = encoding
        self._compiled: Compiled[Any, Any] = Compiled()

    def of(self, shape: Any) -> Translation | None:
        if shape is None or not _differs(shape, set()):
            return None
        if shape.type_name == "timestamp":
            return self._timestamp(shape)
        return self._compiled.get(shape, self._composite)

    def _timestamp(self, shape: Any) -> Translation:
        form = wire_form(shape, "unixtimestamp")
        if self._encoding:
            return lambda value: to_wire(value, form)
        if form != "rfc822":
            return from_number
        return lambda value: from_text(value) if isinstance(value, str) else from_number(value)

    def _composite(self, shape: Any) -> Translation:
        if shape.type_name == "structure":
            return self._structure(shape)
        if shape.type_name == "list":
            item = self.of(shape.member)
            return lambda value: [item(each) for each in value] if item and isinstance(value, list) else value
        inner = self.of(shape.value)
        return lambda value: {k: inner(v) for k, v in value.items()} if inner and isinstance(value, dict) else value

    def _structure(self, shape: Any) -> Translation:
        fields: dict[str, tuple[str, Translation | None]] = {}
        for name, member in shape.members.items():
            wire = _wire_name(name, member)
            source, result = (name, wire) if self._encoding else (wire, name)
            fields[source] = (result, self.of(member))

        def translate(value: Any) -> Any:
            if not isinstance(value, Mapping):
                return value
            translated = {}
            for key, item in value.items():
                name, inner = fields.get(key, (key, None))
                translated[name] = inner(item) if inner else item
            return translated

        return translate


def _wire_name(name: str, member: Any) -> str:
    return str(member.serialization.get("name", name))


def _differs(shape: Any, seen: set[str]) -> bool:
    """Whether some value of a shape looks different on the wire: a timestamp or a renamed member within."""
    if shape.type_name == "timestamp":
        return True
    if shape.name in seen or getattr(shape, "is_document_type", False):
        return False
    seen.add(shape.name)
    if shape.type_name == "structure":
        members = shape.members.items()
        return any(_wire_name(name, member) != name or _differs(member, seen) for name, member in members)
    if shape.type_name == "list":
        return _differs(shape.member, seen)
    return shape.type_name == "map" and _differs(shape.value, seen)
