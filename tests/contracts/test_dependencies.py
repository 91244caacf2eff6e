"""Which members may, must or must not be given together, how their values relate, and what has to be new or there."""

from __future__ import annotations

from typing import Any

import pytest

from fencepost.contracts.derivation import derive
from fencepost.contracts.mining import Place, mine
from fencepost.contracts.mining.place import members_of
from fencepost.contracts.mining.texts import sentences_of
from fencepost.documentation.page import DocumentedOperation, Member, PageSource

SHOP = ("ShopName", "ShopId", "Size", "Mode", "StartTime", "EndTime", "MaxSize", "Tags")


def place(text: str, on: str = "Size", operation: str = "CreateShop", kind: str = "string") -> Place:
    """A member with a text among the members of a shop; the operation itself where `on` is empty."""
    said = sentences_of(text)
    inside = tuple(
        Member(name, _kind(name, kind if name == on else None), sentences=said if name == on else ()) for name in SHOP
    )
    root = Member("", "structure", sentences=() if on else said, members=inside)
    members = members_of(root)
    return Place(on, members[on] if on else root, members, operation=operation)


def _kind(name: str, wanted: str | None) -> str:
    return wanted or ("timestamp" if name.endswith("Time") else "string")


def facts(where: Place) -> list[tuple[Any, ...]]:
    """What is mined: path, keyword and value, and the conditions where there are any."""
    found = [one.constraint for one in mine(where)]
    shown = [((c.path, c.keyword, c.value), tuple((w.path, w.keyword) for w in c.when)) for c in found]
    return [(*fact, when) if when else fact for fact, when in shown]


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("You must specify Size or Mode, but not both.", "onlyOne"),
        ("You must provide either this parameter or `Mode`, but you can't provide both.", "onlyOne"),
        ("Exactly one of Size and Mode is required.", "onlyOne"),
        ("You must specify Size or Mode. You can't specify both.", "onlyOne"),
        ("You must specify either the size or the mode.", "anyOf"),
        ("Size, Mode, or both must be specified.", "anyOf"),
        ("At least one of Size and Mode must be given.", "anyOf"),
        ("You can specify either Size or Mode, but not both.", "zeroOrOne"),
        ("Mutually exclusive with Mode.", "zeroOrOne"),
        ("Specify only one of Size or Mode.", "zeroOrOne"),
        ("You can't use this parameter and the mode parameter in the same request.", "zeroOrOne"),
        ("This field can't be combined with Mode.", "zeroOrOne"),
        ("If you set both Size and Mode, the call fails.", "zeroOrOne"),
        ("If you specify Mode, you can't specify Size.", "zeroOrOne"),
        ("Must be empty when Mode is specified.", "zeroOrOne"),
        ("Size and Mode must be specified together.", "allOrNone"),
        ("Size can be specified only with Mode.", "requires"),
        ("If you use Size in your request, you must also use the mode parameter.", "requires"),
    ],
)
def test_two_members_together(text: str, keyword: str) -> None:
    """The wordings of a dependency between two members come out as the one keyword that they mean."""
    found = [fact for fact in facts(place(text)) if len(fact) == 3]  # without a condition
    said = {(fact[1], frozenset((fact[0], *fact[2]))) for fact in found}
    assert said == {(keyword, frozenset(("Size", "Mode")))}


@pytest.mark.parametrize(
    "text",
    [
        "You can specify Size or Mode.",
        "You can use Size and Mode together.",
        "You should specify Size or Mode, but not both.",
        "An oven can have either a size or a colour, but not both.",
        "Use the Size or the Mode of another shop.",
        "You can't specify the size or the colour of the door.",
        "A filter that must specify either Size or Mode, but not both, is kept by the shop.",
        "If both Size and Mode are given, Size comes first.",
    ],
)
def test_no_dependency(text: str) -> None:
    """Permissions, advice, and what is said of other things bind no members."""
    assert facts(place(text)) == []


def test_three_members() -> None:
    """Three members that exclude each other are one group, and one that excludes two others is two pairs."""
    assert facts(place("Size, Mode, and MaxSize are mutually exclusive.")) == [
        ("Size", "zeroOrOne", ("Mode", "MaxSize"))
    ]
    assert facts(place("Can't be used together with Mode or MaxSize.")) == [
        ("Size", "zeroOrOne", ("Mode",)), ("Size", "zeroOrOne", ("MaxSize",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("If `Mode` is `FAST`, you must specify either Size or MaxSize.", (("Mode", "const"),)),
        ("If the shop is old, you must specify either Size or MaxSize.", (("", "stated"),)),
        ("When you create a shop, you must specify either Size or MaxSize.", ()),
        ("To open early, you must specify either Size or MaxSize.", (("", "stated"),)),
    ],
)
def test_a_dependency_of_one_case(text: str, when: tuple[Any, ...]) -> None:
    """A case that is a member's value is a condition, any other is stated, and the call itself is none."""
    assert facts(place(text)) == [("Size", "anyOf", ("MaxSize",), when)[: 4 if when else 3]]


def test_on_the_operation() -> None:
    """What an operation's description says of its members binds them, at the first that it names."""
    assert facts(place("You must specify a shop name or a shop ID.", "")) == [("ShopName", "anyOf", ("ShopId",))]


def union(text: str, kind: str = "structure") -> Place:
    """A structure with two members (or a list of them), and a text on it."""
    inside = (Member("Cash", "string"), Member("Card", "string"))
    said = sentences_of(text)
    held = (Member("[]", "structure", members=inside),) if kind == "list" else inside
    root = Member("", "structure", members=(Member("Payment", kind, sentences=said, members=held),))
    members = members_of(root)
    return Place("Payment", members["Payment"], members)


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("Only one of its members can be set.", "zeroOrOne"),
        ("Exactly one member must be set.", "onlyOne"),
        ("Specify at least one of the following fields.", "anyOf"),
        ("You must specify cash or card, but not both.", "onlyOne"),
        ("Only one of the following top level keys can be set: Cash, Card.", "zeroOrOne"),
        ("If you give a value for one of them, you must also give a value for the other.", "allOrNone"),
    ],
)
def test_on_a_structure(text: str, keyword: str) -> None:
    """What is said of a structure's members as a whole binds each of them, inside the structure."""
    assert facts(union(text)) == [("Payment.Cash", keyword, ("Payment.Card",))]


def test_on_a_list_of_structures() -> None:
    """A group that is named on a list is one inside each of its items; "one element" is none of them."""
    assert facts(union("You must specify Cash or Card.", "list")) == [("Payment[].Cash", "anyOf", ("Payment[].Card",))]
    assert "onlyOne" not in {fact[1] for fact in facts(union("The list must contain exactly one element.", "list"))}


def test_two_alternatives_of_several_members() -> None:
    """Of "A and B, or C", each of the two is bound to the third."""
    text = "You must specify either the start time and the end time, or the mode, but not both."
    assert facts(place(text)) == [("StartTime", "onlyOne", ("Mode",)), ("EndTime", "onlyOne", ("Mode",))]


@pytest.mark.parametrize(
    "text", ["You must specify the name or ID.", "Specify a shop by either name or ID, but not both."]
)
def test_only_what_tells_names_apart(text: str) -> None:
    """Members whose names begin alike may be named by what differs; nothing is read where one of them isn't there."""
    assert [fact[0::2] for fact in facts(place(text, "ShopId"))] == [("ShopId", ("ShopName",))]
    assert facts(place(text, "Size")) == []


def test_an_update_may_leave_things_as_they_are() -> None:
    """That something be given is unsure in an update, unless it is said of the update; an exclusion isn't."""
    text = "You must specify Size or Mode, but not both."
    found = [one.constraint for one in mine(place(text, operation="UpdateShop"))]
    assert [(one.keyword, one.expect) for one in found] == [("zeroOrOne", "reject"), ("anyOf", "either")]
    for more in ({"on": ""}, {"operation": "CreateShop"}):
        assert [one.constraint.expect for one in mine(place(text, **{"operation": "UpdateShop", **more}))] == ["reject"]
    text = "You must specify Size or Mode for the update."
    assert [one.constraint.expect for one in mine(place(text, operation="UpdateShop"))] == ["reject"]


def test_what_keeps_out_what_is_always_required() -> None:
    """A rule that excludes members which the signature requires is contested with it, and expects either."""
    said = sentences_of("You can specify either Size or Mode, but not both.")
    inside = (Member("Size", "string", sentences=said, required=True), Member("Mode", "string", required=True))
    for members, expect in ((inside, "either"), ((inside[0], Member("Mode", "string", required=False)), "reject")):
        request = Member("", "structure", members=members)
        operation = DocumentedOperation("shops", "CreateShop", PageSource("test", "CreateShop", "0" * 64), request)
        found = {one.id: one for one in derive(operation).constraints}
        [rule] = [one for one in found.values() if one.keyword == "zeroOrOne"]
        assert rule.expect == expect
        assert sorted(rule.contested) == (["Mode#required", "Size#required"] if expect == "either" else [])
        assert found["Size#required"].expect == "reject"


def test_said_twice() -> None:
    """The same exclusion said by two sentences of a member is one constraint with both places."""
    text = "You can't specify both Size and Mode. If you specify Mode, you can't specify Size."
    root = place(text).members
    request = Member("", "structure", members=tuple(root[name] for name in SHOP))
    operation = DocumentedOperation("shops", "CreateShop", PageSource("test", "CreateShop", "0" * 64), request)
    found = [one for one in derive(operation).constraints if one.keyword == "zeroOrOne"]
    assert [(one.path, one.value, len(one.origins)) for one in found] == [("Size", ("Mode",), 2)]


@pytest.mark.parametrize(
    ("text", "on", "gives"),
    [
        ("Must be after the start time.", "EndTime", ("StartTime", "lessThan", "EndTime")),
        ("The end time can't be earlier than StartTime.", "EndTime", ("StartTime", "lessOrEqual", "EndTime")),
        ("Must be no later than EndTime.", "StartTime", ("StartTime", "lessOrEqual", "EndTime")),
        ("The start time must come before the end time.", "", ("StartTime", "lessThan", "EndTime")),
    ],
)
def test_values_in_order(text: str, on: str, gives: tuple[Any, ...]) -> None:
    """An order between two moments is tied to both members, wherever it is said."""
    assert facts(place(text, on, kind="timestamp")) == [gives]


@pytest.mark.parametrize(
    ("text", "on", "operation", "gives"),
    [
        ("Must be unique within your account.", "ShopName", "CreateShop", [("ShopName", "unique", True)]),
        ("Shop names must be unique in a street.", "", "CreateShop", [("ShopName", "unique", True)]),
        ("Must be unique within your account.", "ShopName", "DeleteShop", []),
        ("Must be unique within your account.", "ShopName", "UpdateShop", []),
        ("The colour of the door must be unique.", "ShopName", "CreateShop", []),
        ("Must match the name of an existing shop.", "ShopName", "DeleteShop", [("ShopName", "exists", True)]),
        ("The name of an existing shop.", "ShopName", "GetShop", [("ShopName", "exists", True)]),
        ("The shop must be in the OPEN state.", "", "CloseShop", [("ShopName", "inState", "OPEN")]),
        ("The shop must be in a good state.", "", "CloseShop", []),
    ],
)
def test_what_must_be_new_or_there(text: str, on: str, operation: str, gives: list[Any]) -> None:
    """A name that mustn't be taken, one that must exist, and a state are read only where the operation allows it."""
    where = place(text, on, operation)
    where = _named(where) if operation in ("CloseShop", "UpdateShop") else where
    assert facts(where) == gives


def _named(where: Place) -> Place:
    """The same with the shop's name alone, so that nothing else can identify it."""
    kept = {path: member for path, member in where.members.items() if path != "ShopId"}
    return Place(where.path, where.member, kept, operation=where.operation)


def test_items_that_differ() -> None:
    """Items that must differ are `uniqueItems`, whichever way it is said, and only on lists."""
    for text in ("Each tag must be unique.", "Duplicates are not allowed.", "You can't specify duplicate tags."):
        assert [fact[1] for fact in facts(place(text, "Tags", kind="list"))] == ["uniqueItems"]
        assert facts(place(text, "Mode")) == []
