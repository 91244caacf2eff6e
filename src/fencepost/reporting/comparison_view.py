"""A comparison as people read it: short on a terminal, and in full as Markdown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from fencepost.reporting.comparison import Comparison, Difference, service_of
from fencepost.reporting.harmless import harmless
from fencepost.reporting.markdown import span
from fencepost.reporting.summary import expected_text, observed_text

#: How many findings of each kind, and services, a terminal shows; and how many findings of each kind Markdown lists.
_SHOWN, _ROWS, _LISTED = 5, 30, 500
#: The longest request that a line of Markdown holds, in characters.
_REQUEST = 500

#: The columns of the table on a terminal, in the order of those of Markdown.
_AFTER = ("both", "better", "worse", "lost", "gained", "other")
_BESIDE = ("both", "only left", "only right", "not right", "not left", "other")
Section = tuple[str, tuple[Difference, ...]]


def comparison_lines(comparison: Comparison) -> Iterator[RenderableType]:
    """The comparison in short, for a terminal: a row for each service that differs, and the first of each kind."""
    yield Text(harmless(_head(comparison)))
    services = {service: counts for service, counts in _counted(comparison).items() if any(counts[2:])}
    if services:
        yield Text(harmless(f"left: {comparison.left}; right: {comparison.right}"))
        yield _table(services, _AFTER if comparison.versions else _BESIDE)
    else:
        yield Text("Nothing differs.")
    if len(services) > _ROWS:
        yield Text(f"… and {len(services) - _ROWS} more services, with --format markdown")
    for title, found in _sections(comparison):
        if found:
            yield Text("\n").append(harmless(f"{title}: {len(found):,}"), style="bold")
        for one in found[:_SHOWN]:
            yield Text(f"  {harmless(one.finding['id'], 2000)}")
            yield Text(f"    {_said(one)}", style="dim")
        if len(found) > _SHOWN:
            yield Text(f"  … and {len(found) - _SHOWN:,} more, with --format markdown")


def _table(services: Mapping[str, Sequence[int]], columns: Sequence[str]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("service", overflow="fold", min_width=12)
    for title in ("ops", *columns):
        table.add_column(harmless(title), justify="right", overflow="fold")
    for service, counts in list(services.items())[:_ROWS]:
        table.add_row(harmless(service), *(Text(f"{count:,}", style="" if count else "dim") for count in counts))
    return table


def comparison_markdown(comparison: Comparison) -> Iterator[str]:
    """The comparison as Markdown: the table by service, then what differs, each with its finding."""
    comparison = replace(comparison, left=span(comparison.left), right=span(comparison.right))
    yield f"# {comparison.left} and {comparison.right}"
    yield ""
    yield _head(comparison)
    yield ""
    columns = [title.replace("|", "\\|") for title in _columns(comparison)]
    yield f"| service | operations | {' | '.join(columns)} |"
    yield f"| --- |{' ---: |' * (len(columns) + 1)}"
    for service, counts in _counted(comparison).items():
        yield f"| {service} | {' | '.join(f'{count:,}' for count in counts)} |"
    for title, found in _sections(comparison):
        if not found:
            continue
        yield f"\n## {title}: {len(found):,}\n"
        for one in found[:_LISTED]:
            yield f"- {span(one.finding['id'], 2000)}"
            yield from (f"  - {label}: {span(text, 1000)}" for label, text in _facts(one))
        if len(found) > _LISTED:
            yield f"- … and {len(found) - _LISTED:,} more"


def _head(comparison: Comparison) -> str:
    return (
        f"Operations exercised on both sides: {sum(comparison.operations.values()):,}; on {comparison.left} alone:"
        f" {comparison.alone[0]:,}; on {comparison.right} alone: {comparison.alone[1]:,}."
        f" Departures that both have: {len(comparison.both):,}."
    )


def _columns(comparison: Comparison) -> Sequence[str]:
    if comparison.versions:
        return "both depart", "better", "worse", "no longer exercised", "only now exercised", "otherwise"
    left, right = comparison.left, comparison.right
    return "both depart", f"only {left}", f"only {right}", f"not shown on {right}", f"not shown on {left}", "otherwise"


def _sections(comparison: Comparison) -> Iterator[Section]:
    """What differs, what concerns people most first."""
    left, right = comparison.left, comparison.right
    titles = (
        ("Worse", "Better", "No longer exercised, which is no better", "Departs where nothing was exercised before")
        if comparison.versions
        else (
            f"Only {right} departs",
            f"Only {left} departs",
            f"{left} departs, and {right} was not exercised",
            f"{right} departs, and {left} was not exercised",
        )
    )
    found = (comparison.worse, comparison.better, comparison.lost, comparison.gained)
    yield from zip(titles, found, strict=True)
    yield "Both depart, each in its own way", comparison.otherwise


def _counted(comparison: Comparison) -> dict[str, list[int]]:
    """The numbers of each service in the order of the columns: those with most differences first.

    Of two implementations only services that both have are of interest, of two versions what one has lost is too.
    """
    kinds = (
        comparison.both, comparison.better, comparison.worse, comparison.lost, comparison.gained, comparison.otherwise,
    )  # fmt: skip
    columns = [_by_service(kind) for kind in kinds]
    services = set(comparison.operations)
    if comparison.versions:
        services.update(*columns)
    rows = {service: [column[service] for column in columns] for service in services}
    order = sorted(rows, key=lambda service: (-sum(rows[service][1:]), service))
    return {service: [comparison.operations.get(service, 0), *rows[service]] for service in order}


def _by_service(differences: Iterable[Difference]) -> Counter[str]:
    return Counter(service_of(one.finding["operation"]) for one in differences)


def _said(one: Difference) -> str:
    """What came back and why nothing more is known, in a line."""
    finding = one.finding
    said = f"{finding['label']}: expected {expected_text(finding['expected'])}, observed"
    return harmless(f"{said} {observed_text(finding['observed'])}" + (f"; {one.why}" if one.why else ""))


def _facts(one: Difference) -> Iterator[tuple[str, str]]:
    finding = one.finding
    yield "rule", harmless(finding["rule"])
    yield "tried", harmless(finding["label"])
    yield "expected", harmless(expected_text(finding["expected"]))
    yield "observed", harmless(observed_text(finding["observed"]))
    if finding.get("request") is not None:
        yield "request", harmless(json.dumps(finding["request"], ensure_ascii=False), _REQUEST)
    if one.why:
        yield "why", one.why
