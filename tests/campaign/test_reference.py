"""The suite on the reference: everything promised is exercised, and nothing is found where nothing is wrong."""

from __future__ import annotations

import json

import pytest

from fencepost.campaign import Campaign, Options
from fencepost.campaign.events import CaseJudged, CasesTallied
from fencepost.contracts import known_contracts, load
from fencepost.reporting import ReportBuilder

#: The reasons for which a side of a constraint may stay unexercised.
REASONS = {"implied-by", "inexpressible-on-wire", "unbounded", "inferred", "contested"}
CONTRACTS = [load(name) for name in known_contracts()]


def report(seed=0, examples=60, **more):
    """The report of a run on the reference."""
    campaign = Campaign(CONTRACTS, Options(targets=("reference",), seed=seed, examples=examples, **more))
    builder = ReportBuilder()
    for event in (campaign.started(), *campaign.events()):
        builder.add(event)
    return builder.document()


@pytest.fixture(scope="module")
def document():
    """One report, shared by the tests that only look at it."""
    return report()


def test_every_operation_is_exercised(document):
    """The reference has all five operations, and accepts a valid request to each."""
    assert {o["operation"]: o["status"] for o in document["operations"]} == dict.fromkeys(
        known_contracts(), "exercised"
    )


def test_every_constraint_is_exercised_on_both_sides_or_says_why_not(document):
    """A side without a conclusive case has one of the documented reasons."""
    silent = [
        (operation["operation"], constraint["id"], side)
        for operation in document["operations"]
        for constraint in operation["constraints"]
        for side in ("inside", "outside")
        if not constraint[side] and not any(s["side"] == side and s["reason"] in REASONS for s in constraint["skipped"])
    ]
    assert silent == []


def test_reasons_are_true(document):
    """What is said to be implied names the others, and what is said to have no bound has none."""
    by_id = {(c.name, k.id): k for c in CONTRACTS for k in c.constraints}
    for operation in document["operations"]:
        for constraint in operation["constraints"]:
            promise = by_id[operation["operation"], constraint["id"]]
            for skip in constraint["skipped"]:
                if skip["reason"] == "unbounded":
                    assert promise.value is None
                if skip["reason"] == "implied-by":
                    assert all((operation["operation"], other) in by_id for other in skip["detail"].split(", "))
                if skip["reason"] == "inferred":
                    assert promise.only_inferred
                    assert promise.expect == "either"
                if skip["reason"] == "contested":
                    assert promise.contested


def test_nothing_is_found(document):
    """The reference conforms to its own documentation."""
    assert document["findings"] == []


def test_what_the_page_contradicts_is_contested(document):
    """An absent deploymentId is documented as allowed and as an error: no verdict but contested."""
    deployment = next(o for o in document["operations"] if o["operation"] == "codedeploy.ContinueDeployment")
    verdicts = {c["id"]: c["verdict"] for c in deployment["constraints"]}
    assert verdicts["deploymentId#required"] == "contested"


def normalised(document):
    """A report without its times."""
    if isinstance(document, dict):
        return {name: normalised(value) for name, value in document.items() if name != "seconds"}
    return [normalised(value) for value in document] if isinstance(document, list) else document


def test_the_same_seed_gives_the_same_report():
    """Cases, their order and the report depend on the seed, the contract and the target alone."""
    assert json.dumps(normalised(report(seed=3))) == json.dumps(normalised(report(seed=3)))


def test_another_seed_gives_other_cases():
    """The seed really decides the random cases."""
    tallies = [json.dumps([o["constraints"] for o in report(seed=seed)["operations"]]) for seed in (1, 2)]
    assert tallies[0] != tallies[1]


def test_two_workers_give_the_same_report(document):
    """However the work is spread, the report is the same."""
    assert normalised(report(workers=2)) == normalised(document)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_found_in_many_examples(seed):
    """Twenty thousand random cases over several seeds show no divergence on the reference."""
    campaign = Campaign(CONTRACTS, Options(targets=("reference",), seed=seed, examples=1100))
    cases, found = 0, []
    for event in campaign.events():
        cases += event.count if isinstance(event, CasesTallied) else isinstance(event, CaseJudged)
        if isinstance(event, CaseJudged) and event.steps:
            found.append((event.constraints, event.label, event.verdict))
    assert found == []
    assert cases > 5000
