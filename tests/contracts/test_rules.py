"""Every rule of the miner, by the examples that stand beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fencepost.contracts.constraint import Constraint
from fencepost.contracts.mining import RULES, Example, Place, Rule, mine
from fencepost.contracts.mining.texts import sentences_of
from fencepost.documentation.page import Member

GIVES = [(rule, example) for rule in RULES for example in rule.examples]
REFUSES = [(rule, example) for rule in RULES for example in rule.refuses]


def place_of(example: Example) -> Place:
    """The place that an example describes."""
    own = Member(example.member, example.type, sentences=sentences_of(example.text))
    members = {example.member: own} if example.member else {}
    for name, kind in example.siblings.items():
        listed = "".join(
            f"<li><code>{term}</code> - {text}</li>" for term, text in example.glosses.get(name, {}).items()
        )
        members[name] = Member(name.rsplit(".", maxsplit=1)[-1], kind, sentences=sentences_of(f"<ul>{listed}</ul>"))
    return Place(example.member, own, members, heading=example.heading)


def facts(constraint: Constraint) -> tuple[Any, ...]:
    """What an example says of a constraint."""
    shown = (constraint.path, constraint.keyword, constraint.value)
    when = tuple((c.path, c.keyword, c.value) for c in constraint.when)
    return (*shown, when) if when else shown


def without_code(member: Member) -> Member:
    """The member as text that was copied from a page has it."""
    return replace(member, sentences=tuple(replace(sentence, code=()) for sentence in member.sentences))


@pytest.mark.parametrize(("rule", "example"), GIVES, ids=[f"{r.name}: {e.text[:50]}" for r, e in GIVES])
def test_rule_gives_what_its_example_says(rule: Rule, example: Example) -> None:
    """A rule reads from each of its examples exactly the promises that stand beside it."""
    assert [facts(one.constraint) for one in mine(place_of(example), [rule])] == list(example.gives)


@pytest.mark.parametrize(("rule", "example"), REFUSES, ids=[f"{r.name}: {e.text[:50]}" for r, e in REFUSES])
def test_rule_refuses_its_counterexamples(rule: Rule, example: Example) -> None:
    """A rule reads nothing from the sentences that only look like its own."""
    assert [facts(one.constraint) for one in mine(place_of(example), [rule])] == []


@pytest.mark.parametrize(("rule", "example"), GIVES, ids=[f"{r.name}: {e.text[:50]}" for r, e in GIVES])
def test_code_spans_change_nothing(rule: Rule, example: Example) -> None:
    """All rules read the same from an example as from its text copied out of a page, where no code span is left."""
    place = place_of(example)
    bare = replace(
        place, member=without_code(place.member), members={k: without_code(v) for k, v in place.members.items()}
    )
    assert mine(bare) == mine(place), rule.name


def test_every_rule_has_examples_of_both_kinds() -> None:
    """No rule stands without a sentence that it must match and one that it must not."""
    assert [rule.name for rule in RULES if not rule.examples or not rule.refuses] == []
