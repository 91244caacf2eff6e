"""The structure of a request, read off a contract's constraints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from fencepost.contracts import Constraint, Contract
from fencepost.generation.places import parents, tokens

#: The keywords that a scalar or a list carries by itself, whatever the rest of the request says.
OWN_KEYWORDS = frozenset(
    """enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern format
    contentEncoding minItems maxItems uniqueItems""".split()
)


@dataclass(slots=True)
class Shape:
    """A member of the request: its JSON type, whether it must be given, what it holds, and its own constraints."""

    path: str
    type: str = "object"
    required: bool = False
    children: dict[str, Shape] = field(default_factory=dict)
    constraints: list[Constraint] = field(default_factory=list)

    def values(self, keyword: str) -> list[Any]:
        """The values that unconditional constraints of this keyword give, unknown bounds left out."""
        return [c.value for c in self.constraints if c.keyword == keyword and c.value is not None]

    def schema(self) -> dict[str, Any]:
        """JSON Schema of the member alone; constraints that contradict one another all hold, for safety's sake."""
        schema: dict[str, Any] = {"type": self.type}
        for constraint in self.constraints:
            if constraint.value is None:
                continue
            value = list(constraint.value) if isinstance(constraint.value, tuple) else constraint.value
            if constraint.keyword in schema:
                schema.setdefault("allOf", []).append({constraint.keyword: value})
            else:
                schema[constraint.keyword] = value
        return schema

    def walk(self) -> Iterator[Shape]:
        """This member and all below it, parents first."""
        yield self
        for child in self.children.values():
            yield from child.walk()


def shape_of(contract: Contract) -> Shape:
    """The shape of the contract's request."""
    root = Shape("")
    for constraint in contract.of("request"):
        _place(root, constraint)
    return root


def _place(root: Shape, constraint: Constraint) -> None:
    shape = _at(root, constraint.path)
    if constraint.when:
        return
    if constraint.keyword == "type":
        shape.type = constraint.value
    elif constraint.keyword == "required" and constraint.value is True:
        # An error that only hints at it counts too: a control had better give the member.
        shape.required = True
    elif constraint.keyword in OWN_KEYWORDS:
        shape.constraints.append(constraint)


def _at(root: Shape, path: str) -> Shape:
    """The shape at a path, made with its parents where no constraint has named them yet."""
    shape = root
    if not path:
        return root
    for name, below in zip(tokens(path), (*parents(path), path), strict=True):
        if name == "[]":
            shape.type = "array"
        shape = shape.children.setdefault(name, Shape(below))
    return shape
