"""The comparison with the peers, in a small form, and what it rests on."""

from __future__ import annotations

import io
import json

import jsonschema_rs
import pytest

from benchmarks.peer.budget import Budget
from benchmarks.peer.comparison import finding, row
from benchmarks.peer.description import openapi, request_on_wire
from benchmarks.peer.help import Help
from benchmarks.peer.outcome import Failure, Metered, Outcome
from benchmarks.peer.sample import OPERATIONS, eligible, sampled
from fencepost import load
from fencepost.reference import Reference

ENUM = "codedeploy.ContinueDeployment/deploymentWaitType/one-of"


def fault(name):
    """A fault by its name."""
    return next(one for one in eligible() if one.name == name)


def outcome(*failures):
    """What an engine would give."""
    return Outcome(failures, cases=10, requests=20, client=0.5, target=0.1)


def test_the_sample_is_the_seeds():
    """The same seed draws the same faults, another one others, and none is equivalent or of another operation."""
    names = [[one.name for one in sampled(20, seed)] for seed in (1, 1, 2)]
    assert names[0] == names[1] != names[2]
    assert all(one.operation in OPERATIONS and one.equivalent is None for one in sampled(20, 1))


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_description_is_the_contract_as_it_goes_over_the_wire(operation):
    """It has the contract's request and response; null stands for an absent member, and only where one may be."""
    contract = load(operation)
    required = contract.request.get("required", ())
    document = openapi(contract, "application/x-amz-json-1.1", [{"a": 1}])
    post = document["paths"]["/"]["post"]
    schema = post["requestBody"]["content"]["application/x-amz-json-1.1"]["schema"]
    assert schema["properties"].keys() == contract.request["properties"].keys()
    for name, member in schema["properties"].items():
        assert jsonschema_rs.is_valid(member, None) is (name not in required)
    assert "date-time" not in json.dumps(post["responses"])


@pytest.mark.parametrize("operation", OPERATIONS)
def test_help_leaves_a_request_as_valid_as_it_was(operation):
    """A request is fitted to a resource that the reference has, and an invalid one stays invalid."""
    contract = load(operation)
    helping = Help(contract, Reference(), seed=0)
    whole = jsonschema_rs.validator_for(request_on_wire(contract))
    try:
        examples = helping.examples()
        assert len(examples) > 5
        for example in examples:
            assert whole.is_valid(helping.fitted(example))
            for name in example:
                spoilt = {**example, name: 7}
                assert helping.fitted(spoilt)[name] == 7
                assert not whole.is_valid(helping.fitted(spoilt))
    finally:
        helping.close()


def test_a_failure_of_the_faultless_reference_finds_nothing():
    """What an engine reports in any case isn't counted as found; what it reports beside is, from its first request."""
    false, real = Failure("refuses valid", "", 3), Failure("accepts invalid", "deploymentWaitType: wrong", 9)
    one = fault(f"{ENUM}/drop")
    assert not finding("x", one, outcome(false), outcome(false)).new
    found = finding("x", one, outcome(false, real), outcome(false))
    assert (found.new, found.at, found.attributed) == ((real,), 9, True)
    sums = row("x", [found], {one.operation: outcome(false)})
    assert (sums["found"], sums["attributed"], sums["false findings"]) == (1, 1, 1)
    assert sums["client µs/case"] == 50000


def test_attribution_needs_the_member_or_the_constraint():
    """A message without the member's name attributes nothing, nor does one other constraint among the right ones."""
    one = fault(f"{ENUM}/drop")
    right = Failure("a", "", 1, one.constraint)
    wrong = Failure("b", "", 1, frozenset({"deploymentId#type"}))
    assert not finding("x", one, outcome(Failure("a", "answered 200", 1)), outcome()).attributed
    assert finding("x", one, outcome(right), outcome()).attributed
    assert not finding("x", one, outcome(right, wrong), outcome()).attributed


def test_the_meter_counts_requests_and_answers_for_what_crashes():
    """A crash is answered with 500, and the target's time is counted."""
    statuses = []

    def crashing(environ, start_response):
        raise RuntimeError

    metered = Metered(crashing)
    assert list(metered({"wsgi.input": io.BytesIO()}, lambda status, _headers: statuses.append(status))) == [b""]
    assert (metered.requests, statuses[0][:3]) == (1, "500")
    assert metered.seconds > 0


@pytest.mark.slow
def test_all_three_engines_are_compared(tmp_path):
    """One run of all engines finds a dropped rule with Fencepost and the peer, and nothing false with Fencepost."""
    pytest.importorskip("schemathesis", reason="Schemathesis isn't installed: the extra `peer` brings it")
    from benchmarks.peer.__main__ import compared

    path = tmp_path / "peer.json"
    document = compared([fault(f"{ENUM}/drop")], Budget(examples=5), path)
    rows = {one["engine"]: one for one in document["engines"]}
    assert json.loads(path.read_text(encoding="utf-8")) == document
    assert rows.keys() == {"Fencepost", "Schemathesis", "hypothesis-jsonschema"}
    assert (rows["Fencepost"]["attributed"], rows["Fencepost"]["false findings"]) == (1, 0)
    assert rows["Schemathesis"]["found"] == 1
    assert all(one["cases"] and one["requests"] for one in rows.values())
