"""Faults: each variant of the reference that departs from the documentation is found, and attributed.

A variant ignores one rule, is off by one step, answers with the error of another rule, crashes, loses an update, and so
on. A run must find it, blame the constraint at fault or the set that implies it, and no other.
"""

from __future__ import annotations

import collections

import pytest

from fencepost import load
from fencepost.campaign import Campaign, Options
from fencepost.campaign.events import CaseJudged
from fencepost.oracle import Verdict
from tests.faults.operators import Fault, all_faults

#: Seconds that an answer may take here, and what a slow variant takes: the first must be well below the second.
TIMEOUT, SLOW = 1.0, 2.5
FAULTS = {fault.name: fault for fault in all_faults(seconds=SLOW)}
#: Kinds of faults that no promise of a contract is about: whatever case shows them may be named.
UNATTRIBUTED = frozenset({"crash", "slow", "garbage", "refused-but-applied"})
CONTRACTS = {name: load(name) for name in {fault.operation for fault in FAULTS.values()}}
#: Every so many variants one belongs to the default test run, the others to the slow one.
SHARE = 5


def variants(*, equivalent: bool) -> list[object]:
    """The names of the variants of this kind, most of them marked as slow."""
    names = [name for name, fault in FAULTS.items() if (fault.equivalent is not None) == equivalent]
    return [pytest.param(name, marks=[pytest.mark.slow] * bool(at % SHARE)) for at, name in enumerate(names)]


def found(fault: Fault) -> dict[str, set[str]]:
    """The divergences that a run finds in a variant: verdicts, each with the constraints blamed."""
    variant = fault.make()
    options = Options(targets=(variant,), examples=30, timeout=TIMEOUT)
    blamed = collections.defaultdict(set)
    for event in Campaign([CONTRACTS[fault.operation]], options).events():
        if isinstance(event, CaseJudged) and Verdict(event.verdict).divergence:
            blamed[event.verdict].add(frozenset(event.constraints))
    return dict(blamed)


@pytest.mark.parametrize("name", variants(equivalent=False))
def test_a_fault_is_found_and_attributed(name):
    """A run on the faulty variant finds it, and blames what is at fault and nothing else."""
    fault = FAULTS[name]
    blamed = found(fault)
    assert blamed, "not found"
    if fault.kind in UNATTRIBUTED:
        return
    strays = {
        (verdict, tuple(sorted(constraints)))
        for verdict, sets in blamed.items()
        for constraints in sets
        if not constraints & fault.constraint
    }
    assert not strays


@pytest.mark.parametrize("name", variants(equivalent=True))
def test_an_equivalent_variant_is_no_finding(name):
    """What the documentation can't tell from the reference gives no finding."""
    assert found(FAULTS[name]) == {}, FAULTS[name].equivalent


def test_there_are_well_over_a_hundred_faults():
    """The number of variants that must be found, and of those that can't be, is what the report quotes."""
    equivalent = sum(fault.equivalent is not None for fault in FAULTS.values())
    print(f"{len(FAULTS)} faults, {len(FAULTS) - equivalent} to be found, {equivalent} equivalent")
    assert len(FAULTS) - equivalent > 150
