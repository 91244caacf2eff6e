"""Which accepted findings a report still has: by identity, and for crashes by their cause as well.

Crashes of one operation that say the same are one finding, named after whichever was seen first. So an entry that
accepts a crash matches by its cause, whichever constraint leads the group; else by any finding that both groups have in
common, if the kind of crash is the same. One cause matches no second finding: accepting it hides no other crash.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fencepost.oracle.verdict import Verdict
from fencepost.reporting.baseline import Entry, Kind, kind_of_id
from fencepost.reporting.causes import cause_of, kind_of, says_nothing
from fencepost.reporting.promise import origin_text

Finding = Mapping[str, Any]


@dataclass(slots=True)
class Match:
    """The entries that a finding was accepted with, and why it is not, or not quite, what was accepted."""

    finding: Finding
    entries: list[Entry] = field(default_factory=list)
    why: str = ""
    #: Entries that are about the same finding, and accept something else.
    others: list[Entry] = field(default_factory=list)


def matched(findings: Iterable[Finding], entries: Iterable[Entry]) -> list[Match]:
    """Each finding of a report with the entries that it matches, in the order of the report."""
    accepted: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        accepted.setdefault((entry.target, entry.operation), []).append(entry)
    matches = [Match(finding) for finding in findings]
    crashes: dict[tuple[str, str], list[Match]] = {}
    for match in matches:
        place = match.finding["target"], match.finding["operation"]
        if match.finding["verdict"] == Verdict.CRASH:
            crashes.setdefault(place, []).append(match)
        else:
            _by_identity(match, accepted.get(place, ()))
    for place, group in crashes.items():
        _by_cause(group, [entry for entry in accepted.get(place, ()) if entry.verdict == Verdict.CRASH])
    return matches


def kinds_of(finding: Finding) -> frozenset[Kind]:
    """A finding and those of the same crash, as entries of baselines are compared with them."""
    return frozenset(kind_of_id(one, finding["operation"]) for one in (finding["id"], *finding.get("also", ())))


def promise_of(finding: Finding) -> str:
    """The promise that a finding is about, without where it stands: places change with every edition of a page."""
    origins = finding["source"]["origins"]
    sources = "; ".join(dict.fromkeys(map(origin_text, origins)))
    rule: str = finding["rule"]
    return rule.removesuffix(f" ({sources})")


def _by_identity(match: Match, entries: Sequence[Entry]) -> None:
    kinds = kinds_of(match.finding)
    said, terms = promise_of(match.finding), match.finding.get("terms", "")
    for entry in entries:
        if entry.kinds == kinds:
            changed = bool(entry.terms and terms) and entry.terms != terms
            (match.others if changed else match.entries).append(entry)
            if changed:
                match.why = f"the promise was accepted as: {entry.rule}; it is now: {said}"


def _by_cause(group: Sequence[Match], entries: Sequence[Entry]) -> None:
    causes = [cause_of(match.finding) for match in group]
    for match, cause in zip(group, causes, strict=True):
        match.entries = [entry for entry in entries if _same_cause(entry, cause, match.finding)]
    taken = {entry.id for match in group for entry in match.entries}
    for match, cause in zip(group, causes, strict=True):
        if not match.entries:
            _by_member(match, cause, [entry for entry in entries if entry.id not in taken])
            taken.update(entry.id for entry in match.entries)
        _only_known(match, cause)


def _same_cause(entry: Entry, cause: str, finding: Finding) -> bool:
    """Whether an entry accepts a crash; one that says nothing, or that has no cause with it, needs a finding too."""
    shares = bool(entry.kinds & kinds_of(finding))
    return shares if not entry.cause else entry.cause == cause and (shares or not says_nothing(cause))


def _by_member(match: Match, cause: str, entries: Iterable[Entry]) -> None:
    for entry in entries:
        common = entry.kinds & kinds_of(match.finding)
        if common and kind_of(entry.cause) == kind_of(cause):
            match.entries.append(entry)
            match.why = f"{_named(common)} crashed with {entry.cause!r} when it was accepted; now it is {cause!r}"
        elif common:
            match.others.append(entry)
            match.why = f"{_named(common)} was accepted to crash with {entry.cause!r}; now it is {cause!r}"


def _only_known(match: Match, cause: str) -> None:
    """Takes a crash that says nothing of its cause for another one where it shows itself in a new place."""
    known = frozenset[Kind]().union(*(entry.kinds for entry in match.entries))
    added = kinds_of(match.finding) - known
    if match.entries and added and says_nothing(cause):
        match.others, match.entries = [*match.others, *match.entries], []
        match.why = f"{_named(added)} crashes too, and nothing tells whether the cause is the one that was accepted"


def _named(kinds: Iterable[Kind]) -> str:
    return min("+".join(sorted(constraints)) for constraints, _ in kinds)
