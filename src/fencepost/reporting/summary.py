"""The end of a run on a terminal: a table, the findings, and the two numbers. Made from a report alone."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from fencepost.oracle.verdict import DIVERGENCES
from fencepost.reporting.coverage import SIDES
from fencepost.reporting.harmless import harmless
from fencepost.reporting.tally import rank_of

#: How many findings of one target are shown; the report has them all.
FINDINGS_SHOWN = 20
#: With more rows than this, the table has one row for each service and target.
_ROWS = 60
#: What of 80 columns an operation's name may take before it goes over two lines.
_NAME_WIDTH = 31
_STYLES = {"high": "bold red", "medium": "yellow", "low": "cyan"}
_OUTCOMES = {"accept": "accepted", "reject": "refused", "either": "an answer"}
#: How terminals that can't show these characters get them.
_PLAINER = str.maketrans({"…": "...", "×": "x", "’": "'"})


def render_summary(
    document: Mapping[str, Any],
    *,
    report: str | Path | None = None,
    width: int = 80,
    color: bool = False,
) -> str:
    """What a person reads at the end of a run; `report` is the file that holds the rest, `width` is in columns."""
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=color, no_color=not color, highlight=False, emoji=False)
    return printed(console, summary(document, report=report, width=width))


def printed(console: Console, parts: Iterable[RenderableType]) -> str:
    """The parts as text for the console's stream, in characters that its encoding has; nothing is written yet."""
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    lines = capture.get().splitlines()
    return writable("".join(f"{line.rstrip()}\n" for line in lines), console.file)


def writable(text: str, stream: IO[str]) -> str:
    """The text in characters that the stream can write: others plainer, or as escapes."""
    encoding: str = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAINER).encode(encoding, "backslashreplace").decode(encoding)
    return text


def summary(document: Mapping[str, Any], *, report: str | Path | None, width: int) -> Iterator[RenderableType]:
    """The parts of a summary: the table, the findings, coverage and divergence, and where the report is."""
    yield _table(_rows(document["operations"], document["findings"]), width)
    for target in document["targets"]:
        yield from _findings([one for one in document["findings"] if one["target"] == target], target, report)
    for target in document["targets"]:
        yield from _numbers(target, document["coverage"][target], document["divergence"][target])
    yield from _errata(document)
    if document["interrupted"]:
        yield Text("interrupted: --resume goes on where it stopped", style="yellow")
    yield Text(f"\nseed {document['seed']}, {document['seconds']} s" + (f", report in {report}" if report else ""))


def _errata(document: Mapping[str, Any]) -> Iterator[RenderableType]:
    """How many promises the user's own errata change, and those that they miss."""
    count = len(document.get("errata", ()))
    if count:
        yield Text(f"\n{count} {_plural(count, 'promise')} changed by errata; the report names them")
    for one in document.get("errata_unmatched", ()):
        nearest = f"; did you mean {harmless(one['nearest'])}?" if one.get("nearest") else ""
        named = harmless(f"{one['operation']} {one['constraint']}")
        yield Text(f"\nno promise is called {named}, which an erratum is about{nearest}", style="yellow")


@dataclass(slots=True)
class _Row:
    """One line of the table: an operation, or a service, on one target."""

    name: str
    target: str
    statuses: Counter[str] = field(default_factory=Counter)
    promised: int = 0
    both: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    divergences: Counter[str] = field(default_factory=Counter)

    def add(self, entry: Mapping[str, Any]) -> None:
        self.statuses[entry["status"]] += 1
        self.promised += len(entry["constraints"])
        self.both += sum(all(one[side] for side in SIDES) for one in entry["constraints"])
        self.verdicts.update({name: count for name, count in entry["verdicts"].items() if name not in DIVERGENCES})

    @property
    def status(self) -> str:
        if self.statuses.total() == 1:
            return next(iter(self.statuses))
        return "\n".join(f"{count} {status}" for status, count in self.statuses.items())


def _rows(entries: Sequence[Mapping[str, Any]], findings: Sequence[Mapping[str, Any]]) -> list[_Row]:
    by_service = len(entries) > _ROWS
    rows: dict[tuple[str, str], _Row] = {}
    for entry in entries:
        name = entry["operation"].partition(".")[0] if by_service else entry["operation"]
        rows.setdefault((name, entry["target"]), _Row(harmless(name), harmless(entry["target"]))).add(entry)
    for finding in findings:
        name = finding["operation"].partition(".")[0] if by_service else finding["operation"]
        if row := rows.get((name, finding["target"])):
            row.divergences[finding["verdict"]] += 1
    return list(rows.values())


def _table(rows: Sequence[_Row], width: int) -> Table:
    """A column for every number where they fit, else the same in fewer columns."""
    table = _columned(rows, _wide_columns(rows))
    natural = Measurement.get(Console(width=1000), Console(width=1000).options, table).maximum
    return table if natural <= width else _columned(rows, _narrow_columns())


def _columned(rows: Sequence[_Row], columns: Sequence[Any]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True, show_edge=False)
    for title, justify, _ in columns:
        table.add_column(title, justify=justify, overflow="fold", no_wrap=justify == "right")
    for row in rows:
        table.add_row(*(_cell(make(row)) for _, _, make in columns))
    return table


def _cell(value: Any) -> Text:
    return value if isinstance(value, Text) else Text(str(value), style="dim" if value in (0, "") else "")


def _wide_columns(rows: Sequence[_Row]) -> list[Any]:
    """Title, alignment and content of each column; a column for each kind of divergence that occurs."""
    found = sorted({verdict for row in rows for verdict in row.divergences}, key=rank_of)
    return [
        ("operation", "left", _folded),
        ("target", "left", lambda row: row.target),
        ("status", "left", lambda row: row.status),
        ("promised", "right", lambda row: row.promised),
        ("both\nsides", "right", lambda row: row.both),
        ("conform", "right", lambda row: row.verdicts["conforms"]),
        *((_titled(verdict), "right", _divergences(verdict)) for verdict in found),
        ("con-\ntested", "right", lambda row: row.verdicts["contested"]),
        ("incon-\nclusive", "right", lambda row: row.verdicts["inconclusive"]),
    ]


def _narrow_columns() -> list[Any]:
    """The same in fewer columns: the target and status under the operation, the verdicts under each other."""
    return [
        ("operation, target, status", "left", _named),
        ("promised", "right", lambda row: row.promised),
        ("both\nsides", "right", lambda row: row.both),
        ("conform", "right", lambda row: row.verdicts["conforms"]),
        ("diverges; unsettled", "left", _listed),
    ]


def _titled(verdict: str) -> str:
    return verdict.replace("-", "-\n")


def _divergences(verdict: str) -> Any:
    return lambda row: Text(str(row.divergences[verdict]), style="bold red" if row.divergences[verdict] else "dim")


def _folded(row: _Row) -> str:
    """The name over two lines where it is long."""
    service, dot, operation = row.name.partition(".")
    return f"{service}.\n{operation}" if dot and len(row.name) > _NAME_WIDTH else row.name


def _named(row: _Row) -> Text:
    status = ", ".join(row.status.splitlines())
    below = f"{row.target}: {status}"
    if len(below) > _NAME_WIDTH:
        below = f"{row.target}:\n  {status}"
    return Text.assemble(_folded(row), "\n", (f"  {below}", "dim"))


def _listed(row: _Row) -> Text:
    divergent = sorted(row.divergences, key=rank_of)
    lines = [Text(f"{row.divergences[verdict]} {verdict}", style="bold red") for verdict in divergent]
    open_ones = [verdict for verdict in ("contested", "inconclusive") if row.verdicts[verdict]]
    lines += [Text(f"{row.verdicts[verdict]} {verdict}", style="dim") for verdict in open_ones]
    return Text("\n").join(lines)


def _findings(
    findings: Sequence[Mapping[str, Any]], target: str, report: str | Path | None
) -> Iterator[RenderableType]:
    if not findings:
        return
    yield Text(f"\n{harmless(target)}: {len(findings)} {_plural(len(findings), 'finding')}", style="bold")
    for finding in findings[:FINDINGS_SHOWN]:
        yield from _block(finding)
    if len(findings) > FINDINGS_SHOWN:
        yield Text(f"\n… and {len(findings) - FINDINGS_SHOWN} more in {report or 'report.json'}")


def _block(finding: Mapping[str, Any]) -> Iterator[RenderableType]:
    grades = f"{finding['severity']} severity, {finding['confidence']} confidence, seen {finding['count']}×"
    if also := finding.get("also"):
        grades += f", in {len(also) + 1} ways"
    yield Text("\n").append(harmless(finding["id"], 2000), style=_STYLES[finding["severity"]])
    yield _labelled(
        ("rule", finding["rule"]),
        ("tried", finding["label"]),
        ("expected", expected_text(finding["expected"])),
        ("observed", observed_text(finding["observed"])),
        *(("" if number else "because", reason) for number, reason in enumerate(finding["because"])),
        ("grade", grades),
    )


def _labelled(*lines: tuple[str, str]) -> RenderableType:
    """Lines with a label each, whose text keeps clear of the labels when it is folded."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, text in lines:
        grid.add_row(label, Text(harmless(text)))
    return Padding(grid, (0, 0, 0, 2))


def expected_text(expected: Mapping[str, Any]) -> str:
    """What should have come back: `refused with InvalidArgument`."""
    outcome: str = expected["outcome"]
    errors = " or ".join(expected["errors"]) if outcome != "accept" else ""
    return _OUTCOMES.get(outcome, outcome) + (f" with {errors}" if errors else "")


def observed_text(observed: Mapping[str, Any]) -> str:
    """What came back: `400 InvalidArgument: the message`, or why nothing did."""
    head = " ".join(str(observed[name]) for name in ("status", "code", "failure") if observed.get(name) is not None)
    said = [str(observed[name]) for name in ("message", "detail") if observed.get(name)]
    return ": ".join([head or "no answer", *said])


def _numbers(target: str, coverage: Mapping[str, Any], divergence: Mapping[str, Any]) -> Iterator[RenderableType]:
    """Coverage and divergence of one target; neither is shown without the other."""
    kinds = ", ".join(f"{count} {verdict}" for verdict, count in divergence["verdicts"].items())
    total = divergence["total"]
    said = f"{total} {_plural(total, 'finding')}: {kinds}" if total else _nothing(coverage)
    yield Text(f"\n{harmless(target)}", style="bold")
    yield _labelled(
        ("controls", _controls(coverage["controls"])), ("coverage", _coverage(coverage)), ("divergence", said)
    )


def _controls(controls: Mapping[str, Any]) -> str:
    """How many operations were reached, and why others were not."""
    said = f"{_share(controls['reached'], controls['implemented'])} implemented operations accepted a valid request"
    if controls["substantial"]:
        said += (
            f" that means something; {_share(controls['substantial_reached'], controls['substantial'])}"
            " with a member that is constrained or names a resource"
        )
    others = ", ".join(f"{count} {reason}" for reason, count in controls["unreached"].items())
    return f"{said}; others: {others}" if others else said


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({part / whole:.1%})" if whole else "")


def _nothing(coverage: Mapping[str, Any]) -> str:
    return "none" if coverage["exercised"] else "none, since nothing could be exercised"


def _coverage(coverage: Mapping[str, Any]) -> str:
    parts = [
        f"{coverage['exercised']} of {coverage['operations']} {_plural(coverage['operations'], 'operation')} exercised",
        f"{coverage['constraints_exercised']} of {coverage['constraints']} promises on both sides",
        f"{coverage['one_side']} on one",
        f"{coverage['cases']} cases",
    ]
    named = {"not_implemented": "not implemented", "no_control": "without a control", "unaccounted": "unaccounted for"}
    parts += [f"{coverage[key]} {words}" for key, words in named.items() if coverage[key]]
    if coverage["skipped"]:
        parts.append("sides not shown: " + ", ".join(f"{n} {reason}" for reason, n in coverage["skipped"].items()))
    return "; ".join(parts)


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"
