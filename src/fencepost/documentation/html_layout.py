"""The layout of an HTML page to blocks: paragraphs, bullets, literals and heads of members, as other formats give them.

Only the structure counts that docutils, Sphinx and AWS's own generator write, so that any theme will do. Markup that is
never closed, or closed twice, is taken as browsers take it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from fencepost.documentation.block import CLOSE, OPEN, SPACES, Block
from fencepost.documentation.html_text import BlockText, literal_blocks, member_block
from fencepost.documentation.html_tokens import Token, tokens

#: Elements that indent what they contain.
_INDENTING = ("ul", "ol", "dd", "td")
#: Elements that hold blocks of their own, and so decide what a block in them is.
_HOLDERS = frozenset("li dt dd td".split())
#: Elements that the layout keeps track of; of the others only their borders matter.
_KEPT = frozenset("ul ol li dl dt dd table td th pre div section main article body h1 title".split())
#: Elements whose text stands in a line with what is around them; any other begins a block of its own.
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q s samp small span "
    "strike strong sub sup time tt u var wbr".split(),
)
_EMPTY = frozenset("br hr img input meta link wbr col area base embed param source track".split())
#: What is no part of the documentation, or is shown elsewhere.
_LEFT_OUT = frozenset("script style template noscript svg button select textarea nav form iframe object".split())
_LEFT_OUT_CLASSES = frozenset(
    "headerlink admonition-title awsdocs-note-title code-btn-container btn-copy-code copybtn viewcode-link".split(),
)
#: What an element closes when it begins, and the element that it doesn't reach beyond.
_CLOSES = {
    "li": (("li",), ("ul", "ol")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "td": (("td", "th"), ("table",)),
    "th": (("td", "th"), ("table",)),
}
#: What a member's head begins with: its name in bold, or its type in italics.
_MEMBER_LEADS = ("strong", "em", "b", "i")
#: The title behind which a parameter may stand without a bullet.
_PARAMETERS = "Parameters"
_LONGEST_NUMBER = 7

Kind = Literal["method", "main"]


@dataclass(slots=True)
class Region:
    """A part of a page that is documentation: a method that Sphinx documents, or the main column of AWS's page."""

    kind: Kind
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class HtmlPage:
    """What `html_page` finds: the page's title, and its regions in order."""

    title: str = ""
    regions: list[Region] = field(default_factory=list)


@dataclass(slots=True)
class _Element:
    """An open element. `fresh` as long as nothing of it has been shown; `number` counts the items of a list."""

    name: str
    fresh: bool = True
    number: int = 0
    region: Region | None = None


def html_page(text: str) -> HtmlPage:
    """The documentation on an HTML page, in time proportional to its length."""
    layout = _Layout()
    for token in tokens(text):
        layout.take(token)
    layout.flush()
    return layout.page


class _Layout:
    """The elements that are open, and the text that has been read since the last block.

    `depths` has the places in `open` of the elements of each name, so that none has to be searched for.
    """

    def __init__(self) -> None:
        self.page = HtmlPage()
        self.open: list[_Element] = []
        self.depths: defaultdict[str, list[int]] = defaultdict(list)
        self.holders: list[_Element] = []
        self.region: Region | None = None
        self.left_out = ("", 0)
        self.text = BlockText()

    def take(self, token: Token) -> None:
        if self.left_out[1] and self._is_left_out(token):
            return
        if token.kind == "text":
            self._text(token)
        elif token.kind == "start":
            self._start(token)
        else:
            self._end(token.value)

    def _is_left_out(self, token: Token) -> bool:
        """Whether a token belongs to what is left out; text in a line, never closed, ends with its block."""
        name, depth = self.left_out
        if token.kind == "text":
            return True
        if token.value == name and (token.kind == "end" or name != "p"):
            self.left_out = (name, depth + (1 if token.kind == "start" else -1))
            return True
        if (name == "p" or name in _INLINE) and token.value not in _INLINE:
            self.left_out = ("", 0)
        return bool(self.left_out[1])

    def _text(self, token: Token) -> None:
        if self.open and self.open[-1].name == "title":
            self.page.title = self.page.title or " ".join(token.value.translate(SPACES).split())
        elif self.region:
            self.text.add(token.value, token.line)

    def _start(self, token: Token) -> None:
        name = token.value
        if name in _LEFT_OUT or not _LEFT_OUT_CLASSES.isdisjoint(token.classes) or self._custom(name):
            self.left_out = (name, 0 if name in _EMPTY else 1)
        elif name == "br":
            self.text.add("\n", token.line)
        elif name in _INLINE:
            self.text.enter(name, code="xref" not in token.classes and not self.depths["pre"])
        else:
            self.flush()
            self._enter(token)

    def _custom(self, name: str) -> bool:
        """Whether an element is one of a site's own; around the documentation these may be anything."""
        return "-" in name and self.region is not None

    def _enter(self, token: Token) -> None:
        name = token.value
        self._close_siblings(name)
        if name in ("ul", "ol") and self.holders:
            self.holders[-1].fresh = False  # a list that begins a bullet takes the bullet's place
        if name not in _KEPT:
            return
        element = _Element(name, number=_first_number(token))
        kind = _region_kind(token)
        if kind and self.region is None:
            element.region = self.region = Region(kind)
            self.page.regions.append(self.region)
        self.depths[name].append(len(self.open))
        self.open.append(element)
        if name in _HOLDERS:
            self.holders.append(element)

    def _close_siblings(self, name: str) -> None:
        closed, limits = _CLOSES.get(name, ((), ()))
        nearest = self._innermost(*closed)
        if nearest > self._innermost(*limits):
            self._close_down_to(nearest)

    def _innermost(self, *names: str) -> int:
        """The place of the innermost open element with one of these names, or -1."""
        return max((self.depths[name][-1] for name in names if self.depths[name]), default=-1)

    def _end(self, name: str) -> None:
        if name in _INLINE:
            self.text.leave(name)
            return
        self.flush()
        if self.depths[name]:
            self._close_down_to(self.depths[name][-1])

    def _close_down_to(self, depth: int) -> None:
        for element in reversed(self.open[depth:]):
            self.depths[element.name].pop()
            if element.name in _HOLDERS:
                self.holders.pop()
            if element.region and element.name != "h1":
                self.region = None
        del self.open[depth:]

    def flush(self) -> None:
        """Give what has been read since the last block as a block."""
        text, lead, line = self.text.taken()
        if not self.region or not _shown(text):
            return
        if self.depths["pre"]:
            self.region.blocks.extend(literal_blocks(text, self._column(), line))
        else:
            self.region.blocks.append(self._block(self.region, " ".join(text.split()), lead, line))

    def _column(self) -> int:
        return 2 * sum(len(self.depths[name]) for name in _INDENTING)

    def _block(self, region: Region, text: str, lead: str, line: int) -> Block:
        holder = self.holders[-1] if self.holders else _Element("")
        begins, holder.fresh = holder.fresh, False
        column = self._column()
        item = holder.name == "li" and begins
        if holder.name == "dt" and region.kind == "main":
            return self._term(_shown(text), column, line)
        headed = region.kind == "method" and lead in _MEMBER_LEADS and (item or _behind_parameters(region))
        outermost = len(self.depths["ul"]) <= 1
        place = column - 2 if item else column - 1
        if headed and (member := member_block(text, place, line, outermost=outermost)):
            return member
        if item and self._innermost("ol") > self._innermost("ul"):
            numbered = self.open[self.depths["ol"][-1]]
            numbered.number += 1
            return Block("paragraph", f"{numbered.number - 1}. {text}", column - 2, line)
        return Block("bullet" if item else "paragraph", text, column - 2 if item else column, line)

    def _term(self, text: str, column: int, line: int) -> Block:
        """A name in a list of AWS's page: that of a member or an error, unless the list stands inside another."""
        if len(self.depths["dl"]) > 1:
            return Block("bullet", text, column, line)
        return Block("member", "", column, line, text)


def _first_number(token: Token) -> int:
    start = token.attributes.get("start", "")
    return int(start) if start.isdecimal() and len(start) < _LONGEST_NUMBER else 1


def _region_kind(token: Token) -> Kind | None:
    if token.value == "dl" and "method" in token.classes:
        return "method"
    if token.attributes.get("id") == "main-col-body" or (token.value == "h1" and "topictitle" in token.classes):
        return "main"
    return None


def _behind_parameters(region: Region) -> bool:
    return bool(region.blocks) and region.blocks[-1].text.rstrip(":") == _PARAMETERS


def _shown(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "").strip()
