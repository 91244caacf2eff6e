"""A report as JUnit XML, the form in which CI services show tests: one test case for each promise.

The form is Jenkins' and Surefire's. GitLab takes files of at most 30 MB, and of two test cases with the same class and
name only the first: so names tell targets apart where there are several, and what would be too large is folded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

from fencepost.oracle.verdict import DIVERGENCES
from fencepost.reporting.account import account, errata_lines, excuse, excuses, headline, identity
from fencepost.reporting.harmless import harmless
from fencepost.reporting.sentences import Sentences, no_sentences
from fencepost.reporting.tally import rank_of

#: The largest file that GitLab takes is one of 30 MB; in bytes, with room to spare.
LIMIT = 29_000_000
#: The longest name of a test case, in characters.
_NAME = 2000
#: In the place of a failure's text where the file would be too large.
_SHORTENED = "more in report.json: with the rest of each failure this file would be too large"
#: How many findings of one promise are told in full.
_TOLD = 5

Outcome = Literal["passed", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class _TestCase:
    """One test case: its outcome, and why it isn't passed. `kind` is what went wrong, in a word."""

    classname: str
    name: str
    outcome: Outcome = "passed"
    kind: str = ""
    message: str = ""
    text: str = ""


def render_junit(document: Mapping[str, Any], sentences: Sentences = no_sentences, limit: int = LIMIT) -> str:
    """A report as JUnit XML: a test suite for each target, and one for what a baseline says of entries.

    Where the text is more than `limit` bytes, operations without an exercised promise become one skipped test case
    each, then all test cases of an operation but its failures, which says how many promises it stands for; then
    failures have their message alone.
    """
    told = {target: _told(document, target, sentences) for target in document["targets"]}
    text = ""
    for fold in (_each, _fold_unexercised, _fold_all_but_failures, _fold_and_shorten):
        suites = [_suite(document, target, entries, fold) for target, entries in told.items()]
        text = _document(document, [*suites, *_baseline_suite(document)])
        if len(text.encode()) <= limit:
            break
    return text


@dataclass(frozen=True, slots=True)
class _Suite:
    name: str
    properties: Mapping[str, str]
    cases: Sequence[_TestCase]

    def count(self, outcome: Outcome) -> int:
        return sum(case.outcome == outcome for case in self.cases)


Fold = Callable[[list[_TestCase], Mapping[str, Any]], list[_TestCase]]


_Told = list[tuple[Mapping[str, Any], list[_TestCase]]]


def _told(document: Mapping[str, Any], target: str, sentences: Sentences) -> _Told:
    """The operations of a target, each with all of its test cases."""
    found = _by_operation(finding for finding in document["findings"] if finding["target"] == target)
    suffix = f" [{harmless(target)}]" if len(document["targets"]) > 1 else ""
    teller = _Teller(sentences, excuses(document), suffix)
    return [
        (entry, list(teller.cases(entry, found.get(entry["operation"], [])))) for entry in _entries(document, target)
    ]


def _suite(document: Mapping[str, Any], target: str, told: _Told, fold: Fold) -> _Suite:
    cases = [case for entry, own in told for case in fold(own, entry)]
    return _Suite(target, _properties(document, target), cases)


def _entries(document: Mapping[str, Any], target: str) -> Iterator[Mapping[str, Any]]:
    """The operations of a target; one that only findings speak of has no promises here."""
    entries = [entry for entry in document["operations"] if entry["target"] == target]
    yield from entries
    known = {entry["operation"] for entry in entries}
    for operation in dict.fromkeys(one["operation"] for one in document["findings"] if one["target"] == target):
        if operation not in known:
            yield {"operation": operation, "status": "exercised", "detail": "", "constraints": (), "response": ()}


def _by_operation(findings: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for finding in findings:
        grouped.setdefault(finding["operation"], []).append(finding)
    return grouped


@dataclass(frozen=True, slots=True)
class _Teller:
    """Makes the test cases of operations. `suffix` stands behind each name."""

    sentences: Sentences
    excused: Mapping[tuple[str, str], str]
    suffix: str

    def cases(self, entry: Mapping[str, Any], findings: Sequence[Mapping[str, Any]]) -> Iterator[_TestCase]:
        """A test case for each promise of an operation, then one for each finding that is about none of them."""
        promises = [*entry["constraints"], *entry["response"]]
        by_promise = _by_promise(findings)
        for promise in promises:
            found = by_promise.get(promise["id"], [])
            yield self._judged(entry, promise["id"], found) if found else self._unfound(entry, promise)
        known = {promise["id"] for promise in promises}
        for finding in findings:
            if not known.intersection(finding["constraints"]):
                yield self._judged(entry, "+".join(finding["constraints"]), [finding])

    def _judged(self, entry: Mapping[str, Any], name: str, findings: Sequence[Mapping[str, Any]]) -> _TestCase:
        """The test case of findings: failed where one of them has no excuse."""
        open_ones = [finding for finding in findings if not excuse(finding, self.excused)]
        if not open_ones:
            why = "; ".join(dict.fromkeys(excuse(finding, self.excused) for finding in findings))
            return self._case(entry, name, "skipped", "known", f"{why} ({headline(findings[0])})")
        worst = min(open_ones, key=lambda finding: rank_of(finding["verdict"]))
        blocks = [self._block(finding) for finding in open_ones[:_TOLD]]
        if len(open_ones) > _TOLD:
            blocks.append(f"… and {len(open_ones) - _TOLD} more")
        return self._case(entry, name, "failed", worst["verdict"], headline(worst), "\n\n".join(blocks))

    def _block(self, finding: Mapping[str, Any]) -> str:
        lines = [identity(finding), *(f"{label + ':':<12}{text}" for label, text in account(finding, self.sentences))]
        return "\n".join(lines)

    def _unfound(self, entry: Mapping[str, Any], promise: Mapping[str, Any]) -> _TestCase:
        """The test case of a promise without a finding: passed where it was kept."""
        name, verdict = promise["id"], promise["verdict"]
        erratum = promise.get("erratum") or {}
        if erratum.get("says") == "wrong":
            why = f"the errata say that the documentation is wrong here: {erratum.get('evidence', '')}"
            return self._case(entry, name, "skipped", "erratum", why)
        if verdict == "conforms":
            return self._case(entry, name, "passed")
        if verdict in DIVERGENCES:
            return self._case(entry, name, "failed", verdict, f"{verdict}; the report holds no finding of it")
        return self._case(entry, name, "skipped", verdict, f"{verdict}: {_reason(entry, promise)}")

    def _case(
        self, entry: Mapping[str, Any], name: str, outcome: Outcome, kind: str = "", message: str = "", text: str = ""
    ) -> _TestCase:
        shown = harmless(name, _NAME) + self.suffix
        return _TestCase(harmless(entry["operation"]), shown, outcome, kind, harmless(message, 2000), text)


def _by_promise(findings: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Findings by each promise that they are about; one that stands for others of the same cause is about theirs."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for finding in findings:
        ids = list(finding["constraints"])
        for other in finding.get("also") or ():
            # operation/constraints/verdict, and constraints joined with +
            ids += other.removeprefix(f"{finding['operation']}/").rpartition("/")[0].split("+")
        for one in dict.fromkeys(ids):
            found.setdefault(one, []).append(finding)
    return found


def _reason(entry: Mapping[str, Any], promise: Mapping[str, Any]) -> str:
    """Why nothing was shown of a promise."""
    if entry["status"] != "exercised":
        return f"{entry['status']}: {entry['detail']}" if entry["detail"] else str(entry["status"])
    if promise.get("contested"):
        return f"the documentation contradicts itself: {', '.join(promise['contested'])}"
    skipped = [f"{skip['side']}: {skip['reason']}, {skip['detail']}" for skip in promise.get("skipped", ())]
    tried = [case for case in promise.get("cases", ()) if case["verdict"] == promise["verdict"]]
    shown = [f"{case['label']} was answered with {case['status']} {case['code'] or ''}".rstrip() for case in tried[:1]]
    return "; ".join([*skipped, *shown]) or "no case showed anything"


def _each(cases: list[_TestCase], _: Mapping[str, Any]) -> list[_TestCase]:
    return cases


def _fold_unexercised(cases: list[_TestCase], entry: Mapping[str, Any]) -> list[_TestCase]:
    return cases if entry["status"] == "exercised" else _folded(cases, entry)


def _fold_all_but_failures(cases: list[_TestCase], entry: Mapping[str, Any]) -> list[_TestCase]:
    return _folded(cases, entry)


def _fold_and_shorten(cases: list[_TestCase], entry: Mapping[str, Any]) -> list[_TestCase]:
    return [replace(case, text=_SHORTENED if case.text else "") for case in _folded(cases, entry)]


def _folded(cases: list[_TestCase], entry: Mapping[str, Any]) -> list[_TestCase]:
    """The failures, and one test case for all the others of the operation."""
    failures = [case for case in cases if case.outcome == "failed"]
    others = [case for case in cases if case.outcome != "failed"]
    if len(others) < 2:  # noqa: PLR2004 - one takes no more room than what would stand for it
        return cases
    passed = sum(case.outcome == "passed" for case in others)
    kinds = Counter(case.kind for case in others if case.kind)
    said = ", ".join([f"{passed} passed", *(f"{count} {kind}" for kind, count in sorted(kinds.items()))])
    message = f"{len(others)} promises in one, so that the file is small enough: {said}"
    if entry["status"] != "exercised":
        message += f"; {entry['status']}: {entry['detail']}"
    return [*failures, _TestCase(others[0].classname, "(folded)", "skipped", "folded", harmless(message))]


def _baseline_suite(document: Mapping[str, Any]) -> Iterator[_Suite]:
    """What a baseline says beside the findings: an entry that is done with fails until it is pruned."""
    baseline = document.get("baseline")
    if not baseline:
        return
    failing = {"fixed": "conforms now: prune the entry"}
    skipping = {
        "expired": "accepted up to a day that is over, so the finding is new again",
        "unexercised": "no longer exercised, so not fixed",
        "changed": "something else is shown in its place",
    }
    cases = [
        _TestCase(
            "baseline",
            harmless(f"{entry['id']} [{entry.get('target', '')}]", _NAME),
            "failed" if kind in failing else "skipped",
            kind,
            harmless(f"{words}: {entry['why']}" if entry.get("why") else words),
        )
        for kind, words in (failing | skipping).items()
        for entry in baseline.get(kind, ())
    ]
    if cases:
        yield _Suite("baseline", {"file": str(baseline.get("file", ""))}, cases)


def _properties(document: Mapping[str, Any], target: str) -> dict[str, str]:
    return {
        "target": target,
        "seed": str(document["seed"]),
        "fencepost": document["fencepost"],
        "interrupted": str(document["interrupted"]).lower(),
        **({"errata": "; ".join(lines)} if (lines := errata_lines(document)) else {}),
    }


def _document(document: Mapping[str, Any], suites: Sequence[_Suite]) -> str:
    cases = sum(len(suite.cases) for suite in suites)
    failures = sum(suite.count("failed") for suite in suites)
    seconds = f"{document['seconds']:.3f}"
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<testsuites name="fencepost" tests="{cases}" failures="{failures}" errors="0" time="{seconds}">')
    for suite in suites:
        lines.extend(_suite_lines(suite))
    return "\n".join([*lines, "</testsuites>", ""])


def _suite_lines(suite: _Suite) -> Iterator[str]:
    counts = (
        f'tests="{len(suite.cases)}" failures="{suite.count("failed")}" errors="0" skipped="{suite.count("skipped")}"'
    )
    yield f"<testsuite name={_attribute(suite.name)} {counts}>"
    yield "<properties>"
    for name, value in suite.properties.items():
        yield f"<property name={_attribute(name)} value={_attribute(value, 4000)}/>"
    yield "</properties>"
    for case in suite.cases:
        yield _case_line(case)
    yield "</testsuite>"


def _case_line(case: _TestCase) -> str:
    head = f"<testcase classname={_attribute(case.classname)} name={_attribute(case.name, _NAME + 200)}"
    if case.outcome == "passed":
        return f"{head}/>"
    element = "failure" if case.outcome == "failed" else "skipped"
    facts = f"type={_attribute(case.kind)} message={_attribute(case.message, 2000)}"
    text = "\n".join(escape(harmless(line, 4000)) for line in case.text.split("\n")) if case.text else ""
    return f"{head}><{element} {facts}>{text}</{element}></testcase>"


def _attribute(value: object, limit: int = 500) -> str:
    """A text as an attribute's value: XML 1.0 has no way to write control characters, so they are shown escaped."""
    return quoteattr(harmless(value, limit))
