"""The published reports are what the schema says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest

from fencepost.reporting import schema

REPORTS = sorted((Path(__file__).parents[2] / "reports").glob("*/report.json"))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.parent.name)
def test_a_published_report_keeps_its_schema(path):
    """A report that was published can be read by whatever reads reports now."""
    validator = jsonschema_rs.Draft202012Validator(schema())
    assert [str(error.message) for error in validator.iter_errors(json.loads(path.read_text()))] == []


def test_there_are_published_reports():
    """The folder is not empty, so that the test above shows something."""
    assert REPORTS
