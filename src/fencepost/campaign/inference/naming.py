"""How a call names what earlier calls made: calls that read it, and calls that delete it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fencepost.campaign.inference.catalogue import Catalogue, Operation
from fencepost.campaign.inference.producers import ENOUGH, fitness
from fencepost.campaign.inference.recipe import Done, From, Side, Step
from fencepost.campaign.inference.words import UNDOING
from fencepost.generation import places


def named_in(
    operation: Operation, catalogue: Catalogue, member: str, names: Sequence[str], done: Sequence[Done]
) -> From | None:
    """Where a required member's value stands among what was sent and got, best first the last call's."""
    need = next((leaf for leaf in operation.given if leaf.place[0] == member and set(leaf.place[1:]) <= {0}), None)
    if need is None:
        return None
    best: tuple[float, From] | None = None
    for number, name in enumerate(names):
        service, _, short = name.partition(".")
        maker = catalogue.operations.get(short) if service == catalogue.service else None
        if maker is None:
            continue
        sides: tuple[tuple[Side, Any, Mapping[str, Any]], ...] = (
            ("answer", maker.answered, done[number].answer),
            ("request", maker.given, done[number].request),
        )
        for side, leaves, held in sides:
            for leaf in leaves:
                fit = fitness(need, leaf, side) + 0.5 * number
                if isinstance(places.get(held, leaf.place), str) and fit >= ENOUGH and (best is None or fit > best[0]):
                    best = fit, From(number, side, leaf.place)
    return best[1] if best else None


def removal(catalogue: Catalogue, names: Sequence[str], done: Sequence[Done]) -> Step | None:
    """The call that undoes the last of these calls; None where none is known."""
    maker = catalogue.operations.get(names[-1].partition(".")[2])
    if maker is None or not maker.makes:
        return None
    for operation in catalogue.by_noun.get(maker.noun, ()):
        made_by = UNDOING.get(operation.verb)
        if made_by is None or operation.verb == "accept" or (made_by and maker.verb not in made_by):
            continue
        members: dict[str, Any] = {}
        for member in operation.required:
            found = named_in(operation, catalogue, member, names, done)
            if found is None:
                break
            shape = operation.input.members[member]
            members[member] = [found] if shape.type_name == "list" else found
        else:
            return Step(f"{catalogue.service}.{operation.name}", members)
    return None
