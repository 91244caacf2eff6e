"""The catalogue of near misses: for each keyword, the values just inside and just outside.

An entry looks at one constraint and one valid request in which the constraint applies, and yields the changes worth
trying. It needn't be sure on which side a change lies: the contract's own checker decides that afterwards, and a change
that does not do what it was meant to do is dropped.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from fencepost.generation import places
from fencepost.generation.case import Edit, Remove, Unknown
from fencepost.generation.sizes import item_counts, text_lengths
from fencepost.generation.spot import Miss, Spot
from fencepost.generation.values import literal_prefix

REMOVE = Remove()


Entry = Callable[[Spot], Iterator[Miss]]


def near_misses(spot: Spot) -> Iterator[Miss]:
    """Every change that the catalogue knows for this constraint at this place."""
    entry = CATALOGUE.get(spot.constraint.keyword)
    if entry is not None:
        yield from entry(spot)


def next_float32(value: float, direction: int) -> float:
    """The 32-bit float next to a number, above it (1) or below (-1), strictly beside the number itself.

    Coming from a decimal that has no 32-bit form, the nearest one may lie on the wrong side; that one is passed over.
    """
    nearest = struct.unpack("f", struct.pack("f", value))[0]
    wanted = math.inf if direction > 0 else -math.inf
    bits = struct.unpack("i", struct.pack("f", nearest))[0]
    if nearest == 0:
        neighbour = math.copysign(struct.unpack("f", struct.pack("i", 1))[0], wanted)
    else:
        away = 1 if (nearest > 0) == (direction > 0) else -1
        neighbour = struct.unpack("f", struct.pack("i", bits + away))[0]
    return float(f"{neighbour:.9g}")


def _numbers(spot: Spot, bound: float, outward: int) -> Iterator[Miss]:
    """The bound itself and the steps on both sides of it: `outward` is 1 for an upper bound, -1 for a lower one."""
    if isinstance(bound, int) and not isinstance(spot.current, float):
        yield spot.put("exactly the bound", bound)
        for whole in (1, 2, 10, 1000):
            yield spot.put(f"{whole} beyond the bound", bound + outward * whole)
        yield spot.put("1 inside the bound", bound - outward)
        return
    yield spot.put("exactly the bound", bound)
    yield spot.put("the next 32-bit float beyond the bound", next_float32(bound, outward))
    for step in (0.0001, 0.001, 0.01, 1.0):
        yield spot.put(f"{step} beyond the bound", _decimal(bound + outward * step))
        yield spot.put(f"{step} inside the bound", _decimal(bound - outward * step))


def _decimal(value: float) -> float:
    return float(f"{value:.10g}")


def _upper(spot: Spot) -> Iterator[Miss]:
    yield from _numbers(spot, spot.constraint.value, 1)


def _lower(spot: Spot) -> Iterator[Miss]:
    yield from _numbers(spot, spot.constraint.value, -1)


def _multiple(spot: Spot) -> Iterator[Miss]:
    step, current = spot.constraint.value, spot.current
    yield spot.put("the next multiple", current + step)
    yield spot.put("one above a multiple", current + 1)
    yield spot.put("half a step above a multiple", current + step / 2)


def _type(spot: Spot) -> Iterator[Miss]:
    for value in WRONG_TYPES.get(spot.constraint.value, ()):
        yield spot.put("another type", value)
    if spot.constraint.value in ("integer", "number"):
        yield spot.put("a numeric string", str(spot.current))
    if spot.constraint.value == "integer" and isinstance(spot.current, int):
        yield spot.put("an integer-valued float", float(spot.current), lenient=True)
        yield spot.put("a fraction", spot.current + 0.5)
    # Many services take null for absent, which a required member must not be either.
    yield spot.put("null", None, lenient=not spot.required)


#: Per JSON type, one value of each other type; which of them can be told apart on the wire, the wire decides.
WRONG_TYPES: Mapping[str, tuple[Any, ...]] = {
    "string": (123, True, ["string"], {"string": "string"}),
    "integer": ("many", True, [1], {"value": 1}),
    "number": ("many", True, [0.1], {"value": 0.1}),
    # No "true": services read it as the boolean, and clients of theirs send it.
    "boolean": ("maybe", 2, [True]),
    "object": ("string", 123, ["string"]),
    "array": ("string", 123, {"member": "string"}),
}


def _required(spot: Spot) -> Iterator[Miss]:
    yield Miss("left out", (Edit(spot.place, REMOVE),))


def _literals(spot: Spot) -> Iterator[Miss]:
    value = spot.constraint.value
    allowed = list(value) if spot.constraint.keyword == "enum" else [value]
    for literal in allowed:
        yield spot.put("a listed value", literal)
    texts = [literal for literal in allowed if isinstance(literal, str)]
    for literal in texts[:1]:
        yield spot.put("wrong case", literal.swapcase(), lenient=spot.header_like)
        yield spot.put("last character gone", literal[:-1])
        yield spot.put("last character twice", literal + literal[-1:])
        yield spot.put("blank behind", f"{literal} ", lenient=True)
        yield spot.put("two values in one", f"{literal},{literal}")
    # A wrong case that any single literal lets through is a fault of its own.
    for literal in texts[1:]:
        yield spot.put("wrong case", literal.swapcase(), lenient=spot.header_like)
    if texts:
        yield spot.put("empty", "")
        yield spot.put("none of the listed values", "fencepost-none")
    else:
        yield from (spot.put("beside the value", literal + step) for literal in allowed for step in (1, -1, 1000))


def _unique(spot: Spot) -> Iterator[Miss]:
    items = list(spot.current or ())
    if items:
        yield Miss("an item twice", (Edit(spot.place, [*items, items[0]]),))


def _pattern(spot: Spot) -> Iterator[Miss]:
    text = spot.current
    if not isinstance(text, str):
        return
    yield spot.put("one character more", f"{text}a")
    prefix = literal_prefix(spot.constraint.value)
    if prefix is not None:
        yield spot.put("the prefix alone", prefix, lenient=True)
    for label, value in mangled(text):
        same = spot.header_like and value.lower() == text.lower()
        # Whether a full stop takes a line break as well is a matter of the dialect.
        unsure = same or (value.endswith("\n") and "." in spot.constraint.value.replace(r"\.", ""))
        yield spot.put(label, value, lenient=unsure, outside=True)


def mangled(text: str) -> Iterator[tuple[str, str]]:
    """Strings one small step away from one that matches: parts gone, moved, in another case, or of another class."""
    yield "empty", ""
    yield "first character gone", text[1:]
    yield "last character gone", text[:-1]
    yield "wrong case", text.swapcase()
    yield "pushed into the middle", f"x-{text}"
    yield "blank in front", f" {text}"
    yield "a blank within", f"{text[: len(text) // 2]} {text[len(text) // 2 :]}"
    for index in _separators(text):
        yield "a separator gone", text[:index] + text[index + 1 :]
    yield "a line break behind", f"{text}\n"
    yield "a character of another class in front", f"!{text}"
    yield "a character of another class behind", f"{text}!"
    yield "a letter of another script", f"{text[:-1]}é"


def _separators(text: str) -> list[int]:
    return [index for index, character in enumerate(text) if not character.isalnum()]


def _format(spot: Spot) -> Iterator[Miss]:
    if spot.constraint.value is None:
        yield spot.put("no identifier at all", "!fencepost not an identifier!")
        yield spot.put("empty", "", lenient=True)
        return
    text = spot.current if isinstance(spot.current, str) else ""
    for label, value in mangled(text):
        # In a URL or a header, nothing may be as good as left out.
        yield spot.put(label, value, lenient=not value, outside=True)
    yield spot.put("no such format at all", "fencepost")


def _encoding(spot: Spot) -> Iterator[Miss]:
    yield spot.put("not base64", "%not base64%")
    yield spot.put("one character short", "QUJD"[:-1] + "!")


def _absent(spot: Spot) -> Iterator[Miss]:
    """What must not be given is given: the spot's request holds a plausible value for it, which the control lacks."""
    yield spot.put("given", spot.current)


def _relation(spot: Spot) -> Iterator[Miss]:
    other = places.get(spot.request, spot.beside(spot.constraint.value))
    if not isinstance(other, (int, float)) or isinstance(other, bool):
        return
    there = spot.beside(spot.constraint.value)
    yield spot.put("the same as the other member", other)
    yield Miss("one below the other member", (Edit(there, spot.current + 1),))
    for step in (1, 2, 100):
        yield spot.put(f"{step} above the other member", other + step)


def _count(spot: Spot) -> Iterator[Miss]:
    items = places.get(spot.request, spot.beside(spot.constraint.value), [])
    count = len(items) if isinstance(items, list) else 0
    yield spot.put("the number of items", count)
    for step in (1, -1, 10):
        yield spot.put(f"{step:+d} beside the number of items", count + step)
    yield from _more_items(spot, items)


def _more_items(spot: Spot, items: Any) -> Iterator[Miss]:
    """The other way round: the count stays and the items change."""
    there = spot.beside(spot.constraint.value)
    if isinstance(items, list) and items:
        yield Miss("an item more than counted", (Edit(there, [*items, items[-1]]),))
        yield Miss("no items though counted", (Edit(there, REMOVE),))
        # That the count fits says nothing on how many there may be, nor on whether they may be alike.
        both = (Edit(there, [*items, items[-1]]), Edit(spot.place, len(items) + 1))
        yield Miss("an item more, and counted", both, lenient=True)
        yield Miss("no items, and none counted", (Edit(there, REMOVE), Edit(spot.place, 0)), lenient=True)


def _group(spot: Spot) -> Iterator[Miss]:
    others = spot.constraint.value
    for path in [others] if isinstance(others, str) else others:
        yield Miss("the other member left out", (Edit(spot.beside(path), REMOVE),))
    # That two members must not come together says nothing on what may come without both.
    yield Miss("left out", (Edit(spot.place, REMOVE),), lenient=spot.constraint.keyword == "zeroOrOne")


def _exists(spot: Spot) -> Iterator[Miss]:
    yield spot.put("an identifier with its last character exchanged", Unknown("last-character"))
    yield spot.put("a made-up identifier", Unknown("made-up"))


def _version(spot: Spot) -> Iterator[Miss]:
    yield spot.put("a version with its last character exchanged", Unknown("last-character"))
    yield spot.put("a made-up version", Unknown("made-up", "EFENCEPOST0000"))
    yield spot.put("no version at all", Unknown("made-up", "!fencepost!"))


CATALOGUE: Mapping[str, Entry] = {
    "type": _type,
    "contentEncoding": _encoding,
    "required": _required,
    "enum": _literals,
    "const": _literals,
    "minimum": _lower,
    "maximum": _upper,
    "exclusiveMinimum": _lower,
    "exclusiveMaximum": _upper,
    "multipleOf": _multiple,
    "minLength": text_lengths,
    "maxLength": text_lengths,
    "pattern": _pattern,
    "format": _format,
    "minItems": item_counts,
    "maxItems": item_counts,
    "uniqueItems": _unique,
    "absent": _absent,
    "lessOrEqual": _relation,
    "lessThan": _relation,
    "countOf": _count,
    "requires": _group,
    "anyOf": _group,
    "onlyOne": _group,
    "allOrNone": _group,
    "zeroOrOne": _group,
    "exists": _exists,
    "currentVersion": _version,
}
