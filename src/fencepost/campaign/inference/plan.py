"""Steps that were taken on a target, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fencepost.campaign.client import Client, Names, Reply
from fencepost.campaign.inference.recipe import Done, LostValueError, Recipe, Step, filled, shifted
from fencepost.errors import FencepostError
from fencepost.protocols import Answer, Inexpressible
from fencepost.targets import Target


class StepRefusedError(Exception):
    """A step on the way was not accepted."""

    def __init__(self, step: Step, answer: Answer | None) -> None:
        super().__init__(step.operation)
        self.step, self.answer = step, answer


class Ground:
    """A target that is searched: calls and resets are counted."""

    def __init__(self, target: Target, client: Client) -> None:
        self.target, self.client = target, client
        self.calls = 0
        #: How often something was reset: what was made before is gone.
        self.resets = 0
        #: What was made on a target that others use too, and is to be deleted.
        self.made: list[tuple[str, Done]] = []

    def ask(self, operation: str, members: Mapping[str, Any]) -> Reply | None:
        """What the target answers; None where the request has no form on the wire."""
        self.calls += 1
        try:
            wire = self.client.codec(operation).encode(members)
        except (Inexpressible, FencepostError):
            return None
        reply = self.client.send(operation, members, wire)
        self.client.forget()
        if self.target.shared and reply.answer.accepted:
            self.made.append((operation, Done(members, reply.answer.members)))
        return reply

    def reset(self, *services: str) -> None:
        """Begins services anew, where nobody else uses them."""
        if not self.target.shared:
            for service in services:
                self.target.reset(service)
            self.resets += 1


class Plan:
    """The steps so far, in their order, with what each sent and got."""

    def __init__(self, ground: Ground, names: Names) -> None:
        self.ground, self.names = ground, names
        self.steps: list[Step] = []
        self.done: list[Done] = []
        self.resets = ground.resets

    def mark(self) -> int:
        """A point that `back` returns to."""
        return len(self.steps)

    def back(self, mark: int) -> None:
        """Forgets the steps after a mark; what they made stays."""
        del self.steps[mark:], self.done[mark:]

    def filled(self, template: Any) -> Any:
        """A template with its values. Raises LostValueError."""
        return filled(template, self.done, self.names.new)

    def take(self, step: Step) -> int:
        """Takes a step and returns its number. Raises StepRefusedError."""
        try:
            members = self.filled(step.members)
        except LostValueError:
            raise StepRefusedError(step, None) from None
        reply = self.ground.ask(step.operation, members)
        if reply is None or not reply.answer.accepted:
            raise StepRefusedError(step, reply.answer if reply else None)
        self.steps.append(step)
        self.done.append(Done(members, reply.answer.members))
        return len(self.steps) - 1

    def follow(self, recipe: Recipe) -> int:
        """Takes a recipe's steps, but those that were taken already, and returns the last one's number.

        Raises StepRefusedError.
        """
        where: dict[int, int] = {}
        for number, step in enumerate(recipe.whole):
            moved = Step(step.operation, shifted(step.members, where))
            # The same request again would make a second of what the first one made.
            where[number] = self.steps.index(moved) if moved in self.steps else self.take(moved)
        return where[len(recipe.whole) - 1]

    def again(self) -> None:
        """Takes all steps anew. Raises StepRefusedError."""
        steps, self.steps, self.done = self.steps, [], []
        self.resets = self.ground.resets
        for step in steps:
            self.take(step)
