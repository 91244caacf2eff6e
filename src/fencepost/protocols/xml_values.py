"""JSON values from the elements of an XML body, by functions compiled once per shape.

Lenient as a server may be: namespaces and unknown elements are ignored, an empty list element is an empty list. What
isn't of the documented type stays visible as text, or as a plain object of its child elements.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from fencepost.protocols.compiled import Compiled
from fencepost.protocols.scalars import reader_of

Reader = Callable[[ET.Element], Any]

#: Elements within elements where no model says how deep: deeper ones are cut off.
_DEEPEST = 50


def local_name(tag: str) -> str:
    """An element's name without its namespace."""
    return tag.rpartition("}")[2]


def plain_value(element: ET.Element, depth: int = _DEEPEST) -> Any:
    """An element as no model describes it: its text, or an object of its children (the last of each name)."""
    if not len(element) or not depth:
        return element.text or ""
    return {local_name(child.tag): plain_value(child, depth - 1) for child in element}


def xml_reader(shape: Any, namespace: str) -> Reader:
    """The function that reads an element of a shape. `namespace` is the usual one, which is found fastest."""
    return _Compiler(namespace).of(shape)


class _Compiler:
    def __init__(self, namespace: str) -> None:
        self._namespace = namespace
        self._compiled: Compiled[ET.Element, Any] = Compiled()

    def of(self, shape: Any) -> Reader:
        kinds = {"structure": self._structure, "list": self._list, "map": self._map}
        kind = kinds.get(shape.type_name)
        if kind is None:
            return _scalar(shape)
        return self._compiled.get(shape, kind)

    def _names(self, name: str) -> tuple[str, str]:
        return name, f"{{{self._namespace}}}{name}"

    def _structure(self, shape: Any) -> Reader:
        fields: dict[str, _Field] = {}
        attributes: dict[str, str] = {}
        for name, member in shape.members.items():
            wire = member.serialization.get("name", name)
            if member.serialization.get("xmlAttribute"):
                attributes[wire.rpartition(":")[2]] = name
                continue
            if member.serialization.get("location"):
                continue
            field = self._field(name, member)
            for alias in _aliases(wire, member):
                fields.update(dict.fromkeys(self._names(alias), field))
        return _structure_reader(fields, attributes)

    def _field(self, name: str, member: Any) -> _Field:
        if not member.serialization.get("flattened"):
            return _Field(name, self.of(member), None)
        if member.type_name == "list":
            return _Field(name, self.of(member.member), _append)
        return _Field(name, self._pair(member), _put)

    def _list(self, shape: Any) -> Reader:
        names = frozenset(self._names(shape.member.serialization.get("name", "member")))
        local = shape.member.serialization.get("name", "member")
        item = self.of(shape.member)

        def read(element: ET.Element) -> Any:
            items = [item(child) for child in element if child.tag in names or local_name(child.tag) == local]
            return items if len(element) or _blank(element) else plain_value(element)

        return read

    def _map(self, shape: Any) -> Reader:
        pair = self._pair(shape)

        def read(element: ET.Element) -> Any:
            entries = [pair(child) for child in element if local_name(child.tag) == "entry"]
            return dict(entries) if len(element) or _blank(element) else plain_value(element)

        return read

    def _pair(self, shape: Any) -> Callable[[ET.Element], tuple[str, Any]]:
        key_name = shape.key.serialization.get("name", "key")
        value_name = shape.value.serialization.get("name", "value")
        value_of = self.of(shape.value)

        def read(element: ET.Element) -> tuple[str, Any]:
            parts = {local_name(child.tag): child for child in element}
            value = parts.get(value_name)
            key = parts.get(key_name)
            return (key.text or "") if key is not None else "", value_of(value) if value is not None else None

        return read


class _Field:
    """How an element becomes a member: `collect` adds it to what a flattened list or map holds already."""

    __slots__ = ("collect", "name", "read")

    def __init__(self, name: str, read: Callable[[ET.Element], Any], collect: Callable[[Any, Any], Any] | None) -> None:
        self.name, self.read, self.collect = name, read, collect


def _append(held: Any, item: Any) -> list[Any]:
    items: list[Any] = [] if held is None else held
    items.append(item)
    return items


def _put(held: Any, pair: tuple[str, Any]) -> dict[str, Any]:
    entries: dict[str, Any] = {} if held is None else held
    entries[pair[0]] = pair[1]
    return entries


def _aliases(wire: str, member: Any) -> set[str]:
    # botocore's serialiser writes a flattened list under the list's name, its parser reads it under the member's.
    if member.type_name == "list" and member.serialization.get("flattened"):
        return {wire, member.member.serialization.get("name", wire)}
    return {wire}


def _blank(element: ET.Element) -> bool:
    text = element.text
    return not len(element) and (not text or text.isspace())


def _scalar(shape: Any) -> Reader:
    convert = reader_of(shape)
    # Any text is a string, and elements within it are unknown ones; of a number they leave none.
    any_text = shape.type_name == "string"

    def read(element: ET.Element) -> Any:
        if len(element) and not any_text:
            return plain_value(element)
        return convert(element.text or "")

    return read


def _structure_reader(fields: Mapping[str, _Field], attributes: Mapping[str, str]) -> Reader:
    def read(element: ET.Element) -> Any:
        if not len(element) and not element.attrib and element.text and not element.text.isspace():
            return element.text
        members: dict[str, Any] = {}
        for child in element:
            field = fields.get(child.tag) or fields.get(local_name(child.tag))
            if field is None:
                continue
            value = field.read(child)
            members[field.name] = field.collect(members.get(field.name), value) if field.collect else value
        if attributes:
            for name, text in element.attrib.items():
                if local_name(name) in attributes:
                    members[attributes[local_name(name)]] = text
        return members

    return read
