"""An operation exercised as a run does it, and what that showed of each of its tests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fencepost.campaign import PHASES, Campaign, Options
from fencepost.campaign.batches import Batch, batches
from fencepost.campaign.events import RunFinished
from fencepost.contracts import Contract
from fencepost.oracle import CONTROL, MALFORMED, RESPONSE, Verdict
from fencepost.pytest_plugin.suite import Suite
from fencepost.reporting import Entry, Gate, ReportBuilder, gated
from fencepost.reporting.baseline import kind_of_id
from fencepost.reporting.tally import worst
from fencepost.targets import silenced

_BESIDE = (CONTROL, RESPONSE, MALFORMED)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a run showed of one test: the worst verdict, why it shows nothing where it doesn't, and the findings.

    `new` and `known` are the findings that the baseline lacks and has, `entries` those of the baseline that know them,
    and `fixed` those whose finding doesn't show any more.
    """

    verdict: str
    reason: str = ""
    new: Sequence[Mapping[str, Any]] = ()
    known: Sequence[Mapping[str, Any]] = ()
    entries: Sequence[Entry] = ()
    fixed: Sequence[Entry] = ()


def judged(suite: Suite, operation: str, tests: Collection[str]) -> dict[str, Shown]:
    """Exercises an operation as far as these tests need it. Raises UsageError and TargetError as a run does."""
    contract = suite.contract(operation)
    options = _options(suite, contract, tests)
    campaign = Campaign({operation: contract}, options)
    builder = ReportBuilder()
    with silenced():
        builder.add(campaign.started())
        for event in campaign.run_batch(_batch(campaign, suite.tests)):
            builder.add(event)
    builder.add(RunFinished(interrupted=False, seconds=0.0))
    document = builder.document()
    held = _held(suite, document, operation)
    return {test: _shown(test, document["operations"][0], held) for test in tests}


def _held(suite: Suite, document: Mapping[str, Any], operation: str) -> Gate:
    """What was found, held against what is accepted of the operation."""
    entries = tuple(entry for entry in suite.accepted.entries if entry.operation == operation)
    # The phases that were left out are none of those that the tests need.
    whole = document if not entries else {**document, "phases": list(PHASES)}
    return gated(whole, replace(suite.accepted, entries=entries), file="")


def _options(suite: Suite, contract: Contract, tests: Collection[str]) -> Options:
    settings = suite.settings
    options = Options(
        targets=(settings.target,),
        strategies=settings.strategies,
        models=settings.models,
        endpoint=settings.endpoint,
        **settings.of_run,
    )
    promises = {test for test in tests if test not in _BESIDE}
    requests = frozenset(constraint.id for constraint in contract.of("request"))
    skipped = set() if MALFORMED in tests else {"malformed"}
    if set(tests) == {MALFORMED}:
        skipped = set(PHASES) - {PHASES[0], "malformed"}
    # What any answer may show, and valid requests of any kind, takes all that there is to send.
    few = promises == set(tests) and promises < requests
    return replace(
        options,
        phases=tuple(phase for phase in PHASES if phase not in skipped),
        constraints=frozenset(promises) if few else frozenset(),
    )


def _batch(campaign: Campaign, operations: Iterable[str]) -> Batch:
    """The units of the one operation, remembering what a run over all of these operations would."""
    [target] = campaign.targets
    [operation] = campaign.contracts
    every = batches(((target, name, PHASES[0]) for name in operations), ())
    key = next(batch.key for batch in every if any(block[0][1] == operation for block in batch.blocks))
    return Batch(target, key, (tuple(campaign.units),))


def _shown(test: str, entry: Mapping[str, Any], held: Gate) -> Shown:
    promises = {str(one["id"]): str(one["verdict"]) for one in (*entry["constraints"], *entry["response"])}
    new, known = (
        [match for match in matches if test in _tests_of(match.finding, promises)] for matches in (held.new, held.known)
    )
    verdicts = [str(match.finding["verdict"]) for match in (*new, *known)]
    if entry["status"] == "exercised":
        verdicts.append(promises[test] if test in promises else _beside(test, entry, promises))
    elif entry["status"] == "not-implemented":
        verdicts.append(Verdict.NOT_IMPLEMENTED)
    return Shown(
        _worst(verdicts),
        _reason(test, entry),
        new=tuple(match.finding for match in new),
        known=tuple(match.finding for match in known),
        entries=tuple(one for match in known for one in match.entries),
        fixed=tuple(one for one in held.fixed if any(_test_of(name, promises) == test for name in one.constraints)),
    )


def _tests_of(finding: Mapping[str, Any], promises: Collection[str]) -> set[str]:
    """The tests that a finding is about, by itself or as one of several with the same cause."""
    also = (kind_of_id(identity, finding["operation"])[0] for identity in finding.get("also", ()))
    return {_test_of(name, promises) for names in (finding["constraints"], *also) for name in names}


def _test_of(identity: str, promises: Collection[str]) -> str:
    """The test of what a finding names: a promise, or a place beside them; valid requests of all kinds are one."""
    if identity in promises or identity == RESPONSE:
        return identity
    return MALFORMED if identity.startswith(MALFORMED) else CONTROL


def _beside(test: str, entry: Mapping[str, Any], promises: Collection[str]) -> str:
    """The verdict of what no promise is about."""
    seen = [str(one["verdict"]) for one in entry["other"] if _test_of(one["id"], promises) == test]
    # Requests were accepted and read all the while; only malformed ones may not have been sent.
    return _worst(seen) if seen or test == MALFORMED else Verdict.CONFORMS


def _worst(verdicts: Iterable[str]) -> str:
    return worst(dict.fromkeys(verdicts, 1)) or Verdict.INCONCLUSIVE


def _reason(test: str, entry: Mapping[str, Any]) -> str:
    """Why a test shows nothing, as far as the report knows."""
    if entry["status"] != "exercised":
        return str(entry["detail"])
    constraint: Mapping[str, Any] = next((one for one in entry["constraints"] if one["id"] == test), {})
    if contested := constraint.get("contested"):
        return f"against {', '.join(contested)}"
    sides = (f"{one['side']}: {one['reason']}, {one['detail']}" for one in constraint.get("skipped", ()))
    return "; ".join(sides) or "no case showed anything about it"
