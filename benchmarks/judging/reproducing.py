"""Runs the scripts of a random sample of findings against a moto server on loopback, and tells which show the finding.

    python -m benchmarks.judging.reproducing REPORT [--seed N] [--count 100]

Needs `moto[server]`. A script shows its finding when its last call has the outcome that the finding has: accepted where
an invalid request was accepted, a 5xx or no answer that can be read for a crash, the same code for a wrong error.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fencepost.commands.reports import read_report
from fencepost.reporting import script

_OUTCOME = re.compile(r"^(?:\w+ by hand|[\w]+): (\d{3}|no answer that boto3 can read)(.*)$", re.MULTILINE)
_SECONDS = 60


def main() -> int:
    """Prints the share, and the findings whose scripts don't show them. Returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    arguments = parser.parse_args()
    findings: list[dict[str, Any]] = read_report(arguments.report)["findings"]
    chosen = random.Random(arguments.seed).sample(findings, min(arguments.count, len(findings)))  # noqa: S311
    shown: Counter[str] = Counter()
    with _server() as address:
        for finding in chosen:
            printed = _run(script(finding), address)
            good = _shows(finding, printed)
            shown[f"{finding['verdict']} {'shown' if good else 'not shown'}"] += 1
            if not good:
                print(f"{finding['id']}\n  observed {finding['observed']}\n  printed {printed[-400:]!r}")
    total = sum(count for name, count in shown.items() if not name.endswith("not shown"))
    print(f"{total} of {len(chosen)} scripts show the finding; {dict(sorted(shown.items()))}")
    return 0


@contextmanager
def _server() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(port)
            yield address
        finally:
            process.terminate()


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("the moto server did not start; is moto[server] installed?")


def _run(source: str, address: str) -> str:
    """What a script prints on a server that was just emptied."""
    urllib.request.urlopen(urllib.request.Request(f"{address}/moto-api/reset", method="POST"), timeout=_SECONDS).close()  # noqa: S310
    environment = {**os.environ, "ENDPOINT_URL": address, "AWS_EC2_METADATA_DISABLED": "true"}
    try:
        done = subprocess.run(  # noqa: S603 - a script of our own
            [sys.executable, "-c", source],
            env=environment,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "no answer in time"
    return done.stdout + done.stderr[-500:]


def _shows(finding: dict[str, Any], printed: str) -> bool:
    """Whether the last call had the finding's outcome."""
    outcomes: list[tuple[str, str]] = _OUTCOME.findall(printed)
    verdict: str = finding["verdict"]
    if not outcomes:
        return verdict == "crash" and "no answer" in printed
    status, said = outcomes[-1]
    unreadable = status.startswith("no answer")
    match verdict:
        case "crash":
            return unreadable or status.startswith("5")
        case "accepts-invalid":
            return status.startswith("2")
        case "malformed-response":
            return unreadable or status.startswith("2")
        case "wrong-error":
            return status.startswith("4") and str(finding["observed"]["code"]) in said
        case _:
            return status.startswith("4")


if __name__ == "__main__":
    raise SystemExit(main())
