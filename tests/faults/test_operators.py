"""The faulty variants are faulty, and nothing else about them is."""

from __future__ import annotations

import time
from collections import Counter
from functools import cache

import pytest

from benchmarks.faults import Fault, all_faults
from benchmarks.faults.blame import REASONS
from benchmarks.faults.trial import UNATTRIBUTED
from fencepost.reference import RULES, Reference
from tests.faults.probes import Trace, differs, trace

#: Seconds that a slow variant takes here.
PAUSE = 0.001
FAULTS = tuple(all_faults(seconds=PAUSE))
TO_FIND = [fault for fault in FAULTS if fault.equivalent is None]
IMPLIED = [fault for fault in FAULTS if fault.equivalent and fault.equivalent.startswith("implied-by")]


@cache
def documented(operation: str) -> Trace:
    """What the reference itself answers."""
    return trace(Reference(), operation)


@pytest.mark.parametrize("operation", RULES)
def test_the_sequence_repeats(operation: str) -> None:
    """Two references answer alike, so that a difference is the variant's."""
    assert not differs(Reference(), operation, documented(operation))


@pytest.mark.parametrize("fault", [fault for fault in TO_FIND if fault.kind != "slow"], ids=lambda fault: fault.name)
def test_every_fault_shows(fault: Fault) -> None:
    """A variant that should be found answers at least one request otherwise than the reference."""
    assert differs(fault.make(), fault.operation, documented(fault.operation))


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.kind == "slow"], ids=lambda fault: fault.name)
def test_a_slow_variant_is_slow(fault: Fault) -> None:
    """A slow variant takes its time and answers as documented."""
    begun = time.monotonic()
    assert not differs(fault.make(), fault.operation, documented(fault.operation))
    assert time.monotonic() - begun > PAUSE


@pytest.mark.parametrize("fault", IMPLIED, ids=lambda fault: fault.name)
def test_an_implied_rule_is_not_missed(fault: Fault) -> None:
    """Without a rule that others imply, the reference answers as before."""
    assert not differs(fault.make(), fault.operation, documented(fault.operation))


def test_there_are_enough() -> None:
    """There are well over a hundred faults to find, each with a name of its own, and some for every operation."""
    assert len(TO_FIND) > 150
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert min(Counter(fault.operation for fault in TO_FIND).values()) > 20


def test_every_rule_has_its_faults() -> None:
    """Every rule of the five operations is dropped once, and once answers with another error."""
    for operator in ("drop", "wrong-error"):
        seen = Counter(fault.operation for fault in FAULTS if fault.operator == operator)
        assert seen == {operation: len(rules) for operation, rules in RULES.items()}


def test_every_reason_is_used() -> None:
    """No reason for equivalence outlives the fault that it was for."""
    used = {(fault.operation, fault.rule_path, fault.kind, fault.operator) for fault in FAULTS if fault.equivalent}
    for key in REASONS:
        assert any(one[: len(key)] == key for one in used), key


def test_only_faults_of_no_rule_blame_nothing() -> None:
    """Every fault in a rule, an answer, or what is kept says which constraints may be blamed."""
    nobody = {fault.kind for fault in FAULTS if not fault.constraint}
    assert nobody == UNATTRIBUTED
