"""Valid requests of contracts that make them hard to find: contradictions, long patterns, very many members."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from fencepost.contracts import Condition, Constraint, Contract, Origin
from fencepost.generation import Cases, Requests
from fencepost.generation.requests import UnsatisfiableError
from fencepost.generation.shape import Shape
from tests.generation.invented import promise


def contract_of(*constraints: Constraint) -> Contract:
    """A contract that has these constraints."""
    return Contract("shop", "Order", {"kind": "invented"}, constraints, {}, {}, None)


def test_members_that_stand_for_one_another() -> None:
    """Of two members, each required without and forbidden beside the other, a request holds the first."""
    pair = (("Card", "Cash"), ("Cash", "Card"))
    rules = [promise(one, "type", "string") for one, _ in pair]
    for one, other in pair:
        rules.append(promise(one, "required", True, when=(Condition(other, "absent"),)))
        rules.append(promise(one, "absent", True, when=(Condition(other, "present"),)))
    assert set(Requests(contract_of(*rules)).smallest) == {"Card"}


@pytest.mark.parametrize(
    ("kind", "low", "high", "length"),
    [("array", "minItems", "maxItems", len), ("string", "minLength", "maxLength", len)],
)
def test_an_unsure_bound_yields_to_a_sure_one(kind, low, high, length) -> None:
    """Where an unsure lower bound leaves nothing below a sure upper one, values keep the sure ones."""
    firm, top = promise("Rows", low, 1), promise("Rows", high, 2)
    unsure = replace(firm, value=500, id=f"Rows#{low}:500", expect="either", contested=(firm.id,))
    rules = [promise("Rows", "type", kind), promise("Rows", "required", True), firm, unsure, top]
    items = [promise("Rows[]", "type", "string")] if kind == "array" else []
    requests = Requests(contract_of(*rules, *items))
    for request in (requests.smallest, *requests.stock(5, 1)):
        assert 1 <= length(request["Rows"]) <= 2


def test_an_unsure_bound_counts_where_it_can_be_kept() -> None:
    """An unsure bound that agrees with the sure ones is kept, so that a control doubts nothing."""
    rules = [promise("Days", "type", "integer"), promise("Days", "required", True)]
    rules += [promise("Days", "maximum", 365), promise("Days", "minimum", 7, expect="either")]
    assert Requests(contract_of(*rules)).smallest["Days"] >= 7


def test_a_sentence_that_leaves_no_request_is_disputed() -> None:
    """Of two members that the signature requires, a sentence permits one: it is given up, and not tried."""
    rules = [promise(name, "type", "string") for name in ("Card", "Cash")]
    rules += [promise(name, "required", True) for name in ("Card", "Cash")]
    stated = tuple(replace(rule, origins=(Origin("signature", "invented", rule.path),)) for rule in rules)
    read = promise("Card", "onlyOne", ("Cash",))
    requests = Requests(contract_of(*stated, read))
    assert set(requests.smallest) == {"Card", "Cash"}
    assert [set(one) for one in requests.stock(1, 1)] == [{"Card", "Cash"}]
    assert requests.disputed == {read.id}
    exercise = Cases(requests).exercise(read)
    assert (exercise.reason, exercise.violations) == ("contested", ())
    assert Cases(requests).exercise(stated[2]).violations


def test_an_unsure_sentence_that_leaves_no_request_is_given_up() -> None:
    """The same where the contract itself says that the sentence is at odds with the signature."""
    rules = [promise(name, "type", "string") for name in ("Card", "Cash")]
    rules += [promise(name, "required", True) for name in ("Card", "Cash")]
    read = promise("Card", "onlyOne", ("Cash",), expect="either", contested=("Cash#required",))
    requests = Requests(contract_of(*rules, read))
    assert set(requests.smallest) == {"Card", "Cash"}
    assert requests.disputed == frozenset()


def test_sure_bounds_that_leave_nothing_are_said_to() -> None:
    """Two firm bounds without a value between them are an error of ours, not of the library that draws."""
    rules = [promise("Rows", "type", "array"), promise("Rows[]", "type", "string"), promise("Rows", "required", True)]
    rules += [promise("Rows", "minItems", 5), promise("Rows", "maxItems", 2)]
    with pytest.raises(UnsatisfiableError):
        _ = Requests(contract_of(*rules)).smallest


def test_long_strings_of_long_parts_are_found_in_time() -> None:
    """A key of at least 1,600 characters, in lines of 64, takes no second."""
    rules = [promise("Key", "type", "string"), promise("Key", "required", True)]
    rules += [promise("Key", "minLength", 1600), promise("Key", "maxLength", 8000)]
    rules += [promise("Key", "pattern", "^BEGIN\\r?\\n([a-z/+]{64}\\r?\\n)*[a-z/+]{1,64}={0,2}\\r?\\nEND$")]
    began = time.process_time()
    key = Requests(contract_of(*rules)).smallest["Key"]
    assert time.process_time() - began < 1
    assert 1600 <= len(key) <= 8000


def test_only_members_that_are_needed_are_looked_at(monkeypatch) -> None:
    """Of a contract with thousands of members, a request that holds two needs a handful of shapes."""
    rules = [promise("Name", "type", "string"), promise("Name", "required", True)]
    for outer in range(40):
        rules += [promise(f"Part{outer}", "type", "object")]
        rules += [promise(f"Part{outer}.Inner{inner}", "type", "string") for inner in range(100)]
    rules += [promise("Part3", "required", True), promise("Part3.Inner7", "required", True)]
    made = []
    build = Shape.__init__
    monkeypatch.setattr(Shape, "__init__", lambda self, path, *rest: (made.append(path), build(self, path, *rest))[1])
    assert set(Requests(contract_of(*rules)).smallest) == {"Name", "Part3"}
    assert len(made) == 1 + 41 + 100


@pytest.mark.parametrize("entries", [0, 2])
def test_a_map_of_very_large_values_has_a_simplest_one(entries: int) -> None:
    """A map whose values hold hundreds of members is empty, or holds as many entries as it must."""
    rules = [promise("Nodes", "type", "object"), promise("Nodes", "required", True)]
    rules += [promise("Nodes{key}", "type", "string"), promise("Nodes{}", "type", "object")]
    rules += [promise(f"Nodes{{}}.Part{number}", "type", "string") for number in range(2000)]
    rules += [promise("Nodes", "minItems", entries)] if entries else []
    nodes = Requests(contract_of(*rules)).smallest["Nodes"]
    assert len(nodes) == entries
    assert all(value == {} for value in nodes.values())
