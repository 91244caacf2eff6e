"""What the fixtures give: an opened target, and live resources that are deleted after the test."""

from __future__ import annotations

import pytest

from fencepost.api import Resource, live
from fencepost.contracts import load, read_errata
from fencepost.errors import FencepostError
from fencepost.pytest_plugin.options import Settings
from fencepost.targets import Target, open_target, silenced


def opened(settings: Settings) -> Target:
    """The target of a session, opened. Fails the test, without a traceback, where that can't be done."""
    timeout = settings.of_run.get("timeout", 10.0)
    try:
        target = open_target(settings.target, timeout=timeout, **settings.endpoint)
        target.greet()
    except FencepostError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None
    return target


class Resources:
    """The live resources of one test."""

    def __init__(self, target: Target, settings: Settings) -> None:
        self._target, self._settings = target, settings
        self._made: list[Resource] = []

    def make(self, operation: str) -> Resource:
        """A new resource that requests of this operation can name.

        Fails the test, without a traceback, for an unknown operation, and where the target refuses what leads there.
        """
        settings = self._settings
        try:
            with silenced():
                errata = read_errata(settings.errata)
                contract = load(operation, settings.contracts, models=settings.models, errata=errata)
                made = live(contract, self._target, strategies=settings.strategies, models=settings.models)
        except FencepostError as error:
            raise pytest.fail.Exception(str(error), pytrace=False) from None
        self._made.append(made)
        return made

    def remove(self) -> None:
        """Deletes them, the latest first; what can't be deleted stays."""
        with silenced():
            for resource in reversed(self._made):
                resource.remove()
