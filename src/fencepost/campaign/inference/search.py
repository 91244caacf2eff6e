"""Finding recipes on a target: one operation after another, each remembered once it is found or given up."""

from __future__ import annotations

import hashlib
from pathlib import Path

from fencepost.campaign.client import Client, Names
from fencepost.campaign.inference.attempt import Attempt, Tried
from fencepost.campaign.inference.catalogue import Catalogue, Leaf, Operation, catalogue_of
from fencepost.campaign.inference.drafts import Draft
from fencepost.campaign.inference.lawful import Law
from fencepost.campaign.inference.memory import Memory
from fencepost.campaign.inference.naming import removal
from fencepost.campaign.inference.plan import Ground, Plan
from fencepost.campaign.inference.producers import Source, sources
from fencepost.campaign.inference.recipe import Recipe, filled
from fencepost.campaign.inference.repair import speaks_of_a_limit
from fencepost.campaign.inference.unreached import Unreached
from fencepost.campaign.inference.verifying import verified
from fencepost.contracts import load
from fencepost.errors import FencepostError, UsageError
from fencepost.protocols import Codec
from fencepost.targets import Target

#: Chains of producers longer than this are not followed.
DEEPEST = 7
#: The most calls that the search for one operation makes, those for its producers included.
MOST = 600


class Search:
    """The search for recipes on one target. Its requests are `held` to their contracts or not."""

    def __init__(
        self,
        target: Target,
        memory: Memory,
        models: Path | None = None,
        *,
        held: bool = True,
    ) -> None:
        self.target, self.memory, self.models = target, memory, models
        self._held = held
        self.ground = Ground(target, Client(target, Names(), models))
        self._names: dict[str, Names] = {}
        self._began = 0
        self._given_up: dict[str, int] = {}
        self._sources: dict[tuple[str, str, Leaf], list[Source]] = {}

    def recipe(self, name: str, stack: tuple[str, ...] = ()) -> Recipe | Unreached:
        """The recipe of an operation, as remembered or searched for now; else why there is none."""
        known = self.memory.get(name)
        if known is not None:
            return known
        if not stack:
            self._began = self.ground.calls
        found = self._unspeakable(name) or self._searched(name, stack)
        if not stack:
            self._tidy()
        # What was cut short to end a circle may be found from elsewhere; a second time it is not searched for.
        self._given_up[name] = self._given_up.get(name, 0) + isinstance(found, Unreached)
        if not stack or isinstance(found, Recipe) or found.reason == "not-implemented":
            # What others do to a target may make a request possible that was not.
            self.memory.put(name, found, lasting=isinstance(found, Recipe) or not self.target.shared)
        if not stack:
            self.memory.keep()
        return found

    @property
    def exhausted(self) -> bool:
        """Whether the operation that is searched for has cost all the calls that it may, its producers' included."""
        return self.ground.calls - self._began > MOST

    def _tidy(self) -> None:
        """Deletes what the search made on a target that others use too, the youngest first."""
        made, self.ground.made = self.ground.made, []
        for operation, done in reversed(made):
            catalogue = catalogue_of(operation.partition(".")[0], self.models)
            step = removal(catalogue, [operation], [done]) if catalogue is not None else None
            if step is not None:
                self.ground.ask(step.operation, filled(step.members, [done], str))
        self.ground.made.clear()

    def found(self, name: str, stack: tuple[str, ...]) -> Recipe | None:
        """The recipe of an operation that another one needs; None where there is none, or it needs that one."""
        if name in stack or len(stack) >= DEEPEST or self.exhausted or self._given_up.get(name, 0) >= 2:  # noqa: PLR2004
            return None
        recipe = self.recipe(name, stack)
        return recipe if isinstance(recipe, Recipe) else None

    def law(self, name: str) -> Law | None:
        """What the contract says of an operation's requests."""
        if not self._held:
            return None
        try:
            return Law(load(name, models=self.models))
        except FencepostError:
            return None

    def sources(self, catalogue: Catalogue, leaf: Leaf, asking: Operation) -> list[Source]:
        """Where a needed value may come from, looked up once."""
        key = (catalogue.service, asking.name, leaf)
        if key not in self._sources:
            self._sources[key] = sources(catalogue, leaf, asking)
        return self._sources[key]

    def _unspeakable(self, name: str) -> Unreached | None:
        service, _, short = name.partition(".")
        catalogue = catalogue_of(service, self.models)
        if catalogue is None or short not in catalogue.operations:
            return Unreached("unknown", name)
        try:
            Codec.of(service, short, models=self.models)
        except UsageError as error:
            return Unreached("unspoken-protocol", str(error).split("\n")[0])
        return None

    def _searched(self, name: str, stack: tuple[str, ...]) -> Recipe | Unreached:
        prefix = hashlib.sha256(name.encode()).hexdigest()[:4]
        names = self._names.setdefault(prefix, Names(f"{prefix}-"))
        attempt = Attempt(self, Plan(self.ground, names), name, stack)
        plain = attempt.try_(Draft())
        if plain.absent:
            return Unreached("not-implemented", "", 1)
        attempt.linked = True
        if plain.accepted and not attempt.needed(attempt.given(Draft())):
            return verified(attempt, plain)
        return self._ways(attempt, plain)

    def _ways(self, attempt: Attempt, plain: Tried) -> Recipe | Unreached:
        """One way after another to the state that the operation needs."""
        failed: list[Tried] = []
        looks = attempt.operation.reads or attempt.operation.verb not in ("create", "register", "import", "allocate")
        rounds = (0, 1, None) if looks and attempt.operation.required else (None, 0, None)
        best: Recipe | Unreached | None = None
        for number in rounds:
            attempt.supply.forget()
            if number is not None and not attempt.supply.prime(number):
                continue
            last = attempt.climb(Draft())
            if last.accepted:
                found = verified(attempt, last)
                if isinstance(found, Recipe) and not found.vacuous and not found.unlawful:
                    return found
                best = best or found
            else:
                failed.append(last)
                if last.answer is not None and speaks_of_a_limit(last.answer):
                    # What earlier searches left stands in the way.
                    attempt.plan.back(0)
                    attempt.supply.begin_anew()
        return best or Unreached.of((failed or [plain])[0], attempt.calls)
