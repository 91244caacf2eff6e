"""What the documentation promises about one operation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fencepost.contracts.constraint import Constraint


@dataclass(frozen=True)
class Contract:
    """A list of constraints, the errors that the page names, and the JSON Schemas compiled from them.

    `errors` maps a code to what the page says of it in facts (`{"status": 400}`). `request` and `response` are JSON
    Schema 2020-12; `response` is None where the documentation describes none, and `{"maxProperties": 0}` in essence
    where success has an empty body. `source` says what the contract was derived from. `withdrawn` are promises that the
    user's errata call wrong: they are shown, and nothing is held to them.
    """

    service: str
    operation: str
    source: Mapping[str, str]
    constraints: tuple[Constraint, ...]
    errors: Mapping[str, Mapping[str, Any]]
    request: Mapping[str, Any]
    response: Mapping[str, Any] | None
    withdrawn: tuple[Constraint, ...] = ()

    @property
    def name(self) -> str:
        """The operation as people write it: `cloudfront.UpdateFunction`."""
        return f"{self.service}.{self.operation}"

    @cached_property
    def by_id(self) -> dict[str, Constraint]:
        """The constraints by their ids."""
        return {constraint.id: constraint for constraint in self.constraints}

    @cached_property
    def _by_message(self) -> dict[str, tuple[Constraint, ...]]:
        messages = ("request", "response")
        return {message: tuple(c for c in self.constraints if c.message == message) for message in messages}

    def of(self, message: str) -> tuple[Constraint, ...]:
        """The constraints on the `request` or on the `response`."""
        return self._by_message[message]
