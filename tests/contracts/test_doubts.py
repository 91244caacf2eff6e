"""Promises that the documentation takes back are unsure."""

from __future__ import annotations

import pytest

from fencepost.contracts.constraint import Constraint, Origin
from fencepost.contracts.doubts import doubted
from fencepost.documentation import DocumentedOperation, Member
from fencepost.documentation.page import PageSource, Sentence

SAID = (Origin("error", "error.not-found", "RopeNotFound"),)
EXISTS = Constraint("Rope", "exists", value=True, origins=(Origin("prose", "state.exists", "Rope/1"),))
TIED = Constraint("Rope", "exists", value=True, origins=SAID, errors=("RopeNotFound",))
LONG = Constraint("Rope", "maxLength", 9, origins=(Origin("model", "model.max", "Rope"),))


def expectations(said: str, of_member: str, *constraints: Constraint) -> list[str]:
    """What is expected where the operation and the member have these sentences."""
    member = Member("Rope", "string", sentences=(Sentence(of_member, 1),))
    operation = DocumentedOperation(
        "well", "DropRope", PageSource("botocore", "DropRope", "0"), Member("", "structure", members=(member,)),
        sentences=(Sentence(said, 1),),
    )  # fmt: skip
    return [one.expect for one in doubted(operation, {"Rope": member}, constraints)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Reserved for future use.",
        "Not implemented.",
        "This parameter is not currently used.",
        "This field is no longer supported.",
        "Ignored.",
    ],
)
def test_a_member_that_is_not_used_is_held_to_nothing(sentence: str) -> None:
    """Whoever ignores a member need not look at its length."""
    assert expectations("Drops a rope.", sentence, LONG) == ["either"]


@pytest.mark.parametrize(
    "sentence", ["The rope to drop.", "It can't be used with a bucket.", "Ropes not used are kept."]
)
def test_a_member_that_is_used_is_held_to_its_promises(sentence: str) -> None:
    """Other words about use are about something else."""
    assert expectations("Drops a rope.", sentence, LONG) == ["reject"]


@pytest.mark.parametrize(
    "sentence",
    [
        "This operation is idempotent.",
        "Dropping a rope that isn't there does not result in an error.",
        "The call succeeds even if there is no rope.",
    ],
)
def test_a_forgiving_operation_may_pass_over_what_is_not_there(sentence: str) -> None:
    """Existence is unsure; a length is as sure as before."""
    assert expectations(sentence, "The rope.", TIED, LONG) == ["either", "reject"]


def test_existence_needs_an_error_that_says_so() -> None:
    """That something must be there is firm only where an error is documented for it."""
    assert expectations("Drops a rope.", "The rope.", TIED, EXISTS) == ["reject", "either"]


@pytest.mark.parametrize(
    ("path", "origin", "expected"),
    [
        ("MaxResults", "prose", "either"),
        ("limit", "prose", "either"),
        ("MaxResults", "model", "reject"),
        ("Price.Max", "prose", "reject"),
        ("Depth", "prose", "reject"),
    ],
)
def test_the_size_of_a_page_may_be_cut(path: str, origin: str, expected: str) -> None:
    """What prose calls a page's maximum is no promise to refuse more; a trait of the model is."""
    bound = Constraint(path, "maximum", 500, origins=(Origin(origin, "range", path),))
    assert expectations("Lists ropes.", "The rope.", bound) == [expected]


def test_of_two_members_that_must_not_come_together_none_is_demanded_where_a_sentence_demands_none():
    """Exactly one is unsure beside at most one; at most one is as sure as before."""
    least = Constraint("Rope", "onlyOne", ("Chain",), origins=(Origin("prose", "dependency.only-one", "Rope/1"),))
    most = Constraint("Chain", "zeroOrOne", ("Rope",), origins=(Origin("prose", "dependency.not-both", "/1"),))
    said = ("Drops a rope.", "The rope to drop.")
    assert expectations(*said, least, most) == ["either", "reject"]
    assert expectations(*said, least) == ["reject"]
