"""The rules that depend on what the service holds: versions, statuses, what exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from fencepost.reference.path import values
from fencepost.reference.rule import Rule, ValueRule
from fencepost.reference.shape import Members
from fencepost.reference.situation import Situation

#: Statuses in which a deployment is complete.
COMPLETED = frozenset({"Succeeded", "Failed", "Stopped"})

#: Digits of a version: more are no version of anything, and slow to read.
MAX_DIGITS = 20


def numeral(version: Any) -> int | None:
    """The number that a version string writes, or None."""
    if isinstance(version, str) and version.isascii() and version.isdigit() and len(version) <= MAX_DIGITS:
        return int(version)
    return None


@dataclass(frozen=True, slots=True)
class Exists(Rule):
    """The member names a resource that is there."""

    kind: ClassVar[str] = "exists"

    def breaks(self, members: Members, situation: Situation) -> bool:
        """Whether there is none of that name."""
        del members
        return not situation.exists


@dataclass(frozen=True, slots=True)
class Current(Rule):
    """The version, where given, is the resource's current one."""

    kind: ClassVar[str] = "current"

    def breaks(self, members: Members, situation: Situation) -> bool:
        """Whether it is a version that the resource doesn't have now."""
        given = values(members, self.path)
        return situation.version is not None and any(version != situation.version for version in given)


@dataclass(frozen=True, slots=True)
class HigherThanCurrent(Rule):
    """The major version, where given, is higher than the one in use; what is no number is not higher."""

    kind: ClassVar[str] = "higher-than-current"

    def breaks(self, members: Members, situation: Situation) -> bool:
        """Whether it is the one in use, or below."""
        if situation.major is None:
            return False
        return any(not _higher(version, situation.major) for version in values(members, self.path))


def _higher(version: Any, major: int) -> bool:
    number = numeral(version)
    return number is not None and number > major


@dataclass(frozen=True, slots=True)
class Numeral(ValueRule):
    """The string writes a whole number: a version that is none can't be looked up."""

    kind: ClassVar[str] = "numeral"

    def refuses(self, value: Any) -> bool:
        """Whether it is a string that writes something else."""
        return isinstance(value, str) and numeral(value) is None


@dataclass(frozen=True, slots=True)
class SameAsCurrent(Rule):
    """The major version, where given, is the one in use."""

    kind: ClassVar[str] = "same-as-current"

    def breaks(self, members: Members, situation: Situation) -> bool:
        """Whether it is another one."""
        if situation.major is None:
            return False
        return any(numeral(version) != situation.major for version in values(members, self.path))


@dataclass(frozen=True, slots=True)
class StatusKnown(Rule):
    """The status of the deployment can be determined."""

    kind: ClassVar[str] = "status-known"

    def breaks(self, members: Members, situation: Situation) -> bool:
        """Whether it can't."""
        del members
        return situation.exists and situation.status is None


@dataclass(frozen=True, slots=True)
class SupportedType(Rule):
    """The deployment is a blue/green one."""

    kind: ClassVar[str] = "supported-type"

    def breaks(self, members: Members, situation: Situation) -> bool:
        """Whether it is of another type."""
        del members
        return situation.exists and not situation.blue_green


@dataclass(frozen=True, slots=True)
class NotCompleted(Rule):
    """The deployment is not complete."""

    kind: ClassVar[str] = "not-completed"

    def breaks(self, members: Members, situation: Situation) -> bool:
        """Whether it is over."""
        del members
        return situation.status in COMPLETED


@dataclass(frozen=True, slots=True)
class IsReady(Rule):
    """The deployment, unless complete, has the status Ready."""

    kind: ClassVar[str] = "is-ready"

    def breaks(self, members: Members, situation: Situation) -> bool:
        """Whether its status is known and another."""
        del members
        return situation.exists and situation.status not in (None, "Ready")
