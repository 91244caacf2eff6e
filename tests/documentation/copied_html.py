"""What a browser copies from a page that Sphinx built: its text, with bullets and indentation, and without any markup.

The standard library's parser reads the page, so that the text owes nothing to the readers under test.
"""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCKS = frozenset("p div dl dt dd ul ol li pre h1 section blockquote table tr td th".split())
_LISTS = frozenset(("ul", "ol"))
_LEFT_OUT = frozenset(("head", "script", "style"))


def copied_html(page: str) -> str:
    """The text that a browser copies from a page; what stands around the documentation is copied along with it."""
    copy = _Copy()
    copy.feed(page)
    copy.close()
    copy.flush()
    return "\n\n".join(copy.found) + "\n"


class _Copy(HTMLParser):
    """One pass over a page; `numbers` holds the next number of each open list, None where it has bullets."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text: list[str] = []
        self.numbers: list[int | None] = []
        self.mark = ""
        self.left_out = self.verbatim = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.left_out += tag in _LEFT_OUT
        if tag in _BLOCKS:
            self.flush()
        self.verbatim += tag == "pre"
        if tag in _LISTS:
            start = dict(attrs).get("start") or "1"
            self.numbers.append(int(start) if tag == "ol" else None)
        elif tag == "li":
            self._item()
        elif tag == "br":
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.left_out -= tag in _LEFT_OUT
        if tag in _BLOCKS:
            self.flush()
        self.verbatim -= tag == "pre"
        if tag in _LISTS and self.numbers:
            self.numbers.pop()

    def handle_data(self, data: str) -> None:
        if not self.left_out:
            self.text.append(data)

    def flush(self) -> None:
        """Write what was read since the last block: a literal block as it stands, anything else as one line."""
        text = "".join(self.text)
        self.text.clear()
        if not text.strip():
            return
        shown = text.strip("\n") if self.verbatim else " ".join(text.split())
        indent = "" if self.verbatim else "  " * (len(self.numbers) + (bool(self.numbers) and not self.mark))
        self.found.append(f"{indent}{self.mark}{shown}")
        self.mark = ""

    def _item(self) -> None:
        number = self.numbers[-1] if self.numbers else None
        self.mark = f"{self.mark}• " if number is None else f"{number}. "
        if number is not None:
            self.numbers[-1] = number + 1
