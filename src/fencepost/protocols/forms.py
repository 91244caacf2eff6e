"""Members from the fields of a query request, by functions compiled once per shape.

Lenient as a server may be: fields that no model knows stay, items are in the order of their numbers whatever gaps they
leave. What isn't of the documented type stays visible: text where a list is expected, an object where text is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from fencepost.protocols.compiled import Compiled
from fencepost.protocols.query_request import ENVELOPE
from fencepost.protocols.readers import BodyError
from fencepost.protocols.scalars import reader_of

#: The fields at and below a name: the text of the field itself under an empty name, the others by their next part.
Tree = dict[str, Any]
Reader = Callable[[Tree], Any]
#: Fields within fields: real requests have about twelve.
_DEEPEST = 200


class FormBody:
    """Reads the form that is a request of the query protocols. `name_of` is the name of a shape's field."""

    documented = True

    def __init__(self, shape: Any, *, ec2: bool) -> None:
        self._ec2 = ec2
        self._compiled: Compiled[Tree, Any] = Compiled()
        self._read = self._structure(shape) if shape is not None else plain_value
        self._reserved = [name for name in ENVELOPE if shape is None or name not in shape.members]

    def __call__(self, body: bytes) -> dict[str, Any]:
        """The members in a body; a blank one has none. Raises BodyError if it isn't a form in UTF-8."""
        try:
            pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict")
        except ValueError as error:
            raise BodyError(f"the body is not a form: {' '.join(str(error).split())[:200]}") from None
        tree = _tree(pairs)
        for name in self._reserved:
            tree.pop(name, None)
        members: dict[str, Any] = self._read(tree) if tree else {}
        return members

    def _of(self, shape: Any) -> Reader:
        kinds = {"structure": self._structure, "list": self._list, "map": self._map}
        kind = kinds.get(shape.type_name)
        if kind is None:
            return _scalar(shape)
        return self._compiled.get(shape, kind)

    def _name(self, shape: Any, default: str) -> str:
        """A field's name as botocore's serialisers of the two protocols have it."""
        name = str(shape.serialization.get("name", ""))
        if self._ec2:
            return str(shape.serialization.get("queryName") or (name[:1].upper() + name[1:]) or default)
        return name or default

    def _structure(self, shape: Any) -> Reader:
        fields: dict[str, tuple[str, Reader]] = {}
        for name, member in shape.members.items():
            fields[self._name(member, name)] = (name, self._of(member))
            inner = member.member if member.type_name == "list" else None
            if inner is not None and not self._ec2 and member.serialization.get("flattened"):
                # The items of a flattened list stand under the item's name, where it has one.
                fields[self._name(inner, self._name(member, name))] = (name, self._of(member))

        def read(tree: Tree) -> Any:
            if "" in tree and len(tree) == 1:
                return tree[""]
            members = {}
            for key, below in tree.items():
                name, inner = fields.get(key, (key, plain_value))
                members[name] = inner(below) if key else below
            return members

        return read

    def _list(self, shape: Any) -> Reader:
        item = self._of(shape.member)
        flat = self._ec2 or shape.serialization.get("flattened")
        between = "" if flat else self._name(shape.member, "member")

        def read(tree: Tree) -> Any:
            if "" in tree and len(tree) == 1:
                return tree[""] or []
            items = tree.get(between) if between else tree
            if not isinstance(items, dict) or (between and len(tree) > 1) or not _numbered(items):
                return plain_value(tree)
            return [item(items[number]) for number in sorted(items, key=int)]

        return read

    def _map(self, shape: Any) -> Reader:
        between = "" if shape.serialization.get("flattened") else "entry"
        key_name, value_name = self._name(shape.key, "key"), self._name(shape.value, "value")
        value_of = self._of(shape.value)

        def read(tree: Tree) -> Any:
            entries = tree.get(between) if between else tree
            if not isinstance(entries, dict) or (between and len(tree) > 1) or not _numbered(entries):
                return plain_value(tree)
            pairs = {}
            for number in sorted(entries, key=int):
                entry = entries[number]
                value = entry.get(value_name)
                pairs[entry.get(key_name, {}).get("", "")] = value_of(value) if value is not None else None
            return pairs

        return read


def plain_value(tree: Tree) -> Any:
    """Fields as no model describes them: their text, a list where they are numbered, or an object."""
    if "" in tree and len(tree) == 1:
        return tree[""]
    if _numbered(tree):
        return [plain_value(tree[number]) for number in sorted(tree, key=int)]
    return {key: plain_value(below) if key else below for key, below in tree.items()}


def _tree(pairs: list[tuple[str, str]]) -> Tree:
    root: Tree = {}
    for name, text in pairs:
        node = root
        for part in name.split(".", _DEEPEST):
            node = node.setdefault(part or "?", {})
        node[""] = text
    return root


def _numbered(tree: Mapping[str, Any]) -> bool:
    return bool(tree) and all(part.isascii() and part.isdigit() and len(part) < _LONGEST for part in tree)


#: Digits in the number of an item: beyond it is no number of an item that anybody means.
_LONGEST = 9


def _scalar(shape: Any) -> Reader:
    convert = reader_of(shape)

    def read(tree: Tree) -> Any:
        if "" in tree and len(tree) == 1:
            return convert(tree[""])
        return plain_value(tree)

    return read
