"""Errata: files in which users say what the documentation gets wrong, applied to contracts as they are loaded."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs

from fencepost.contracts.constraint import Constraint, Erratum, to_json
from fencepost.contracts.contract import Contract
from fencepost.contracts.dialect import searcher
from fencepost.contracts.document import contract_validator
from fencepost.contracts.pointer import line_of
from fencepost.contracts.schema import compile_schema
from fencepost.errors import UnreadableInputError

_REMEDY = (
    "An erratum has `operation`, `constraint`, `evidence`, and `wrong = true` or `value`.\n"
    "  The constraints are listed by: fencepost show OPERATION --json"
)
#: What requests are built of: where it is wrong it stays, and nothing is claimed of it.
_STRUCTURE = frozenset(("type", "contentEncoding"))
#: Keywords whose value is a member, or several: an erratum can only name members that are there.
_NAMING = frozenset(("lessOrEqual", "lessThan", "countOf", "requires", "anyOf", "onlyOne", "allOrNone", "zeroOrOne"))


class Errata:
    """Errata by the promises that they are about; one promise has one at most, the last of those that were given."""

    def __init__(self, errata: Iterable[Erratum] = ()) -> None:
        self._of: dict[str, dict[str, Erratum]] = {}
        for erratum in errata:
            self._of.setdefault(erratum.operation, {})[erratum.constraint] = erratum

    def __iter__(self) -> Iterator[Erratum]:
        return (erratum for own in self._of.values() for erratum in own.values())

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))

    def applied(self, contract: Contract) -> Contract:
        """The contract as the errata have it; its schemas are compiled anew.

        What is wrong is withdrawn. What is corrected is sure, and no longer contested. Raises UnreadableInputError
        for a value that the promise can't have.
        """
        each = self._of.get(contract.name, {})
        if each.keys().isdisjoint(contract.by_id):
            return contract
        wrong = {identity for identity, erratum in each.items() if erratum.says == "wrong"}
        every = [_settled(_corrected(one, each.get(one.id), contract), wrong) for one in contract.constraints]
        held = tuple(one for one in every if one.id not in wrong or one.keyword in _STRUCTURE)
        return replace(
            contract,
            constraints=held,
            request=compile_schema(held, "request"),
            response=None if contract.response is None else compile_schema(held, "response"),
            withdrawn=tuple(one for one in every if one.id in wrong and one.keyword not in _STRUCTURE),
        )

    def basis(self, operations: Iterable[str]) -> bytes:
        """A text that changes with what the errata make of these operations; empty where they say nothing of them."""
        own = [(e.operation, e.constraint, e.says, e.value) for name in operations for e in self.about(name)]
        return json.dumps(sorted(own, key=repr), default=repr).encode() if own else b""

    def about(self, operation: str) -> list[Erratum]:
        """Those about an operation."""
        return list(self._of.get(operation, {}).values())

    @property
    def operations(self) -> list[str]:
        """The operations that they are about."""
        return list(self._of)


def read_errata(paths: Iterable[Path]) -> Errata:
    """The errata of files in TOML or JSON, as `errata.schema.json` describes them.

    Raises UnreadableInputError, with the line where it is known, for a file that can't be read or breaks its schema,
    and where two errata are about one promise.
    """
    found: dict[tuple[str, str], Erratum] = {}
    for path in paths:
        for erratum in _read(path):
            key = erratum.operation, erratum.constraint
            if key in found:
                problem = f"there are two errata about {erratum.constraint} of {erratum.operation}"
                raise UnreadableInputError(problem, file=path, remedy="Keep one of them.")
            found[key] = erratum
    return Errata(found.values())


def errata_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of errata."""
    text = files("fencepost.contracts").joinpath("errata.schema.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def _read(path: Path) -> Iterator[Erratum]:
    try:
        text = path.read_text(encoding="utf-8")
        is_toml = path.suffix.lower() == ".toml" or not text.lstrip().startswith("{")
        document = tomllib.loads(text) if is_toml else json.loads(text)
    except OSError as error:
        raise UnreadableInputError(f"can't be read: {error.strerror or error}", file=path, remedy=_REMEDY) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableInputError(f"is neither TOML nor JSON: {error}", file=path, remedy=_REMEDY) from error
    problem = next(iter(_validator().iter_errors(_plain(document))), None)
    if problem is not None:
        pointer: Sequence[Any] = [*problem.instance_path]
        line = None if is_toml else line_of(text, pointer)
        where = "/".join(map(str, pointer)) or "the file"
        raise UnreadableInputError(f"{where}: {problem.message}", file=path, line=line, remedy=_REMEDY)
    yield from (_erratum(one) for one in document["errata"])


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(errata_schema())


def _plain(document: Any) -> Any:
    """TOML's dates and times as texts, which is what JSON has in their place."""
    return json.loads(json.dumps(document, default=str))


def _erratum(document: Mapping[str, Any]) -> Erratum:
    value = _plain(document.get("value"))
    return Erratum(
        operation=document["operation"],
        constraint=document["constraint"],
        says="wrong" if "wrong" in document else "value",
        evidence=document["evidence"],
        link=document.get("link", ""),
        value=tuple(value) if isinstance(value, list) else value,
    )


def _corrected(constraint: Constraint, erratum: Erratum | None, contract: Contract) -> Constraint:
    if erratum is None:
        return constraint
    if erratum.says == "wrong":
        return replace(constraint, expect="either", erratum=erratum)
    corrected = replace(constraint, value=erratum.value, expect="reject", contested=(), erratum=erratum)
    if problem := _impossible(corrected, contract):
        of = f"the erratum about {constraint.id} of {contract.name}"
        raise UnreadableInputError(f"{of}: {problem}", remedy="Give a value in the form that `fencepost show` has.")
    return corrected


def _settled(constraint: Constraint, wrong: set[str]) -> Constraint:
    """The promise, no longer contested by those that are wrong."""
    if wrong.isdisjoint(constraint.contested):
        return constraint
    return replace(constraint, contested=tuple(rival for rival in constraint.contested if rival not in wrong))


def _impossible(constraint: Constraint, contract: Contract) -> str | None:
    """Why a promise can't have its value: the contract's schema, a pattern, or a member that isn't there."""
    own = {name: value for name, value in to_json(constraint).items() if name != "erratum"}
    document = {"service": contract.service, "operation": contract.operation, "constraints": [own]}
    error = next(iter(contract_validator().iter_errors(document)), None)
    if error is not None:
        return str(error.message)
    if constraint.keyword == "pattern" and searcher(str(constraint.value)) is None:
        return f"the pattern {constraint.value!r} can't be read"
    if constraint.keyword in _NAMING:
        named = constraint.value if isinstance(constraint.value, tuple) else (constraint.value,)
        known = {one.path for one in contract.constraints}
        return next((f"there is no member {path!r}" for path in named if path not in known), None)
    return None
