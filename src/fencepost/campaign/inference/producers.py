"""Which operation gives what another needs: how well an answer's member fits one that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.campaign.inference.catalogue import Catalogue, Leaf, Operation
from fencepost.campaign.inference.recipe import Side
from fencepost.campaign.inference.words import CREATING, IDENTIFYING, NAMING, UNDOING, alike, words_of

#: Names of shapes that many members share, so that they say nothing.
_PLAIN_SHAPES = frozenset(
    "string str __string arn id name resourcearn resourcename resourceid nonemptystring value text stringvalue".split()
)
#: A fit from which on a value is worth a try.
ENOUGH = 5.0
#: What a member with the same name is worth, whatever it names.
SAME_NAME = 12.0
_BY_AGREEMENT = {3: 10.0, 2: 6.0, 1: 3.0}


@dataclass(frozen=True, slots=True)
class Source:
    """A member of an operation's answer (or of its request) that may name what is needed, and how well it fits."""

    operation: str
    side: Side
    leaf: Leaf
    score: float


def fitness(need: Leaf, leaf: Leaf, side: Side) -> float:
    """How well a member's value fits what is needed; 0 for not at all."""
    base = _base(need, leaf)
    if not base:
        return 0.0
    score = base + _field(need.field, leaf.field)
    if need.shape == leaf.shape and need.shape.lower() not in _PLAIN_SHAPES:
        score += 3
    if words_of(need.name) == words_of(leaf.name):
        score += 1
    return score - (1.5 if side == "request" else 0.0) - 0.3 * len(leaf.place)


def _base(need: Leaf, leaf: Leaf) -> float:
    if need.explicit and words_of(need.name) == words_of(leaf.name):
        return SAME_NAME
    if not need.resource and not need.explicit:
        if need.field == "name":
            # Where a resource of any kind is named, its ARN is meant more often than not.
            return {"arn": 12.0, "name": 3.0}.get(leaf.field, 0.0)
        return 4.0 if need.field == leaf.field else 6.0 if leaf.field == "arn" and need.field != "id" else 0.0
    agreement = alike(need.resource, leaf.resource)
    if agreement:
        return _BY_AGREEMENT[agreement]
    return 5.0 if need.shape == leaf.shape and need.shape.lower() not in _PLAIN_SHAPES else 0.0


def _field(need: str, leaf: str) -> float:
    if need == leaf:
        return 4.0
    if not need:
        return {"id": 3.0, "name": 3.0, "arn": 2.5, "url": 2.0}.get(leaf, -6.0)
    if not leaf:
        return 1.0
    if {need, leaf} <= IDENTIFYING:
        return -3.0 if {need, leaf} == {"id", "name"} else -4.0
    return -8.0


def sources(catalogue: Catalogue, need: Leaf, asking: Operation) -> list[Source]:
    """Where a needed value may come from, the best first, one for each operation."""
    mentioned = asking.mentioned(str(need.place[0]))
    best: dict[str, Source] = {}
    for operation in catalogue.operations.values():
        if operation.name == asking.name or operation.undoes:
            continue
        for side, leaf in _members(operation):
            fit = fitness(need, leaf, side)
            if fit <= 0:
                continue
            score = fit + _standing(operation, need) + (6.0 if operation.name in mentioned else 0.0)
            if score >= ENOUGH and (operation.name not in best or best[operation.name].score < score):
                best[operation.name] = Source(operation.name, side, leaf, score)
    return sorted(best.values(), key=lambda source: (-source.score, source.operation))


def _members(operation: Operation) -> Iterator[tuple[Side, Leaf]]:
    for leaf in operation.answered:
        yield "answer", leaf
    if operation.verb in NAMING:
        for leaf in operation.given:
            # What it makes may be named by the caller; what it asks for belongs to others.
            if len(leaf.place) <= 2 and (not leaf.explicit or alike(leaf.resource, operation.noun) >= 2):  # noqa: PLR2004
                yield "request", leaf


def _standing(operation: Operation, need: Leaf) -> float:
    """How likely an operation is to bring about what is needed, by its own name."""
    score = -0.25 * len(operation.required)
    agreement = alike(need.resource, operation.noun)
    if operation.reads:
        # To look finds what is there already, if anything.
        return score - 5.0 - (4.0 if operation.required else 0.0)
    if operation.verb in CREATING[:8]:
        score += 4.0 - 0.2 * CREATING.index(operation.verb)
    elif operation.verb in ("update", "modify", "tag"):
        score -= 4.0
    return score + {3: 4.0, 2: 1.0, 1: 0.0, 0: -3.0}[agreement]


def makers(catalogue: Catalogue, asking: Operation) -> list[Operation]:
    """The operations that make what an operation's own name speaks of, the likeliest first."""
    opposites = UNDOING.get(asking.verb, ())

    def rank(operation: Operation) -> tuple[int, int, str]:
        first = 0 if operation.verb in opposites else 1
        return first, CREATING.index(operation.verb) if operation.verb in CREATING else len(CREATING), operation.name

    same = [o for o in catalogue.by_noun.get(asking.noun, ()) if o.makes and o.verb != "tag" and o.name != asking.name]
    return sorted(same, key=rank)
