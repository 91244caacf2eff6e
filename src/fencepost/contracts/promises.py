"""What is promised of one operation, member by member.

Most members of a large message have nothing but a type. What the signature alone says of them is finished once for
all operations of a service that share them, and only the others take part in what follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from fencepost.contracts.constraint import Constraint, Message, Origin, OriginKind
from fencepost.contracts.contradictions import contradicting
from fencepost.contracts.general import with_general
from fencepost.contracts.identity import identified, merged
from fencepost.contracts.signature import stated
from fencepost.documentation.page import DocumentedOperation, Member

#: A member in a message; the message as a whole has no path.
Site = tuple[Message, str]

_KEYWORD_ORDER = [
    "type",
    "contentEncoding",
    "format",
    "const",
    "enum",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "required",
    "absent",
]
_ORDER = {keyword: number for number, keyword in enumerate(_KEYWORD_ORDER)}


class Signed:
    """The finished constraints of members of which only the signature speaks, for the operations of one service.

    The members are held so that their identities stay their own.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[Site, int, OriginKind, tuple[str, ...]], tuple[Member, tuple[Constraint, ...] | None]]
        self._known = {}

    def finished(
        self, site: Site, member: Member, traits: OriginKind, general: tuple[str, ...]
    ) -> tuple[Constraint, ...] | None:
        """The constraints with their ids and errors; None where they contradict each other, or a default may."""
        key = (site, id(member), traits, general)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = (member, _finished(site, member, traits, general))
        return known[1]


def _finished(
    site: Site, member: Member, traits: OriginKind, general: tuple[str, ...]
) -> tuple[Constraint, ...] | None:
    message, path = site
    if message == "request" and any("efault" in sentence.text for sentence in member.sentences):
        return None
    found = identified(in_order(with_general(stated(path, member, message, traits), general)))
    return found if len(found) < 2 or contradicting(found) == found else None  # noqa: PLR2004 - it takes two


class Promises:
    """The constraints of an operation by the members that they stand on, those of the signature from the start."""

    def __init__(self, operation: DocumentedOperation, members: Mapping[Message, Mapping[str, Member]]) -> None:
        self._members = members
        self._traits: OriginKind = "model" if operation.source.kind.startswith("botocore") else "signature"
        self._said: dict[Site, list[Constraint]] = {}

    def add(self, constraints: Iterable[Constraint]) -> None:
        """Takes more constraints in; each promise is there once (see `merged`)."""
        more: dict[Site, list[Constraint]] = {}
        for constraint in constraints:
            more.setdefault((constraint.message, constraint.path), []).append(constraint)
        for site, added in more.items():
            self._said[site] = merged([*self.at(*site), *added])

    def at(self, message: Message, path: str) -> Sequence[Constraint]:
        """What is promised of one member, or of the message as a whole."""
        said = self._said.get((message, path))
        if said is not None:
            return said
        member = self._members[message].get(path)
        return tuple(stated(path, member, message, self._traits)) if member else ()

    def of(self, keyword: str) -> list[Constraint]:
        """The constraints of a keyword that no signature states, wherever they stand."""
        return [one for said in self._said.values() for one in said if one.keyword == keyword]

    def finished(self, signed: Signed, general: tuple[str, ...]) -> Iterator[Constraint]:
        """All constraints with their ids, in the order of the page, the request's before the response's.

        `general` are the errors of validation in general. Contradicting constraints name each other.
        """
        plain = dict(self._plain(signed, general))
        sites: list[Site] = [(message, path) for message, members in self._members.items() for path in ("", *members)]
        told = [one for site in sites if site not in plain for one in self._told(site, general)]
        found: dict[Site, list[Constraint]] = {}
        for one in contradicting(identified(told), self._members["request"]):
            found.setdefault((one.message, one.path), []).append(one)
        for site in sites:
            yield from plain[site] if site in plain else found.get(site, ())

    def _plain(self, signed: Signed, general: tuple[str, ...]) -> Iterator[tuple[Site, tuple[Constraint, ...]]]:
        """The members of which only the signature speaks, with their finished constraints."""
        for message, members in self._members.items():
            for path, member in members.items():
                site: Site = (message, path)
                done = None if site in self._said else signed.finished(site, member, self._traits, general)
                if done is not None:
                    yield site, done

    def _told(self, site: Site, general: tuple[str, ...]) -> list[Constraint]:
        """The constraints of one member, ready to be named."""
        sensible = (one for one in self.at(*site) if not self._adds_nothing(one))
        return in_order(with_general(self._with_optional(sensible), general))

    def _with_optional(self, constraints: Iterable[Constraint]) -> Iterator[Constraint]:
        """Beside a promise that a member is required, the signature's own that it isn't: a contradiction."""
        for constraint in constraints:
            yield constraint
            member = self._members[constraint.message].get(constraint.path)
            if member and member.required is False and _always(constraint) and constraint.message == "request":
                origin = Origin("signature", "signature.optional", constraint.path)
                yield Constraint(constraint.path, "required", value=False, origins=(origin,))

    def _adds_nothing(self, constraint: Constraint) -> bool:
        """Whether a member is required under a condition that is always required."""
        if constraint.keyword != "required" or not constraint.when:
            return False
        return any(_always(one) for message in self._members for one in self.at(message, constraint.path))


def _always(constraint: Constraint) -> bool:
    """Whether it says that a member is required, whatever else the request holds."""
    return constraint.keyword == "required" and not constraint.when and bool(constraint.value)


def in_order(constraints: Iterable[Constraint]) -> list[Constraint]:
    """The constraints of one member with their keywords in the one order."""
    return sorted(constraints, key=lambda one: _ORDER.get(one.keyword, len(_ORDER)))
