"""Constraints from sentences: a catalogue of named rules, each with what it must and must not match beside it."""

from fencepost.contracts.mining.catalogue import RULES
from fencepost.contracts.mining.lines import mine_lines
from fencepost.contracts.mining.miner import mine
from fencepost.contracts.mining.place import Place
from fencepost.contracts.mining.rule import Example, Promise, Rule

__all__ = ["RULES", "Example", "Place", "Promise", "Rule", "mine", "mine_lines"]
