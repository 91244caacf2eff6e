"""Faulty variants of the reference, and what a run finds of them: `python -m benchmarks.faults`."""

from __future__ import annotations

from benchmarks.faults.fault import Fault
from benchmarks.faults.held_out import HELD_OUT, held_out_faults
from benchmarks.faults.operators import all_faults
from benchmarks.faults.trial import Outcome, Trials

__all__ = ["HELD_OUT", "Fault", "Outcome", "Trials", "all_faults", "held_out_faults"]
