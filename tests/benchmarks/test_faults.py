"""The benchmark of faults, in a small form."""

from __future__ import annotations

import json

from benchmarks.faults import HELD_OUT, Trials, all_faults, held_out_faults
from benchmarks.faults.__main__ import main, table
from benchmarks.faults.trial import Outcome


def test_the_table_has_a_line_for_each_operator(tmp_path, capsys):
    """A fault that is found is counted and attributed, an equivalent one listed with its reason; JSON has both."""
    figures = tmp_path / "faults.json"
    chosen = ["--operation", "codedeploy.ContinueDeployment", "--each", "1", "--examples", "5", "--json", str(figures)]
    status = main([*chosen, "--operator", "wrong-error", "--operator", "status-200"])
    printed = capsys.readouterr().out
    rows = json.loads(figures.read_text())["faults"]
    assert status == 0
    assert {row["operator"] for row in rows} == {"wrong-error", "refusal: status-200"}
    assert all(row["found"] or row["equivalent"] for row in rows)
    assert "| wrong-error | 1 | 0 | 1 | 1 |" in printed
    assert "equivalent, " in printed


def test_what_is_blamed_wrongly_is_a_stray():
    """A divergence that names none of the constraints at fault is no attribution, except where any case shows it."""
    fault = next(fault for fault in all_faults() if fault.operator == "drop" and fault.equivalent is None)
    right, wrong = frozenset(fault.constraint), frozenset({"Other#type"})
    assert Outcome({"accepts-invalid": frozenset({right})}).attributed(fault)
    assert Outcome({"accepts-invalid": frozenset({right, wrong})}).strays(fault) == [
        ("accepts-invalid", ("Other#type",))
    ]
    crash = next(fault for fault in all_faults() if fault.kind == "crash")
    assert Outcome({"crash": frozenset({wrong})}).attributed(crash)


def test_operators_kept_apart_are_no_part_of_the_sums():
    """The two operators that are held out have names of their own, and faults in most operations."""
    faults = list(held_out_faults())
    assert {fault.operator for fault in faults} == set(HELD_OUT)
    assert not {fault.operator for fault in all_faults()} & set(HELD_OUT)
    assert len({fault.operation for fault in faults}) >= 4
    assert len(HELD_OUT) == 2


def test_an_empty_table_is_a_heading():
    """Nothing tried gives no sum."""
    assert len(list(table([]))) == 2


def test_requests_are_counted_until_the_first_divergence():
    """A variant that crashes at once is found with fewer requests than one that leaves out a rule about state."""
    trials = Trials(examples=1)
    faults = [fault for fault in all_faults() if fault.operation == "codedeploy.ContinueDeployment"]
    crash = next(fault for fault in faults if fault.operator == "status-500")
    state = next(fault for fault in faults if fault.kind == "not-completed" and fault.operator == "drop")
    first, later = trials.outcome(crash).requests, trials.outcome(state).requests
    assert first is not None
    assert later is not None
    assert 0 < first < later
