"""A report as it is published: a summary by service to read, and the findings as lines of facts.

Neither holds a sentence of the documentation, nor what a target said: ids, verdicts, what was tried, and the status.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fencepost.oracle.verdict import DIVERGENCES
from fencepost.reporting.coverage import SIDES
from fencepost.reporting.journal import unwritable
from fencepost.reporting.tally import rank_of

#: The longest text of what was tried, in characters: a value may be longer.
_TRIED = 120


def publish(document: Mapping[str, Any], folder: Path, version: str = "") -> list[Path]:
    """Writes `SUMMARY.md`, `unreached.jsonl` and `findings/<service>.jsonl` for each target of a report.

    `version` is that of the implementation, for the heading. With several targets each has a folder of its own. Gives
    the files. Raises UsageError where one can't be written.
    """
    several = len(document["targets"]) > 1
    files: dict[Path, str] = {}
    for target in document["targets"]:
        own = folder / _plain(target) if several else folder
        files |= {own / name: text for name, text in _texts(document, target, version)}
    for file, text in files.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise unwritable(file, "publication", error) from error
    return list(files)


def _texts(document: Mapping[str, Any], target: str, version: str) -> Iterator[tuple[str, str]]:
    entries = [one for one in document["operations"] if one["target"] == target]
    findings = [one for one in document["findings"] if one["target"] == target]
    yield "SUMMARY.md", "\n".join(_summary(document, target, version, entries, findings)) + "\n"
    unreached = [one for one in entries if one["status"] == "no-control"]
    yield "unreached.jsonl", _lines({key: one[key] for key in ("operation", "reason", "detail")} for one in unreached)
    services: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for finding in findings:
        services[_service(finding)].append(_facts(finding))
    for service, facts in sorted(services.items()):
        yield f"findings/{service}.jsonl", _lines(sorted(facts, key=lambda one: tuple(map(str, one.values()))))


def _facts(finding: Mapping[str, Any]) -> dict[str, Any]:
    seen = finding["observed"]
    facts = {
        "operation": finding["operation"].partition(".")[2],
        "constraint": "+".join(finding["constraints"]),
        "verdict": finding["verdict"],
        "tried": finding["label"][:_TRIED],
        "observed": " ".join(str(seen[key]) for key in ("status", "code", "failure") if seen[key] is not None),
    }
    return facts | ({"also": len(finding["also"])} if finding.get("also") else {})


def _summary(
    document: Mapping[str, Any],
    target: str,
    version: str,
    entries: Sequence[Mapping[str, Any]],
    findings: Sequence[Mapping[str, Any]],
) -> Iterator[str]:
    coverage, divergence = document["coverage"][target], document["divergence"][target]
    controls = coverage["controls"]
    yield f"# {f'{target} {version}'.strip()}, by Fencepost {document['fencepost']}"
    yield ""
    yield f"- {_share(controls['reached'], controls['implemented'])} operations that it has accepted a valid request"
    yield (
        f"  that means something; {_share(controls['substantial_reached'], controls['substantial'])} of those with a"
        " member that is constrained or names a resource."
    )
    yield f"- The others: {_counted(controls['unreached'])} (`unreached.jsonl`)."
    yield (
        f"- Of {coverage['constraints']:,} documented promises {coverage['constraints_exercised']:,} were shown on both"
        f" sides, {coverage['one_side']:,} on one, with {coverage['cases']:,} cases (seed {document['seed']})."
    )
    yield f"- {divergence['total']:,} findings: {_counted(divergence['verdicts'])} (`findings/`)."
    yield f"- Sides that were not shown: {_counted(coverage['skipped'])}."
    yield ""
    yield from _table(entries, findings)


def _table(entries: Sequence[Mapping[str, Any]], findings: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """A row for each service that the target has anything of."""
    verdicts = sorted({one["verdict"] for one in findings} & set(DIVERGENCES), key=rank_of)
    titles = ["operations", "with a control", "promises", "both sides", "conform", *verdicts, "inconclusive", "reasons"]
    yield f"| service | {' | '.join(titles)} |"
    yield f"| --- |{' ---: |' * (len(titles) - 1)} --- |"
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for finding in findings:
        found[_service(finding)][finding["verdict"]] += 1
    services: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for entry in entries:
        if entry["status"] != "not-implemented":
            services[_service(entry)].append(entry)
    for service, own in sorted(services.items()):
        promises = [one for entry in own for one in entry["constraints"]]
        counts = Counter(one["verdict"] for one in promises)
        reasons = Counter(entry["reason"] for entry in own if entry["reason"])
        cells = [
            len(own),
            sum(entry["status"] == "exercised" for entry in own),
            len(promises),
            sum(all(one[side] for side in SIDES) for one in promises),
            counts["conforms"],
            *(found[service][verdict] for verdict in verdicts),
            counts["inconclusive"],
            _counted(reasons),
        ]
        yield f"| {service} | {' | '.join(map(str, cells))} |"


def _service(entry: Mapping[str, Any]) -> str:
    return str(entry["operation"]).partition(".")[0]


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,}" + (f" ({part / whole:.1%})" if whole else "")


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.items()) or ""


def _lines(documents: Any) -> str:
    return "".join(json.dumps(one, ensure_ascii=True) + "\n" for one in documents)


def _plain(target: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in target)
