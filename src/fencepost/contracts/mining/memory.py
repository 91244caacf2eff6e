"""What was mined before: members of one service share their documentation, and so what it promises.

What is remembered is taken over where it would come out the same: the member is the same, and every question about
other members that was asked while mining has the same answer at the new place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from fencepost.contracts.constraint import RELATION_KEYWORDS, Condition, Constraint
from fencepost.contracts.mining.circumstances import glossed_literal
from fencepost.contracts.mining.message import Question
from fencepost.contracts.mining.miner import Mined, mine
from fencepost.contracts.mining.place import Place
from fencepost.contracts.paths import below, parent
from fencepost.contracts.promises import Signed
from fencepost.documentation.page import Member

#: What operations begin with for which a sentence may promise something else than for others.
_VERBS = ("Create", "Update", "Modify", "Change", "Edit", "Put", "Set")


@dataclass(frozen=True, slots=True)
class _Entry:
    """What was mined at a path, and the questions that were asked there, with their answers relative to it.

    `among` are the siblings where the result depends on them. The member is held so that its identity stays its own.
    """

    path: str
    member: Member
    mined: tuple[Mined, ...]
    questions: tuple[Question, ...]
    among: tuple[Member, ...] | None


class Memory:
    """Mining with a memory, for the operations of one service."""

    def __init__(self) -> None:
        #: What the signatures alone promise.
        self.signed = Signed()
        self._entries: dict[tuple[Any, ...], list[_Entry]] = {}

    def mined(self, place: Place) -> tuple[Mined, ...]:
        """What the sentences at a place promise."""
        member = place.member
        kind = next((verb for verb in _VERBS if place.operation.startswith(verb)), "")
        said = (id(member.sentences), id(member.members), member.name, member.type, member.literals)
        entries = self._entries.setdefault((*said, place.message, kind), [])
        for entry in entries:
            if _same(entry, place):
                return entry.mined if entry.path == place.path else _moved(entry, place.path)
        entry = _mined(place)
        if _movable(entry):
            entries.append(entry)
        return entry.mined


def _mined(place: Place) -> _Entry:
    members = place.all
    members.asked = []
    try:
        found = tuple(mine(place))
        asked = dict.fromkeys(members.asked)
    finally:
        members.asked = None
    questions = tuple((kind, what, _relative(answer, place.path)) for kind, what, answer in asked)
    beside = any(kind == "siblings" or (answer or "")[:2] == "./" for kind, _, answer in questions)
    return _Entry(place.path, place.member, found, questions, _siblings(place) if beside else None)


def _siblings(place: Place) -> tuple[Member, ...]:
    return tuple(member for _, member in place.all.inside.get(place.parent, ()))


def _relative(path: str | None, own: str) -> str | None:
    """An answer as seen from a member: `.` for itself, `./Name` for a sibling, the path behind `/` for any other."""
    if path is None or path == own:
        return None if path is None else "."
    holder = parent(own)
    return f"./{path[len(holder) :].lstrip('.')}" if parent(path) == holder else f"/{path}"


def _movable(entry: _Entry) -> bool:
    """Whether nothing of the entry points at members outside the structure that holds its own."""
    if any((answer or "")[:1] == "/" for _, _, answer in entry.questions):
        return False
    holder = parent(entry.path)
    return all(not path or below(path, holder) for one in entry.mined for path in _paths(one.constraint))


def _paths(constraint: Constraint) -> Iterator[str]:
    yield constraint.path
    yield from (condition.path for condition in constraint.when)
    if constraint.keyword in RELATION_KEYWORDS and constraint.keyword != "absent":
        value = constraint.value
        yield from (value,) if isinstance(value, str) else tuple(value or ())


def _same(entry: _Entry, place: Place) -> bool:
    """Whether all that the entry depends on is the same at this place."""
    if entry.among is not None:
        siblings = _siblings(place)
        if len(siblings) != len(entry.among) or any(a is not b for a, b in zip(siblings, entry.among, strict=True)):
            return False
    return all(_relative(_answer(place, kind, what), place.path) == answer for kind, what, answer in entry.questions)


def _answer(place: Place, kind: str, what: str) -> str | None:
    if kind == "glossed":
        found = glossed_literal(what, place)
        return found.path if found else None
    if kind == "holder":
        return place.path if place.holder == what else None
    search = _SEARCHES.get(kind)
    return search(place, what) if search else None


_SEARCHES: dict[str, Callable[[Place, str], str | None]] = {
    "find": Place.find,
    "find_words": Place.find_words,
    "find_around": Place.find_around,
    "list_around": Place.list_around,
    "listing": Place.listing,
}


def _moved(entry: _Entry, path: str) -> tuple[Mined, ...]:
    """The entry's constraints as they stand at another path."""
    old, new = parent(entry.path), parent(path)

    def moved(other: str) -> str:
        if not other:
            return other
        if below(other, entry.path):
            return path + other[len(entry.path) :]
        if other == old:
            return new
        rest = other[len(old) :].lstrip(".")
        return f"{new}{rest}" if not new or rest[0] in "[{" else f"{new}.{rest}"

    return tuple(replace(one, constraint=_moved_constraint(one, entry.path, path, moved)) for one in entry.mined)


def _moved_constraint(one: Mined, old: str, new: str, moved: Any) -> Constraint:
    constraint = one.constraint
    value = constraint.value
    if constraint.keyword in RELATION_KEYWORDS and constraint.keyword != "absent":
        value = moved(value) if isinstance(value, str) else tuple(map(moved, value or ()))
    return replace(
        constraint,
        path=moved(constraint.path),
        value=value,
        when=tuple(_moved_condition(condition, old, new, moved) for condition in constraint.when),
        origins=tuple(replace(origin, at=new + origin.at[len(old) :]) for origin in constraint.origins),
    )


def _moved_condition(condition: Condition, old: str, new: str, moved: Any) -> Condition:
    if condition.keyword == "stated":
        return replace(condition, value=new + condition.value[len(old) :])
    return replace(condition, path=moved(condition.path))
