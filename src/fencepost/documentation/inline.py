"""RST's inline markup, taken off: plain text with its code spans marked.

The rules of where markup may begin and end are those of the reStructuredText specification ("inline markup recognition
rules"), for the part of it that boto3's generator writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fencepost.documentation.block import CLOSE, OPEN

_BEFORE = r"(?<![^\s'\"(\[{<\-/:‘“’«¡¿‐‑‒–—])"
_AFTER = r"(?=$|[\s'\")\]}>\-/:.,;!?\\’”»‐‑‒–—])"
_START = re.compile(
    _BEFORE + r"(?:(?P<mark>\*\*|``|\*(?!\*))|(?P<role>:[A-Za-z][\w.:+-]*:)?(?P<quote>`)(?!`))(?=\S)",
)
_END = {
    "**": re.compile(r"(?<=[^\s\\])\*\*" + _AFTER),
    "*": re.compile(r"(?<=[^\s\\])\*" + _AFTER),
    "``": re.compile(r"(?<=\S)``" + _AFTER),
    "`": re.compile(r"(?<=[^\s\\])`(?P<reference>__?)?" + _AFTER),
}
_TARGET = re.compile(r"\s*(?<!\\)<(?P<target>[^<>]*)>\Z")
_ESCAPE = re.compile(r"\\(?:\s|(?P<kept>.))", re.DOTALL)
_PAIRS = {"'": "'", '"': '"', "(": ")", "[": "]", "{": "}", "<": ">", "‘": "’", "“": "”", "«": "»"}


def plain(source: str) -> str:
    """The text of one paragraph of RST, without markup, its code spans between `OPEN` and `CLOSE`.

    Links and roles give their titles. Markup that never ends stays as it is, as it does on the rendered page.
    """
    if not any(mark in source for mark in "`*\\"):
        return source
    return _Scan(source).run()


@dataclass(slots=True)
class _Scan:
    """One pass over a paragraph; marks known to have no end ahead aren't searched again, so it stays linear."""

    source: str
    parts: list[str] = field(default_factory=list)
    hopeless: set[str] = field(default_factory=set)
    position: int = 0

    def run(self) -> str:
        searched = 0
        while found := _START.search(self.source, searched):
            mark = found["mark"] or "`"
            end = self._end(mark, found)
            if end is None:
                searched = found.end()
                continue
            self.parts.append(_unescape(self.source[self.position : found.start()]))
            self.parts.append(_shown(mark, found["role"], self.source[found.end() : end.start()]))
            self.position = searched = end.end()
        self.parts.append(_unescape(self.source[self.position :]))
        return "".join(self.parts)

    def _end(self, mark: str, found: re.Match[str]) -> re.Match[str] | None:
        before = self.source[found.start() - 1 : found.start()]
        if mark in self.hopeless or _PAIRS.get(before) == self.source[found.end()]:
            return None
        end = _END[mark].search(self.source, found.end() + 1)
        if end is None:
            self.hopeless.add(mark)
        return end


def _shown(mark: str, role: str | None, inner: str) -> str:
    """What the reader of the rendered page sees of one span of markup."""
    if mark == "``":
        return f"{OPEN}{inner}{CLOSE}"
    if mark != "`":
        return _unescape(inner)
    target = _TARGET.search(inner)
    title = inner[: target.start()] if target else inner
    if target and not title.strip():
        title = target["target"]
    if role and not target:
        title = title.lstrip(".~!")
    return _unescape(title)


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda found: found["kept"] or "", text) if "\\" in text else text
