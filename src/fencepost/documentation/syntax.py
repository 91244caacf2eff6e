"""The syntax block of a boto3 page (`**Request Syntax**`) to a tree of names and literal values.

Read line by line, as the generator writes it: a line opens a container, closes one, or holds one value. That way the
quotes and brackets that literals contain do no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_CLOSING = re.compile(r"[}\])]+,?")
_KEY = re.compile(r"'(?P<quoted>[^']*)':\s*(?P<value>.*)|(?P<bare>[^\s='\"{\[(]+)=(?P<argument>.*)")
_CALL = re.compile(r"(?:\w+\s*=\s*)?\w+\.\w+\((?P<rest>.*)")
_OPENING = re.compile(r"(?:.*\()?[{\[]|.*\w\(")
_TOO_LARGE = "# This section is too large"
_RECURSIVE = "... recursive ..."
#: The longest a syntax block may be nested; the deepest of AWS's has some twenty levels.
DEEPEST = 64


@dataclass(slots=True)
class Syntax:
    """A place in the syntax block: its name, its literals, and what it contains.

    `children` are a structure's members, a list's one item, or a map's one value, named `string`. `shown` is the text
    of the value, or of what opens it.
    """

    name: str = ""
    shown: str = ""
    literals: tuple[str, ...] = ()
    children: list[Syntax] = field(default_factory=list)

    @property
    def recursive(self) -> bool:
        """Whether the block stops here since the structure encloses itself."""
        return _RECURSIVE in self.shown

    def child(self, name: str) -> Syntax | None:
        """The child of that name, if there is one."""
        return next((child for child in self.children if child.name == name), None)


class IncompleteSyntaxError(Exception):
    """A syntax block that doesn't close, has a value without a name, or is nested deeper than any page's."""


def parse_syntax(lines: Iterable[str]) -> Syntax | None:
    """The root of the tree, whose children are the arguments or the response's members; None when left out as too long.

    Raises IncompleteSyntaxError when brackets don't close, or lie deeper than `DEEPEST`, or a line can't be read.
    """
    root, opened = Syntax(), list[Syntax]()
    for line in map(str.strip, lines):
        if line.startswith(_TOO_LARGE):
            return None
        if not line or line == ",":
            continue
        if _CLOSING.fullmatch(line) and opened:
            opened.pop()
        else:
            _take(line, root, opened)
        if len(opened) > DEEPEST:
            raise IncompleteSyntaxError
        if not opened:
            return root
    raise IncompleteSyntaxError


def _take(line: str, root: Syntax, opened: list[Syntax]) -> None:
    """Read a line that isn't a closing one: at first the root's opening, afterwards a child of the innermost."""
    if not opened:
        call = _CALL.match(line)
        rest = call["rest"] if call else line[1:]
        if not _CLOSING.fullmatch(rest):
            opened.append(root)
        return
    key = _KEY.fullmatch(line)
    if not key and not opened[-1].shown.endswith("["):
        raise IncompleteSyntaxError
    name, value = (key["quoted"] or key["bare"] or "", key["value"] or key["argument"] or "") if key else ("", line)
    value = value.strip().removesuffix(",")
    child = Syntax(name, value)
    opened[-1].children.append(child)
    if _OPENING.fullmatch(value):
        opened.append(child)
    else:
        child.literals = literals_of(value)


def literals_of(shown: str) -> tuple[str, ...]:
    """The literal values of `'a'|'b'`; nothing for placeholders such as `'string'`, `123` or `True|False`."""
    if len(shown) < 2 or not (shown[0] == shown[-1] == "'"):  # noqa: PLR2004
        return ()
    values = tuple(shown[1:-1].split("'|'"))
    return () if values == ("string",) else values
