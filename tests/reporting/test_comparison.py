"""Two sides of a comparison: only what both have counts, and what only one departs from is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fencepost.cli import main
from fencepost.reporting import ReportBuilder, Side, compared
from tests.reporting.invented_events import LEND, MEND, OTHER, TARGET, accepted, divergence, judged, started, unit

DAYS = "Days#maximum"


def report(targets: list[str], *units: Any) -> dict[str, Any]:
    """The report of these units."""
    builder = ReportBuilder()
    for event in [started([LEND, MEND], targets), *(event for one in units for event in one)]:
        builder.add(event)
    return builder.document()


def test_what_one_side_lacks_counts_for_neither() -> None:
    """A finding in an operation that the other side was not exercised on is no difference."""
    left = Side("left", frozenset({"a.One", "a.Two"}), frozenset({("a.One", "X", "crash"), ("a.Two", "Y", "crash")}))
    right = Side("right", frozenset({"a.One"}), frozenset())
    lines = list(compared(left, right))
    assert "| a | 1 | 0 | 1 | 0 |" in lines
    assert "- `a.One` X: crash" in lines
    assert not any("a.Two" in line for line in lines)


def test_what_both_depart_from_is_no_difference() -> None:
    """The same finding on both sides is counted as shared, and listed for neither."""
    found = frozenset({("a.One", "X", "crash")})
    lines = list(compared(Side("l", frozenset({"a.One"}), found), Side("r", frozenset({"a.One"}), found)))
    assert "| a | 1 | 1 | 0 | 0 |" in lines
    assert not any(line.startswith("##") for line in lines)


def test_a_report_of_two_targets_is_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One run on two targets: the bug that only the second has is named under it."""
    document = report(
        [TARGET, OTHER],
        unit("boundaries", accepted()),
        unit("boundaries", divergence({"Days": 31}, target=OTHER), target=OTHER),
    )
    (tmp_path / "report.json").write_text(json.dumps(document), encoding="utf-8")
    assert main(["compare", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert f"## Only {OTHER} departs" in said
    assert f"- `{LEND}` {DAYS}: accepts-invalid" in said


def test_two_reports_of_one_target_are_before_and_after(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two versions of one implementation: what was mended departs only before."""
    for name, event in (("old", judged("crash", request={})), ("new", accepted())):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(report([TARGET], unit("boundaries", event))), encoding="utf-8")
    assert main(["compare", str(tmp_path / "old.json"), str(tmp_path / "new.json")]) == 0
    said = capsys.readouterr().out
    assert "| library | 1 | 0 | 1 | 0 |" in said
    assert "## Only before departs" in said


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"format": "fencepost-report/1"}'])
def test_what_is_no_report_is_an_error_with_a_remedy(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Broken, empty, older or something else: the file is named, and no traceback follows."""
    (tmp_path / "report.json").write_text(text, encoding="utf-8")
    for command in (["compare", str(tmp_path)], ["publish", str(tmp_path), "-o", str(tmp_path / "out")]):
        assert main(command) == 2
        said = capsys.readouterr().err
        assert "report.json" in said
        assert "fencepost run" in said


def test_one_target_is_too_few(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It takes two to compare."""
    (tmp_path / "report.json").write_text(json.dumps(report([TARGET])), encoding="utf-8")
    assert main(["compare", str(tmp_path)]) == 2
    assert "it takes two" in capsys.readouterr().err
