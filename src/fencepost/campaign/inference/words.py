"""The words in the names of operations and members, and what they say: a verb, a resource, a field of it."""

from __future__ import annotations

import re
from functools import cache

Words = tuple[str, ...]

_PARTS = re.compile(r"[A-Z]{2,}s(?=[A-Z]|$)|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
#: The last word of a member that identifies a resource, and the kind of identifier that it says.
FIELDS = {
    "id": "id", "identifier": "id", "uuid": "id", "arn": "arn", "name": "name", "url": "url", "uri": "url",
    "handle": "handle", "alias": "name", "number": "number", "key": "key", "token": "token", "etag": "etag",
    "match": "etag", "version": "version",
}  # fmt: skip
#: Fields that identify a resource by themselves; the others do so only where an operation gives them.
IDENTIFYING = frozenset({"id", "arn", "name", "url", "handle"})
#: Words that say nothing of what a resource is: alone, before it, and after it.
GENERIC = frozenset(
    "resource detail metadata summary result response description info information output data item entity object "
    "target source current list set new the".split()
)
_BEFORE = frozenset("resource target source current new the".split())
_AFTER = frozenset("resource detail metadata summary result response description info information output".split())
#: What operations that make something begin with, the likeliest first.
CREATING = (
    "create", "register", "put", "add", "allocate", "import", "run", "start", "request", "publish", "upload",
    "associate", "attach", "set", "enable", "define", "provision", "copy", "restore", "issue", "send", "submit",
    "initiate", "begin", "generate", "activate", "tag", "purchase", "subscribe", "invite", "accept", "modify",
    "update", "execute", "invoke", "batch",
)  # fmt: skip
#: What operations that only look begin with.
READING = frozenset(
    "get list describe search query scan head lookup view check select batchget discover preview read receive "
    "retrieve estimate verify validate test detect decode simulate".split()
)
#: What operations that take something away begin with, and what makes the thing that they take.
UNDOING = {
    "delete": (), "remove": ("add", "put", "set"), "terminate": ("run", "create"), "deregister": ("register",),
    "detach": ("attach",), "disassociate": ("associate",), "stop": ("start", "run"), "cancel": ("request", "start"),
    "untag": ("tag",), "disable": ("enable",), "revoke": ("authorize", "grant", "create"), "release": ("allocate",),
    "deactivate": ("activate",), "unsubscribe": ("subscribe",), "abort": ("create", "initiate", "start"),
    "complete": ("initiate", "start", "create"), "reject": ("create", "request", "invite"), "unassign": ("assign",),
    "accept": ("create", "request", "invite"), "leave": (), "purge": (), "reset": ("put", "modify"),
    "close": ("create",), "retire": ("create",), "forget": (), "discontinue": ("create",), "unlink": ("link",),
    "destroy": (),
}  # fmt: skip
#: Verbs with which an operation names what it makes itself.
NAMING = frozenset(
    "create register put allocate import run start request publish upload define provision copy restore".split()
)
#: Verbs with which something comes into being, whatever else there is.
FIRST = frozenset("create register allocate import".split())


@cache
def words_of(name: str) -> Words:
    """The words of a name in lower case and in the singular: `DBClusterARNs` is `("db", "cluster", "arn")`."""
    return tuple(_singular(part.lower()) for part in _PARTS.findall(name))


@cache
def field_of(name: str) -> tuple[Words, str]:
    """The resource that a member's name speaks of and the kind of its identifier, each empty where it says none."""
    words = words_of(name)
    if words and words[-1] in FIELDS:
        rest = words[:-1]
        if len(rest) > 1 and rest[-1] in FIELDS and words[-1] in ("name", "number"):
            rest = rest[:-1]
        return meaningful(rest), FIELDS[words[-1]]
    return meaningful(words), ""


def meaningful(words: Words) -> Words:
    """The words without those at either end that say nothing of what a resource is; none where that is all."""
    while len(words) > 1 and words[0] in _BEFORE:
        words = words[1:]
    while len(words) > 1 and words[-1] in _AFTER:
        words = words[:-1]
    return () if all(word in GENERIC for word in words) else words


@cache
def verb_and_noun(operation: str) -> tuple[str, Words]:
    """The verb that an operation's name begins with and the resource after it."""
    words = words_of(operation)
    if words[:1] == ("batch",) and len(words) > 1:
        words = words[1:]
    if words[:1] == ("admin",) and len(words) > 2:  # noqa: PLR2004
        words = words[1:]
    noun = words[1:]
    for glue in ("for", "from", "to", "by", "with", "on", "in", "of"):
        if glue in noun[1:]:
            noun = noun[: noun.index(glue, 1)]
    return (words[0] if words else ""), noun


def alike(left: Words, right: Words) -> int:
    """How well two resources agree: 3 for the same, 2 where one's words end the other, 1 where they begin it, else 0.

    A client of a user pool is also called just client.
    """
    if not left or not right:
        return 0
    if left == right or "".join(left) == "".join(right):
        return 3
    short, long = sorted((left, right), key=len)
    if long[-len(short) :] == short:
        return 2
    return 1 if long[: len(short)] == short else 0


def _singular(word: str) -> str:
    if len(word) <= 3 and word not in ("ids", "ips"):  # noqa: PLR2004
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "shes", "ches", "uses")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "ws", "ics", "dns", "aws", "https")):
        return word[:-1]
    return word
