"""The report of a run: a fold over its events that doesn't depend on the order in which units of work came."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from fencepost.campaign.events import (
    CaseJudged,
    CasesTallied,
    ConstraintSkipped,
    Event,
    OperationProbed,
    OperationStarted,
    RunFinished,
    RunStarted,
    UnitFinished,
)
from fencepost.errors import UsageError
from fencepost.oracle.verdict import Verdict
from fencepost.reporting.causes import by_cause
from fencepost.reporting.coverage import SIDES, coverage_of, divergence_of
from fencepost.reporting.finding import Promised, finding_document, plain
from fencepost.reporting.harmless import shown_target
from fencepost.reporting.packed import Packed
from fencepost.reporting.reproduce import script
from fencepost.reporting.tally import ConstraintTally, OperationTally, rank_of, worst
from fencepost.reporting.writing import whole_file

#: The version of the report's form; another one is another number.
FORMAT = "fencepost-report/2"
#: With more findings than this, a report leaves out the scripts that repeat them: `fencepost reproduce` makes each.
MOST_SCRIPTS = 1000


class ReportBuilder:
    """Folds events into a report. What it holds grows with the promises and the findings, not with the cases."""

    def __init__(self) -> None:
        self._run: RunStarted | None = None
        self._end: RunFinished | None = None
        self._seconds = 0.0
        self._order: dict[str, int] = {}
        self._tallies: dict[tuple[str, str], OperationTally] = {}
        self._contracts: dict[str, Packed] = {}

    def add(self, event: Event) -> None:
        """Fold in one event. A second start of the same run, as after a resumption, changes nothing."""
        if isinstance(event, RunStarted):
            if self._run is None:
                self._run = event
                self._order |= {phase: place for place, phase in enumerate(event.phases)}
        elif isinstance(event, RunFinished):
            self._end = event
        else:
            self._fold(event)

    def document(self) -> dict[str, Any]:
        """The report, as `report.schema.json` describes it. Raises UsageError where no run was started."""
        run = self._run
        if run is None:
            raise UsageError("there is no start of a run among the events\n  Give the whole journal of a run.")
        entries, findings = self._told(run)
        if len(findings) <= MOST_SCRIPTS:
            for finding in findings:
                finding["reproduce"] = script(finding)
        return {
            "format": FORMAT,
            "fencepost": run.version,
            "seed": run.seed,
            "targets": [shown_target(target) for target in run.targets],
            "phases": list(run.phases),
            "examples": run.examples,
            "cases": run.cases,
            **_grounds(run),
            **_shard(run),
            "interrupted": self._end is None or self._end.interrupted,
            "seconds": round((self._end.seconds if self._end else 0) or self._seconds, 3),
            "operations": entries,
            "findings": findings,
            "coverage": {shown_target(t): coverage_of(_of(entries, t)) for t in run.targets},
            "divergence": {shown_target(t): divergence_of(_of(findings, t)) for t in run.targets},
        }

    def _fold(self, event: Event) -> None:
        if isinstance(event, OperationStarted):
            self._contracts[event.operation] = Packed.of(event.contract)
        elif isinstance(event, CaseJudged):
            self._tally(event.operation, event.target).judged(event)
        elif isinstance(event, CasesTallied):
            self._tally(event.operation, event.target).tallied(event)
        elif isinstance(event, ConstraintSkipped):
            self._tally(event.operation, event.target).skipped(event)
        elif isinstance(event, OperationProbed):
            self._tally(event.operation, event.target).probed(event)
        elif isinstance(event, UnitFinished):
            self._seconds += event.seconds
            self._tally(event.operation, event.target).finished(event)

    def _tally(self, operation: str, target: str) -> OperationTally:
        return self._tallies.setdefault((operation, target), OperationTally(self._order))

    def _told(self, run: RunStarted) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Operations × targets in the order of the run, and the findings of one target after another.

        Those of a target are ordered by verdict, the worst first, then as in the run and in the contract.
        """
        entries: list[dict[str, Any]] = []
        found: list[tuple[tuple[int, int, int, list[int]], dict[str, Any]]] = []
        own = None if run.shard is None else {t: frozenset(names) for t, names in run.shard["operations"].items()}
        for number, operation in enumerate(run.operations):
            packed = self._contracts.get(operation)
            contract = Promised(packed.value if packed else {})
            for at, target in enumerate(run.targets):
                if own is not None and operation not in own[target]:
                    continue
                tally = self._tallies.get((operation, target)) or OperationTally(self._order)
                entries.append(_entry(run, operation, target, contract, tally))
                found += [
                    ((at, rank_of(one["verdict"]), number, contract.places(one)), one)
                    for one in _findings(contract, tally)
                ]
        return entries, [finding for _, finding in sorted(found, key=lambda item: (item[0], item[1]["id"]))]


def _entry(run: RunStarted, operation: str, target: str, contract: Promised, tally: OperationTally) -> dict[str, Any]:
    status, detail, reason = tally.status
    promises = contract.by_id.values()
    requests = [_constraint(one, tally, run, status) for one in promises if one.get("in") != "response"]
    responses = [_response(one, tally, run, status) for one in promises if one.get("in") == "response"]
    verdicts = Counter(one["verdict"] for one in requests)
    return {
        "operation": operation,
        "target": shown_target(target),
        "status": status,
        "detail": detail,
        "reason": reason,
        "substantial": tally.substantial,
        "cases": tally.cases,
        "dropped": tally.dropped,
        "verdicts": {verdict: verdicts[verdict] for verdict in sorted(verdicts, key=rank_of)},
        "constraints": requests,
        "response": responses,
        "other": _other(tally, contract),
    }


def _findings(contract: Promised, tally: OperationTally) -> list[dict[str, Any]]:
    each = [finding_document(sighting, contract) for sighting in tally.sightings.values()]
    for finding in each:
        finding["count"] += _more(tally, finding)
    return by_cause(each)


def _grounds(run: RunStarted) -> dict[str, Any]:
    """What the run rested on, as far as there is any."""
    grounds = {"versions": run.versions, "errata": run.errata, "errata_unmatched": run.errata_unmatched}
    return {name: plain(value) for name, value in grounds.items() if value}


def _shard(run: RunStarted) -> dict[str, Any]:
    """Which part of a run it is, and what it takes to tell that others are of the same run; nothing for a whole one."""
    if run.shard is None:
        return {}
    whole = {"operations": list(run.operations), "basis": run.basis, "constraints": list(run.constraints)}
    return {"shard": {"number": run.shard["number"], "of": run.shard["of"], **whole}}


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of reports."""
    text = files("fencepost.reporting").joinpath("report.schema.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def write_report(document: Mapping[str, Any], path: str | Path) -> Path:
    """Write a report as JSON, in one step: a reader sees the old file or the new one, never half of one.

    Raises UsageError, with the remedy, where the file can't be written or the disk is full.
    """
    with whole_file(path, "report") as out:
        # What nobody reads from end to end need not be laid out for it.
        json.dump(document, out, indent=2 if len(document["findings"]) <= MOST_SCRIPTS else None, allow_nan=False)
        out.write("\n")
    return Path(path)


def _of(entries: list[dict[str, Any]], target: str) -> list[dict[str, Any]]:
    return [entry for entry in entries if entry["target"] == shown_target(target)]


def _more(tally: OperationTally, finding: Mapping[str, Any]) -> int:
    """Occurrences of a finding's verdict that were only counted, where it is about one constraint."""
    if len(finding["constraints"]) != 1:
        return 0
    return tally.counted(finding["constraint"], finding["verdict"])


def _constraint(promise: Mapping[str, Any], tally: OperationTally, run: RunStarted, status: str) -> dict[str, Any]:
    seen = tally.constraints.get(promise["id"]) or ConstraintTally()
    cases = seen.cases(run.phases)
    document = _facts(promise) | {
        "verdict": worst(seen.verdicts) or _unseen(status, seen),
        "inside": seen.sides["inside"],
        "outside": seen.sides["outside"],
        "skipped": [{"side": s, "reason": r, "detail": d} for s, r, d in sorted(seen.skipped)],
        "tally": _ordered(seen.verdicts),
        "cases": cases,
        "cases_omitted": seen.judged - len(cases),
    }
    return _withdrawn(document) if (promise.get("erratum") or {}).get("says") == "wrong" else document


def _withdrawn(document: dict[str, Any]) -> dict[str, Any]:
    """A promise that the user calls wrong: nothing is claimed of it, though a crash is one whatever was promised."""
    skipped = [{"side": side, "reason": "contested", "detail": "an erratum calls the promise wrong"} for side in SIDES]
    diverges = Verdict(document["verdict"]).divergence
    return document | {"skipped": skipped, "verdict": document["verdict"] if diverges else Verdict.CONTESTED}


def _response(promise: Mapping[str, Any], tally: OperationTally, run: RunStarted, status: str) -> dict[str, Any]:
    """A promise about the response: it holds where requests were accepted as documented and nothing broke it."""
    document = _constraint(promise, tally, run, status)
    for side in ("inside", "outside", "skipped", "cases", "cases_omitted"):
        document.pop(side)
    contested = document["verdict"] == Verdict.CONTESTED
    if not document["tally"] and status == "exercised" and tally.accepted and not contested:
        document["verdict"] = Verdict.CONFORMS
    return document


def _facts(promise: Mapping[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {key: promise[key] for key in ("id", "keyword", "path", "expect")}
    facts["origins"] = list(dict.fromkeys(origin["origin"] for origin in promise.get("origins", ())))
    if promise.get("contested"):
        facts["contested"] = list(promise["contested"])
    if promise.get("erratum"):
        facts["erratum"] = plain(promise["erratum"])
    return facts


def _unseen(status: str, seen: ConstraintTally) -> Verdict:
    """The verdict of a constraint without a single case."""
    if status == "not-implemented":
        return Verdict.NOT_IMPLEMENTED
    if any(reason == "contested" for _, reason, _ in seen.skipped):
        return Verdict.CONTESTED
    return Verdict.INCONCLUSIVE


def _other(tally: OperationTally, contract: Promised) -> list[dict[str, Any]]:
    """What was judged beside the constraints: controls, responses, malformed requests."""
    extra = {identity: seen for identity, seen in tally.constraints.items() if identity not in contract.by_id}
    return [
        {"id": identity, "verdict": worst(extra[identity].verdicts) or Verdict.INCONCLUSIVE,
         "tally": _ordered(extra[identity].verdicts)}
        for identity in sorted(extra)
    ]  # fmt: skip


def _ordered(verdicts: Counter[str]) -> dict[str, int]:
    return {verdict: verdicts[verdict] for verdict in sorted(verdicts, key=rank_of) if verdicts[verdict]}
