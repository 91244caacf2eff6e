"""Text that came by itself, plain or as botocore's HTML, to the sentences of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from fencepost.documentation.block import CLOSE, OPEN, Block
from fencepost.documentation.page import Sentence
from fencepost.documentation.prose import sentences

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "note",
        "important",
        "caution",
        "tip",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "tr",
        "table",
        "pre",
        "section",
    ]
)
_LISTS = frozenset(("ul", "ol", "dl"))
_MARKUP = re.compile(r"<(?:/?[a-z][a-z0-9]*(?:\s[^<>]*)?/?|!--)>?", re.IGNORECASE)
_TICKS = re.compile(r"`{1,2}([^`\n]+)`{1,2}")
_BULLET = re.compile(r"^(?P<indent>\s*)[•◦▪*–-]\s+(?P<text>.+)$")
_INDENT = 4
_LONGEST = 200_000


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order, with their code spans, and the terms that they stand under."""
    text = text[:_LONGEST]
    return sentences(_html(text) if _MARKUP.search(text) else _plain(text))


def _plain(text: str) -> list[Block]:
    blocks = []
    for number, line in enumerate(text.splitlines(), 1):
        marked = _TICKS.sub(rf"{OPEN}\1{CLOSE}", line)
        if bullet := _BULLET.match(marked):
            blocks.append(Block("bullet", bullet["text"], len(bullet["indent"]) + _INDENT, number))
        elif marked.strip():
            blocks.append(Block("paragraph", marked.strip(), 0, number))
    return blocks


def _html(text: str) -> list[Block]:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.flush()
    return reader.blocks


class _Reader(HTMLParser):
    """Blocks from HTML: each paragraph and list item is one, code spans are marked, other tags are dropped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._text: list[str] = []
        self._depth = 0
        self._bullet = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag == "li":
            self.flush()
            self._bullet = True
        elif tag in _BLOCKS:
            self.flush()
            self._depth += tag in _LISTS
        elif tag in ("code", "a") and tag == "code":
            self._text.append(OPEN)

    def handle_endtag(self, tag: str) -> None:
        if tag == "li" or tag in _BLOCKS:
            self.flush()
            self._bullet = self._bullet and tag != "li"
            self._depth = max(0, self._depth - (tag in _LISTS))
        elif tag == "code":
            self._text.append(CLOSE)

    def handle_data(self, data: str) -> None:
        self._text.append(_TICKS.sub(rf"{OPEN}\1{CLOSE}", data))

    def flush(self) -> None:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if not text.strip(OPEN + CLOSE + " "):
            return
        column = self._depth * _INDENT
        if self._bullet:
            self.blocks.append(Block("bullet", text, column, len(self.blocks) + 1))
            self._bullet = False
        else:
            self.blocks.append(Block("paragraph", text, column + 1 if column else 0, len(self.blocks) + 1))
