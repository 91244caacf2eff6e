"""The two numbers of a run: how much of what is promised was exercised, and where the target diverges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fencepost.oracle.verdict import Verdict
from fencepost.reporting.tally import rank_of

#: The sides of a constraint on a request.
SIDES = ("inside", "outside")


def coverage_of(operations: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """How much of one target's operations was exercised, from their entries in a report.

    `constraints_exercised` counts promises with a conclusive case on both sides, `one_side` those with one;
    `skipped` counts sides by the reason why they can't be shown; `unaccounted` the promises of exercised operations
    that miss a side for which no reason was given, and on which nothing was tried.
    """
    entries = list(operations)
    statuses = Counter(entry["status"] for entry in entries)
    constraints = [one for entry in entries for one in entry["constraints"]]
    exercised = [one for entry in entries if entry["status"] == "exercised" for one in entry["constraints"]]
    reasons = Counter(skip["reason"] for one in constraints for skip in one["skipped"])
    shown = Counter(len(_shown(one)) for one in constraints)
    return {
        "operations": len(entries),
        "exercised": statuses["exercised"],
        "not_implemented": statuses["not-implemented"],
        "no_control": statuses["no-control"],
        "constraints": len(constraints),
        "constraints_exercised": shown[2],
        "one_side": shown[1],
        "not_exercised": shown[0],
        "unaccounted": sum(not _accounted(one) for one in exercised),
        "skipped": dict(sorted(reasons.items())),
        "inconclusive": sum(one["verdict"] == Verdict.INCONCLUSIVE for one in constraints),
        "cases": sum(entry["cases"] for entry in entries),
        "dropped": sum(entry["dropped"] for entry in entries),
        "controls": _controls([entry for entry in entries if is_there(entry)]),
    }


def is_there(entry: Mapping[str, Any]) -> bool:
    """Whether the target has the operation, as far as the run came."""
    status, reason = str(entry["status"]), str(entry["reason"])
    return status != "not-implemented" and reason != "unreached"


def _controls(implemented: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How many of the operations that a target has were reached by a request that means something, and why others not.

    `substantial` are those with a member that is constrained beyond its type, or that names a resource.
    """
    reached = [entry for entry in implemented if entry["status"] == "exercised"]
    reasons = Counter(entry["reason"] for entry in implemented if entry["status"] != "exercised")
    return {
        "implemented": len(implemented),
        "reached": len(reached),
        "substantial": sum(entry["substantial"] for entry in implemented),
        "substantial_reached": sum(entry["substantial"] for entry in reached),
        "unreached": dict(reasons.most_common()),
    }


def divergence_of(findings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How many findings one target has: `total`, and by verdict in the order of reports."""
    counts = Counter(finding["verdict"] for finding in findings)
    verdicts = {verdict: counts[verdict] for verdict in sorted(counts, key=rank_of)}
    return {"total": len(findings), "verdicts": verdicts}


def _shown(constraint: Mapping[str, Any]) -> list[str]:
    return [side for side in SIDES if constraint[side]]


def _accounted(constraint: Mapping[str, Any]) -> bool:
    """Whether each side was shown, or has a reason; cases that were tried and showed nothing are one."""
    reasons = {skip["side"] for skip in constraint["skipped"]}
    tried = Verdict.INCONCLUSIVE in constraint["tally"]
    return all(constraint[side] or side in reasons or tried for side in SIDES)
