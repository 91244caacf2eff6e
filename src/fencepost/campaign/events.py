"""What a run tells, in the order in which it happens.

Events are all that reporters see, and all that is written to the journal: a report is a fold over them, so a run that
was interrupted and resumed gives the same report as one that was not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class RunStarted:
    """The first event: what is to be done, enough to tell whether a journal belongs to the same run.

    `examples` is the number of random cases, `cases` how many are tried on each side of a constraint, None for all.
    `constraints` are the only ones wanted, all where it is empty. `units` is how many units of work there are, for
    progress. `basis` is a short text that changes with the contracts that the run rests on. `versions` are those of
    botocore and of the targets that have one. `errata` are those of the user's own that change promises of the run,
    `errata_unmatched` those whose promise isn't there. `shard` is set where only a part of the run is done: its
    `number` (from 1), how many there are (`of`), and the part's `operations` by target.
    """

    kind: ClassVar[str] = "run-started"
    version: str
    seed: int
    targets: Sequence[str]
    operations: Sequence[str]
    phases: Sequence[str]
    examples: int
    units: int
    constraints: Sequence[str] = ()
    cases: int | None = None
    basis: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    errata: Sequence[Mapping[str, Any]] = ()
    errata_unmatched: Sequence[Mapping[str, Any]] = ()
    shard: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class OperationStarted:
    """Work on an operation began: its contract as JSON, so that a report can be made from the journal alone."""

    kind: ClassVar[str] = "operation-started"
    target: str
    operation: str
    contract: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class UnitStarted:
    """A unit of work began: one phase of one operation on one target."""

    kind: ClassVar[str] = "unit-started"
    target: str
    operation: str
    phase: str


@dataclass(frozen=True, slots=True)
class CaseJudged:
    """One case and what it showed.

    `constraints` are the ids that the verdict is about (the first is the one aimed at; several where they can only be
    broken together); `["#control"]`, `["#response"]` or `["#malformed:<label>"]` where no promise of the contract is
    concerned. `case` is the kind: `control`, `boundary`, `violation`, `valid`, `malformed` or `state`. `side` is
    `inside` or `outside` of the constraint. `label` says in a few words what was tried. `observed` holds `status`,
    `code`, `message` and, for no answer, `failure` and `detail`. The rest is given for divergences only: `request`
    (members), `wire` (`method`, `path`, `headers`, `body`), and `steps`: every call that leads there, setup first, as
    `{"operation": …, "members": …}`, where `{"$from": [step, "path"]}` stands for a value that an earlier answer gave.
    The last step is the case itself; `{"wire": …}` stands in it where no client can send it as members. `reads` are
    the calls, in the same form, that show the state after it, where that is what the verdict is about.
    """

    kind: ClassVar[str] = "case-judged"
    target: str
    operation: str
    phase: str
    case: str
    label: str
    expect: str
    verdict: str
    constraints: Sequence[str] = ()
    side: str | None = None
    because: Sequence[str] = ()
    observed: Mapping[str, Any] = field(default_factory=dict)
    request: Mapping[str, Any] | None = None
    wire: Mapping[str, Any] | None = None
    steps: Sequence[Mapping[str, Any]] = ()
    reads: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class CasesTallied:
    """Many cases of one constraint that showed nothing to act on: `count` of them with this verdict."""

    kind: ClassVar[str] = "cases-tallied"
    target: str
    operation: str
    phase: str
    constraint: str
    side: str | None
    verdict: str
    count: int


@dataclass(frozen=True, slots=True)
class ConstraintSkipped:
    """A constraint that can't be exercised, at least on this side, and which of the documented reasons says why.

    `reason`: `implied-by`, `inexpressible-on-wire`, `unbounded`, `inferred`, `contested`, `budget` or `inconclusive`.
    """

    kind: ClassVar[str] = "constraint-skipped"
    target: str
    operation: str
    constraint: str
    side: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class OperationProbed:
    """How a target stands to an operation: `exercised`, `not-implemented` or `no-control`, and why.

    `reason` says why there is no control: `vacuous` (made-up identifiers will do), `crash`, `missing-resource`,
    `refused`, `no-answer`, `setup`, `unsatisfiable`, `inexpressible` or `defect` (of ours). `substantial` says that the
    operation has a member that is constrained beyond its type, or that names a resource.
    """

    kind: ClassVar[str] = "operation-probed"
    target: str
    operation: str
    status: str
    detail: str
    observed: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    substantial: bool = False


@dataclass(frozen=True, slots=True)
class UnitFinished:
    """A unit of work is complete: with `--resume`, it is not done again. Times are in seconds of processor time."""

    kind: ClassVar[str] = "unit-finished"
    target: str
    operation: str
    phase: str
    cases: int
    dropped: int
    seconds: float


@dataclass(frozen=True, slots=True)
class RunFinished:
    """The last event; `interrupted` after Ctrl-C or when the time allowed was over."""

    kind: ClassVar[str] = "run-finished"
    interrupted: bool
    seconds: float


Event = (
    RunStarted
    | OperationStarted
    | UnitStarted
    | CaseJudged
    | CasesTallied
    | ConstraintSkipped
    | OperationProbed
    | UnitFinished
    | RunFinished
)
KINDS: Mapping[str, type[Any]] = {event.kind: event for event in Event.__args__}


def to_json(event: Event) -> dict[str, Any]:
    """The event as one line of a journal."""
    return {"event": event.kind, **{name: getattr(event, name) for name in event.__slots__}}


def from_json(document: Mapping[str, Any]) -> Event:
    """The event that `to_json` wrote. Raises KeyError or TypeError where the line is no event of this version."""
    fields = dict(document)
    event: Event = KINDS[fields.pop("event")](**fields)
    return event
