"""What a run would send, without a target: the catalogue of cases as they go over the wire."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fencepost.campaign.client import wire_json
from fencepost.campaign.run import Options, Subject
from fencepost.contracts import Contract
from fencepost.generation import Case, Unknown, UnsatisfiableError, places
from fencepost.protocols import Inexpressible


def rehearsed(contract: Contract, options: Options) -> Iterator[dict[str, Any]]:
    """Each case of an operation's catalogue: `operation`, `case`, `label`, `constraint`, `expect`, and its `wire` form.

    Values that only a live resource has are made up, and what the search for one would send is not among them. `wire`
    is None for what has no form on the wire.
    """
    subject = Subject(contract, options)
    for case in _cases(subject, options.cases):
        yield {
            "operation": contract.name,
            "case": case.kind,
            "label": case.label,
            "constraint": case.constraint,
            "expect": case.expect,
            "wire": _wire(subject, case),
        }


def _cases(subject: Subject, most: int | None) -> Iterator[Case]:
    try:
        yield subject.cases.control()
    except UnsatisfiableError:
        return
    for constraint in subject.cases.constraints:
        exercise = subject.cases.exercise(constraint)
        yield from (*exercise.boundaries[:most], *exercise.violations[:most])


def _wire(subject: Subject, case: Case) -> dict[str, Any] | None:
    members: Any = case.request
    for edit in case.edits:
        if isinstance(edit.value, Unknown):
            members = places.with_value(members, edit.place, edit.value.stand_in)
    try:
        wire = subject.codec.encode(members)
    except Inexpressible:
        return None
    return {"host": wire.host, **wire_json(wire, {})}
