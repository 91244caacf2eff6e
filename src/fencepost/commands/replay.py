"""`fencepost replay`: findings of a report sent again, to see which a target still shows."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fencepost.campaign import Replay
from fencepost.commands.reports import chosen, read_report, targets_of
from fencepost.contracts import load
from fencepost.reporting import harmless, shown_target, writable
from fencepost.targets import open_target

GONE, SHOWN, UNREACHED = 0, 1, 3
_WORDS = {"shown": "shown again", "gone": "not shown any more", "unknown": "can't be repeated"}


def replay(arguments: Namespace) -> int:
    """Sends findings again and tells for each whether it is shown; 1 where any is, 3 where none could be repeated."""
    document = read_report(arguments.report)
    findings = chosen(document["findings"], arguments.finding, arguments.report)
    counts: Counter[str] = Counter()
    for spec in targets_of(document, [arguments.target] if arguments.target else None):
        own = {one["id"]: one for one in findings if arguments.target or one["target"] == spec}
        for line, outcome in _told(list(own.values()), spec, arguments):
            counts[outcome] += 1
            print(writable(line, sys.stdout))
    print(", ".join(f"{counts[outcome]:,} {words}" for outcome, words in _WORDS.items()))
    return SHOWN if counts["shown"] else GONE if counts["gone"] or not counts else UNREACHED


def _told(findings: Sequence[Mapping[str, Any]], spec: str, arguments: Namespace) -> Iterator[tuple[str, str]]:
    """A line and the outcome for each finding that is sent to a target."""
    if not findings:
        return
    folders: tuple[Path, ...] = tuple(arguments.contracts)
    endpoint = {
        "timeout": arguments.timeout,
        "ca_bundle": arguments.ca_bundle,
        "profile": arguments.profile,
        "accept_real_aws": arguments.i_accept_real_aws,
        "reset_url": arguments.reset_url,
    }
    with open_target(spec, **endpoint) as target:
        again = Replay(target, lambda name: load(name, folders, models=arguments.models), arguments.models)
        for finding in findings:
            found = again.again(finding)
            named = f"{harmless(finding['id'], 2000)} on {shown_target(target.name)}"
            yield f"{_WORDS[found.outcome]:<18}  {named}: {harmless(found.why)}", found.outcome
