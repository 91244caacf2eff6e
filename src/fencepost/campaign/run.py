"""A run: phases of operations on targets as units of work, in this process or in several, as a stream of events."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import botocore

from fencepost.campaign.batches import Batch, Unit, batches
from fencepost.campaign.client import Client, Names
from fencepost.campaign.distribution import on_cluster
from fencepost.campaign.events import (
    CaseJudged,
    Event,
    OperationProbed,
    OperationStarted,
    RunFinished,
    RunStarted,
    UnitFinished,
    UnitStarted,
)
from fencepost.campaign.exchanges import Exchanges
from fencepost.campaign.inference import Memory, folder_of, lacks
from fencepost.campaign.live import SetupError
from fencepost.campaign.model_values import error_names, listed_values
from fencepost.campaign.phases import PHASES, Phases
from fencepost.campaign.piecework import Piece
from fencepost.campaign.probing import Probe
from fencepost.campaign.random_cases import RandomCases
from fencepost.campaign.recorder import Recorder
from fencepost.campaign.sequences import sequences
from fencepost.campaign.session import Session
from fencepost.campaign.shards import Shard
from fencepost.campaign.situations import situation_of
from fencepost.campaign.state import StateRules
from fencepost.campaign.workers import spread
from fencepost.contracts import Contract, Contracts, contract_json
from fencepost.errors import TargetError, UsageError
from fencepost.generation import Cases, Requests
from fencepost.oracle import CONTROL, RESPONSE, Oracle
from fencepost.protocols import Codec
from fencepost.targets import Target, open_target
from fencepost.version import __version__


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is to do.

    `examples` is the number of random cases per operation and target, beside those of the catalogue. Of the catalogue
    `cases` are tried on each side of a constraint; with None all are, and random sequences of requests beside them.
    `seconds` bounds the whole run's wall time, None for no bound; `timeout` is what one answer may take. `constraints`
    are the only ones exercised, all where it is empty, each as its id (of whatever operation) or as `OPERATION/ID`.
    `strategies` and `models` are folders of the user's own, which
    come first. `endpoint` holds what an endpoint may need: `ca_bundle`, `profile`, `accept_real_aws`. Of the run only
    the `shard` is done, all where it is None. `distributed` is the address of a Dask scheduler whose workers do it, or
    `local`; None for this machine alone.
    """

    targets: Sequence[str] = ("reference", "moto")
    phases: Sequence[str] = PHASES
    seed: int = 0
    examples: int = 100
    cases: int | None = None
    workers: int = 1
    seconds: float | None = None
    timeout: float = 10.0
    constraints: frozenset[str] = frozenset()
    strategies: Sequence[Path] = ()
    models: Path | None = None
    endpoint: Mapping[str, Any] = field(default_factory=dict)
    shard: Shard | None = None
    distributed: str | None = None

    def wanted(self, operation: str) -> frozenset[str]:
        """The constraints as an operation names its own; others stay, and none of its own bears their name."""
        return frozenset(one.removeprefix(f"{operation}/") for one in self.constraints)


class Subject:
    """One operation, with what is costly to make and needed for every target: its cases and its oracle."""

    def __init__(self, contract: Contract, options: Options) -> None:
        self.contract = contract
        self._options = options
        self.situation = situation_of(contract.name, options.strategies, options.models)
        self.codec = Codec.of(contract.service, contract.operation, models=options.models)

    @cached_property
    def cases(self) -> Cases:
        """The operation's cases."""
        known = listed_values(self.codec.operation_model.input_shape)
        return Cases(Requests(self.contract, self.situation.values), known, only=self._only())

    def _only(self) -> frozenset[str]:
        """The promises about requests that are wanted; all of them where a response is, which any request may show."""
        wanted = self._options.wanted(self.contract.name)
        responses = {constraint.id for constraint in self.contract.of("response")} | {RESPONSE, CONTROL}
        return wanted if wanted.isdisjoint(responses) else frozenset()

    @cached_property
    def oracle(self) -> Oracle:
        """The operation's oracle."""
        model = self.codec.operation_model
        return Oracle(self.contract, self.codec.protocol, listed_values(model.output_shape), error_names(model))

    def exchanges(self, target: Target, unit: str = "", memory: Memory | None = None) -> Exchanges:
        """The operation's exchanges with a target; what they make bears names of its own for each unit of work.

        `memory` holds what is known of how state is reached there.
        """
        nonce = f"{os.urandom(3).hex()}-" if target.shared else ""
        client = Client(target, Names(f"{nonce}{unit}"), self._options.models, memory)
        session = Session(self.contract, self.cases, self.situation(client), client)
        return Exchanges(session, self.oracle, Recorder(target.name, self.contract.name, self.codec, nonce))


@dataclass(slots=True)
class Standing:
    """How a target stands to an operation, once that is known: its `status`, and a request that it accepts."""

    status: str = ""
    base: dict[str, Any] | None = None


class Campaign:
    """All that a run does. `done` are the units that an earlier run finished.

    `contracts` may be a mapping that loads each when it is asked for: only one is held at a time.
    """

    def __init__(
        self, contracts: Mapping[str, Contract] | Sequence[Contract], options: Options, done: Iterable[Unit] = ()
    ) -> None:
        if not isinstance(contracts, Mapping):
            contracts = {contract.name: contract for contract in contracts}
        self.contracts = contracts
        self.options = options
        self.done = frozenset(done)
        self.versions: dict[str, str] = {}

    @cached_property
    def targets(self) -> dict[str, str]:
        """The targets' names, which reports may show, and their specs, which may hold a password.

        Raises UsageError or TargetError for a target that can't be opened, or where nobody is there.
        """
        self.versions["botocore"] = str(botocore.__version__)
        named: dict[str, str] = {}
        for spec in self.options.targets:
            with self._opened(spec) as target:
                target.greet()
                named[target.name] = spec
                if target.version:
                    self.versions[target.name] = target.version
        return named

    @cached_property
    def units(self) -> list[Unit]:
        """Every unit of the run, or of its shard, in its order, finished ones too."""
        every = [
            (target, operation, phase)
            for operation in self.contracts
            for target in self.targets
            for phase in PHASES
            if phase in self.options.phases
        ]
        if self.options.shard is None:
            return every
        own = self.options.shard.of_batches(batches(every, ()))
        kept = {unit for batch in own for block in batch.blocks for unit in block}
        return [unit for unit in every if unit in kept]

    def started(self) -> RunStarted:
        """The event with which the run begins."""
        return RunStarted(
            version=__version__,
            seed=self.options.seed,
            targets=tuple(self.targets),
            operations=tuple(self.contracts),
            phases=tuple(phase for phase in PHASES if phase in self.options.phases),
            examples=self.options.examples,
            units=len(self.units),
            constraints=tuple(sorted(self.options.constraints)),
            cases=self.options.cases,
            versions=self.versions,
            shard=self._part(self.options.shard) if self.options.shard else None,
        )

    def _part(self, shard: Shard) -> dict[str, Any]:
        """A shard as the start of the run tells it."""
        operations: dict[str, list[str]] = {target: [] for target in self.targets}
        for target, operation in dict.fromkeys(unit[:2] for unit in self.units):
            operations[target].append(operation)
        return {"number": shard.number, "of": shard.of, "operations": operations}

    def events(self) -> Iterator[Event]:
        """The events of all units that are not done, and of the end. The caller has told `started` itself."""
        begun = time.monotonic()
        limit = self.options.seconds
        interrupted = False
        for event in self._work():
            yield event
            if limit is not None and time.monotonic() - begun > limit:
                interrupted = True
                break
        yield RunFinished(interrupted, round(time.monotonic() - begun, 3))

    def _work(self) -> Iterator[Event]:
        parts = batches(self.units, self.done)
        if self.options.distributed:
            units = {unit for batch in parts for block in batch.blocks for unit in block}
            pieces = {f"{batch.target}-{batch.key}": self._piece(batch) for batch in parts}
            processes = self.options.workers if self.options.workers > 1 else 0
            yield from on_cluster(pieces, units, self.options.distributed, processes)
            return
        if self.options.workers > 1 and len(parts) > 1:
            for name in self.targets:
                with self.open(name) as target:
                    target.prepare()
            yield from spread(self.run_batch, parts, self.options.workers)
            return
        for batch in parts:
            yield from self.run_batch(batch)

    def run_batch(self, batch: Batch, *, remembers: bool = True) -> Iterator[Event]:
        """Runs a batch of operations of one service on one target, the state of which each finds as new.

        Unless it `remembers` what earlier runs found out, all of it is found out anew, and kept for the batch alone.
        """
        memory = Memory(folder_of(batch.target) / batch.key if remembers else None)
        with self.open(batch.target) as target:
            for block in batch.blocks:
                target.begin_anew()
                yield from self._run_block(block, target, memory)
                if target.is_gone():
                    raise TargetError(
                        f"{target.name} is gone, or answers no more, since {block[0][1]}; what was judged is kept\n"
                        "  Start it anew, and go on with --resume."
                    )

    def run_elsewhere(self, batch: Batch, grounds: Mapping[str, str]) -> Iterator[Event]:
        """Runs a batch in another place. Raises UsageError where that rests on others than these grounds."""
        own = self._grounds(batch)
        for name, wanted in grounds.items():
            if own.get(name) != wanted:
                raise UsageError(
                    f"a worker has another version of {name}: {own.get(name)}, where the run has {wanted}\n"
                    "  Install the same on all machines, and give them the same contracts and models."
                )
        # A second attempt must find what the first one would have, which may have got to any place.
        yield from self.run_batch(batch, remembers=False)

    def _piece(self, batch: Batch) -> Piece:
        """The work of one batch, in a form that can be pickled and done elsewhere."""
        names = [block[0][1] for block in batch.blocks]
        contracts = self.contracts
        part = contracts.only(names) if isinstance(contracts, Contracts) else {name: contracts[name] for name in names}
        options = replace(self.options, targets=(self.targets[batch.target],), shard=None, distributed=None)
        return partial(Campaign(part, options).run_elsewhere, batch, self._grounds(batch))

    def _grounds(self, batch: Batch) -> dict[str, str]:
        """What a batch rests on that may be another elsewhere: versions, and the contracts of its operations."""
        known = {"fencepost": __version__}
        if batch.target in self.targets:
            known |= {name: self.versions[name] for name in ("botocore", batch.target) if name in self.versions}
        if isinstance(self.contracts, Contracts):
            known["contracts"] = self.contracts.only([block[0][1] for block in batch.blocks]).basis
        return known

    def open(self, name: str) -> Target:
        """Opens a target by its name. Raises UsageError or TargetError where that can't be done."""
        return self._opened(self.targets[name])

    def _opened(self, spec: str) -> Target:
        return open_target(spec, timeout=self.options.timeout, **self.options.endpoint)

    def _run_block(self, block: Sequence[Unit], target: Target, memory: Memory) -> Iterator[Event]:
        """Runs units of one operation on one target."""
        _, operation, _ = block[0]
        if not target.shared and lacks(target, operation, self.options.models):
            yield OperationProbed(target.name, operation, "not-implemented", "a plain request was answered so")
            yield from (UnitFinished(*unit, 0, 0, 0.0) for unit in block)
            return
        contract = self.contracts[operation]
        yield OperationStarted(target.name, operation, contract_json(contract))
        subject, standing = Subject(contract, self.options), Standing()
        for unit in block:
            yield from self._run_unit(unit, partial(subject.exchanges, target, f"{unit[2]}-", memory), standing)

    def _run_unit(self, unit: Unit, begin: Callable[[], Exchanges], standing: Standing) -> Iterator[Event]:
        target, operation, phase = unit
        began = time.process_time()
        yield UnitStarted(*unit)
        exchanges = begin()
        try:
            yield from self._phase_events(phase, exchanges, standing)
        except SetupError as error:
            detail = f"its resource could not be made: {error}"
            yield OperationProbed(target, operation, "no-control", detail, reason="setup")
        except (TargetError, UsageError):
            raise
        except Exception as error:  # noqa: BLE001 - a defect here must not cost the results of other operations
            detail = f"internal error: {type(error).__name__}: {error}".splitlines()[0]
            yield OperationProbed(target, operation, "no-control", f"{detail}; please report it", reason="defect")
        finally:
            exchanges.session.renew()
        spent = round(time.process_time() - began, 3)
        yield UnitFinished(*unit, exchanges.cases, exchanges.dropped, spent)

    def _phase_events(self, phase: str, exchanges: Exchanges, standing: Standing) -> Iterator[Event]:
        if not standing.status:
            # The first unit of those that are left finds out; what it tells belongs to the first of all.
            probe = Probe(exchanges, self.options.seed)
            probed, events = probe.run()
            standing.status, standing.base = probed.status, probe.base
            if phase == PHASES[0]:
                yield probed
                yield from events
        if standing.status != "exercised":
            return
        wanted = self.options.wanted(exchanges.session.contract.name)
        for event in self._of_phase(phase, exchanges, standing.base):
            about = event.constraints if isinstance(event, CaseJudged) else ()
            if not (wanted and about) or not wanted.isdisjoint(about):
                yield event

    def _of_phase(self, phase: str, exchanges: Exchanges, base: dict[str, Any] | None) -> Iterator[Event]:
        seed = self.options.seed
        phases = Phases(exchanges, base, seed, self.options.cases)
        match phase:
            case "control":
                yield from phases.control()
            case "boundary":
                yield from phases.boundary()
            case "violation":
                yield from phases.violation()
            case "state":
                rules = StateRules(exchanges, base, seed)
                yield from rules.run()
                if self.options.cases is None:
                    yield from sequences(rules)
            case "valid":
                yield from RandomCases(exchanges, seed).run(self.options.examples)
            case _:
                yield from phases.malformed()
