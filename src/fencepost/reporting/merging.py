"""The reports of a run's shards made into the report of the whole run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from fencepost.errors import UsageError
from fencepost.reporting.coverage import coverage_of, divergence_of
from fencepost.reporting.report import MOST_SCRIPTS
from fencepost.reporting.reproduce import script
from fencepost.reporting.tally import OperationTally, rank_of

Document = Mapping[str, Any]
#: What shards of one run have in common, and how errors call it.
_COMMON = {
    "fencepost": "version of Fencepost",
    "seed": "seed",
    "targets": "targets",
    "phases": "phases",
    "examples": "number of examples",
    "cases": "number of cases",
    "versions": "versions",
    "errata": "errata",
}
_COMMON_OF_SHARDS = {
    "of": "number of shards",
    "operations": "operations",
    "constraints": "constraints",
    "basis": "contracts, models or errata",
}
#: A value longer than this is only said to differ.
_SAID = 60


def merged(documents: Mapping[str, Document]) -> tuple[dict[str, Any], list[str]]:
    """The report of the run whose shards these reports are, by what errors call them, and the missing ones as `2/3`.

    It equals that of the whole run, apart from its seconds, which are those of the shard that took longest. Where a
    shard is missing it is `interrupted`, and the operations of that shard are in it as not reached. What a baseline
    said of a part is left out.

    Raises UsageError for a report that is of no shard, for shards of different runs, and for one that is given twice.
    """
    _check(documents)
    reports = list(documents.values())
    first = reports[0]
    given, of = {report["shard"]["number"] for report in reports}, first["shard"]["of"]
    missing = [f"{number}/{of}" for number in range(1, of + 1) if number not in given]
    entries = _entries(first, reports)
    findings = _findings(first, reports)
    targets = first["targets"]
    own = {
        "interrupted": bool(missing) or any(report["interrupted"] for report in reports),
        "seconds": max(report["seconds"] for report in reports),
        "operations": entries,
        "findings": findings,
        "coverage": {target: coverage_of(_of(entries, target)) for target in targets},
        "divergence": {target: divergence_of(_of(findings, target)) for target in targets},
    }
    return {name: value for name, value in {**first, **own}.items() if name not in ("shard", "baseline")}, missing


def _check(documents: Mapping[str, Document]) -> None:
    (name, first), *others = documents.items()
    numbers: dict[int, str] = {}
    for label, report in documents.items():
        if not isinstance(report.get("shard"), Mapping):
            raise UsageError(f"{label}: is of no shard\n  Give what `fencepost run --shard I/N` wrote.")
        number = report["shard"]["number"]
        if number in numbers:
            raise UsageError(
                f"{numbers[number]} and {label} are both of shard {number}/{report['shard']['of']}\n  Give one of them."
            )
        numbers[number] = label
    for label, report in others:
        for what, one, other in _pairs(report, first):
            if one != other:
                raise UsageError(
                    f"{label}: is of another run than {name}: {_differing(what, one, other)}\n"
                    "  Give the shards of one run, all made with the same options and versions."
                )
    _check_overlap(documents)


def _pairs(report: Document, first: Document) -> Iterator[tuple[str, Any, Any]]:
    """What two reports of one run must have in common: its name, and its values."""
    for key, what in _COMMON.items():
        yield what, report.get(key), first.get(key)
    for key, what in _COMMON_OF_SHARDS.items():
        yield what, report["shard"][key], first["shard"][key]


def _differing(what: str, one: Any, other: Any) -> str:
    values = f"{json.dumps(one)}, not {json.dumps(other)}"
    return f"its {what} {'differ' if what.endswith('s') else 'differs'}" + (
        f" ({values})" if len(values) <= _SAID else ""
    )


def _check_overlap(documents: Mapping[str, Document]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for label, report in documents.items():
        for entry in report["operations"]:
            key = entry["operation"], entry["target"]
            if key in seen:
                raise UsageError(
                    f"{seen[key]} and {label} both have {key[0]} on {key[1]}\n  Give the shards of one run."
                )
            seen[key] = label


def _entries(first: Document, reports: Sequence[Document]) -> list[dict[str, Any]]:
    found = {(entry["operation"], entry["target"]): entry for report in reports for entry in report["operations"]}
    every = product(first["shard"]["operations"], first["targets"])
    return [found.get(key) or _unreached(*key) for key in every]


def _unreached(operation: str, target: str) -> dict[str, Any]:
    """The entry of an operation whose shard is missing."""
    _, _, reason = OperationTally({}).status
    empty: dict[str, Any] = {"verdicts": {}, "constraints": [], "response": [], "other": []}
    return {
        "operation": operation,
        "target": target,
        "status": "no-control",
        "detail": "the shard that this operation is in is missing",
        "reason": reason,
        "substantial": False,
        "cases": 0,
        "dropped": 0,
        **empty,
    }


def _findings(first: Document, reports: Sequence[Document]) -> list[dict[str, Any]]:
    """Those of all shards in the order of the run; an operation's own stay in theirs."""
    place = {name: number for number, name in enumerate(first["shard"]["operations"])}
    targets = {name: number for number, name in enumerate(first["targets"])}

    def order(finding: Document) -> tuple[int, int, int]:
        return targets[finding["target"]], rank_of(finding["verdict"]), place[finding["operation"]]

    found = sorted((finding for report in reports for finding in report["findings"]), key=order)
    few = len(found) <= MOST_SCRIPTS
    return [_with_script(finding, wanted=few) for finding in found]


def _with_script(finding: Document, *, wanted: bool) -> dict[str, Any]:
    plain = {name: value for name, value in finding.items() if name not in ("standing", "reproduce")}
    return plain | {"reproduce": finding.get("reproduce") or script(finding)} if wanted else plain


def _of(entries: Sequence[Document], target: str) -> list[Document]:
    return [entry for entry in entries if entry["target"] == target]
