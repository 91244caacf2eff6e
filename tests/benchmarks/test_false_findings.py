"""Random traffic on the reference shows no divergence."""

from __future__ import annotations

import json

import pytest

from benchmarks import false_findings
from benchmarks.false_findings import main, tallied
from fencepost.contracts import known_contracts


def test_the_table_counts_cases_and_seeds(tmp_path, capsys):
    """The cases wanted are there, shared out over two seeds, and the JSON holds one tally for each."""
    figures = tmp_path / "tallies.json"
    arguments = ["--cases", "300", "--seeds", "2", "--operation", "codedeploy.ContinueDeployment"]
    assert main([*arguments, "--json", str(figures)]) == 0
    tallies = json.loads(figures.read_text())
    assert [one["seed"] for one in tallies] == [0, 1]
    assert sum(one["cases"] for one in tallies) >= 300
    assert "| **all** |" in capsys.readouterr().out


def test_a_divergence_is_told(monkeypatch, capsys):
    """A divergence makes the status 1, and is told with its operation and seed."""
    found = false_findings.Tally("a.B", 0, 1, 0.0, {"crash": 1}, (("x#type", "a text"),))
    monkeypatch.setattr(false_findings, "tallied", lambda *_: found)
    assert main(["--operation", "a.B", "--seeds", "1"]) == 1
    assert "DIVERGENCE a.B seed 0: x#type: a text" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize("operation", known_contracts())
def test_twenty_thousand_cases_show_nothing(operation):
    """Over all operations, 20,000 random cases of two seeds give no divergence."""
    for seed in (101, 102):
        tally = tallied(operation, seed, 2_000)
        assert tally.divergences == ()
        assert tally.cases >= 2_000
