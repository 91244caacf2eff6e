"""Defaults in pyproject.toml: where they are found, what they may hold, and what comes before them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fencepost.cli import _parsed, main
from fencepost.configuration import KEYS, configuration
from fencepost.errors import FencepostError, UnreadableInputError


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Writes the table of a project and goes into a folder of it."""

    def write(text):
        (tmp_path / "pyproject.toml").write_text(f"[project]\nname = 'shop'\n\n[tool.fencepost]\n{text}\n")
        below = tmp_path / "src" / "shop"
        below.mkdir(parents=True, exist_ok=True)
        monkeypatch.chdir(below)
        return tmp_path

    return write


def test_the_table_is_found_from_a_folder_below(written):
    """The nearest pyproject.toml above the current folder counts, and its paths are relative to it."""
    root = written('targets = ["moto"]\nbaseline = "ci/baseline.json"\ntimeout = 2')
    found = configuration()
    assert found.file == root / "pyproject.toml"
    assert found.values == {"targets": ["moto"], "baseline": root / "ci/baseline.json", "timeout": 2}


def test_a_file_without_the_table_hides_none_above(written):
    """A pyproject.toml that says nothing of Fencepost is passed over."""
    written("seed = 3")
    Path("pyproject.toml").write_text("[tool.other]\nseed = 4\n")
    assert configuration().values == {"seed": 3}


def test_no_file_means_no_defaults(tmp_path):
    """Where no project says anything, nothing is set."""
    assert configuration(tmp_path).values == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sed = 1", "Did you mean seed?"),
        ('target = ["moto"]', "Did you mean targets?"),
        ('reset-url = "/x"', "Did you mean reset_url?"),
        ("accept_real_aws = true", "has no key 'accept_real_aws'"),
        ('targets = "moto"', "must be a list of texts; it is 'moto'"),
        ('seed = "1"', "must be a whole number"),
        ("seed = true", "must be a whole number"),
        ("workers = 0", "must be at least 1"),
        ("timeout = 0", "must be above 0"),
        ("baseline = 7", "must be a path"),
        ('contracts = ["nowhere"]', "must name a folder that is there"),
        ('models = "nowhere"', "must name a folder that is there"),
        ("seed = ", "line 5"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(text, says, written, capsys):
    """An unknown key, a wrong value or broken TOML: status 2, the file, what is wrong, and no traceback."""
    root = written(text)
    assert main(["run"]) == 2
    said = capsys.readouterr().err
    assert says in said
    assert str(root / "pyproject.toml") in said


def test_a_table_that_is_none_is_refused(tmp_path):
    """A single value in the table's place is an error."""
    (tmp_path / "pyproject.toml").write_text("[tool]\nfencepost = 1\n")
    with pytest.raises(UnreadableInputError, match="no table"):
        configuration(tmp_path)


def test_the_command_line_comes_first(written):
    """What the command line says takes the place of a default, lists too; the rest stays."""
    written('operations = ["sqs"]\ntargets = ["moto", "reference"]\nphases = ["control"]\nseed = 7\ncases = 2')
    configured = _parsed(["run"])
    assert (configured.operations, configured.target) == (["sqs"], ["moto", "reference"])
    given = _parsed(["run", "sns", "--target", "reference", "--target", "aws", "--seed", "1"])
    assert (given.operations, given.target, given.seed) == (["sns"], ["reference", "aws"], 1)
    assert (given.phase, given.cases) == (["control"], 2)


def test_a_required_option_may_be_configured(written):
    """The gate's baseline need not be named where the project names one."""
    root = written('baseline = "accepted.json"')
    assert _parsed(["gate", "report.json"]).baseline == root / "accepted.json"


def test_another_command_keeps_its_own_defaults(written):
    """`derive` writes where it always does, whatever is said of runs."""
    written('output = "reports"')
    assert _parsed(["derive", "page.rst"]).output == "contracts"


def test_a_run_takes_what_is_configured(written, capsys):
    """A run without arguments does what the project says."""
    root = written(
        'operations = ["cloudfront.UpdateFunction"]\ntargets = ["reference"]\nphases = ["control"]\noutput = "out"'
    )
    assert main(["run"]) == 0
    document = json.loads((root / "out" / "report.json").read_text())
    assert (document["targets"], document["phases"]) == (["reference"], ["control"])
    assert [one["operation"] for one in document["operations"]] == ["cloudfront.UpdateFunction"]
    assert "cloudfront.UpdateFunction" in capsys.readouterr().out


def test_every_key_is_documented():
    """The page on configuration has a line for each key."""
    page = (Path(__file__).parents[1] / "docs" / "configuration.md").read_text()
    assert [name for name in KEYS if f"`{name}`" not in page] == []


def test_errors_are_of_the_usual_kind(written):
    """Whoever reads the configuration catches one kind of error."""
    written("sed = 1")
    with pytest.raises(FencepostError):
        configuration()
