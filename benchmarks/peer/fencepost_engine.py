"""Fencepost on one variant, as `fencepost run` does it."""

from __future__ import annotations

from functools import partial
from typing import cast
from wsgiref.types import WSGIApplication

from benchmarks.peer.budget import Budget
from benchmarks.peer.outcome import Failure, Failures, Metered, Outcome, measured
from fencepost.campaign import Campaign, Options
from fencepost.campaign.events import CaseJudged, UnitFinished
from fencepost.contracts import Contract
from fencepost.oracle import Verdict


def run(contract: Contract, application: WSGIApplication, budget: Budget) -> Outcome:
    """Runs all phases on a variant; what it makes and reads of the state is part of its requests and of its cost."""
    metered = Metered(application)
    return measured(partial(_drive, contract, metered, budget), metered)


def _drive(contract: Contract, application: Metered, budget: Budget, failures: Failures) -> int:
    # An application may stand where a target is named.
    targets = (cast("str", application),)
    options = Options(targets=targets, seed=budget.seed, examples=budget.examples)
    cases = 0
    for event in Campaign([contract], options).events():
        if isinstance(event, UnitFinished):
            cases += event.cases
        if isinstance(event, CaseJudged) and Verdict(event.verdict).divergence:
            blamed = " ".join(event.constraints)
            says = "\n".join((blamed, *event.because))
            found = Failure(f"{event.verdict} {blamed}", says, application.requests, frozenset(event.constraints))
            failures.add(found)
    return cases
