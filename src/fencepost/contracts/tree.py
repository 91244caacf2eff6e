"""The members of a message with what is promised about each, so that only those are looked at that a value has.

A few operations have fifty thousand members, of which a request holds a dozen: what a member needs is worked out when
it is first asked for, never for the whole contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from fencepost.contracts.constraint import Constraint
from fencepost.contracts.paths import parent

_NO_MEMBERS: Mapping[str, str] = {}
#: In place of a number: no constraint stands on the path.
_NOWHERE = -1


class Tree:
    """The paths of all members that constraints stand on, and those above them; the message itself is the empty path.

    Paths keep the order in which the constraints name them.
    """

    def __init__(self, constraints: Iterable[Constraint]) -> None:
        rows = tuple(constraints)
        if not self._place(rows):
            order = {path: number for number, path in enumerate(dict.fromkeys(one.path for one in rows))}
            self._place(sorted(rows, key=lambda one: order[one.path]))

    def _place(self, rows: Sequence[Constraint]) -> bool:
        """Notes where the constraints of each path begin; False where those of one path don't stand together.

        A list for each of so many paths would cost more than all the rest.
        """
        self._rows = rows
        self._first = {"": _NOWHERE}
        self._members: dict[str, dict[str, str]] = {}
        last = None
        for number, constraint in enumerate(rows):
            path = constraint.path
            if path == last:
                continue
            if self._first.get(path, _NOWHERE) != _NOWHERE:
                return False
            self._grow(path)
            self._first[path] = number
            last = path
        return True

    def _grow(self, path: str) -> None:
        """Adds a path, and what is missing above it."""
        if path in self._first:
            return
        above = parent(path)
        self._grow(above)
        step = path[len(above) :].removeprefix(".")
        self._members.setdefault(above, {})[step] = path
        self._first[path] = _NOWHERE

    def __contains__(self, path: object) -> bool:
        return path in self._first

    def __iter__(self) -> Iterator[str]:
        """All paths, each after the one above it."""
        return iter(self._first)

    def at(self, path: str) -> Sequence[Constraint]:
        """The constraints that stand on a member; none for an unknown one."""
        first = end = self._first.get(path, _NOWHERE)
        if first == _NOWHERE:
            return ()
        while end < len(self._rows) and self._rows[end].path == path:
            end += 1
        return self._rows[first:end]

    def members(self, path: str) -> Mapping[str, str]:
        """What a member holds: from a name, `[]`, `{}` or `{key}` to the path."""
        return self._members.get(path, _NO_MEMBERS)

    def below(self, path: str) -> Iterator[str]:
        """The path, and all paths inside it."""
        left = [path] if path in self._first else []
        while left:
            here = left.pop()
            yield here
            left.extend(self.members(here).values())

    def above(self, path: str) -> Iterator[str]:
        """The paths that hold the one given, from the nearest to the message itself."""
        while path:
            path = parent(path)
            yield path
