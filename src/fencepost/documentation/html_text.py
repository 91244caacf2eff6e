"""The text between two borders of an HTML page, and the blocks that it can be by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from fencepost.documentation.block import CLOSE, OPEN, SPACES, Block

_MEMBER = re.compile(r"(?:(?P<name>\S+) )?\((?P<type>[^()]{1,200})\) (?:–|—|--)(?: (?P<rest>.*))?")
_BARE = re.compile(r"(?P<name>[\w-]+) \((?P<type>[A-Za-z][A-Za-z -]{1,40})\)(?P<rest>)")
#: The title of a section that is too large stands in the page as it stands in the source.
_RAW_TITLE = re.compile(r"\*\*(Request Syntax|Parameters|Response Syntax|Response Structure)\*\*")


@dataclass(slots=True)
class BlockText:
    """The text of a block in the making, its code spans marked; `lead` is the inline element that it begins with."""

    parts: list[str] = field(default_factory=list)
    lead: str = ""
    line: int = 1
    begun: bool = False
    in_code: bool = False

    def add(self, text: str, line: int) -> None:
        """Add text that stands at a line of the page."""
        clean = text.translate(SPACES)
        if not self.begun and clean.strip():
            self.begun = True
            self.line = line + len(clean[: -len(clean.lstrip())].splitlines()) - 1 if clean[0].isspace() else line
        self.parts.append(clean)

    def enter(self, name: str, *, code: bool) -> None:
        """An inline element begins; with `code`, an element of that name is a code span."""
        if not self.begun and not self.lead:
            self.lead = name
        if name == "code" and code and not self.in_code:
            self.in_code = True
            self.parts.append(OPEN)

    def leave(self, name: str) -> None:
        """An inline element ends."""
        if name == "code" and self.in_code:
            self.in_code = False
            self.parts.append(CLOSE)

    def taken(self) -> tuple[str, str, int]:
        """The text with its lead and its line, which begins anew; a code span ends with its block."""
        self.leave("code")
        found = "".join(self.parts), self.lead, self.line
        self.parts, self.lead, self.begun = [], "", False
        return found


def member_block(text: str, column: int, line: int, *, outermost: bool = False) -> Block | None:
    """The head of a member as boto3's pages print it, `name (type) – text`; None for anything else.

    Where the page says nothing about a parameter, the outermost kind of member, the dash is missing.
    """
    found = _MEMBER.fullmatch(text)
    if not found and outermost:
        found = _BARE.fullmatch(text)
    if not found:
        return None
    return Block("member", (found["rest"] or "").strip(), column, line, found["name"] or "", found["type"].strip())


def literal_blocks(text: str, column: int, line: int) -> Iterator[Block]:
    """A literal block; the title of a section in it, which the generator indented alike, ends it."""
    pieces = _RAW_TITLE.split(text.expandtabs().replace(OPEN, "").replace(CLOSE, ""))
    for number, piece in enumerate(pieces):
        if number % 2:
            yield Block("paragraph", piece, column, line)
        elif piece.strip():
            yield Block("literal", piece.strip("\n"), column, line)
