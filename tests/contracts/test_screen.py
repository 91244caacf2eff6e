"""What a pattern can't match without, and the sieve that finds the patterns worth trying."""

from __future__ import annotations

import re

import pytest

from fencepost.contracts.mining.catalogue import RULES
from fencepost.contracts.mining.screen import AnyOf, Screened, Sieve, passes, screens
from fencepost.contracts.mining.setaside import asserted
from fencepost.contracts.mining.wording import normalised

PATTERNS = [pattern for rule in RULES for pattern in rule.patterns]
TEXTS = sorted(
    {
        text
        for rule in RULES
        for example in (*rule.examples, *rule.refuses)
        for text in (normalised(example.text), asserted(normalised(example.text)))
        if text
    }
)


def test_no_match_is_screened_out() -> None:
    """Whatever a pattern of the catalogue matches among all examples passes the screens of that pattern."""
    lost = [
        (pattern.pattern, text)
        for pattern, wanted in zip(PATTERNS, map(screens, PATTERNS), strict=True)
        for text in TEXTS
        if not passes(text.lower(), wanted) and pattern.search(text)
    ]
    assert not lost


def test_the_sieve_lets_the_same_patterns_through() -> None:
    """Word by word, the sieve finds the very patterns whose screens a text passes when each is looked for by itself."""
    sieve = Sieve((pattern,) for pattern in PATTERNS)
    wanted = [screens(pattern) for pattern in PATTERNS]
    for text in TEXTS:
        lowered = text.lower()
        through = [number for number, passed in sieve.near(lowered) if passed]
        assert through == [number for number, one in enumerate(wanted) if passes(lowered, one)]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"must\snot\sbe\s(?:blue|green)", (("must",), ("must not be",), ("blue", "green"))),
        (r"(?:no\s)?tulips?", (("tulip",),)),
        (r"\d+", ()),
    ],
)
def test_screens_are_read_off_a_pattern(pattern: str, expected: tuple[tuple[str, ...], ...]) -> None:
    """The most telling word comes first, then the phrases, and what may be missing is no part of them."""
    assert screens(re.compile(pattern)) == expected


def test_patterns_given_together_must_all_match() -> None:
    """A pattern with a cue is worth trying only on a text that may hold the cue as well."""
    sieve = Sieve([(re.compile("rose"), re.compile("thorn"))])
    assert sieve.near("a rose") == [(0, False)]
    assert sieve.near("a rose with thorns") == [(0, True)]


def test_a_screened_pattern_replaces_as_it_would_by_itself() -> None:
    """Screening changes what a replacement costs, not what comes of it."""
    pattern = re.compile(r"\sin\sspring", re.IGNORECASE)
    for text in ("Prune it IN Spring.", "Prune it in autumn."):
        assert Screened(pattern).sub("", text) == pattern.sub("", text)


def test_any_of_many_patterns_is_found() -> None:
    """One pattern that matches is enough, and a text that only holds its words is not."""
    many = AnyOf(map(re.compile, (r"\bred\sroses\b", r"\btulips\b")))
    assert many.found("red roses")
    assert not many.found("roses, red")
