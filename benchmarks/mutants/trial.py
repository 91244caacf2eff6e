"""What becomes of one mutant: a process of its own loads it and runs the default campaign until something shows."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.mutants.mutations import Mutant
from benchmarks.mutants.tree import Tree
from fencepost import load
from fencepost.campaign import Campaign, Options
from fencepost.campaign.events import CaseJudged, Event, OperationProbed
from fencepost.oracle import Verdict
from fencepost.targets.wsgi import Application

#: `killed`: a divergence. `unexercised`: the run says that an operation can't be exercised, which it otherwise can.
#: `broken`: it can't be imported. `hung`: no verdict in time. `survived`: the run is as it is on the reference.
FATES = ("killed", "unexercised", "survived", "hung", "broken")
#: Which operations a module is about; those that aren't named here are about all.
_CONCERNED = {"cloudfront": "cloudfront.", "codedeploy": "codedeploy.", "lightsail": "lightsail.", "proton": "proton."}


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a mutant: one of `FATES`, with the operation, the verdict and the constraint that showed it."""

    mutant: Mutant
    fate: str
    operation: str = ""
    verdict: str = ""
    constraint: str = ""


def fate_of(
    mutant: Mutant, texts: Mapping[str, str], operations: Sequence[str], options: Options, seconds: float
) -> Fate:
    """What becomes of a mutant in at most so many seconds of wall time."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_told, args=(sender, mutant, texts, operations, options), daemon=True)
    process.start()
    sender.close()
    try:
        if receiver.poll(seconds):
            found: Fate = receiver.recv()
            return found
        return Fate(mutant, "hung")
    except EOFError:
        return Fate(mutant, "broken", verdict="the process ended")
    finally:
        process.kill()
        process.join()


def _told(
    sender: Connection, mutant: Mutant, texts: Mapping[str, str], operations: Sequence[str], options: Options
) -> None:
    """In a process of its own: tells what becomes of the mutant, and ends without waiting for its threads."""
    sender.send(_tried(mutant, texts, operations, options))
    sender.close()
    os._exit(0)


def _tried(mutant: Mutant, texts: Mapping[str, str], operations: Sequence[str], options: Options) -> Fate:
    tree = Tree("fencepost_mutant", {**texts, mutant.module: mutant.text})
    try:
        with tree.loaded() as package:
            application = package.Reference()
            return shown(mutant, application, concerned(mutant.module, operations), options)
    except Exception as error:  # noqa: BLE001 - whatever a mutant raises when it is loaded
        return Fate(mutant, "broken", verdict=f"{type(error).__name__}: {error}"[:200])


def shown(mutant: Mutant, application: Application, operations: Iterable[str], options: Options) -> Fate:
    """What the run shows first on an application, operation by operation."""
    unexercised: Fate | None = None
    for operation in operations:
        for event in _events(operation, application, options):
            if isinstance(event, CaseJudged) and Verdict(event.verdict).divergence:
                about = ", ".join(event.constraints)
                return Fate(mutant, "killed", operation, str(event.verdict), about)
            if isinstance(event, OperationProbed) and event.status != "exercised" and unexercised is None:
                unexercised = Fate(mutant, "unexercised", operation, event.status)
    return unexercised or Fate(mutant, "survived")


def _events(operation: str, application: Application, options: Options) -> Iterator[Event]:
    # A WSGI application may stand in a spec's place.
    targets: Any = (application,)
    return Campaign([load(operation)], replace(options, targets=targets)).events()


def concerned(module: str, operations: Sequence[str]) -> list[str]:
    """The operations that a module of the reference is about, in the order in which they were given."""
    return [name for name in operations if name.startswith(_CONCERNED.get(module, ""))]
