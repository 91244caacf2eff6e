"""Heads of members and the prose below them to a tree of members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fencepost.documentation.block import Block
from fencepost.documentation.definition_terms import with_terms_outside
from fencepost.documentation.page import TYPES, Member
from fencepost.documentation.prose import sentences
from fencepost.documentation.syntax import DEEPEST, Syntax

_REQUIRED = "[REQUIRED]"
#: boto3's words for types, where they differ from the API's.
_WORDS = {
    "str": "string",
    "int": "integer",
    "bool": "boolean",
    "dict": "structure",
    "bytes": "blob",
    "datetime": "timestamp",
    "streamingbody": "blob",
    "json serializable": "document",
}
_UNKNOWN_MEMBER = "'SDK_UNKNOWN_MEMBER'"


class TooDeepError(Exception):
    """Members nested deeper than on any page; `line` is where."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class MissingMembersError(Exception):
    """Members that the syntax block has and the rest of the page lacks: `names`."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(names)
        self.names = tuple(names)


@dataclass(slots=True)
class Draft:
    """A member in the making: its head, the prose below it, and the members inside it."""

    head: Block
    prose: list[Block] = field(default_factory=list)
    inside: list[Draft] = field(default_factory=list)


def drafts(blocks: Iterable[Block]) -> list[Draft]:
    """The outermost members of a section, each with what is nested in it.

    A member lies inside the nearest one before it that begins further left. Prose belongs to the member before it
    whatever its column, since a page documents a member before it lists what the member contains. Raises TooDeepError.
    """
    outermost: list[Draft] = []
    around: list[Draft] = []
    last: Draft | None = None
    for block in blocks:
        if block.kind == "member":
            while around and around[-1].head.column >= block.column:
                around.pop()
            last = Draft(block)
            (around[-1].inside if around else outermost).append(last)
            around.append(last)
            if len(around) > DEEPEST:
                raise TooDeepError(block.line)
        elif last:
            last.prose.append(block)
    return outermost


def root(found: list[Draft], syntax: Syntax | None, *, request: bool) -> Member:
    """The structure without a name that holds a request's or a response's members.

    Raises MissingMembersError when the syntax has members that `found` lacks.
    """
    required = False if request else None
    return Member("", "structure", required, members=_named(found, syntax, request=request))


def member(draft: Draft, name: str, syntax: Syntax | None, *, request: bool) -> Member:
    """The member of a draft, under the name that its place gives it."""
    prose, required = _prose(draft)
    kind = _type(draft)
    return Member(
        name,
        kind,
        required if request else None,
        syntax.literals if syntax else (),
        sentences(with_terms_outside(prose)),
        _inside(draft, kind, syntax, request=request),
        recursive=bool(syntax and syntax.recursive),
    )


def from_syntax(syntax: Syntax) -> tuple[Member, ...]:
    """The members that the syntax alone shows, for pages that leave out the rest as too long.

    Types are those of the placeholders; what is required isn't said.
    """
    return tuple(_from_syntax(child, child.name) for child in syntax.children)


def _inside(draft: Draft, kind: str, syntax: Syntax | None, *, request: bool) -> tuple[Member, ...]:
    if syntax and syntax.recursive:
        return ()
    if kind == "list":
        item = syntax.children[0] if syntax and syntax.children else None
        return tuple(member(inner, "[]", item, request=request) for inner in draft.inside[:1])
    if kind == "map":
        value = syntax.children[0] if syntax and syntax.children else None
        key = draft.inside[0]
        values = (member(inner, "{}", value, request=request) for inner in key.inside[:1])
        return (member(Draft(key.head, key.prose), "{key}", None, request=request), *values)
    return _named(draft.inside, syntax, request=request)


def _named(found: list[Draft], syntax: Syntax | None, *, request: bool) -> tuple[Member, ...]:
    if syntax:
        missing = {child.name for child in syntax.children} - {draft.head.name for draft in found}
        if missing:
            raise MissingMembersError(sorted(missing))
    return tuple(
        member(draft, draft.head.name, syntax.child(draft.head.name) if syntax else None, request=request)
        for draft in found
    )


def _type(draft: Draft) -> str:
    """The API's word for the page's type: a `dict` whose content has no name is a map."""
    word = draft.head.type.casefold().split(" or ")[0].strip()
    word = _WORDS.get(word, word)
    if word == "structure" and draft.inside and not draft.inside[0].head.name:
        return "map"
    return word if word in TYPES else "string"


def _prose(draft: Draft) -> tuple[list[Block], bool]:
    """The prose of a member without `[REQUIRED]`, and whether that was there."""
    head = Block("paragraph", draft.head.text, draft.head.column, draft.head.line)
    blocks = [block for block in (head, *draft.prose) if block.text and not block.text.startswith(_UNKNOWN_MEMBER)]
    if not blocks or not blocks[0].text.startswith(_REQUIRED):
        return blocks, False
    first = blocks[0]
    rest = first.text.removeprefix(_REQUIRED).strip()
    return [*([Block("paragraph", rest, first.column, first.line)] if rest else []), *blocks[1:]], True


def _from_syntax(syntax: Syntax, name: str) -> Member:
    inside = from_syntax(syntax)
    kind = _placeholder_type(syntax)
    if kind == "list":
        inside = tuple(_from_syntax(child, "[]") for child in syntax.children[:1])
    elif kind == "map":
        inside = (Member("{key}", "string"), _from_syntax(syntax.children[0], "{}"))
    return Member(name, kind, literals=syntax.literals, members=inside, recursive=syntax.recursive)


_PLACEHOLDERS = (
    ("{...}|", "document"),
    ("'", "string"),
    ("True|False", "boolean"),
    ("123.", "float"),
    ("...", "float"),
    ("123", "integer"),
    ("b'", "blob"),
    ("datetime(", "timestamp"),
    ("StreamingBody(", "blob"),
    ("EventStream(", "eventstream"),
)


def _placeholder_type(syntax: Syntax) -> str:
    if syntax.children and not syntax.shown.startswith("EventStream("):
        names = [child.name for child in syntax.children]
        return "list" if names == [""] else "map" if names == ["string"] else "structure"
    return next((word for start, word in _PLACEHOLDERS if syntax.shown.startswith(start)), "structure")
