"""A contract as one JSON document, in one order of keys."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema_rs

from fencepost.content import content_folders
from fencepost.contracts.constraint import to_json
from fencepost.contracts.contract import Contract

#: The JSON Schema of contracts, in the folder of the contracts.
SCHEMA_FILE = "contract.schema.json"


@cache
def contract_validator() -> jsonschema_rs.Draft202012Validator:
    """What checks documents against the schema of contracts."""
    for folder in content_folders("contracts"):
        schema = json.loads((folder / SCHEMA_FILE).read_text(encoding="utf-8"))
        return jsonschema_rs.Draft202012Validator(schema)
    raise AssertionError


def save(contract: Contract) -> str:
    """The contract as its file holds it: JSON, two spaces deep, one newline at the end."""
    return json.dumps(contract_json(contract), indent=2, ensure_ascii=False) + "\n"


def contract_json(contract: Contract) -> dict[str, Any]:
    """The contract as one JSON document, in the order of its keys."""
    document: dict[str, Any] = {
        "$schema": f"../{SCHEMA_FILE}",
        "service": contract.service,
        "operation": contract.operation,
        "source": dict(contract.source),
        "constraints": [to_json(constraint) for constraint in (*contract.constraints, *contract.withdrawn)],
        "errors": {code: dict(facts) for code, facts in contract.errors.items()},
        "request": contract.request,
    }
    if contract.response is not None:
        document["response"] = contract.response
    return document
