"""`fencepost run`: operations exercised on targets, judged and reported."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from fencepost.campaign import PHASES, Campaign, Options, Shard, check_distribution, rehearsed
from fencepost.campaign.events import RunFinished, RunStarted
from fencepost.commands.failed import failed_again, still_promised
from fencepost.commands.gate import baseline_of, held_against, told
from fencepost.commands.operations import check_constraints, every_operation, named_operations
from fencepost.commands.outcome import JOURNAL, REPORT, status_of, write_formats
from fencepost.contracts import Contracts, read_errata
from fencepost.errors import FencepostError, UsageError
from fencepost.nearest import nearest
from fencepost.reporting import (
    Baseline,
    ConsoleReporter,
    Journal,
    ReportBuilder,
    keep_finished,
    read_journal,
    with_standing,
    write_report,
)
from fencepost.targets import silenced

#: Operations that moto has, shown beside the documented five where nobody says which.
_SHOWN = ("sqs.CreateQueue", "secretsmanager.CreateSecret", "events.PutRule", "logs.PutRetentionPolicy")
#: Random cases, and cases on each side of a constraint, of a run over some operations and over all.
_EXAMPLES, _CASES = {False: 100, True: 0}, {False: None, True: 2}
INTERRUPTED = 130


def run(arguments: Namespace) -> int:
    """Exercises operations on targets, writes the journal, the report and its page, and tells what was found."""
    if arguments.failed_from:
        arguments = failed_again(arguments)
    options = _options(arguments)
    contracts = _contracts(arguments, options.models)
    if arguments.failed_from:
        options = replace(options, constraints=still_promised(options.constraints, contracts))
    check_constraints(options.constraints, contracts)
    baseline = _baseline(arguments)
    if arguments.dry_run:
        return _rehearse(contracts, options)
    campaign = Campaign(contracts, options)
    # Every target is opened: one that can't be stops the run before anything is written.
    errata, unmatched = contracts.sorted_errata()
    started = replace(campaign.started(), basis=contracts.basis, errata=errata, errata_unmatched=unmatched)
    journal_path = arguments.output / JOURNAL
    builder = ReportBuilder()
    with silenced(), ConsoleReporter() as console:
        if arguments.resume:
            campaign.done = frozenset(_earlier(journal_path, started, builder, console))
        with Journal(journal_path, resume=arguments.resume) as journal:
            if not arguments.resume:
                _tell(started, journal, builder, console)
            stopped = _drive(campaign, journal, builder, console)
        document = builder.document()
        held = None if baseline is None else held_against(baseline, document, arguments)
        document = with_standing(document, held) if held else document
        console.finish(document, write_report(document, arguments.output / REPORT))
    write_formats(document, arguments)
    if stopped:
        return stopped
    return told(document, held) if held else status_of(document)


def _contracts(arguments: Namespace, models: Path | None) -> Contracts:
    """The contracts of a run. Raises UnreadableInputError for an operation that was named and that nobody knows."""
    folders = tuple(arguments.contracts)
    names = every_operation(models) if arguments.all else named_operations(arguments.operations, folders, models)
    if not (arguments.operations or arguments.target or arguments.all):
        names += _SHOWN
    contracts = Contracts(names, folders, models, read_errata(arguments.errata))
    for name in set(arguments.operations) & set(names):
        contracts[name]  # one that nobody knows is an error before anything is done
    return contracts


def _baseline(arguments: Namespace) -> Baseline | None:
    """What a run is held against; nothing for a shard, which shows only a part of what was accepted."""
    if not arguments.shard:
        return baseline_of(arguments)
    if arguments.baseline:
        print("fencepost: the baseline is left to `fencepost merge --baseline`: it is of whole runs", file=sys.stderr)
    return None


def _rehearse(contracts: Contracts, options: Options) -> int:
    """Lists what would be sent."""
    for contract in contracts.values():
        for case in rehearsed(contract, options):
            print(json.dumps(case))
    return 0


def _drive(campaign: Campaign, journal: Journal, builder: ReportBuilder, console: ConsoleReporter) -> int:
    """Runs the campaign to its end, to Ctrl-C, or to that of a target; the journal and the report hold what was judged.

    Gives the exit status of a run that was stopped, 0 for one that wasn't.
    """
    try:
        for event in campaign.events():
            _tell(event, journal, builder, console)
    except KeyboardInterrupt:
        said, status = "interrupted; what was judged is kept. Go on with --resume.", INTERRUPTED
    except FencepostError as error:
        said, status = str(error), error.exit_status
    else:
        return 0
    _tell(RunFinished(interrupted=True, seconds=0.0), journal, builder, console)
    print(f"fencepost: {said}", file=sys.stderr)
    return status


def _tell(event: Any, journal: Journal, builder: ReportBuilder, console: ConsoleReporter) -> None:
    journal.append(event)
    builder.add(event)
    console.handle(event)


def _earlier(
    path: Path, started: RunStarted, builder: ReportBuilder, console: ConsoleReporter
) -> set[tuple[str, str, str]]:
    """Takes up a journal: its finished units count, the rest of it is dropped. Raises UsageError for another run's."""
    if not path.is_file():
        raise UsageError(f"{path}: there is no run to go on with\n  Start one without --resume, or name its --output.")
    first = next(read_journal(path), None)
    if not isinstance(first, RunStarted) or _signature(first) != _signature(started):
        raise UsageError(
            f"{path}: this run has other targets, operations, contracts, phases, examples, another seed or shard\n"
            "  Repeat its options, or start anew without --resume."
        )
    done = keep_finished(path)
    for event in read_journal(path):
        if not isinstance(event, RunFinished):
            builder.add(event)
            console.handle(event)
    return done


def _signature(started: RunStarted) -> Any:
    """What must be the same for two runs to be one."""
    return json.loads(json.dumps([
        started.version, started.seed, started.targets, started.operations, started.phases, started.examples,
        started.basis, started.constraints, started.cases, started.versions, started.shard,
    ], sort_keys=True))  # fmt: skip


def _options(arguments: Namespace) -> Options:
    if arguments.reset_url and (arguments.workers > 1 or arguments.distributed):
        raise UsageError(
            "--reset-url empties the endpoint under the other workers\n  Leave out --workers and --distributed."
        )
    if arguments.distributed:
        check_distribution()
    wanted = arguments.phase or PHASES
    for phase in wanted:
        if phase not in PHASES:
            raise UsageError(f"no phase {phase!r}\n  {nearest(phase, PHASES)}There are: {', '.join(PHASES)}.")
    return Options(
        targets=tuple(dict.fromkeys(arguments.target or ("reference", "moto"))),
        phases=tuple(phase for phase in PHASES if phase in wanted or phase == PHASES[0]),
        seed=arguments.seed or 0,
        examples=_EXAMPLES[arguments.all] if arguments.examples is None else arguments.examples,
        cases=arguments.cases or _CASES[arguments.all],
        workers=arguments.workers,
        seconds=arguments.time,
        timeout=arguments.timeout,
        constraints=frozenset(arguments.constraint),
        strategies=tuple(arguments.strategies),
        models=arguments.models,
        endpoint={
            "ca_bundle": arguments.ca_bundle,
            "profile": arguments.profile,
            "accept_real_aws": arguments.i_accept_real_aws,
            "reset_url": arguments.reset_url,
        },
        shard=Shard.read(arguments.shard) if arguments.shard else None,
        distributed=arguments.distributed,
    )
