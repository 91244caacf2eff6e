"""The tests of a session: found once, handed to every worker, and judged one operation at a time."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from fencepost.commands.operations import named_operations
from fencepost.contracts import Contract, Errata, load, packed, read_errata, unpacked
from fencepost.errors import FencepostError, UsageError
from fencepost.nearest import nearest
from fencepost.oracle import CONTROL, MALFORMED, RESPONSE
from fencepost.pytest_plugin.options import Settings, settings_of
from fencepost.reporting import Baseline, read_baseline, shown_target
from fencepost.targets import open_target


@dataclass(slots=True)
class Suite:
    """The tests of a session by operation: ids of constraints, and `#control`, `#response` and `#malformed`.

    `folder` holds the contracts, so that each is compiled once, whatever the number of workers. `owned` says that it
    is this process that deletes it.
    """

    settings: Settings
    tests: dict[str, Sequence[str]]
    folder: Path
    accepted: Baseline
    errata: Errata
    owned: bool = False

    def contract(self, operation: str) -> Contract:
        """The contract of one of the operations, corrected by the errata."""
        return self.errata.applied(unpacked(json.loads(_file(self.folder, operation).read_bytes())))

    @property
    def header(self) -> str:
        """What is tested, in a line."""
        count = len(self.tests)
        return f"fencepost: {shown_target(self.settings.target)}, {count} operation{'' if count == 1 else 's'}"

    def handed(self) -> dict[str, Any]:
        """What a worker needs to have the same tests."""
        return {"folder": str(self.folder), "tests": {name: list(tests) for name, tests in self.tests.items()}}

    def close(self) -> None:
        """Deletes the contracts, where they are this process's own."""
        if self.owned:
            shutil.rmtree(self.folder, ignore_errors=True)


def suite_of(config: pytest.Config) -> Suite:
    """The tests that a session asks for. Raises pytest.UsageError where there are none by that name."""
    settings = settings_of(config)
    try:
        accepted, errata = _accepted(settings), read_errata(settings.errata)
        handed = getattr(config, "workerinput", {}).get("fencepost")
        if handed:
            return Suite(settings, handed["tests"], Path(handed["folder"]), accepted, errata)
        return _found(settings, accepted, errata)
    except FencepostError as error:
        raise pytest.UsageError(str(error)) from None


def _found(settings: Settings, accepted: Baseline, errata: Errata) -> Suite:
    with open_target(settings.target, **settings.endpoint) as target:
        target.greet()  # one error for all tests
    suite = Suite(settings, {}, Path(tempfile.mkdtemp(prefix="fencepost-")), accepted, errata, owned=True)
    try:
        for operation, wanted in _wanted(settings).items():
            contract = load(operation, settings.contracts, models=settings.models)
            _file(suite.folder, operation).write_text(json.dumps(packed(contract)), encoding="utf-8")
            suite.tests[operation] = _tests(suite.errata.applied(contract), wanted)
    except BaseException:
        suite.close()
        raise
    return suite


def _accepted(settings: Settings) -> Baseline:
    """What is accepted of the target; nothing without a baseline."""
    file = settings.values.get("baseline")
    if file is None:
        return Baseline()
    baseline = read_baseline(file)
    target = shown_target(settings.target)
    return replace(baseline, entries=tuple(entry for entry in baseline.entries if entry.target == target))


def _wanted(settings: Settings) -> dict[str, list[str]]:
    """The operations, each with the only tests of it that are wanted, none for all."""
    wanted: dict[str, list[str]] = {}
    whole: set[str] = set()
    for name in settings.names:
        named, colons, test = name.partition("::")
        for operation in named_operations([named], settings.contracts, settings.models):
            wanted.setdefault(operation, []).append(test)
            if not colons:
                whole.add(operation)
    return {operation: [] if operation in whole else tests for operation, tests in wanted.items()}


def _tests(contract: Contract, wanted: Sequence[str]) -> list[str]:
    """The ids of an operation's tests. Raises UsageError for a wanted one that it doesn't have."""
    promises = [constraint.id for message in ("request", "response") for constraint in contract.of(message)]
    tests = [CONTROL, *promises, RESPONSE, MALFORMED]
    for test in wanted:
        if test not in tests:
            remedy = f"{nearest(test, tests)}List them with: fencepost show {contract.name}"
            raise UsageError(f"{contract.name} has no constraint {test!r}\n  {remedy}")
    return [test for test in tests if not wanted or test in wanted]


def _file(folder: Path, operation: str) -> Path:
    return folder / f"{operation}.json"
