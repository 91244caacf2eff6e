"""Faults: each variant of the reference that departs from the documentation is found, and attributed.

A variant ignores one rule, is off by one step, answers with the error of another rule, crashes, loses an update, and so
on. A run must find it, blame the constraint at fault or the set that implies it, and no other.
"""

from __future__ import annotations

import pytest

from benchmarks.faults import Trials, all_faults

#: Seconds that an answer may take here, and what a slow variant takes: the first must be well below the second.
TIMEOUT, SLOW = 1.0, 2.5
TRIALS = Trials(examples=30, timeout=TIMEOUT)
FAULTS = {fault.name: fault for fault in all_faults(seconds=SLOW)}
#: Every so many variants one belongs to the default test run, the others to the slow one.
SHARE = 12


def variants(*, equivalent: bool) -> list[object]:
    """The names of the variants of this kind, most of them marked as slow."""
    names = [name for name, fault in FAULTS.items() if (fault.equivalent is not None) == equivalent]
    return [pytest.param(name, marks=[pytest.mark.slow] * bool(at % SHARE)) for at, name in enumerate(names)]


@pytest.mark.parametrize("name", variants(equivalent=False))
def test_a_fault_is_found_and_attributed(name):
    """A run on the faulty variant finds it, and blames what is at fault and nothing else."""
    outcome = TRIALS.outcome(FAULTS[name])
    assert outcome.found, "not found"
    assert outcome.strays(FAULTS[name]) == []


@pytest.mark.parametrize("name", variants(equivalent=True))
def test_an_equivalent_variant_is_no_finding(name):
    """What the documentation can't tell from the reference gives no finding."""
    assert TRIALS.outcome(FAULTS[name]).blamed == {}, FAULTS[name].equivalent


def test_there_are_several_hundred_faults():
    """The number of variants that must be found, and of those that can't be, is what the report quotes."""
    equivalent = sum(fault.equivalent is not None for fault in FAULTS.values())
    print(f"{len(FAULTS)} faults, {len(FAULTS) - equivalent} to be found, {equivalent} equivalent")
    assert len(FAULTS) - equivalent > 400
