"""Literals of the prose that a trait of the model forbids are set beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fencepost.contracts import Contract, derive, load
from fencepost.documentation.page import DocumentedOperation, Member, PageSource, Sentence
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


@pytest.mark.parametrize(
    ("prose", "pattern", "contested"),
    [
        ("Can contain only letters and hyphens.", "[a-zA-Z0-9-]+", True),
        ("Can contain only letters and hyphens.", "[a-zA-Z-]{1,20}", False),
        ("Can contain only letters and hyphens.", "[ -~]+", False),
        ("Can contain only letters, numbers, hyphens, and underscores.", "[a-zA-Z0-9-]+", False),
    ],
)
def test_characters_that_only_the_model_permits_are_contested(prose: str, pattern: str, contested: bool) -> None:
    """A set in prose narrower than the model's is unsure; a pattern that permits all characters describes no set."""
    sentences = (Sentence(prose, 1),)
    member = Member("Label", "string", sentences=sentences, traits={"pattern": pattern})
    source = PageSource("botocore", "paints.Mix", "0" * 64)
    contract = derive(DocumentedOperation("paints", "Mix", source, Member("", "structure", members=(member,))))
    [stated] = [one for one in contract.constraints if any(origin.origin == "prose" for origin in one.origins)]
    assert bool(stated.contested) is contested
    assert stated.expect == ("either" if contested else "reject")
