"""The public strategies: what they generate, and towards what they shrink."""

from __future__ import annotations

from hypothesis import HealthCheck, find, given, settings

from fencepost.contracts import Checker
from fencepost.generation import Cases, Requests, boundaries, valid, violations
from tests.generation.invented import contract

CONTRACT = contract()
CASES = Cases(Requests(CONTRACT))
CHECKER = Checker(CONTRACT)
SLOW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)


@SLOW
@given(valid(CASES))
def test_valid_requests_keep_the_contract(case):
    """Relations, counts and conditions hold in every draw."""
    assert CHECKER.broken(case.request) == frozenset()


@SLOW
@given(boundaries(CASES))
def test_boundaries_keep_the_contract(case):
    """A boundary is valid, and so is its control."""
    assert CHECKER.broken(case.request) == frozenset()
    assert CHECKER.broken(case.control) == frozenset()


@SLOW
@given(violations(CASES))
def test_violations_break_what_they_say(case):
    """A violation breaks its own constraints and no other."""
    broken = CHECKER.broken(case.request)
    assert broken <= frozenset(case.breaks)
    assert case.constraint in {*broken, "Name#exists", "Version#currentVersion"}
    assert CHECKER.broken(case.control) == frozenset()


def test_valid_requests_shrink_to_the_smallest():
    """What Hypothesis reports in the end has only what must be given."""
    smallest = find(valid(CASES), lambda _: True, settings=settings(database=None))
    assert smallest.request == CASES.requests.smallest
    assert set(smallest.request) == {"Name", "Routing"}


def test_violations_shrink_to_a_small_request():
    """A violation of a nested bound is reported on a request that holds nothing beside it."""
    path = "Routing.Weighted.Weight#maximum"
    found = find(
        violations(CASES),
        lambda case: case.constraint == path,
        settings=settings(database=None, max_examples=5000, suppress_health_check=list(HealthCheck)),
    )
    assert found.request["Routing"]["Weighted"].keys() == {"Weight"}
    assert set(found.request) == {"Name", "Routing"}


def test_a_stock_is_the_same_for_the_same_seed():
    """Seeds decide the random requests of a run."""
    assert CASES.requests.stock(20, 5) == Requests(CONTRACT).stock(20, 5)
    assert CASES.requests.stock(20, 5) != CASES.requests.stock(20, 6)
