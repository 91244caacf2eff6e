"""Findings sent again, step by step as a report records them, to see whether a target still shows them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from fencepost.campaign.records import Records, UnrepeatableError
from fencepost.contracts import Checker, Contract
from fencepost.errors import FencepostError
from fencepost.oracle import MALFORMED, Verdict, readback, shown
from fencepost.protocols import Answer, Codec, Failure, Inexpressible, WireResponse
from fencepost.targets import Target

Outcome = Literal["shown", "gone", "unknown"]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of sending a finding again: it is `shown` again, `gone`, or `unknown` since it can't be repeated."""

    outcome: Outcome
    why: str


class Replay:
    """Sends findings to one target. `contract` gives the contract of an operation, which judges its answers."""

    def __init__(self, target: Target, contract: Callable[[str], Contract], models: Path | None = None) -> None:
        self._target = target
        self._contract = contract
        self._models = models

    def again(self, finding: Mapping[str, Any]) -> Replayed:
        """Sends the steps of a finding of a report, as far as possible from a clean state. Never raises for them."""
        self._target.begin_anew()
        clean = not self._target.shared and self._target.reset(str(finding["operation"]).partition(".")[0])
        # Where earlier names may still stand, what is made gets names of its own.
        records = Records("" if clean else f"{os.urandom(3).hex()}-")
        try:
            return _Attempt(self._target, self._models, finding, records).judged(self._contract)
        except UnrepeatableError as error:
            return Replayed("unknown", str(error))
        except FencepostError as error:
            return Replayed("unknown", str(error).split("\n", maxsplit=1)[0])
        except (AttributeError, KeyError, TypeError, ValueError):
            # A report may have been changed by whoever passed it on.
            return Replayed("unknown", "what the report records of it can't be read")


class _Attempt:
    """One finding on its way."""

    def __init__(self, target: Target, models: Path | None, finding: Mapping[str, Any], records: Records) -> None:
        self._target, self._models, self._finding, self._records = target, models, finding, records
        self._verdict = Verdict(finding["verdict"])
        self._failed = ""

    def judged(self, contract: Callable[[str], Contract]) -> Replayed:
        if str(self._finding["constraint"]).startswith(f"{MALFORMED}:authorization"):
            raise UnrepeatableError("it is about the authorisation, which no report holds")
        *before, last = self._finding.get("steps") or [self._only_step()]
        for number, step in enumerate(before, 1):
            answer = self._send(step)[1]
            self._records.answers.append(answer)
            if not answer.accepted and step.get("operation") != self._finding["operation"]:
                self._failed = self._failed or f"step {number}, {step.get('operation')}, was answered {shown(answer)}"
        leaks = self._verdict == Verdict.STATE_LEAK
        readings = [self._read(), self._read()] if leaks else []
        response, answer = self._send(last)
        self._records.answers.append(answer)
        if answer.failure is not None and answer.failure.kind in ("blocked", "unreachable"):
            raise UnrepeatableError(f"{answer.failure.kind}: {answer.failure.detail}")
        if self._target.not_implemented(response, answer):
            raise UnrepeatableError(f"the target doesn't have the operation: {shown(answer)}")
        return self._settled(answer, self._shows(answer, readings, contract))

    def _only_step(self) -> Mapping[str, Any]:
        finding = self._finding
        if finding.get("request") is None and finding.get("wire"):
            return {"operation": finding["operation"], "wire": finding["wire"]}
        return {"operation": finding["operation"], "members": finding.get("request") or {}}

    def _settled(self, answer: Answer, shows: bool) -> Replayed:  # noqa: FBT001 - what was just found
        # A crash is one whatever went before it; anything else may have come of that.
        if self._failed and not (shows and self._verdict == Verdict.CRASH):
            raise UnrepeatableError(self._failed)
        return Replayed("shown" if shows else "gone", shown(answer))

    def _send(self, step: Mapping[str, Any]) -> tuple[WireResponse | Failure, Answer]:
        own = str(self._finding["operation"]).partition(".")[0]
        service, dot, name = str(step.get("operation") or self._finding["operation"]).partition(".")
        codec = Codec.of(*((service, name) if dot else (own, service)), models=self._models)
        members = self._records.members(step.get("members") or {})
        try:
            recorded = step.get("wire")
            wire = self._records.wire(codec, recorded, members) if recorded else codec.encode(members)
        except Inexpressible as error:
            raise UnrepeatableError(f"it has no form on the wire: {error}") from error
        response = self._target.send(wire)
        return response, codec.read_response(response)

    def _read(self) -> list[Mapping[str, Any]]:
        """What the recorded calls read of the state."""
        reads = self._finding.get("reads") or ()
        if not reads:
            raise UnrepeatableError("the report doesn't record how its state was read; run it again with --failed-from")
        return [self._send(step)[1].members for step in reads]

    def _shows(self, answer: Answer, readings: list[Any], contract: Callable[[str], Contract]) -> bool:
        """Whether the answer, and where it takes that the state, show the finding's verdict."""
        match self._verdict:
            case Verdict.CRASH:
                shows = answer.crashed
            case Verdict.ACCEPTS_INVALID:
                shows = answer.accepted
            case Verdict.REJECTS_VALID:
                shows = answer.refused
            case Verdict.WRONG_ERROR:
                shows = answer.refused and answer.code == self._finding["observed"]["code"]
            case Verdict.MALFORMED_RESPONSE:
                shows = answer.accepted and self._is_malformed(answer, contract(str(self._finding["operation"])))
            case Verdict.STATE_LEAK:
                shows = answer.refused and _differs([*readings, self._read()])
            case _:
                shows = answer.accepted and self._is_lost()
        return shows

    def _is_malformed(self, answer: Answer, contract: Contract) -> bool:
        if answer.problem is not None or contract.response is None:
            return answer.problem is not None
        return not Checker(contract, "response").broken(answer.members).isdisjoint(self._finding["constraints"])

    def _is_lost(self) -> bool:
        """Whether what was given reads as something else, where a reading holds members of the same names."""
        if not any("#updates" in identity for identity in self._finding["constraints"]):
            raise UnrepeatableError("what it loses takes more than one reading; run it again with --failed-from")
        given = self._records.members(self._finding.get("request") or {})
        read = self._read()
        found = {name: value for name in given for value in _named(read, name)}
        if not found:
            raise UnrepeatableError("what was given can't be found in what is read")
        return bool(readback.lost(given, found))


def _differs(readings: list[Any]) -> bool:
    """Whether the last of three readings differs from the second where the first two don't differ themselves."""
    first, second, last = (dict(readback.leaves(reading)) for reading in readings)
    volatile = {place for place in {**first, **second} if first.get(place) != second.get(place)}
    return any(second.get(place) != last.get(place) for place in {**second, **last} if place not in volatile)


def _named(value: Any, name: str) -> list[Any]:
    """The first value that stands under a name, as a list; empty where there is none."""
    if isinstance(value, Mapping):
        if name in value:
            return [value[name]]
        value = list(value.values())
    if isinstance(value, list):
        return next((found for below in value if (found := _named(below, name))), [])
    return []
