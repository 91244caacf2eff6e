"""The public Hypothesis strategies: valid requests, boundaries and violations of a contract, as cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from fencepost.contracts import Constraint
from fencepost.generation.case import Case
from fencepost.generation.cases import Cases, Exercise


def valid(cases: Cases) -> st.SearchStrategy[Case]:
    """Cases whose request keeps the whole contract; they shrink towards the request with the fewest members.

    They expect `either`: the documentation is read in the least constraining way, so a wide draw may well be refused.
    """
    contract = cases.contract
    cases.requests.prepare()
    return cases.requests.strategy.map(
        lambda request: Case(contract.name, "valid", "either", "a random valid request", request, request)
    )


def boundaries(cases: Cases) -> st.SearchStrategy[Case]:
    """Valid cases that sit exactly on a constraint, or one step inside, one change away from their control.

    They shrink towards the contract's first constraint on the smallest request.
    """
    return _picked(cases, lambda exercise: exercise.boundaries)


def violations(cases: Cases) -> st.SearchStrategy[Case]:
    """Cases that break one constraint (or a set that can't be broken apart), one change away from their control.

    They shrink towards the contract's first constraint on the smallest request.
    """
    return _picked(cases, lambda exercise: exercise.violations)


def _picked(cases: Cases, side: Callable[[Exercise], Sequence[Case]]) -> st.SearchStrategy[Case]:
    cases.requests.prepare()
    constraints = [c for c in cases.constraints if side(cases.exercise(c))]
    if not constraints:
        return st.nothing()

    @st.composite
    def pick(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Case:
        constraint: Constraint = draw(st.sampled_from(constraints))
        base = draw(cases.requests.strategy)
        # A base in which the constraint can't apply falls back on the smallest request, where it does.
        found = side(cases.exercise(constraint, base)) or side(cases.exercise(constraint))
        case: Case = draw(st.sampled_from(list(found)))
        return case

    return pick()
