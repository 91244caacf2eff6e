"""Reports made by hand: a small one of an invented service, a hostile one, and one as large as a sweep's."""

from __future__ import annotations

import json
from typing import Any

from fencepost.reporting import ReportBuilder
from tests.reporting.invented_events import (
    LEND,
    MEND,
    OTHER,
    TARGET,
    accepted,
    divergence,
    judged,
    known,
    run,
    started,
    unit,
)

#: Markup, an escape sequence, a text that turns the direction of writing, and a zero.
HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>\x1b[31m\u202egnp.exe\x00"
_KEYWORDS = (
    "type",
    "required",
    "enum",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "exists",
)
_VERDICTS = ("crash", "accepts-invalid", "rejects-valid", "wrong-error")
_SEVERITIES = {"crash": "high", "accepts-invalid": "medium", "rejects-valid": "medium", "wrong-error": "low"}


def document_of(events: Any) -> dict[str, Any]:
    """The report of events, as it is read back from its file."""
    builder = ReportBuilder()
    for event in events:
        builder.add(event)
    document: dict[str, Any] = json.loads(json.dumps(builder.document()))
    return document


def small() -> dict[str, Any]:
    """A report of two operations on a target: two findings, one operation that is lacking."""
    return document_of(run())


def two_targets() -> dict[str, Any]:
    """The same finding on two targets, and one more on the first; beside a baseline that knows one of them."""
    state = judged("state-leak", ["Days#required"], label="without Days", request={}, phase="state")
    events = [
        started(targets=(TARGET, OTHER)),
        *unit("boundaries", accepted(), divergence({"Days": 31})),
        *unit("state", state),
        *unit("boundaries", known(target=OTHER), divergence({"Days": 31}, target=OTHER), target=OTHER),
        *unit("boundaries", operation=MEND),
    ]
    document = document_of(events)
    for finding in document["findings"]:
        finding["standing"] = "new" if finding["verdict"] == "state-leak" else "known"
    gone = {
        "id": f"{LEND}/Title#maxLength/crash",
        "target": TARGET,
        "reason": "a bug of old",
        "link": "javascript:alert(1)",
    }
    why = {"id": f"{MEND}/Days#maximum/crash", "target": TARGET, "why": "the operation is not there"}
    document["baseline"] = {
        "file": "accepted.json",
        "passes": False,
        "changed": [],
        "expired": [],
        "notes": ["another seed"],
        "new": [{"id": f"{LEND}/Days#required/state-leak", "target": TARGET}],
        "known": [
            {"id": f"{LEND}/Days#maximum/accepts-invalid", "target": one, "reason": "wontfix"}
            for one in (TARGET, OTHER)
        ],
        "fixed": [gone],
        "unexercised": [why],
    }
    erratum = {"says": "value", "value": 31, "evidence": "tried on AWS", "link": "https://example.com/1"}
    document["errata"] = [{"operation": LEND, "constraint": "Days#maximum", **erratum}]
    document["operations"][0]["constraints"][1]["erratum"] = erratum
    return document


def hostile() -> dict[str, Any]:
    """A report whose names, labels, answers and requests want to do harm, one request of ten million characters."""
    document = small()
    text = json.dumps(HOSTILE)[1:-1]
    document = json.loads(
        json.dumps(document)
        .replace("Days = 31", text)
        .replace("moto", f"moto {text}")
        .replace("LendBook", f"Lend{text}")
    )
    finding = document["findings"][0]
    finding["observed"] |= {"code": HOSTILE, "message": HOSTILE + "\ud800", "detail": HOSTILE * 5}
    finding["request"] = {HOSTILE: HOSTILE, "Long": "x" * 10_000_000, "Repeats": {"$repeats": [["ab", 5_000_000]]}}
    finding["wire"] |= {"url": HOSTILE, "headers": {"X-Evil": HOSTILE}, "body": HOSTILE + "y" * 10_000_000}
    finding["also"] = [HOSTILE]
    return document


def sweep(operations: int = 3600, findings: int = 40_000) -> dict[str, Any]:
    """A report as large as that of a sweep over everything a target has, and with as many operations that it lacks."""
    each = -(-findings // operations)
    entries, found = [], []
    for number in range(operations):
        name = f"service{number % 160:03}.Operation{number:04}"
        rules = [_rule(f"Member{place}", _KEYWORDS[place % len(_KEYWORDS)]) for place in range(20)]
        own = [_finding(name, rules[place % 20], number, place) for place in range(min(each, findings - len(found)))]
        for finding in own:
            next(rule for rule in rules if rule["id"] == finding["constraint"])["verdict"] = finding["verdict"]
        found += own
        entries.append(_entry(name, rules, "exercised"))
        entries.append(_entry(f"lacking{number % 280:03}.Operation{number:04}", rules[:2], "not-implemented"))
    return _report(entries, found)


def _rule(member: str, keyword: str) -> dict[str, Any]:
    case = {"case": "boundary", "expect": "accept", "verdict": "conforms", "status": 200, "code": None}
    cases = [{"label": f"{member} = {side} {keyword}", "side": side, **case} for side in ("inside", "outside")]
    return {
        "id": f"{member}#{keyword}",
        "keyword": keyword,
        "path": member,
        "expect": "reject",
        "origins": ["model"],
        "verdict": "conforms",
        "inside": 1,
        "outside": 1,
        "skipped": [],
        "tally": {"conforms": 2},
        "cases": cases,
        "cases_omitted": 0,
    }


def _finding(operation: str, rule: dict[str, Any], number: int, place: int) -> dict[str, Any]:
    verdict = _VERDICTS[(number + place) % len(_VERDICTS)]
    members = {
        rule["path"]: "a value " * 20,
        "Name": f"fencepost-{number}",
        "Tags": [{"Key": "k", "Value": str(place)}] * 4,
    }
    wire = {"method": "POST", "url": "/", "headers": {"X-Amz-Target": operation}, "body": json.dumps(members)}
    observed = {"status": 200, "code": None, "message": f"answer {number * place}", "failure": None, "detail": None}
    origin = {"constraint": rule["id"], "origin": "model", "rule": None, "at": rule["path"]}
    return {
        "id": f"{operation}/{rule['id']}/{verdict}",
        "operation": operation,
        "target": "moto",
        "verdict": verdict,
        "constraint": rule["id"],
        "constraints": [rule["id"]],
        "severity": _SEVERITIES[verdict],
        "confidence": "high",
        "rule": f"{rule['path']} must hold to {rule['keyword']} (model, {rule['path']})",
        "label": f"{rule['path']} = {place}",
        "count": 2,
        "expected": {"outcome": "reject", "errors": ["Invalid"]},
        "observed": observed,
        "because": ["it was sent", "it was accepted"],
        "request": members,
        "wire": wire,
        "reads": [],
        "steps": [{"operation": operation, "members": members}] * 2,
        "source": {"kind": "botocore", "title": operation, "origins": [origin]},
    }


def _entry(name: str, rules: list[dict[str, Any]], status: str) -> dict[str, Any]:
    return {
        "operation": name,
        "target": "moto",
        "status": status,
        "detail": "",
        "reason": "",
        "substantial": True,
        "cases": 2 * len(rules),
        "dropped": 0,
        "verdicts": {},
        "constraints": rules,
        "response": [],
        "other": [],
    }


def _report(entries: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, Any]:
    from fencepost.reporting.coverage import coverage_of, divergence_of

    return {
        "format": "fencepost-report/2",
        "fencepost": "0.1.0",
        "seed": 0,
        "targets": ["moto"],
        "phases": ["boundaries"],
        "examples": 0,
        "interrupted": False,
        "seconds": 1.0,
        "operations": entries,
        "findings": found,
        "coverage": {"moto": coverage_of(entries)},
        "divergence": {"moto": divergence_of(found)},
    }
