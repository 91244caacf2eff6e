"""The faults on which the engines are compared."""

from __future__ import annotations

import random

from benchmarks.faults import Fault, all_faults

__all__ = ["OPERATIONS", "Fault", "eligible", "sampled"]

#: The operations that the reference answers in JSON, the only form that the peers can be given.
OPERATIONS = ("lightsail.UpdateDistribution", "proton.UpdateServicePipeline", "codedeploy.ContinueDeployment")


def eligible() -> list[Fault]:
    """Every fault of these operations that the documentation tells from none.

    Slow variants are left out: they show by the clock alone, and would only take time.
    """
    return [
        fault
        for fault in all_faults()
        if fault.operation in OPERATIONS and fault.equivalent is None and fault.kind != "slow"
    ]


def sampled(count: int, seed: int) -> list[Fault]:
    """`count` of them (all where there are fewer), the same for the same seed."""
    faults = eligible()
    chosen = random.Random(seed).sample(range(len(faults)), min(count, len(faults)))  # noqa: S311 - a sample
    return [faults[at] for at in sorted(chosen)]
