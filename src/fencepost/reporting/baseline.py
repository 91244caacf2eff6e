"""A baseline: the findings that a team has accepted for now, as a file that is committed and reviewed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs

from fencepost.contracts.pointer import line_of
from fencepost.errors import UnreadableInputError
from fencepost.reporting.writing import whole_file

#: The version of the file's form; another one is another number.
FORMAT = "fencepost-baseline/1"
_REMEDY = "Correct the file, or write it anew: fencepost gate REPORT --baseline FILE --update"
#: A finding on whatever target and operation: its constraints, in no order, and its verdict.
Kind = tuple[frozenset[str], str]


@dataclass(frozen=True)
class Entry:
    """An accepted finding.

    `constraints` and `verdict` on an `operation` of a `target` are its identity. `rule` is the promise in words,
    `terms` a digest of what it says, and `label` what was tried, as they were when it was accepted. `cause` is what a
    crash said of its cause, and `also` are the ids of the findings that were the same crash. `reason`, `link` and
    `expires` (an ISO date) are people's own.
    """

    target: str
    operation: str
    constraints: tuple[str, ...]
    verdict: str
    rule: str = ""
    terms: str = ""
    label: str = ""
    cause: str = ""
    also: tuple[str, ...] = ()
    reason: str = ""
    link: str = ""
    expires: str = ""

    @property
    def id(self) -> str:
        """The id of the finding."""
        return f"{self.operation}/{'+'.join(self.constraints)}/{self.verdict}"

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """The finding and those of the same crash, however their constraints are ordered."""
        return frozenset(kind_of_id(identity, self.operation) for identity in (self.id, *self.also))

    def expired(self, today: dt.date) -> bool:
        """Whether the day up to which it is accepted is over."""
        return bool(self.expires) and dt.date.fromisoformat(self.expires) < today

    def document(self) -> dict[str, Any]:
        """The entry as JSON, in one order of keys; what is empty is left out."""
        values = {name: getattr(self, name) for name in _FIELDS}
        return {name: list(v) if isinstance(v, tuple) else v for name, v in values.items() if v}


_FIELDS = (
    "target", "operation", "constraints", "verdict", "rule", "terms", "label", "cause", "also",
    "reason", "link", "expires",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Baseline:
    """Entries in the order of their identities, and what they were found with.

    `fencepost` is the version that wrote the file, `versions` those of what the report rested on, by name, and `tried`
    how much was tried: `phases`, `examples` and `cases`, as in a report.
    """

    entries: tuple[Entry, ...] = ()
    fencepost: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    tried: Mapping[str, Any] = field(default_factory=dict)

    @property
    def targets(self) -> list[str]:
        """The targets that it has entries of."""
        return sorted({entry.target for entry in self.entries})


def kind_of_id(identity: str, operation: str) -> Kind:
    """A finding's id without its operation, and without the order of its constraints."""
    constraints, _, verdict = identity.removeprefix(f"{operation}/").rpartition("/")
    return frozenset(constraints.split("+")), verdict


def baseline_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of baselines."""
    text = files("fencepost.reporting").joinpath("baseline.schema.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file. Raises UnreadableInputError, with the line where one is at fault, for anything else."""
    text = _text(path)
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        problem = f"is no JSON: {error.msg} (column {error.colno})"
        raise UnreadableInputError(problem, file=path, line=error.lineno, remedy=_REMEDY) from error
    except RecursionError as error:
        raise UnreadableInputError("is nested too deeply", file=path, remedy=_REMEDY) from error
    _check(document, text, path)
    entries = tuple(_entry(one) for one in document["accepted"])
    _check_entries(entries, text, path)
    return Baseline(entries, document.get("fencepost", ""), document.get("versions", {}), document.get("tried", {}))


def write_baseline(baseline: Baseline, path: Path) -> None:
    """Writes a baseline in one step: sorted, a few lines for each entry. Raises UsageError where that can't be done."""
    with whole_file(path, "baseline", remedy="Free some space, or name another --baseline.") as out:
        out.writelines(f"{line}\n" for line in _lines(baseline))


def _lines(baseline: Baseline) -> Iterator[str]:
    head = {
        "format": FORMAT,
        "fencepost": baseline.fencepost,
        "versions": dict(sorted(baseline.versions.items())),
        "tried": dict(baseline.tried),
        "targets": baseline.targets,
    }
    yield "{"
    yield from (f'  "{name}": {_json(value)},' for name, value in head.items())
    entries = sorted(baseline.entries, key=lambda one: (one.target, one.operation, one.constraints, one.verdict))
    blocks = [list(_entry_lines(one)) for one in entries]
    yield '  "accepted": [' + ("" if blocks else "]")
    for number, block in enumerate(blocks, 1):
        yield from block[:-1]
        yield block[-1] + ("," if number < len(blocks) else "")
    yield from (["  ]"] if blocks else [])
    yield "}"


def _entry_lines(entry: Entry) -> Iterator[str]:
    """The identity on one line, every other fact on a line of its own, and so each finding of the same crash."""
    document = entry.document()
    identity = {name: document.pop(name) for name in _FIELDS[:4]}
    yield f"    {_json(identity)[:-1]}" + ("," if document else "}")
    facts = list(document.items())
    for number, (name, value) in enumerate(facts, 1):
        end = "," if number < len(facts) else "}"
        if name == "also":
            yield '     "also": ['
            yield ",\n".join(f"       {_json(one)}" for one in value)
            yield f"     ]{end}"
        else:
            yield f'     "{name}": {_json(value)}{end}'


def _json(value: Any) -> str:
    """JSON as a reviewer reads it; what would not be shown as it stands is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(value)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        remedy = "Accept what a report holds now with: fencepost gate REPORT --baseline FILE --update"
        raise UnreadableInputError("there is no such baseline", file=path, remedy=remedy) from error
    except (OSError, UnicodeDecodeError) as error:
        problem = f"can't be read: {getattr(error, 'strerror', None) or error}"
        raise UnreadableInputError(problem, file=path, remedy="Give a baseline that `fencepost gate` wrote.") from error


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(baseline_schema())


def _check(document: Any, text: str, path: Path) -> None:
    found = document.get("format") if isinstance(document, dict) else None
    if found != FORMAT:
        problem = f"is {found}, and not {FORMAT}" if isinstance(found, str) else "is no baseline"
        raise UnreadableInputError(problem[:200], file=path, remedy=_REMEDY)
    error = next(iter(_validator().iter_errors(document)), None)
    if error is not None:
        pointer: Sequence[Any] = [*error.instance_path]
        where = "/".join(map(str, pointer)) or "the document"
        problem = f"{where}: {error.message}"
        raise UnreadableInputError(problem, file=path, line=line_of(text, pointer), remedy=_REMEDY)


def _entry(document: Mapping[str, Any]) -> Entry:
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in document.items()}
    return Entry(**values)


def _check_entries(entries: Iterable[Entry], text: str, path: Path) -> None:
    """What the schema can't say: no finding is accepted twice, and dates are dates."""
    seen: set[tuple[str, str]] = set()
    for number, entry in enumerate(entries):
        problem = f"{entry.id} stands there twice" if (entry.target, entry.id) in seen else _wrong_date(entry.expires)
        seen.add((entry.target, entry.id))
        if problem:
            line = line_of(text, ["accepted", number])
            raise UnreadableInputError(problem, file=path, line=line, remedy="Correct the file.")


def _wrong_date(text: str) -> str | None:
    try:
        dt.date.fromisoformat(text or "2026-12-31")
    except ValueError:
        return f"{text!r} is no date; write it as 2026-12-31"
    return None
