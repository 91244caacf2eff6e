"""A user's own project, made of the guide's files and commands, with Fencepost installed from its wheel."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]
GUIDE = REPOSITORY / "docs" / "extending.md"
_FILE = re.compile(r"^\*\*`(?P<path>[^`]+)`\*\*\n\n```\w+\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMANDS = re.compile(r"^```sh\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
BUG = "shop.UpdateOrder/Quantity#maximum/accepts-invalid"
#: What each of the guide's commands ends with: 1 where it finds the fake's error.
STATUSES = {
    "python pages.py UpdateOrder.md": 0,
    "fencepost show shop.UpdateOrder": 0,
    "fencepost run": 1,
    "pytest --fencepost configured": 1,
    "pytest tests/test_shop.py": 0,
    "pytest tests/test_target.py": 0,
}


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The `bin` folder of a new environment in which the wheel is installed; dependencies are this environment's."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "-w", folder, REPOSITORY], check=True, cwd=folder, env=_environment(), timeout=300
    )
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / "bin" / "python"
    [wheel] = folder.glob("fencepost-*.whl")
    subprocess.run([*pip, "--python", python, "install", "--no-deps", wheel], check=True, env=_environment())
    [packages] = (folder / "env" / "lib").glob("python*/site-packages")
    shared = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    (packages / "shared.pth").write_text("\n".join(shared) + "\n")
    runner = python.with_name("pytest")
    runner.write_text(f"#!{python}\nimport sys, pytest\nsys.exit(pytest.main())\n")
    runner.chmod(0o755)
    return python.parent


@pytest.fixture
def project(installed, tmp_path, monkeypatch):
    """The guide's project in a new folder, and what runs a command there and returns its status and output."""
    for found in _FILE.finditer(GUIDE.read_text(encoding="utf-8")):
        file = tmp_path / found["path"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found["text"], encoding="utf-8")
    (tmp_path / "contracts").mkdir()

    def run(command):
        environment = _environment() | {"PATH": f"{installed}:{os.environ['PATH']}", "HOME": str(tmp_path)}
        ran = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=environment,
            check=False,
            timeout=300,
            capture_output=True,
            text=True,
        )
        return ran.returncode, ran.stdout + ran.stderr

    status, said = run("python pages.py UpdateOrder.md")
    assert status == 0, said
    return run


def _environment():
    """The environment without what leads to the checkout."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}


def test_the_package_is_the_installed_one(project, installed):
    """The wheel's package and content are used, not the checkout's."""
    _, said = project("python -c 'import fencepost; print(fencepost.__file__)'")
    assert str(installed.parent) in said
    assert project("fencepost show cloudfront.UpdateFunction")[0] == 0


def test_every_command_of_the_guide_does_what_it_says(project):
    """Each command ends as the guide says, and none with a traceback of Fencepost's."""
    text = GUIDE.read_text(encoding="utf-8")
    commands = [line for found in _COMMANDS.finditer(text) for line in found["text"].splitlines()]
    assert commands == list(STATUSES)
    for command, status in STATUSES.items():
        found, said = project(command)
        assert found == status, said
        assert "Traceback" not in said


def test_promises_of_ones_own_are_tests(project):
    """The plugin finds the fake's error and nothing else, on one worker or on two, and knows it from a baseline."""
    alone, shared = (
        project(f"pytest -m fencepost --fencepost configured {more}")[1]
        for more in ("", "--fencepost shop.GetOrder -n 2")
    )
    assert BUG in alone
    assert "1 failed" in alone
    assert BUG in shared
    assert "INTERNALERROR" not in shared


def test_the_gate_holds_a_run_against_accepted_findings(project, tmp_path):
    """What is accepted passes, in a run and in pytest; the baseline holds the one finding."""
    assert project("fencepost run")[0] == 1
    if project("fencepost gate --help")[0]:
        pytest.skip("there is no gate yet")
    assert project("fencepost gate fencepost-report --baseline accepted.json --update")[0] == 0
    assert len(json.loads((tmp_path / "accepted.json").read_text())["accepted"]) == 1
    status, said = project("fencepost run --baseline accepted.json")
    assert status == 0, said
    status, said = project("pytest -m fencepost --fencepost configured --fencepost-baseline accepted.json")
    assert status == 0, said
    assert "1 xfailed" in said
