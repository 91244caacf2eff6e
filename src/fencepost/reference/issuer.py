"""What a service issues: times, identifiers and versions, each one new."""

from __future__ import annotations

import time
from itertools import count

from fencepost.reference.shape import Moment

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: A prime far from the powers of 36: multiples of it, cut to a few digits, look nothing like their neighbours.
_SCATTER = 15_485_863_979_323_846_433

ACCOUNT = "123456789012"
REGION = "us-east-1"


class Issuer:
    """Identifiers that never repeat, the same ones in every run, and a clock that never stands still."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._last = 0.0

    def now(self) -> Moment:
        """The time in whole milliseconds, always later than what was said before."""
        self._last = max(round(time.time(), 3), round(self._last + 0.001, 3))
        return Moment(self._last)

    def code(self, length: int) -> str:
        """A new identifier of capital letters and digits."""
        number, text = next(self._numbers) * _SCATTER, ""
        for _ in range(length):
            number, digit = divmod(number, 36)
            text += _DIGITS[digit]
        return text

    def version(self) -> str:
        """A new version, as an ETag carries it."""
        return "E" + self.code(12)

    def uuid(self) -> str:
        """A new identifier in the form of a UUID."""
        number = next(self._numbers) * _SCATTER % 2**64
        return f"{number >> 32:08x}-{number >> 16 & 0xFFFF:04x}-4000-8000-{number & 0xFFFF:012x}"
