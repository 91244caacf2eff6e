"""`fencepost show`: one contract, as a person or a program reads it."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from rich.console import Console

from fencepost.contracts import Contract, Contracts, read_errata, save
from fencepost.documentation.models import read_operation, sentences_by_place
from fencepost.errors import UnreadableInputError
from fencepost.reporting.contract_view import show as view


def show(arguments: Namespace) -> int:
    """Shows a contract as a table, with the sentences where the page is at hand, or its constraints as JSON."""
    errata = read_errata(arguments.errata)
    shelf = Contracts([arguments.operation], tuple(arguments.contracts), arguments.models, errata)
    contract = shelf[arguments.operation]
    for one in shelf.sorted_errata()[1]:
        nearest = f"\n  Did you mean {one['nearest']}?" if one.get("nearest") else ""
        print(f"fencepost: no promise {one['constraint']} in {one['operation']}{nearest}", file=sys.stderr)
    document = json.loads(save(contract))
    if arguments.json:
        print(json.dumps(document["constraints"], indent=2, ensure_ascii=False))
    else:
        Console().print(view(document, _sentences(contract, arguments.models)))
    return 0


def _sentences(contract: Contract, models: Path | None) -> dict[str, str]:
    """The sentences that the contract's places name; none unless it came from the model that is installed."""
    if contract.source.get("kind") != "botocore":
        return {}
    try:
        operation = read_operation(contract.service, contract.operation, models=models)
    except UnreadableInputError:
        return {}
    return sentences_by_place(operation) if operation.source.sha256 == contract.source.get("sha256") else {}
