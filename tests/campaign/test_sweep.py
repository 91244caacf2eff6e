"""A run over whole services of moto: the same each time, however it is spread, and whether or not it was broken off."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from fencepost.campaign.batches import LARGEST, batches
from fencepost.cli import main

SERVICES = ("sqs", "sns", "secretsmanager")


def units(operations: list[str]) -> list[tuple[str, str, str]]:
    """Two phases of each operation on one target."""
    return [("moto", operation, phase) for operation in operations for phase in ("control", "boundary")]


def test_a_batch_is_of_one_service_and_of_bounded_size() -> None:
    """Every operation is in one batch, with its units together, and large services are divided evenly."""
    names = [f"big.Op{number}" for number in range(2 * LARGEST + 1)] + ["small.Op"]
    made = batches(units(names), ())
    assert sorted(block[0][1] for batch in made for block in batch.blocks) == sorted(names)
    assert sorted(len(batch.blocks) for batch in made) == [1, 43, 43, 43]
    assert all(len({unit[1].partition(".")[0] for block in batch.blocks for unit in block}) == 1 for batch in made)


def test_a_batch_keeps_its_key_when_half_of_it_is_done() -> None:
    """What was remembered before an interruption is found again after it."""
    every = units(["small.One", "small.Two"])
    whole, rest = batches(every, ()), batches(every, every[:2])
    assert [batch.key for batch in whole] == [batch.key for batch in rest]
    assert [block[0][1] for block in rest[0].blocks] == ["small.Two"]
    assert batches(every, every) == []


def sweep(folder: Path, cache: Path, *more: str) -> dict[str, Any]:
    """The report of a run over the services, in a process of its own."""
    subprocess.run(_command(folder, *more), check=False, env=_environment(cache), capture_output=True, timeout=900)
    document: dict[str, Any] = json.loads((folder / "report.json").read_bytes())
    return document


def _command(folder: Path, *more: str) -> list[str]:
    options = ["--target", "moto", "--cases", "1", "--examples", "2", "--output", str(folder), *more]
    return [sys.executable, "-m", "fencepost.cli", "run", *SERVICES, *options]


def _environment(cache: Path) -> dict[str, str]:
    return {**os.environ, "XDG_CACHE_HOME": str(cache)}


def facts(document: dict[str, Any]) -> Any:
    """What a report says, without the values that moto makes up."""
    verdicts = {one["operation"]: (one["status"], one["verdicts"]) for one in document["operations"]}
    return sorted(finding["id"] for finding in document["findings"]), verdicts


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A sweep with nothing remembered."""
    return sweep(tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("cache"))


@pytest.mark.slow
def test_a_second_sweep_gives_the_same(first: dict[str, Any], tmp_path: Path) -> None:
    """Two workers and a search of their own, then the same again with all that was remembered."""
    assert len(first["findings"]) > 100
    cold = sweep(tmp_path / "cold", tmp_path / "cache", "--workers", "2")
    assert facts(cold) == facts(first)
    assert facts(sweep(tmp_path / "warm", tmp_path / "cache", "--workers", "2")) == facts(first)


@pytest.mark.slow
def test_a_sweep_that_was_killed_and_resumed_gives_the_same(first: dict[str, Any], tmp_path: Path) -> None:
    """Killed in the middle, without a chance to say anything, and resumed."""
    folder, cache = tmp_path / "killed", tmp_path / "cache"
    environment = _environment(cache)
    process = subprocess.Popen(
        _command(folder), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    journal = folder / "journal.jsonl"
    for _ in range(3000):
        if journal.is_file() and journal.read_bytes().count(b'"unit-finished"') > 400:
            break
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert not (folder / "report.json").exists()
    assert facts(sweep(folder, cache, "--resume")) == facts(first)


def test_an_operation_that_nobody_knows_is_an_error_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A near match is suggested, and nothing is written."""
    assert main(["run", "sqs.CreateQueu", "--target", "moto", "--output", str(tmp_path / "report")]) == 2
    assert "CreateQueue" in capsys.readouterr().err
    assert not (tmp_path / "report").exists()
