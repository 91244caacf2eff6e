"""The documented edges as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fencepost.reporting.edges.account import Edge, Tried, edges
from fencepost.reporting.markdown import span


def markdown_head(operations: int) -> str:
    """What stands before the operations."""
    return (
        f"# Documented edges of {operations} operation{'' if operations == 1 else 's'}\n\n"
        "Each rule with values just inside and just outside of it, and what must become of them. The requests are in"
        " `edges.jsonl`.\n\n"
    )


def markdown_section(document: Mapping[str, Any]) -> Iterator[str]:
    """The edges of one operation, as lines."""
    yield f"## {span(document['operation'])}\n\n"
    yield f"Protocol {span(document['protocol'])}, {len(document['vectors'])} test vectors.\n\n"
    for edge in edges(document):
        yield from _edge(edge)


def _edge(edge: Edge) -> Iterator[str]:
    yield f"### {span(edge.identity, 2000)}\n\n"
    yield f"- rule: {span(edge.promise)}\n"
    yield f"- documented: {span(edge.origins)}\n" if edge.origins else ""
    yield f"- error: {span(edge.errors)}\n" if edge.errors else ""
    yield from (f"- **contradicted by** {span(one, 1000)}\n" for one in edge.contradictions)
    yield f"- not shown: {span(edge.missing)}\n" if edge.missing else ""
    yield "\n"
    if edge.inside or edge.outside:
        yield "| side | value | must be | request |\n| --- | --- | --- | --- |\n"
        yield from _rows("inside", edge.inside)
        yield from _rows("outside", edge.outside)
        yield "\n"


def _rows(side: str, tried: Sequence[Tried]) -> Iterator[str]:
    for one in tried:
        cells = [span(text).replace("|", "\\|") for text in (one.label, one.outcome, one.wire)]
        yield f"| {side} | {' | '.join(cells)} |\n"
