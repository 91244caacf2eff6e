"""A finding in plain lines: what was promised and tried, what came back, and how to see it again.

What machines show to people (test reports, alerts, step summaries) is made of these lines; each is harmless text.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from fencepost.reporting.harmless import harmless
from fencepost.reporting.sentences import Sentences, no_sentences
from fencepost.reporting.summary import expected_text, observed_text

#: The longest request, identity and sentence that a line holds, in characters.
_REQUEST, _IDENTITY, _SENTENCE = 1500, 2000, 1000

Line = tuple[str, str]


def account(finding: Mapping[str, Any], sentences: Sentences = no_sentences) -> list[Line]:
    """The lines of a finding, each a label and a harmless text without line breaks; a label may occur twice."""
    return [
        ("rule", harmless(finding["rule"])),
        *(("documented", sentence) for sentence in _documented(finding, sentences)),
        ("tried", harmless(finding["label"])),
        ("expected", harmless(expected_text(finding["expected"]))),
        ("observed", harmless(observed_text(finding["observed"]))),
        *(("because", harmless(reason)) for reason in finding["because"]),
        *_sent(finding),
        ("grade", harmless(f"{finding['severity']} severity, {finding['confidence']} confidence, {_seen(finding)}")),
        ("repeat", repeat_command(finding)),
    ]


def headline(finding: Mapping[str, Any]) -> str:
    """A finding in one line: `accepts-invalid: Days must be at most 30. Tried Days = 31: expected …, observed …`."""
    return harmless(
        f"{finding['verdict']}: {finding['rule']}. Tried {finding['label']}:"
        f" expected {expected_text(finding['expected'])}, observed {observed_text(finding['observed'])}",
        1200,
    )


def identity(finding: Mapping[str, Any]) -> str:
    """The identity of a finding, harmless."""
    return harmless(finding["id"], _IDENTITY)


def repeat_command(finding: Mapping[str, Any]) -> str:
    """The command, for a shell, that prints the script which repeats a finding."""
    return f"fencepost reproduce report.json {shlex.quote(identity(finding))}"


def is_known(finding: Mapping[str, Any]) -> bool:
    """Whether a baseline accepts a finding for now."""
    return finding.get("standing") == "known"


def excuses(document: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """Why findings don't fail a gate, by target and identity.

    Those that a baseline knows have the reason, link and end of their entries; others are below its threshold.
    """
    baseline = document.get("baseline") or {}
    found = {_key(entry): "new, but below the threshold" for entry in baseline.get("new", ()) if entry.get("below")}
    return found | {_key(entry): _acceptance(entry) for entry in baseline.get("known", ())}


def excuse(finding: Mapping[str, Any], excused: Mapping[tuple[str, str], str]) -> str:
    """Why one finding doesn't fail a gate, of those that `excuses` gives; empty where it does."""
    return excused.get(_key(finding), "known to the baseline" if is_known(finding) else "")


def errata_lines(document: Mapping[str, Any]) -> list[str]:
    """A line for each promise that the user's errata change, in harmless text."""
    return [
        harmless(
            f"{one['operation']} {one['constraint']}: "
            + ("wrong" if one["says"] == "wrong" else f"corrected to {one.get('value')!r}")
            + f", {one['evidence']}"
            + (f" ({one['link']})" if one.get("link") else ""),
            1000,
        )
        for one in document.get("errata") or ()
    ]


def _key(entry: Mapping[str, Any]) -> tuple[str, str]:
    return str(entry.get("target")), str(entry["id"])


def _acceptance(entry: Mapping[str, Any]) -> str:
    parts = [f"known: {entry['reason']}" if entry.get("reason") else "known to the baseline"]
    parts += [str(entry["link"])] if entry.get("link") else []
    parts += [f"until {entry['expires']}"] if entry.get("expires") else []
    return harmless(", ".join(parts))


def _documented(finding: Mapping[str, Any], sentences: Sentences) -> Iterator[str]:
    origins = (finding.get("source") or {}).get("origins", ())
    places = list(dict.fromkeys(origin["at"] for origin in origins if origin.get("at")))
    for sentence in sentences(finding["operation"], places).values() if places else ():
        yield harmless(sentence, _SENTENCE)


def _sent(finding: Mapping[str, Any]) -> Iterator[Line]:
    if finding.get("request") is not None:
        yield "request", harmless(json.dumps(finding["request"], ensure_ascii=False), _REQUEST)
    if wire := finding.get("wire"):
        yield "sent", harmless(f"{wire['method']} {wire['url']}")


def _seen(finding: Mapping[str, Any]) -> str:
    also = finding.get("also") or ()
    return f"seen {finding['count']}×" + (f", in {len(also) + 1} ways" if also else "")
