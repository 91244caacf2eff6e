"""JSON values that a report needs only at its end, kept small until then: a run over all of AWS has thousands."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import Any

#: Fast, and nearly as small as the best.
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Packed:
    """A JSON value, compressed. NaN and the infinities are kept; tuples come back as lists."""

    data: bytes

    @classmethod
    def of(cls, value: Any) -> Packed:
        """Pack a value."""
        return cls(zlib.compress(json.dumps(value, separators=(",", ":")).encode(), _LEVEL))

    @property
    def value(self) -> Any:
        """The value, made anew at each look."""
        return json.loads(zlib.decompress(self.data))
