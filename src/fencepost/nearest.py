"""What was probably meant by a name that nothing bears."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, as a question that ends in a space: `Did you mean seed? `.

    Capital letters don't matter. Empty where nothing is like it.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - wanted only where something is wrong

    lowered = {candidate.lower(): candidate for candidate in known}
    near = get_close_matches(name.lower(), lowered, n=1, cutoff=0.6)
    return f"Did you mean {lowered[near[0]]}? " if near else ""
