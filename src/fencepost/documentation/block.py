"""The blocks that a page's layout is made of: what the front ends give and the assemblers read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: What encloses a code span in the text of a block: two control characters that no page contains.
OPEN, CLOSE = "\x0e", "\x0f"
#: What a page's text is translated with: odd spaces to plain ones, and nothing left that reads as a code span.
SPACES = str.maketrans({"\xa0": " ", "\u202f": " ", "\u200b": None, "\ufeff": None, OPEN: " ", CLOSE: " "})


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page's layout.

    `kind` says which: a paragraph, the first paragraph of a bullet, a literal block (syntax, kept line by line), or
    the head of a member, which has `name` (empty for items, keys, values and roots) and `type` (the page's own word).
    `text` has code spans between `OPEN` and `CLOSE`. `column` counts characters from the left edge to the text, or to
    the bullet where there is one; `line` counts from 1.
    """

    kind: Literal["paragraph", "bullet", "literal", "member"]
    text: str
    column: int
    line: int
    name: str = ""
    type: str = ""

    @property
    def plain(self) -> str:
        """The text without the marks of its code spans."""
        return self.text.replace(OPEN, "").replace(CLOSE, "").strip()
