"""What a clause demands or forbids under a condition, in the normal forms of dependencies between members."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.contracts.constraint import STATED, Condition, Expectation
from fencepost.contracts.mining.rule import Promise
from fencepost.contracts.mining.sayings import Saying
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.paths import below, common, segments


def promises(keyword: str, saying: Saying, statement: Statement, expect: Expectation = "reject") -> Iterator[Promise]:
    """`required` or `absent` at each member and in each case, in the normal forms of dependencies between members."""
    for conjunction in saying.cases:
        paths = tuple(path for path in saying.paths if not any(c.path == path for c in conjunction))
        if not paths:
            continue
        when = conjunction
        if keyword == "required":  # what holds it is given wherever it is
            when = tuple(c for c in when if c.keyword != "present" or not all(below(path, c.path) for path in paths))
        if any(_apart(path, c.path) for c in when if c.path for path in paths):
            when = (STATED,)
        if len(when) == 1 and when[0].keyword in ("present", "absent") and _normal(keyword, when[0], expect):
            yield from _dependency(keyword, paths, when[0], statement.place.path, expect)
            continue
        for path in paths:
            yield Promise(keyword, True, path, when, expect)  # noqa: FBT003


def _apart(path: str, condition: str) -> bool:
    """Whether a condition can't be read beside a member: it is inside or around it, or in items of another list."""
    if below(path, condition) or below(condition, path):
        return True
    shared = len(common((segments(path), segments(condition))))
    return any(step in ("[]", "{}") for step in segments(condition)[shared:])


def _in_items(path: str, other: str) -> bool:
    """Whether a member is in items of a list that doesn't hold the other: there may be none, or many."""
    shared = len(common((segments(path), segments(other))))
    return any(step in ("[]", "{}") for step in segments(path)[shared:])


def _normal(keyword: str, condition: Condition, expect: Expectation) -> bool:
    """Whether it is a dependency; that one is ignored where the other is given excludes neither."""
    if keyword == "absent":
        return condition.keyword == "absent" or expect == "reject"
    return condition.keyword == "present"


def _dependency(
    keyword: str, paths: tuple[str, ...], condition: Condition, own: str, expect: Expectation
) -> Iterator[Promise]:
    other = condition.path
    if keyword == "required":
        inner = tuple(path for path in paths if _in_items(path, other))
        yield from (Promise("required", True, path, (condition,), expect) for path in inner)  # noqa: FBT003
        if outer := tuple(path for path in paths if path not in inner):
            yield Promise("requires", outer, other, (), expect)
        return
    for path in paths:
        if condition.keyword == "absent":
            yield Promise("requires", (other,), path, (), expect)
        elif other == own:
            yield Promise("zeroOrOne", (path,), other, (), expect)
        else:
            yield Promise("zeroOrOne", (other,), path, (), expect)
