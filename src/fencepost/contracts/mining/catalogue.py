"""All rules of the miner, family by family; the order within a family is of no consequence."""

from __future__ import annotations

from fencepost.contracts.mining import (
    affixes,
    bounds,
    characters,
    companions,
    conditions,
    counts,
    dependencies,
    enumerations,
    formats,
    ranges,
    relations,
    state,
    versions,
)
from fencepost.contracts.mining.rule import Rule

FAMILIES: tuple[tuple[Rule, ...], ...] = (
    ranges.RULES,
    bounds.RULES,
    counts.RULES,
    enumerations.RULES,
    affixes.RULES,
    characters.RULES,
    formats.RULES,
    relations.RULES,
    dependencies.RULES,
    conditions.RULES,
    state.RULES,
    versions.RULES,
    companions.RULES,
)
RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family)
