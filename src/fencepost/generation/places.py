"""Where a contract's path lies in a request, and changing that place without touching the original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from fencepost.generation.case import Edit, Place, Remove, Unknown

_TOKEN = re.compile(r"\[\]|\{key\}|\{\}|[^.\[{]+")
_MISSING = object()


@lru_cache(maxsize=100_000)
def tokens(path: str) -> tuple[str, ...]:
    """The steps of a contract's path: `a.b[].c` is `("a", "b", "[]", "c")`."""
    return tuple(_TOKEN.findall(path))


@lru_cache(maxsize=100_000)
def parents(path: str) -> tuple[str, ...]:
    """The paths above this one, outermost first: those of `a.b[].c` are `a`, `a.b`, `a.b[]`."""
    found: list[str] = []
    text = ""
    for word in tokens(path)[:-1]:
        text = text + word if word[0] in "[{" or not text else f"{text}.{word}"
        found.append(text)
    return tuple(found)


def pattern_of(place: Place) -> str:
    """The contract's path that a place is an instance of, as far as the place alone can tell (maps as members)."""
    text = ""
    for step in place:
        text = f"{text}[]" if isinstance(step, int) else f"{text}.{step}" if text else step
    return text


def first(request: Any, path: str) -> Place | None:
    """The first place in the request that this path leads to, or None where it leads nowhere."""
    place: list[str | int] = []
    for word in tokens(path):
        step: str | int | None = _step(request, word)
        if step is None:
            return None
        place.append(step)
        request = request[step]
    return tuple(place)


def _step(value: Any, word: str) -> str | int | None:
    if word == "[]":
        return 0 if isinstance(value, list) and value else None
    if not isinstance(value, dict):
        return None
    if word == "{}":
        return next(iter(value), None)
    return word if word in value else None


def get(request: Any, place: Place, default: Any = None) -> Any:
    """The value at this place, or the default where there is none."""
    for step in place:
        if isinstance(request, dict):
            request = request.get(step, _MISSING)
        elif isinstance(request, list) and isinstance(step, int) and step < len(request):
            request = request[step]
        else:
            return default
        if request is _MISSING:
            return default
    return request


def with_value(request: Any, place: Place, value: Any) -> Any:
    """A copy of the request with this value at this place; only what lies on the way there is copied."""
    if not place:
        return value
    step, rest = place[0], place[1:]
    if isinstance(step, int):
        items = list(request) if isinstance(request, list) else []
        if step < len(items):
            items[step] = with_value(items[step], rest, value)
        else:
            items.append(with_value(None, rest, value))
        return items
    members = dict(request) if isinstance(request, dict) else {}
    members[step] = with_value(members.get(step), rest, value)
    return members


def without(request: Any, place: Place) -> Any:
    """A copy of the request without the member, item or entry at this place."""
    *above, last = place
    parent = get(request, tuple(above), _MISSING)
    if isinstance(parent, dict):
        return with_value(request, tuple(above), {k: v for k, v in parent.items() if k != last})
    if isinstance(parent, list) and isinstance(last, int):
        return with_value(request, tuple(above), parent[:last] + parent[last + 1 :])
    return request


def apply(request: Mapping[str, Any], edits: Iterable[Edit]) -> dict[str, Any]:
    """The request with every edit made; an `Unknown` stands beside the value that the request has there."""
    result: Any = request
    for edit in edits:
        if isinstance(edit.value, Remove):
            result = without(result, edit.place)
        else:
            value = edit.value
            if isinstance(value, Unknown):
                value = value.beside(get(result, edit.place))
            result = with_value(result, edit.place, value)
    changed: dict[str, Any] = dict(result)
    return changed


def leaves(request: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every scalar, empty list and empty structure of a request with its place, in order."""
    if isinstance(request, dict) and request:
        for name, value in request.items():
            yield from leaves(value, (*place, name))
    elif isinstance(request, list) and request:
        for index, value in enumerate(request):
            yield from leaves(value, (*place, index))
    else:
        yield place, request


def joined(parent: str, name: str) -> str:
    """The path of a member below another: dotted, but for items, keys and values, which are appended."""
    return f"{parent}{name}" if not parent or name[:1] in "[{" else f"{parent}.{name}"
