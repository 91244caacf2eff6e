"""Making a random find smaller: members are dropped and scalars lowered as long as the verdict stays.

A violation made by one change of the smallest request is minimal already; what random requests find is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from fencepost.generation import Case, Cases, places
from fencepost.generation.case import Edit, Place, Remove

#: How many requests may be sent to make one find smaller.
TRIES = 40


def shrunk(case: Case, cases: Cases, still: Callable[[Case], bool]) -> Case:
    """The smallest case that `still` shows the same, by dropping and lowering one thing at a time."""
    left = TRIES
    best = case
    improved = True
    while improved and left > 0:
        improved = False
        for smaller in _smaller(best, cases):
            left -= 1
            if still(smaller):
                best, improved = smaller, True
                break
            if left <= 0:
                break
    return best


def _smaller(case: Case, cases: Cases) -> Iterator[Case]:
    """Cases with one thing less, which break what the case breaks and nothing else."""
    checker = cases.requests.checker
    wanted = checker.broken(case.request)
    kept = [edit.place for edit in case.edits]
    for edit in _reductions(case.request, kept):
        control = places.apply(case.control, (edit,))
        request = places.apply(case.request, (edit,))
        if not checker.broken(control) and checker.broken(request) == wanted:
            yield case.on(control, request)


def _reductions(request: Any, kept: list[Place]) -> Iterator[Edit]:
    """Members to drop, the outermost first, then scalars to lower; nothing on the way to what the case changed."""
    for place, _ in sorted(_members(request), key=lambda member: len(member[0])):
        if not any(other[: len(place)] == place for other in kept):
            yield Edit(place, Remove())
    for place, value in places.leaves(request):
        simpler = _lowered(value)
        if simpler != value and place not in kept:
            yield Edit(place, simpler)


def _members(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, member in below:
        yield (*place, step), member
        yield from _members(member, (*place, step))


def _lowered(value: Any) -> Any:
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return 0
    return value[:1] if isinstance(value, str) else value
