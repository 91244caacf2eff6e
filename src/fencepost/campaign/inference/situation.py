"""The situation of an operation that nobody wrote one for: its recipe, replayed with new names for each resource."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from fencepost.campaign.client import Client
from fencepost.campaign.inference.memory import Memory, folder_of
from fencepost.campaign.inference.reading import read_back
from fencepost.campaign.inference.recipe import Done, Fresh, From, LostValueError, Recipe, Step, filled, sources
from fencepost.campaign.inference.search import Search
from fencepost.campaign.live import Live, Reading, SetupError, Situation
from fencepost.generation import places
from fencepost.protocols import Answer

#: What any service takes for a name, so that another one will do as well.
_PLAIN = re.compile(r"[\w.-]{1,64}")


class Inferred(Situation):
    """What a search on the target finds out about the operation `name`; nothing to make where it finds nothing.

    The search takes place when the first resource is wanted, and only where nothing is remembered of the target.
    """

    operation = ""
    name: ClassVar[str] = ""
    models: ClassVar[Path | None] = None

    def __init__(self, client: Client) -> None:
        super().__init__(client)
        self._recipe: Recipe | None = None
        self._asked = False

    def prepare(self) -> Live:
        """Replays the recipe. Raises SetupError where the target refuses a step of a recipe found anew, too."""
        recipe = self._known()
        if recipe is None:
            return Live({})
        if recipe.single:
            self._clear(recipe)
        try:
            return self._replayed(recipe)
        except SetupError:
            # What earlier resources left may stand in the way.
            self._clear(recipe)
            return self._replayed(recipe)

    def _clear(self, recipe: Recipe) -> None:
        """Empties the services that the recipe concerns, where nobody else uses them."""
        if not self.client.target.shared:
            for service in dict.fromkeys(step.operation.partition(".")[0] for step in recipe.whole):
                self.client.target.reset(service)
            self.client.forget()

    def proposals(self, live: Live) -> Iterable[Mapping[str, Any]]:
        """The request that the target accepted before."""
        if "control" in live.notes:
            yield live.notes["control"]

    def doubts(self) -> str | None:
        """Why an accepted request means nothing: a made-up name will do for every resource that it names."""
        recipe = self._known()
        if recipe is not None and recipe.vacuous:
            return "it accepts made-up identifiers, so that no control means anything"
        return None

    def reconsider(self) -> bool:
        """Searches once more, on a clean target: what was found before may have rested on what others had left."""
        recipe, target = self._recipe, self.client.target
        if recipe is None or target.shared:
            return False
        (self.client.memory or memory_of(target.name)).forget(self.name)
        target.begin_anew()
        self._asked = False
        return self._known() not in (None, recipe)

    def read(self, live: Live) -> Reading | None:
        """Reads the resource back, where an operation for it was found."""
        recipe = self._known()
        if recipe is None or "done" not in live.notes:
            return None
        return read_back(self.client, recipe, live.notes["done"])

    def accepted(self, live: Live, answer: Answer) -> None:
        """Takes note of what the request made, for reading it back and for deleting it."""
        if "control" in live.notes:
            steps: list[Done] = live.notes["done"]
            request = steps[-1].request if len(steps) > live.notes["steps"] else live.notes["control"]
            live.notes["done"] = [*steps[: live.notes["steps"]], Done(request, answer.members)]

    def remove(self, live: Live) -> bool:
        """Deletes what was made, children first; what can't be deleted is left."""
        return any(accepted for _, accepted in self._removed(live, note=False))

    def delete(self, live: Live, path: str) -> bool:
        """Deletes what was made; False unless a call was accepted that deletes what the member at the path names."""
        recipe = self._known()
        if recipe is None:
            return False
        named = {
            value.step
            for place, value in sources(recipe.control.members)
            if isinstance(value, From) and places.pattern_of(place) == path
        }
        return any(accepted and _steps_of(step) == named for step, accepted in self._removed(live, note=True))

    def _removed(self, live: Live, *, note: bool) -> list[tuple[Step, bool]]:
        """Calls whatever deletes the resources that were made; each call with whether it was accepted."""
        recipe = self._known()
        called: list[tuple[Step, bool]] = []
        if recipe is None or "done" not in live.notes:
            return called
        for step in recipe.removal:
            try:
                members = filled(step.members, live.notes["done"], self.client.names.new)
            except (LostValueError, IndexError):
                continue
            called.append((step, self.client.call(step.operation, members, note=note).accepted))
        return called

    def _known(self) -> Recipe | None:
        if not self._asked:
            self._asked = True
            target = self.client.target
            search = Search(target, self.client.memory or memory_of(target.name), self.models)
            found = search.recipe(self.name)
            self._recipe = found if isinstance(found, Recipe) and found.lawful else None
            if self._recipe is not None:
                self.consumed, self.single = self._recipe.consumed, self._recipe.single  # type: ignore[misc]
        return self._recipe

    def _replayed(self, recipe: Recipe) -> Live:
        done: list[Done] = []
        for step in recipe.steps:
            try:
                members = filled(step.members, done, self.client.names.new)
            except LostValueError as error:
                raise SetupError(step.operation, Answer(None, problem=str(error))) from None
            answer = self.client.call(step.operation, members)
            if not answer.accepted:
                raise SetupError(step.operation, answer)
            done.append(Done(members, answer.members))
        try:
            control = filled(recipe.control.members, done, self.client.names.new)
        except LostValueError as error:
            raise SetupError(recipe.control.operation, Answer(None, problem=str(error))) from None
        bindings = {
            places.pattern_of(place): places.get(control, place) for place, _ in sources(recipe.control.members)
        }
        # Where a request can't be sent twice, a name that was given once may be taken.
        own = [place for place, value in sources(recipe.control.members) if isinstance(value, Fresh)]
        taken = own if recipe.consumed else []
        naming = frozenset(places.pattern_of(place) for place in (*recipe.named, *taken, *_formed(control)))
        return Live(bindings, {"done": done, "steps": len(done), "control": control}, frozenset(bindings), naming)


def _steps_of(step: Step) -> set[int]:
    """The earlier steps whose values a step names."""
    return {value.step for _, value in sources(step.members) if isinstance(value, From)}


def _formed(control: Mapping[str, Any]) -> Iterator[tuple[str | int, ...]]:
    """The places of values whose form means something: documents, ARNs, addresses, archives; no plain names."""
    for place, value in places.leaves(dict(control)):
        if isinstance(value, str) and not _PLAIN.fullmatch(value):
            yield place


def inferred(operation: str, models: Path | None = None) -> type[Situation]:
    """The situation that is inferred for an operation written as `cloudfront.UpdateFunction`."""
    name = operation.partition(".")[2]
    return type(f"Inferred{name}", (Inferred,), {"operation": name, "name": operation, "models": models})


@cache
def memory_of(target: str) -> Memory:
    """What is known of a target by its name, in this process and in the user's cache."""
    return Memory(folder_of(target))
