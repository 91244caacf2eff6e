"""Text on the wire as the JSON value that its documented type makes of it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from fencepost.protocols.timestamps import from_text

_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
#: Longer texts are no number that anybody means, and Python refuses to read integers beyond 4,300 digits.
_LONGEST = 1000
_BLANKS = " \t\r\n"


def reader_of(shape: Any) -> Callable[[str], Any]:
    """A function from text to the value of a scalar shape; text that isn't of that type comes back as it is."""
    return _READERS.get(shape.type_name, _as_text)


def _as_text(text: str) -> Any:
    return text


def _as_integer(text: str) -> Any:
    stripped = text.strip(_BLANKS)
    return int(stripped) if len(stripped) < _LONGEST and _INTEGER.fullmatch(stripped) else text


def _as_number(text: str) -> Any:
    stripped = text.strip(_BLANKS)
    if len(stripped) >= _LONGEST or not _NUMBER.fullmatch(stripped):
        return text
    if _INTEGER.fullmatch(stripped):
        return int(stripped)
    number = float(stripped)
    return number if math.isfinite(number) else text


def _as_boolean(text: str) -> Any:
    return {"true": True, "false": False}.get(text.strip(_BLANKS), text)


_READERS: dict[str, Callable[[str], Any]] = {
    "integer": _as_integer,
    "long": _as_integer,
    "float": _as_number,
    "double": _as_number,
    "boolean": _as_boolean,
    "timestamp": from_text,
}
