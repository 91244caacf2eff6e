"""The checker: what breaks a keyword, where paths lead, and agreement with JSON Schema validators."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fencepost.contracts import Checker, Condition, Constraint, Contract, compile_schema, constraints_of, identify
from fencepost.contracts.identity import identified
from fencepost.contracts.tree import Tree

FAST = Condition("Mode", "const", "FAST")


def contract_of(*constraints: Constraint) -> Contract:
    """A contract that has these constraints."""
    named = identified(constraints)
    return Contract("shop", "UpdateShop", {}, named, {}, compile_schema(named), None)


def broken(value: Any, *constraints: Constraint) -> set[str]:
    """The ids that a value breaks among these constraints."""
    return set(Checker(contract_of(*constraints)).broken(value))


@pytest.mark.parametrize(
    ("keyword", "value", "holds", "breaks"),
    [
        ("type", "integer", [1, 1.0, -3, Decimal(2)], [1.5, True, "1", None, [], float("nan")]),
        ("type", "number", [1, 1.5, Decimal("0.1")], [True, "1", None]),
        ("type", "object", [{}], [[], "x"]),
        ("type", "array", [[]], [{}, "x"]),
        ("type", "boolean", [True], [1, "true"]),
        ("minimum", 5, [5, 5.0, "4", True, Decimal(5)], [4, 4.999, -1, float("nan")]),
        ("maximum", 0.15, [0.15, 0, Decimal("0.15"), "1"], [0.1500001, 1, Decimal("0.1500001")]),
        ("exclusiveMinimum", 0, [1, 0.1], [0, -1]),
        ("exclusiveMaximum", 10, [9], [10, 11]),
        ("multipleOf", 0.1, [0.3, 1, 0], [0.35]),
        ("multipleOf", 64, [64, 128.0, "x"], [65, 1.5]),
        ("minLength", 2, ["ab", "\U0001f600a", 3], ["a", ""]),
        ("maxLength", 2, ["ab", ""], ["abc"]),
        ("pattern", "^x-", ["x-1", 5], ["ax-1", ""]),
        ("pattern", r"^\d+$", ["12"], ["12\n", "\u0661"]),
        ("enum", ("a", "b"), ["a"], ["A", 1, None]),
        ("enum", (1, 2), [1, 1.0], [True, "1"]),
        ("const", 0, [0, 0.0], [False, "0", 1]),
        ("const", True, [True], [1, "true"]),
        ("minItems", 1, [[1], "x"], [[]]),
        ("maxItems", 1, [[1]], [[1, 2]]),
        ("uniqueItems", True, [[1, 2], [1, True], ["a", "b"]], [["a", "a"], [1, 1.0], [{"a": 1}, {"a": 1}]]),
        ("format", "date-time", ["2015-01-01T00:00:00Z", "2015-01-01T00:00:00.5+01:00"], ["2015-01-01", "x"]),
        (
            "format",
            "availability-zone",
            ["us-east-2a", "us-gov-west-1b", "us-west-2-lax-1a"],
            ["us-east-2", "US-EAST-2A"],
        ),
        ("contentEncoding", "base64", ["YQ==", "", 5], ["YQ=", "*"]),
        ("format", None, ["anything"], []),
        ("maxLength", None, ["anything"], []),
    ],
)
def test_keyword(keyword: str, value: Any, holds: list[Any], breaks: list[Any]) -> None:
    """A keyword is broken by what JSON Schema says, and by nothing of another type."""
    rule = Constraint("V", keyword, value)
    assert [one for one in holds if broken({"V": one}, rule)] == []
    assert [one for one in breaks if not broken({"V": one}, rule)] == []
    assert not broken({}, rule)


def test_length_of_a_blob_is_counted_in_bytes() -> None:
    """Four characters of base64 are three bytes."""
    rules = (Constraint("V", "contentEncoding", "base64"), Constraint("V", "maxLength", 3))
    assert broken({"V": "YWJj"}, *rules) == set()
    assert broken({"V": "YWJjZA=="}, *rules) == {"V#maxLength"}


@pytest.mark.parametrize(
    ("constraint", "holds", "breaks"),
    [
        (Constraint("A.B", "required", value=True), [{}, {"A": {"B": 1}}, {"A": "x"}], [{"A": {}}]),
        (Constraint("A[].B", "required", value=True), [{"A": []}, {"A": [{"B": 1}]}], [{"A": [{"B": 1}, {}]}]),
        (Constraint("A{}.B", "required", value=True), [{"A": {"k": {"B": 1}}}], [{"A": {"k": {}}}]),
        (Constraint("A{key}", "maxLength", 1), [{"A": {"k": 1}}], [{"A": {"kk": 1}}]),
        (Constraint("A", "required", value=False), [{}, {"A": 1}], []),
        (
            Constraint("A", "absent", value=True, when=(FAST,)),
            [{"Mode": "SLOW", "A": 1}, {"A": 1}],
            [{"Mode": "FAST", "A": 1}],
        ),
        (
            Constraint("R[].A", "const", 0, when=(Condition("R[].M", "const", "F"),)),
            [{"R": [{"M": "F", "A": 0}, {"M": "S", "A": 1}]}, {"R": [{"A": 1}]}],
            [{"R": [{"M": "S", "A": 0}, {"M": "F", "A": 1}]}],
        ),
        (
            Constraint("A", "required", value=True, when=(Condition("B", "present"),)),
            [{}, {"A": 1, "B": 1}],
            [{"B": 1}],
        ),
        (Constraint("A", "required", value=True, when=(Condition("B", "absent"),)), [{"B": 1}, {"A": 1}], [{}]),
        (
            Constraint("A", "required", value=True, when=(Condition("B", "enum", ("x", "y")),)),
            [{"B": "z"}],
            [{"B": "x"}, {"B": "y"}],
        ),
        (
            Constraint("S.A", "lessOrEqual", "S.B"),
            [{"S": {"A": 1, "B": 1}}, {"S": {"A": 1}}, {"S": {"A": "x", "B": 0}}],
            [{"S": {"A": 2, "B": 1}}],
        ),
        (Constraint("A", "lessThan", "B"), [{"A": 1, "B": 2}], [{"A": 1, "B": 1}]),
        (
            Constraint("A", "lessThan", "B"),
            [{"A": "2015-01-01T00:00:00Z", "B": "2016-01-01T00:00:00Z"}],
            [{"A": "2016-01-01T00:00:00Z", "B": "2016-01-01T00:00:00Z"}],
        ),
        (
            Constraint("Q", "countOf", "I"),
            [{"Q": 0}, {"Q": 1, "I": ["a"]}, {"I": ["a"]}, {"Q": "x", "I": []}, {"Q": 3, "I": "x"}],
            [{"Q": 1}, {"Q": 1, "I": []}],
        ),
        (Constraint("A", "requires", ("B",)), [{}, {"B": 1}, {"A": 1, "B": 1}], [{"A": 1}]),
        (Constraint("A", "anyOf", ("B",)), [{"A": 1}, {"B": 1}], [{}]),
        (Constraint("A", "onlyOne", ("B", "C")), [{"A": 1}, {"C": 1}], [{}, {"A": 1, "B": 1}]),
        (Constraint("A", "allOrNone", ("B",)), [{}, {"A": 1, "B": 1}], [{"A": 1}, {"B": 1}]),
        (Constraint("A", "zeroOrOne", ("B",)), [{}, {"A": 1}], [{"A": 1, "B": 1}]),
        (Constraint("", "const", {}), [{}], [{"A": 1}]),
        (Constraint("Id", "exists", value=True), [{}, {"Id": "x"}], []),
    ],
)
def test_constraint(constraint: Constraint, holds: list[Any], breaks: list[Any]) -> None:
    """Presence, conditions and relations are broken by the requests that break them, item by item."""
    assert [one for one in holds if broken(one, constraint)] == []
    assert [one for one in breaks if not broken(one, constraint)] == []


def test_a_wrong_type_breaks_nothing_below_it() -> None:
    """A string where a structure belongs breaks the structure's type and no constraint of its members."""
    rules = (
        Constraint("A", "type", "object"),
        Constraint("A.B", "required", value=True),
        Constraint("A.B", "minimum", 1),
    )
    assert broken({"A": "x"}, *rules) == {"A#type"}


def test_near_looks_only_at_what_a_change_can_touch() -> None:
    """Checking near a path finds what stands on, above or below it or names it, and leaves the rest alone."""
    contract = contract_of(
        Constraint("A.B", "minimum", 1),
        Constraint("A.C", "minimum", 1),
        Constraint("A", "required", value=True),
        Constraint("D", "absent", value=True, when=(Condition("A.B", "const", 0),)),
    )
    checker = Checker(contract)
    request = {"A": {"B": 0, "C": 0}, "D": 1}
    assert checker.broken(request) == {"A.B#minimum", "A.C#minimum", "D#absent@A.B=0"}
    assert checker.broken_near(request, ["A.B"]) == {"A.B#minimum", "D#absent@A.B=0"}
    assert checker.broken_near(request, ["A"]) == checker.broken(request)
    assert checker.breaks(request, "A.C#minimum")


SCALARS = st.none() | st.booleans() | st.integers(-4, 4) | st.sampled_from(["a", "ab", "FAST", "SLOW", "x-", "0", ""])
ITEMS = st.lists(st.fixed_dictionaries({}, optional={"M": SCALARS, "A": SCALARS}), max_size=3) | SCALARS
REQUESTS = st.fixed_dictionaries(
    {},
    optional={
        "Mode": SCALARS, "A": SCALARS, "B": SCALARS, "C": SCALARS, "R": ITEMS,
        "S": st.fixed_dictionaries({}, optional={"A": SCALARS, "B": SCALARS}) | SCALARS,
        "N": st.dictionaries(st.sampled_from(["a", "ab"]), SCALARS, max_size=2) | SCALARS,
    },
)  # fmt: skip
EXPRESSIBLE = identified(
    [
        Constraint("Mode", "type", "string"),
        Constraint("Mode", "enum", ("FAST", "SLOW")),
        Constraint("A", "minimum", 0),
        Constraint("A", "exclusiveMaximum", 3),
        Constraint("A", "multipleOf", 2),
        Constraint("B", "pattern", "^x-"),
        Constraint("B", "maxLength", 1),
        Constraint("R", "maxItems", 2),
        Constraint("R", "uniqueItems", value=True),
        Constraint("R[].M", "required", value=True),
        Constraint("R[].A", "const", 0, when=(Condition("R[].M", "const", "FAST"),)),
        Constraint("R[].A", "absent", value=True, when=(Condition("Mode", "const", "SLOW"),)),
        Constraint("S.A", "required", value=True, when=(Condition("Mode", "present"),)),
        Constraint("S.B", "absent", value=True, when=(Condition("S.A", "absent"),)),
        Constraint("C", "required", value=True, when=(Condition("R[].M", "const", "a"),)),
        Constraint(
            "C", "required", value=True, when=(Condition("N{}", "const", 1), Condition("Mode", "enum", ("a", "ab")))
        ),
        Constraint("N{}", "type", "integer"),
        Constraint("N{key}", "maxLength", 1),
        Constraint("A", "requires", ("B",)),
        Constraint("A", "zeroOrOne", ("C",)),
        Constraint("A", "anyOf", ("B", "C", "Mode")),
        Constraint("S.A", "onlyOne", ("S.B",)),
        Constraint("B", "allOrNone", ("Mode",)),
    ]
)


@settings(max_examples=400, deadline=None)
@given(REQUESTS)
def test_checker_agrees_with_validators_of_json_schema(request: dict[str, Any]) -> None:
    """A request breaks a constraint exactly if two validators refuse it by the schema compiled from that constraint."""
    for constraint in EXPRESSIBLE:
        one = contract_of(constraint)
        schema = dict(one.request)
        ours = not Checker(one).broken(request)
        assert (
            ours == jsonschema_rs.is_valid(schema, request) == jsonschema.Draft202012Validator(schema).is_valid(request)
        )


@settings(max_examples=200, deadline=None)
@given(REQUESTS)
def test_whole_schema_agrees(request: dict[str, Any]) -> None:
    """The schema of all constraints together refuses what breaks any of them."""
    schema = compile_schema(EXPRESSIBLE)
    ours = not Checker(contract_of(*EXPRESSIBLE)).broken(request)
    assert ours == jsonschema_rs.is_valid(schema, request)


@settings(max_examples=200, deadline=None)
@given(REQUESTS)
def test_every_way_to_check_agrees(request: dict[str, Any]) -> None:
    """A walk through the message finds what each constraint by itself finds, and what checking near everything does."""
    checker = Checker(contract_of(*EXPRESSIBLE))
    found = checker.broken(request)
    assert found == {c.id for c in checker.checked if checker.breaks(request, c.id)}
    assert found == checker.broken_near(request, [""])


def test_tree_holds_the_members_and_what_is_above_them() -> None:
    """Parents that no constraint stands on are there too, and a path's inside and outside can be listed."""
    tree = Tree([Constraint("A[].B{}.C", "type", "string"), Constraint("A", "type", "array")])
    assert list(tree) == ["", "A", "A[]", "A[].B", "A[].B{}", "A[].B{}.C"]
    assert dict(tree.members("A[].B")) == {"{}": "A[].B{}"}
    assert list(tree.below("A[].B")) == ["A[].B", "A[].B{}", "A[].B{}.C"]
    assert list(tree.above("A[].B")) == ["A[]", "A", ""]
    assert [c.keyword for c in tree.at("A")] == ["type"]
    assert "A[].X" not in tree
    assert list(tree.below("A[].X")) == []


def test_unfolding_is_the_inverse_of_compiling() -> None:
    """Each constraint that JSON Schema can say comes back from its schema with path, keyword, value and condition."""
    for constraint in EXPRESSIBLE:
        if constraint.keyword == "allOrNone" or any("{" in c.path for c in constraint.when):
            continue  # two `requires`, and a condition on any value of a map, aren't folded back
        [back] = constraints_of(compile_schema([constraint]))
        assert (back.path, back.keyword, back.value, back.when, back.id) == (
            constraint.path, constraint.keyword, constraint.value, constraint.when, identify(constraint),
        )  # fmt: skip


def test_what_is_unsure_is_left_out_of_the_schema() -> None:
    """Contested and inferred constraints, states and comparisons are not compiled."""
    unsure = Constraint("A", "required", value=True, expect="either")
    schema = compile_schema([unsure, Constraint("A", "exists", value=True), Constraint("A", "lessOrEqual", "B")])
    assert schema == {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}
