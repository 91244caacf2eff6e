"""Draws the sentences to label, and prints a sheet with what a labeller has to know of each.

    python -m benchmarks.mining.sampling [--seed N] [--development] > drawn.jsonl
    python -m benchmarks.mining.sampling --sheet drawn.jsonl

A stratum is a family of rules (sentences from which a rule of it mined something when the sample was drawn), or the
sentences that no rule matched: those with a word that rules are made of, and all others. Its size in the population
is kept with each sentence, so that shares can be weighted.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.mining.population import Spot, development_services, measured_services, place_of, places
from fencepost.contracts.mining import Place, mine

#: How many sentences are drawn: of each family, of the unmatched with a cue, of the unmatched without.
PER_FAMILY, WITH_CUE, WITHOUT_CUE = 28, 400, 60
_CUE = re.compile(
    r"\b(?:must|only|cannot|can't|can\snot|valid|allowed|permitted|between|at\s(?:least|most)|minimum|maximum|up\sto"
    r"|required|requires?|unique|exclusive|either|both|don't|do\snot|characters?|range|ranges|supported|supports"
    r"|possible|accepts?|accepted|begins?|starts?|ends?|prefix|multiples?|less\sthan|greater\sthan|fewer|more\sthan"
    r"|formats?|if\syou\sspecify|applies|applicable|ignored|one\sof|digits?|letters?)\b|\d",
    re.IGNORECASE,
)


def main() -> None:
    """Prints the drawn sentences as JSON lines, without their texts, or as a sheet to label from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--development", action="store_true", help="draw from the services that rules are written on")
    parser.add_argument("--sheet", type=Path, metavar="DRAWN", help="print what a labeller has to know of them")
    arguments = parser.parse_args()
    if arguments.sheet:
        for line in arguments.sheet.read_text(encoding="utf-8").splitlines():
            print(shown(json.loads(line)), end="\n\n")
        return
    for drawn in draw(arguments.seed, development_services() if arguments.development else measured_services()):
        print(json.dumps(drawn))


def draw(seed: int, services: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The sample of a seed from these services: each sentence's place, its stratum, and how many that has."""
    strata: dict[str, list[Spot]] = defaultdict(list)
    for service in services:
        print(f"reading {service}", file=sys.stderr)
        for spot, stratum in _stratified(service):
            strata[stratum].append(spot)
    chooser = random.Random(seed)  # noqa: S311 - a sample, no secret
    for stratum, spots in sorted(strata.items()):
        count = {"with-cue": WITH_CUE, "without-cue": WITHOUT_CUE}.get(stratum, PER_FAMILY)
        for spot in chooser.sample(spots, min(count, len(spots))):
            yield {
                "service": spot.service,
                "operation": spot.operation,
                "path": spot.path,
                "sentence": spot.sentence.number,
                "sha256": spot.sha256,
                "stratum": stratum,
                "of": len(spots),
            }


def _stratified(service: str) -> Iterator[tuple[Spot, str]]:
    seen = set()
    for operation, place in places(service):
        families: dict[int, str] = {}
        for mined in mine(place):
            families.setdefault(mined.number, mined.rule.partition(".")[0])
        for sentence in place.member.sentences:
            spot = Spot(service, operation, place.path, sentence, place)
            if (place.member.name, spot.sha256) not in seen:
                seen.add((place.member.name, spot.sha256))
                yield spot, families.get(sentence.number) or _unmatched(sentence.text)


def _unmatched(text: str) -> str:
    return "with-cue" if _CUE.search(text) else "without-cue"


def shown(drawn: dict[str, Any]) -> str:
    """A drawn sentence with its surroundings: the member, its neighbours, the sentences around."""
    place = place_of(drawn["service"], drawn["operation"], drawn["path"])
    if place is None:
        return f"### {drawn['sha256']}: gone"
    number = drawn["sentence"]
    lines = [f"### {drawn['service']}.{drawn['operation']} {drawn['path']} sentence {number} [{drawn['sha256']}]"]
    lines.append(f"member: {_described(place.member)} in structure {place.parent or '(request)'}")
    lines.append("siblings: " + "; ".join(_described(member) for _, member in place.siblings()))
    lines += _around(place, number)
    return "\n".join(lines)


def _described(member: Any) -> str:
    literals = f" of {', '.join(member.literals[:15])}" if member.literals else ""
    traits = f" {json.dumps(dict(member.traits))}" if member.traits else ""
    return f"{member.name}: {member.type}{' required' if member.required else ''}{literals}{traits}"


def _around(place: Place, number: int) -> Iterable[str]:
    for sentence in place.member.sentences:
        if abs(sentence.number - number) <= 5:  # enough to see what it speaks of
            mark = ">>>" if sentence.number == number else "   "
            bullet = "* " if sentence.bullet else ""
            term = f"[under: {sentence.term}] " if sentence.term else ""
            yield f"{mark} {sentence.number}. {term}{bullet}{sentence.text[:1200]}"


if __name__ == "__main__":
    main()
