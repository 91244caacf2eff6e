"""The public Python interface: contracts, and Hypothesis strategies of cases that can be sent and judged."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from hypothesis import currently_in_test_context, reject
from hypothesis import strategies as st

from fencepost import generation
from fencepost.campaign import Live, Options, Reading
from fencepost.campaign.exchanges import Exchanges
from fencepost.campaign.run import Subject
from fencepost.campaign.session import DroppedError, Sent, Session
from fencepost.contracts import Contract
from fencepost.errors import UsageError
from fencepost.generation import Case, Cases, places
from fencepost.nearest import nearest
from fencepost.oracle import Judgement
from fencepost.protocols import Answer
from fencepost.targets import Target, open_target


def valid(
    contract: Contract, *, strategies: Sequence[str | Path] = (), models: str | Path | None = None
) -> st.SearchStrategy[Trial]:
    """Random requests that keep the contract; they shrink towards the request with the fewest members.

    `strategies` and `models` are folders of your own, as after `--strategies` and `--models`.
    """
    return _trials(generation.valid, contract, (), strategies, models)


def boundaries(
    contract: Contract,
    constraints: Collection[str] = (),
    *,
    strategies: Sequence[Path] = (),
    models: Path | None = None,
) -> st.SearchStrategy[Trial]:
    """Valid requests that sit exactly on a constraint, one change away from a control.

    They shrink towards the contract's first constraint on the smallest request. `constraints` are the ids of the only
    ones wanted, all where it is empty; the folders are as with `valid`. Raises UsageError for an unknown constraint.
    """
    return _trials(generation.boundaries, contract, constraints, strategies, models)


def violations(
    contract: Contract,
    constraints: Collection[str] = (),
    *,
    strategies: Sequence[Path] = (),
    models: Path | None = None,
) -> st.SearchStrategy[Trial]:
    """Requests that break one constraint, one change away from a control.

    They shrink towards the contract's first constraint on the smallest request. `constraints` are the ids of the only
    ones wanted, all where it is empty; the folders are as with `valid`. Raises UsageError for an unknown constraint.
    """
    return _trials(generation.violations, contract, constraints, strategies, models)


def live(
    contract: Contract, target: str | Target, *, strategies: Sequence[str | Path] = (), models: str | Path | None = None
) -> Resource:
    """A new resource on a target that requests of this operation can name. Raises SetupError where none can be made.

    How it is made is written in `strategies/`, or found out on the target; the folders are as with `valid`.
    """
    subject = _subject(_Same(contract), frozenset(), tuple(strategies), models)
    session = subject.exchanges(_target(target), f"live-{next(_NUMBERS)}-").session
    return Resource(session, session.live())


def _trials(
    strategy: Callable[[Cases], st.SearchStrategy[Case]],
    contract: Contract,
    constraints: Collection[str],
    strategies: Sequence[str | Path],
    models: str | Path | None,
) -> st.SearchStrategy[Trial]:
    for identity in constraints:
        if identity not in contract.by_id:
            remedy = f"{nearest(identity, contract.by_id)}List them with: fencepost show {contract.name}"
            raise UsageError(f"{contract.name} has no constraint {identity!r}\n  {remedy}")
    subject = _subject(_Same(contract), frozenset(constraints), tuple(strategies), models)
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
def _subject(
    same: _Same, constraints: frozenset[str], strategies: tuple[str | Path, ...], models: str | Path | None
) -> Subject:
    own = [Path(folder) for folder in strategies]
    options = Options(constraints=constraints, strategies=own, models=Path(models) if models else None)
    return Subject(same.contract, options)


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
        """Sends the case to a target on a new live resource.

        A case that would not arrive as what it was meant to be, as some have no form on the wire, isn't sent:
        Hypothesis draws another one, and outside of its tests UsageError is raised. Raises SetupError where no resource
        can be made.
        """
        # A trial's resources must not be taken for those of another one on the same target.
        exchanges = self.subject.exchanges(_target(target), f"trial-{next(_NUMBERS)}-")
        before = exchanges.session.read()
        try:
            sent = exchanges.session.send(self.case)
        except DroppedError as error:
            if currently_in_test_context():
                reject()
            raise UsageError(f"this case can't be sent: {error}\n  Take another one.") from error
        return Outcome(exchanges, before, sent)


_NUMBERS = itertools.count(1)


def _target(target: str | Target) -> Target:
    return target if isinstance(target, Target) else _opened(target)


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


@dataclass(frozen=True, slots=True)
class Resource:
    """A live resource that an operation's requests can name; what its target issued stands in its members."""

    session: Session
    state: Live

    @property
    def members(self) -> Mapping[str, Any]:
        """The members of a request that name it: `{"Name": …, "IfMatch": …}`. Empty where none needs to."""
        named: dict[str, Any] = {}
        for path, value in self.state.bindings.items():
            named = places.with_value(named, self.session.cases.requests.place_of(path), value)
        return named

    @property
    def request(self) -> Mapping[str, Any]:
        """A small valid request that names it, bytes in base64 as a contract has them.

        It is one that the target accepted before, where one was found out.
        """
        proposed = next(iter(self.session.situation.proposals(self.state)), None)
        return self.session.bound(self.session.cases.control(proposed), self.state)

    def read(self) -> Mapping[str, Any] | None:
        """What can be read of it now, in the terms of the request; None where the target can't read it back."""
        reading = self.session.situation.read(self.state)
        return reading.members if reading is not None else None

    def remove(self) -> bool:
        """Deletes it; False where that can't be done."""
        return self.session.situation.remove(self.state)
