"""What each engine found of a fault, and the sums over all faults."""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.peer.outcome import Failure, Outcome
from benchmarks.peer.sample import Fault

#: Kinds of faults that are about no single promise: whatever shows them names them well enough.
_UNATTRIBUTED = frozenset({"crash", "garbage", "refused-but-applied"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What one engine made of one fault.

    `new` are the failures that it doesn't report on the faultless reference; `attributed` says that they name what is
    at fault.
    """

    fault: str
    engine: str
    new: tuple[Failure, ...]
    attributed: bool
    outcome: Outcome

    @property
    def at(self) -> int | None:
        """The number of requests until it was found, None where it wasn't."""
        return min((failure.at for failure in self.new), default=None)


def finding(engine: str, fault: Fault, outcome: Outcome, faultless: Outcome) -> Finding:
    """What is new beside the faultless reference, and whether it names what is at fault."""
    known = {failure.identity for failure in faultless.failures}
    new = tuple(failure for failure in outcome.failures if failure.identity not in known)
    return Finding(fault.name, engine, new, bool(new) and _names(fault, new), outcome)


def _names(fault: Fault, failures: Sequence[Failure]) -> bool:
    """Whether the failures name what is at fault.

    Where an engine names constraints, each failure must name the right one. Of other engines one message with the
    member's name in it is enough.
    """
    if fault.kind in _UNATTRIBUTED:
        return True
    if all(failure.blames is not None for failure in failures):
        return all((failure.blames or frozenset()) & fault.constraint for failure in failures)
    member = re.sub(r"\W", "", fault.rule_path.rpartition(".")[2])
    return any(re.search(rf"\b{member}\b", failure.says) for failure in failures)


def row(engine: str, findings: Sequence[Finding], faultless: Mapping[str, Outcome]) -> dict[str, Any]:
    """The sums of one engine; costs are those of the runs on faulty variants."""
    own = [one for one in findings if one.engine == engine]
    found = [one for one in own if one.new]
    cases = sum(one.outcome.cases for one in own)
    requests = sum(one.outcome.requests for one in own)
    client = sum(one.outcome.client for one in own)
    return {
        "engine": engine,
        "faults": len(own),
        "found": len(found),
        "attributed": sum(one.attributed for one in own),
        "distinct failures": sum(len(one.new) for one in own),
        "false findings": sum(len(outcome.failures) for outcome in faultless.values()),
        "cases": cases,
        "requests": requests,
        "client µs/case": round(client / max(cases, 1) * 1e6),
        "client µs/request": round(client / max(requests, 1) * 1e6),
        "client ms/fault found": round(client / len(found) * 1e3) if found else "-",
        "target µs/request": round(sum(one.outcome.target for one in own) / max(requests, 1) * 1e6),
        "requests until found": round(statistics.median([one.at or 0 for one in found])) if found else "-",
    }


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as a Markdown table."""
    names = list(rows[0])
    lines = [names, ["---"] * len(names), *([str(one[name]) for name in names] for one in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def as_json(one: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    return {
        "fault": one.fault,
        "engine": one.engine,
        "found": bool(one.new),
        "attributed": one.attributed,
        "failures": [{"identity": failure.identity, "says": failure.says, "at": failure.at} for failure in one.new],
        "requests until found": one.at,
        "cases": one.outcome.cases,
        "requests": one.outcome.requests,
        "client seconds": round(one.outcome.client, 4),
        "target seconds": round(one.outcome.target, 4),
    }
