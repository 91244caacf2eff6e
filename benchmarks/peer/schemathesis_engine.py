"""Schemathesis on one variant: a description of the very same contract, and every help that it can take."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any
from wsgiref.types import WSGIApplication

# An extra of its own, which need not be installed where types are checked.
import schemathesis  # pyright: ignore[reportMissingImports]
from schemathesis.engine import from_schema  # pyright: ignore[reportMissingImports]
from schemathesis.engine.events import NonFatalError, ScenarioFinished  # pyright: ignore[reportMissingImports]

from benchmarks.peer.budget import Budget
from benchmarks.peer.description import openapi
from benchmarks.peer.help import Help
from benchmarks.peer.outcome import Failure, Failures, Metered, Outcome, measured
from fencepost.contracts import Contract
from fencepost.protocols import Codec

#: What is switched on; all others would only add what no fault is about.
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "positive_data_acceptance",
    "negative_data_rejection",
)
#: The contract is one operation's: there is no link that the stateful phase could follow.
PHASES = ("examples", "coverage", "fuzzing")
_REDIRECTED = 300
_MEDIA_TYPES = ("application/x-amz-json-1.0", "application/x-amz-json-1.1")


def _written(_: Any, value: Any) -> bytes:
    """A body as it goes over the wire; what is bytes already is malformed on purpose."""
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def _read(_: Any, response: Any) -> Any:
    """A response's body."""
    return json.loads(response.content)


# Both are registered once and for all: other media types stay as they are.
schemathesis.serializer(*_MEDIA_TYPES)(_written)
schemathesis.deserializer(*_MEDIA_TYPES)(_read)


def run(contract: Contract, application: WSGIApplication, budget: Budget) -> Outcome:
    """Runs all phases on a variant, and takes every failed check down."""
    helping = Help(contract, application, budget.seed)
    metered = Metered(application)
    try:
        work = partial(_drive, contract, helping.examples(), budget, helping, metered)
        return measured(work, metered, helping.clock)
    finally:
        helping.close()


def _drive(
    contract: Contract,
    examples: Sequence[Mapping[str, Any]],
    budget: Budget,
    helping: Help,
    application: Metered,
    failures: Failures,
) -> int:
    document = openapi(contract, _headers(contract)["Content-Type"], examples)
    schema = schemathesis.openapi.from_dict(document, config=_configuration(contract, budget))
    schema.app = application
    cases = 0
    with _hooked(helping, application) as sent:
        for event in from_schema(schema).execute():
            if isinstance(event, NonFatalError):
                message = f"Schemathesis could not work: {event.info}"
                raise RuntimeError(message)  # noqa: TRY004 - it is no wrong argument
            if isinstance(event, ScenarioFinished):
                cases += len(event.recorder.checks)
                _collect(event.recorder, sent, failures)
    return cases


@contextmanager
def _hooked(helping: Help, application: Metered) -> Iterator[dict[str, int]]:
    """Binds requests as they go out, and gives the number of the last request by the id of its case."""
    sent: dict[str, int] = {}

    # Hooks are known by their names and the number of their arguments.
    def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
        fitted = helping.fitted(case.body)
        if fitted is not case.body:
            case.body = fitted

    def after_call(_context: Any, case: Any, response: Any) -> None:
        sent[case.id] = application.requests
        if response.status_code < _REDIRECTED:
            helping.renew()

    for hook in (before_call, after_call):
        schemathesis.hook(hook)
    try:
        yield sent
    finally:
        for hook in (before_call, after_call):
            schemathesis.hooks.unregister(hook)


def _collect(recorder: Any, sent: Mapping[str, int], failures: Failures) -> None:
    """Takes down every check that failed in a scenario."""
    for case, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info is not None:
                failures.add(_failure(check.failure_info.failure, sent[case]))


def _failure(failure: Any, at: int) -> Failure:
    """A failed check, which is told from others as Schemathesis does."""
    kind = type(failure).__name__
    return Failure(f"{kind} {failure.operation} {failure._unique_key}", f"{failure.title}\n{failure.message}", at)


def _headers(contract: Contract) -> dict[str, str]:
    """The headers of a request, a signature included that looks like one."""
    return dict(Codec.of(contract.service, contract.operation).encode({}).headers)


def _configuration(contract: Contract, budget: Budget) -> Any:
    headers = {name: value for name, value in _headers(contract).items() if name != "Content-Type"}
    return schemathesis.Config.from_dict({
        "seed": budget.seed,
        "base-url": "http://localhost",
        "headers": headers,
        "workers": 1,
        "continue-on-failure": True,
        "generation": {"max-examples": budget.examples, "database": "none"},
        "phases": {
            "enabled": False,
            **{phase: {"enabled": True} for phase in PHASES},
            # Every method but POST is another address, about which the contract says nothing.
            "coverage": {"enabled": True, "unexpected-methods": []},
        },
        "checks": {"enabled": False, **{check: {"enabled": True} for check in CHECKS}},
    })  # fmt: skip
