"""Promises as a person reads them: one line each, made from facts alone, for every keyword there is."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from rich.console import Console

from fencepost.contracts.constraint import KEYWORDS
from fencepost.reporting import harmless, rule, show, shown_target
from fencepost.reporting.promise import promise as line
from tests.reporting.invented_events import LEND, contract, promise


@pytest.mark.parametrize(
    ("path", "keyword", "value", "said"),
    [
        ("A.Days", "type", "integer", "Days must be an integer"),
        ("Days", "type", ["integer", "null"], "Days must be an integer or null"),
        ("Code", "contentEncoding", "base64", "Code must be bytes"),
        ("Days", "required", True, "Days must be given"),
        ("Days", "required", False, "Days need not be given"),
        ("Kind", "enum", ["A", "B"], "Kind must be one of A or B"),
        ("Kind", "enum", [*"ABCDEFGHIJ"], "Kind must be one of A, B, C, D, E, F, G, H, … (10 values)"),
        ("Kind", "const", True, "Kind must be true"),
        ("Kind", "const", "", 'Kind must be ""'),
        ("W", "minimum", 0, "W must be at least 0"),
        ("W", "maximum", 0.15, "W must be at most 0.15"),
        ("W", "exclusiveMinimum", 0, "W must be more than 0"),
        ("W", "exclusiveMaximum", 1, "W must be less than 1"),
        ("W", "multipleOf", 60, "W must be a multiple of 60"),
        ("S", "minLength", 1, "S must have at least 1 character"),
        ("S", "maxLength", 64, "S must have at most 64 characters"),
        ("S", "maxLength", None, "S has a greatest length that the documentation doesn't give"),
        ("S", "pattern", "[a-z]+", "S must match [a-z]+"),
        ("S", "format", "date-time", "S must have the format date-time"),
        ("L", "minItems", 1, "L must have at least 1 item"),
        ("L", "maxItems", 3, "L must have at most 3 items"),
        ("L", "uniqueItems", True, "L must not hold an item twice"),
        ("L[]", "minimum", 1, "each item of L must be at least 1"),
        ("M{}", "minimum", 1, "each value of M must be at least 1"),
        ("M{key}", "maxLength", 9, "each key of M must have at most 9 characters"),
        ("A", "absent", True, "A must not be given"),
        ("A.Low", "lessOrEqual", "A.High", "Low must not be more than High"),
        ("A.Low", "lessThan", "A.High", "Low must be less than High"),
        ("Quantity", "countOf", "Items", "Quantity must be the number of items in Items"),
        ("A", "requires", ["B", "C"], "A needs B and C beside it"),
        ("A", "anyOf", ["B"], "A or B must be given, or more of them"),
        ("A", "onlyOne", ["B", "C"], "A or B or C must be given, exactly one of them"),
        ("A", "allOrNone", ["B"], "A must be given together with B, or none of them"),
        ("A", "zeroOrOne", ["B"], "A must not be given together with B"),
        ("Id", "exists", True, "Id must name something that exists"),
        ("IfMatch", "currentVersion", True, "IfMatch must be the current version"),
        ("C", "replaces", True, "C replaces the whole of what stands there"),
        ("", "replaces", False, "the request changes only what is given"),
        ("", "updates", True, "the request is kept as given, and can be read back"),
        ("V", "higherThanCurrent", True, "V must be higher than the one in use"),
        ("V", "defaultsTo", "latest", "V is latest when not given"),
        ("Id", "inState", ["Ready", "Done"], "Id must name a resource in state Ready or Done"),
        ("A", "unheardOf", 7, "A must hold to unheardOf 7"),
    ],
)
def test_each_keyword_has_its_words(path: str, keyword: str, value: Any, said: str) -> None:
    """A promise reads as a sentence about its member."""
    assert line(promise(path, keyword, value)) == said


def test_no_keyword_of_a_contract_goes_without_words() -> None:
    """Every keyword that contracts know has a phrase of its own, with a value and without."""
    for keyword in KEYWORDS:
        for value in ("A", None) if keyword != "type" else ("string",):
            assert "must hold to" not in line(promise("A", keyword, value)), keyword


def test_conditions_and_the_response_are_part_of_the_line() -> None:
    """When and where a promise holds is said with it."""
    when = [
        {"path": "C.Type", "keyword": "const", "value": "ALL"},
        {"path": "C.Mode", "keyword": "enum", "value": ["A", "B"]},
        {"path": "D", "keyword": "present"},
        {"path": "E", "keyword": "absent"},
    ]
    text = line(promise("TTL", "const", 0, when=when, **{"in": "response"}))
    assert (
        text == "in the response, TTL must be 0, when Type is ALL and Mode is A or B and D is given and E is not given"
    )


def test_a_rule_names_its_origins_without_the_middle_of_their_place() -> None:
    """The places are short enough for one line, and each stands once."""
    origins = [("prose", "Config.Traffic.Session.TTL/2"), ("prose", "Config.Traffic.Session.TTL/2"), ("error", "Bad")]
    text = rule(promise("Config.Traffic.Session.TTL", "maximum", 3600, origins=origins))
    assert text == "TTL must be at most 3600 (prose, Config…TTL/2; error, Bad)"


def test_a_contract_is_shown_as_a_table() -> None:
    """Members, promises, expectations, origins and errors are all there, and errors without a promise at the end."""
    stream = io.StringIO()
    Console(file=stream, width=140).print(show(contract(LEND)))
    text = re.sub(r" +", " ", stream.getvalue())
    assert "library.LendBook: 7 promises, from boto3-rst LendBook" in text
    assert "Days must be given reject signature" in text
    assert " must be at most 30 reject prose TooManyDays" in text
    assert "Shelf must be A either inferred" in text
    assert "Reader need not be given contested prose" in text
    assert "Loan.Due must have the format date-time reject prose" in text
    assert text.rstrip().endswith("errors that belong to none of them: Lost")


def test_a_contract_shows_all_values_of_a_list_and_no_markup() -> None:
    """A table has room for every literal, and square brackets are no markup."""
    values = [f"V{number}" for number in range(20)]
    constraints = [promise("Kind", "enum", values), promise("S", "pattern", "[bold]x[/bold]")]
    stream = io.StringIO()
    shown = show({"service": "s", "operation": "O", "constraints": constraints, "errors": {}})
    Console(file=stream, width=200).print(shown)
    assert "V19" in stream.getvalue()
    assert "[bold]x[/bold]" in stream.getvalue()


@pytest.mark.parametrize("text", ["a" * 499, "a" * 500, "a" * 501, "\x00" * 200, "é\u202e" * 300, ""])
def test_harmless_text_is_short_and_stays_as_it_is(text: str) -> None:
    """At most 500 characters come out, all printable, and a second time changes nothing."""
    shown = harmless(text)
    assert len(shown) <= 500
    assert shown.isprintable()
    assert harmless(shown) == shown
    assert (shown == text) is (len(text) <= 500 and text.isprintable())


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("moto", "moto"),
        ("wsgi:pkg.mod:app", "wsgi:pkg.mod:app"),
        ("http://127.0.0.1:4566", "http://127.0.0.1:4566"),
        ("HTTPS://me:pa@ss@host:1/x?token=1#f", "https://host:1/x"),
        ("wsgi:\x1b[0m", "wsgi:\\x1b[0m"),
    ],
)
def test_a_target_is_named_without_what_is_secret(target: str, shown: str) -> None:
    """A URL loses user, password, query and fragment; every other target keeps its name."""
    assert shown_target(target) == shown
