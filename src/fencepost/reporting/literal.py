"""Values as Python source, so that nothing in them can leave its literal."""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fencepost.repeats import pieces_of
from fencepost.reporting.issued import Reference, reference_of
from fencepost.reporting.model import Shape

_WIDTH = 100
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
#: A reference to an earlier answer, or a name that a run gave to what it made: a script adds `RUN` to that, so that it
#: can be repeated on the same target.
_PLACEHOLDER = re.compile(r"\$\{(\d+)\.([^{}]+)\}|(fencepost-[a-z]+-\d+)")


def literal(value: Any, shape: Shape, indent: int = 0) -> str:
    """A JSON value as an expression in ASCII: base64 as bytes where the shape wants them, `$from` as a reference.

    A long structure goes over several lines; `indent` is the column at which it begins.
    """
    source = reference_of(value)
    if source is not None:
        return reference(source)
    pieces = pieces_of(value)
    if pieces is not None:
        return f"base64.b64decode({repeated(pieces)})" if shape.is_bytes else repeated(pieces)
    if isinstance(value, Mapping):
        items = [f"{str(key)!a}: {literal(one, shape.member(key), indent + 4)}" for key, one in value.items()]
        return _bracketed("{", items, "}", indent)
    if isinstance(value, (list, tuple)):
        return _bracketed("[", [literal(one, shape.item, indent + 4) for one in value], "]", indent)
    return scalar(value, is_bytes=shape.is_bytes)


def repeated(pieces: Sequence[tuple[str, int]]) -> str:
    """A long text as an expression: `'ab' + 'c' * 5000`."""
    return " + ".join(f"{piece!a} * {times}" if times > 1 else f"{piece!a}" for piece, times in pieces)


def scalar(value: Any, *, is_bytes: bool = False) -> str:
    """A scalar as an expression in ASCII."""
    if isinstance(value, str) and is_bytes:
        return _blob(value)
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    if value is None or isinstance(value, (bool, int, float)):
        return repr(value)
    return filled(str(value), 0, str)


def bytes_literal(value: bytes) -> str:
    """Bytes as an expression: readable where they are text, base64 where they are not."""
    if all(32 <= byte < 127 or byte in b"\t\r\n" for byte in value):  # noqa: PLR2004 - what ASCII prints
        return repr(value)
    return f"base64.b64decode({base64.b64encode(value).decode('ascii')!r})"


def reference(source: Reference) -> str:
    """The expression for a value of an earlier answer: `step1['Items'][0]['Id']`."""
    keys = (f"[{number}]" if number else f"[{name!a}]" for number, name in _STEP.findall(source.path))
    value = f"step{source.step}" + "".join(keys)
    return value if source.last is None else f"{value}[:-1] + {source.last!a}"


def has_placeholder(text: str) -> bool:
    """Whether a text holds a reference to an earlier answer, or a name of a run's own."""
    return _PLACEHOLDER.search(text) is not None


def filled(text: str, steps: int, convert: Callable[[str], str]) -> str:
    """A text with placeholders (`${1.ETag}`) and names of a run's own as an expression; `convert` wraps each reference.

    Only placeholders of the first `steps` steps are references: others are text like any other.
    """
    parts: list[str] = []
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        if match[3]:
            parts += [ascii(text[end : match.end()]), "RUN"]
        elif 1 <= int(match[1]) <= steps:
            parts += [ascii(text[end : match.start()]), convert(reference(Reference(int(match[1]), match[2])))]
        else:
            continue
        end = match.end()
    parts.append(ascii(text[end:]))
    return " + ".join(part for part in parts if part != "''") or "''"


def _blob(text: str) -> str:
    try:
        return bytes_literal(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        return ascii(text)


def _bracketed(opening: str, items: list[str], closing: str, indent: int) -> str:
    line = opening + ", ".join(items) + closing
    if len(line) + indent <= _WIDTH and "\n" not in line:
        return line
    margin = "\n" + " " * (indent + 4)
    return opening + margin + ("," + margin).join(items) + ",\n" + " " * indent + closing
