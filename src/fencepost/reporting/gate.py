"""The gate: what a report has that a baseline doesn't accept, and what has become of what it accepts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fencepost.reporting.absence import Absence, Exercised
from fencepost.reporting.baseline import Baseline, Entry
from fencepost.reporting.matching import Finding, Match, kinds_of, matched

LEVELS = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Threshold:
    """The least severity and confidence with which a new finding fails the gate; below them it is only shown."""

    severity: str = "low"
    confidence: str = "low"

    def counts(self, finding: Finding) -> bool:
        """Whether a finding fails the gate where it is new."""
        return all(
            LEVELS.index(finding[grade]) >= LEVELS.index(least)
            for grade, least in (("severity", self.severity), ("confidence", self.confidence))
        )


@dataclass(frozen=True, slots=True)
class Gate:
    """A report held against a baseline.

    `new` and `known` are the report's findings: those that are not accepted, and those that are, with their entries.
    `gone` are the entries of findings that the report doesn't have, with what has become of them. `changed` are entries
    about a finding that is there and isn't, or isn't quite, what was accepted; `expired` those that count no more.
    """

    file: str
    threshold: Threshold
    new: tuple[Match, ...]
    known: tuple[Match, ...]
    gone: tuple[tuple[Entry, Absence], ...]
    changed: tuple[tuple[Entry, str], ...]
    expired: tuple[Entry, ...]
    notes: tuple[str, ...] = ()

    @property
    def fixed(self) -> list[Entry]:
        """Accepted findings that conform now."""
        return [entry for entry, absence in self.gone if absence.state == "fixed"]

    @property
    def failing(self) -> list[Match]:
        """The new findings that reach the threshold."""
        return [match for match in self.new if self.threshold.counts(match.finding)]

    @property
    def passes(self) -> bool:
        """Whether nothing is new, and the baseline accepts nothing that is fixed."""
        return not self.failing and not self.fixed

    def document(self) -> dict[str, Any]:
        """The part `baseline` of a report, as `report.schema.json` describes it."""
        unexercised = [(entry, absence.why) for entry, absence in self.gone if absence.state == "unexercised"]
        otherwise = [(entry, absence.why) for entry, absence in self.gone if absence.state == "changed"]
        return {
            "file": self.file,
            "new": [_new(match, below=not self.threshold.counts(match.finding)) for match in self.new],
            "known": [_known(match) for match in self.known],
            "fixed": [_entry(entry) for entry in self.fixed],
            "unexercised": [_entry(entry) | {"why": why} for entry, why in unexercised],
            "changed": [_entry(entry) | {"why": why} for entry, why in (*self.changed, *otherwise)],
            "expired": [_entry(entry) for entry in self.expired],
            "notes": list(self.notes),
            "passes": self.passes,
        }


def gated(
    document: Mapping[str, Any],
    baseline: Baseline,
    *,
    file: str,
    threshold: Threshold | None = None,
    today: dt.date | None = None,
) -> Gate:
    """Holds a report against a baseline; `file` is the baseline's name, `today` the day on which entries may expire."""
    day = today or dt.datetime.now(dt.UTC).date()
    matches = matched(document["findings"], baseline.entries)
    new: list[Match] = []
    known: list[Match] = []
    for match in matches:
        (known if any(not entry.expired(day) for entry in match.entries) else new).append(match)
    expired = [entry for match in new for entry in match.entries]
    for match in new:
        if match.entries:
            match.why = f"its acceptance ended on {match.entries[0].expires}"
    changed = [(entry, match.why) for match in matches for entry in match.others]
    changed += [(entry, match.why) for match in known if match.why for entry in match.entries]
    seen = {id(entry) for match in matches for entry in (*match.entries, *match.others)}
    left = [entry for entry in baseline.entries if id(entry) not in seen]
    return Gate(
        file, threshold or Threshold(), tuple(new), tuple(known), tuple(_gone(document, baseline, left)),
        tuple(changed), tuple(expired), tuple(_notes(document, baseline)),
    )  # fmt: skip


def with_standing(document: dict[str, Any], gate: Gate) -> dict[str, Any]:
    """The report with the gate in it: the part `baseline`, and the `standing` of each finding."""
    known = {id(match.finding) for match in gate.known}
    findings = [one | {"standing": "known" if id(one) in known else "new"} for one in document["findings"]]
    return document | {"findings": findings, "baseline": gate.document()}


def _gone(document: Mapping[str, Any], baseline: Baseline, entries: Iterable[Entry]) -> Iterator[tuple[Entry, Absence]]:
    """What has become of the entries that no finding matches."""
    exercised = Exercised(document, _less(document, baseline))
    crashing: dict[tuple[str, str], list[Finding]] = {}
    for finding in document["findings"]:
        crashing.setdefault((finding["target"], finding["operation"]), []).append(finding)
    for entry in entries:
        near = crashing.get((entry.target, entry.operation), ())
        same = next((finding for finding in near if entry.kinds & kinds_of(finding)), None)
        if same is not None:
            yield entry, Absence("changed", f"what is seen there now is {same['id']}")
        else:
            yield entry, exercised.absence(entry.target, entry.operation, sorted(entry.kinds, key=repr), entry.label)


def _less(document: Mapping[str, Any], baseline: Baseline) -> str:
    """Why a report shows less than those that the baseline was made of; empty where it doesn't."""
    before, now = baseline.tried, tried_of(document)
    missing = [phase for phase in before.get("phases", ()) if phase not in now["phases"]]
    if missing:
        return f"the run left out the phase {', '.join(missing)}, and what showed it was not tried"
    most = before.get("cases", 1)
    fewer = now["cases"] is not None and (most is None or now["cases"] < most)
    if fewer or now["examples"] < before.get("examples", 0):
        return "the run tried fewer cases than the one that it was accepted from, and not what showed it"
    return ""


def tried_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """How much a report's run tried: its phases, random examples, and cases on each side of a constraint."""
    return {"phases": document["phases"], "examples": document["examples"], "cases": document.get("cases")}


def _notes(document: Mapping[str, Any], baseline: Baseline) -> Iterator[str]:
    """What the baseline was made with, where that is another version than the report's."""
    before = {"fencepost": baseline.fencepost, **baseline.versions}
    now = {"fencepost": document["fencepost"], **document.get("versions", {})}
    for name, version in before.items():
        if version and now.get(name, version) != version:
            yield f"the baseline was made with {name} {version}, the report with {now[name]}"


def _new(match: Match, *, below: bool) -> dict[str, Any]:
    shown = {"id": match.finding["id"], "target": match.finding["target"]}
    return shown | ({"why": match.why} if match.why else {}) | ({"below": True} if below else {})


def _known(match: Match) -> dict[str, Any]:
    entry = match.entries[0]
    shown = _entry(entry) | {"id": match.finding["id"]}
    return shown | ({"accepted_as": entry.id} if entry.id != match.finding["id"] else {})


def _entry(entry: Entry) -> dict[str, Any]:
    own = {name: getattr(entry, name) for name in ("reason", "link", "expires")}
    return {"id": entry.id, "target": entry.target} | {name: value for name, value in own.items() if value}
