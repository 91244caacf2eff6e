"""What a report found, as a run of its own: `fencepost run --failed-from REPORT`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from fencepost.commands.reports import read_report, targets_of
from fencepost.contracts import Contracts
from fencepost.errors import UsageError


def failed_again(arguments: Namespace) -> Namespace:
    """The arguments of a run over what failed in a report alone, as it was run there but for what is given anew.

    Raises UsageError where nothing failed of what is asked for.
    """
    document = read_report(arguments.failed_from)
    targets = targets_of(document, arguments.target)
    found = [one for one in document["findings"] if _is_wanted(one["operation"], arguments.operations)]
    if not found:
        asked = f" of {', '.join(arguments.operations)}" if arguments.operations else ""
        raise UsageError(f"nothing{asked} failed in {arguments.failed_from}\n  Run without --failed-from.")
    again = {
        "operations": list(dict.fromkeys(finding["operation"] for finding in found)),
        "target": targets,
        "constraint": sorted({name for finding in found for name in _constraints(finding)}),
        "seed": document["seed"] if arguments.seed is None else arguments.seed,
        "examples": document["examples"] if arguments.examples is None else arguments.examples,
    }
    return Namespace(**{**vars(arguments), **again})


def still_promised(wanted: Collection[str], contracts: Contracts) -> frozenset[str]:
    """Those of the constraints (as `OPERATION/ID`) that the contracts still have; the others are told."""
    known = {f"{name}/{identity}" for name in contracts for identity in contracts[name].by_id}
    left = frozenset(one for one in wanted if one in known or one.partition("/")[2].startswith("#"))
    for one in sorted(set(wanted) - left):
        print(f"fencepost: no contract has {one} any more", file=sys.stderr)
    return left


def _is_wanted(operation: str, asked: Collection[str]) -> bool:
    return not asked or operation in asked or operation.partition(".")[0] in asked


def _constraints(finding: Mapping[str, Any]) -> Iterator[str]:
    """The constraints of a finding, and of those that are the same crash, each with its operation."""
    operation = finding["operation"]
    yield from (f"{operation}/{identity}" for identity in finding["constraints"])
    for other in finding.get("also", ()):
        together = other.removeprefix(f"{operation}/").rpartition("/")[0]
        yield from (f"{operation}/{identity}" for identity in together.split("+"))
