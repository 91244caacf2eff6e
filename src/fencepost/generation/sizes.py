"""Near misses of the size of a text, a list or a map: how long, and how many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import Any

from fencepost.contracts import Constraint
from fencepost.generation.case import Edit
from fencepost.generation.spot import Miss, Spot

#: Members of an item that tell it from others.
_NAMES = re.compile(r"(?:Key|Name|Id|Arn|ARN|Value)$|^(?:key|name|id|arn|value)$")


def text_lengths(spot: Spot) -> Iterator[Miss]:
    """The lengths of a text around its bound."""
    bound, text = spot.constraint.value, spot.current if isinstance(spot.current, str) else ""
    if bound is None:
        return
    for length in _around(bound, bound + 10):
        yield spot.put(f"{length} characters", _stretched(text, length), lenient=_is_bare(spot.constraint, length))


def _around(bound: int, *more: int) -> list[int]:
    """The sizes to try at a bound, the nearest first."""
    sizes = {size for size in (0, bound - 1, bound, bound + 1, *more) if size >= 0}
    return sorted(sizes, key=lambda size: (abs(size - bound), size))


def _is_bare(constraint: Constraint, size: int) -> bool:
    """Whether nothing at all is tried below an upper bound, which says nothing of that."""
    return size == 0 and constraint.keyword in ("maxLength", "maxItems")


def _stretched(text: str, length: int) -> str:
    """The text cut or prolonged to this length, with its own characters, so that a pattern still has a chance."""
    filler = text[-1:] if text[-1:].isalnum() else "a"
    return (text + filler * length)[:length]


def item_counts(spot: Spot) -> Iterator[Miss]:
    """The sizes of a list or a map around its bound."""
    if isinstance(spot.current, dict):
        yield from _entry_counts(spot)
        return
    items = list(spot.current or ())
    if not items:
        return
    bound = spot.constraint.value
    sizes = _around(bound)
    different = list(islice(_different(items), max(sizes)))
    for count in sizes:
        edit = Edit(spot.place, different[:count])
        yield Miss(f"{count} items", (edit,), lenient=_is_bare(spot.constraint, count))
    if spot.constraint.keyword == "maxItems":
        # Where different ones can't be had.
        yield Miss(f"{bound + 1} items, some alike", (Edit(spot.place, list(islice(cycle(items), bound + 1))),))


def _different(items: Sequence[Any]) -> Iterator[Any]:
    """The items, then more that are like them, none the same as another even in other case, as far as that is easy."""
    seen: set[str] = set()
    for at, item in enumerate(cycle(items)):
        number = at // len(items)
        another = _another(item, number)
        look = repr(another).lower()
        # Where a number makes no difference, nothing does.
        if look not in seen or repr(_another(item, number + 1)) == repr(another):
            seen.add(look)
            yield another


def _another(item: Any, number: int) -> Any:
    """An item that differs from the one that it is like."""
    if number and isinstance(item, str):
        return f"{item}{number}"
    if number and isinstance(item, int) and not isinstance(item, bool):
        return item + number
    if isinstance(item, dict):
        return {name: _another(value, number) if _NAMES.search(name) else value for name, value in item.items()}
    return item


def _entry_counts(spot: Spot) -> Iterator[Miss]:
    """The same for a map: its own entries first, then more of the first one's value under keys made of its key."""
    entries = list(spot.current.items())
    if not entries:
        return
    key, value = entries[0]
    for count in _around(spot.constraint.value):
        more = ((f"{key}{number}", value) for number in range(count))
        chosen = dict(islice(dict((*entries, *more)).items(), count))
        bare = _is_bare(spot.constraint, count)
        yield Miss(f"{count} entries", (Edit(spot.place, chosen),), lenient=bare)
