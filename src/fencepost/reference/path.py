"""Dotted paths into a request: `Config.Items[].Name`, where `[]` stands for every item of a list."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def steps(path: str) -> tuple[str, ...]:
    """The members of a path in order, `[]` being a step of its own; the empty path has none."""
    return tuple(step for step in path.replace("[]", ".[]").split(".") if step)


@cache
def split(path: str) -> tuple[str, str]:
    """The path of the parent, and the last member."""
    parent, _, last = path.rpartition(".")
    return parent, last


def values(members: Any, path: str) -> list[Any]:
    """Every value that stands at the path; none where a parent is absent or of another type."""
    found = [members]
    for step in steps(path):
        if step == "[]":
            found = [item for value in found if isinstance(value, list) for item in value]
        else:
            found = [value[step] for value in found if isinstance(value, dict) and step in value]
        if not found:
            break
    return found


def put(members: dict[str, Any], path: str, value: Any) -> None:
    """Overwrite the members at a path without `[]`; nothing happens where a parent is absent."""
    parent, last = split(path)
    for holder in values(members, parent):
        if isinstance(holder, dict):
            holder[last] = value


def remove(members: dict[str, Any], path: str) -> None:
    """Take away the members at a path without `[]`."""
    parent, last = split(path)
    for holder in values(members, parent):
        if isinstance(holder, dict):
            holder.pop(last, None)
