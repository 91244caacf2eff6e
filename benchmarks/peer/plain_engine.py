"""Plain hypothesis-jsonschema on one variant: 4xx for what the schema forbids, 2xx for what it allows.

Scalars come from `from_schema`; objects, with which it doesn't work beside current Hypothesis, are composed here. A
failing example is taken down and drawing goes on, so that one failure hides no other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Any
from wsgiref.types import WSGIApplication

import jsonschema_rs
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis_jsonschema import from_schema

from benchmarks.peer.budget import Budget
from benchmarks.peer.description import on_wire, request_on_wire
from benchmarks.peer.help import Help
from benchmarks.peer.outcome import Failure, Failures, Metered, Outcome, measured
from fencepost.contracts import Contract
from fencepost.generation import places
from fencepost.protocols import Codec, WireResponse
from fencepost.targets import WsgiTarget

_SCALARS = ("boolean", "integer", "number", "string")
_MOST_ITEMS = 3


def run(contract: Contract, application: WSGIApplication, budget: Budget) -> Outcome:
    """Draws as many valid requests, and as many with one value spoilt, as the budget has examples."""
    metered = Metered(application)
    helping = Help(contract, application, budget.seed)
    try:
        return measured(partial(_drive, contract, metered, helping, budget), metered, helping.clock)
    finally:
        helping.close()


def _drive(contract: Contract, application: Metered, helping: Help, budget: Budget, failures: Failures) -> int:
    target = WsgiTarget(lambda: application, fresh=False)
    wire = Codec.of(contract.service, contract.operation).encode({})
    check = jsonschema_rs.validator_for(request_on_wire(contract))
    valid = values(on_wire(contract.request))

    def exchange(body: Any) -> None:
        fitted = helping.fitted(body)
        response = target.send(replace(wire, body=json.dumps(fitted).encode()))
        if isinstance(response, WireResponse) and response.status < HTTPStatus.MULTIPLE_CHOICES:
            helping.renew()
        failure = _judged(check, fitted, response, application.requests)
        if failure is not None:
            failures.add(failure)

    try:
        for strategy in (valid, spoilt(valid)):
            _drawn(strategy, exchange, budget)
    finally:
        target.close()
    return application.requests


def _drawn(strategy: st.SearchStrategy[Any], exchange: Callable[[Any], None], budget: Budget) -> None:
    @seeded(budget.seed)
    @settings(
        max_examples=budget.examples,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )
    @given(strategy)
    def test(body: Any) -> None:
        exchange(body)

    test()


def _judged(check: Any, body: Any, response: Any, at: int) -> Failure | None:
    """The failure that a response shows, told from others by its kind and the member that the schema is broken at."""
    status = response.status if isinstance(response, WireResponse) else HTTPStatus.INTERNAL_SERVER_ERROR
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Failure("server error", f"answered {status}", at)
    broken = next(check.iter_errors(body), None)
    accepted = status < HTTPStatus.MULTIPLE_CHOICES
    if broken is None and not accepted:
        return Failure("refuses valid", f"answered {status}", at)
    if broken is not None and accepted:
        member = ".".join(str(step) for step in broken.instance_path if isinstance(step, str))
        return Failure(f"accepts invalid {member}", f"{member}: {broken.message}", at)
    return None


def values(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Values of a schema, whatever its conditions forbid; they shrink towards few and small members."""
    if "properties" in schema:
        members = {name: values(member) for name, member in schema["properties"].items()}
        required = schema.get("required", ())
        needed = {name: member for name, member in members.items() if name in required}
        return st.fixed_dictionaries(
            needed, optional={name: member for name, member in members.items() if name not in required}
        )
    if "items" in schema:
        return st.lists(values(schema["items"]), max_size=_MOST_ITEMS)
    return from_schema(dict(schema))


@st.composite
def spoilt(draw: Callable[[Any], Any], valid: st.SearchStrategy[Any]) -> Any:
    """Values with one leaf replaced by a scalar of any type, or left out."""
    body = draw(valid)
    leaves = [place for place, _ in places.leaves(body) if place]
    if not leaves:
        return body
    place = draw(st.sampled_from(leaves))
    if draw(st.integers(0, 4)) == 0:
        return places.without(body, place)
    kind = draw(st.sampled_from(_SCALARS))
    return places.with_value(body, place, draw(_ANYTHING[kind]))


_ANYTHING = {kind: from_schema({"type": kind}) for kind in _SCALARS}
