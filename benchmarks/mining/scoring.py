"""Precision and recall of the miner on labelled sentences of services that no rule was written on.

    python -m benchmarks.mining.scoring [--labels FILE] [--json FILE] [--misses]

A promise of a sentence is split into its smallest parts; one that was mined is right where a label has it, one that is
labelled is found where it was mined. What labels call optional counts neither way; a promise that was recorded under a
condition which the miner couldn't tie to members isn't wrong where the label ties it, but it is missed. Shares of the
sample stand beside shares of the population, for which a sentence counts as many as its stratum has for each one drawn.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.mining.atoms import Atom, atoms, found
from benchmarks.mining.population import digest, place_of
from fencepost.contracts import Constraint, to_json
from fencepost.contracts.derivation import stands
from fencepost.contracts.mining import Place, mine

LABELS = Path(__file__).with_name("labels.jsonl")
#: What is aimed for, in percent.
AIMS = {"precision": 98, "recall": 92}


@dataclass(slots=True)
class Score:
    """How many parts of promises were mined rightly and wrongly, and how many labelled ones were found and missed."""

    right: float = 0
    wrong: float = 0
    found: float = 0
    missed: float = 0

    @property
    def precision(self) -> float:
        """The share of what was mined that is right, in percent; 100 where nothing was."""
        return 100 * self.right / (self.right + self.wrong) if self.right + self.wrong else 100.0

    @property
    def recall(self) -> float:
        """The share of what is promised that was mined, in percent; 100 where nothing is."""
        return 100 * self.found / (self.found + self.missed) if self.found + self.missed else 100.0

    def add(self, verdicts: Mapping[str, int], weight: float) -> None:
        """Counts the parts of one sentence."""
        for name, count in verdicts.items():
            setattr(self, name, getattr(self, name) + weight * count)


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled sentence with what was mined from it."""

    label: Mapping[str, Any]
    right: list[Atom] = field(default_factory=list)
    wrong: list[Atom] = field(default_factory=list)
    found: list[Atom] = field(default_factory=list)
    missed: list[Atom] = field(default_factory=list)


def main() -> None:
    """Prints the scores, and on demand every wrong and missed part by its place."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument("--misses", action="store_true", help="list what was mined wrongly and what was missed")
    arguments = parser.parse_args()
    labels = [json.loads(line) for line in arguments.labels.read_text(encoding="utf-8").splitlines()]
    judged, gone = judge_all(labels)
    figures = {**totals(judged), "gone": gone}
    print(shown(figures))
    if arguments.misses:
        print("\n".join(listed(judged)))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def judge_all(labels: list[dict[str, Any]]) -> tuple[list[Judged], int]:
    """Every label that still fits its sentence, judged, and the number of those that don't."""
    judged, gone = [], 0
    for label in labels:
        place = place_of(label["service"], label["operation"], label["path"])
        number = _number(label, place) if place else None
        if place is None or number is None:
            gone += 1
        else:
            judged.append(judge(label, place, number))
    return judged, gone


def _number(label: Mapping[str, Any], place: Place) -> int | None:
    """The number of the labelled sentence today: where it was, or the nearest with the same letters."""
    same = [one.number for one in place.member.sentences if digest(one.text) == label["sha256"]]
    return min(same, key=lambda number: abs(number - label["sentence"]), default=None)


def judge(label: Mapping[str, Any], place: Place, number: int) -> Judged:
    """Holds what was mined from the sentence with this number against its label."""
    mined = frozenset(part for one in _mined(place, number) for part in atoms(to_json(one), place.members))
    firm, optional = (
        frozenset(
            part
            for one in label["constraints"]
            if bool(one.get("optional")) is wanted
            for part in atoms(one, place.members)
        )
        for wanted in (False, True)
    )
    result = Judged(label)
    for part in sorted(mined, key=repr):
        if found(part, firm):
            result.right.append(part)
        elif not found(part, optional) and not _tied_elsewhere(part, firm | optional):
            result.wrong.append(part)
    for part in sorted(firm, key=repr):
        (result.found if found(part, mined) else result.missed).append(part)
    return result


def _tied_elsewhere(mined: Atom, labelled: frozenset[Atom]) -> bool:
    """Whether labels have the promise under conditions, of which the miner only recorded that there are some."""
    alike = (part for part in labelled if (part.what, part.about, part.value) == (mined.what, mined.about, mined.value))
    return ("stated", "") in mined.when and any(part.when for part in alike)


def _mined(place: Place, number: int) -> Iterator[Constraint]:
    for one in mine(place):
        inferred = any(origin.origin == "inferred" for origin in one.constraint.origins)
        if one.number == number and not inferred and stands(one.constraint, one.rule, place.members):
            yield one.constraint


def totals(judged: list[Judged]) -> dict[str, Any]:
    """The scores of the sample and of the population, and those by stratum and by keyword."""
    sizes = Counter(one.label["stratum"] for one in judged)
    sample, population = Score(), Score()
    strata: dict[str, Score] = defaultdict(Score)
    keywords: dict[str, Score] = defaultdict(Score)
    for one in judged:
        stratum = one.label["stratum"]
        verdicts = {name: len(getattr(one, name)) for name in ("right", "wrong", "found", "missed")}
        sample.add(verdicts, 1)
        population.add(verdicts, one.label["of"] / sizes[stratum])
        strata[stratum].add(verdicts, 1)
        for name in verdicts:
            for part in getattr(one, name):
                keywords[part.what].add({name: 1}, 1)
    return {
        "sentences": len(judged),
        "with a promise": sum(bool(one.found or one.missed) for one in judged),
        "sample": _figures(sample),
        "population": _figures(population),
        "strata": {name: _figures(score) for name, score in sorted(strata.items())},
        "keywords": {name: _figures(score) for name, score in sorted(keywords.items())},
    }


def _figures(score: Score) -> dict[str, float]:
    counts = {name: round(getattr(score, name), 1) for name in ("right", "wrong", "found", "missed")}
    return {**counts, "precision": round(score.precision, 1), "recall": round(score.recall, 1)}


def shown(figures: Mapping[str, Any]) -> str:
    """The figures as a Markdown table."""
    titles = ["", "right", "wrong", "found", "missed", "precision %", "recall %"]
    rows: list[list[Any]] = [titles, ["---"] * len(titles)]
    rows += [[name, *figures[name].values()] for name in ("sample", "population")]
    rows += [[f"stratum {name}", *score.values()] for name, score in figures["strata"].items()]
    rows += [[f"`{name}`", *score.values()] for name, score in figures["keywords"].items()]
    table = "\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows)
    return (
        f"{figures['sentences']} labelled sentences, {figures['with a promise']} with a promise; "
        f"{figures['gone']} no longer stand where they were. Aims: {AIMS}\n\n{table}"
    )


def listed(judged: list[Judged]) -> Iterator[str]:
    """What was mined wrongly and what was missed, by place."""
    for one in judged:
        place = f"{one.label['service']}.{one.label['operation']} {one.label['path']}/{one.label['sentence']}"
        yield from (f"wrong  {place} {part}" for part in one.wrong)
        yield from (f"missed {place} {part}" for part in one.missed)


if __name__ == "__main__":
    main()
