"""Resources for a request: which of those at hand it may name, and having others made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from fencepost.campaign.inference import repair
from fencepost.campaign.inference.catalogue import Catalogue, Leaf, Operation, catalogue_of
from fencepost.campaign.inference.domains import ACCOUNT, REGION
from fencepost.campaign.inference.drafts import Spot
from fencepost.campaign.inference.foreign import foreigners
from fencepost.campaign.inference.plan import Plan, StepRefusedError
from fencepost.campaign.inference.producers import ENOUGH, SAME_NAME, Source, fitness, makers
from fencepost.campaign.inference.recipe import LAST, From, Side
from fencepost.campaign.inference.words import (
    CREATING,
    FIRST,
    IDENTIFYING,
    NAMING,
    READING,
    Words,
    alike,
    verb_and_noun,
)
from fencepost.generation import places

if TYPE_CHECKING:
    from fencepost.campaign.inference.search import Search

#: An identifier behind a path: `/hostedzone/Z1`.
_PATHED = re.compile(r"/[a-z]+/[A-Za-z0-9]+")
#: How many producers of one value, and of all, are tried.
PER_NEED, PER_ATTEMPT = 3, 10


class Supply:
    """What the steps of a plan gave, and what further steps may give, for one operation.

    `stack` are the operations that wait for it, so that none waits for itself.
    """

    def __init__(
        self, search: Search, plan: Plan, catalogue: Catalogue, operation: Operation, stack: tuple[str, ...]
    ) -> None:
        self.search, self.plan, self.catalogue, self.operation = search, plan, catalogue, operation
        self.service = catalogue.service
        self._stack = (*stack, f"{self.service}.{operation.name}")
        self._clean = False
        self._produced: set[tuple[str, str]] = set()

    def forget(self) -> None:
        """Lets go of all steps, and of what was tried in vain."""
        self.plan.back(0)
        self._produced.clear()

    def at_hand(self, leaf: Leaf, least: float = ENOUGH) -> list[tuple[From, float]]:
        """The values of steps taken so far that may name what is needed, the best first."""
        found: dict[str, tuple[From, float]] = {}
        for number in range(len(self.plan.steps)):
            for source, value, score in self._of_step(leaf, number):
                if score >= least and (value not in found or found[value][1] < score):
                    found[value] = (source, score)
        return sorted(found.values(), key=lambda pair: -pair[1])

    def _of_step(self, leaf: Leaf, number: int) -> Iterator[tuple[From, str, float]]:
        for source, value, other in self.held(number):
            yield source, value, fitness(leaf, other, source.side) + 0.01 * number

    def held(self, number: int) -> Iterator[tuple[From, str, Leaf]]:
        """The strings that a step got and sent."""
        service, _, short = self.plan.steps[number].operation.partition(".")
        catalogue = catalogue_of(service, self.search.models)
        if catalogue is None:
            return
        operation, done = catalogue.operations[short], self.plan.done[number]
        sides: tuple[tuple[Side, tuple[Leaf, ...], Mapping[str, Any]], ...] = (
            ("answer", operation.answered, done.answer),
            ("request", operation.given, done.request),
        )
        for side, leaves, held in sides:
            for leaf in leaves:
                value = places.get(held, leaf.place)
                if isinstance(value, str) and value:
                    yield From(number, side, leaf.place), value, leaf

    def references(self, leaf: Leaf) -> list[From]:
        """The values that may name what is needed, the best first; a producer is asked where none is good enough."""
        found = self.at_hand(leaf)
        best = self._sources(leaf)[:1]
        lowest = best[0].score - 6.0 if best else ENOUGH
        if not found or found[0][1] < min(lowest, 11.0):
            self.produce(leaf)
            found = self.at_hand(leaf)
        return [self._bare(source) for source, _ in found[:5]]

    def _bare(self, source: From) -> From:
        """An identifier without the path in front of it, which clients take away too: `/hostedzone/Z1` is `Z1`."""
        done = self.plan.done[source.step]
        value = places.get(done.answer if source.side == "answer" else done.request, source.place)
        return replace(source, form=LAST) if isinstance(value, str) and _PATHED.fullmatch(value) else source

    def same(self, leaf: Leaf) -> list[From]:
        """Values of the same name that a step got, or with which it made what this operation is about."""
        found: list[From] = []
        for source, _ in self.at_hand(leaf, least=SAME_NAME - 4):
            noun = verb_and_noun(self.plan.steps[source.step].operation.partition(".")[2])[1]
            same = source.place[-1] == leaf.name
            if same and (source.side == "answer" or (noun == self.operation.noun and self.operation.verb not in FIRST)):
                found.append(source)
        return found

    def composed(self, leaf: Leaf) -> list[From]:
        """ARNs made of the names and identifiers that steps gave, where the steps gave no ARN."""
        if leaf.field != "arn":
            return []
        found: list[From] = []
        for number, step in reversed(list(enumerate(self.plan.steps))):
            verb, noun = verb_and_noun(step.operation.partition(".")[2])
            if verb not in NAMING or not step.operation.startswith(f"{self.service}."):
                continue
            named = [source for source, _, other in self.held(number) if other.field in ("name", "id")]
            scope = f"arn:aws:{self.operation.model.service_model.signing_name}:{REGION}:{ACCOUNT}:"
            for source in named[:1]:
                kinds = dict.fromkeys(("".join(noun), "-".join(noun), noun[-1] if noun else ""))
                forms = [*(f"{scope}{kind}/{{}}" for kind in kinds), f"{scope}{{}}", f"{scope}{next(iter(kinds))}:{{}}"]
                found.extend(replace(source, form=form) for form in forms)
        return found[:5]

    def unlikely(self, leaf: Leaf) -> list[From]:
        """Identifiers of the same kind, of whatever resource: a parent may be the root of something."""
        if leaf.field not in IDENTIFYING:
            return []
        found = [s for n in range(len(self.plan.steps)) for s, _, other in self.held(n) if other.field == leaf.field]
        return [source for source in reversed(found) if source.side == "answer"][:3]

    def _sources(self, leaf: Leaf) -> list[Source]:
        return self.search.sources(self.catalogue, leaf, self.operation)

    def produce(self, leaf: Leaf) -> bool:
        """Has another operation make what is needed, the likeliest first; False where none does."""
        tries = 0
        for source in self._sources(leaf):
            key = (leaf.name, source.operation)
            if key in self._produced or tries >= PER_NEED or len(self._produced) >= PER_ATTEMPT:
                continue
            self._produced.add(key)
            tries += 1
            mark = self.plan.mark()
            if self.follow(f"{self.service}.{source.operation}"):
                if any(found.step >= mark for found, _ in self.at_hand(leaf, least=0.5)):
                    return True
                self.plan.back(mark)
        return False

    def follow(self, name: str) -> bool:
        """Takes the steps of another operation's recipe, searched for where it isn't known; False where none works."""
        recipe = self.search.found(name, self._stack)
        looks = recipe is not None and verb_and_noun(name.partition(".")[2])[0] in READING and not recipe.steps
        if looks and not self._clean:
            # What is listed must not be what other searches left.
            self._clean = True
            self.begin_anew()
        # Another search may have reset what was made before it.
        if (self.plan.resets != self.plan.ground.resets and not self.again()) or recipe is None:
            return False
        mark = self.plan.mark()
        for last in (False, True):
            try:
                self.plan.follow(recipe)
            except StepRefusedError as error:
                self.plan.back(mark)
                # What another search left may stand in the way.
                limited = error.answer is not None and repair.speaks_of_a_limit(error.answer)
                if last or not limited or self.plan.ground.target.shared or not self.begin_anew():
                    return False
            else:
                return True
        return False

    def prime(self, number: int) -> bool:
        """Makes what the operation's own name speaks of, in the likeliest way but `number`; False for none."""
        ways = makers(self.catalogue, self.operation)
        return number < len(ways) and self.follow(f"{self.service}.{ways[number].name}")

    def make(self, resource: Words) -> bool:
        """Makes a resource by its name, as an error gives it; False where nothing more makes one."""
        ranked = sorted(
            (o for o in self.catalogue.operations.values() if o.verb in CREATING and o.verb != "tag"),
            key=lambda o: (-alike(resource, o.noun), CREATING.index(o.verb), o.name),
        )
        for operation in ranked[:PER_NEED]:
            key = ("", operation.name)
            if alike(resource, operation.noun) < 2 or key in self._produced or operation.name == self.operation.name:  # noqa: PLR2004
                continue
            self._produced.add(key)
            if self.follow(f"{self.service}.{operation.name}"):
                return True
        return False

    def foundations(self) -> list[Words]:
        """What the service's other resources may rest on: it is made without asking for anything."""
        verbs = FIRST | {"enable"}
        found = [o.noun for o in self.catalogue.operations.values() if o.verb in verbs and not o.required and o.noun]
        return sorted(found, key=lambda noun: (len(noun), noun))[:3]

    def mentioned(self, text: str) -> list[Words]:
        """The resources that a message speaks of and an operation makes, the longest names first."""
        taken = {verb_and_noun(step.operation.partition(".")[2])[1] for step in self.plan.steps}
        plain = "".join(letter if letter.isalnum() else " " for letter in text.lower())
        found = [noun for noun in self.catalogue.made if noun not in taken and _phrase(noun).search(plain)]
        return sorted(found, key=lambda noun: (-len(" ".join(noun)), noun))[:3]

    def abroad(self, spot: Spot) -> list[From]:
        """Resources of other services for a member that names one, made where they are not there."""
        for entry in foreigners(spot.path):
            key = (spot.name, entry.operation)
            if key in self._produced or entry.operation.startswith(f"{self.service}."):
                continue
            self._produced.add(key)
            if self.follow(entry.operation):
                number = max(n for n, step in enumerate(self.plan.steps) if step.operation == entry.operation)
                found = [From(number, entry.side, place) for place in entry.places]
                held = [self.plan.done[number].answer if entry.side == "answer" else self.plan.done[number].request]
                there = [source for source in found if places.get(held[0], source.place)]
                if there:
                    return there
        return []

    def again(self) -> bool:
        """Takes the steps so far once more, with new names; on a clean ground where that is refused otherwise."""
        steps = list(self.plan.steps)
        try:
            self.plan.again()
        except StepRefusedError:
            if self.plan.ground.target.shared:
                return False
            self.plan.steps = steps
            return self.begin_anew()
        return True

    def begin_anew(self) -> bool:
        """Takes the steps so far on a clean ground, where the ground can be cleaned."""
        self.plan.ground.reset(self.service)
        try:
            self.plan.again()
        except StepRefusedError:
            return False
        return True


@cache
def _phrase(noun: Words) -> re.Pattern[str]:
    return re.compile(r"\b" + r" ?".join(re.escape(word) for word in noun) + r"s?\b")
