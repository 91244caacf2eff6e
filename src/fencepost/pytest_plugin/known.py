"""The findings that a team has accepted for now, as far as tests need them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fencepost.errors import UnreadableInputError

_REMEDY = "Give a baseline as Fencepost writes it."


@dataclass(frozen=True, slots=True)
class Known:
    """The entries of a baseline for one target, by the ids of their findings.

    An id holds operation, constraint and verdict. Each entry may carry a `reason` and a `link`.
    """

    entries: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def entry(self, finding: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The entry of a finding, or of another one with the same cause; None for a new one."""
        found = (self.entries.get(identity) for identity in (finding["id"], *finding.get("also", ())))
        return next((entry for entry in found if entry is not None), None)

    def gone(self, operation: str, constraint: str, findings: Iterable[Mapping[str, Any]]) -> list[str]:
        """The ids of entries on a constraint that none of these findings shows any more."""
        seen = {identity for finding in findings for identity in (finding["id"], *finding.get("also", ()))}
        return [
            identity for identity in self.entries if identity not in seen and concerns(identity, operation, constraint)
        ]


def concerns(identity: str, operation: str, constraint: str) -> bool:
    """Whether the id of a finding (`OPERATION/CONSTRAINT+CONSTRAINT/VERDICT`) names a constraint of an operation."""
    if not identity.startswith(f"{operation}/"):
        return False
    named = identity.removeprefix(f"{operation}/").rpartition("/")[0]
    return f"+{constraint}+" in f"+{named}+"


def read_known(file: Path | None, target: str) -> Known:
    """The entries for a target, by the name that reports give it; none without a file.

    Raises UnreadableInputError for a file that is no baseline.
    """
    if file is None:
        return Known()
    try:
        document = json.loads(file.read_bytes())
        entries = {entry["id"]: entry for entry in document["entries"] if entry["target"] == target}
    except OSError as error:
        raise UnreadableInputError(f"can't be read: {error.strerror or error}", file=file, remedy=_REMEDY) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableInputError("is no baseline", file=file, remedy=_REMEDY) from error
    return Known(entries)
