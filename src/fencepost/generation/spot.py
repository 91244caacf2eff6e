"""A constraint at its place in a valid request, and a change to try there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fencepost.contracts import Constraint
from fencepost.generation import places
from fencepost.generation.case import Edit, Place, Unknown

#: Longer values are cut in a label.
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Miss:
    """A change to try: what it is in a few words, and the edits.

    `lenient` says that the domain makes its outcome unsure, `outside` that it is of no interest where it turns out to
    be valid.
    """

    label: str
    edits: tuple[Edit, ...]
    lenient: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A constraint, a valid request in which it applies, and the place where it does."""

    constraint: Constraint
    request: Mapping[str, Any]
    place: Place
    required: bool = False

    @property
    def current(self) -> Any:
        """The value that the request has there."""
        return places.get(self.request, self.place)

    @property
    def header_like(self) -> bool:
        """Whether the member holds names of HTTP headers, which ignore case."""
        names = [step for step in self.place if isinstance(step, str)]
        return "header" in names[-1].lower() if names else False

    def put(self, label: str, value: Any, *, lenient: bool = False, outside: bool = False) -> Miss:
        """The miss that puts a value at this place."""
        return Miss(f"{label}: {_shown(value)}", (Edit(self.place, value),), lenient, outside)

    def beside(self, path: str) -> Place:
        """The place of another member that the constraint names, in the same items as this one."""
        steps: list[str | int] = []
        for index, word in enumerate(places.tokens(path)):
            here = self.place[index] if index < len(self.place) else 0
            steps.append((here if isinstance(here, int) else 0) if word == "[]" else word)
        return tuple(steps)


def _shown(value: Any) -> str:
    text = repr(value) if not isinstance(value, Unknown) else value.how
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}… ({len(text)} characters)"
