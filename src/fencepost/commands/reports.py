"""Reports as commands read them."""

from __future__ import annotations

import difflib
import ipaddress
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fencepost.errors import UnreadableInputError, UsageError
from fencepost.reporting import FORMAT

_REMEDY = "Give a report.json that `fencepost run` of this version wrote, or the folder that holds it."


def read_report(path: Path) -> dict[str, Any]:
    """A report, by its file or by the folder of the run. Raises UnreadableInputError for anything else."""
    file = path / "report.json" if path.is_dir() else path
    try:
        document = json.loads(file.read_bytes())
    except OSError as error:
        raise UnreadableInputError(f"can't be read: {error.strerror or error}", file=file, remedy=_REMEDY) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableInputError(f"is no JSON: {error}", file=file, remedy=_REMEDY) from error
    lists = ("targets", "operations", "findings")
    if (
        not isinstance(document, dict)
        or document.get("format") != FORMAT
        or not all(isinstance(document.get(name), list) for name in lists)
    ):
        raise UnreadableInputError("is no report", file=file, remedy=_REMEDY)
    return document


def chosen(findings: Sequence[dict[str, Any]], ids: Sequence[str], report: Path) -> list[dict[str, Any]]:
    """The findings with these ids, one of a group of the same crash by any of its ids; all where none is asked for.

    Raises UsageError for an id that isn't there, with the nearest.
    """
    if not ids:
        return list(findings)
    by_id: dict[str, list[dict[str, Any]]] = {}
    for finding in findings:
        for identity in (finding["id"], *finding.get("also", ())):
            by_id.setdefault(identity, []).append(finding)
    for identity in ids:
        if identity not in by_id:
            near = difflib.get_close_matches(identity, by_id, n=1)
            remedy = f"Did you mean {near[0]}?" if near else "The ids of its findings stand in the report."
            raise UsageError(f"no finding {identity!r} in {report}\n  {remedy}")
    return list({id(finding): finding for identity in ids for finding in by_id[identity]}.values())


def targets_of(document: Mapping[str, Any], given: Sequence[str] | None) -> list[str]:
    """The targets to send to: those `given`, or else the report's own, where nobody need be asked.

    A report says where it was made, and may come from anybody: what leaves this machine, or imports code, is named by
    the user. Raises UsageError where it isn't.
    """
    if given:
        return list(given)
    for target in document["targets"]:
        if target not in _OWN and not _is_loopback(target):
            raise UsageError(f"the report is of {target}\n  To send anything there, name it with --target.")
    return list(document["targets"])


#: Targets that are the same for everybody, and send nothing anywhere.
_OWN = ("moto", "reference")


def _is_loopback(target: str) -> bool:
    """Whether a target is an endpoint of this machine."""
    try:
        host = urlsplit(target).hostname or ""
        return target.startswith(("http://", "https://")) and (
            host == "localhost" or ipaddress.ip_address(host).is_loopback
        )
    except ValueError:
        return False
