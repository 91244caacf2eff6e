"""The structure of a request, read off a contract's constraints."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from fencepost.contracts import Constraint
from fencepost.contracts.tree import Tree

#: The keywords that a scalar or a list carries by itself, whatever the rest of the request says.
OWN_KEYWORDS = frozenset(
    """enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern format
    contentEncoding minItems maxItems uniqueItems""".split()
)

#: Keywords that bound the same thing, from below and from above.
_RANGES = (
    (("minItems",), ("maxItems",)),
    (("minLength",), ("maxLength",)),
    (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")),
)


class Shape:
    """A member of the request: its JSON type, whether it must be given, what it holds, and its own constraints.

    What it holds is made when somebody looks: a request seldom has more than a few of a contract's members.
    """

    def __init__(self, path: str, tree: Tree, type: str = "object") -> None:  # noqa: A002 - JSON Schema's own word
        self.path = path
        self.type = type
        self.required = False
        self.constraints: list[Constraint] = []
        self._tree = tree
        for constraint in tree.at(path):
            if not constraint.when:
                self._add(constraint)
        self.constraints = _agreeing(self.constraints)
        if "[]" in tree.members(path):
            self.type = "array"

    def _add(self, constraint: Constraint) -> None:
        if constraint.keyword == "type":
            self.type = constraint.value
        elif constraint.keyword == "required" and constraint.value is True:
            # An error that only hints at it counts too: a control had better give the member.
            self.required = True
        elif constraint.keyword in OWN_KEYWORDS:
            self.constraints.append(constraint)

    @cached_property
    def children(self) -> dict[str, Shape]:
        """What it holds, by name, `[]`, `{}` or `{key}`."""
        return {name: Shape(path, self._tree) for name, path in self._tree.members(self.path).items()}

    def exceeds(self, limit: int) -> bool:
        """Whether it holds more members than this, itself and those that they hold included."""
        return next(islice(self._tree.below(self.path), limit, None), None) is not None

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

    def drop_unsure(self) -> bool:
        """Lets go of what the documentation isn't sure of, where no value keeps all; False where all of it is sure."""
        sure = [one for one in self.constraints if one.expect == "reject"]
        dropped = len(sure) < len(self.constraints)
        self.constraints = sure
        return dropped

    def walk(self) -> Iterator[Shape]:
        """This member and all below it, parents first."""
        yield self
        for child in self.children.values():
            yield from child.walk()


def _agreeing(constraints: list[Constraint]) -> list[Constraint]:
    """The constraints without the bounds that leave no value beside surer ones.

    Documentation contradicts itself at times, and then one of the bounds expects `either`; a value is looked for
    among those that the firm promise permits. Bounds that are equally sure all stay.
    """
    for lows, highs in _RANGES:
        low = [c for c in constraints if c.keyword in lows and c.value is not None]
        high = [c for c in constraints if c.keyword in highs and c.value is not None]
        if low and high and max(c.value for c in low) > min(c.value for c in high):
            constraints = [c for c in constraints if c.expect == "reject" or (c not in low and c not in high)]
    return constraints
