"""What a service's operations take and give, as their model says: the ground on which producers are found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from fencepost.campaign.inference.words import (
    READING,
    UNDOING,
    Words,
    field_of,
    meaningful,
    verb_and_noun,
    words_of,
)
from fencepost.errors import UsageError
from fencepost.protocols.models import service_model_of

Place = tuple[str | int, ...]

#: Members deeper than this identify nothing that another operation asks for.
DEEPEST = 5
#: And an answer with more members than this says nothing new in the rest.
MOST_LEAVES = 400
#: What a member begins with that names any resource of the service.
_ANY = (("resource",), ("target",), ("source",), ("entity",))
_CODE = re.compile(r"\b[A-Z][a-z]+(?:[A-Z]+[a-z0-9]*)+\b")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A string (or blob) in a request or an answer: where it stands, what its name says of a resource and its field.

    `resource` is what its own name says (it is `explicit` then), else its parents' names, else the operation's.
    """

    place: Place
    name: str
    shape: str
    resource: Words
    field: str
    explicit: bool


class Operation:
    """One operation of a service: its verb and noun, what it asks for, what it gives."""

    def __init__(self, model: Any, kinds: frozenset[Words]) -> None:
        self.model, self._kinds = model, kinds
        self.name = str(model.name)
        self.verb, self.noun = verb_and_noun(self.name)
        self.input = model.input_shape
        self.required: tuple[str, ...] = tuple(self.input.required_members) if self.input is not None else ()

    @property
    def reads(self) -> bool:
        """Whether it only looks."""
        return self.verb in READING

    @property
    def undoes(self) -> bool:
        """Whether it takes away or ends what another operation made."""
        return self.verb in UNDOING

    @property
    def makes(self) -> bool:
        """Whether it may bring about something that another operation names."""
        return not self.reads and not self.undoes

    @cached_property
    def given(self) -> tuple[Leaf, ...]:
        """The strings of its request."""
        return tuple(_leaves(self.input, self.noun, self._kinds))

    @cached_property
    def answered(self) -> tuple[Leaf, ...]:
        """The strings of its answer."""
        return tuple(_leaves(self.model.output_shape, self.noun, self._kinds))

    def mentioned(self, name: str) -> frozenset[str]:
        """The CamelCase words in what is said of a top-level member: operations may be among them."""
        shape = self.input.members.get(name) if self.input is not None else None
        return frozenset(_CODE.findall(shape.documentation or "")) if shape is not None else frozenset()


class Catalogue:
    """The operations of a service by name."""

    def __init__(self, service: str, models: Path | None = None) -> None:
        self.service = service
        model = service_model_of(service, models)
        named = map(verb_and_noun, model.operation_names)
        # What is generic elsewhere may be a kind of resource of this service: API Gateway has resources.
        kinds = frozenset(noun for verb, noun in named if verb == "create" and noun)
        self.operations = {str(name): Operation(model.operation_model(name), kinds) for name in model.operation_names}

    @cached_property
    def by_noun(self) -> dict[Words, list[Operation]]:
        """The operations that share a noun."""
        found: dict[Words, list[Operation]] = {}
        for operation in self.operations.values():
            found.setdefault(operation.noun, []).append(operation)
        return found

    @cached_property
    def made(self) -> frozenset[Words]:
        """The nouns of what operations create."""
        first = ("create", "register", "put", "allocate", "run", "import", "start", "add")
        return frozenset(o.noun for o in self.operations.values() if o.verb in first and o.noun)


@lru_cache(maxsize=16)
def catalogue_of(service: str, models: Path | None = None) -> Catalogue | None:
    """The catalogue of a service; None for one that botocore doesn't know."""
    try:
        return Catalogue(service, models)
    except UsageError:
        return None


def _leaves(shape: Any, noun: Words, kinds: frozenset[Words]) -> Iterator[Leaf]:
    if shape is None:
        return
    yield from islice(_below(shape, (), (), noun, (shape.name,), kinds), MOST_LEAVES)


def _below(
    shape: Any, place: Place, parents: Words, noun: Words, seen: tuple[str, ...], kinds: frozenset[Words]
) -> Iterator[Leaf]:
    """Breadth first, so that what stands on top is found where there is too much."""
    inner: list[tuple[Any, Place, Words]] = []
    for name, member in shape.members.items():
        where, kind, within = (*place, name), member, meaningful(words_of(name))
        while kind.type_name == "list":
            where, kind = (*where, 0), kind.member
        if kind.type_name == "structure":
            inner.append((kind, where, within or parents))
        elif kind.type_name in ("string", "blob"):
            yield _leaf(name, kind, where, parents, noun, kinds)
    for kind, where, within in inner:
        if kind.name not in seen and len(where) < DEEPEST:
            yield from _below(kind, where, within, noun, (*seen, kind.name), kinds)


def _leaf(name: str, kind: Any, where: Place, parents: Words, noun: Words, kinds: frozenset[Words]) -> Leaf:
    resource, field = field_of(name)
    first = words_of(name)[:1]
    if kind.type_name == "blob":
        field = "blob"
    if words_of(name) in kinds:
        # `apiKey` is no key of an API where API keys are made.
        return Leaf(where, name, kind.name, words_of(name), "", explicit=True)
    if field and words_of(name)[:-1] in kinds:
        # `TargetGroupArn` is no group's where there are target groups.
        return Leaf(where, name, kind.name, words_of(name)[:-1], field, explicit=True)
    # What is tagged is any resource, and no tag.
    if not resource and (first in _ANY or (noun == ("tag",) and not parents)):
        return Leaf(where, name, kind.name, (), field, explicit=False)
    named = meaningful(noun) or (noun if noun in kinds else ())
    return Leaf(where, name, kind.name, resource or parents or named, field, explicit=bool(resource))
