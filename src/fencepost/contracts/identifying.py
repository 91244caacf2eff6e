"""Which member names the resource on which an operation acts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from fencepost.contracts.mining.place import words
from fencepost.contracts.paths import segments
from fencepost.documentation.page import Member

_IDENTIFIERS = frozenset(("id", "name", "identifier", "arn"))
_VERB = re.compile(r"^[A-Z][a-z]+")
#: Operations of these verbs bring their resource into being: what they can't find is something else.
_CREATING = ("Create", "Register", "Import", "Copy", "Put", "Add", "Allocate", "Request")


def identifying(members: Mapping[str, Member], operation: str, noun: str = "") -> str | None:
    """The path of the member that identifies the resource `noun`, or the operation's own where no noun is given.

    It is a string on top of the request, named after the noun (`functionName`), or plainly `Id` or `Name` where the
    noun is what the operation acts on. A required one comes before the others; None where several are left.
    """
    own = words(_VERB.sub("", operation))
    wanted = words(noun) or own
    if not noun and operation.startswith(_CREATING):
        return None
    found = [path for path, member in members.items() if _fits(path, member, wanted, own)]
    for narrowed in (found, [p for p in found if members[p].required], [p for p in found if _exact(p, wanted)]):
        if len(narrowed) == 1:
            return narrowed[0]
    exact = [path for path in found if _exact(path, wanted) and members[path].required]
    return exact[0] if len(exact) == 1 else None


def _fits(path: str, member: Member, wanted: Sequence[str], own: Sequence[str]) -> bool:
    if len(segments(path)) != 1 or member.type != "string" or member.literals:
        return False
    *noun, last = words(member.name) or ("",)
    if last not in _IDENTIFIERS:
        return False
    if noun:
        return list(noun) == list(wanted)[: len(noun)] or list(noun) == list(wanted)[-len(noun) :]
    return list(wanted) == list(own) or set(wanted) <= set(_described(member))


def _exact(path: str, wanted: Sequence[str]) -> bool:
    return words(path)[:-1] in ((), tuple(wanted))


def _described(member: Member) -> tuple[str, ...]:
    return tuple(word for sentence in member.sentences[:1] for word in words(sentence.text))
