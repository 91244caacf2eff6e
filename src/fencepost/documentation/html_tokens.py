"""HTML to tags and text, in time proportional to its length whatever it contains.

The standard library's parser takes minutes for 100 kB of tags that never end (before the fixes of 2025 for
gh-135462), so the part of HTML's tokenisation that pages need is done here, by the rules of the HTML standard: what
is never closed ends with the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Literal

_TAG = re.compile(
    r"<(?P<slash>/?)(?P<name>[A-Za-z][^\s/>]*+)"
    r"(?P<attributes>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')|=)*+)>",
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s=/>\"']++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s>\"']++)))?+",
)
#: What these contain is text up to their end tag, whatever it looks like.
_RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("script", "style", "textarea", "title")}
#: References to characters that don't exist; Python refuses to read numbers of thousands of digits.
_HUGE_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]{8,}+|[0-9]{8,}+);?")


@dataclass(frozen=True, slots=True)
class Token:
    """A start tag, an end tag, or text with its character references resolved; `line` counts from 1.

    `value` is the tag's name in lower case, or the text. `attributes` are those of a start tag.
    """

    kind: Literal["start", "end", "text"]
    value: str
    line: int
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def classes(self) -> frozenset[str]:
        """The words of the attribute `class`."""
        return frozenset(self.attributes.get("class", "").split())


def tokens(text: str) -> Iterator[Token]:
    """The tags and the text of a page, in order; comments, declarations and scripts give nothing."""
    position, line = 0, 1
    while position < len(text):
        start = text.find("<", position)
        if start != position:
            end = start if start >= 0 else len(text)
            yield Token("text", resolved(text[position:end]), line)
        else:
            token, end = _markup(text, position, line)
            if token:
                yield token
            if token and token.kind == "start" and token.value in _RAW:
                closing = _RAW[token.value].search(text, end)
                inside = text[end : closing.start() if closing else len(text)]
                if token.value == "title":
                    yield Token("text", resolved(inside), line)
                end += len(inside)
        line += text.count("\n", position, end)
        position = end


def resolved(text: str) -> str:
    """The text with its character references resolved (`&amp;` is `&`)."""
    if "&" not in text:
        return text
    return unescape(_HUGE_REFERENCE.sub("\ufffd", text))


def _markup(text: str, start: int, line: int) -> tuple[Token | None, int]:
    """What begins at a `<`, and the offset behind it."""
    if text.startswith("<!--", start):
        return None, _behind(text, "-->", start + 4)
    if text.startswith(("<!", "<?"), start):
        return None, _behind(text, ">", start)
    if not re.match(r"</?[A-Za-z]", text[start : start + 3]):
        return Token("text", "<", line), start + 1
    found = _TAG.match(text, start)
    if found is None:
        return None, len(text)
    name = found["name"].lower()
    if found["slash"]:
        return Token("end", name, line), found.end()
    return Token("start", name, line, _attributes(found["attributes"])), found.end()


def _behind(text: str, end: str, start: int) -> int:
    found = text.find(end, start)
    return found + len(end) if found >= 0 else len(text)


def _attributes(source: str) -> dict[str, str]:
    """Attributes by name in lower case; of those given twice the first counts, as in browsers."""
    found: dict[str, str] = {}
    if source.strip():
        for match in _ATTRIBUTE.finditer(source):
            value = next((match[group] for group in ("double", "single", "bare") if match[group] is not None), "")
            found.setdefault(match["name"].lower(), resolved(value))
    return found
