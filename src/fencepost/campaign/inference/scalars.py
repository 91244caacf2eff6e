"""The values that a scalar of a request may take, likeliest first: literals, domains, new names, patterns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from fencepost.campaign.inference.documents import encoded
from fencepost.campaign.inference.domains import domain_values
from fencepost.campaign.inference.recipe import Fresh
from fencepost.campaign.inference.words import Words
from fencepost.contracts import plainer, searcher
from fencepost.generation.patterns import strings

#: Forms of new names: services differ in the characters and the length that they allow.
FORMS = (
    "{name}", "{word}", "{short}", "/{name}", "{word}/{word}", "alias/{name}", "{name}.fifo", "{name}.example.com",
    "{name}@example.com", "{digits}", "{hex:.32}", "f{hex:.30}", "https://{name}.example.com",
    "arn:aws:fencepost:us-east-1:123456789012:{name}", "{hex}",
)  # fmt: skip
#: How long the longest name is that a run makes, for judging whether a form fits a member.
SAMPLE = "fencepost-violation-12"
_TAG = re.compile(r"<[^>]+>")
_VALID = re.compile(
    r"(?i)(?:valid|possible|allowed|supported|accepted) (?:\w+ )?values?(?: are| include|:|\s)*([^.<\n]{2,200})"
)
_LITERAL = re.compile(r"[A-Za-z][\w:/-]{1,40}")
_CODED = re.compile(r"<code>([^<]{2,40})</code>")
_SUCH = re.compile(r"such as (?:an? )?([A-Z]\w+)(?:,? (?:or|and) ([A-Z]\w+))?")
_CONJUNCTIONS = frozenset("and or the of is are for default value values if only following you can use".split())
#: The most values of an enumeration that are tried.
MOST = 8


def scalar_values(shape: Any, path: tuple[Words, ...], said: str = "", *, own: bool = False) -> list[Any]:
    """The values of a scalar of botocore's type, at least one; `said` is its documentation.

    `own` says that it names what the request makes, so that names are new: a string's values may be `Fresh`. None is
    given that its own traits refuse.
    """
    kind = shape.type_name
    if kind == "string":
        return _texts(shape, path, said, own=own)
    if kind == "boolean":
        return [False, True]
    given = [value for value in domain_values(path, kind) if _in_range(shape, value)]
    if kind in ("integer", "long"):
        return [*given, *(value for value in _numbers(shape) if value not in given)]
    if kind in ("float", "double"):
        return [float(value) for value in _numbers(shape)]
    return given or [encoded("fencepost")]


def _texts(shape: Any, path: tuple[Words, ...], said: str, *, own: bool) -> list[Any]:
    if getattr(shape, "enum", None):
        return list(shape.enum)[:MOST]
    fits = fitting(shape)
    named: list[Any] = [Fresh(form) for form in FORMS if fits(Fresh(form).named(SAMPLE))][:3]
    known = [value for value in domain_values(path, "string") if fits(_text(value))]
    listed, likely = spoken_of(said)
    known += [text for text in listed if fits(text) and text not in known]
    named += [text for text in likely if fits(text) and text not in known]
    found = [*named[:2], *known, *named[2:]] if own or not known else [*known, *named]
    if len(found) < 2:  # noqa: PLR2004 - a value and another one to try
        found += [text for text in _patterned(shape) if text not in found]
    return found or ["fencepost"]


@lru_cache(maxsize=4096)
def spoken_of(documentation: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values that a member's documentation lists as valid, and those that it gives by the way."""
    plain = _TAG.sub(" ", documentation)
    listed = [word for found in _VALID.finditer(plain) for word in _LITERAL.findall(found.group(1))]
    code = [text for text in _CODED.findall(documentation) if _LITERAL.fullmatch(text)]
    such = [word for found in _SUCH.finditer(plain) for word in found.groups() if word]
    wanted = [word for word in dict.fromkeys(listed) if word.lower() not in _CONJUNCTIONS]
    return tuple(wanted[:MOST]), tuple(word for word in dict.fromkeys([*such, *code]) if word not in wanted)[:4]


def _text(value: Any) -> str:
    return value.named(SAMPLE) if isinstance(value, Fresh) else str(value)


def fitting(shape: Any) -> Callable[[str], bool]:
    """Whether a text keeps a string's own traits."""
    low, high = shape.metadata.get("min", 0), shape.metadata.get("max", 2**31)
    found = _searcher(str(shape.metadata.get("pattern") or ""))
    return lambda text: low <= len(text) <= high and (found is None or bool(found(text)))


@lru_cache(maxsize=2048)
def _searcher(pattern: str) -> Callable[[str], Any] | None:
    return searcher(pattern) if pattern else None


def _patterned(shape: Any) -> list[str]:
    """Strings that a pattern allows, or of the least length."""
    low = int(shape.metadata.get("min", 1))
    pattern = plainer(str(shape.metadata.get("pattern") or ""))
    if pattern is not None and pattern.pattern:
        fits = fitting(shape)
        return strings(pattern, lambda text: text.isprintable() and fits(text), low)[:4]
    return ["f" * max(low, 1)]


def _numbers(shape: Any) -> Iterator[int]:
    low, high = int(shape.metadata.get("min", 0)), int(shape.metadata.get("max", 2**31 - 1))
    wanted = (max(low, 1), low, 10, 60, 100, 1024, min(high, 10**6))
    yield from dict.fromkeys(number for number in wanted if low <= number <= high)


def _in_range(shape: Any, value: Any) -> bool:
    if not isinstance(value, int):
        return True
    return bool(shape.metadata.get("min", value) <= value <= shape.metadata.get("max", value))
