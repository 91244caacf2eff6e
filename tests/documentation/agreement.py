"""Whether the readers of one operation's pages promise the same: constraints compared one by one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from fencepost.contracts import Constraint, derive, to_json
from fencepost.documentation import DocumentedOperation, read
from fencepost.errors import UnreadableInputError

from .carried import carried

#: Member and keyword; both empty where a page can't be read at all.
Difference = tuple[str, str]

_SECTIONS = {"request": ("Request Syntax", "Parameters"), "response": ("Response Syntax", "Response Structure")}


def differences(model: DocumentedOperation, pages: Mapping[str, Path]) -> set[Difference]:
    """Where the contracts of an operation's pages differ from what the model promises as far as pages carry it.

    Equal are member, keyword, value, condition, expectation, errors, rivals, and every origin with its rule and its
    place. Only the origins of a text, which has no code spans, are those of the model without them. Where a page leaves
    out a section as too large, what it still promises of that message is among what the model promises.
    """
    promised = _promises(carried(model))
    found: set[Difference] = set()
    for kind, path in pages.items():
        try:
            page = read(path)
        except UnreadableInputError:
            found.add(("", ""))
            continue
        there = _promises(page)
        found |= _different(promised, there, page.omitted, origins=kind != "text")
        if kind == "text" and there != promised:
            found |= _different(_promises(carried(model, code=False)), there, page.omitted)
    return found


def uncarried(model: DocumentedOperation) -> list[Constraint]:
    """What the model promises beyond its pages, and what it promises otherwise, though it shouldn't."""
    there = {_key(constraint): constraint for constraint in derive(carried(model)).constraints}
    here = {_key(constraint): constraint for constraint in derive(model).constraints}
    lost = [constraint for key, constraint in there.items() if key not in here]
    changed = [
        constraint
        for key, constraint in here.items()
        if key in there
        and there[key].expect != constraint.expect
        and not constraint.contested
        and not _made_sure(constraint)
    ]
    added = [constraint for key, constraint in here.items() if key not in there and not _unprinted(constraint)]
    return [*lost, *changed, *added]


def _unprinted(constraint: Constraint) -> bool:
    """Whether a constraint comes from a trait, from the description of an error, or from the literals of keys."""
    kinds = {origin.origin for origin in constraint.origins}
    return "model" in kinds or kinds == {"error"} or constraint.path.endswith("{key}")


def _made_sure(constraint: Constraint) -> bool:
    """Whether prose and a trait state the same, which then is as sure as the trait is."""
    return constraint.expect == "reject" and "model" in {origin.origin for origin in constraint.origins}


def _promises(operation: DocumentedOperation) -> list[Constraint]:
    return list(derive(operation).constraints)


def _different(
    here: list[Constraint], there: list[Constraint], omitted: tuple[str, ...], *, origins: bool = True
) -> set[Difference]:
    mine, its = ({_shown(one, origins=origins): one for one in promises} for promises in (here, there))
    lacking = [one for shown, one in mine.items() if shown not in its]
    more = [one for shown, one in its.items() if shown not in mine]
    partly = {message for message, titles in _SECTIONS.items() if not set(titles).isdisjoint(omitted)}
    known = {_key(one) for one in here}
    found = [one for one in lacking if one.message not in partly]
    found += [one for one in more if one.message not in partly or _key(one) not in known]
    return {(one.path, one.keyword) for one in found}


def _key(constraint: Constraint) -> str:
    value = constraint.value
    plain = (
        int(value) if isinstance(value, float) and value.is_integer() else value
    )  # a trait has 1.0 where prose has 1
    return _shown(replace(constraint, value=plain, id="", expect="reject", errors=(), contested=()), origins=False)


def _shown(constraint: Constraint, *, origins: bool) -> str:
    return json.dumps(to_json(constraint if origins else replace(constraint, origins=())), sort_keys=True, default=str)
