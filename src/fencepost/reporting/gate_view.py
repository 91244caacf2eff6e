"""The gate as people read it: lines for a terminal, and Markdown for a comment or the summary of a CI step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fencepost.reporting.harmless import harmless
from fencepost.reporting.markdown import span
from fencepost.reporting.summary import expected_text, observed_text

#: How many entries of each kind are shown; the report, and --format json, have them all.
SHOWN = 50
#: The parts of a gate in the order in which they matter, each with what it means to the reader.
_TITLES = {
    "new": "new",
    "fixed": "fixed, and accepted still: take them out with --prune",
    "expired": "accepted up to a day that is over, so new again: mend them, or change `expires`",
    "changed": "accepted, but something else is shown now",
    "unexercised": "no longer exercised, which is not fixed",
    "below": "new, but below the threshold",
    "known": "known",
}
Parts = Mapping[str, Sequence[Mapping[str, Any]]]


def gate_lines(document: Mapping[str, Any]) -> Iterator[str]:
    """The gate of a report (its part `baseline`) as lines of harmless text, what fails it first."""
    gate = document["baseline"]
    parts, found = _parts(gate), _findings(document)
    yield f"{harmless(gate['file'])}: {_counted(parts)}; the gate {'passes' if gate['passes'] else 'fails'}"
    yield from (f"  {harmless(note)}" for note in gate["notes"])
    for name, entries in parts.items():
        shown = [one for one in entries if name != "known" or "accepted_as" in one]
        if shown:
            yield f"\n{len(entries):,} {_TITLES[name]}"
        for one in shown[:SHOWN]:
            yield f"  {harmless(one['id'], 2000)} on {harmless(one['target'])}"
            yield from (f"    {label}: {text}" for label, text in _facts(one, found, name))
        if len(shown) > SHOWN:
            yield f"  … and {len(shown) - SHOWN:,} more"


def gate_markdown(document: Mapping[str, Any]) -> Iterator[str]:
    """The same as Markdown: what fails the gate in full, the rest folded."""
    gate = document["baseline"]
    parts, found = _parts(gate), _findings(document)
    yield f"## Fencepost: the gate {'passes' if gate['passes'] else 'fails'}"
    yield ""
    yield f"Beside {span(gate['file'])}: {_counted(parts)}."
    yield from (f"\n{span(note)}" for note in gate["notes"])
    for name, entries in parts.items():
        if not entries:
            continue
        folded = name not in ("new", "fixed", "expired")
        title = f"{len(entries):,} {_TITLES[name]}"
        yield f"\n<details><summary>{title}</summary>\n" if folded else f"\n### {title}\n"
        for one in entries[:SHOWN]:
            yield f"- {span(one['id'], 2000)} on {span(one['target'])}"
            yield from (f"  - {label}: {span(text, 1000)}" for label, text in _facts(one, found, name))
        if len(entries) > SHOWN:
            yield f"- … and {len(entries) - SHOWN:,} more"
        if folded:
            yield "\n</details>"


def _parts(gate: Mapping[str, Any]) -> Parts:
    """The entries by kind; those below the threshold apart from those that are new."""
    split: dict[str, Sequence[Mapping[str, Any]]] = {
        "new": [one for one in gate["new"] if not one.get("below")],
        "below": [one for one in gate["new"] if one.get("below")],
    }
    return {name: split[name] if name in split else gate[name] for name in _TITLES}


def _counted(parts: Parts) -> str:
    words = {"below": "below the threshold", "unexercised": "no longer exercised"}
    always = ("new", "known", "fixed", "unexercised")
    names = [name for name in ("new", "below", *always[1:], "changed", "expired") if parts[name] or name in always]
    return ", ".join(f"{len(parts[name]):,} {words.get(name, name)}" for name in names)


def _findings(document: Mapping[str, Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {(finding["target"], finding["id"]): finding for finding in document["findings"]}


def _facts(
    entry: Mapping[str, Any], found: Mapping[tuple[str, str], Mapping[str, Any]], part: str
) -> Iterator[tuple[str, str]]:
    """What is worth saying of an entry, each with a label."""
    finding = found.get((entry["target"], entry["id"]))
    if finding is not None and part in ("new", "below"):
        yield "rule", harmless(finding["rule"])
        yield "tried", harmless(finding["label"])
        yield "expected", harmless(expected_text(finding["expected"]))
        yield "observed", harmless(observed_text(finding["observed"]))
    named = {"why": "why", "accepted_as": "accepted as", "reason": "reason", "link": "link", "expires": "until"}
    yield from ((label, harmless(entry[name], 1000)) for name, label in named.items() if entry.get(name))
