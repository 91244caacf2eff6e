"""Data as it lies in the page: JSON, compressed, in blocks of which a reader opens only what is looked at."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator
from typing import Any

#: How much JSON, in characters, one block of details holds before the next is begun.
_FULL = 300_000
#: zlib's level: higher ones take twice the time for a few per cent of the size.
_LEVEL = 4
_GZIP = 16 + zlib.MAX_WBITS


def packed(value: Any) -> str:
    """A JSON value as gzip in base64, which browsers unpack by themselves; the same value is always the same text."""
    return _compressed(_json(value))


class Table:
    """Texts by number: each is kept once, however often it occurs."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a text, a new one where it wasn't seen before."""
        return self._numbers.setdefault(text, len(self._numbers))

    @property
    def texts(self) -> list[str]:
        """All texts, in the order of their numbers."""
        return list(self._numbers)


class Blocks:
    """Collects details in blocks, and tells for each in which block it is and where."""

    def __init__(self) -> None:
        self._packed: list[str] = []
        self._open: list[str] = []
        self._size = 0

    def add(self, detail: Any) -> tuple[int, int]:
        """Put a detail away; its block, and its place in there."""
        if self._size >= _FULL:
            self._close()
        text = _json(detail)
        self._open.append(text)
        self._size += len(text)
        return len(self._packed), len(self._open) - 1

    def texts(self) -> Iterator[str]:
        """The blocks as gzip in base64, each a JSON list of details. Nothing may be added afterwards."""
        if self._open:
            self._close()
        yield from self._packed

    def _close(self) -> None:
        self._packed.append(_compressed(f"[{','.join(self._open)}]"))
        self._open, self._size = [], 0


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def _compressed(text: str) -> str:
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    return base64.b64encode(squeeze.compress(text.encode("ascii")) + squeeze.flush()).decode("ascii")
