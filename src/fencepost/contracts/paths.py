"""Paths of members: dotted, with `[]` for an item, `{}` for a value and `{key}` for a key of a map."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

_SEGMENT = re.compile(r"\[\]|\{key\}|\{\}|[^.\[\]{}]+")

Segments = tuple[str, ...]
#: From an instance to the values that stand at a path below it; none where a parent is absent or of another type.
Getter = Callable[[Any], Iterable[Any]]


@lru_cache(maxsize=100_000)
def segments(path: str) -> Segments:
    """The steps of a path: `A.B[].c` is `("A", "B", "[]", "c")`."""
    return tuple(_SEGMENT.findall(path))


def joined(steps: Iterable[str]) -> str:
    """The path that has these steps."""
    text = ""
    for step in steps:
        text += step if not text or step[0] in "[{" else f".{step}"
    return text


def parent(path: str) -> str:
    """The path of what holds the member: empty for a member of the message itself."""
    if path.endswith("[]"):
        return path[:-2]
    if path.endswith("}"):
        return path[: path.rindex("{")]
    return path.rpartition(".")[0]


def below(path: str, other: str) -> bool:
    """Whether `path` is `other` or stands somewhere inside it."""
    steps, prefix = segments(path), segments(other)
    return steps[: len(prefix)] == prefix


def common(paths: Iterable[Segments]) -> Segments:
    """The steps that all paths begin with."""
    shared: Segments | None = None
    for steps in paths:
        if shared is None:
            shared = steps
            continue
        length = next((i for i, (a, b) in enumerate(zip(shared, steps, strict=False)) if a != b), None)
        shared = shared[: min(len(shared), len(steps)) if length is None else length]
    return shared or ()


def getter(steps: Segments) -> Getter:
    """A function that gives the values at these steps; it fans out over items, values and keys."""
    if not steps:
        return lambda instance: (instance,)
    if not any(step[0] in "[{" for step in steps):
        return _single(steps[0]) if len(steps) == 1 else _straight(steps)
    return _branching(steps)


def _single(name: str) -> Getter:
    def values(instance: Any) -> Iterable[Any]:
        return (instance[name],) if isinstance(instance, dict) and name in instance else ()

    return values


def _straight(names: Segments) -> Getter:
    def values(instance: Any) -> Iterable[Any]:
        for name in names:
            if not isinstance(instance, dict) or name not in instance:
                return ()
            instance = instance[name]
        return (instance,)

    return values


def _branching(steps: Segments) -> Getter:
    def values(instance: Any) -> Iterable[Any]:
        found: list[Any] = [instance]
        for step in steps:
            found = [value for one in found for value in _step(one, step)]
        return found

    return values


def _step(instance: Any, step: str) -> Iterable[Any]:
    if step == "[]":
        return instance if isinstance(instance, list) else ()
    if not isinstance(instance, dict):
        return ()
    if step == "{}":
        return instance.values()
    if step == "{key}":
        return instance.keys()
    return (instance[step],) if step in instance else ()
