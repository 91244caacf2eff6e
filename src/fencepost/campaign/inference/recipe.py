"""How a state was reached once, so that it can be reached again with other names: calls, and where values come from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from fencepost.generation import places

Place = tuple[str | int, ...]
Side = Literal["answer", "request"]


#: The form of a value of which only what stands after its last slash is wanted.
LAST = "{/}"


@dataclass(frozen=True, slots=True)
class From:
    """A value of an earlier step, in its answer or in its request, in a form: `{}` is the value itself."""

    step: int
    side: Side
    place: Place
    form: str = "{}"


@dataclass(frozen=True, slots=True)
class Fresh:
    """A new name in a form: `{name}` is `fencepost-1`, `{word}` the same in letters and digits, `{short}` shorter."""

    form: str = "{name}"

    def named(self, name: str) -> str:
        """The form with a name in it."""
        digest = hashlib.sha256(name.encode()).hexdigest()
        word = re.sub(r"[^a-z0-9]", "", name)
        digits = str(int(digest[:12], 16))[:9].rjust(9, "1")
        return self.form.format(name=name, word=word, short=f"f{digest[:6]}", digits=digits, hex=digest)


@dataclass(frozen=True, slots=True)
class Step:
    """A call: the operation in full (`sqs.CreateQueue`) and its members, with `From` and `Fresh` among the values."""

    operation: str
    members: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recipe:
    """The steps that lead to a state, the request that is accepted there, and what is known about it.

    `named` are the places of the request that name a live resource, `unchecked` those among them whose made-up value is
    accepted as well; `apart` says that the answer to a made-up one shows less than the one to a live one. `consumed`
    says that the request can't be sent twice, `single` that the state can't be reached twice at a time. `reading` is a
    call that reads the resource back, `echoed` maps members of the request to where their value stood in its answer.
    `unlawful` are the constraints that the request breaks all the same, for the values that the target issues.
    `removal` are calls that delete what the steps made, children first.
    """

    steps: tuple[Step, ...]
    control: Step
    named: tuple[Place, ...] = ()
    unchecked: tuple[Place, ...] = ()
    apart: bool = False
    unlawful: tuple[str, ...] = ()
    consumed: bool = False
    single: bool = False
    reading: Step | None = None
    echoed: Mapping[str, Place] = field(default_factory=dict)
    removal: tuple[Step, ...] = ()

    @property
    def vacuous(self) -> bool:
        """Whether it names resources, and made-up ones will do for every one of them."""
        return bool(self.named) and set(self.named) == set(self.unchecked)

    @property
    def lawful(self) -> bool:
        """Whether all that the request breaks is broken by values that the target issued: it has no others."""
        issued = {places.pattern_of(place) for place, value in sources(self.control.members) if isinstance(value, From)}
        return all(identity.partition("#")[0] in issued for identity in self.unlawful)

    @property
    def whole(self) -> tuple[Step, ...]:
        """The steps with the request itself as the last."""
        return (*self.steps, self.control)


@dataclass(slots=True)
class Done:
    """What a step sent and what came back."""

    request: Mapping[str, Any]
    answer: Mapping[str, Any]


class LostValueError(Exception):
    """An earlier step doesn't give the value that a later one needs."""


def filled(template: Any, done: Sequence[Done], new: Callable[[], str]) -> Any:
    """The template with values in their places. Raises LostValueError where an earlier step lacks one."""
    if isinstance(template, From):
        if template.step >= len(done):
            raise LostValueError(f"step {template.step} was not taken")
        source = done[template.step]
        value = places.get(source.answer if template.side == "answer" else source.request, template.place)
        if value is None:
            raise LostValueError(f"step {template.step} has no {template.place}")
        if template.form == LAST:
            return str(value).rpartition("/")[2]
        return template.form.format(value) if template.form != "{}" else value
    if isinstance(template, Fresh):
        return template.named(new())
    if isinstance(template, Mapping):
        return {filled(name, done, new): filled(below, done, new) for name, below in template.items()}
    if isinstance(template, (list, tuple)):
        return [filled(below, done, new) for below in template]
    return template


def shifted(template: Any, where: Mapping[int, int]) -> Any:
    """The template with its steps renumbered."""
    if isinstance(template, From):
        return From(where[template.step], template.side, template.place, template.form)
    if isinstance(template, Mapping):
        return {name: shifted(below, where) for name, below in template.items()}
    if isinstance(template, (list, tuple)):
        return [shifted(below, where) for below in template]
    return template


def sources(template: Any, place: Place = ()) -> Iterator[tuple[Place, From | Fresh]]:
    """The places of a template whose value is not known beforehand."""
    if isinstance(template, (From, Fresh)):
        yield place, template
    elif isinstance(template, Mapping):
        for name, below in template.items():
            yield from sources(below, (*place, name))
    elif isinstance(template, (list, tuple)):
        for index, below in enumerate(template):
            yield from sources(below, (*place, index))


def to_json(recipe: Recipe) -> dict[str, Any]:
    """The recipe as JSON."""
    return {
        "steps": [_step_json(step) for step in recipe.steps],
        "control": _step_json(recipe.control),
        "named": [list(place) for place in recipe.named],
        "unchecked": [list(place) for place in recipe.unchecked],
        "apart": recipe.apart,
        "unlawful": list(recipe.unlawful),
        "consumed": recipe.consumed,
        "single": recipe.single,
        "reading": _step_json(recipe.reading) if recipe.reading else None,
        "echoed": {name: list(place) for name, place in recipe.echoed.items()},
        "removal": [_step_json(step) for step in recipe.removal],
    }


def from_json(document: Mapping[str, Any]) -> Recipe:
    """The recipe that `to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    reading = document["reading"]
    return Recipe(
        steps=tuple(_step(step) for step in document["steps"]),
        control=_step(document["control"]),
        named=tuple(tuple(place) for place in document["named"]),
        unchecked=tuple(tuple(place) for place in document["unchecked"]),
        apart=bool(document["apart"]),
        unlawful=tuple(map(str, document["unlawful"])),
        consumed=bool(document["consumed"]),
        single=bool(document["single"]),
        reading=_step(reading) if reading else None,
        echoed={name: tuple(place) for name, place in document["echoed"].items()},
        removal=tuple(_step(step) for step in document["removal"]),
    )


def _step_json(step: Step) -> dict[str, Any]:
    return {"operation": step.operation, "members": _written(step.members)}


def _step(document: Mapping[str, Any]) -> Step:
    return Step(document["operation"], _read(document["members"]))


def _written(template: Any) -> Any:
    if isinstance(template, From):
        return {"$from": [template.step, template.side, template.form, *template.place]}
    if isinstance(template, Fresh):
        return {"$fresh": template.form}
    if isinstance(template, Mapping):
        return {name: _written(below) for name, below in template.items()}
    if isinstance(template, (list, tuple)):
        return [_written(below) for below in template]
    return template


def _read(document: Any) -> Any:
    if isinstance(document, dict):
        if set(document) == {"$from"}:
            step, side, form, *place = document["$from"]
            return From(int(step), side, tuple(place), form)
        if set(document) == {"$fresh"}:
            return Fresh(str(document["$fresh"]))
        return {name: _read(below) for name, below in document.items()}
    if isinstance(document, list):
        return [_read(below) for below in document]
    return document
