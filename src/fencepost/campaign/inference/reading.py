"""Reading a resource back: which operation shows it, and which members of a request stand in its answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fencepost.campaign.inference.naming import named_in
from fencepost.campaign.inference.recipe import Done, LostValueError, Place, Recipe, Step, filled
from fencepost.campaign.inference.words import alike, words_of
from fencepost.campaign.live import Reading
from fencepost.generation import places

if TYPE_CHECKING:
    from fencepost.campaign.client import Client
    from fencepost.campaign.inference.attempt import Attempt

#: Words of members that may change by themselves: they say nothing about what a request changed.
_RESTLESS = frozenset(
    "time date timestamp modified created accessed token expiration expiry status state progress count request number "
    "percentage duration age seen marker at metadata used attempt heartbeat".split()
)
_SHOWING = ("describe", "get", "list", "head")


def reading_step(attempt: Attempt, done: Sequence[Done], names: Sequence[str]) -> Step | None:
    """A call that shows what the last of the steps made or changed, tried once; None where none was found."""
    maker = attempt.operation
    readers = [
        operation
        for operation in attempt.catalogue.operations.values()
        if operation.verb in _SHOWING and alike(operation.noun, maker.noun) == 3 and operation.name != maker.name  # noqa: PLR2004
    ]
    for operation in sorted(readers, key=lambda o: (_SHOWING.index(o.verb), o.name))[:3]:
        members: dict[str, Any] = {}
        for member in operation.required:
            found = named_in(operation, attempt.catalogue, member, names, done)
            if found is None:
                break
            members[member] = [found] if operation.input.members[member].type_name == "list" else found
        else:
            if members and _steady(attempt, Step(f"{attempt.service}.{operation.name}", members), done):
                return Step(f"{attempt.service}.{operation.name}", members)
    return None


def _steady(attempt: Attempt, step: Step, done: Sequence[Done]) -> bool:
    """Whether the call is accepted, and says the same twice."""
    try:
        members = filled(step.members, done, attempt.plan.names.new)
    except LostValueError:
        return False
    first, second = (attempt.ground.ask(step.operation, members) for _ in range(2))
    if first is None or second is None or not (first.answer.accepted and second.answer.accepted):
        return False
    return bool(first.answer.members) and restful(first.answer.members) == restful(second.answer.members)


def echoes(request: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[tuple[str, Place]]:
    """The members of a request whose very value stands under the same name in an answer, and where."""
    shown = list(_members(answer))
    for name, value in request.items():
        found = next((place for place, other in shown if place[-1] == name and other == value), None)
        if found is not None and value not in (None, "", [], {}):
            yield name, found


def read_back(client: Client, recipe: Recipe, done: Sequence[Done]) -> Reading | None:
    """What a recipe's call shows of a resource; None where it shows nothing."""
    if recipe.reading is None:
        return None
    try:
        members = filled(recipe.reading.members, done, client.names.new)
    except (LostValueError, IndexError):
        return None
    answer = client.call(recipe.reading.operation, members, note=False)
    if not answer.accepted:
        return None
    shown = {name: places.get(answer.members, place) for name, place in recipe.echoed.items()}
    return Reading(shown, None, {"all that is shown": restful(answer.members)})


def restful(value: Any) -> Any:
    """A value without the members that may change by themselves."""
    if isinstance(value, Mapping):
        return {name: restful(below) for name, below in value.items() if _RESTLESS.isdisjoint(words_of(str(name)))}
    if isinstance(value, list):
        return [restful(below) for below in value]
    return value


def _members(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    if isinstance(value, Mapping):
        for name, below in value.items():
            yield (*place, name), below
            yield from _members(below, (*place, name))
    elif isinstance(value, list):
        for index, below in enumerate(value[:1]):
            yield from _members(below, (*place, index))
