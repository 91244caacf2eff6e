"""Variants of the reference as targets of the command, the same target with another implementation each time."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from fencepost.cli import main

FUNCTION = "cloudfront.UpdateFunction"
MODULE = """\
from fencepost.reference import RULES, Behaviour, Reference
DROPPED = {dropped!r}
LOST = {lost!r}
rules = {{n: tuple(r for r in own if (r.path, r.kind) not in DROPPED) for n, own in RULES.items()}}
def lost(environ, start_response):
    start_response("501 Not Implemented", [("Content-Type", "application/xml")])
    return [b"<ErrorResponse><Error><Code>NotImplemented</Code></Error></ErrorResponse>"]
def app():
    return lost if LOST else Reference(rules, Behaviour(**{behaviour!r}))
shared = app()
"""


class Variants:
    """Runs of the command on one target, whose implementation is another one each time."""

    target = "wsgi:a_faulty_reference:app()"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.baseline = folder / "baseline.json"
        self.output = folder / "out"

    def become(self, *dropped: tuple[str, str], lost: bool = False, **behaviour: object) -> None:
        """From now on the target lacks these rules, and behaves like this; or it has `lost` every operation."""
        sys.modules.pop("a_faulty_reference", None)
        source = MODULE.format(dropped=dropped, lost=lost, behaviour=behaviour)
        (self.folder / "a_faulty_reference.py").write_text(source)

    def run(self, *dropped: tuple[str, str], lost: bool = False, options: tuple = ("--examples", 0)) -> int:
        """Runs the operation on a reference without these rules, and returns the exit status."""
        self.become(*dropped, lost=lost)
        return self.once(*options)

    def once(self, *options: object) -> int:
        """Runs the operation on the target as it is."""
        return self.fencepost("run", FUNCTION, "--target", self.target, "--output", self.output, *options)

    def glance(self, *dropped: tuple[str, str]) -> int:
        """The same, over one promise alone: what it takes to have a report."""
        return self.run(*dropped, options=("--constraint", "FunctionConfig.Runtime#const", "--phase", "violation"))

    def gate(self, *options: str) -> int:
        """Holds the last run against the baseline."""
        return self.fencepost("gate", self.output, "--baseline", self.baseline, *options)

    def fencepost(self, *arguments: object) -> int:
        """Runs the command."""
        return main([str(argument) for argument in arguments])

    @property
    def report(self) -> dict:
        """The last run's report."""
        return json.loads((self.output / "report.json").read_text())


@pytest.fixture
def variants(tmp_path, monkeypatch):
    """Variants of the reference, importable for the length of a test."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield Variants(tmp_path)
    sys.modules.pop("a_faulty_reference", None)
