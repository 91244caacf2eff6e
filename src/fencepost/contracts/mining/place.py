"""Where a sentence stands: the member that it is about, and the other members that it may speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from fencepost.contracts.constraint import Message
from fencepost.contracts.mining.message import Members, first_lower
from fencepost.contracts.paths import parent, segments
from fencepost.documentation.page import Member, join

_WORD = re.compile(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SHORT = {
    "statuse": "statu",
    "granularitie": "granularity",
    "config": "configuration",
    "min": "minimum",
    "max": "maximum",
    "num": "number",
    "desc": "description",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A member of a message (`path` is empty for the operation itself) among all members of that message."""

    path: str
    member: Member
    members: Mapping[str, Member] = field(default_factory=Members)
    message: Message = "request"
    operation: str = ""
    #: The heading that a text stands under where only the caller knows it.
    heading: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.members, Members):
            object.__setattr__(self, "members", Members(self.members))

    @property
    def all(self) -> Members:
        """The members of the message with their indexes."""
        assert isinstance(self.members, Members)  # noqa: S101 - made so above
        return self.members

    @property
    def name(self) -> str:
        """The member's own name; empty for the operation."""
        return segments(self.path)[-1] if self.path else ""

    @property
    def parent(self) -> str:
        """The path of the structure that holds the member."""
        return parent(self.path)

    def siblings(self) -> Iterator[tuple[str, Member]]:
        """The members of the same structure, itself included, with their paths; for the operation, those on top."""
        self.all.note("siblings", "", None)
        yield from self.all.inside.get(self.parent, ())

    def type_of(self, path: str) -> str:
        """The type of a member, in botocore's words; empty where it isn't known."""
        member = self.members.get(path)
        return member.type if member else ""

    def find(self, name: str) -> str | None:
        """The path of the member with this name: a sibling's, one directly inside, else the only one's in the message.

        The case of the first letter doesn't count.
        """
        found = self._found(name)
        self.all.note("find", name, found)
        return found

    def find_words(self, phrase: str) -> str | None:
        """The path of the one sibling whose name, as words, is the phrase (`minimum capacity` for `MinCapacity`)."""
        wanted = words(phrase)
        siblings = self.all.inside.get(self.parent, ())
        found = [path for path, member in siblings if wanted and words(member.name) == wanted]
        answer = found[0] if len(found) == 1 else None
        self.all.note("find_words", phrase, answer)
        return answer

    def find_around(self, name: str) -> str | None:
        """The path of the member with this name in the nearest structure around, if it has literals or is a switch."""
        bare = re.sub(r"^(?:the|its)\s", "", name.strip(" `'\""), flags=re.IGNORECASE)
        answer = next(filter(self._limits, self._around(bare)), None)
        self.all.note("find_around", name, answer)
        return answer

    def list_around(self, phrase: str) -> str | None:
        """The path of the nearest list around the member that is called by these words, which are singular.

        The items of a list may have more words before its name ("up to 7 red stones" for an item of `Stones`).
        """
        named, around, answer = tuple(phrase.split()), self.path, None
        while around and answer is None:
            listed = around.removesuffix("[]")
            own = words(segments(listed)[-1])
            called = named == own or (listed == self.path.removesuffix("[]") and named[-len(own) :] == own)
            answer = listed if listed != around and called and self.type_of(listed) == "list" else None
            around = parent(around)
        self.all.note("list_around", phrase, answer)
        return answer

    def _around(self, name: str) -> Iterator[str]:
        above = self.parent
        while above:
            above = parent(above)
            yield from (join(above, name), join(above, first_lower(name)))

    def _limits(self, path: str) -> bool:
        member = self.members.get(path)
        return member is not None and (bool(member.literals) or member.type == "boolean")

    @property
    def holder(self) -> str:
        """The name of the structure that holds the member; empty on top."""
        name = self.parent.rsplit(".", 1)[-1]
        self.all.note("holder", name, self.path)
        return name

    def ending_in(self, phrase: str) -> list[str]:
        """The paths of the siblings whose names end in these words."""
        wanted = words(phrase)
        return [path for path, member in self.siblings() if wanted and words(member.name)[-len(wanted) :] == wanted]

    def listing(self, literal: str) -> str | None:
        """The path of the one sibling that lists a literal, else of the one member in the whole message."""
        found = self.all.listing.get(literal, [])
        if len(found) > 1:
            found = [path for path in found if parent(path) == self.parent] or found
        answer = found[0] if len(found) == 1 else None
        self.all.note("listing", literal, answer)
        return answer

    def _found(self, name: str) -> str | None:
        wanted = first_lower(name)
        own = self.parent
        for path in self.all.named.get(wanted, ()):
            if path and parent(path) == own:
                return path
        found = self.all.named.get(wanted.rsplit(".", maxsplit=1)[-1], ())
        within = [path for path in found if self.path and parent(path) in (self.path, f"{self.path}[]")]
        found = within or found
        return found[0] if len(found) == 1 else None


@lru_cache(maxsize=100_000)
def words(text: str) -> tuple[str, ...]:
    """A name or a phrase as singular words in lower case, with short forms written out."""
    found = (one.lower() for one in _WORD.findall(text))
    return tuple(_SHORT.get(one, one) for one in map(_singular, found))


def members_of(root: Member) -> dict[str, Member]:
    """All members of a message by their paths, parents first."""
    return dict(root.walk())


def at(root: Member, path: str, members: Mapping[str, Member], **more: str) -> Place:
    """The place of a member in a message whose members are `members`."""
    return Place(path, members[path] if path else root, members, **more)  # type: ignore[arg-type]


def child(path: str, name: str) -> str:
    """The path of a member of the structure at `path`."""
    return join(path, name)


def _singular(word: str) -> str:
    if word.endswith(("sses", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word  # noqa: PLR2004
