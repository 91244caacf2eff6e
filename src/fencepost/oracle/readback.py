"""What a reading of the state shows beside what was asked for."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Any

Place = tuple[str | int, ...]


def lost(given: Mapping[str, Any], read: Mapping[str, Any]) -> list[str]:
    """The places whose value was given by an accepted request and reads as another one, or as none.

    Members that the reading does not show at all say nothing: the service may not return them.
    """
    return [
        shown_place(place)
        for name in given
        if name in read
        for place, value in leaves(given[name], (name,))
        # An empty structure or list gives nothing that would have to be kept.
        if value not in ({}, []) and not same(value, at(read, place))
    ]


def kept(before: Mapping[str, Any], given: Mapping[str, Any], read: Mapping[str, Any], within: Place) -> dict[str, Any]:
    """The places in a replaced whole that the request left out and that still read as before, with their values."""
    return {
        shown_place(place): value
        for place, value in leaves(at(before, within), within)
        if value not in (None, [], {}) and at(given, place) is None and same(value, at(read, place))
    }


def misnamed(given: Mapping[str, Any], answered: Mapping[str, Any], echoes: Mapping[str, str]) -> list[str]:
    """The places of a response that must repeat a member of the request, and hold another value."""
    found = {place: at(answered, tuple(place.split("."))) for place in echoes}
    # A value of another type is the response's contract's business.
    return [
        place
        for place, value in found.items()
        if isinstance(value, str) and value != at(given, tuple(echoes[place].split(".")))
    ]


def altered(before: Mapping[str, Any], given: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The members that a request did not give and that read differently after it."""
    return sorted(name for name in {**before, **after} if name not in given and before.get(name) != after.get(name))


def same(given: Any, read: Any) -> bool:
    """Whether a value reads as it was given: numbers as 32-bit floats have them."""
    if isinstance(given, bool) or isinstance(read, bool):
        return given is read
    if isinstance(given, (int, float)) and isinstance(read, (int, float)):
        return given == read or _narrow(given) == _narrow(read)
    return bool(given == read)


def _narrow(value: float) -> float:
    narrowed: float = struct.unpack("f", struct.pack("f", value))[0]
    return narrowed


def leaves(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every scalar, and every empty list or structure, with its place."""
    if isinstance(value, Mapping) and value:
        for name, below in value.items():
            yield from leaves(below, (*place, name))
    elif isinstance(value, (list, tuple)) and value:
        for index, below in enumerate(value):
            yield from leaves(below, (*place, index))
    else:
        yield place, value


def at(value: Any, place: Place) -> Any:
    """The value at a place, None where there is none."""
    for step in place:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, (list, tuple)) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def shown_place(place: Place) -> str:
    """A place as people write it: `Config.Items[0]`."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
