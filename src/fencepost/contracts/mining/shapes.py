"""How values are written: what no word of the language looks like, so that it needs no mark to be told from one.

Nothing here, nor anywhere in the miner, looks at code spans: text that was copied from a page has none, and must be
read like the page itself.
"""

from __future__ import annotations

import re

#: Capitals alone, perhaps joined; numbers; and words with a digit, a sign or a capital inside.
_FORMED = re.compile(
    r"[A-Z][A-Z0-9]+(?:[_-][A-Z0-9]+)*|\d+|[A-Za-z]+(?:[_-][A-Za-z0-9]+)+|[A-Za-z][\w-]*\d[\w-]*|[a-z]+[A-Z]\w*|[A-Z]+[a-z0-9]+[A-Z]\w*"
    r"|[\w-]+(?:(?:\.|::?|/)[\w*-]+)+|[@$][\w.$]*\w\$?"
)


def is_formed(text: str) -> bool:
    """Whether a word is written as no word of the language is: `FAST`, `fast-1`, `veryFast`, `com:fast`, `2.5`."""
    return bool(_FORMED.fullmatch(text))
