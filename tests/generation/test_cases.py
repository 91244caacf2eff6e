"""Cases: each is one change away from a valid request, and does what it says."""

from __future__ import annotations

import pytest

from fencepost.contracts import Checker
from fencepost.generation import Cases, Requests
from fencepost.generation.near_misses import next_float32
from tests.generation.invented import contract

CONTRACT = contract()
CASES = Cases(Requests(CONTRACT))
CHECKER = Checker(CONTRACT)
EXERCISES = {c.id: CASES.exercise(c) for c in CONTRACT.of("request")}
TIMES = "Routing.Weighted.Times"
STATE = {"Name#exists", "Version#currentVersion"}


@pytest.mark.parametrize("identity", EXERCISES)
def test_every_control_is_valid(identity):
    """The request that a violation is made from keeps the whole contract."""
    exercise = EXERCISES[identity]
    assert exercise.control is not None
    assert CHECKER.broken(exercise.control.request) == frozenset()


@pytest.mark.parametrize("identity", EXERCISES)
def test_boundaries_are_valid_and_differ_from_their_control(identity):
    """A boundary keeps the contract, and so does the other request that it is held against."""
    for case in EXERCISES[identity].boundaries:
        assert CHECKER.broken(case.request) == frozenset()
        assert CHECKER.broken(case.control) == frozenset()
        assert case.request != case.control


@pytest.mark.parametrize("identity", EXERCISES)
def test_violations_break_what_they_name_and_nothing_else(identity):
    """What a violation breaks is exactly what it says, rules about state apart."""
    for case in EXERCISES[identity].violations:
        assert case.breaks[0] == identity
        assert CHECKER.broken(case.request) == shown(case)


def shown(case):
    """What a case breaks as far as its request alone shows: not state, nor that null stands for nothing at all."""
    null = {identity for identity in case.breaks[1:] if identity.endswith("#required")}
    return frozenset(case.breaks) - STATE - null


def test_every_constraint_is_broken_or_says_why_not():
    """A constraint without a violation has one of the documented reasons."""
    silent = [i for i, e in EXERCISES.items() if not e.violations and e.reason is None]
    assert silent == []
    assert EXERCISES["Code#maxLength"].reason == "unbounded"


def test_what_follows_from_others_is_broken_with_them():
    """Idle's maximum follows from Idle <= Most <= 90, so each case breaks it with one of the two, and says so."""
    exercise = EXERCISES[f"{TIMES}.Idle#maximum"]
    assert exercise.reason == "implied-by"
    sets = {frozenset(case.breaks) for case in exercise.violations}
    own = f"{TIMES}.Idle#maximum"
    assert sets == {
        frozenset({own, f"{TIMES}.Idle#lessOrEqual:Most"}),
        frozenset({own, f"{TIMES}.Most#maximum"}),
    }


def test_a_bound_is_tried_on_it_and_one_step_beyond():
    """The maximum itself is a boundary, and the next integer a violation."""
    exercise = EXERCISES[f"{TIMES}.Most#maximum"]
    assert 90 in [case.request["Routing"]["Weighted"]["Times"]["Most"] for case in exercise.boundaries]
    assert 91 in [case.request["Routing"]["Weighted"]["Times"]["Most"] for case in exercise.violations]


def test_a_control_that_sits_on_the_bound_becomes_a_boundary():
    """The smallest request has the minimum; a target that refuses it must be seen beside one that is accepted."""
    exercise = EXERCISES[f"{TIMES}.Idle#minimum"]
    on_bound = [c for c in exercise.boundaries if c.request["Routing"]["Weighted"]["Times"]["Idle"] == 10]
    assert on_bound
    assert all(case.control["Routing"]["Weighted"]["Times"]["Idle"] != 10 for case in on_bound)


def test_a_prefix_is_missed_closely():
    """The prefix without its last character, in the middle and in another case are all tried."""
    tried = {c.request["Routing"]["Hosts"]["Items"][0] for c in EXERCISES["Routing.Hosts.Items[]#pattern"].violations}
    assert any(text.startswith("shop") and not text.startswith("shop-") for text in tried)
    assert any("shop-" in text and not text.startswith("shop-") for text in tried)
    assert any(text.startswith("SHOP-") for text in tried)


def test_what_the_installed_model_permits_is_never_a_violation():
    """A literal that the model knows beyond the page is left out."""
    known = {"Mode": frozenset({"fencepost-none"})}
    mode = CONTRACT.by_id["Mode#enum"]
    with_model = Cases(Requests(CONTRACT), known).exercise(mode)
    assert "fencepost-none" in [c.request["Mode"] for c in EXERCISES["Mode#enum"].violations]
    assert "fencepost-none" not in [c.request["Mode"] for c in with_model.violations]


def test_what_must_be_absent_is_added_to_a_control_that_lacks_it():
    """The control meets the condition without the member, the violation has it too."""
    exercise = EXERCISES["Note#absent@Mode=FIXED"]
    assert exercise.control is not None
    assert exercise.control.request["Mode"] == "FIXED"
    assert "Note" not in exercise.control.request
    assert all("Note" in case.request for case in exercise.violations)


@pytest.mark.parametrize(
    ("value", "direction"), [(0.15, 1), (0.15, -1), (0.25, 1), (0, -1), (0, 1), (-3.5, 1), (1e10, -1)]
)
def test_the_next_float_survives_32_bits(value, direction):
    """The neighbour lies on its side of the value, also once both are 32-bit floats."""
    import struct

    near = next_float32(value, direction)
    narrow = struct.unpack("f", struct.pack("f", near))[0]
    own = struct.unpack("f", struct.pack("f", value))[0]
    assert (narrow - own) * direction > 0
    assert (near - value) * direction > 0
