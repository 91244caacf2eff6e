"""The layout of a page's text, as a browser copies it, to blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fencepost.documentation.block import Block

#: A list that begins inside of a bullet gives two marks on one line: the last one counts.
_BULLET = re.compile(r"(?:[•◦▪▫‣⁃∙●○■*]\s+)*(?P<last>[•◦▪▫‣⁃∙●○■*])(?:\s+(?P<rest>.*))?")
#: The words that boto3 prints for types; anything else in brackets is prose.
_WORDS = (
    "string|str|integer|int|long|float|double|boolean|bool|list|dict|structure|map|bytes|blob|datetime|timestamp|"
    r"document|JSON serializable|EventStream|StreamingBody|(?:bytes|str) or [\w -]+"
)
_MEMBER = re.compile(rf"(?:(?P<name>\S+)\s+)?\(\s*(?P<type>{_WORDS})\s*\)\s*(?:–|—|--)(?:\s+(?P<rest>.*))?")
#: The head of a parameter that the page says nothing about, which has no dash.
_BARE = re.compile(rf"(?P<name>\S+)\s+\(\s*(?P<type>{_WORDS})\s*\)(?P<rest>)")
_ARGUMENT = re.compile(r"\s*(?P<name>[\w-]+)=")
_SYNTAX_TITLES = ("Request Syntax", "Response Syntax")
_CALL = re.compile(r"\w+\s*=\s*\w+\.\w+\(")
_CLOSES = re.compile(r"[}\])]+,?")
_TITLES = frozenset(
    ("Parameters", "Return type", "Returns", *_SYNTAX_TITLES, "Response Structure", "Exceptions", "Examples"),
)
#: The title of a section that is too large stands in the page as it stands in the source.
_RAW_TITLE = re.compile(r"\A\*\*(Request Syntax|Parameters|Response Syntax|Response Structure)\*\*\Z")
_TOO_LARGE = "# This section is too large"
#: Where a parameter without a bullet stands: outside of every bullet.
_OUTERMOST = -1
#: The lengths of a line that an editor may have wrapped; a browser copies a paragraph as one line.
_WRAPPED = range(60, 121)
#: What begins a statement of its own in an API Reference (`Type: String`).
_LABEL = re.compile(r"[A-Z][\w ]{1,30}: ")


def text_blocks(lines: list[str]) -> Iterator[Block]:
    """The blocks of a page copied from a browser, given line by line, whichever bullets and dashes it uses.

    A bullet is a member's head when it reads `name (type) –` with a type that boto3 prints; behind `Parameters` the
    bullet may be missing, as it is on pages with one parameter.
    """
    return _Layout(lines).blocks()


class _Layout:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.next = 0
        self.title = ""
        self.arguments: set[str] = set()

    def blocks(self) -> Iterator[Block]:
        while self.next < len(self.lines):
            text = self.lines[self.next].strip()
            if not text or text == "::":
                self.next += 1
                continue
            block = self._syntax() if self._begins_syntax(text) else self._block(text)
            self.title = block.text.rstrip(":") if block.kind == "paragraph" else ""
            yield block

    def _block(self, text: str) -> Block:
        column, line = self._column(), self.next + 1
        text = _RAW_TITLE.sub(r"\1", text)
        bullet = _BULLET.fullmatch(text)
        if bullet:
            column += bullet.start("last")
        content = self._joined((bullet["rest"] or "").strip() if bullet else text, column)
        member = self._member(content) if bullet or self.title == "Parameters" else None
        if member:
            rest, name = (member["rest"] or "").strip(), member["name"] or ""
            return Block("member", rest, column if bullet else _OUTERMOST, line, name, member["type"])
        return Block("bullet" if bullet else "paragraph", content, column, line)

    def _member(self, content: str) -> re.Match[str] | None:
        bare = _BARE.fullmatch(content)
        return bare if bare and bare["name"] in self.arguments else _MEMBER.fullmatch(content)

    def _joined(self, text: str, column: int) -> str:
        """The text of the line, with the lines that an editor may have wrapped from it; browsers wrap none."""
        parts = [text]
        above = self.lines[self.next]
        self.next += 1
        while len(above) in _WRAPPED and above.rstrip()[-1] not in ".!?:" and self._continues(column):
            above = self.lines[self.next]
            parts.append(above.strip())
            self.next += 1
        return " ".join(parts)

    def _continues(self, column: int) -> bool:
        """Whether the next line may be the rest of a block at `column`."""
        if self.next >= len(self.lines) or not (text := self.lines[self.next].strip()):
            return False
        if text.rstrip(":") in _TITLES or _BULLET.fullmatch(text) or _LABEL.match(text):
            return False
        return self._column() >= column

    def _syntax(self) -> Block:
        """The syntax block that begins here: up to the line that closes its first bracket."""
        first, depth = self.next, 0
        while self.next < len(self.lines):
            text = self.lines[self.next].strip()
            if self.next > first and not depth and not text.startswith("#"):
                break
            depth += -1 if _CLOSES.fullmatch(text) else 1 if _opens(text) else 0
            self.next += 1
            if depth <= 0 and not text.startswith("#"):
                break
        found = map(_ARGUMENT.match, self.lines[first : self.next])
        self.arguments |= {argument["name"] for argument in found if argument}
        return Block("literal", "\n".join(self.lines[first : self.next]), 0, first + 1)

    def _begins_syntax(self, text: str) -> bool:
        if text.startswith(_TOO_LARGE):
            return True
        return self.title in _SYNTAX_TITLES and (text.startswith("{") or bool(_CALL.match(text)))

    def _column(self) -> int:
        line = self.lines[self.next]
        return len(line) - len(line.lstrip())


def _opens(text: str) -> bool:
    """Whether a line of a syntax block opens a bracket that it doesn't close."""
    return text.endswith(("{", "[", "("))
