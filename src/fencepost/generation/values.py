"""Hypothesis strategies for the scalars of a contract.

Built once per contract: hypothesis-jsonschema canonicalises a schema whenever it is asked, which costs milliseconds.
"""

from __future__ import annotations

import base64
import itertools
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st
from hypothesis_jsonschema import from_schema

from fencepost.contracts import Constraint, formats, plainer, searcher
from fencepost.contracts.predicates import breaker
from fencepost.generation.patterns import one_string, strings
from fencepost.generation.shape import Shape

#: What an unconstrained string is made of first: characters that any service takes for a name.
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
PLAIN = st.text(alphabet=_LETTERS, min_size=1, max_size=16)
#: And what it may be made of as well: any printable text.
PRINTABLE = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=16)
#: The first number that makes a random string for a pattern.
_VARIED = 4
INT32 = 2**31 - 1
_PREFIX = re.compile(r"\^((?:\\[^A-Za-z0-9]|[A-Za-z0-9_:/ -])+)")
_LINES = str.maketrans(dict.fromkeys("\r\n\t"))
#: Hypothesis takes seconds over a longer pattern, such as one with the categories of Unicode written out.
_LONGEST_DRAWN = 1000
_TRAITS = frozenset("pattern minLength maxLength minimum maximum".split())
_NUMERIC = frozenset("minimum maximum exclusiveMinimum exclusiveMaximum multipleOf".split())


def scalars(shape: Shape) -> st.SearchStrategy[Any]:
    """Values of one member that keep its own constraints; they shrink towards the simplest and the smallest."""
    literals = _listed(shape)
    if literals:
        return st.sampled_from(literals)
    if shape.type == "boolean":
        return st.booleans()
    if shape.type == "integer":
        return _numbers(shape, integral=True)
    if shape.type == "number":
        return _numbers(shape, integral=False)
    if shape.values("contentEncoding"):
        return _blobs(shape)
    return _texts(shape)


def _listed(shape: Shape) -> list[Any]:
    """The values that every enumeration of the member lists, in the first one's order.

    Where no value is in all of them, the documentation contradicts itself, and the surest one counts; where the
    model's own traits refuse them all, none does.
    """
    enums = [c for c in shape.constraints if c.keyword in ("enum", "const") and c.value is not None]
    kept = [c for c in enums if not _refused(c, shape)]
    lists = [list(c.value) if c.keyword == "enum" else [c.value] for c in sorted(kept, key=_certainty)]
    if not lists:
        return []
    both = [value for value in lists[0] if all(value in other for other in lists[1:])] or lists[0]
    traits = [breaker(c.keyword, c.value) for c in shape.constraints if c.keyword in _TRAITS]
    return [value for value in both if not any(breaks and breaks(value) for breaks in traits)] or both


def _refused(literals: Constraint, shape: Shape) -> bool:
    """Whether the documentation contradicts these literals with a trait of the member."""
    rivals = set(literals.contested)
    return any(c.id in rivals for c in shape.constraints if c.keyword not in ("enum", "const"))


def _certainty(constraint: Constraint) -> int:
    """0 for what the signature or the model lists, 1 for the rest."""
    return not any(origin.origin in ("signature", "model") for origin in constraint.origins)


def _numbers(shape: Shape, *, integral: bool) -> st.SearchStrategy[Any]:
    if not any(shape.values(keyword) for keyword in _NUMERIC) and integral:
        return st.integers(0, INT32)
    low = max(shape.values("minimum") + shape.values("exclusiveMinimum"), default=0)
    high = min(shape.values("maximum") + shape.values("exclusiveMaximum"), default=max(low, 0) + 1_000_000)
    if integral:
        schema: Any = shape.schema() | {"minimum": math.ceil(low), "maximum": math.floor(high)}
        return from_schema(schema)
    # Short decimals, because a number must survive the way through text and 32-bit floats.
    steps = st.integers(0, 10_000)
    return steps.map(lambda step: float(f"{low + (high - low) * step / 10_000:.6g}")).filter(_inside(shape))


def _inside(shape: Shape) -> Any:
    above, below = shape.values("exclusiveMinimum"), shape.values("exclusiveMaximum")
    return lambda value: all(value > bound for bound in above) and all(value < bound for bound in below)


def _blobs(shape: Shape) -> st.SearchStrategy[str]:
    low = max(shape.values("minLength"), default=1)
    high = min(shape.values("maxLength"), default=max(low, 64))
    return st.binary(min_size=low, max_size=max(low, min(high, 4096))).map(lambda raw: base64.b64encode(raw).decode())


def _texts(shape: Shape) -> st.SearchStrategy[Any]:
    formatted = [formats.PATTERNS[name] for name in shape.values("format") if name in formats.PATTERNS]
    alone = not any(shape.values(keyword) for keyword in ("pattern", "minLength", "maxLength"))
    if formatted and alone and "[^" not in formatted[0]:  # Hypothesis takes seconds over what a negated class leaves
        return st.from_regex(formatted[0], fullmatch=True)
    if formatted or shape.values("format") or shape.values("pattern"):
        return _from_patterns(shape, formatted)
    low = max(shape.values("minLength"), default=0)
    high = min(shape.values("maxLength"), default=None) if shape.values("maxLength") else None
    if low == 0 and high is None:
        return PLAIN | PRINTABLE
    plain = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=max(low, 1), max_size=high)
    return plain if high != 0 else st.just("")


def _from_patterns(shape: Shape, formatted: Sequence[str]) -> st.SearchStrategy[Any]:
    """Strings for patterns: a literal prefix is kept and plain text added, which a service takes for a value.

    One pattern makes them and the others choose among them. Where none of these fits, those that the documentation
    isn't sure of are let go.
    """
    patterns = [*shape.values("pattern"), *formatted]
    if not patterns:
        return PLAIN
    low = max(shape.values("minLength"), default=0)
    high = min(shape.values("maxLength"), default=2**20)
    searchers = [found for found in map(searcher, patterns) if found is not None]

    def lasts(text: Any) -> bool:
        return low <= len(text) <= high and all(found(text) for found in searchers)

    def fits(text: Any) -> bool:
        return text.isprintable() and lasts(text)

    def fits_in_lines(text: Any) -> bool:
        return text.translate(_LINES).isprintable() and lasts(text)

    made = _made(patterns, (fits, fits_in_lines), low, high)
    if made is None:
        if shape.drop_unsure():
            return scalars(shape)
        made = _drawn(patterns[0], low, high).filter(fits)
    prefix = literal_prefix(patterns[0])
    if prefix is not None:
        return PLAIN.map(lambda rest: prefix + rest).filter(fits) | made
    return made


def _made(
    patterns: Sequence[str], ways: Sequence[Callable[[str], bool]], low: int, high: int
) -> st.SearchStrategy[Any] | None:
    """Strings that fit in the first way possible, made by the first of the patterns that gives some; None without."""
    for fits, pattern in itertools.product(ways, patterns):
        own = plainer(pattern)
        found = strings(own, fits, low, high) if own else []
        if own and found:
            return _strings_of(own, found, fits)
    return None


def _drawn(pattern: str, low: int, high: int) -> st.SearchStrategy[str]:
    """Strings that Hypothesis finds for a pattern, or plain ones for a pattern that is beyond it."""
    own = plainer(pattern)
    if own is not None and len(own.pattern) <= _LONGEST_DRAWN:
        return st.from_regex(own)
    return PLAIN if low <= 1 else st.text(alphabet=_LETTERS, min_size=low, max_size=max(low, min(high, low + 16)))


def _strings_of(pattern: re.Pattern[str], found: Sequence[str], fits: Callable[[str], bool]) -> st.SearchStrategy[Any]:
    """The strings that were found, and others like them."""
    longest = max(map(len, found))

    def other(number: int) -> str:
        text = one_string(pattern, number + _VARIED, number % (longest + 2))
        return text if fits(text) else found[number % len(found)]

    return st.sampled_from(found) | st.integers(0, 2**16).map(other)


def literal_prefix(pattern: str) -> str | None:
    """The text that a pattern of the form `^text` asks for in front; None for any other pattern."""
    found = _PREFIX.fullmatch(pattern)
    return re.sub(r"\\(.)", r"\1", found.group(1)) if found else None


def choose(shape: Shape, domain: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """The values of a scalar: those that the service's own strategies give, where they do."""
    own = domain.get(shape.path)
    return scalars(shape) if own is None else own
