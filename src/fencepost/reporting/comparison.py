"""Two implementations, or two versions of one, side by side: what each departs from where the other conforms.

Only what both were exercised on tells them apart: a promise that one of them could not be held to, or an operation that
it lacks, is neither better nor worse, and is told as such. Findings are matched as the gate matches them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fencepost.reporting.absence import Absence, Exercised
from fencepost.reporting.accepting import entry_of
from fencepost.reporting.matching import Finding, kinds_of, matched


@dataclass(frozen=True, slots=True)
class Side:
    """One target of a report, and what the comparison calls it."""

    document: Mapping[str, Any]
    target: str
    name: str

    @property
    def findings(self) -> list[Finding]:
        """What the target departs from."""
        return [finding for finding in self.document["findings"] if finding["target"] == self.target]

    @property
    def exercised(self) -> frozenset[str]:
        """The operations that it was exercised on."""
        return frozenset(
            one["operation"]
            for one in self.document["operations"]
            if one["target"] == self.target and one["status"] == "exercised"
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding of one side, and what is known of the other one there."""

    finding: Finding
    why: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two sides differ in.

    `left` and `right` are their names; `versions` says that they are one target before and after. `better` are findings
    of the left side that conform on the right, `worse` those of the right side that conform on the left. `lost` are
    findings of the left side that the right one was not exercised on, `gained` the other way round. `otherwise` are
    findings of either side in whose place the other one shows something else. `both` are the right side's findings that
    the left one has too. `operations` counts those of both sides by service, `alone` those of each side alone.
    """

    left: str
    right: str
    versions: bool
    better: tuple[Difference, ...]
    worse: tuple[Difference, ...]
    lost: tuple[Difference, ...]
    gained: tuple[Difference, ...]
    otherwise: tuple[Difference, ...]
    both: tuple[Difference, ...]
    operations: Mapping[str, int]
    alone: tuple[int, int]


def compared(left: Side, right: Side) -> Comparison:
    """Puts two sides side by side; the same target twice is two versions of it, the left one before the right one."""
    entries = [entry_of({**finding, "target": right.target}) for finding in left.findings]
    by_entry = {id(entry): finding for entry, finding in zip(entries, left.findings, strict=True)}
    matches = matched(right.findings, entries)
    known = {id(entry) for match in matches for entry in match.entries}
    gone = [finding for entry, finding in ((one, by_entry[id(one)]) for one in entries) if id(entry) not in known]
    came = [match.finding for match in matches if not match.entries]
    on_left, on_right = _sorted_out(gone, right), _sorted_out(came, left)
    common = left.exercised & right.exercised
    return Comparison(
        left=left.name,
        right=right.name,
        versions=left.target == right.target,
        better=on_left["fixed"],
        worse=on_right["fixed"],
        lost=on_left["unexercised"],
        gained=on_right["unexercised"],
        otherwise=on_left["changed"] + on_right["changed"],
        both=tuple(Difference(match.finding, match.why) for match in matches if match.entries),
        operations=Counter(map(service_of, common)),
        alone=(len(left.exercised - common), len(right.exercised - common)),
    )


def service_of(operation: str) -> str:
    """The service of an operation as it is written: `sqs` of `sqs.CreateQueue`."""
    return operation.partition(".")[0]


def _sorted_out(findings: Iterable[Finding], other: Side) -> dict[str, tuple[Difference, ...]]:
    """Findings of one side alone by what the other side shows there."""
    exercised = Exercised(other.document)
    shown: dict[str, list[Finding]] = {}
    for finding in other.findings:
        shown.setdefault(finding["operation"], []).append(finding)
    found: dict[str, list[Difference]] = {"fixed": [], "unexercised": [], "changed": []}
    for finding in findings:
        absence = _absence(finding, other.target, exercised, shown.get(finding["operation"], ()))
        found[absence.state].append(Difference(finding, absence.why))
    return {state: tuple(differences) for state, differences in found.items()}


def _absence(finding: Finding, target: str, exercised: Exercised, there: Iterable[Finding]) -> Absence:
    kinds = kinds_of(finding)
    same = next((one for one in there if kinds & kinds_of(one)), None)
    if same is not None:
        return Absence("changed", f"what is seen there is {same['id']}, in other words")
    return exercised.absence(target, finding["operation"], sorted(kinds, key=repr), finding["label"])
