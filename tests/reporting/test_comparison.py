"""Two sides of a comparison: only what both have counts, and what only one departs from is named."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fencepost.campaign.events import OperationProbed, RunFinished
from fencepost.cli import main
from fencepost.reporting import ReportBuilder, Side, compared
from fencepost.reporting.comparison_view import comparison_markdown
from tests.reporting.invented_events import LEND, MEND, OTHER, TARGET, accepted, divergence, judged, started, unit

DAYS = "Days#maximum"


def report(targets: list[str], *units: Any) -> dict[str, Any]:
    """The report of these units."""
    builder = ReportBuilder()
    end = RunFinished(interrupted=False, seconds=1.0)
    for event in [started([LEND, MEND], targets), *(event for one in units for event in one), end]:
        builder.add(event)
    return builder.document()


def side(name: str, *events: Any, status: str = "exercised") -> Side:
    """A side whose target was exercised on the lending operation, with what these events show."""
    probe = OperationProbed(TARGET, LEND, status, "so it is")
    return Side(report([TARGET], unit("boundaries", probe, *events)), TARGET, name)


REFUSED = judged("conforms", label="Days = 31", observed={"status": 400, "code": "TooManyDays"})
BROKEN = divergence({"Days": 31})


def ids(differences: Any) -> list[str]:
    """The ids of findings that differ."""
    return [one.finding["id"] for one in differences]


def test_better_and_worse_are_what_conforms_on_the_other_side() -> None:
    """A finding that conforms afterwards is better; one that conformed before is worse."""
    old, new = side("old", accepted(), BROKEN), side("new", accepted(), REFUSED)
    assert ids(compared(old, new).better) == [f"{LEND}/{DAYS}/accepts-invalid"]
    assert ids(compared(new, old).worse) == [f"{LEND}/{DAYS}/accepts-invalid"]
    assert compared(new, old).better == compared(old, new).worse == ()


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (side("new", status="not-implemented"), "not-implemented"),
        (side("new", accepted()), "nothing was tried outside"),
        (side("new", judged("inconclusive")), "inconclusive"),
    ],
)
def test_what_is_not_exercised_is_no_better(other: Side, why: str) -> None:
    """An operation or a promise that one side can't be held to tells nothing, and that is said."""
    comparison = compared(side("old", BROKEN), other)
    assert (comparison.better, ids(comparison.lost)) == ((), [f"{LEND}/{DAYS}/accepts-invalid"])
    assert why in comparison.lost[0].why
    assert ids(compared(other, side("old", BROKEN)).gained) == [f"{LEND}/{DAYS}/accepts-invalid"]


def test_the_table_of_two_implementations_has_the_services_that_both_have() -> None:
    """What only one of two implementations has is no row; what a version has lost is one."""
    service = LEND.partition(".")[0]
    lost = compared(side("one", accepted(), BROKEN), side("other", status="not-implemented"))
    rows = {
        versions: [line for line in comparison_markdown(replace(lost, versions=versions)) if f"| {service} " in line]
        for versions in (False, True)
    }
    assert rows[False] == []
    assert len(rows[True]) == 1


def test_what_both_depart_from_is_no_difference() -> None:
    """The same finding on both sides is counted as shared, a crash of the same cause under another name too."""
    comparison = compared(side("old", BROKEN), side("new", BROKEN))
    assert (ids(comparison.both), comparison.better, comparison.worse) == ([f"{LEND}/{DAYS}/accepts-invalid"], (), ())
    seen = {"status": None, "code": None, "failure": "exception", "detail": "KeyError: 'a'"}
    first = judged("crash", ["Days#required"], request={}, observed=seen)
    second = judged("crash", [DAYS], request={}, observed=seen)
    comparison = compared(side("old", first, second), side("new", second))
    assert (len(comparison.both), comparison.better, comparison.lost) == (1, (), ())


def test_another_departure_is_neither_better_nor_worse() -> None:
    """What accepted too much and crashes now is told on both sides as a departure of another kind."""
    crash = judged("crash", request={})
    comparison = compared(side("old", BROKEN), side("new", crash))
    assert (comparison.better, comparison.worse) == ((), ())
    assert ids(comparison.otherwise) == [f"{LEND}/{DAYS}/accepts-invalid", f"{LEND}/{DAYS}/crash"]


def test_a_report_of_two_targets_is_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One run on two targets: the bug that only the second has is named under it."""
    document = report(
        [TARGET, OTHER],
        unit("boundaries", accepted()),
        unit("boundaries", divergence({"Days": 31}, target=OTHER), target=OTHER),
    )
    (tmp_path / "report.json").write_text(json.dumps(document), encoding="utf-8")
    assert main(["compare", str(tmp_path), "--format", "markdown"]) == 0
    said = capsys.readouterr().out
    assert f"## `{OTHER}` departs, and `{TARGET}` was not exercised: 1" in said
    assert f"- `{LEND}/{DAYS}/accepts-invalid`" in said
    assert main(["compare", str(tmp_path)]) == 0
    assert f"{LEND}/{DAYS}/accepts-invalid" in capsys.readouterr().out


def test_two_reports_of_one_target_are_before_and_after(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two versions of one implementation: what was mended departs only before."""
    for name, event in (("old", judged("crash", request={})), ("new", REFUSED)):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(report([TARGET], unit("boundaries", accepted(), event))), encoding="utf-8")
    both = [str(tmp_path / "old.json"), str(tmp_path / "new.json")]
    assert main(["compare", *both, "--format", "markdown"]) == 0
    said = capsys.readouterr().out
    assert "# `before` and `after`" in said
    assert "| library | 1 | 0 | 1 | 0 | 0 | 0 | 0 |" in said
    assert "## Better: 1" in said
    assert main(["compare", *both]) == 0
    assert "Better: 1" in capsys.readouterr().out


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
