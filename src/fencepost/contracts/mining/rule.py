"""A rule of the catalogue: patterns, what to make of a match, and examples of both kinds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from fencepost.contracts.constraint import Condition, Expectation
from fencepost.contracts.mining.screen import Screen, passes, screens
from fencepost.contracts.mining.statement import Statement


@dataclass(frozen=True, slots=True)
class Promise:
    """What a rule reads from a sentence: a keyword at the member itself, or at `path` where that is given."""

    keyword: str
    value: Any
    path: str | None = None
    when: tuple[Condition, ...] = ()
    expect: Expectation = "reject"


@dataclass(frozen=True, slots=True)
class Example:
    """A text on a member, and the promises that must come of it: `(path, keyword, value)`, or with a `when`.

    `siblings` gives the types of the other members by their names; `heading` is what the text stands under.
    """

    text: str
    gives: tuple[tuple[Any, ...], ...] = ()
    member: str = "Value"
    type: str = "string"
    siblings: Mapping[str, str] = field(default_factory=dict)
    heading: str | None = None
    glosses: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


#: What every sentence with a bound contains.
DIGIT = re.compile(r"\d")
Builder = Callable[[re.Match[str], Statement], Iterable[Promise]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of promise.

    `reads` says which text of a statement is searched: its `claim` (what it asserts, without brackets, defaults and
    examples; nothing where it recommends or speaks of something else), or the sentence as it `stands`. `responses`
    says that it holds for a response as well: what the service promises, rather than what it asks of the caller.
    `inferred` marks what only the structure suggests, `operations` what is said of an operation as well. `cue` is what
    a text must contain to be worth a closer look. `examples` must give what they say, `refuses` nothing.
    """

    name: str
    patterns: tuple[re.Pattern[str], ...]
    build: Builder
    examples: tuple[Example, ...]
    refuses: tuple[Example, ...] = ()
    reads: Literal["claim", "sentence"] = "claim"
    responses: bool = False
    inferred: bool = False
    operations: bool = False
    cue: re.Pattern[str] | None = None

    _screens: list[tuple[Screen, ...]] = field(init=False, default_factory=list, compare=False)

    @property
    def screens(self) -> list[tuple[Screen, ...]]:
        """What a text must contain for each of the patterns to match; made when first needed."""
        if not self._screens:
            self._screens.extend(map(screens, self.patterns))
        return self._screens

    def promises(self, statement: Statement, near: Iterable[re.Pattern[str]] | None = None) -> Iterable[Promise]:
        """What the rule makes of a statement; the first pattern that gives something decides.

        `near` are the patterns that may match, where the caller knows.
        """
        text = self.text(statement)
        if text is None or (self.cue and not self.cue.search(text)):
            return
        for pattern in self._near(text) if near is None else near:
            found = [promise for match in pattern.finditer(text) for promise in self.build(match, statement)]
            if found:
                yield from found
                return

    def text(self, statement: Statement) -> str | None:
        """The text of a statement that the rule reads."""
        return statement.claim if self.reads == "claim" else statement.text

    def _near(self, text: str) -> Iterator[re.Pattern[str]]:
        """The patterns that may match a text."""
        lowered = text.lower()
        for pattern, wanted in zip(self.patterns, self.screens, strict=True):
            if passes(lowered, wanted):
                yield pattern


def pattern(source: str) -> re.Pattern[str]:
    r"""A pattern of a rule: verbose, so that a space is written `[ ]` or `\s`, and indifferent to case."""
    return re.compile(source, re.IGNORECASE | re.VERBOSE)
