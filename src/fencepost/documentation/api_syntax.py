"""The JSON in an API Reference page's syntax block to a tree of names.

It is JSON with bare words for values (`number`, `boolean`), and a copy may have lost its line breaks.
"""

from __future__ import annotations

import re

from fencepost.documentation.page import Member
from fencepost.documentation.syntax import DEEPEST, IncompleteSyntaxError, Syntax

_TOKEN = re.compile(r'\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<sign>[{}\[\]:,])|(?P<word>[^\s{}\[\]:,"]+))')
_WORDS = {"boolean": "boolean", "number": "float", "blob": "blob", "string": "string"}
_MAP_KEYS = ("string",)


def parse_json_syntax(text: str) -> Syntax | None:
    """The tree of the first JSON object in a syntax block, or None when it has none.

    Raises IncompleteSyntaxError when brackets don't close, or lie deeper than any page's.
    """
    start = text.find("{")
    if start < 0 or "<" in text[:start]:
        return None
    root = Syntax(shown="{")
    opened, key = [root], ""
    position = start + 1
    while opened:
        token = _TOKEN.match(text, position)
        if token is None or len(opened) > DEEPEST:
            raise IncompleteSyntaxError
        position = token.end()
        key = _take(token, text, position, opened, key)
    return root


def _take(token: re.Match[str], text: str, position: int, opened: list[Syntax], key: str) -> str:
    """Read one token into the innermost open container; the key that is waiting for its value is passed on."""
    sign, value = token["sign"], token["quoted"] if token["quoted"] is not None else token["word"]
    if sign in ("}", "]"):
        opened.pop()
    elif sign in ("{", "["):
        child = Syntax(key, sign)
        opened[-1].children.append(child)
        opened.append(child)
    elif value is not None:
        if not key and opened[-1].shown == "{" and text[position:].lstrip()[:1] == ":":
            return value
        opened[-1].children.append(Syntax(key, value))
    elif sign == ":":
        return key
    return ""


def members_of(syntax: Syntax) -> tuple[Member, ...]:
    """The members that a place in the syntax shows: their names and kinds; nothing says what is required."""
    if syntax.shown == "[":
        return tuple(_member(child, "[]") for child in syntax.children[:1])
    if is_map(syntax):
        return (Member("{key}", "string"), _member(syntax.children[0], "{}"))
    return tuple(_member(child, child.name) for child in syntax.children)


def is_map(syntax: Syntax) -> bool:
    """Whether the place shows a map: an object whose only key is the placeholder."""
    return syntax.shown == "{" and tuple(child.name for child in syntax.children) == _MAP_KEYS


def _member(syntax: Syntax, name: str) -> Member:
    if syntax.shown in ("{", "["):
        kind = "list" if syntax.shown == "[" else "map" if is_map(syntax) else "structure"
        return Member(name, kind, members=members_of(syntax))
    return Member(name, _WORDS.get(syntax.shown, "string"))
