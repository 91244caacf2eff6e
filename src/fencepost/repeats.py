"""Long texts as what they repeat: a value of ten million characters, of which a report need not hold every one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

#: The length, in characters, from which a text is looked at.
LONG = 1000
_REPEATED = re.compile(r"(.{1,4}?)\1{63,}", re.DOTALL)
_KEY = "$repeats"


def compact(text: str) -> str | dict[str, Any]:
    """The text itself, or `{"$repeats": [[piece, times], …]}` where that is less than half as long."""
    if len(text) < LONG:
        return text
    pieces = list(_pieces(text))
    if 2 * sum(len(piece) + 8 for piece, _ in pieces) > len(text):
        return text
    return {_KEY: [list(piece) for piece in pieces]}


def pieces_of(value: Any) -> list[tuple[str, int]] | None:
    """The pieces of a text that `compact` shortened, each with how often it stands there; None for any other value."""
    if not isinstance(value, Mapping) or value.keys() != {_KEY}:
        return None
    return [(str(piece), int(times)) for piece, times in value[_KEY]]


def whole(value: Any) -> Any:
    """The value with every text in it at its full length."""
    pieces = pieces_of(value)
    if pieces is not None:
        return "".join(piece * times for piece, times in pieces)
    if isinstance(value, Mapping):
        return {name: whole(below) for name, below in value.items()}
    if isinstance(value, (list, tuple)):
        return [whole(below) for below in value]
    return value


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    end = 0
    for match in _REPEATED.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], 1
        yield match[1], len(match[0]) // len(match[1])
        end = match.end()
    if end < len(text):
        yield text[end:], 1
