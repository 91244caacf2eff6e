"""The pytest plugin: one test per promise of the documentation, and fixtures for tests of your own.

`pytest --fencepost-target http://127.0.0.1:4566 --fencepost cloudfront.UpdateFunction` collects the tests. pytest
imports this module in every run, used or not, so that it imports nothing but pytest: the rest is loaded when it is
wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from fencepost.api import Resource
    from fencepost.pytest_plugin.suite import Suite
    from fencepost.targets import Target

_SUITE: pytest.StashKey[Suite] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options; what they leave open is taken from `[tool.fencepost]`, then as `fencepost run` does."""
    from fencepost.pytest_plugin.options import OPTIONS  # noqa: PLC0415

    group = parser.getgroup("fencepost", "tests of what the documentation of AWS promises")
    for name, (settings, about) in OPTIONS.items():
        group.addoption(name, help=about, **settings)


def pytest_configure(config: pytest.Config) -> None:
    """The marker that every test of the plugin bears: `-m fencepost` leaves out all others."""
    config.addinivalue_line("markers", "fencepost: a promise of AWS's documentation, collected by --fencepost")


@pytest.hookimpl(trylast=True)  # once Hypothesis takes the session for begun
def pytest_sessionstart(session: pytest.Session) -> None:
    """Finds the tests once: with pytest-xdist here, before there are workers, to which they are handed."""
    config = session.config
    if config.getoption("fencepost"):
        from fencepost.pytest_plugin.suite import suite_of  # noqa: PLC0415

        config.stash[_SUITE] = suite_of(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Lets go of what the tests were kept in."""
    if _SUITE in config.stash:
        config.stash[_SUITE].close()


def pytest_report_header(config: pytest.Config) -> str | None:
    """What is tested, and where."""
    return config.stash[_SUITE].header if _SUITE in config.stash else None


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Puts the tests beside whatever else the session collects."""
    report = yield
    if isinstance(collector, pytest.Session) and _SUITE in collector.config.stash and report.passed:
        from fencepost.pytest_plugin.tests import OperationTests  # noqa: PLC0415

        suite = collector.config.stash[_SUITE]
        report.result.extend(OperationTests.of(collector, suite, operation) for operation in suite.tests)
    return report


@pytest.hookimpl(tryfirst=True)  # before pytest looks whether the test is to be skipped
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Exercises an operation when the first test of it is run."""
    if _SUITE in item.config.stash:
        from fencepost.pytest_plugin.tests import PromiseTest  # noqa: PLC0415

        if isinstance(item, PromiseTest):
            item.look()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Hands the tests to a worker of pytest-xdist, so that all have the same ones in the same order."""
    if _SUITE in node.config.stash:
        node.workerinput["fencepost"] = node.config.stash[_SUITE].handed()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keeps one operation on one worker, where nobody chose another way to share out the tests."""
    if _SUITE not in config.stash or config.getoption("dist") != "load":
        return None
    from fencepost.pytest_plugin.scheduling import OperationScheduling  # noqa: PLC0415

    return OperationScheduling(config, log, frozenset(config.stash[_SUITE].tests))


@pytest.fixture(scope="session")
def fencepost_target(pytestconfig: pytest.Config) -> Iterator[Target]:
    """The target of `--fencepost-target`, or of `[tool.fencepost]`, opened."""
    from fencepost.pytest_plugin.options import settings_of  # noqa: PLC0415
    from fencepost.pytest_plugin.resources import opened  # noqa: PLC0415

    with opened(settings_of(pytestconfig)) as target:
        yield target


@pytest.fixture
def fencepost_live(fencepost_target: Target, pytestconfig: pytest.Config) -> Iterator[Callable[[str], Resource]]:
    """Makes a live resource for an operation: `fencepost_live("cloudfront.UpdateFunction").members` names it.

    What it made is deleted after the test, where that can be done.
    """
    from fencepost.pytest_plugin.options import settings_of  # noqa: PLC0415
    from fencepost.pytest_plugin.resources import Resources  # noqa: PLC0415

    resources = Resources(fencepost_target, settings_of(pytestconfig))
    yield resources.make
    resources.remove()
