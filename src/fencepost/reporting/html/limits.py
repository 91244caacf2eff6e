"""Requests cut to what a page can show: long texts, long lists and deep structures keep their beginning.

Whatever is cut is counted, so that nobody takes a part for the whole; the report itself has all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fencepost.repeats import pieces_of

#: The longest text within a request that is shown, in characters; how much of a longer one is.
_TEXT, _HEAD = 1200, 400
#: How many characters of one finding's requests are shown in all.
_WHOLE = 24_000
#: How deep a structure is shown.
_DEPTH = 24
#: The greatest whole number up to which JavaScript holds every one.
_EXACT = 2**53


@dataclass(slots=True)
class _Room:
    """How many characters are left to show."""

    left: int = _WHOLE


def shortened(value: Any) -> Any:
    """A JSON value of bounded size: what is left out is replaced by a text that says how much it was."""
    return _cut(value, _Room(), _DEPTH)


def _cut(value: Any, room: _Room, depth: int) -> Any:
    if isinstance(value, str):
        return _text(value, room)
    if isinstance(value, dict):
        pieces = pieces_of(value)
        return _members(value, room, depth - 1) if pieces is None else _text(_repeated(pieces), room)
    if isinstance(value, list):
        return _items(value, room, depth - 1)
    room.left -= 6
    # What JavaScript can't hold exactly is shown as it was sent.
    return str(value) if isinstance(value, int) and abs(value) > _EXACT else value


def _members(value: Mapping[str, Any], room: _Room, depth: int) -> Any:
    shown: dict[str, Any] = {}
    for number, (name, below) in enumerate(value.items()):
        if room.left <= 0 or depth < 0:
            shown["…"] = f"… {len(value) - number} more members"
            break
        shown[_text(str(name), room)] = _cut(below, room, depth)
    return shown


def _items(value: Sequence[Any], room: _Room, depth: int) -> list[Any]:
    shown: list[Any] = []
    for number, below in enumerate(value):
        if room.left <= 0 or depth < 0:
            shown.append(f"… {len(value) - number} more items")
            break
        shown.append(_cut(below, room, depth))
    return shown


def _text(text: str, room: _Room) -> str:
    shown = text if len(text) <= _TEXT else f"{text[:_HEAD]}… ({len(text)} characters)"
    room.left -= len(shown) + 4
    return shown


def _repeated(pieces: Sequence[tuple[str, int]]) -> str:
    """A long text in words: `aaaa… (10,000,000 characters: "a" 10,000,000 times)`."""
    length = sum(len(piece) * times for piece, times in pieces)
    said = ", ".join(f"{piece[:40]!r} {times:,} times" for piece, times in pieces[:4] if times > 1)
    head = ""
    for piece, times in pieces:
        head += (piece * min(times, _HEAD))[: _HEAD - len(head)]
    return f"{head[:120]}… ({length:,} characters: {said})"
