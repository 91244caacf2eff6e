"""The benchmark of the inner loop, in a small form."""

from __future__ import annotations

import json
import sys

from benchmarks.inner_loop import BUDGET, STEPS, main
from fencepost.contracts import known_contracts


def test_it_prints_a_row_for_each_operation(tmp_path, monkeypatch, capsys):
    """The table names every operation and every step, and the JSON holds the same; costs are of the right size."""
    figures = tmp_path / "figures.json"
    monkeypatch.setattr(sys, "argv", ["inner_loop.py", "--cases", "150", "--json", str(figures)])
    main()
    printed = capsys.readouterr().out
    rows = json.loads(figures.read_text())
    assert [row["operation"] for row in rows] == known_contracts()
    assert all(row["operation"] in printed for row in rows)
    for row in rows:
        assert all(row[step] >= 0 for step in STEPS)
        # A shared machine may be busy: this fails when a step has become slower by an order, not by a little.
        assert row["sum"] < 6 * BUDGET[row["protocol"]]
