"""A finding as reports hold it: one divergence, with all that it takes to act on it."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from fencepost.campaign.events import CaseJudged
from fencepost.oracle.verdict import Verdict
from fencepost.reporting.harmless import harmless, shown_target, shown_wire
from fencepost.reporting.issued import Issued
from fencepost.reporting.promise import origin_text, promise
from fencepost.reporting.tally import Sighting

#: How sure each origin makes of a promise.
_CONFIDENCE = {"signature": "high", "model": "high", "prose": "high", "error": "medium", "inferred": "low"}
_LEVELS = ("low", "medium", "high")
#: Divergences whatever the documentation promises.
_UNCONDITIONAL = frozenset({Verdict.CRASH, Verdict.MALFORMED_RESPONSE})
#: What every operation promises, where no constraint of the contract is concerned.
_GENERAL = {
    "#control": "a valid request must be accepted",
    "#response": "an answer must keep the documented response",
    "#malformed": "a malformed request must be answered, and change nothing",
}


class Promised:
    """What an operation's contract, given as JSON, promises: its constraints by their ids, and where each stands."""

    def __init__(self, contract: Mapping[str, Any]) -> None:
        self.source: Mapping[str, Any] = contract.get("source") or {}
        self.by_id: dict[str, Mapping[str, Any]] = {one["id"]: one for one in contract.get("constraints", ())}
        self._place = {identity: number for number, identity in enumerate(self.by_id)}

    def place(self, identity: str) -> int:
        """The place of a constraint among the others; behind them all where the contract hasn't got it."""
        return self._place.get(identity, len(self._place))

    def places(self, finding: Mapping[str, Any]) -> list[int]:
        """The places of a finding's constraints."""
        return [self.place(identity) for identity in finding["constraints"]]

    def ordered(self, ids: Sequence[str]) -> list[str]:
        """The ids in the order of the contract, so that a set has one name whichever of it was aimed at."""
        return sorted(dict.fromkeys(ids), key=lambda identity: (self.place(identity), identity))


def finding_document(sighting: Sighting, contract: Promised) -> dict[str, Any]:
    """The finding of a sighting; `contract` is the operation's."""
    event = sighting.event
    ids = contract.ordered(event.constraints) or [f"#{event.case}"]
    constraints = [contract.by_id[identity] for identity in ids if identity in contract.by_id]
    finding: dict[str, Any] = {
        "id": f"{event.operation}/{'+'.join(ids)}/{event.verdict}",
        "operation": event.operation,
        "target": shown_target(event.target),
        "constraint": ids[0],
        "constraints": ids,
        "verdict": event.verdict,
        "severity": Verdict(event.verdict).severity,
        "confidence": confidence(event.verdict, constraints),
        "rule": _rule(ids, constraints),
        "label": harmless(event.label),
        "count": sighting.count,
        "expected": {"outcome": event.expect, "errors": _errors(constraints, event)},
    }
    finding |= _exchange(event)
    finding["source"] = _source(constraints, contract.source)
    return finding | ({"terms": terms(constraints)} if constraints else {})


def terms(constraints: Sequence[Mapping[str, Any]]) -> str:
    """A short text that changes with what promises say, and not with the words that a report finds for them."""
    said = [[one["keyword"], _number(one.get("value")), one.get("when", [])] for one in constraints]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]


def _number(value: Any) -> Any:
    """A whole number is the same with and without a decimal point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def confidence(verdict: str, constraints: Sequence[Mapping[str, Any]]) -> str:
    """How sure it is that the target is wrong: by the surest origin of the promises that are broken.

    A crash or an unreadable answer is wrong whatever was promised, and so is what breaks no constraint of a contract.
    """
    if verdict in _UNCONDITIONAL or not constraints:
        return "high"
    return max((_confidence_of(one) for one in constraints), key=_LEVELS.index)


def _confidence_of(constraint: Mapping[str, Any]) -> str:
    if constraint.get("expect") == "either":
        return "low"
    levels = [_CONFIDENCE.get(origin["origin"], "low") for origin in constraint.get("origins", ())]
    return max(levels, key=_LEVELS.index, default="low")


def _rule(ids: Sequence[str], constraints: Sequence[Mapping[str, Any]]) -> str:
    if not constraints:
        return _GENERAL.get(ids[0].partition(":")[0], "a request must be answered as documented")
    origins = (origin for one in constraints for origin in one.get("origins", ()))
    sources = "; ".join(dict.fromkeys(map(origin_text, origins)))
    said = "; ".join(map(promise, constraints))
    return harmless(f"{said} ({sources})" if sources else said)


def _errors(constraints: Sequence[Mapping[str, Any]], event: CaseJudged) -> list[str]:
    if event.expect == "accept":
        return []
    return list(dict.fromkeys(code for one in constraints for code in one.get("errors", ())))


def _exchange(event: CaseJudged) -> dict[str, Any]:
    """What was sent and what came back, without credentials and without the values that the target issued."""
    last = event.steps[-1] if event.steps else {}
    issued = Issued(event.request, last.get("members"))
    wire = last.get("wire") or event.wire
    return {
        "observed": _observed(event.observed, issued),
        "because": [harmless(issued.hidden(reason)) for reason in event.because],
        "request": plain(last.get("members", event.request)),
        "wire": issued.hidden(shown_wire(plain(wire), event.target)) if wire else None,
        "steps": [_step(step, event) for step in plain(event.steps)],
        "reads": plain(event.reads),
    }


def _step(step: Mapping[str, Any], event: CaseJudged) -> dict[str, Any]:
    kept = {"operation": event.operation, **{key: step[key] for key in ("operation", "members") if key in step}}
    return kept | ({"wire": shown_wire(step["wire"], target="")} if step.get("wire") else {})


def _observed(observed: Mapping[str, Any], issued: Issued) -> dict[str, Any]:
    shown: dict[str, Any] = {"status": observed.get("status")}
    for name in ("code", "message", "failure", "detail"):
        value = observed.get(name)
        shown[name] = None if value is None else harmless(issued.hidden(str(value)))
    return shown


def _source(constraints: Sequence[Mapping[str, Any]], source: Mapping[str, Any]) -> dict[str, Any]:
    origins = [
        {"constraint": one["id"], "origin": origin["origin"], "rule": origin.get("rule"), "at": origin.get("at")}
        for one in constraints
        for origin in one.get("origins", ())
    ]
    return {"kind": source.get("kind"), "title": source.get("title"), "origins": origins}


def plain(value: Any) -> Any:
    """A JSON value that every reader takes: plain lists and dicts, and NaN and the infinities as texts.

    AWS's JSON protocols write these numbers as the same texts.
    """
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return json.dumps(value)
    return value
