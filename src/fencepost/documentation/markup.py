"""HTML of botocore's documentation strings to blocks, laid out as boto3's reference shows them.

boto3's generator turns the same strings into RST, with rules of its own: a list item is one paragraph, unknown tags are
dropped, code spans and links are set off by a space. They are followed here, so that a member has the same sentences
whether it is read from the model or from the page.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from fencepost.documentation.block import CLOSE, OPEN, Block
from fencepost.documentation.inline import plain

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>[A-Za-z][^\s/<>]*+)(?P<rest>[^<>]*+)>", re.DOTALL | re.IGNORECASE
)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"']+))", re.IGNORECASE)
_BULLET = re.compile(r"[*•‣⁃+-](?:\s+(?P<rest>.*))?", re.DOTALL)
#: Space inside a span that begins or ends a block.
_EDGES = re.compile(r"^(``) | (``|\*{1,2})$")
_MARKS = frozenset(("``", "*", "**"))
_INVISIBLE = str.maketrans({"\u200b": None, "\ufeff": None, OPEN: " ", CLOSE: " "})
_INDENT = 2
_NOTES = frozenset(("note", "important", "danger"))
_LISTS = frozenset(("ul", "ol"))
_DROPPED = frozenset(("examples", "fullname"))
_EMPHASIS = {"b": "**", "bold": "**", "i": "*", "italics": "*"}
_KNOWN = frozenset(("p", "li", "code", "a", *_NOTES, *_LISTS, *_DROPPED, *_EMPHASIS))
#: What is left out inside a code span or a link, where markup can't be nested.
_NEVER_INSIDE = frozenset(("span", "i", "code", "a"))


def html_blocks(text: str) -> list[Block]:
    """The blocks of a documentation string, plain or HTML, in order; tags that boto3 doesn't know are dropped."""
    text = text.translate(_INVISIBLE)
    if "<" not in text:
        layout = _Layout()
        layout.write(html.unescape(text))
        return layout.finished()
    return _Reader(text).blocks()


@dataclass(slots=True)
class _Layout:
    """Blocks in the making: the text since the last break, and where it stands."""

    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    depth: int = 0
    bullet: bool = False
    quiet: bool = False
    closed: bool = False

    def write(self, text: str) -> None:
        if text and not self.quiet:
            self.parts.append(text)

    def data(self, text: str) -> None:
        """Text of the page: of two spaces on both sides of a mark, the one inside the span goes."""
        if text[:1].isspace() and len(self.parts) > 1 and self.parts[-1] in _MARKS:
            before = self.parts[-2]
            if self.closed:
                self.parts[-2] = before.rstrip()
            elif before[-1:].isspace():
                text = text.lstrip()
        self.write(text)

    def set_off(self) -> None:
        """A space before what follows, where there is none."""
        if self.parts and not self.parts[-1].endswith(" "):
            self.parts.append(" ")

    def emphasise(self, mark: str, *, end: bool) -> None:
        """The mark of an inline span; a span with nothing in it leaves no trace."""
        if end and self.parts and self.parts[-1] == mark:
            self.parts.pop()
            return
        if not end and self.parts and self.parts[-1] in ("*", "**") and mark in ("*", "**"):
            self.parts.append(" ")
        self.write(mark)
        self.closed = end

    def flush(self) -> None:
        """Ends the block; a list item without text of its own is one all the same."""
        text = _EDGES.sub(r"\1\2", " ".join("".join(self.parts).split()))
        self.parts.clear()
        if not text and not self.bullet:
            return
        kind = self.bullet
        self.bullet = False
        if not kind and (found := _BULLET.fullmatch(text)):
            kind, text = True, found["rest"] or ""
        if text.endswith("::"):
            text = text[:-1]
        column = _INDENT * max(0, self.depth - 1)
        self.blocks.append(Block("bullet" if kind else "paragraph", plain(text), column, len(self.blocks) + 1))

    def finished(self) -> list[Block]:
        self.flush()
        return self.blocks


class _Reader:
    """One pass over the tags of a documentation string."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tags = list(_TAG.finditer(text))
        self.layout = _Layout()
        self.paragraphs = True
        self.open: list[str] = []
        self.links: list[tuple[int, str | None]] = []
        self.silent: set[int] = set()

    def blocks(self) -> list[Block]:
        position = 0
        for number, tag in enumerate(self.tags):
            self._text(position, tag.start())
            position = tag.end()
            name = (tag["name"] or "").lower()
            if name in _KNOWN:
                (self._close if tag["end"] else self._start)(name, tag["rest"], number)
                if not tag["end"] and tag["rest"].endswith("/"):
                    self._close(name, "", number)
        self._text(position, len(self.text))
        return self.layout.finished()

    def _text(self, start: int, end: int) -> None:
        if start < end:
            piece = self.text[start:end]
            self.layout.data(html.unescape(piece) if "&" in piece else piece)

    def _start(self, name: str, rest: str, number: int) -> None:
        parent = self.open[-1] if self.open else ""
        self.open.append(name)
        nested = parent in ("code", "a") and name in _NEVER_INSIDE
        if nested or (name in ("b", "i") and self._holds_tags(number)):
            self.silent.add(len(self.open))
        elif name == "a":
            self._start_link(rest)
        else:
            self._shape(name, end=False)

    def _close(self, name: str, _: str, __: int) -> None:
        silent = len(self.open) in self.silent
        self.silent.discard(len(self.open))
        if self.open:
            self.open.pop()
        if silent:
            return
        if name == "a":
            self._end_link()
        else:
            self._shape(name, end=True)

    def _shape(self, name: str, *, end: bool) -> None:
        layout = self.layout
        if name == "p":
            if self.paragraphs:
                layout.flush()
        elif name == "code":
            if not end:
                layout.set_off()
            layout.emphasise("``", end=end)
        elif name in _EMPHASIS:
            layout.emphasise(_EMPHASIS[name], end=end)
        elif name in _DROPPED:
            layout.quiet = not end
        else:
            self._break(name, end=end)

    def _break(self, name: str, *, end: bool) -> None:
        layout = self.layout
        layout.flush()
        if name in _LISTS:
            layout.depth = max(0, layout.depth + (-1 if end else 1))
        elif name == "li":
            layout.bullet, self.paragraphs = not end, end

    def _start_link(self, rest: str) -> None:
        self.layout.set_off()
        found = _HREF.search(rest)
        target = html.unescape(found["double"] or found["single"] or found["bare"] or "").strip() if found else None
        self.links.append((len(self.layout.parts), target))
        self.layout.write("`" if target is not None else " ")

    def _end_link(self) -> None:
        start, target = self.links.pop() if self.links else (0, None)
        if not target:
            return
        parts = self.layout.parts
        title = " ".join("".join(parts[start:]).removeprefix("`").split()).replace(":", r"\:")
        del parts[start:]
        self.layout.write(f"`{title} <{target}>`__" if title else f"`<{target}>`__")

    def _holds_tags(self, number: int) -> bool:
        """Whether another known tag opens before the one with this number is closed."""
        following = self.tags[number + 1] if number + 1 < len(self.tags) else None
        return following is not None and not following["end"] and (following["name"] or "").lower() in _KNOWN
