"""The line of a JSON text on which a value stands."""

from __future__ import annotations

import json
from collections.abc import Sequence

_SPACE = " \t\r\n"
_DECODER = json.JSONDecoder()


def line_of(text: str, pointer: Sequence[str | int]) -> int | None:
    """The line, counted from 1, of the value at the pointer (keys and indices); the text must be valid JSON.

    The nearest enclosing value's line where the pointer leads nowhere, None where the text can't be followed.
    """
    position = _skip(text, 0)
    try:
        for step in pointer:
            found = _child(text, position, step)
            if found is None:
                break
            position = found
    except (ValueError, IndexError):
        return None
    return text.count("\n", 0, position) + 1


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position] in _SPACE:
        position += 1
    return position


def _child(text: str, position: int, step: str | int) -> int | None:
    """Where the value with this key or index begins, in the object or array that begins at the position."""
    opening = text[position]
    if opening not in "{[":
        return None
    position, index = _skip(text, position + 1), 0
    while text[position] not in "}]":
        key: str | int = index
        if opening == "{":
            key, position = _DECODER.raw_decode(text, position)
            position = _skip(text, _skip(text, position) + 1)
        if key == step:
            return position
        _, position = _DECODER.raw_decode(text, position)
        position = _skip(text, position)
        if text[position] == ",":
            position = _skip(text, position + 1)
        index += 1
    return None
