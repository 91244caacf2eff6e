"""A run: phases of operations on targets as units of work, in this process or in several, as a stream of events."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from fencepost.campaign.client import Client, Names
from fencepost.campaign.events import (
    CaseJudged,
    Event,
    OperationProbed,
    RunFinished,
    RunStarted,
    UnitFinished,
    UnitStarted,
)
from fencepost.campaign.exchanges import Exchanges
from fencepost.campaign.live import SetupError
from fencepost.campaign.model_values import listed_values
from fencepost.campaign.phases import PHASES, Phases
from fencepost.campaign.probing import Probe
from fencepost.campaign.random_cases import RandomCases
from fencepost.campaign.recorder import Recorder
from fencepost.campaign.sequences import sequences
from fencepost.campaign.session import Session
from fencepost.campaign.situations import situation_of
from fencepost.campaign.state import StateRules
from fencepost.campaign.workers import spread
from fencepost.contracts import Contract, contract_json
from fencepost.errors import FencepostError
from fencepost.generation import Cases, Requests
from fencepost.oracle import Oracle
from fencepost.protocols import Codec
from fencepost.targets import Target, open_target
from fencepost.version import __version__

#: A unit of work: target, operation, phase.
Unit = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is to do.

    `examples` is the number of random cases per operation and target, beside those of the catalogue. `seconds` bounds
    the whole run's wall time, None for no bound; `timeout` is what one answer may take. `constraints` are the only
    ones exercised, all where it is empty. `strategies` and `models` are folders of the user's own, which come first.
    `endpoint` holds what an endpoint may need: `ca_bundle`, `profile`, `accept_real_aws`.
    """

    targets: Sequence[str] = ("reference", "moto")
    phases: Sequence[str] = PHASES
    seed: int = 0
    examples: int = 100
    workers: int = 1
    seconds: float | None = None
    timeout: float = 10.0
    constraints: frozenset[str] = frozenset()
    strategies: Sequence[Path] = ()
    models: Path | None = None
    endpoint: Mapping[str, Any] = field(default_factory=dict)


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
        return Cases(Requests(self.contract, self.situation.values), known, only=self._options.constraints)

    @cached_property
    def oracle(self) -> Oracle:
        """The operation's oracle."""
        return Oracle(self.contract, self.codec.protocol, listed_values(self.codec.operation_model.output_shape))

    def exchanges(self, target: Target, unit: str = "") -> Exchanges:
        """The operation's exchanges with a target; what they make bears names of its own for each unit of work."""
        nonce = f"{os.urandom(3).hex()}-" if target.shared else ""
        client = Client(target, Names(f"{nonce}{unit}"), self._options.models)
        session = Session(self.contract, self.cases, self.situation(client), client)
        return Exchanges(session, self.oracle, Recorder(target.name, self.contract.name, self.codec, nonce))


class Campaign:
    """All that a run does. `done` are the units that an earlier run finished."""

    def __init__(self, contracts: Sequence[Contract], options: Options, done: Iterable[Unit] = ()) -> None:
        self.contracts = {contract.name: contract for contract in contracts}
        self.options = options
        self.done = frozenset(done)

    @cached_property
    def targets(self) -> dict[str, str]:
        """The targets' names, which reports may show, and their specs, which may hold a password.

        Raises UsageError or TargetError for a target that can't be opened.
        """
        named: dict[str, str] = {}
        for spec in self.options.targets:
            with self._opened(spec) as target:
                named[target.name] = spec
        return named

    @cached_property
    def units(self) -> list[Unit]:
        """Every unit of the run in its order, finished ones too."""
        return [
            (target, operation, phase)
            for operation in self.contracts
            for target in self.targets
            for phase in PHASES
            if phase in self.options.phases
        ]

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
            contracts={name: contract_json(contract) for name, contract in self.contracts.items()},
            constraints=tuple(sorted(self.options.constraints)),
        )

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
        blocks = self.blocks()
        if self.options.workers > 1 and len(blocks) > 1:
            yield from spread(self.run_block, blocks, self.options.workers)
            return
        for block in blocks:
            yield from self.run_block(block)

    def blocks(self) -> list[list[Unit]]:
        """The units still to do, in blocks of one operation on one target, each of which one worker does."""
        grouped: dict[tuple[str, str], list[Unit]] = {}
        for unit in self.units:
            if unit not in self.done:
                grouped.setdefault(unit[:2], []).append(unit)
        return list(grouped.values())

    def run_block(self, block: Sequence[Unit]) -> Iterator[Event]:
        """Runs units of one operation on one target."""
        target_name, operation, _ = block[0]
        subject = Subject(self.contracts[operation], self.options)
        with self.open(target_name) as target:
            exercised = True
            for unit in block:
                for event in self._run_unit(unit, subject, target, exercised=exercised):
                    exercised = event.status == "exercised" if isinstance(event, OperationProbed) else exercised
                    yield event

    def open(self, name: str) -> Target:
        """Opens a target by its name. Raises UsageError or TargetError where that can't be done."""
        return self._opened(self.targets[name])

    def _opened(self, spec: str) -> Target:
        return open_target(spec, timeout=self.options.timeout, **self.options.endpoint)

    def _run_unit(self, unit: Unit, subject: Subject, target: Target, *, exercised: bool) -> Iterator[Event]:
        target_name, operation, phase = unit
        began = time.process_time()
        yield UnitStarted(target_name, operation, phase)
        exchanges = subject.exchanges(target, f"{phase}-")
        try:
            if exercised:
                yield from self._phase_events(phase, exchanges)
        except SetupError as error:
            yield OperationProbed(target_name, operation, "no-control", f"its resource could not be made: {error}")
        except FencepostError:
            raise
        except Exception as error:  # noqa: BLE001 - a defect here must not cost the results of other operations
            detail = f"internal error: {type(error).__name__}: {error}".splitlines()[0]
            yield OperationProbed(target_name, operation, "no-control", f"{detail}; please report it")
        finally:
            exchanges.session.renew()
        spent = round(time.process_time() - began, 3)
        yield UnitFinished(target_name, operation, phase, exchanges.cases, exchanges.dropped, spent)

    def _phase_events(self, phase: str, exchanges: Exchanges) -> Iterator[Event]:
        # Every unit finds out for itself how the target stands to the operation: units may be resumed one by one.
        probe = Probe(exchanges, self.options.seed)
        probed, events = probe.run()
        if phase == PHASES[0]:
            yield probed
            yield from events
        if probed.status != "exercised":
            return
        for event in self._of_phase(phase, exchanges, probe.base):
            if not self.options.constraints or not isinstance(event, CaseJudged) or self._wanted(event):
                yield event

    def _of_phase(self, phase: str, exchanges: Exchanges, base: dict[str, Any] | None) -> Iterator[Event]:
        seed = self.options.seed
        match phase:
            case "control":
                yield from Phases(exchanges, base).control()
            case "boundary":
                yield from Phases(exchanges, base).boundary()
            case "violation":
                yield from Phases(exchanges, base).violation()
            case "state":
                rules = StateRules(exchanges, base, seed)
                yield from rules.run()
                yield from sequences(rules)
            case "valid":
                yield from RandomCases(exchanges, seed).run(self.options.examples)
            case _:
                yield from Phases(exchanges, base).malformed()

    def _wanted(self, event: CaseJudged) -> bool:
        return not event.constraints or any(name in self.options.constraints for name in event.constraints)
