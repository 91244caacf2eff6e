"""What an operation takes, what it does, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from fencepost.reference.behaviour import Behaviour
from fencepost.reference.rule import Rule
from fencepost.reference.shape import Members, Shape, Structure
from fencepost.reference.situation import NOTHING_KNOWN, Situation

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """A success before it is written.

    `document` is the member that makes up an XML body, with its shape; `raw` a body that is written as it is, with
    its content type.
    """

    members: Members = field(default_factory=dict)
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    document: tuple[str, Shape] | None = None
    raw: tuple[str, bytes] | None = None


def _nothing(members: Members, behaviour: Behaviour) -> Situation:
    del members, behaviour
    return NOTHING_KNOWN


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a service.

    `perform` carries out a request that no rule refuses. It must also survive one whose rules a test has taken away:
    members may be absent or of any type then.
    """

    shape: Structure
    perform: Callable[[Members, Behaviour], Answer]
    rules: tuple[Rule, ...] = ()
    situation: Callable[[Members, Behaviour], Situation] = _nothing


class Service(Protocol):
    """A service with state of its own, and its operations by name."""

    operations: Mapping[str, Operation]


def find(store: Mapping[str, T], name: Any) -> T | None:
    """What is stored under a name; nothing is under what is no string."""
    return store.get(name) if isinstance(name, str) else None
