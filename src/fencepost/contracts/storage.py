"""Contracts as files: found, and checked when they are read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from fencepost.content import content_folders
from fencepost.contracts.constraint import Constraint, from_json
from fencepost.contracts.contract import Contract
from fencepost.contracts.dialect import searcher
from fencepost.contracts.document import contract_validator
from fencepost.contracts.errata import Errata
from fencepost.contracts.on_demand import derived
from fencepost.contracts.pointer import line_of
from fencepost.contracts.schema import compile_schema
from fencepost.contracts.unfolding import constraints_of
from fencepost.errors import UnreadableInputError

_REMEDY = "Correct the file, or write it anew with `fencepost derive`."


def load(
    name: str | Path,
    folders: Sequence[str | Path] = (),
    *,
    models: str | Path | None = None,
    errata: Errata | None = None,
) -> Contract:
    """The contract at a path (`….json`), or of an operation (`cloudfront.UpdateFunction`).

    An operation is looked for in the user's own `folders` first, then among the contracts that came with Fencepost;
    where neither has it, it is derived from botocore's model, or from one in the folder `models`. `errata` (see
    `read_errata`) correct it. Raises UnreadableInputError where there is none, where the file isn't a contract, or
    where an erratum gives a promise a value that it can't have.
    """
    contract = _loaded(name, [Path(folder) for folder in folders], Path(models) if models else None)
    return errata.applied(contract) if errata else contract


def _loaded(name: str | Path, own: Sequence[Path], models: Path | None) -> Contract:
    file = Path(name) if str(name).endswith(".json") else find(str(name), own)
    if file is not None:
        return read_contract(_text(file), file=file)
    try:
        return derived(str(name), models)
    except UnreadableInputError as error:
        if error.file:
            raise
        service = str(name).partition(".")[0]
        known = [one for one in known_contracts(own) if one.partition(".")[0] == service]
        at_hand = f" Contracts at hand: {', '.join(known)}." if known else ""
        problem = f"there is no contract of {name}: {error.problem}"
        raise UnreadableInputError(problem, remedy=f"{error.remedy}{at_hand}") from error


def find(name: str, folders: Sequence[Path] = ()) -> Path | None:
    """The file of an operation's contract, or None."""
    service, _, operation = name.partition(".")
    for folder in content_folders("contracts", tuple(folders)):
        file = folder / service / f"{operation}.json"
        if operation and file.is_file():
            return file
    return None


def known_contracts(folders: Sequence[Path] = ()) -> list[str]:
    """The operations that have a contract, as people write them, in alphabetical order."""
    files = [file for folder in content_folders("contracts", tuple(folders)) for file in folder.glob("*/*.json")]
    return sorted({f"{file.parent.name}.{file.stem}" for file in files})


def read_contract(text: str, *, file: str | Path = "contract") -> Contract:
    """The contract that a text of JSON holds; `file` is what errors name.

    Raises UnreadableInputError, with the line, for broken JSON and for what `contract.schema.json` forbids.
    """
    document = _document(text, file)
    _validate(document, text, file)
    constraints = _constraints(document, file)
    _check_constraints(constraints, text, file)
    return Contract(
        service=document["service"],
        operation=document["operation"],
        source=document.get("source", {"kind": "by-hand", "title": document["operation"]}),
        constraints=constraints,
        errors=document.get("errors", {}),
        request=document["request"] if "request" in document else compile_schema(constraints, "request"),
        response=document.get("response"),
    )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = f"can't be read: {getattr(error, 'strerror', None) or error}"
        raise UnreadableInputError(problem, file=file, remedy="Give the path of a contract in UTF-8.") from error


def _document(text: str, file: str | Path) -> Mapping[str, Any]:
    try:
        document: Mapping[str, Any] = json.loads(text)
    except json.JSONDecodeError as error:
        problem = f"is no JSON: {error.msg} (column {error.colno})"
        raise UnreadableInputError(problem, file=file, line=error.lineno, remedy=_REMEDY) from error
    except RecursionError as error:
        raise UnreadableInputError("is nested too deeply", file=file, remedy=_REMEDY) from error
    return document


def _validate(document: Mapping[str, Any], text: str, file: str | Path) -> None:
    error = next(iter(contract_validator().iter_errors(document)), None)
    if error is None:
        return
    pointer = [*error.instance_path]
    where = "/".join(map(str, pointer)) or "the document"
    problem = f"{where}: {error.message}"
    raise UnreadableInputError(problem, file=file, line=line_of(text, pointer), remedy=_REMEDY)


def _constraints(document: Mapping[str, Any], file: str | Path) -> tuple[Constraint, ...]:
    if "constraints" in document:
        return tuple(from_json(one) for one in document["constraints"])
    try:
        request = constraints_of(document["request"], "request")
        return (*request, *constraints_of(document.get("response") or {}, "response"))
    except UnreadableInputError as error:
        raise UnreadableInputError(error.problem, file=file, remedy=error.remedy) from error


def _check_constraints(constraints: Sequence[Constraint], text: str, file: str | Path) -> None:
    """What the contract's schema can't say: ids are unique, contested ones are there, patterns can be read."""
    ids = {constraint.id for constraint in constraints}
    seen: set[str] = set()
    for number, constraint in enumerate(constraints):
        problem = _problem(constraint, ids, seen)
        seen.add(constraint.id)
        if problem:
            line = line_of(text, ["constraints", number])
            raise UnreadableInputError(problem, file=file, line=line, remedy=_REMEDY)


def _problem(constraint: Constraint, ids: AbstractSet[str], seen: AbstractSet[str]) -> str | None:
    if constraint.id in seen:
        return f"two constraints have the id {constraint.id!r}"
    if missing := set(constraint.contested).difference(ids):
        return f"{constraint.id!r} is contested by {min(missing)!r}, which isn't there"
    if _unreadable(constraint):
        return f"the pattern of {constraint.id!r} can't be read: {constraint.value!r}"
    return None


def _unreadable(constraint: Constraint) -> bool:
    claimed = constraint.keyword == "pattern" and constraint.expect == "reject"
    return claimed and constraint.value is not None and searcher(str(constraint.value)) is None
