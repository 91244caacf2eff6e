"""The layout of a boto3 page's RST source to blocks.

The generator writes each paragraph on a line of its own and shows nesting by indentation alone, so lines and columns
say everything; only inline markup needs RST's own rules. An RST parser would read the same tree at a hundred times
the cost, and breaks off at the headings and lists that documentation strings spoil.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fencepost.documentation.block import Block
from fencepost.documentation.inline import plain

_MEMBER = re.compile(
    r"- (?:\*\*(?P<name>[^*]+)\*\* )?(?P<star>\*?)\((?P<type>[^()]{1,200})\) --(?P=star)(?:\s+(?P<rest>.*))?",
)
_TYPE = re.compile(r":type (?P<name>[^:\s]+):\s*(?P<type>.*)")
_PARAMETER = re.compile(r":param (?P<name>[^:\s]+):\s*(?P<rest>.*)")
_RETURN = re.compile(r":(?P<field>rtype|returns?):\s*(?P<rest>.*)")
_BULLET = re.compile(r"[*•‣⁃+-](?:\s+(?P<rest>.*))?")
_DIRECTIVE = re.compile(r"\.\.(?:\s+(?:(?P<name>[\w:+.-]+?)::(?:\s+(?P<rest>.*))?|.*))?")
_ADMONITIONS = frozenset("note warning danger important caution tip hint attention error admonition seealso".split())
#: What begins a block of its own, even without a blank line before it.
_BEGINNINGS = (":type ", ":param ", ":rtype:", ":returns:", "**Exceptions**", ".. ")
#: The titles that the generator indents like literals, where a section is too large.
_TITLES = ("**Request Syntax**", "**Parameters**", "**Response Syntax**", "**Response Structure**")
_FIELDS = {"rtype": "Return type", "return": "Returns", "returns": "Returns"}


def rst_blocks(lines: list[str]) -> Iterator[Block]:
    """The blocks of a page's RST source, given line by line."""
    return _Layout(lines).blocks()


class _Layout:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.next = 0
        self.types: dict[str, str] = {}
        self.notes: list[tuple[int, int]] = []

    def blocks(self) -> Iterator[Block]:
        while self.next < len(self.lines):
            text = self.lines[self.next].strip()
            if not text:
                self.next += 1
            elif text == ".." or text.startswith(".. "):
                yield from self._directive(text)
            elif text.startswith(":") and (known := self._field(text)) is not None:
                yield from known
            else:
                yield from self._paragraph()

    def _directive(self, text: str) -> Iterator[Block]:
        """An admonition gives its content, the method its signature; other directives and comments are skipped."""
        column, line = self._column(), self.next + 1
        self.next += 1
        found = _DIRECTIVE.fullmatch(text)
        name, rest = (found["name"] or "", (found["rest"] or "").strip()) if found else ("", "")
        if name == "py:method":
            yield Block("paragraph", rest, column, line)
        elif name not in _ADMONITIONS:
            self._skip_deeper(column)
        else:
            yield from self._prose("paragraph", rest, column, line)
            self._enter_note(column)

    def _field(self, text: str) -> list[Block] | None:
        """The blocks of a `:type:`, `:param:`, `:rtype:` or `:returns:` field; None when the line is none."""
        column, line = self._column(), self.next + 1
        if found := _TYPE.fullmatch(text):
            self.types[found["name"]] = plain(found["type"].strip())
            blocks = []
        elif found := _PARAMETER.fullmatch(text):
            word = self.types.get(found["name"], "")
            blocks = [Block("member", plain(found["rest"].strip()), column, line, found["name"], word)]
        elif found := _RETURN.fullmatch(text):
            blocks = [Block("paragraph", _FIELDS[found["field"]], column, line)]
            if found["rest"].strip():
                blocks.append(Block("paragraph", plain(found["rest"].strip()), column, line))
        else:
            return None
        self.next += 1
        return blocks

    def _paragraph(self) -> Iterator[Block]:
        """A member's head, a bullet or a paragraph, each with the lines that continue it."""
        column, line = self._column(), self.next + 1
        text = self._joined()
        if found := _MEMBER.fullmatch(text):
            name, word, rest = found["name"] or "", plain(found["type"]), plain((found["rest"] or "").strip())
            yield Block("member", rest, column, line, name, word)
        elif found := _BULLET.fullmatch(text):
            yield from self._prose("bullet", (found["rest"] or "").strip(), column, line)
        else:
            yield from self._prose("paragraph", text, column, line)

    def _prose(self, kind: str, text: str, column: int, line: int) -> Iterator[Block]:
        literal = text.endswith("::")
        if literal:
            text = text[:-1] if text[:-2].strip() and not text[:-2].endswith(" ") else text[:-2].strip()
        if text or kind == "bullet":
            yield Block("bullet" if kind == "bullet" else "paragraph", plain(text), self._place(column), line)
        if literal:
            yield from self._literal(column)

    def _literal(self, column: int) -> Iterator[Block]:
        """The indented lines behind `::`, unless they are members, which a stray `::` of the prose mustn't hide."""
        self._skip_blank()
        first = self.next
        if first < len(self.lines) and _MEMBER.fullmatch(self.lines[first].strip()):
            return
        self._skip_deeper(column)
        if self.next > first:
            yield Block("literal", "\n".join(self.lines[first : self.next]).rstrip(), column, first + 1)

    def _joined(self) -> str:
        """The paragraph that begins here, its lines joined; new blocks end it even without a blank line."""
        parts = [self.lines[self.next].strip()]
        self.next += 1
        while self.next < len(self.lines) and (text := self.lines[self.next].strip()):
            if text.startswith(_BEGINNINGS) or _MEMBER.fullmatch(text):
                break
            parts.append(text)
            self.next += 1
        return " ".join(parts)

    def _enter_note(self, column: int) -> None:
        """Remember how far the content of a note is indented, since on the page it stands level with the rest."""
        self._skip_blank()
        inside = self._column() if self.next < len(self.lines) else 0
        if inside > column:
            self.notes.append((column, inside - column))

    def _place(self, column: int) -> int:
        """Where a block at `column` stands once the indentation of the notes around it is taken off."""
        while self.notes and self.notes[-1][0] >= column:
            self.notes.pop()
        return column - sum(shift for _, shift in self.notes)

    def _skip_blank(self) -> None:
        while self.next < len(self.lines) and not self.lines[self.next].strip():
            self.next += 1

    def _skip_deeper(self, column: int) -> None:
        """Go on to the next line at `column` or left of it, or to the title of a section that got into a literal."""
        while self.next < len(self.lines):
            text = self.lines[self.next].strip()
            if text and (self._column() <= column or text in _TITLES):
                return
            self.next += 1

    def _column(self) -> int:
        line = self.lines[self.next]
        return len(line) - len(line.lstrip())
