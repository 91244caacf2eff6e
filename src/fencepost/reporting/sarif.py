"""A report as SARIF 2.1.0, the form in which code scanning shows alerts: one result for each finding.

A rule is a kind of divergence from a kind of promise (`accepts-invalid/maxLength`). A finding's place is the contract:
`contracts/<service>/<Operation>.json`, with the promise's line where the working directory has this file, as a project
with contracts of its own does. Else the same relative path stands for the promise, since GitHub refuses a whole file
for one absolute URI that isn't below the checkout.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from fencepost.reporting.account import account, errata_lines, excuse, excuses, headline, identity, is_known
from fencepost.reporting.harmless import harmless
from fencepost.reporting.sentences import Sentences, no_sentences

#: The results that GitHub takes of one run, and those of them that it shows.
LIMIT, SHOWN = 25_000, 5_000
#: The largest file that GitHub takes is one of 10 MB in gzip; this many bytes, uncompressed, stay well below that.
SIZE = 60_000_000
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"high": "error", "medium": "warning", "low": "note"}
_GRADES = ("high", "medium", "low")
_KEYWORD = re.compile(r"[A-Za-z]+")
_ID = re.compile(r'"id":\s*("(?:[^"\\]|\\.)*")')
#: What a kind of divergence means, for a rule's title.
_MEANINGS = {
    "crash": "The target crashed or gave no answer",
    "state-leak": "A refused request changed something",
    "lost-update": "An accepted change can't be read back, or changed what it must not",
    "accepts-invalid": "A request that breaks a documented promise was accepted",
    "rejects-valid": "A valid request was refused",
    "malformed-response": "The answer breaks its documented form, or can't be read",
    "wrong-error": "Refused, but with another error than the documented one",
}


def render_sarif(document: Mapping[str, Any], sentences: Sentences = no_sentences, limit: int = LIMIT) -> str:
    """A report as SARIF: a run for each target, of at most `limit` results; of more, the gravest are kept.

    What is left out is counted in a notification of the run, so that nobody takes the rest for the whole.
    """
    runs = [_run(document, target, sentences, limit) for target in document["targets"]]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": runs}
    indent = 2 if len(document["findings"]) <= SHOWN else None
    return json.dumps(log, indent=indent, ensure_ascii=True, allow_nan=False) + "\n"


def _run(document: Mapping[str, Any], target: str, sentences: Sentences, limit: int) -> dict[str, Any]:
    findings = [finding for finding in document["findings"] if finding["target"] == target]
    kept = sorted(findings, key=_gravity)
    maker = _Results(document, sentences)
    results: list[dict[str, Any]] = []
    size = 0
    for finding in kept[:limit]:
        result = maker.result(finding)
        size += len(json.dumps(result))
        if size > SIZE:
            break
        results.append(result)
    driver = {"name": "Fencepost", "version": document["fencepost"], "rules": list(maker.rules.values())}
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"fencepost/{harmless(target)}/"},
        "invocations": [_invocation(document, len(findings), len(results))],
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {
            "target": harmless(target),
            "seed": document["seed"],
            "coverage": document["coverage"].get(target, {}),
            "divergence": document["divergence"].get(target, {}),
            "errata": errata_lines(document),
        },
    }


def _gravity(finding: Mapping[str, Any]) -> tuple[bool, int, int]:
    """The order in which findings are kept: new before known, then by severity, then by confidence."""
    return is_known(finding), _GRADES.index(finding["severity"]), _GRADES.index(finding["confidence"])


def _invocation(document: Mapping[str, Any], found: int, kept: int) -> dict[str, Any]:
    notes = []
    if kept < found:
        notes.append(
            f"{found - kept} of {found} findings are left out, the least grave: a run may have {LIMIT} results."
            " report.json has them all."
        )
    if document["interrupted"]:
        notes.append("The run was interrupted: what it did not reach is not here.")
    listed = [{"level": "warning", "message": {"text": note}} for note in notes]
    return {"executionSuccessful": not document["interrupted"], "toolExecutionNotifications": listed}


@dataclass(slots=True)
class _Results:
    """Makes results, and gathers the rules that they name. Results know their baseline all, or none does."""

    document: Mapping[str, Any]
    sentences: Sentences
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)
    _excused: dict[tuple[str, str], str] = field(init=False)
    _lines: dict[str, dict[str, int] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._excused = excuses(self.document)

    def result(self, finding: Mapping[str, Any]) -> dict[str, Any]:
        """The result of a finding."""
        rule = rule_of(finding)
        self.rules.setdefault(rule, _rule(rule, finding))
        result: dict[str, Any] = {
            "ruleId": rule,
            "ruleIndex": list(self.rules).index(rule),
            "level": _LEVELS[finding["severity"]],
            "kind": "fail",
            "message": {"text": self._text(finding)},
            "locations": [self._location(finding)],
            "partialFingerprints": _fingerprints(finding),
            "occurrenceCount": finding["count"],
        }
        if self.document.get("baseline") is not None:
            result["baselineState"] = "unchanged" if is_known(finding) else "new"
            result["suppressions"] = list(self._suppressions(finding))
        facts = ("verdict", "severity", "confidence")
        result["properties"] = {"id": identity(finding)} | {name: finding[name] for name in facts}
        return result

    def _text(self, finding: Mapping[str, Any]) -> str:
        """The message: its first line is what a list of alerts shows. `[…](…)` would be a link, and is kept apart."""
        lines = [f"{label}: {text}" for label, text in account(finding, self.sentences)]
        return "\n".join([headline(finding), "", *lines]).replace("](", "] (")

    def _suppressions(self, finding: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        if is_known(finding):
            why = excuse(finding, self._excused)
            yield {"kind": "external", "status": "accepted", "justification": why}

    def _location(self, finding: Mapping[str, Any]) -> dict[str, Any]:
        service, _, operation = finding["operation"].partition(".")
        path = f"contracts/{_plain(service)}/{_plain(operation)}.json"
        if path not in self._lines:
            self._lines[path] = _lines_of(Path(path))
        line = (self._lines[path] or {}).get(finding["constraint"], 1)
        return {
            "physicalLocation": {"artifactLocation": {"uri": path}, "region": {"startLine": line}},
            "logicalLocations": list(_logical(finding, operation)),
        }


def rule_of(finding: Mapping[str, Any]) -> str:
    """The id of the rule of a finding: its verdict, and the keyword of the promise (`accepts-invalid/maxLength`)."""
    keyword = _KEYWORD.match(finding["constraint"].partition("#")[2])
    return f"{finding['verdict']}/{keyword[0] if keyword else 'other'}"


def _rule(rule: str, finding: Mapping[str, Any]) -> dict[str, Any]:
    verdict, _, keyword = rule.partition("/")
    meaning = _MEANINGS.get(verdict, "The target departs from its documentation")
    return {
        "id": rule,
        "name": "".join(word.capitalize() for word in re.findall(r"[A-Za-z]+", rule)),
        "shortDescription": {"text": f"{meaning} ({keyword})."},
        "fullDescription": {"text": f"{meaning}. The promise is one of the kind {keyword}."},
        "defaultConfiguration": {"level": _LEVELS[finding["severity"]]},
        "help": {"text": "Repeat a finding with the script that `fencepost reproduce REPORT FINDING` prints."},
        "properties": {"tags": [verdict, keyword]},
    }


def _fingerprints(finding: Mapping[str, Any]) -> dict[str, str]:
    """The identity of a finding on its target; under GitHub's own name too, which else is made of a line's text."""
    whole = f"{finding['target']}\0{finding['id']}"
    digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    return {"fencepostFinding/v1": identity(finding), "primaryLocationLineHash": f"{digest[:16]}:1"}


def _logical(finding: Mapping[str, Any], operation: str) -> Iterator[dict[str, Any]]:
    whole = harmless(finding["operation"])
    yield {"name": harmless(operation), "fullyQualifiedName": whole, "kind": "function"}
    path = finding["constraint"].partition("#")[0]
    if path:
        name = harmless(path.rpartition(".")[2])
        yield {"name": name, "fullyQualifiedName": harmless(f"{whole}/{path}", 1000), "kind": "parameter"}


#: Characters of the name of a service or operation, which becomes part of a path.
_plain = partial(re.sub, r"[^A-Za-z0-9_-]", "-")


def _lines_of(file: Path) -> dict[str, int] | None:
    """The line of each promise in a contract, by its id; None where there is no such file."""
    try:
        lines: Sequence[str] = file.read_text(encoding="utf-8").splitlines()
        found: dict[str, int] = {}
        for number, line in enumerate(lines, 1):
            if match := _ID.search(line):
                found.setdefault(json.loads(match[1]), number)
    except (OSError, ValueError):
        return None
    return found
