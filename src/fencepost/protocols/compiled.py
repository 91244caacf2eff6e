"""Functions that are compiled from shapes, each of them once, though a shape may hold itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")
Result = TypeVar("Result")


class Compiled(Generic[Value, Result]):
    """The functions made so far, by shape."""

    def __init__(self) -> None:
        self._known: dict[str, Callable[[Value], Result]] = {}

    def get(self, shape: Any, make: Callable[[Any], Callable[[Value], Result]]) -> Callable[[Value], Result]:
        """The function of a shape, made where it isn't known; while it is being made, one that looks it up later."""
        # A flattened list and a plain one may share a shape's name.
        key = f"{shape.name}|{shape.serialization.get('flattened', False)}"
        if key not in self._known:
            self._known[key] = lambda value: self._known[key](value)  # noqa: PLW0108 - not yet
            self._known[key] = make(shape)
        return self._known[key]
