"""The requests that botocore's own examples show, held against the contracts derived from its documentation."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.exceptions import UnknownServiceError
from botocore.utils import parse_timestamp

from fencepost.contracts import Checker, derive
from fencepost.contracts.mining.memory import Memory
from fencepost.documentation.models import read_operation

#: Examples that break their own documentation: the constraint, and the evidence that it is the example that is wrong.
WRONG = Path(__file__).with_name("wrong_examples.json")
_SESSION = botocore.session.get_session()
#: The services with examples that the default run looks at.
_FEW = ("kms", "lambda", "iam", "elasticache", "dynamodb")


def _services() -> list[str]:
    loader = _SESSION.get_component("data_loader")
    return [name for name in loader.list_available_services("service-2") if _examples(name)]


def _examples(service: str) -> dict[str, list[dict[str, Any]]]:
    try:
        document = _SESSION.get_component("data_loader").load_service_model(service, "examples-1")
    except UnknownServiceError:
        return {}
    return {name: found for name, found in document.get("examples", {}).items() if found}


def _as_json(value: Any, shape: Any) -> Any:
    """An example's value as a contract sees it: a blob in base64, a timestamp as RFC 3339."""
    if shape.type_name == "structure" and isinstance(value, dict):
        return {name: _as_json(one, shape.members[name]) for name, one in value.items() if name in shape.members}
    if shape.type_name == "list" and isinstance(value, list):
        return [_as_json(one, shape.member) for one in value]
    if shape.type_name == "map" and isinstance(value, dict):
        return {key: _as_json(one, shape.value) for key, one in value.items()}
    if shape.type_name == "blob" and isinstance(value, str):
        return base64.b64encode(value.encode()).decode()
    if shape.type_name == "timestamp":
        return parse_timestamp(value).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value


def _broken(service: str) -> Iterator[tuple[str, str, str]]:
    """The firm promises that a service's examples break: operation, example, constraint; and how many there are."""
    model, memory = _SESSION.get_service_model(service), Memory()
    for name, examples in _examples(service).items():
        contract = derive(read_operation(service, name), memory=memory)
        checker, shape = Checker(contract), model.operation_model(name).input_shape
        for example in examples:
            request = _as_json(example.get("input") or {}, shape) if shape else {}
            for identity in sorted(checker.broken(request)):
                if contract.by_id[identity].expect == "reject":
                    yield name, example["id"], identity


def _listed() -> dict[str, set[tuple[str, str, str]]]:
    listed: dict[str, set[tuple[str, str, str]]] = {}
    for one in json.loads(WRONG.read_text(encoding="utf-8")):
        assert one["evidence"]
        listed.setdefault(one["service"], set()).add((one["operation"], one["example"], one["constraint"]))
    return listed


@pytest.mark.parametrize(
    "service", [pytest.param(name, marks=() if name in _FEW else pytest.mark.slow) for name in _services()]
)
def test_examples_keep_the_contract(service):
    """Every example request keeps its contract, but for those listed with evidence; none is listed in vain."""
    assert set(_broken(service)) == _listed().get(service, set())


def test_there_are_examples_enough():
    """The examples are those that botocore ships: well over a thousand."""
    assert sum(len(found) for name in _services() for found in _examples(name).values()) > 1300
