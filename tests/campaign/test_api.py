"""The public Python interface, as somebody's own test would use it."""

from __future__ import annotations

import contextlib

from hypothesis import HealthCheck, given, settings

import fencepost
from fencepost.oracle import Verdict
from fencepost.targets import WsgiTarget

CONTRACT = fencepost.load("cloudfront.UpdateContinuousDeploymentPolicy")
WEIGHT = "ContinuousDeploymentPolicyConfig.TrafficConfig.SingleWeightConfig.Weight#maximum"
SOME = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@SOME
@given(fencepost.violations(CONTRACT))
def test_violations_are_refused_by_the_reference(trial):
    """A violation drawn by Hypothesis can be sent and judged; the reference refuses it with the right error."""
    assert not trial.send("reference").judge().verdict.divergence


@SOME
@given(fencepost.boundaries(CONTRACT))
def test_boundaries_are_accepted_by_the_reference(trial):
    """A boundary drawn by Hypothesis is accepted."""
    judgement = trial.send("reference").judge()
    assert judgement.verdict in (Verdict.CONFORMS, Verdict.CONTESTED)


@SOME
@given(fencepost.valid(CONTRACT))
def test_valid_requests_do_no_harm(trial):
    """A wide draw may be refused, but shows no divergence."""
    assert not trial.send("reference").judge().verdict.divergence


def test_a_fault_is_found_with_hypothesis():
    """A target that ignores the weight's maximum is found by `@given`, and the report is the smallest request."""
    from fencepost.reference import RULES, Reference

    name = CONTRACT.name
    kept = tuple(rule for rule in RULES[name] if rule.kind != "at-most" or not rule.path.endswith("Weight"))
    found = []

    with WsgiTarget(lambda: Reference({**RULES, name: kept}), "faulty", fresh=True, timeout=5, limit=1 << 20) as target:

        @settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(fencepost.violations(CONTRACT, [WEIGHT]))
        def search(trial):
            judgement = trial.send(target).judge()
            if judgement.verdict is Verdict.ACCEPTS_INVALID:
                found.append(trial)
            assert judgement.verdict is not Verdict.ACCEPTS_INVALID

        with contextlib.suppress(AssertionError):
            search()
    assert found
    assert found[-1].request["ContinuousDeploymentPolicyConfig"]["TrafficConfig"]["SingleWeightConfig"].keys() == {
        "Weight"
    }
