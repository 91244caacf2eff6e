"""What an update needn't give: what it doesn't give usually stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from fencepost.contracts.mining.rule import Promise
from fencepost.contracts.mining.statement import Statement

_UPDATING = re.compile(r"(?:Update|Modify)(?![a-z])")
_OF_THE_UPDATE = re.compile(r"\b(?:updat|modif|chang)(?:e|es|ed|ing|y|ies|ied)\b", re.IGNORECASE)


def unsure_in_update(promises: Iterable[Promise], statement: Statement) -> Iterator[Promise]:
    """The promises, of which those that something be given expect `either` in an update.

    Documentation says of a member of a thing what it says where the thing is made; in an update a member that isn't
    given stays as it is. It counts where the sentence speaks of the update itself, or of the operation, and in items
    of lists, which are replaced whole. Of `onlyOne`, that not both be given counts.
    """
    for promise in promises:
        if not _may_stay(promise, statement):
            yield promise
        elif promise.keyword == "onlyOne":
            yield replace(promise, keyword="zeroOrOne")
            yield replace(promise, keyword="anyOf", expect="either")
        else:
            yield replace(promise, expect="either")


def _may_stay(promise: Promise, statement: Statement) -> bool:
    place = statement.place
    if promise.keyword not in ("anyOf", "onlyOne", "required") or (promise.keyword == "required" and promise.when):
        return False
    if not place.path or not _UPDATING.match(place.operation) or _OF_THE_UPDATE.search(statement.text):
        return False
    path = place.path if promise.path is None else promise.path
    list(place.siblings())  # the answer depends on them
    member = place.members.get(path)
    return "[" not in path and "{" not in path and not (member and member.required)
