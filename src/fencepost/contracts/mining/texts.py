"""Text that came by itself, plain or as botocore's HTML, to the sentences of a page."""

from __future__ import annotations

import re

from fencepost.documentation.block import CLOSE, OPEN, Block
from fencepost.documentation.markup import html_blocks
from fencepost.documentation.page import Sentence
from fencepost.documentation.prose import sentences

_MARKUP = re.compile(r"<(?:/?[a-z][a-z0-9]*(?:\s[^<>]*)?/?|!--)>?", re.IGNORECASE)
_TICKS = re.compile(r"`{1,2}([^`\n<>]+)`{1,2}")
_BULLET = re.compile(r"^(?P<indent>\s*)[•◦▪*–-]\s+(?P<text>.+)$")
_INDENT = 4
_LONGEST = 200_000


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order, with their code spans, and the terms that they stand under.

    Back-ticks mark code in HTML too: whoever writes a sentence by hand writes them.
    """
    text = text[:_LONGEST]
    return sentences(html_blocks(_TICKS.sub(r"<code>\1</code>", text)) if _MARKUP.search(text) else _plain(text))


def _plain(text: str) -> list[Block]:
    blocks = []
    for number, line in enumerate(text.splitlines(), 1):
        marked = _TICKS.sub(rf"{OPEN}\1{CLOSE}", line)
        if bullet := _BULLET.match(marked):
            blocks.append(Block("bullet", bullet["text"], len(bullet["indent"]) + _INDENT, number))
        elif marked.strip():
            blocks.append(Block("paragraph", marked.strip(), 0, number))
    return blocks
