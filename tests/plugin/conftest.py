"""A project of its own in which the plugin is used, with a target that ignores a rule of the reference."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.metadata import entry_points

import pytest

FUNCTION = "cloudfront.UpdateFunction"
FAULTY = "wsgi:faulty_reference:app"
_MODULE = f"""
from fencepost.reference import RULES, Reference

name = {FUNCTION!r}
ignored = [("FunctionConfig.Runtime", "one-of"), ("FunctionConfig.Comment", "required")]
app, fixed = (
    Reference({{**RULES, name: tuple(rule for rule in RULES[name] if (rule.path, rule.kind) not in some)}})
    for some in (ignored, ignored[1:])
)


def nothing(environ, start_response):
    start_response("404 Not Found", [("Content-Type", "text/html")])
    return [b"<html>There is nothing here.</html>"]
"""

#: Installed, pytest finds the plugin by its entry point.
_INSTALLED = any(entry.name == "fencepost" for entry in entry_points(group="pytest11"))
_IMPORTED = (
    "fencepost.api",
    "fencepost.pytest_plugin.resources",
    "fencepost.pytest_plugin.tests",
    "fencepost.reference",
)


@pytest.fixture(scope="session")
def _imported():
    """Imports what is needed before pytester takes note of it: what comes later is imported anew in each test."""
    for name in _IMPORTED:
        import_module(name)


@pytest.fixture
def project(_imported, pytester, monkeypatch):
    """Runs pytest with the plugin in a new project that has the faulty target."""
    pytester.makepyfile(faulty_reference=_MODULE)
    monkeypatch.syspath_prepend(str(pytester.path))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    plugin = [] if _INSTALLED else ["-p", "fencepost.pytest_plugin"]
    # A second run in the same process finds imported what pytest would have rewritten; the plugin asserts nothing.
    plugin += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]

    def run(*arguments, apart=False):
        arguments = (*plugin, "-p", "no:cacheprovider", *map(str, arguments))
        if apart:
            return pytester.runpytest_subprocess(*arguments)
        return pytester.runpytest_inprocess(*arguments)

    yield run
    sys.modules.pop("faulty_reference", None)
