"""Two implementations, or two versions of one, side by side: where both have an operation, what each departs from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

#: How many findings of each kind are listed for one service.
_LISTED = 10
#: A finding's identity beside its operation: its constraints and its verdict.
Finding = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Side:
    """One target of one report: its name, the operations that it was exercised on, and the findings there.

    A finding is an operation, its constraints as one text, and its verdict.
    """

    name: str
    exercised: frozenset[str]
    findings: frozenset[Finding]

    @classmethod
    def of(cls, document: Mapping[str, Any], target: str, name: str = "") -> Side:
        """The side of a report that is about a target."""
        entries = (one for one in document["operations"] if one["target"] == target)
        exercised = frozenset(one["operation"] for one in entries if one["status"] == "exercised")
        found = (one for one in document["findings"] if one["target"] == target)
        return cls(name or target, exercised, frozenset(_identity(one) for one in found))


def compared(left: Side, right: Side) -> Iterator[str]:
    """The comparison as lines of Markdown: a table by service, then what only one side departs from.

    Only operations that both sides were exercised on count: what one of them lacks is no worse and no better.
    """
    both = left.exercised & right.exercised
    sides = [frozenset(one for one in side.findings if one[0] in both) for side in (left, right)]
    shared = sides[0] & sides[1]
    yield f"{len(both)} operations were exercised on both: {left.name} and {right.name}."
    yield (
        f"{left.name} was exercised on {len(left.exercised - both)} others, {right.name} on"
        f" {len(right.exercised - both)}."
    )
    yield ""
    yield f"| service | operations | both depart | only {left.name} | only {right.name} |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    operations = Counter(map(_service, both))
    columns = [Counter(_service(one[0]) for one in found) for found in (shared, sides[0] - shared, sides[1] - shared)]
    for service, count in sorted(operations.items()):
        yield f"| {service} | {count} | {' | '.join(str(column[service]) for column in columns)} |"
    for name, found in ((left.name, sides[0] - shared), (right.name, sides[1] - shared)):
        yield from _listed(name, sorted(found))


def _listed(name: str, findings: list[Finding]) -> Iterator[str]:
    if not findings:
        return
    yield ""
    yield f"## Only {name} departs"
    yield ""
    services: dict[str, list[Finding]] = {}
    for finding in findings:
        services.setdefault(_service(finding[0]), []).append(finding)
    for own in services.values():
        yield from (f"- `{operation}` {constraint}: {verdict}" for operation, constraint, verdict in own[:_LISTED])
        if len(own) > _LISTED:
            yield f"- … and {len(own) - _LISTED} more of {_service(own[0][0])}"


def _identity(finding: Mapping[str, Any]) -> Finding:
    return finding["operation"], "+".join(finding["constraints"]), finding["verdict"]


def _service(operation: str) -> str:
    return operation.partition(".")[0]
