"""The public Python interface: contracts, and Hypothesis strategies of cases that can be sent and judged."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from fencepost import generation
from fencepost.campaign import Options, Reading
from fencepost.campaign.exchanges import Exchanges
from fencepost.campaign.run import Subject
from fencepost.campaign.session import Sent
from fencepost.contracts import Contract
from fencepost.errors import UsageError
from fencepost.generation import Case, Cases
from fencepost.oracle import Judgement
from fencepost.protocols import Answer
from fencepost.targets import Target, open_target


def valid(contract: Contract) -> st.SearchStrategy[Trial]:
    """Random requests that keep the contract; they shrink towards the request with the fewest members."""
    return _trials(contract, generation.valid)


def boundaries(contract: Contract, constraints: Collection[str] = ()) -> st.SearchStrategy[Trial]:
    """Valid requests that sit exactly on a constraint, one change away from a control.

    They shrink towards the contract's first constraint on the smallest request. `constraints` are the ids of the only
    ones wanted, all where it is empty.
    """
    return _trials(contract, generation.boundaries, constraints)


def violations(contract: Contract, constraints: Collection[str] = ()) -> st.SearchStrategy[Trial]:
    """Requests that break one constraint, one change away from a control.

    They shrink towards the contract's first constraint on the smallest request. `constraints` are the ids of the only
    ones wanted, all where it is empty.
    """
    return _trials(contract, generation.violations, constraints)


def _trials(
    contract: Contract, strategy: Callable[[Cases], st.SearchStrategy[Case]], constraints: Collection[str] = ()
) -> st.SearchStrategy[Trial]:
    for identity in constraints:
        if identity not in contract.by_id:
            raise UsageError(f"{contract.name} has no constraint {identity!r}\n  List them with: fencepost show")
    subject = _subject(_Same(contract), frozenset(constraints))
    return strategy(subject.cases).map(lambda case: Trial(case, subject))


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A contract as a key of a cache: the very object."""

    contract: Contract

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.contract is self.contract

    def __hash__(self) -> int:
        return id(self.contract)


@lru_cache(maxsize=64)
def _subject(same: _Same, constraints: frozenset[str]) -> Subject:
    return Subject(same.contract, Options(constraints=constraints))


@dataclass(frozen=True, slots=True)
class Trial:
    """A case that can be sent. `request`, `expect`, `constraint` and `label` are the case's own."""

    case: Case
    subject: Subject

    @property
    def request(self) -> Mapping[str, Any]:
        """The members of the request, before a live resource's names take their places in it."""
        return self.case.request

    @property
    def expect(self) -> str:
        """What is expected: `accept`, `reject` or `either`."""
        return self.case.expect

    @property
    def constraint(self) -> str | None:
        """The id of the constraint that the case is about."""
        return self.case.constraint

    @property
    def breaks(self) -> tuple[str, ...]:
        """The ids of the constraints that the request breaks."""
        return self.case.breaks

    @property
    def label(self) -> str:
        """What was changed, in a few words."""
        return self.case.label

    def __repr__(self) -> str:
        case = self.case
        return f"<{case.operation} {case.kind} {case.constraint or ''}: {case.label} {dict(case.request)!r}>"

    def send(self, target: str | Target) -> Outcome:
        """Sends the case to a target on a new live resource. Raises SetupError where that can't be made."""
        opened = target if isinstance(target, Target) else _opened(target)
        # A trial's resources must not be taken for those of another one on the same target.
        exchanges = self.subject.exchanges(opened, f"trial-{next(_NUMBERS)}-")
        before = exchanges.session.read()
        return Outcome(exchanges, before, exchanges.session.send(self.case))


_NUMBERS = itertools.count(1)


@lru_cache(maxsize=16)
def _opened(target: str) -> Target:
    return open_target(target)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back to a trial, not judged yet."""

    exchanges: Exchanges
    before: Reading | None
    sent: Sent

    @property
    def answer(self) -> Answer:
        """The target's answer."""
        return self.sent.answer

    def judge(self) -> Judgement:
        """Sends the control, reads the state back, and gives the verdict with its reasons."""
        return self.exchanges.verdict(self.sent, self.before)
