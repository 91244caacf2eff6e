"""How often prose and botocore's model state the same, where both state a bound or list values.

    python -m benchmarks.mining.agreement [--service S]… [--sample N] [--json FILE]

Counted once for each documentation of a member in its service. A disagreement is no mistake of the miner's by itself:
many are contradictions of the documentation, which only reading tells. `--sample` prints some with their sentences.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.mining.population import places
from fencepost.contracts.constraint import Constraint
from fencepost.contracts.derivation import stands
from fencepost.contracts.mining import mine
from fencepost.documentation.models import services
from fencepost.documentation.page import Member

#: The trait of the model that a keyword answers to.
_TRAITS = {
    **dict.fromkeys(("minimum", "minLength", "minItems"), "min"),
    **dict.fromkeys(("maximum", "maxLength", "maxItems"), "max"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """What prose and the model say of one member: a bound, or the values that are listed."""

    service: str
    operation: str
    path: str
    kind: str
    prose: Any
    model: Any
    rule: str
    sentence: str

    @property
    def relation(self) -> str:
        """`equal`, `prose is stricter`, `model is stricter`, or `apart`, where each permits what the other forbids."""
        if self.prose == self.model:
            return "equal"
        if self.kind == "enumeration":
            return _compared(set(self.prose), set(self.model))
        lower = self.kind.startswith("min")
        return "prose is stricter" if (self.prose > self.model) is lower else "model is stricter"


def main() -> None:
    """Prints the tally, and on demand a sample of the disagreements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--service", action="append", help="only this service; may be given more than once")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="print so many disagreements")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the tally to this file as well")
    arguments = parser.parse_args()
    pairs = [pair for service in arguments.service or services() for pair in compared(service)]
    print(shown(pairs))
    apart = [pair for pair in pairs if pair.relation != "equal"]
    chosen = random.Random(arguments.seed).sample(  # noqa: S311 - a sample, no secret
        apart, min(arguments.sample, len(apart))
    )
    for pair in chosen:
        print(f"\n{pair.service}.{pair.operation} {pair.path}: {pair.rule}, {pair.relation}")
        print(f"  prose {pair.prose}, model {pair.model}\n  {pair.sentence}")
    if arguments.json:
        arguments.json.write_text(json.dumps(tally(pairs), indent=2) + "\n", encoding="utf-8")


def compared(service: str) -> Iterator[Pair]:
    """Every bound and every list of values that prose and the model both state of a request member."""
    for operation, place in places(service):
        for one in mine(place):
            constraint = one.constraint
            member = place.members.get(constraint.path)
            if member is None or constraint.when or not stands(constraint, one.rule, place.members):
                continue
            for kind, prose, model in _both(constraint, member):
                sentence = place.member.sentences[one.number - 1].text
                yield Pair(service, operation, constraint.path, kind, prose, model, one.rule, sentence)


def _both(constraint: Constraint, member: Member) -> Iterator[tuple[str, Any, Any]]:
    trait = _TRAITS.get(constraint.keyword, "")
    if trait in member.traits and constraint.value is not None:
        yield constraint.keyword, constraint.value, member.traits[trait]
    if constraint.keyword in ("enum", "const") and member.literals:
        values = list(constraint.value or ()) if constraint.keyword == "enum" else [constraint.value]
        yield "enumeration", tuple(sorted(map(str, values))), tuple(sorted(member.literals))


def _compared(prose: set[str], model: set[str]) -> str:
    if prose < model:
        return "prose is stricter"
    return "model is stricter" if model < prose else "apart"


def tally(pairs: Iterable[Pair]) -> dict[str, dict[str, int]]:
    """The number of pairs by kind and relation."""
    counted: dict[str, Counter[str]] = {}
    for pair in pairs:
        counted.setdefault("enumerations" if pair.kind == "enumeration" else "bounds", Counter())[pair.relation] += 1
    return {kind: dict(counts) for kind, counts in counted.items()}


def shown(pairs: Iterable[Pair]) -> str:
    """The tally as a Markdown table."""
    relations = ("equal", "prose is stricter", "model is stricter", "apart")
    rows: list[list[Any]] = [["", "both state", *relations, "equal %"], ["---"] * 7]
    counted: Mapping[str, Mapping[str, int]] = tally(pairs)
    for kind, counts in counted.items():
        both = sum(counts.values())
        share = round(100 * counts.get("equal", 0) / both, 1)
        rows.append([kind, both, *(counts.get(relation, 0) for relation in relations), share])
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows)


if __name__ == "__main__":
    main()
