"""Sentences to constraints, for one member or for the operation."""

from __future__ import annotations

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


@lru_cache(maxsize=20_000)
def _near(lowered: str) -> tuple[Rule, ...]:
    """The rules that may have something to say on a sentence in lower case, which may stand on many members."""
    passed = _sieve().passed(lowered)
    return tuple(rule for number, rule in enumerate(RULES) if passed >> number & 1)


@cache
def _sieve() -> Sieve:
    return Sieve(rule.screens[0] for rule in RULES)


def _applies(rule: Rule, place: Place) -> bool:
    if place.message == "response" and not rule.responses:
        return False
    return bool(place.path) or rule.operations


def _mined(place: Place, rules: Sequence[Rule]) -> Iterator[Mined]:
    for bare in statements(place.member.sentences, place):
        chosen = _near(bare.text.lower()) if rules is RULES else rules
        near = [rule for rule in chosen if _applies(rule, place)]
        statement = claimed(bare) if any(rule.reads == "claim" for rule in near) else bare
        said: set[str] = set()
        depends = False
        for rule in near:
            for promise in rule.promises(statement):
                if depends and _said_already(promise, statement):
                    continue  # a dependency has said it already
                depends = depends or promise.keyword in ("requires", "zeroOrOne")
                constraint = _constraint(promise, rule, statement)
                key = repr((constraint.path, constraint.keyword, constraint.value, constraint.when))
                if key not in said:
                    said.add(key)
                    yield Mined(constraint, rule.name, statement.sentence.number)


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
