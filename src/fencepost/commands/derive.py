"""`fencepost derive`: contracts from pages or botocore's models, and where they contradict themselves."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from fencepost.contracts import Constraint, Contract, derived_service, save
from fencepost.contracts import derive as derive_contract
from fencepost.documentation import read
from fencepost.documentation.models import services
from fencepost.errors import FencepostError, UsageError

CONFORMS, DIVERGES, UNREADABLE = 0, 1, 2


@dataclass(slots=True)
class _Tally:
    """What went wrong so far."""

    unreadable: int = 0
    different: int = 0
    written: dict[str, int] = field(default_factory=dict)


def derive(arguments: Namespace) -> int:
    """Derives contracts from pages, services or all of AWS; with `--check`, holds them against those that are there.

    A page or a service that can't be read is told, and the others are derived all the same. Returns the exit status:
    2 where something was unreadable, 1 where a contract differs, 0 otherwise. Raises UsageError.
    """
    _one_source(arguments)
    tally = _Tally()
    contracts = _contracts(arguments, tally)
    if arguments.conflicts:
        _show_conflicts(contracts, lines=arguments.output == "-")
    else:
        for contract in contracts:
            _put(contract, arguments, tally)
        for service, count in tally.written.items():
            print(f"{Path(arguments.output) / service}: {count} contracts")
    if tally.unreadable:
        return UNREADABLE
    return DIVERGES if tally.different else CONFORMS


def _one_source(arguments: Namespace) -> None:
    given = [bool(arguments.pages), bool(arguments.service), arguments.all]
    if sum(given) != 1:
        raise UsageError("derive takes pages, or --service, or --all\n  Give one of the three.")
    if arguments.models and arguments.pages:
        raise UsageError("--models goes with --service or --all\n  Leave it out: pages are read as they are.")


def _contracts(arguments: Namespace, tally: _Tally) -> Iterator[Contract]:
    if arguments.pages:
        for page in arguments.pages:
            try:
                yield derive_contract(read(page), file=page)
            except FencepostError as error:
                _tell(error, tally)
        return
    names = services(arguments.models) if arguments.all else arguments.service
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        for service in progress.track(names, description="deriving"):
            try:
                yield from derived_service(service, arguments.models)
            except FencepostError as error:
                _tell(error, tally)


def _tell(error: FencepostError, tally: _Tally) -> None:
    print(f"fencepost: {error}", file=sys.stderr)
    tally.unreadable += 1


def _put(contract: Contract, arguments: Namespace, tally: _Tally) -> None:
    text = save(contract)
    if arguments.output == "-":
        sys.stdout.write(text)
        return
    path = Path(arguments.output) / contract.service / f"{contract.operation}.json"
    if arguments.check:
        tally.different += not _same(path, text)
        return
    _write(path, text)
    if arguments.pages:
        print(f"{path}: {len(contract.constraints)} constraints")
    else:
        tally.written[contract.service] = tally.written.get(contract.service, 0) + 1


def _same(path: Path, text: str) -> bool:
    same = path.is_file() and path.read_text(encoding="utf-8") == text
    print(f"{path}: {'as derived' if same else 'differs from what the page gives' if path.is_file() else 'missing'}")
    return same


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}\n  Name a folder that can be written with -o.") from error


def conflicts_of(contract: Contract) -> Iterator[tuple[Constraint, Constraint]]:
    """Each two promises of a contract that contradict each other, once."""
    for constraint in contract.constraints:
        for rival in constraint.contested:
            if constraint.id < rival:
                yield constraint, contract.by_id[rival]


def _show_conflicts(contracts: Iterable[Contract], *, lines: bool) -> None:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in ("operation", "member", "keyword", "one says", "another says"):
        table.add_column(title, overflow="fold")
    count = 0
    for contract in contracts:
        for pair in conflicts_of(contract):
            count += 1
            document = _conflict(contract, pair)
            if lines:
                print(json.dumps(document, ensure_ascii=False))
            else:
                table.add_row(*map(Text, _row(document)))
    if not lines:
        Console().print(table if count else "No two promises contradict each other.")


def _conflict(contract: Contract, pair: Sequence[Constraint]) -> dict[str, Any]:
    first = pair[0]
    document: dict[str, Any] = {"operation": contract.name, "path": first.path, "keyword": first.keyword}
    if first.message == "response":
        document["in"] = "response"
    document["says"] = [
        {
            "id": one.id,
            "keyword": one.keyword,
            "value": one.value,
            "origins": [{"origin": o.origin, "rule": o.rule, "at": o.at} for o in one.origins],
        }
        for one in pair
    ]
    return document


def _row(document: dict[str, Any]) -> tuple[str, ...]:
    said = []
    for one in document["says"]:
        places = ", ".join(f"{origin['origin']} at {origin['at']}" for origin in one["origins"])
        said.append(f"{json.dumps(one['value'], ensure_ascii=False)} ({places})")
    return document["operation"], document["path"], document["keyword"], *said
