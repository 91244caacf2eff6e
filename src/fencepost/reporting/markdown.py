"""A report as Markdown, for the summary of a CI step: numbers first, then what is new, details folded.

GitHub takes a summary of at most 1 MiB. Whatever a target or a user wrote stands in HTML that is escaped, within
`<code>` and `<pre>`, or as a span of code: neither Markdown, nor mentions of people, nor references to issues are read
there.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from fencepost.reporting.account import account, errata_lines, excuse, excuses, identity, is_known
from fencepost.reporting.harmless import harmless
from fencepost.reporting.sentences import Sentences, no_sentences

#: GitHub takes 1 MiB; in bytes, with room for what else a step writes there.
LIMIT = 1_000_000
#: How many entries of a baseline are named of each kind.
_NAMED = 50
_SEVERITIES = ("high", "medium", "low")


def render_markdown(document: Mapping[str, Any], sentences: Sentences = no_sentences, limit: int = LIMIT) -> str:
    """A report as Markdown of at most `limit` bytes; findings that find no room are counted at the end."""
    head = "\n".join([*_head(document), *_baseline(document), *_errata(document), ""])
    room = limit - len(head.encode()) - 200
    return head + "".join(_findings(document, sentences, room))


def span(text: object, limit: int = 500) -> str:
    """A text as code in a line of Markdown: its fence is longer than any run of backticks in it."""
    shown = harmless(text, limit)
    fence = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
    return f"{fence} {shown} {fence}" if "`" in shown or not shown.strip() else f"{fence}{shown}{fence}"


def code(text: object, limit: int = 500) -> str:
    """A text as code within HTML."""
    return f"<code>{html.escape(harmless(text, limit), quote=False)}</code>"


def _head(document: Mapping[str, Any]) -> Iterator[str]:
    findings = document["findings"]
    new = [finding for finding in findings if not is_known(finding)]
    known = f", {len(findings) - len(new)} known" if document.get("baseline") is not None else ""
    word = "new finding" if known else "finding"
    yield f"## Fencepost: {len(new):,} {word}{'' if len(new) == 1 else 's'}{known}"
    yield ""
    if document["interrupted"]:
        yield "**The run was interrupted**: what it did not reach is not here."
        yield ""
    yield "| target | operations exercised | promises on both sides | on one | findings | high | medium | low |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for target in document["targets"]:
        yield _row(document, target)
    yield ""
    yield from _verdicts(document)
    yield f"Seed {document['seed']}, {document['seconds']} s, Fencepost {span(document['fencepost'])}."
    yield ""


def _row(document: Mapping[str, Any], target: str) -> str:
    coverage = document["coverage"][target]
    grades = Counter(finding["severity"] for finding in document["findings"] if finding["target"] == target)
    cells = [
        span(target).replace("|", "\\|"),
        f"{coverage['exercised']:,} of {coverage['operations']:,}",
        f"{coverage['constraints_exercised']:,} of {coverage['constraints']:,}",
        f"{coverage['one_side']:,}",
        f"{document['divergence'][target]['total']:,}",
        *(f"{grades[severity]:,}" for severity in _SEVERITIES),
    ]
    return f"| {' | '.join(cells)} |"


def _verdicts(document: Mapping[str, Any]) -> Iterator[str]:
    """What the findings of each target are, in words."""
    for target in document["targets"]:
        counts = document["divergence"][target]["verdicts"]
        if counts:
            said = ", ".join(f"{count:,} {verdict}" for verdict, count in counts.items())
            yield f"- {span(target)}: {said}"
    yield ""


def _baseline(document: Mapping[str, Any]) -> Iterator[str]:
    """What a baseline says beside the findings."""
    baseline = document.get("baseline")
    if not baseline:
        return
    passes = "passes" if baseline["passes"] else "fails"
    yield f"Beside the baseline {span(baseline['file'])} this run **{passes}**."
    yield ""
    titles = {
        "fixed": "fixed: prune these entries",
        "expired": "accepted up to a day that is over, so new again",
        "unexercised": "no longer exercised, so not fixed",
        "changed": "something else is shown in their place",
    }
    for kind, title in titles.items():
        if entries := baseline.get(kind):
            yield from _folded(f"{len(entries):,} {title}", _entries(entries))


def _errata(document: Mapping[str, Any]) -> Iterator[str]:
    """What the user's errata change."""
    if lines := errata_lines(document):
        items = [f"<li>{code(line, 1000)}</li>" for line in lines[:_NAMED]]
        left = [f"<li>… and {len(lines) - _NAMED:,} more</li>"] if len(lines) > _NAMED else []
        yield from _folded(f"promises changed by errata: {len(lines):,}", ["<ul>", *items, *left, "</ul>"])


def _entries(entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "<ul>"
    for entry in entries[:_NAMED]:
        facts = [code(entry[name]) for name in ("target", "why", "reason", "link", "expires") if entry.get(name)]
        yield f"<li>{' '.join([code(entry['id'], 2000), *facts])}</li>"
    if len(entries) > _NAMED:
        yield f"<li>… and {len(entries) - _NAMED:,} more</li>"
    yield "</ul>"


def _folded(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines of HTML behind a title; without an empty line, which would end the HTML."""
    yield f"<details><summary>{title}</summary>"
    yield from lines
    yield "</details>"
    yield ""


def _findings(document: Mapping[str, Any], sentences: Sentences, room: int) -> Iterator[str]:
    """The findings, new ones first, the gravest first among them, as long as there is room."""
    excused = excuses(document)
    several = len(document["targets"]) > 1
    left = len(document["findings"])
    heading = None
    for finding in sorted(document["findings"], key=_gravity):
        title = "Known findings" if is_known(finding) else "Findings"
        block = "" if title == heading else f"### {title}\n\n"
        block += "\n".join(_finding(finding, sentences, excused, several=several)) + "\n"
        room -= len(block.encode())
        if room < 0:
            break
        heading, left = title, left - 1
        yield block
    if left:
        yield f"… and {left:,} more findings, for which there is no room here: report.json has them all.\n"


def _gravity(finding: Mapping[str, Any]) -> tuple[bool, int]:
    return is_known(finding), _SEVERITIES.index(finding["severity"])


def _finding(
    finding: Mapping[str, Any], sentences: Sentences, excused: Mapping[tuple[str, str], str], *, several: bool
) -> Iterator[str]:
    where = f" on {code(finding['target'])}" if several else ""
    promise = "+".join(finding["constraints"])
    title = (
        f"<b>{html.escape(harmless(finding['verdict']))}</b> {code(finding['operation'])} {code(promise, 1000)}{where}"
    )
    lines = [("standing", why)] if (why := excuse(finding, excused)) else []
    lines += [("id", identity(finding)), *account(finding, sentences)]
    width = max(len(label) for label, _ in lines)
    text = "\n".join(html.escape(f"{label:<{width}}  {harmless(said, 4000)}", quote=False) for label, said in lines)
    yield from _folded(title, [f"<pre>{text}</pre>"])
