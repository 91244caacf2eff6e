"""Events of an invented service, made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    UnitStarted,
)

LEND, MEND = "library.LendBook", "library.MendBook"
TARGET, OTHER = "moto", "http://127.0.0.1:4566"


def promise(path: str, keyword: str, value: Any, **more: Any) -> dict[str, Any]:
    """A constraint as a contract's JSON holds it."""
    identity = more.pop("id", f"{path}#{keyword}")
    origins = [
        {"origin": kind, "rule": f"rule.{keyword}", "at": at}
        for kind, at in more.pop("origins", [("prose", f"{path}/1")])
    ]
    expect = more.pop("expect", "reject")
    return {
        "id": identity,
        "path": path,
        "keyword": keyword,
        "value": value,
        "expect": expect,
        "origins": origins,
        **more,
    }


CONSTRAINTS = [
    promise("Days", "required", value=True, origins=[("signature", "Days")]),
    promise("Days", "maximum", 30, errors=["TooManyDays"]),
    promise("Loan.Days", "lessOrEqual", "Loan.Limit", id="Loan.Days#lessOrEqual:Limit"),
    promise("Title", "maxLength", None, origins=[("error", "TitleTooLong")]),
    promise("Shelf", "const", "A", expect="either", origins=[("inferred", "Shelf")]),
    promise("Reader", "required", value=False, id="Reader#required:false", contested=["Reader#required"]),
    promise("Loan.Due", "format", "date-time", **{"in": "response"}, id="Loan.Due#format@response"),
]


def contract(operation: str) -> dict[str, Any]:
    """The contract of an invented operation."""
    service, _, name = operation.partition(".")
    source = {"kind": "boto3-rst", "title": name, "sha256": "0"}
    return {"service": service, "operation": name, "source": source, "constraints": CONSTRAINTS, "errors": {"Lost": {}}}


def started(operations: Sequence[str] = (LEND, MEND), targets: Sequence[str] = (TARGET,), units: int = 4) -> RunStarted:
    """The start of a run."""
    return RunStarted("0.1.0", 7, targets, operations, ("boundaries", "state"), 100, units)


def known(operation: str = LEND, target: str = TARGET) -> OperationStarted:
    """The first that is told of an operation: its contract."""
    return OperationStarted(target, operation, contract(operation))


def judged(verdict: str, constraints: Sequence[str] = ("Days#maximum",), **more: Any) -> CaseJudged:
    """A judged case; a violation of `Days` at the moto target unless told otherwise."""
    fields: dict[str, Any] = {
        "target": TARGET,
        "operation": LEND,
        "phase": "boundaries",
        "case": "violation",
        "label": "Days = 31",
        "expect": "reject",
        "side": "outside",
        "observed": {"status": 200, "code": None, "message": None},
    }
    return CaseJudged(verdict=verdict, constraints=list(constraints), **(fields | more))


def accepted(**more: Any) -> CaseJudged:
    """A boundary that was accepted as documented."""
    fields: dict[str, Any] = {"case": "boundary", "label": "Days = 30", "expect": "accept", "side": "inside"}
    return judged("conforms", **(fields | more))


def divergence(request: Mapping[str, Any], **more: Any) -> CaseJudged:
    """A violation that was accepted, with what a finding needs."""
    wire = {
        "method": "POST",
        "path": "/books",
        "headers": {
            "Content-Type": "application/json",
            "Authorization": "AWS4 secret",
            "X-Amz-Security-Token": "secret",
        },
        "body": "{}",
    }
    fields: dict[str, Any] = {
        "request": request,
        "wire": wire,
        "steps": [{"operation": LEND, "members": request}],
        "because": ["Days = 31 is more than 30", "the answer was 200"],
    }
    return judged("accepts-invalid", **(fields | more))


def unit(phase: str, *events: Event, operation: str = LEND, target: str = TARGET) -> list[Event]:
    """A whole unit of work around its events, the first of its operation."""
    begin, end = UnitStarted(target, operation, phase), UnitFinished(target, operation, phase, len(events), 1, 0.5)
    return [known(operation, target), begin, *events, end]


def units() -> list[list[Event]]:
    """The units of a small run: two phases of one operation, and another operation that the target lacks."""
    probe = OperationProbed(TARGET, LEND, "exercised", "", {"status": 200})
    implied = ConstraintSkipped(TARGET, LEND, "Title#maxLength", "outside", "unbounded", "no length is named")
    disputed = ConstraintSkipped(TARGET, LEND, "Reader#required:false", "outside", "contested", "said both ways")
    lacking = OperationProbed(TARGET, MEND, "not-implemented", "501 NotImplemented", {"status": 501})
    boundaries = unit(
        "boundaries",
        probe,
        implied,
        disputed,
        judged(
            "conforms", ["#control"], case="control", side=None, expect="accept", label="the smallest valid request"
        ),
        accepted(),
        divergence({"Days": 31, "Title": "a long one"}),
        divergence({"Days": 31}),
        divergence({"Days": 32}),
        judged("conforms", ["Days#required"], label="without Days", observed={"status": 400, "code": "Missing"}),
        accepted(constraints=["Title#maxLength"], label="Title = x"),
        judged("inconclusive", ["Shelf#const"], label="Shelf = B"),
        judged("conforms", ["#malformed:truncated"], case="malformed", side=None, expect="either", label="truncated"),
    )
    state = unit(
        "state",
        CasesTallied(TARGET, LEND, "state", "Days#required", "inside", "conforms", 40),
        judged(
            "wrong-error", ["Loan.Days#lessOrEqual:Limit", "Days#maximum"], phase="state", request={"Loan": {"Days": 9}}
        ),
    )
    return [boundaries, state, unit("boundaries", lacking, operation=MEND), unit("state", operation=MEND)]


def run(parts: Sequence[Sequence[Event]] | None = None, *, interrupted: bool = False) -> list[Event]:
    """A whole run, from its start to its end."""
    inside = [event for part in (units() if parts is None else parts) for event in part]
    return [started(), *inside, RunFinished(interrupted, 1.25)]
