"""The one dialect of patterns, and the formats."""

from __future__ import annotations

import pytest

from fencepost.contracts import formats, searcher
from fencepost.contracts.dialect import whole


@pytest.mark.parametrize(
    ("pattern", "holds", "breaks"),
    [
        (r"^\w+$", ["a_1"], ["é", "a\n", ""]),
        (r"^[\w-]+$", ["a-1"], ["é"]),
        (r"^[^\s]+$", ["a"], ["a b", "\u00a0"]),
        (r"^\p{L}+$", ["é", "a"], ["1", "_"]),
        (r"^[\p{L}\p{N}_.:/=+\-@]*$", ["é1:", ""], ["!"]),
        (r"^\P{L}+$", ["1"], ["a"]),
        (r"^[[:alnum:]]+$", ["a1"], ["-"]),
        (r"^[\S]+$", ["a"], [" "]),
        (r"^(?<year>\d{4})-\k<year>$", ["2020-2020"], ["2020-2021"]),
        (r"^\u{1F600}$", ["\U0001f600"], ["x"]),
        (r"^[a-z\]\[]+$", ["a]["], ["-"]),
        (r"\A[a&&b]\z", ["a", "&"], ["c"]),
    ],
)
def test_patterns_mean_what_their_authors_meant(pattern: str, holds: list[str], breaks: list[str]) -> None:
    """Java's, Perl's and POSIX's words for classes are translated; `$` is the end, classes are of ASCII."""
    search = searcher(pattern)
    assert search is not None
    assert [text for text in holds if not search(text)] == []
    assert [text for text in breaks if search(text)] == []


@pytest.mark.parametrize("pattern", ["(", r"\p{IsGreek}", "[b-a]", "a{2,1}"])
def test_what_cannot_be_translated_is_none(pattern: str) -> None:
    """A pattern that `re` has no word for isn't guessed at."""
    assert searcher(pattern) is None


def test_patterns_of_traits_are_anchored() -> None:
    """AWS means the whole string, alternatives included."""
    assert whole("a|b") == "^(?:a|b)$"
    assert whole("^a$|^b$") == "^(?:^a$|^b$)$"
    assert whole("^a+$") == "^a+$"


def test_formats_are_recognised_by_an_example() -> None:
    """An example names a format only where exactly one fits."""
    assert formats.recognised("us-east-2a") == "availability-zone"
    assert formats.recognised("eu-central-1") == "region"
    assert formats.recognised("hh:mm") is None


def test_all_formats_have_patterns_that_can_be_searched() -> None:
    """Every format of the catalogue is checked, but for one that isn't known."""
    assert all(formats.matcher(name) for name in (*formats.PATTERNS, "json"))
    assert formats.matcher("unheard-of") is None
