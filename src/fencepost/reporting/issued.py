"""Values that a target issued (ids, versions, ARNs), taken out of a report so that two runs can be compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard
from urllib.parse import quote
from xml.sax.saxutils import escape

#: Shorter values are too common to be told apart from the rest of a body or of a message.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that the answer to an earlier step gave.

    `step` counts from 1, `path` leads to the value in the answer (`Items[0].Id`). `last`, where it is not None, takes
    the place of the value's last character.
    """

    step: int
    path: str
    last: str | None = None

    @property
    def placeholder(self) -> str:
        """How a text stands for the value: `${1.ETag}`."""
        return f"${{{self.step}.{self.path}}}"


def reference_of(value: Any) -> Reference | None:
    """What `{"$from": [step, "path"]}`, perhaps with `"$last"`, refers to; None for any other value."""
    if not isinstance(value, Mapping) or not value.keys() <= {"$from", "$last"}:
        return None
    source, last = value.get("$from"), value.get("$last")
    if not _is_list(source) or len(source) != 2 or not isinstance(source[0], int):  # noqa: PLR2004 - the pair itself
        return None
    return Reference(source[0], str(source[1]), None if last is None else str(last))


class Issued:
    """The values that a target issued in one finding, found by laying a request beside the same with references."""

    def __init__(self, request: Any, members: Any) -> None:
        found = dict(_pairs(request, members))
        spellings = {spelt: mark for raw, mark in found.items() for spelt in _spellings(raw)}
        longest_first = sorted(spellings, key=len, reverse=True)
        alternatives = "|".join(map(re.escape, longest_first))
        self._marks = spellings
        self._pattern = re.compile(rf"(?<![A-Za-z0-9])(?:{alternatives})(?![A-Za-z0-9])") if spellings else None

    def hidden(self, value: Any) -> Any:
        """A JSON value, or a text, in which each issued value is its placeholder."""
        if self._pattern is None:
            return value
        if isinstance(value, str):
            return self._pattern.sub(lambda match: self._marks[match[0]], value)
        if isinstance(value, Mapping):
            return {key: self.hidden(one) for key, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.hidden(one) for one in value]
        return value


def _pairs(request: Any, members: Any) -> Iterator[tuple[str, str]]:
    source = reference_of(members)
    if source is not None:
        if isinstance(request, str) and len(request) >= _SHORTEST and source.last is None:
            yield request, source.placeholder
    elif isinstance(members, Mapping) and isinstance(request, Mapping):
        for name in members.keys() & request.keys():
            yield from _pairs(request[name], members[name])
    elif _is_list(members) and _is_list(request):
        for left, right in zip(request, members, strict=False):
            yield from _pairs(left, right)


def _is_list(value: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes))


def _spellings(raw: str) -> set[str]:
    """The value as bodies, paths and headers write it."""
    return {raw, quote(raw, safe=""), quote(raw), quote(raw, safe="-._~"), json.dumps(raw)[1:-1], escape(raw)}
