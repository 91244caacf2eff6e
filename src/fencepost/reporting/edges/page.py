"""The documented edges as one page of HTML: without scripts, without anything from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from fencepost.reporting.edges.account import Edge, Tried, edges
from fencepost.reporting.harmless import harmless

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1rem; }
h2 { border-top: 1px solid; padding-top: 1rem; }
code, td { overflow-wrap: anywhere; }
summary { cursor: pointer; padding: .25rem 0; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid GrayText; padding: .25rem .5rem; text-align: left; vertical-align: top; }
.contradiction { border-left: .25rem solid; padding-left: .5rem; font-weight: bold; }
nav ul { columns: 18rem; }
@media print { details > * { display: block; } }
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"


def page_head(operations: Sequence[str]) -> str:
    """The beginning of the page, with links to the operations."""
    links = "".join(f'<li><a href="#{_anchor(name)}">{_text(name)}</a></li>\n' for name in operations)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Documented edges</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>Documented edges</h1>
<p>Each rule with values just inside and just outside of it, and what must become of them. The requests in full are in
<code>edges.jsonl</code>.</p>
<nav aria-label="Operations"><ul>
{links}</ul></nav>
<main>
"""


def page_section(document: Mapping[str, Any]) -> Iterator[str]:
    """The edges of one operation."""
    name = document["operation"]
    yield f'<section id="{_anchor(name)}">\n<h2>{_text(name)}</h2>\n'
    yield f"<p>Protocol {_text(document['protocol'])}, {len(document['vectors'])} test vectors.</p>\n"
    for edge in edges(document):
        yield from _edge(edge)
    yield "</section>\n"


def page_foot() -> str:
    """The end of the page."""
    return "</main>\n</body>\n</html>\n"


def _edge(edge: Edge) -> Iterator[str]:
    mark = " (contradicted)" if edge.contradictions else ""
    yield f"<details><summary>{escape(edge.promise)}{mark} <code>{escape(edge.identity)}</code></summary>\n"
    yield f"<p>Documented: {escape(edge.origins)}</p>\n" if edge.origins else ""
    yield f"<p>Error: {escape(edge.errors)}</p>\n" if edge.errors else ""
    for one in edge.contradictions:
        yield f'<p class="contradiction">The documentation says otherwise: {escape(one)}</p>\n'
    yield f"<p>Not shown: {escape(edge.missing)}</p>\n" if edge.missing else ""
    if edge.inside or edge.outside:
        yield '<table>\n<thead><tr><th scope="col">side</th><th scope="col">value</th><th scope="col">must be</th>'
        yield '<th scope="col">request</th></tr></thead>\n<tbody>\n'
        yield from _rows("inside", edge.inside)
        yield from _rows("outside", edge.outside)
        yield "</tbody>\n</table>\n"
    yield "</details>\n"


def _rows(side: str, tried: Sequence[Tried]) -> Iterator[str]:
    for one in tried:
        yield f"<tr><td>{side}</td><td>{escape(one.label)}</td><td>{escape(one.outcome)}</td>"
        yield f"<td><code>{escape(one.wire)}</code></td></tr>\n"


def _anchor(name: str) -> str:
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in ".-") else "_" for letter in name)[
        :200
    ]


def _text(text: str) -> str:
    return escape(harmless(text))
