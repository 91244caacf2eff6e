"""A run in parts: which part has what, and the reports of the parts made into one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fencepost.campaign import Shard
from fencepost.campaign.batches import Unit, batches
from fencepost.cli import main
from fencepost.errors import UsageError

FUNCTION, RETENTION = "cloudfront.UpdateFunction", "logs.PutRetentionPolicy"
OPTIONS = ("--examples", "0", "--cases", "1", "--phase", "violation")


def units(sizes: dict[str, int]) -> list[Unit]:
    """One unit of each of so many operations of these services, on two targets."""
    names = [f"{service}.Op{number}" for service, size in sizes.items() for number in range(size)]
    return [(target, name, "control") for name in names for target in ("moto", "reference")]


SIZES = {"large": 200, "big": 64, "middle": 30, "small": 20, "tiny": 2}


@pytest.mark.parametrize("of", [1, 2, 3, 5])
def test_each_operation_is_in_one_shard_with_all_its_targets(of: int) -> None:
    """Nothing is done twice or left out, and what a report shows side by side is in one shard."""
    made = batches(units(SIZES), ())
    shares = [Shard(number, of).of_batches(made) for number in range(1, of + 1)]
    assert sorted(made, key=repr) == sorted((batch for share in shares for batch in share), key=repr)
    operations = [{block[0][1] for batch in share for block in batch.blocks} for share in shares]
    assert sum(map(len, operations)) == sum(SIZES.values())


def test_shards_are_about_even() -> None:
    """No shard has more than the largest batch above another."""
    made = batches(units(SIZES), ())
    loads = [sum(len(batch.blocks) for batch in Shard(number, 3).of_batches(made)) for number in (1, 2, 3)]
    assert max(loads) - min(loads) <= 2 * 50


@pytest.mark.parametrize("text", ["0/3", "4/3", "3", "1/0", "-1/3", "1/3/5", "a/b", "²/3"])
def test_a_shard_that_is_none_is_refused(text: str) -> None:
    """The error says how one is written."""
    with pytest.raises(UsageError, match="I/N"):
        Shard.read(text)


def document(folder: Path) -> dict[str, Any]:
    """The report in a folder without its times."""
    return json.loads(
        (folder / "report.json").read_text(), object_hook=lambda d: {**d, "seconds": 0} if "seconds" in d else d
    )


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole run in `whole`, and its two shards in `1` and `2`."""
    folder = tmp_path_factory.mktemp("runs")
    for name, more in {"whole": (), "1": ("--shard", "1/2"), "2": ("--shard", "2/2")}.items():
        # As on machines of their own: none remembers what another found out.
        environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "caches" / name)}
        arguments = ["run", FUNCTION, RETENTION, *OPTIONS, *more, "--output", str(folder / name)]
        command = [sys.executable, "-m", "fencepost.cli", *arguments]
        subprocess.run(command, check=False, env=environment, capture_output=True, timeout=300)
    return folder


def merge(*arguments: object) -> int:
    """The exit status of the command."""
    return main(["merge", *map(str, arguments)])


def test_merged_shards_equal_the_whole_run(runs: Path, tmp_path: Path) -> None:
    """In whatever order they are given, from reports or from a journal, and with the page beside it."""
    status = merge(runs / "2", runs / "1" / "journal.jsonl", "-o", tmp_path)
    whole = document(runs / "whole")
    assert len(whole["findings"]) > 0 == whole["interrupted"]
    assert document(tmp_path) == whole
    assert list(document(tmp_path)) == list(whole)
    assert status == 1
    assert (tmp_path / "report.html").is_file()


def test_a_shard_reports_its_own_operations_alone(runs: Path) -> None:
    """Each entry of the whole run is in one of them, and none is called unreached."""
    shards = [document(runs / name) for name in ("1", "2")]
    assert all(len(shard["operations"]) == 2 for shard in shards)
    assert all(entry["reason"] != "unreached" for shard in shards for entry in shard["operations"])


def test_a_missing_shard_is_named(runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report of the others is written; it is interrupted, has all operations, and the status is 3."""
    assert merge(runs / "1", "-o", tmp_path) == 3
    assert "2/2" in capsys.readouterr().err
    merged, whole = document(tmp_path), document(runs / "whole")
    assert merged["interrupted"]
    assert [one["operation"] for one in merged["operations"]] == [one["operation"] for one in whole["operations"]]
    assert sum(entry["reason"] == "unreached" for entry in merged["operations"]) == 2


def changed(folder: Path, to: Path, **changes: Any) -> Path:
    """A copy of a report with other values; `shard_` before a name means the shard's own."""
    report = json.loads((folder / "report.json").read_text())
    for name, value in changes.items():
        place = report["shard"] if name.startswith("shard_") else report
        place[name.removeprefix("shard_")] = value
    to.mkdir()
    (to / "report.json").write_text(json.dumps(report))
    return to


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"seed": 7}, "seed"),
        ({"fencepost": "9.9"}, "version of Fencepost"),
        ({"versions": {"botocore": "1.0"}}, "versions"),
        ({"targets": ["moto"]}, "targets"),
        ({"shard_basis": "0"}, "contracts"),
        ({"shard_of": 3}, "number of shards"),
        ({"shard_operations": [FUNCTION]}, "operations"),
        ({"shard_number": 1}, "1/2"),
        ({"shard": None}, "--shard"),
    ],
)
def test_shards_of_different_runs_are_refused(
    runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, Any], says: str
) -> None:
    """The error names the report and what differs, and nothing is written."""
    other = changed(runs / "2", tmp_path / "other", **changes)
    assert merge(runs / "1", other, "-o", tmp_path / "merged") == 2
    error = capsys.readouterr().err
    assert says in error
    assert str(other) in error
    assert not (tmp_path / "merged").exists()


def test_shards_that_overlap_are_refused(runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What two reports both hold could be counted twice."""
    other = changed(runs / "1", tmp_path / "other", shard_number=2)
    assert merge(runs / "1", other, "-o", tmp_path / "merged") == 2
    assert "both have" in capsys.readouterr().err


def test_a_whole_run_is_no_shard(runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The error says what to give."""
    assert merge(runs / "whole", "-o", tmp_path) == 2
    assert "fencepost run --shard" in capsys.readouterr().err


def test_a_run_goes_on_as_the_same_shard_alone(runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another shard is another run, for --resume as well."""
    again = ["run", FUNCTION, RETENTION, *OPTIONS, "--resume", "--output", str(runs / "1")]
    assert main([*again, "--shard", "2/2"]) == 2
    assert main(again) == 2
    assert "shard" in capsys.readouterr().err
    assert main([*again, "--shard", "1/2"]) in (0, 1)


def test_a_merged_report_is_held_against_a_baseline(runs: Path, tmp_path: Path) -> None:
    """What the whole run was accepted with passes, and says so in the report."""
    baseline = str(tmp_path / "baseline.json")
    assert main(["gate", str(runs / "whole"), "--baseline", baseline, "--update"]) == 0
    assert merge(runs / "1", runs / "2", "--baseline", baseline, "-o", tmp_path / "merged") == 0
    assert {finding["standing"] for finding in document(tmp_path / "merged")["findings"]} == {"known"}
