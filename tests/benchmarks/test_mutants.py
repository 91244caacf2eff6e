"""The benchmark of mutants: a changed copy of the reference is loaded beside it, and found."""

from __future__ import annotations

import sys

import pytest

from benchmarks.mutants import Mutant, Mutations, Tree, fate_of, sources
from benchmarks.mutants.__main__ import main, report
from fencepost.campaign import Options
from fencepost.reference import Reference

OPERATION = "codedeploy.ContinueDeployment"
OPTIONS = Options(examples=1, timeout=2.0)


def fate(module: str, before: str, after: str) -> str:
    """What becomes of a change made by hand."""
    texts = sources()
    assert before in texts[module]
    mutant = Mutant("by hand", module, texts[module].replace(before, after, 1), "")
    return fate_of(mutant, texts, [OPERATION], OPTIONS, 60).fate


def test_a_tree_stands_beside_the_reference():
    """A tree has classes of its own, leaves the real package as it is, and is gone afterwards."""
    with Tree("fencepost_tree", sources()).loaded() as package:
        assert package.Reference is not Reference
        assert package.Reference().operations == Reference().operations
        assert "fencepost_tree.rules" in sys.modules
    assert "fencepost_tree.rules" not in sys.modules


@pytest.mark.parametrize(
    ("module", "before", "after", "expected"),
    [
        ("rules", "READY_WAIT TERMINATION_WAIT", "READY_WAIT", "killed"),
        ("rules", '"""What the pages promise', '"""What the pages do promise', "survived"),
        ("rules", "from __future__ import annotations", "import nothing_of_this_name", "broken"),
    ],
)
def test_the_fate_of_a_mutant(module, before, after, expected):
    """A changed rule is killed, a changed docstring survives, and what can't be imported is broken."""
    assert fate(module, before, after) == expected


def test_survivors_are_shown_with_their_change():
    """Whoever judges whether a survivor is equivalent sees what was changed."""
    from benchmarks.mutants import Fate

    mutant = Mutant("rules:NumberReplacer:0", "rules", "", "@@ -1 +1 @@\n-1\n+2")
    printed = "\n".join(report([Fate(mutant, "survived")], 1, 0))
    assert "-1\n+2" in printed
    assert "| rules | 1 | 0 | 0 | 1 | 0 | 0 | 0% |" in printed


def test_without_the_tool_it_says_what_to_install(monkeypatch, capsys):
    """Where cosmic-ray is missing, the message names what brings it, and the status is 2."""
    monkeypatch.setitem(sys.modules, "cosmic_ray.operators.provider", None)
    monkeypatch.setitem(sys.modules, "cosmic_ray", None)
    assert main(["--sample", "1"]) == 2
    assert "fencepost[mutants]" in capsys.readouterr().err


def test_annotations_are_no_mutants():
    """What changes nothing that is run is left out, and what is run is changed."""
    pytest.importorskip("cosmic_ray.mutating")
    texts = {"a": "from __future__ import annotations\nx: Literal[5] = 1\n"}
    mutations = Mutations(texts)
    made = [mutations.mutant(position) for position in mutations.positions()]
    assert None in made
    assert {one.text.splitlines()[1] for one in made if one} == {"x: Literal[5] = 2", "x: Literal[5] = 0"}
