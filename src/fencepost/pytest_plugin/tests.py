"""pytest's items: an operation is a collector, and each promise of its contract a test."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from fencepost.errors import FencepostError
from fencepost.oracle import CONTROL, MALFORMED, RESPONSE, Verdict
from fencepost.pytest_plugin.failure import failure
from fencepost.pytest_plugin.judging import Shown, judged
from fencepost.pytest_plugin.suite import Suite
from fencepost.reporting import Entry, harmless, shown_target


class DivergenceError(Exception):
    """The target departs from the documentation. Its text is the whole story."""


class KnownDivergenceError(DivergenceError):
    """It does so in a way that the baseline lists."""


class OperationTests(pytest.Collector):
    """The tests of one operation, which is exercised when the first of them is run."""

    suite: Suite
    _results: Mapping[str, Shown] | FencepostError | None = None

    @classmethod
    def of(cls, session: pytest.Session, suite: Suite, operation: str) -> OperationTests:
        """The tests of an operation of a suite."""
        made: OperationTests = cls.from_parent(session, name=operation, nodeid=operation)
        made.suite = suite
        made.add_marker("fencepost")
        # Where somebody shares out tests by groups, this is one.
        made.add_marker(pytest.mark.xdist_group(operation))
        return made

    def collect(self) -> Iterator[PromiseTest]:
        """A test for each promise, in the contract's order."""
        for test in self.suite.tests[self.name]:
            yield PromiseTest.from_parent(self, name=test)

    def shown(self, test: str) -> Shown:
        """What a run showed of a test. Raises FencepostError where the operation could not be exercised at all."""
        if self._results is None:
            wanted = [item.name for item in self.session.items if item.parent is self]
            try:
                self._results = judged(self.suite, self.name, wanted)
            except FencepostError as error:
                self._results = error
        if isinstance(self._results, FencepostError):
            raise self._results
        return self._results[test]


class PromiseTest(pytest.Item):
    """One promise, held against the target."""

    parent: OperationTests
    _shown: Shown

    @property
    def suite(self) -> Suite:
        """The suite that the test belongs to."""
        return self.parent.suite

    def look(self) -> None:
        """Exercises the operation, if no other test did; skips what shows nothing; expects what is known."""
        try:
            self._shown = shown = self.parent.shown(self.name)
        except FencepostError as error:
            raise pytest.fail.Exception(str(error), pytrace=False) from None
        self.user_properties.append(("verdict", str(shown.verdict)))
        if not (shown.new or shown.known) and shown.verdict != Verdict.CONFORMS:
            self.add_marker(pytest.mark.skip(reason=f"{shown.verdict}: {harmless(shown.reason)}"))
        expected = [*map(_reason, shown.entries), *(f"known, but gone: take out {entry.id}" for entry in shown.fixed)]
        if expected:
            reason = "; ".join(dict.fromkeys(expected))
            self.add_marker(pytest.mark.xfail(raises=KnownDivergenceError, strict=True, reason=harmless(reason)))

    def runtest(self) -> None:
        """Raises DivergenceError where the target departs from the promise."""
        shown = self._shown
        if shown.new:
            raise DivergenceError("\n\n".join(failure(finding, self._repeat(finding)) for finding in shown.new))
        if shown.known and not shown.fixed:
            raise KnownDivergenceError

    def _repeat(self, finding: Mapping[str, Any]) -> str:
        """The command that exercises the same promise, or the same kind of request, again."""
        settings = self.suite.settings
        words = [f"fencepost run {self.parent.name} --target {shlex.quote(shown_target(settings.target))}"]
        if self.name == MALFORMED:
            words.append("--phase malformed")
        elif self.name not in (CONTROL, RESPONSE) and not self.name.endswith("@response"):
            together = finding["constraints"] if self.name in finding["constraints"] else [self.name]
            words += [f"--constraint {shlex.quote(identity)}" for identity in together]
        return " ".join([*words, *settings.words()])

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The story of a divergence, without a traceback; anything else as pytest shows it."""
        if isinstance(excinfo.value, DivergenceError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The operation in place of a file, and the id as a headline."""
        # pytest would write the end of an id, if this were one, as a path of Python's names.
        return self.config.rootpath / self.parent.name, 0, f"{self.nodeid} "


def _reason(entry: Entry) -> str:
    return " ".join(filter(None, (entry.reason, entry.link))) or "known"
