"""Blocks of prose to sentences: spacing, code spans, and the term that a sentence stands under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from fencepost.documentation.block import CLOSE, OPEN, Block
from fencepost.documentation.page import Sentence
from fencepost.documentation.sentence_ends import sentence_ends

_MARKS = f"[{OPEN}{CLOSE}]*+"
#: Rendering puts a space between a code span and the bracket or the stop beside it; nobody writes such a space.
_AFTER_BRACKET = re.compile(rf"(?<=[(\[])({_MARKS}) +")
_LISTING = "and|or|nor|but|to|through|is|are|as|at|by|for|in|of|on|with|can|may|must|should|will|if|when|not"
_BEFORE_STOP = re.compile(
    rf" +(?={_MARKS}(?:[,;)\]]|[.:]{_MARKS}(?:$|['\")\]”’]|\s{_MARKS}(?:[A-Z0-9\"'(“‘]|[a-z]+[A-Z]))"
    # A stop between two words, unless the second shows that it is listed as a character (`use . or -`).
    rf"|\.\s{_MARKS}(?!(?:{_LISTING})\b)[a-z]))",
)
#: A code span that begins with a space, as boto3's generator writes some: RST takes it for plain text.
_RAW_CODE = re.compile(rf"(?<![^\s(\['\"])`` (?P<code>[^`{OPEN}{CLOSE}]++)``")
_DASH = re.compile(r"\s(?:--?|[–—])\s+(?=\S)")
_COLON = re.compile(r"(?P<term>[^\s:]+)\s?:\s+(?=\S)")
_IDENTIFIER = re.compile(r"[A-Za-z][\w.,*/-]{0,79}(?<![.,/-])")
#: What opens an ordinary sentence, and so no term of several words.
_OPENERS = frozenset(
    "a an the this that these those if for when where while to you your it its in on at by and or but no not all any "
    "each every only with without as from after before use using see there must can may should otherwise".split(),
)
#: What labels a value ("Minimum capacity - 1") rather than names one.
_LABELS = frozenset(
    "default defaults minimum maximum min max example examples note notes important warning caution tip type types "
    "required optional valid value values constraint constraints format pattern range length".split(),
)
_LONGEST_TERM = 100
_WORDS_IN_TERM = 5
#: AWS's longest sentence has some 2,000 characters; what is much longer was written to keep readers busy.
_LONGEST_SENTENCE = 10_000
_ADMONITIONS = frozenset("note warning danger important caution tip hint attention".split())


@dataclass(frozen=True, slots=True)
class Passage:
    """Plain text of one block with the places of its code spans."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()

    def after(self, offset: int) -> Passage:
        """What is left of the passage behind its first `offset` characters."""
        spans = tuple((start - offset, end - offset) for start, end in self.spans if start >= offset)
        return Passage(self.text[offset:], spans)

    def sentences(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each sentence with its code spans."""
        start = 0
        for end in [*sentence_ends(self.text), len(self.text)]:
            if text := self.text[start:end].strip():
                yield text, tuple(self.text[a:b] for a, b in self.spans if start <= a < end)
            start = end


def passage(marked: str) -> Passage:
    """The passage of a block's text, with typographic spacing normalised: `( ETag value)` is `(ETag value)`."""
    text = " ".join(marked.split()).replace("…", "...")  # Sphinx turns the three dots into the one sign
    if "``" in text:
        text = _paired(text)
    text = _BEFORE_STOP.sub("", _AFTER_BRACKET.sub(r"\1", text))
    if OPEN not in text:
        return Passage(text.replace(CLOSE, ""))
    pieces, spans, length = [], [], 0
    for number, piece in enumerate(re.split(f"[{OPEN}{CLOSE}]", text)):
        pieces.append(piece)
        if number % 2 and piece:
            spans.append((length, length + len(piece)))
        length += len(piece)
    return Passage("".join(pieces), tuple(spans))


def _paired(text: str) -> str:
    """The text with the back-ticks that are left in it made code spans.

    Where they come in pairs, counting those that were read as markup, every other piece between them is a span: RST
    takes the end of a span that begins with a space for the beginning of the next one. Spaces stay, outside of spans.
    """
    pieces = re.split(f"``|[{OPEN}{CLOSE}]", text)
    if len(pieces) % 2 == 0:
        return _RAW_CODE.sub(lambda found: f"{OPEN}{found['code'].strip()}{CLOSE}", text)
    for number in range(1, len(pieces), 2):
        inner = pieces[number]
        before, after = (" " if edge == " " else "" for edge in (inner[:1], inner[-1:]))
        pieces[number] = f"{before}{OPEN}{inner.strip()}{CLOSE}{after}"
    return " ".join("".join(pieces).split())


def sentences(blocks: Iterable[Block]) -> tuple[Sentence, ...]:
    """The sentences of the given blocks in order, numbered from 1, each with the term that it stands under.

    A heading is a paragraph of one identifier; what follows stands under it until the next one. A heading with nothing
    under it is a sentence by itself, so that no value is lost. Titles of notes are dropped, their text is kept, and
    literal blocks are no prose. What goes on for more than 10,000 characters is no sentence, and left out.
    """
    reading = _Reading()
    for block in _with_empty_bullets_filled(block for block in blocks if block.kind != "literal"):
        reading.take(block)
    reading.close_heading()
    return tuple(reading.found)


def _with_empty_bullets_filled(blocks: Iterable[Block]) -> Iterator[Block]:
    """Each block, but where a bullet has no text of its own, the paragraph inside it becomes its text."""
    empty: Block | None = None
    for block in blocks:
        if empty and block.kind == "paragraph" and block.column > empty.column:
            yield Block("bullet", block.text, empty.column, block.line)
            empty = None
        elif block.kind == "bullet" and not block.text.strip():
            empty = block
        else:
            empty = None
            yield block


@dataclass(slots=True)
class _Reading:
    found: list[Sentence] = field(default_factory=list)
    heading: str | None = None
    heading_used: bool = True
    bullets: list[tuple[int, str | None]] = field(default_factory=list)

    def take(self, block: Block) -> None:
        content = passage(block.text)
        if block.kind == "bullet":
            self._bullet(block.column, content)
            return
        if content.text.casefold() in _ADMONITIONS:
            return
        while self.bullets and self.bullets[-1][0] >= block.column:
            self.bullets.pop()
        if self.bullets:
            self._add(content, self.bullets[-1][1] or self.heading, bullet=True)
        else:
            self._paragraph(content)

    def close_heading(self) -> None:
        if self.heading and not self.heading_used:
            self._add(Passage(self.heading), self.heading)
        self.heading = None

    def _bullet(self, column: int, content: Passage) -> None:
        while self.bullets and self.bullets[-1][0] >= column:
            self.bullets.pop()
        term, length = term_of(content.text)
        self.bullets.append((column, term))
        self._add(content.after(length), term or self.heading, bullet=True)

    def _paragraph(self, content: Passage) -> None:
        if _IDENTIFIER.fullmatch(content.text):
            self.close_heading()
            self.heading, self.heading_used = content.text, False
        else:
            self._add(content, self.heading)

    def _add(self, content: Passage, term: str | None, *, bullet: bool = False) -> None:
        self.heading_used = True
        for text, code in content.sentences():
            if len(text) > _LONGEST_SENTENCE:
                continue
            self.found.append(Sentence(text, len(self.found) + 1, code, term, bullet))


def term_of(bullet: str) -> tuple[str | None, int]:
    """The term of a bullet's text, and how many characters of the text it takes with its dash or colon.

    `cache - This option …` gives `cache`; a bullet that is one identifier is its own term and keeps its text.
    """
    bare = bullet.rstrip(".,;")
    if _IDENTIFIER.fullmatch(bare):
        return bare, 0
    dash = _DASH.search(bullet, 0, _LONGEST_TERM)
    if dash and _may_be_term(bullet[: dash.start()].split()):
        return _bare(bullet[: dash.start()]), dash.end()
    colon = _COLON.match(bullet, 0, _LONGEST_TERM)
    if colon and colon["term"].casefold() not in _LABELS and _may_be_term([colon["term"]]):
        return _bare(colon["term"]), colon.end()
    return None, 0


def _bare(term: str) -> str:
    return term.strip().strip("\"'“”‘’") or term


def _may_be_term(words: Sequence[str]) -> bool:
    """Whether the words before a dash name something, rather than begin a sentence or label a value."""
    if len(words) < 2:  # noqa: PLR2004
        return any(letter.isalnum() or letter == "*" for word in words for letter in word)
    plain = [word.casefold() for word in words]
    return (
        len(plain) <= _WORDS_IN_TERM
        and plain[0] not in _OPENERS
        and not any(word in _LABELS or word.endswith((".", "!", "?", ":", ";")) for word in plain)
    )
