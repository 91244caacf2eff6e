"""Contracts that nobody committed: derived from botocore's model when they are asked for, and kept."""

from __future__ import annotations

import json
import time
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from fencepost.commands.derive import derive as derive_command
from fencepost.contracts import Contract, derive, derived_service, load, read_contract, save
from fencepost.documentation import read
from fencepost.documentation.models import read_operation, read_service
from fencepost.errors import UnreadableInputError, UsageError
from fencepost.reporting import show
from tests.documentation.generated import write_pages


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


def test_what_is_kept_is_what_was_derived(cache: Path) -> None:
    """The second time a contract comes from the cache, soon, and is the same."""
    first = load("lambda.CreateFunction")
    (kept,) = cache.rglob("CreateFunction.json")
    began = time.perf_counter()
    second = load("lambda.CreateFunction")
    assert time.perf_counter() - began < 0.3
    assert second == first
    assert read_contract(save(first)).constraints == first.constraints
    kept.write_text(kept.read_text(encoding="utf-8").replace('"maximum"', '"minimum"'), encoding="utf-8")
    assert load("lambda.CreateFunction") != first


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"service": "lambda"}', "[" * 100_000])
def test_a_damaged_cache_is_no_cache(damage: str, cache: Path) -> None:
    """What can't be read is derived anew."""
    first = load("lambda.CreateFunction")
    (kept,) = cache.rglob("CreateFunction.json")
    kept.write_text(damage, encoding="utf-8")
    assert load("lambda.CreateFunction") == first


def test_a_cache_that_cannot_be_written_is_no_error(cache: Path) -> None:
    """Where a file stands in the place of the cache, contracts are derived all the same."""
    cache.write_text("in the way", encoding="utf-8")
    assert load("sqs.SendMessage").source["kind"] == "botocore"


def test_committed_contracts_come_first(cache: Path) -> None:
    """What was committed is neither derived nor kept."""
    assert load("codedeploy.ContinueDeployment").source["kind"] != "botocore"
    assert not cache.exists()


@pytest.mark.parametrize("name", ["lambda.Nothing", "../x.Y", "lambda.../../Y", "lambda", ""])
def test_unknown_operations_are_told(name: str, cache: Path) -> None:
    """A name that no model has is an error that names what is near, and nothing is written."""
    with pytest.raises(UnreadableInputError, match="there is no contract of"):
        load(name)
    assert not cache.exists()


def test_a_memory_changes_nothing() -> None:
    """Operations that are derived together have the contracts that they have by themselves."""
    for service in ("codedeploy", "lambda"):
        alone = [derive(operation) for operation in read_service(service)]
        assert list(derived_service(service)) == alone


def test_traits_are_the_models_and_literals_the_signatures() -> None:
    """Minima, maxima and patterns have the origin `model`; types, flags and literals `signature`, as on pages."""
    contract = load("lambda.CreateFunction")
    assert {origin.origin for origin in contract.by_id["MemorySize#maximum"].origins} >= {"model"}
    assert {origin.origin for origin in contract.by_id["FunctionName#required"].origins} == {"signature"}
    assert {origin.origin for origin in contract.by_id["PackageType#enum"].origins} == {"signature"}


def test_a_sentence_is_shown_below_its_promise() -> None:
    """`show` prints the sentence beside what was read from it, where the page is at hand."""
    document: dict[str, Any] = {
        "service": "parcels", "operation": "Send", "constraints": [
            {"id": "A#minimum", "path": "A", "keyword": "minimum", "value": 3, "expect": "reject",
             "origins": [{"origin": "prose", "rule": "range.at-least", "at": "A/2"}]},
        ],
    }  # fmt: skip
    assert "three at least" not in _printed(document, {})
    assert "three at least" in _printed(document, {"A/2": "It weighs three at least."})


def _printed(document: dict[str, Any], sentences: dict[str, str]) -> str:
    from rich.console import Console

    console = Console(width=160)
    with console.capture() as capture:
        console.print(show(document, sentences))
    return capture.get()


def _arguments(**changed: Any) -> Namespace:
    plain = {"pages": [], "service": None, "all": False, "models": None, "output": "-", "check": False}
    return Namespace(**{**plain, "conflicts": False, **changed})


def _contracts_in(folder: Path) -> list[Contract]:
    return [load(file) for file in sorted(folder.rglob("*.json"))]


def test_a_service_is_written_to_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`derive --service` writes a contract per operation, which can be checked afterwards."""
    out = tmp_path / "out"
    assert derive_command(_arguments(service=["sqs"], output=str(out))) == 0
    assert "23 contracts" in capsys.readouterr().out
    assert [contract.operation for contract in _contracts_in(out)] == sorted(o.operation for o in read_service("sqs"))
    assert derive_command(_arguments(service=["sqs"], output=str(out), check=True)) == 0
    (out / "sqs" / "SendMessage.json").unlink()
    assert derive_command(_arguments(service=["sqs"], output=str(out), check=True)) == 1


def test_conflicts_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two promises that contradict each other are one line, with both values and where they stand."""
    shapes = {
        "Days": {"type": "integer", "min": 1, "max": 365},
        "Request": {
            "type": "structure",
            "members": {"Days": {"shape": "Days", "documentation": "<p>The value must be between 7 and 30.</p>"}},
        },
    }
    operation = {"name": "Keep", "input": {"shape": "Request"}}
    file = tmp_path / "parcels" / "2020-01-01" / "service-2.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"operations": {"Keep": operation}, "shapes": shapes}), encoding="utf-8")
    assert derive_command(_arguments(service=["parcels"], models=tmp_path, conflicts=True)) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    said = {one["keyword"]: {(s["value"], s["origins"][0]["origin"]) for s in one["says"]} for one in found}
    assert said == {"minimum": {(1, "model"), (7, "prose")}, "maximum": {(365, "model"), (30, "prose")}}
    contract = load("parcels.Keep", models=tmp_path)
    assert contract.by_id["Days#maximum:365"].expect == "reject"
    assert contract.by_id["Days#maximum:30"].expect == "either"
    assert derive_command(_arguments(service=["parcels"], models=tmp_path, conflicts=True, output="x")) == 0
    assert "365" in capsys.readouterr().out


def test_one_source_at_a_time(tmp_path: Path) -> None:
    """Pages, services and all of AWS exclude one another, and a broken service is told."""
    for wrong in ({}, {"pages": [tmp_path], "all": True}, {"service": ["sqs"], "all": True}):
        with pytest.raises(UsageError):
            derive_command(_arguments(**wrong))
    assert derive_command(_arguments(service=["nowhere"])) == 2


@pytest.mark.parametrize("service", ["sqs", pytest.param("lambda", marks=pytest.mark.slow)])
def test_a_page_and_the_model_give_one_contract(service: str, tmp_path: Path) -> None:
    """What a boto3 page promises, the model promises too, with traits and what errors mean besides."""
    for name, page in write_pages(service, tmp_path).items():
        printed, modelled = derive(read(page)), derive(read_operation(service, name))
        # What a sentence and a trait both say is one promise of the model, and one of prose alone on the page.
        assert _promises(printed) - _promises(modelled, of_traits=True) == _promises(modelled)


def _promises(contract: Contract, *, of_traits: bool = False) -> set[tuple[Any, ...]]:
    """The promises that both can have, without what errors mean: those that a trait states, or those that none does."""
    return {
        (c.message, c.path, c.keyword, c.value, c.when)
        for c in contract.constraints
        if not c.path.endswith("{key}")
        and ("model" in {origin.origin for origin in c.origins}) == of_traits
        and "error" not in {origin.origin for origin in c.origins}
    }
