"""Whether an accepted request is a control: it can be repeated, and a made-up identifier in it is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fencepost.campaign.inference.catalogue import catalogue_of
from fencepost.campaign.inference.drafts import Place
from fencepost.campaign.inference.naming import removal
from fencepost.campaign.inference.reading import echoes, reading_step
from fencepost.campaign.inference.recipe import Done, LostValueError, Recipe, Step, filled
from fencepost.campaign.inference.repair import speaks_of_a_limit
from fencepost.campaign.inference.unreached import Unreached
from fencepost.generation import places
from fencepost.oracle import lists_failures
from fencepost.protocols import Answer

if TYPE_CHECKING:
    from fencepost.campaign.inference.attempt import Attempt, Tried

#: How many places of a request are tried with a made-up identifier.
MOST_NAMED = 5


def verified(attempt: Attempt, tried: Tried) -> Recipe | Unreached:
    """The recipe of an accepted request, once its steps were taken again and it was accepted again."""
    control = Step(attempt.name, tried.template)
    named = tuple(attempt.needed(tried.template))[:MOST_NAMED]
    unlawful = tuple(sorted(attempt.law.broken(tried.request))) if attempt.law is not None else ()
    request, answer = dict(tried.request), tried.answer
    again = _answer(attempt, request)
    consumed = again is None or not again.accepted
    if consumed and not attempt.supply.again():
        return Unreached("not-repeatable", "its steps were refused the second time", attempt.calls)
    unchecked = tuple(place for place in named if _accepts_unknown(attempt, control, place))
    single = False
    if consumed:
        if unchecked and not attempt.supply.again():
            return Unreached("not-repeatable", "its steps were refused the second time", attempt.calls)
        once_more, answer = _once_more(attempt, control)
        if answer is not None and answer.refused and speaks_of_a_limit(answer) and attempt.supply.begin_anew():
            single = True
            once_more, answer = _once_more(attempt, control)
        if once_more is None or answer is None or not answer.accepted:
            return Unreached("not-repeatable", "it was refused the second time", attempt.calls)
        request = once_more
    assert answer is not None  # noqa: S101 - it was accepted
    recipe = Recipe(
        tuple(attempt.plan.steps), control, named, unchecked, consumed=consumed, single=single, unlawful=unlawful
    )
    if recipe.vacuous:
        apart = any(told_apart(attempt, control, place, answer) for place in named)
        recipe = replace(recipe, apart=apart)
    return _completed(attempt, recipe, [*attempt.plan.done, Done(request, answer.members)])


def _once_more(attempt: Attempt, control: Step) -> tuple[dict[str, Any] | None, Answer | None]:
    request = _filled(attempt, control)
    return request, _answer(attempt, request)


def _completed(attempt: Attempt, recipe: Recipe, done: Sequence[Done]) -> Recipe:
    """The recipe with how its resource is read back and deleted."""
    names = [step.operation for step in recipe.whole]
    removals: list[Step] = []
    for number in range(len(names), 0, -1):
        catalogue = catalogue_of(names[number - 1].partition(".")[0], attempt.search.models)
        found = removal(catalogue, names[:number], done) if catalogue is not None else None
        if found is not None:
            removals.append(found)
    step = None if attempt.operation.reads or attempt.operation.undoes else reading_step(attempt, done, names)
    echoed: dict[str, Place] = {}
    if step is not None:
        reply = attempt.ground.ask(step.operation, filled(step.members, done, attempt.plan.names.new))
        echoed = dict(echoes(done[-1].request, reply.answer.members)) if reply is not None else {}
    return replace(recipe, removal=tuple(removals), reading=step, echoed=echoed)


def unknown_beside(value: str) -> str:
    """An identifier that names nothing, of the same look as a live one: its last letter or digit is another."""
    for index in range(len(value) - 1, -1, -1):
        letter = value[index]
        if letter.isalnum():
            low = "0" if letter.isdigit() else "a" if letter.islower() else "A"
            other = low if letter != low else chr(ord(low) + 1)
            return value[:index] + other + value[index + 1 :]
    return "fencepost-unknown"


def _accepts_unknown(attempt: Attempt, control: Step, place: Place) -> bool:
    """Whether made-up values are accepted, of the look of the live one and of another."""
    request = _filled(attempt, control)
    value = places.get(request, place) if request is not None else None
    if request is None or value is None:
        return False
    for unknown in (unknown_beside(str(value)), "fencepost-unknown"):
        answer = _answer(attempt, places.with_value(request, place, unknown))
        if answer is None or not answer.accepted or lists_failures(answer):
            return False
    return True


def told_apart(attempt: Attempt, control: Step, place: Place, live: Answer) -> bool:
    """Whether the answer shows less for a made-up value than for the live one."""
    request = _filled(attempt, control)
    value = places.get(request, place) if request is not None else None
    if request is None or value is None:
        return False
    answer = _answer(attempt, places.with_value(request, place, unknown_beside(str(value))))
    shown, less = (len(list(places.leaves(dict(a.members)))) if a else 0 for a in (live, answer))
    return answer is not None and shown > less


def _filled(attempt: Attempt, step: Step) -> dict[str, Any] | None:
    try:
        return dict(attempt.plan.filled(step.members))
    except LostValueError:
        return None


def _answer(attempt: Attempt, request: Mapping[str, Any] | None) -> Answer | None:
    if request is None:
        return None
    reply = attempt.ground.ask(attempt.name, request)
    if reply is not None and reply.answer.crashed:
        attempt.supply.begin_anew()
    return reply.answer if reply is not None else None
