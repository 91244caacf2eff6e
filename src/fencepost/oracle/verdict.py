"""The verdicts that a case can have, and how much each matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What a case showed. The order is that of reports: the worst divergence first.

    Of several cases the first in this order counts, so that one which showed nothing takes nothing from the others.
    """

    CRASH = "crash"
    STATE_LEAK = "state-leak"
    LOST_UPDATE = "lost-update"
    ACCEPTS_INVALID = "accepts-invalid"
    REJECTS_VALID = "rejects-valid"
    MALFORMED_RESPONSE = "malformed-response"
    WRONG_ERROR = "wrong-error"
    CONTESTED = "contested"
    CONFORMS = "conforms"
    INCONCLUSIVE = "inconclusive"
    NOT_IMPLEMENTED = "not-implemented"

    @property
    def divergence(self) -> bool:
        """Whether the target departs from the documentation here, so that it is a finding."""
        return self in DIVERGENCES

    @property
    def severity(self) -> str:
        """`high`, `medium` or `low` for a divergence, `none` for the rest."""
        return SEVERITY.get(self, "none")


SEVERITY: Mapping[Verdict, str] = {
    Verdict.CRASH: "high",
    Verdict.STATE_LEAK: "high",
    Verdict.LOST_UPDATE: "high",
    Verdict.ACCEPTS_INVALID: "medium",
    Verdict.REJECTS_VALID: "medium",
    Verdict.MALFORMED_RESPONSE: "medium",
    Verdict.WRONG_ERROR: "low",
}
DIVERGENCES = frozenset(SEVERITY)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reasons: a short chain of because, and the ids of the constraints that it is about.

    `constraints` holds one id, or the set of those that can only be broken together; it is empty where no promise is
    at fault (a crash on a valid request).
    """

    verdict: Verdict
    because: tuple[str, ...]
    constraints: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
