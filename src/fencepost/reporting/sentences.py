"""What reporters know of the documentation's sentences: a way to ask for them, which the commands provide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

#: The sentences of an operation's page at places such as `Config.Weight/1` (those of a response end in `@response`),
#: as far as the page is at hand: `(operation, places) -> {place: sentence}`.
Sentences = Callable[[str, Sequence[str]], Mapping[str, str]]


def no_sentences(operation: str, places: Sequence[str]) -> Mapping[str, str]:  # noqa: ARG001 - as asked
    """For reports that are made where no page is at hand."""
    return {}
