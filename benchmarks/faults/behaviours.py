"""Faults in what the reference does besides refusing: crashes, wrong answers, and state not kept as promised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from benchmarks.faults.blame import DEPLOYMENT, DISTRIBUTION, FUNCTION, PIPELINE, POLICY, REASONS, identifier
from benchmarks.faults.fault import Fault
from fencepost.reference import RULES, Behaviour, Reference

#: How long a slow variant takes, in seconds, unless told otherwise.
SLOW = 5.0
#: Members of an answer that a variant leaves out.
LEFT_OUT = {
    POLICY: tuple(f"ContinuousDeploymentPolicy{rest}" for rest in ("", ".Id", ".ContinuousDeploymentPolicyConfig")),
    FUNCTION: ("FunctionSummary", "FunctionSummary.Name", "FunctionSummary.FunctionConfig"),
    DISTRIBUTION: ("operation", "operation.id"),
    PIPELINE: ("pipeline", "pipeline.arn", "pipeline.spec", "pipeline.templateName"),
    DEPLOYMENT: (),
}


def behaviour_faults(operation: str, *, seconds: float = SLOW) -> Iterator[Fault]:
    """Crashes, answers that can't be read or are wrong, and state that is not kept as promised."""
    yield from _failures(operation, seconds)
    yield from _misreadings(operation)
    yield from _wrong_answers(operation)
    yield from _lost_updates(operation)
    for kind, behaviour, constraint in STATE_FAULTS[operation]:
        yield _behaviour_fault(operation, "", kind, "switch", behaviour, constraint)


def _behaviour_fault(
    operation: str,
    path: str,
    kind: str,
    operator: str,
    behaviour: Behaviour,
    constraint: Iterable[str] = (),
) -> Fault:
    return Fault(
        name=f"{operation}/{path or '-'}/{kind}/{operator}",
        operation=operation,
        rule_path=path,
        kind=kind,
        operator=operator,
        make=partial(Reference, RULES, replace(behaviour, only=operation)),
        constraint=frozenset(constraint),
        equivalent=REASONS.get((operation, path, kind, operator)) or REASONS.get((operation, path, kind)),
    )


def _misreadings(operation: str) -> Iterator[Fault]:
    """Answers to what is refused, and to what nobody asked for, that are not as they should be."""
    yield _behaviour_fault(operation, "", "refusal", "status-200", Behaviour(refusal_status=200))
    yield _behaviour_fault(operation, "", "refusal", "status-204", Behaviour(refusal_status=204))
    yield _behaviour_fault(operation, "", "unknown-member", "crash", Behaviour(knows_all=True))
    for path in LEFT_OUT[operation]:
        behaviour = Behaviour(leaves_out=frozenset({path}))
        ids = [identifier(path, "type", response=True)]
        yield _behaviour_fault(operation, path, "answer", "left-out", behaviour, ids)


def _failures(operation: str, seconds: float) -> Iterator[Fault]:
    yield _behaviour_fault(operation, "", "crash", "exception", Behaviour(failure="exception"))
    yield _behaviour_fault(operation, "", "crash", "status-500", Behaviour(failure="status-500"))
    yield _behaviour_fault(operation, "", "slow", "seconds", Behaviour(seconds=seconds))
    yield _behaviour_fault(operation, "", "garbage", "bytes", Behaviour(failure="garbage"))
    if operation == DEPLOYMENT:
        extra = Behaviour(extra_body=b'{"deploymentId": "d-000000000"}')
        yield _behaviour_fault(operation, "", "answer", "not-empty", extra, EMPTY_BODY)
    else:
        yield _behaviour_fault(operation, "", "garbage", "truncated", Behaviour(failure="truncated"))


#: The promise that success has an empty body, however the contract words it.
EMPTY_BODY = frozenset({"#maxProperties@response", "#const@response", "#type@response", "#absent@response"})

_OPERATION = "operation"
_CONFIG = "ContinuousDeploymentPolicyConfig"
_READ = f"ContinuousDeploymentPolicy.{_CONFIG}"
#: Members of a response with a value that they must not have, and the keywords that forbid it.
WRONG_ANSWERS: dict[str, tuple[tuple[str, Any, tuple[str, ...]], ...]] = {
    POLICY: (
        ("ContinuousDeploymentPolicy.LastModifiedTime", "yesterday", ("type", "format")),
        (f"{_READ}.StagingDistributionDnsNames.Quantity", "many", ("type",)),
        (f"{_READ}.Enabled", "perhaps", ("type",)),
        (f"{_READ}.TrafficConfig.Type", "Sometimes", ("enum",)),
        (f"{_READ}.TrafficConfig.SingleWeightConfig.Weight", "some", ("type",)),
    ),
    FUNCTION: (
        ("FunctionSummary.FunctionConfig.Runtime", "fencepost-js", ("const",)),
        ("FunctionSummary.FunctionMetadata.Stage", "BETA", ("enum",)),
        ("FunctionSummary.FunctionMetadata.CreatedTime", "yesterday", ("type", "format")),
        ("FunctionSummary.FunctionMetadata.LastModifiedTime", "yesterday", ("type", "format")),
    ),
    DISTRIBUTION: (
        (f"{_OPERATION}.id", 7, ("type",)),
        (f"{_OPERATION}.resourceName", ["shop"], ("type",)),
        (f"{_OPERATION}.resourceType", "Toaster", ("enum",)),
        (f"{_OPERATION}.createdAt", "yesterday", ("type", "format")),
        (f"{_OPERATION}.location", "here", ("type",)),
        (f"{_OPERATION}.location.availabilityZone", "nowhere", ("pattern", "format")),
        (f"{_OPERATION}.location.regionName", "mars-1", ("enum",)),
        (f"{_OPERATION}.isTerminal", "yes", ("type",)),
        (f"{_OPERATION}.operationType", "Dance", ("enum",)),
        (f"{_OPERATION}.status", "Perhaps", ("enum",)),
        (f"{_OPERATION}.statusChangedAt", "yesterday", ("type", "format")),
    ),
    PIPELINE: (
        ("pipeline.arn", 7, ("type",)),
        ("pipeline.createdAt", "yesterday", ("type", "format")),
        ("pipeline.deploymentStatus", "PERHAPS", ("enum",)),
        ("pipeline.lastDeploymentAttemptedAt", "yesterday", ("type", "format")),
        ("pipeline.lastDeploymentSucceededAt", True, ("type", "format")),
        ("pipeline.spec", {"text": "s"}, ("type",)),
        ("pipeline.templateMajorVersion", 1, ("type",)),
        ("pipeline.templateMinorVersion", 0, ("type",)),
        ("pipeline.templateName", ["web"], ("type",)),
    ),
    DEPLOYMENT: (),
}


def _wrong_answers(operation: str) -> Iterator[Fault]:
    for path, value, keywords in WRONG_ANSWERS[operation]:
        ids = [identifier(path, keyword, response=True) for keyword in keywords]
        behaviour = Behaviour(answers=((path, value),))
        yield _behaviour_fault(operation, path, "answer", keywords[0], behaviour, ids)


_SETTINGS = "cacheBehaviorSettings"
_NONE, _CURRENT = ("deploymentType", "NONE"), ("deploymentType", "CURRENT_VERSION")
_MINOR, _MAJOR = ("deploymentType", "MINOR_VERSION"), ("deploymentType", "MAJOR_VERSION")
_UPDATES = identifier("", "updates", value=True)
_REPLACES = {
    POLICY: identifier(_CONFIG, "replaces", value=True),
    DISTRIBUTION: identifier(_SETTINGS, "replaces", value=True),
}
_ONLY_REQUESTED = frozenset(identifier("", "replaces", value=False, when=[mode]) for mode in (_NONE, _CURRENT))
#: The top-level members that an update stores; `status` is what continuing a deployment changes.
STORED = {
    POLICY: (_CONFIG,),
    FUNCTION: ("FunctionConfig", "FunctionCode"),
    DISTRIBUTION: ("origin", "defaultCacheBehavior", _SETTINGS, "cacheBehaviors", "isEnabled"),
    PIPELINE: ("spec", "templateMajorVersion", "templateMinorVersion"),
    DEPLOYMENT: ("status",),
}


def _lost_updates(operation: str) -> Iterator[Fault]:
    """An update that is accepted and not kept, one member at a time and altogether."""
    for member in STORED[operation]:
        constraint = {_UPDATES, f"{member}#updates", *_losing(operation, member)}
        yield _behaviour_fault(operation, member, "lost-update", "one", _losing_behaviour(member), constraint)
    if len(STORED[operation]) > 1:
        every = {_UPDATES}.union(*(_losing(operation, member) for member in STORED[operation]))
        yield _behaviour_fault(operation, "", "lost-update", "all", _losing_behaviour("*"), every)


def _losing_behaviour(member: str) -> Behaviour:
    return Behaviour(loses=frozenset({member}))


def _losing(operation: str, member: str) -> frozenset[str]:
    """What else is broken when a member is not kept."""
    if operation == PIPELINE:
        return _LATEST if member.startswith("template") else _ONLY_REQUESTED
    if operation == DEPLOYMENT:
        return frozenset({identifier("deploymentId", "notInState", "completed")})
    own = identifier(member, "replaces", value=True)
    return frozenset({own}) if own == _REPLACES.get(operation) else frozenset()


_LATEST = frozenset(
    {
        identifier("templateMinorVersion", "defaultsTo", "latest", [_MINOR]),
        identifier("templateMajorVersion", "defaultsTo", "latest", [_MAJOR]),
        identifier("templateMinorVersion", "defaultsTo", "latest", [_MAJOR]),
    }
)
_VERSIONS = frozenset({identifier("IfMatch", "currentVersion", value=True), _UPDATES})


def _exists(path: str) -> frozenset[str]:
    return frozenset({identifier(path, "exists", value=True)})


StateFault = tuple[str, Behaviour, frozenset[str]]
_LEAK: StateFault = ("refused-but-applied", Behaviour(applies_refused=True), frozenset())
_DEPLOYS = identifier("", "notTriggered", "deployment", [_NONE])
#: The behaviours towards state that an operation has, each with its wrong setting.
STATE_FAULTS: dict[str, tuple[StateFault, ...]] = {
    POLICY: (
        _LEAK,
        ("version-never-changes", Behaviour(changes_version=False), _VERSIONS),
        ("deleted-still-updatable", Behaviour(forgets_deleted=False), _exists("Id")),
        ("partial-replacement", Behaviour(replacement="partial"), frozenset({_REPLACES[POLICY]})),
    ),
    FUNCTION: (
        _LEAK,
        ("version-never-changes", Behaviour(changes_version=False), _VERSIONS),
        ("deleted-still-updatable", Behaviour(forgets_deleted=False), _exists("Name")),
    ),
    DISTRIBUTION: (
        _LEAK,
        ("deleted-still-updatable", Behaviour(forgets_deleted=False), _exists("distributionName")),
        ("partial-replacement", Behaviour(replacement="partial"), frozenset({_REPLACES[DISTRIBUTION]})),
    ),
    PIPELINE: (
        _LEAK,
        ("deleted-still-updatable", Behaviour(forgets_deleted=False), _exists("serviceName")),
        ("whole-replacement", Behaviour(replacement="whole"), _ONLY_REQUESTED),
        ("deploys-under-none", Behaviour(deploys_under_none=True), frozenset({_DEPLOYS})),
        ("takes-no-latest", Behaviour(takes_latest=False), _LATEST),
    ),
    DEPLOYMENT: (_LEAK,),
}
