"""Terms of definition lists on boto3's pages, which the generator prints without their markup.

It drops `dl`, `dt` and `dd` and keeps the spaces between them, so that a term is indented into the last item of the
list before it. The generator gives an item one paragraph; a further one that reads like a title is a term that strayed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fencepost.documentation.block import Block

_LONGEST_TERM = 80
_WORDS_IN_TERM = 10
#: What ends a sentence, or what introduces something; a term ends in neither.
_STOPS = (".", "!", "?", ":", ";", ",")


def with_terms_outside(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a member's prose, each stray term moved to the left edge of the list before it."""
    bullets: list[int] = []
    empty = False
    for block in blocks:
        while bullets and bullets[-1] >= block.column:
            bullets.pop()
        if block.kind == "bullet":
            bullets.append(block.column)
            empty = not block.plain
        elif block.kind == "paragraph":
            if bullets and not empty and _is_term(block.plain):
                block = replace(block, column=bullets[0])  # noqa: PLW2901 - the same block, where it belongs
                bullets.clear()
            empty = False
        yield block


def _is_term(text: str) -> bool:
    return len(text) <= _LONGEST_TERM and len(text.split()) <= _WORDS_IN_TERM and not text.endswith(_STOPS)
