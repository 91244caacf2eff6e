"""What is published of a report: numbers by service, and facts without anybody's sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fencepost.errors import UsageError
from fencepost.reporting import ReportBuilder, publish
from tests.reporting.invented_events import LEND, MEND, TARGET, run


def report() -> dict[str, Any]:
    """The report of a small run: one operation with a divergence, one that the target lacks."""
    builder = ReportBuilder()
    for event in run():
        builder.add(event)
    return builder.document()


def test_a_service_has_a_row_with_its_numbers(tmp_path: Path) -> None:
    """Operations that the target has, those with a control, promises, both sides, conforming, each verdict."""
    publish(report(), tmp_path, "5.2")
    text = (tmp_path / "SUMMARY.md").read_text(encoding="utf-8")
    assert text.startswith("# moto 5.2, by Fencepost 0.1.0\n")
    assert "| library | 1 | 1 | 6 | 2 |" in text
    assert "1 of 1 (100.0%) operations" in text


def test_findings_are_lines_of_facts(tmp_path: Path) -> None:
    """One line for each finding of a service: what it is about, what was tried, what came back, and no more."""
    document = report()
    publish(document, tmp_path)
    lines = (tmp_path / "findings" / "library.jsonl").read_text(encoding="utf-8").splitlines()
    facts = [json.loads(line) for line in lines]
    assert len(facts) == len(document["findings"])
    assert facts[0].keys() == {"operation", "constraint", "verdict", "tried", "observed"}
    assert {fact["operation"] for fact in facts} == {LEND.partition(".")[2]}


def test_operations_without_a_control_are_listed_with_the_reason(tmp_path: Path) -> None:
    """What was not reached is named; what the target lacks is not."""
    document = report()
    entry = next(one for one in document["operations"] if one["operation"] == LEND)
    entry |= {"status": "no-control", "reason": "refused", "detail": "400"}
    publish(document, tmp_path)
    text = (tmp_path / "unreached.jsonl").read_text(encoding="utf-8")
    assert json.loads(text) == {"operation": LEND, "reason": "refused", "detail": "400"}
    assert MEND not in text


def test_two_targets_have_folders_of_their_own(tmp_path: Path) -> None:
    """A report of two targets doesn't mix them."""
    document = report()
    other = "http://127.0.0.1:4566"
    document["targets"].append(other)
    document["coverage"][other] = document["coverage"][TARGET]
    document["divergence"][other] = document["divergence"][TARGET]
    publish(document, tmp_path)
    assert sorted(folder.name for folder in tmp_path.iterdir()) == ["http---127-0-0-1-4566", "moto"]


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    """A file stands where the folder should be: the error names it and the remedy."""
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="can't be written"):
        publish(report(), tmp_path / "taken")
