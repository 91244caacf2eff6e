"""Hypothesis strategies for the scalars of a contract.

Built once per contract: hypothesis-jsonschema canonicalises a schema whenever it is asked, which costs milliseconds.
"""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from hypothesis_jsonschema import from_schema

from fencepost.contracts import formats, searcher
from fencepost.generation.shape import Shape

#: What an unconstrained string is made of first: characters that any service takes for a name.
PLAIN = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=16)
#: And what it may be made of as well: any printable text.
PRINTABLE = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=16)
INT32 = 2**31 - 1
_PREFIX = re.compile(r"\^((?:\\[^A-Za-z0-9]|[A-Za-z0-9_:/ -])+)")
_NUMERIC = frozenset("minimum maximum exclusiveMinimum exclusiveMaximum multipleOf".split())


def scalars(shape: Shape) -> st.SearchStrategy[Any]:
    """Values of one member that keep its own constraints; they shrink towards the simplest and the smallest."""
    literals = shape.values("const") or _listed(shape)
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
    """The values that every enumeration of the member lists, in the first one's order."""
    first, *others = shape.values("enum") or [()]
    return [value for value in first if all(value in other for other in others)]


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
    for name in shape.values("format"):
        if name in formats.PATTERNS:
            return st.from_regex(formats.PATTERNS[name], fullmatch=True)
    if shape.values("format") or shape.values("pattern"):
        return _from_patterns(shape)
    low = max(shape.values("minLength"), default=0)
    high = min(shape.values("maxLength"), default=None) if shape.values("maxLength") else None
    if low == 0 and high is None:
        return PLAIN | PRINTABLE
    plain = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=max(low, 1), max_size=high)
    return plain if high != 0 else st.just("")


def _from_patterns(shape: Shape) -> st.SearchStrategy[Any]:
    """Strings for patterns: a literal prefix is kept and plain text added, which a service takes for a value.

    The first pattern makes them and the others choose among them: hypothesis-jsonschema may take several at once for
    a schema of anything, objects included, which it can't draw with current Hypothesis.
    """
    patterns = shape.values("pattern")
    if not patterns:
        return PLAIN
    low = max(shape.values("minLength"), default=0)
    high = min(shape.values("maxLength"), default=2**20)
    searchers = [found for found in map(searcher, patterns) if found is not None]

    def fits(text: Any) -> bool:
        return text.isprintable() and low <= len(text) <= high and all(found(text) for found in searchers)

    schema: Any = {"type": "string", "pattern": patterns[0]}
    printable = from_schema(schema).filter(fits)
    prefix = literal_prefix(patterns[0])
    if prefix is not None:
        return PLAIN.map(lambda rest: prefix + rest).filter(fits) | printable
    return printable


def literal_prefix(pattern: str) -> str | None:
    """The text that a pattern of the form `^text` asks for in front; None for any other pattern."""
    found = _PREFIX.fullmatch(pattern)
    return re.sub(r"\\(.)", r"\1", found.group(1)) if found else None


def choose(shape: Shape, domain: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """The values of a scalar: those that the service's own strategies give, where they do."""
    own = domain.get(shape.path)
    return scalars(shape) if own is None else own
