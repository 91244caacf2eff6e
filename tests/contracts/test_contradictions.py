"""Literals of the prose that a trait of the model forbids are set beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fencepost.contracts import Contract, load
from fencepost.generation import Requests


def _contract(folder: Path, **shape: Any) -> Contract:
    text = "<p>Valid values: <code>red</code> | <code>blue</code></p>"
    member = {"shape": "Colour", "documentation": text}
    request = {"type": "structure", "required": ["Colour"], "members": {"Colour": member}}
    shapes = {"Colour": {"type": "string", **shape}, "Request": request}
    file = folder / "paints" / "2020-01-01" / "service-2.json"
    file.parent.mkdir(parents=True)
    operations = {"Mix": {"name": "Mix", "input": {"shape": "Request"}}}
    file.write_text(json.dumps({"operations": operations, "shapes": shapes}), encoding="utf-8")
    return load("paints.Mix", models=folder)


def test_literals_that_a_pattern_refuses_are_contested(tmp_path: Path) -> None:
    """The model's pattern stands, the prose's literals expect `either`, and a request keeps the pattern."""
    contract = _contract(tmp_path, pattern="c:[a-z]+")
    literals, pattern = contract.by_id["Colour#enum"], contract.by_id["Colour#pattern"]
    assert (literals.expect, literals.contested) == ("either", (pattern.id,))
    assert (pattern.expect, pattern.contested) == ("reject", (literals.id,))
    assert Requests(contract).smallest["Colour"].startswith("c:")


@pytest.mark.parametrize("trait", [{"pattern": "[a-z]+"}, {"min": 4}, {"max": 3}])
def test_a_trait_that_lets_one_of_them_through_contradicts_nothing(tmp_path: Path, trait: dict[str, Any]) -> None:
    """Where one literal keeps the trait, both promises stand, and that literal is sent."""
    contract = _contract(tmp_path, **trait)
    assert not any(constraint.contested for constraint in contract.constraints)
    assert Requests(contract).smallest["Colour"] == {"min": "blue", "max": "red", "pattern": "red"}[next(iter(trait))]
