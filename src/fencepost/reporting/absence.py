"""Why a finding isn't there any more: it is fixed, or nothing was shown, or something else is shown in its place.

Only what was tried and conforms is fixed. A promise that turned inconclusive, contested or skipped, that the contract
doesn't hold any more, or whose operation the target has lost, says nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from fencepost.oracle.verdict import Verdict
from fencepost.reporting.baseline import Kind
from fencepost.reporting.coverage import SIDES
from fencepost.reporting.harmless import harmless

#: The side on which a case shows a verdict, where it is always the same one.
_SIDE = {Verdict.ACCEPTS_INVALID: "outside", Verdict.WRONG_ERROR: "outside", Verdict.REJECTS_VALID: "inside"}
_ERRATA = {
    "wrong": ("unexercised", "an erratum says that the promise is wrong"),
    "value": ("changed", "an erratum corrects the promise"),
}


@dataclass(frozen=True, slots=True)
class Absence:
    """What has become of a finding that a report doesn't have, and `why` that is so; empty where it is fixed."""

    state: Literal["fixed", "unexercised", "changed"]
    why: str = ""


FIXED = Absence("fixed")


class Exercised:
    """What a report exercised. `less` says why it shows less than the report that the findings are from, if it does."""

    def __init__(self, document: Mapping[str, Any], less: str = "") -> None:
        self.targets: list[str] = list(document["targets"])
        self._interrupted: bool = document["interrupted"]
        self._less = less
        self._operations = {(one["target"], one["operation"]): one for one in document["operations"]}
        self._promises: dict[tuple[str, str], dict[str, Mapping[str, Any]]] = {}

    def absence(self, target: str, operation: str, kinds: Iterable[Kind], label: str = "") -> Absence:
        """What has become of findings of one cause: of `kinds`, the first of them with a case of this label."""
        if target not in self.targets:
            return _unexercised(f"the report has no target {target}; it has {', '.join(self.targets)}")
        entry = self._operations.get((target, operation))
        if entry is None:
            return _unexercised("the run did not include the operation")
        if entry["status"] != "exercised":
            return _unexercised(f"{entry['status']}: {entry['detail']}")
        if self._interrupted:
            return _unexercised("the run was interrupted")
        each = [
            self._of_promise(target, operation, identity, verdict, label)
            for constraints, verdict in kinds
            for identity in sorted(constraints)
        ]
        order = ("unexercised", "changed", "fixed")
        return min(each, key=lambda one: order.index(one.state), default=FIXED)

    def promises(self, target: str, operation: str) -> Mapping[str, Mapping[str, Any]]:
        """What was said of each promise of an operation, and of what was judged beside them, by their ids."""
        key = target, operation
        if key not in self._promises:
            entry: Mapping[str, Any] = self._operations.get(key) or {}
            beside = (one for one in entry.get("other", ()) if one["id"].startswith("#"))
            every = (*entry.get("constraints", ()), *entry.get("response", ()), *beside)
            self._promises[key] = {one["id"]: one for one in every}
        return self._promises[key]

    def _of_promise(self, target: str, operation: str, identity: str, verdict: str, label: str) -> Absence:
        promises = self.promises(target, operation)
        shown = promises.get(identity)
        if shown is None:
            return _vanished(identity, promises)
        if erratum := shown.get("erratum"):
            state, why = _ERRATA[erratum["says"]]
            return Absence("changed", why) if state == "changed" else _unexercised(why)
        if "cases" in shown:
            return self._by_cases(shown, verdict, label)
        if Verdict(shown["verdict"]).divergence:
            return Absence("changed", f"{identity} shows {shown['verdict']} now")
        return self._conforming() if shown["verdict"] == Verdict.CONFORMS else _inconclusive(shown)

    def _by_cases(self, shown: Mapping[str, Any], verdict: str, label: str) -> Absence:
        """By the very case that showed it, or else by all that was tried on the same side."""
        side = _SIDE.get(Verdict(verdict))
        cases = [case for case in shown["cases"] if side is None or case["side"] in (side, None)]
        diverging = next((case for case in cases if Verdict(case["verdict"]).divergence), None)
        if diverging is not None:
            return Absence("changed", f"{shown['id']} shows {diverging['verdict']} now ({diverging['label']})")
        same = [case["verdict"] for case in cases if label and case["label"] == label]
        if same and set(same) == {Verdict.CONFORMS}:
            return FIXED
        if same or shown["verdict"] != Verdict.CONFORMS:
            return _inconclusive(shown)
        stateful = any(case["side"] is None for case in cases)
        for each in (side,) if side else SIDES:
            reasons = [skip for skip in shown["skipped"] if skip["side"] == each]
            if not (shown[each] or stateful) and (side or not reasons):
                return _unexercised(_skipped(reasons) if reasons else f"nothing was tried {each} it")
        return self._conforming()

    def _conforming(self) -> Absence:
        return _unexercised(self._less) if self._less else FIXED


def _unexercised(why: str) -> Absence:
    return Absence("unexercised", harmless(why))


def _vanished(identity: str, promises: Mapping[str, Any]) -> Absence:
    if identity.startswith("#"):
        return _unexercised("no such request was sent")
    near = difflib.get_close_matches(identity, promises, n=1)
    nearest = f"; the nearest is {near[0]}" if near else ""
    return _unexercised(f"the contract has no constraint {identity} any more{nearest}")


def _inconclusive(shown: Mapping[str, Any]) -> Absence:
    """Why a promise showed nothing, with the reason for a skipped side."""
    verdict = "inconclusive" if shown["verdict"] == Verdict.CONFORMS else shown["verdict"]
    reasons = shown.get("skipped") or ()
    return _unexercised(verdict + (f": {_skipped(reasons)}" if reasons else ""))


def _skipped(reasons: Iterable[Mapping[str, Any]]) -> str:
    said = (f"{one['reason']} ({one['detail']})" if one["detail"] else one["reason"] for one in reasons)
    return "; ".join(dict.fromkeys(said))
