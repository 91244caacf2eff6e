"""Live state: the resources that a request needs to mean something.

`strategies/<service>.py` holds a `Situation` for each operation that it knows: how to make what the request names, how
to read back what the operation changes, which values a domain takes, and how to reach the states that the contract's
rules speak of. Everything goes through a `Client`, which writes down each call, so that a finding can repeat it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from hypothesis import strategies as st

from fencepost.campaign.client import Client
from fencepost.contracts import Constraint
from fencepost.errors import TargetError
from fencepost.protocols import Answer


@dataclass(slots=True)
class Live:
    """One live resource: the values that a request must name it with, by contract path, and the maker's own notes.

    Those of the paths in `optional` are put only into requests that hold something there. Another value at a path in
    `naming` names another resource, which need not be there, however well it keeps the contract.
    """

    bindings: dict[str, Any]
    notes: dict[str, Any] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    naming: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """What can be read of a resource: its members in the request's own terms, its version, and further facts.

    `members` has an entry for each member that the service shows of such a resource, None where it shows none now.
    `facts` maps the names that rules use (`deployment`) to something comparable.
    """

    members: Mapping[str, Any]
    version: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reach:
    """A value that puts a request on one side of a rule about state, the state it needs having been made.

    `members` are the values by contract path that are changed from the control; `holds` says whether the rule is kept.
    """

    label: str
    members: Mapping[str, Any]
    holds: bool = False


class SetupError(TargetError):
    """A resource could not be made: the target refused a call that leads there. `answer` is what it said."""

    def __init__(self, operation: str, answer: Answer) -> None:
        said = f"{answer.status} {answer.code or answer.problem or ''}".strip()
        if answer.failure is not None:
            said = f"{answer.failure.kind}: {answer.failure.detail}"
        super().__init__(f"{operation} answered {said}")
        self.operation, self.answer = operation, answer


class Situation(ABC):
    """How one operation is exercised on a live target.

    Subclasses name their `operation` and give `values` (Hypothesis strategies by contract path, for domains that the
    contract alone can't make plausible). `consumed` says that an accepted request uses the resource up, so that each
    request needs a new one, `single` that there can't be two resources at a time. `echoes` maps paths of the response
    to the paths of the request whose value stands there.
    """

    operation: ClassVar[str]
    values: ClassVar[Mapping[str, st.SearchStrategy[Any]]] = {}
    consumed: ClassVar[bool] = False
    single: ClassVar[bool] = False
    echoes: ClassVar[Mapping[str, str]] = {}

    def __init__(self, client: Client) -> None:
        self.client = client

    @abstractmethod
    def prepare(self) -> Live:
        """Makes a new resource. Raises SetupError where the target refuses."""

    @abstractmethod
    def read(self, live: Live) -> Reading | None:
        """Reads the resource; None where the target can't read it back."""

    def proposals(self, live: Live) -> Iterable[Mapping[str, Any]]:
        """Requests that the target is likely to accept, tried as controls before any other; none if unknown."""
        return ()

    def doubts(self) -> str | None:
        """Why an accepted request would mean nothing all the same; None for no reason."""
        return None

    def reconsider(self) -> bool:
        """Looks anew for a way to the state, where the one that is known leads nowhere; False for nothing new."""
        return False

    def accepted(self, live: Live, answer: Answer) -> None:
        """Takes note of an accepted request, whose answer may name a new version."""

    def reach(self, live: Live, constraint: Constraint) -> Iterable[Reach]:
        """The values that keep or break a rule about state, with whatever they name made before; none if unknown."""
        return ()

    def remove(self, live: Live) -> bool:
        """Deletes the resource; False where that can't be done."""
        return False

    def delete(self, live: Live, path: str) -> bool:
        """Deletes the resource that a member of the request names; False where that can't be done for sure."""
        return self.remove(live)


def made(client: Client, operation: str, members: Mapping[str, Any]) -> Mapping[str, Any]:
    """Calls an operation that must succeed, and returns the members of its answer. Raises SetupError."""
    answer = client.call(operation, members)
    if not answer.accepted:
        raise SetupError(operation, answer)
    return answer.members


def look(client: Client, operation: str, members: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Calls an operation that only reads, without keeping it in the trace; None where it is refused."""
    answer = client.call(operation, members, note=False)
    return answer.members if answer.accepted else None


class Stateless(Situation):
    """The situation of an operation that nothing is known about: no resource, nothing to read."""

    operation = ""

    def prepare(self) -> Live:
        """Nothing to make."""
        return Live({})

    def read(self, live: Live) -> Reading | None:
        """Nothing to read."""
        return None
