"""A baseline brought up to date: what a report shows is accepted, and what people wrote beside it stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from fencepost.oracle.verdict import Verdict
from fencepost.reporting.absence import Exercised
from fencepost.reporting.baseline import Baseline, Entry, kind_of_id
from fencepost.reporting.causes import cause_of
from fencepost.reporting.gate import Gate, tried_of
from fencepost.reporting.matching import Finding, Match, kinds_of, promise_of


def accepted(document: Mapping[str, Any], baseline: Baseline, gate: Gate, *, update: bool, prune: bool) -> Baseline:
    """The baseline with what is new and reaches the threshold (`update`), without what is fixed (`prune`), or both.

    What was not exercised always stays, and so does everything that people wrote beside a finding.
    """
    kept = list(_kept(document, baseline, gate, update=update, prune=prune))
    if update:
        kept += (
            entry_of(match.finding, (*match.entries, *match.others)) for match in gate.failing if not match.entries
        )
    if not update:
        return replace(baseline, entries=tuple(kept))
    versions = {**baseline.versions, **document.get("versions", {})}
    return Baseline(tuple(kept), document["fencepost"], versions, _most(baseline.tried, tried_of(document)))


def _kept(document: Mapping[str, Any], baseline: Baseline, gate: Gate, *, update: bool, prune: bool) -> Iterator[Entry]:
    """The entries that stay, those that still match brought up to date; what matches one finding becomes one entry."""
    found = {entry: match for match in (*gate.known, *gate.new) for entry in match.entries}
    gone = {entry: absence.state for entry, absence in gate.gone}
    replaced = {entry for match in gate.failing for entry in match.others} if update else set[Entry]()
    exercised = Exercised(document)
    for entry in baseline.entries:
        match = found.get(entry)
        if match is None:
            if entry not in replaced and not (prune and gone.get(entry) in ("fixed", "changed")):
                yield entry
        elif not update or entry is match.entries[0]:
            fresh = _refreshed(entry, match) if update else entry
            yield _without_fixed(fresh, match.finding, exercised) if prune else fresh


def _refreshed(entry: Entry, match: Match) -> Entry:
    """The entry with what is said of its finding now; it keeps its name where another one leads the same crashes."""
    fresh = entry_of(match.finding, match.entries)
    ids = dict.fromkeys((fresh.id, *fresh.also, *(one for old in match.entries for one in (old.id, *old.also))))
    own = kind_of_id(entry.id, entry.operation)
    leads = own == kind_of_id(fresh.id, fresh.operation)
    if not leads and own in kinds_of(match.finding):
        fresh = replace(fresh, constraints=entry.constraints, rule=entry.rule, terms=entry.terms, label=entry.label)
    first = kind_of_id(fresh.id, fresh.operation)
    return replace(fresh, also=tuple(one for one in ids if kind_of_id(one, entry.operation) != first))


def _without_fixed(entry: Entry, finding: Finding, exercised: Exercised) -> Entry:
    """The entry without those crashes of its group that conform now."""
    seen = kinds_of(finding)

    def stays(identity: str) -> bool:
        kind = kind_of_id(identity, entry.operation)
        return kind in seen or exercised.absence(entry.target, entry.operation, [kind]).state != "fixed"

    return replace(entry, also=tuple(filter(stays, entry.also)))


def entry_of(finding: Finding, before: Iterable[Entry] = ()) -> Entry:
    """The entry that accepts a finding, with what people wrote in entries that accepted it `before`."""
    crash = finding["verdict"] == Verdict.CRASH
    own: dict[str, str] = {}
    for old in before:
        said = {name: getattr(old, name) for name in ("reason", "link", "expires")}
        own = {name: text for name, text in said.items() if text} | own
    return Entry(
        target=finding["target"],
        operation=finding["operation"],
        constraints=tuple(finding["constraints"]),
        verdict=finding["verdict"],
        rule=promise_of(finding),
        terms=finding.get("terms", ""),
        label=finding["label"],
        cause=cause_of(finding) if crash else "",
        also=tuple(finding.get("also", ())),
        **own,
    )


def _most(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """What was tried at most: an update after a smaller run doesn't make what was tried before less."""
    phases = [*before.get("phases", ()), *now["phases"]]
    cases = None if None in (before.get("cases", 1), now["cases"]) else max(before.get("cases", 1), now["cases"])
    examples = max(before.get("examples", 0), now["examples"])
    return {"phases": list(dict.fromkeys(phases)), "examples": examples, "cases": cases}
