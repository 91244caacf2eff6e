"""What the page opens at once: the numbers, a row for every operation and finding, and where the details lie.

Rows are columns here: lists of numbers, with every text once in a table. So tens of thousands of findings are parsed in
a fraction of a second, and filtered without touching their details.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fencepost.oracle.verdict import DIVERGENCES, SEVERITY, Verdict
from fencepost.reporting.coverage import SIDES, is_there
from fencepost.reporting.html.blocks import Blocks, Table
from fencepost.reporting.html.details import finding_detail, operation_detail
from fencepost.reporting.html.kinds import GENERAL, KINDS, RESPONSE, kind_of
from fencepost.reporting.html.limits import shortened
from fencepost.reporting.sentences import Sentences
from fencepost.reporting.summary import expected_text, observed_text
from fencepost.reporting.tally import INCONCLUSIVE, STATUSES, rank_of

LEVELS = ("low", "medium", "high")
STANDINGS = ("", "new", "known")
_VERDICTS = tuple(Verdict)
_UNSETTLED = INCONCLUSIVE | {Verdict.CONTESTED}
#: What of the report's head is shown as it stands.
_HEAD = ("fencepost", "seed", "targets", "phases", "examples", "interrupted", "seconds")
#: How many entries of each of a baseline's lists are shown.
_ENTRIES = 2000

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Condensed:
    """A report as the page holds it: what is opened at once, and blocks of details that are opened when looked at."""

    index: dict[str, Any]
    blocks: list[str]


def condensed(document: Mapping[str, Any], sentences: Sentences) -> Condensed:
    """A report document in the form that the page's script reads."""
    return _Condenser(document, sentences).condensed()


class _Condenser:
    """Goes through a report once, operation by operation, each with its findings."""

    def __init__(self, document: Mapping[str, Any], sentences: Sentences) -> None:
        self._document = document
        self._sentences = sentences
        self._table = Table()
        self._blocks = Blocks()
        self._targets = {target: number for number, target in enumerate(document["targets"])}
        self._entries: list[list[Any]] = []
        self._findings: list[list[Any] | None] = [None] * len(document["findings"])

    def condensed(self) -> Condensed:
        """Both parts."""
        own = _by_operation(self._document["findings"])
        reasons = _reasons(self._document.get("baseline") or {})
        for number, entry in enumerate(self._document["operations"]):
            findings = own.pop((entry["operation"], entry["target"]), [])
            self._entries.append(self._entry(entry, [finding for _, finding in findings]))
            kinds = _kinds(entry) if findings else {}
            for place, finding in findings:
                known = reasons.get((finding["id"], finding["target"]))
                self._findings[place] = self._finding(finding, number, kinds, known)
        return Condensed(self._index(), list(self._blocks.texts()))

    def _index(self) -> dict[str, Any]:
        document = self._document
        head = {name: document[name] for name in _HEAD}
        targets = document["targets"]
        return head | {
            "coverage": [document["coverage"][target] for target in targets],
            "divergence": [document["divergence"][target] for target in targets],
            "kinds": KINDS,
            "verdicts": _VERDICTS,
            "severities": [LEVELS.index(SEVERITY[one]) if one in SEVERITY else -1 for one in _VERDICTS],
            "statuses": STATUSES,
            "operations": _columns(self._entries, 11),
            "findings": _columns([row for row in self._findings if row is not None], 13),
            "baseline": _baseline(document.get("baseline")),
            "errata": shortened(document.get("errata") or []),
            "errata_unmatched": shortened(document.get("errata_unmatched") or []),
            "texts": self._table.texts,
        }

    def _entry(self, entry: Mapping[str, Any], findings: Sequence[Mapping[str, Any]]) -> list[Any]:
        """A row of an operation on a target: names, status, numbers, cells of the matrix, and its details' place."""
        there = is_there(entry)
        block, place = self._blocks.add(operation_detail(entry)) if there else (-1, -1)
        promises = entry["constraints"]
        shown = [sum(bool(one[side]) for side in SIDES) for one in promises]
        return [
            self._table.number(entry["operation"]),
            self._targets[entry["target"]],
            STATUSES.index(entry["status"]),
            self._table.number(entry["detail"]),
            self._table.number(entry["reason"]),
            entry["cases"],
            len(promises),
            shown.count(2),
            block,
            place,
            _cells(entry, findings) if there else [],
        ]

    def _finding(
        self,
        finding: Mapping[str, Any],
        number: int,
        kinds: Mapping[str, int],
        known: Mapping[str, Any] | None,
    ) -> list[Any]:
        """A row of a finding: its operation, grades, the texts of the list, and its details' place."""
        responses = [one for one in finding["constraints"] if kinds.get(one) == RESPONSE]
        detail = finding_detail(finding, responses, self._sentences)
        block, place = self._blocks.add(detail | ({"known": known} if known else {}))
        text = self._table.number
        return [
            number,
            rank_of(finding["verdict"]),
            LEVELS.index(finding["confidence"]),
            sum({1 << kinds.get(identity, GENERAL) for identity in finding["constraints"]}),
            finding["count"],
            STANDINGS.index(finding.get("standing", "")),
            text("+".join(finding["constraints"])),
            text(finding["rule"]),
            text(finding["label"]),
            text(expected_text(finding["expected"])),
            text(observed_text(finding["observed"])),
            block,
            place,
        ]


def _by_operation(findings: Sequence[Mapping[str, Any]]) -> dict[_Key, list[tuple[int, Mapping[str, Any]]]]:
    """The findings of each operation and target, each with its place in the report."""
    own: dict[_Key, list[tuple[int, Mapping[str, Any]]]] = defaultdict(list)
    for place, finding in enumerate(findings):
        own[finding["operation"], finding["target"]].append((place, finding))
    return own


def _kinds(entry: Mapping[str, Any]) -> dict[str, int]:
    """The kind of each rule by its id."""
    kinds = {one["id"]: kind_of(one["keyword"]) for one in entry["constraints"]}
    return kinds | {one["id"]: RESPONSE for one in entry["response"]}


def _cells(entry: Mapping[str, Any], findings: Sequence[Mapping[str, Any]]) -> list[list[int]]:
    """The cells of one operation's row of the matrix, those that are not empty.

    Each is: kind, rules, those shown on both sides, those that conform, those that diverge, the worst verdict of these
    (-1 for none), findings.
    """
    cells: dict[int, list[int]] = {}
    for kind, one in _judged(entry):
        cell = cells.setdefault(kind, [kind, 0, 0, 0, 0, -1, 0])
        verdict, rank = one["verdict"], rank_of(one["verdict"])
        cell[1] += 1
        cell[2] += all(one[side] for side in SIDES) if SIDES[0] in one else verdict not in _UNSETTLED
        cell[3] += verdict == Verdict.CONFORMS
        if verdict in DIVERGENCES:
            cell[4] += 1
            cell[5] = rank if cell[5] < 0 else min(cell[5], rank)
    kinds = _kinds(entry) if findings else {}
    for finding in findings:
        for kind in {kinds.get(identity, GENERAL) for identity in finding["constraints"]} & cells.keys():
            cells[kind][6] += 1
    return [cells[kind] for kind in sorted(cells)]


def _judged(entry: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for one in entry["constraints"]:
        yield kind_of(one["keyword"]), one
    for one in entry["response"]:
        yield RESPONSE, one
    for one in entry["other"]:
        yield GENERAL, one


def _columns(rows: Sequence[Sequence[Any]], width: int) -> list[list[Any]]:
    """Rows turned into columns; `width` of them also where there is no row."""
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]


def _reasons(baseline: Mapping[str, Any]) -> dict[_Key, Mapping[str, Any]]:
    """What a baseline says about each finding that it knows: reason, link, expiry."""
    entries = [*baseline.get("known", ()), *baseline.get("expired", ())]
    facts = ("reason", "link", "expires")
    return {
        (one["id"], one.get("target", "")): shortened({name: one[name] for name in facts if one.get(name)})
        for one in entries
    }


def _baseline(baseline: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A baseline's numbers, and its entries that no finding of the report stands for."""
    if baseline is None:
        return None
    lists = ("new", "known", "fixed", "unexercised", "changed", "expired")
    counts = {name: len(baseline.get(name) or ()) for name in lists}
    entries = {name: shortened((baseline.get(name) or [])[:_ENTRIES]) for name in lists[2:]}
    head = {"file": baseline.get("file", ""), "passes": bool(baseline.get("passes")), "counts": counts}
    return head | {"notes": shortened(baseline.get("notes") or [])} | entries
