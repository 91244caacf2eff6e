"""A contract as a person reads it: who promises what about which member, and where it says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from fencepost.reporting.harmless import harmless
from fencepost.reporting.promise import condition_text, erratum_text, literal, phrase


def show(contract: Mapping[str, Any], sentences: Mapping[str, str] | None = None) -> RenderableType:
    """A table of the promises of a contract (its JSON document), for a console of rich's.

    `sentences` are the page's, where it is at hand, by the places that origins name (`Config.Weight/1`, those of a
    response with `@response` behind); each is shown below the promise that was read from it.

    Members stand in the order of the contract, the request's before the response's. Errors that belong to no promise
    are listed at the end.
    """
    constraints: Sequence[Mapping[str, Any]] = contract.get("constraints", ())
    request = [one for one in constraints if one.get("in") != "response"]
    response = [one for one in constraints if one.get("in") == "response"]
    parts: list[RenderableType] = [_title(contract, len(constraints)), _table("request", request, sentences or {})]
    if response:
        parts.append(_table("response", response, sentences or {}))
    if left := _errors_left(contract, constraints):
        parts.append(Text(f"errors that belong to none of them: {harmless(', '.join(left), 4000)}"))
    return Group(*parts)


def _title(contract: Mapping[str, Any], promises: int) -> Text:
    text = Text(harmless(f"{contract['service']}.{contract['operation']}"), style="bold")
    source = contract.get("source") or {}
    said = " ".join(str(source[key]) for key in ("kind", "title") if source.get(key))
    noun = "promise" if promises == 1 else "promises"
    return text.append(harmless(f": {promises} {noun}" + (f", from {said}" if said else "")), style="not bold")


def _table(message: str, constraints: Sequence[Mapping[str, Any]], sentences: Mapping[str, str]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in (f"{message} member", "promise", "expect", "origins", "errors"):
        table.add_column(title, overflow="fold")
    previous = None
    for constraint in constraints:
        member = constraint["path"] or "(the whole)"
        shown = "" if member == previous else harmless(member)
        promise = Text(_promise(constraint))
        if said := erratum_text(constraint):
            promise.append(f"\n{said}", style="yellow")
        for sentence in _said(constraint, sentences):
            promise.append(f"\n\u201c{sentence}\u201d", style="dim italic")
        table.add_row(Text(shown), promise, *map(Text, (_expectation(constraint), *_grounds(constraint))))
        previous = member
    return table


def _said(constraint: Mapping[str, Any], sentences: Mapping[str, str]) -> list[str]:
    ending = "@response" if constraint.get("in") == "response" else ""
    places = dict.fromkeys(f"{origin['at']}{ending}" for origin in constraint.get("origins", ()))
    return [harmless(sentences[place], 1000) for place in places if place in sentences]


def _promise(constraint: Mapping[str, Any]) -> str:
    text = phrase(constraint)
    if constraint["keyword"] == "enum":
        # Here is room for all of the values, which a finding's one line hasn't.
        text = "must be one of " + ", ".join(map(literal, constraint.get("value") or ()))
    conditions = condition_text(constraint)
    return harmless(text + (f", when {conditions}" if conditions else ""), 4000)


def _expectation(constraint: Mapping[str, Any]) -> str:
    return "contested" if constraint.get("contested") else str(constraint.get("expect", "reject"))


def _grounds(constraint: Mapping[str, Any]) -> tuple[str, str]:
    origins = dict.fromkeys(str(origin["origin"]) for origin in constraint.get("origins", ()))
    return ", ".join(origins), harmless(", ".join(constraint.get("errors", ())))


def _errors_left(contract: Mapping[str, Any], constraints: Sequence[Mapping[str, Any]]) -> list[str]:
    used = {code for constraint in constraints for code in constraint.get("errors", ())}
    return [code for code in contract.get("errors") or {} if code not in used]
