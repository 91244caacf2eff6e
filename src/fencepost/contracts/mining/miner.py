"""Sentences to constraints, for one member or for the operation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from fencepost.contracts.constraint import STATED, Constraint, Origin
from fencepost.contracts.mining.catalogue import RULES
from fencepost.contracts.mining.place import Place
from fencepost.contracts.mining.rule import Promise, Rule
from fencepost.contracts.mining.screen import Sieve
from fencepost.contracts.mining.statement import Statement, claimed, statements


@dataclass(frozen=True, slots=True)
class Mined:
    """A constraint read from a sentence, and which one (numbered from 1 within its member)."""

    constraint: Constraint
    rule: str
    number: int


def mine(place: Place, rules: Sequence[Rule] = RULES) -> list[Mined]:
    """What the sentences at a place promise, in their order; each rule speaks once per sentence."""
    return list(_mined(place, rules))


#: The numbers of the rules worth trying on a text, each with those of its patterns that may match.
_Near = dict[int, tuple[re.Pattern[str], ...]]


@lru_cache(maxsize=20_000)
def _near(lowered: str) -> _Near:
    """The rules that may have something to say on a text in lower case, which may stand on many members.

    One of which no pattern may match is there as well where the most telling pieces say nothing against it: it may
    find more in the claim.
    """
    owners, sieve = _sieve()
    found: _Near = {}
    for place, passed in sieve.near(lowered):
        number, pattern = owners[place]
        found[number] = (*found.get(number, ()), pattern) if passed else found.get(number, ())
    return found


@cache
def _sieve() -> tuple[list[tuple[int, re.Pattern[str]]], Sieve]:
    owners = [(number, pattern) for number, rule in enumerate(RULES) for pattern in rule.patterns]
    cued = ((pattern, cue) if (cue := RULES[number].cue) else (pattern,) for number, pattern in owners)
    return owners, Sieve(cued)


def _applies(rule: Rule, place: Place) -> bool:
    if place.message == "response" and not rule.responses:
        return False
    return bool(place.path) or rule.operations


def _mined(place: Place, rules: Sequence[Rule]) -> Iterator[Mined]:
    for bare in statements(place.member.sentences, place):
        found = _promised(bare) if rules is RULES else _promised_by(rules, bare)
        said: set[str] = set()
        depends = False
        for rule, statement, promise in found:
            if depends and _said_already(promise, statement):
                continue  # a dependency has said it already
            depends = depends or promise.keyword in ("requires", "zeroOrOne")
            constraint = _constraint(promise, rule, statement)
            key = repr((constraint.path, constraint.keyword, constraint.value, constraint.when))
            if key not in said:
                said.add(key)
                yield Mined(constraint, rule.name, statement.sentence.number)


def _promised(bare: Statement) -> Iterator[tuple[Rule, Statement, Promise]]:
    """What all rules that are near read from a sentence that has no claim yet."""
    whole = _near(bare.text.lower())
    near = [number for number in whole if _applies(RULES[number], bare.place)]
    statement = claimed(bare) if any(RULES[number].reads == "claim" for number in near) else bare
    claim = _near(statement.claim.lower()) if statement.claim else {}
    for number in near:
        rule = RULES[number]
        worth = claim.get(number) if rule.reads == "claim" else whole[number]
        if worth:
            for promise in rule.promises(statement, worth):
                yield rule, statement, promise


def _promised_by(rules: Sequence[Rule], bare: Statement) -> Iterator[tuple[Rule, Statement, Promise]]:
    """What some rules read from a sentence."""
    chosen = [rule for rule in rules if _applies(rule, bare.place)]
    statement = claimed(bare) if any(rule.reads == "claim" for rule in chosen) else bare
    return ((rule, statement, promise) for rule in chosen for promise in rule.promises(statement))


def _said_already(promise: Promise, statement: Statement) -> bool:
    """Whether a dependency has said it: under a member that is given, or in a condition that couldn't be tied."""
    untied = promise.when == (STATED,) and promise.keyword in ("required", "absent") and ";" not in statement.text
    return untied or any(condition.keyword == "present" for condition in promise.when)


def _constraint(promise: Promise, rule: Rule, statement: Statement) -> Constraint:
    place = statement.place
    where = f"{place.path}/{statement.sentence.number}"
    kind = "inferred" if rule.inferred else "prose"
    when = (*(statement.when if rule.reads == "claim" else ()), *promise.when)
    stated = any(condition.keyword == "stated" for condition in when)
    return Constraint(
        path=place.path if promise.path is None else promise.path,
        keyword=promise.keyword,
        value=promise.value,
        expect="either" if rule.inferred or stated else promise.expect,
        origins=(Origin(kind, rule.name, where),),  # type: ignore[arg-type]
        when=tuple(replace(one, value=where) if one.keyword == "stated" else one for one in when),
        message=place.message,
    )
