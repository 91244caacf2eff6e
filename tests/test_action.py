"""The GitHub Action and the tox environments: valid by their schemas, and carried out as their runners would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
ACTION = REPOSITORY / "action.yml"
_WORKFLOW = re.compile(r"^```yaml\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)


def valid(schema, file):
    """Checks a file against one of the schemas that check-jsonschema carries: SchemaStore's, at its release."""
    pytest.importorskip("check_jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_action_is_valid():
    """action.yml keeps the schema of an action's metadata."""
    valid("vendor.github-actions", ACTION)


def test_the_example_workflows_are_valid(tmp_path):
    """The workflows of the guide keep the schema of workflows, and give the action only inputs that it has."""
    yaml = pytest.importorskip("yaml")
    found = _WORKFLOW.findall((REPOSITORY / "docs" / "ci.md").read_text())
    given: list[str] = []
    for number, text in enumerate(found):
        (tmp_path / f"{number}.yml").write_text(text)
        valid("vendor.github-workflows", tmp_path / f"{number}.yml")
        steps = [step for job in yaml.safe_load(text)["jobs"].values() for step in job["steps"]]
        given += [name for step in steps if "fencepost@" in step.get("uses", "") for name in step["with"]]
    assert given
    assert set(given) <= yaml.safe_load(ACTION.read_text())["inputs"].keys()


def test_inputs_are_no_part_of_a_script():
    """What a workflow passes in stands in the environment alone, never in the text of a script."""
    yaml = pytest.importorskip("yaml")
    for step in yaml.safe_load(ACTION.read_text())["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def carried_out(tmp_path, **inputs):
    """Runs the action's main script as a runner would, and returns its outputs and its summary."""
    yaml = pytest.importorskip("yaml")
    action = yaml.safe_load(ACTION.read_text())
    [step] = [step for step in action["runs"]["steps"] if step.get("id") == "run"]
    given = {name.upper(): str(one.get("default", "")) for name, one in action["inputs"].items()}
    command = tmp_path / "fencepost" / "bin" / "fencepost"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m fencepost.cli "$@"\n')
    command.chmod(0o755)
    outputs, summary = tmp_path / "outputs", tmp_path / "summary"
    runner = {"RUNNER_TEMP": tmp_path, "GITHUB_OUTPUT": outputs, "GITHUB_STEP_SUMMARY": summary}
    environment = os.environ | {name: str(value) for name, value in {**given, **runner, **inputs}.items()}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    # As GitHub runs `shell: bash`.
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    ran = subprocess.run(script, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told = dict(line.split("=", 1) for line in outputs.read_text().splitlines())
    return told, summary.read_text() if summary.is_file() else ""


@pytest.mark.slow
def test_the_action_runs_and_tells_its_status(tmp_path):
    """The script runs with what it was given and leaves its status, the summary and the reports."""
    told, summary = carried_out(
        tmp_path,
        TARGET="reference",
        OPERATIONS="cloudfront.UpdateFunction\nlightsail.UpdateDistribution",
        ARGUMENTS="--phase control",
    )
    assert told == {"status": "0", "report": "fencepost-report/report.json"}
    assert "Fencepost: 0 findings" in summary
    written = {file.name for file in (tmp_path / "fencepost-report").iterdir()}
    assert {"report.json", "report.md", "report.sarif", "junit.xml"} <= written


@pytest.mark.slow
def test_an_input_is_a_word_and_no_command(tmp_path):
    """A target that looks like a command is a target that nobody knows."""
    told, _ = carried_out(tmp_path, TARGET='"; touch broken; "', OPERATIONS="sqs", FORMAT="")
    assert told["status"] == "2"
    assert not (tmp_path / "broken").exists()
