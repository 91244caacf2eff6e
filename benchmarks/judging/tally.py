"""How many of the findings that were drawn and judged by hand are real: `python -m benchmarks.judging.tally`.

`judgements.jsonl` holds every draw: its number and seed, the finding, how many findings stand behind it, whether it is
`real`, `false` or `unclear`, and the line of moto that shows it. A finding counts as real only if it is judged so: what
is unclear counts against it. The interval is Wilson's, at 95 %.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

JUDGEMENTS = Path(__file__).parent / "judgements.jsonl"


def main() -> None:
    """Prints a table for each draw."""
    rows = [json.loads(line) for line in JUDGEMENTS.read_text(encoding="utf-8").splitlines()]
    for number in sorted({row["draw"] for row in rows}):
        print("\n".join(tally(number, [row for row in rows if row["draw"] == number])), end="\n\n")


def tally(number: int, rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The lines for one draw."""
    real = sum(row["judgement"] == "real" for row in rows)
    low, high = wilson(real, len(rows))
    weight = sum(row["weight"] for row in rows)
    weighted = sum(row["weight"] for row in rows if row["judgement"] == "real") / weight
    yield (
        f"draw {number} (seed {rows[0]['seed']}): {real} of {len(rows)} real, {real / len(rows):.1%}"
        f" ({low:.1%} to {high:.1%}); {weighted:.1%} by weight"
    )
    yield "| verdict | real | unclear | false |"
    yield "| --- | ---: | ---: | ---: |"
    for verdict in sorted({row["verdict"] for row in rows}):
        counts = Counter(row["judgement"] for row in rows if row["verdict"] == verdict)
        yield f"| {verdict} | {counts['real']} | {counts['unclear']} | {counts['false']} |"


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The interval in which the share lies with a confidence of 95 % (Wilson, 1927)."""
    z, share = 1.959964, part / whole
    middle = share + z * z / (2 * whole)
    spread = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    return (middle - spread) / scale, (middle + spread) / scale


if __name__ == "__main__":
    main()
