"""All members of a message, with the indexes that a search among thousands of them needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from fencepost.contracts.paths import parent
from fencepost.documentation.page import Member

#: One question that mining asked about other members, and the path that answered it.
Question = tuple[str, str, str | None]


class Members(dict[str, Member]):
    """The members of one message by their paths, parents first.

    While `asked` is a list, every question about other members is noted there with its answer, so that what was mined
    at one place can be taken over at another where the answers are the same.
    """

    def __init__(self, members: Mapping[str, Member] | Iterable[tuple[str, Member]] = ()) -> None:
        super().__init__(members)
        self.asked: list[Question] | None = None

    @cached_property
    def inside(self) -> dict[str, list[tuple[str, Member]]]:
        """The members directly below each path, with their paths."""
        found: dict[str, list[tuple[str, Member]]] = {}
        for path, member in self.items():
            if path:
                found.setdefault(parent(path), []).append((path, member))
        return found

    @cached_property
    def named(self) -> dict[str, list[str]]:
        """The paths of the members with each name; the case of its first letter doesn't count."""
        found: dict[str, list[str]] = {}
        for path, member in self.items():
            found.setdefault(first_lower(member.name), []).append(path)
        return found

    @cached_property
    def listing(self) -> dict[str, list[str]]:
        """The paths of the members that list each literal."""
        found: dict[str, list[str]] = {}
        for path, member in self.items():
            for literal in dict.fromkeys(member.literals):
                found.setdefault(literal, []).append(path)
        return found

    @cached_property
    def glossing(self) -> list[tuple[str, Member]]:
        """The members that may have literals with glosses, with their paths."""
        return [
            (path, member)
            for path, member in self.items()
            if (member.type in ("string", "boolean", "") or member.literals)
            and any(sentence.term for sentence in member.sentences)
        ]

    def note(self, kind: str, what: str, answer: str | None) -> None:
        """Remembers a question and its answer, where somebody listens."""
        if self.asked is not None:
            self.asked.append((kind, what, answer))


def first_lower(name: str) -> str:
    """The name with its first letter in lower case."""
    return name[:1].lower() + name[1:]
