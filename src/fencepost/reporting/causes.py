"""One finding for one cause: what crashes a target in the same way was broken once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from fencepost.oracle.verdict import Verdict

#: What differs from one crash to the next though the cause is the same: numbers, and what stands in quotes.
_VOLATILE = re.compile(r"'[^']*'|\"[^\"]*\"|\b[0-9a-f]{8,}\b|\d+")


def by_cause(findings: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The findings of one operation on one target, those of the same crash as one.

    It is the first that breaks a promise of the contract; the ids of the others stand in its `also`.
    """
    merged: dict[Any, dict[str, Any]] = {}
    for finding in sorted(findings, key=_is_malformed):
        first = merged.setdefault(_cause(finding), finding)
        if first is not finding:
            first["count"] += finding["count"]
            first.setdefault("also", []).append(finding["id"])
    return list(merged.values())


def _is_malformed(finding: Mapping[str, Any]) -> bool:
    return str(finding["constraint"]).startswith("#malformed")


def _cause(finding: Mapping[str, Any]) -> Any:
    """What two findings have in common that are one; each of another verdict than a crash stands alone."""
    if finding["verdict"] != Verdict.CRASH:
        return finding["id"]
    seen = finding["observed"]
    said = seen["detail"] or seen["message"] or ""
    return seen["status"], seen["failure"], seen["code"], _VOLATILE.sub("…", said)
