"""One request, what must become of it, and how it came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

Kind = Literal["control", "boundary", "violation", "valid", "malformed", "state"]
Expected = Literal["accept", "reject", "either"]
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value to be made from the live one when the case is sent: an identifier that names nothing.

    `how` is `last-character` (the live value with its last character exchanged) or `made-up` (a value of another
    look); `stand_in` takes its place as long as there is no live value.
    """

    how: Literal["last-character", "made-up"]
    stand_in: str = "fencepost-unknown"

    def beside(self, live: object) -> str:
        """The unknown value beside a live one."""
        text = live if isinstance(live, str) and live else self.stand_in
        if self.how == "made-up":
            return self.stand_in
        return text[:-1] + ("A" if text[-1] != "A" else "B")


@dataclass(frozen=True, slots=True)
class Remove:
    """In place of a value: the member is left out."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a request: at this place, this value (or `Remove`, or `Unknown`)."""

    place: Place
    value: Any


@dataclass(frozen=True, slots=True)
class Case:
    """A request with its expectation.

    `control` is the valid request that it was made from, `edits` the change that leads from there to `request`.
    `constraint` is the id of the constraint that it is about, and `breaks` every constraint that it breaks: more than
    one where they can't be broken apart. A valid case that sits on the edge of other constraints as well has their ids
    in `edges`. `label` says in a few words what was tried.
    """

    operation: str
    kind: Kind
    expect: Expected
    label: str
    request: Mapping[str, Any]
    control: Mapping[str, Any]
    edits: tuple[Edit, ...] = ()
    constraint: str | None = None
    breaks: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()

    @property
    def side(self) -> str | None:
        """On which side of its constraint the request lies: `inside` or `outside`."""
        if self.constraint is None:
            return None
        return "outside" if self.breaks else "inside"

    def on(self, control: Mapping[str, Any], request: Mapping[str, Any]) -> Case:
        """The same case made from another control."""
        return replace(self, control=control, request=request)
