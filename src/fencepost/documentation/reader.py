"""A page of documentation to the operation it documents, its format recognised by what it contains."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from fencepost.documentation.api_page import SECTIONS, TITLE, api_operation
from fencepost.documentation.block import SPACES, Block
from fencepost.documentation.boto3_page import SIGNATURE, boto3_operation
from fencepost.documentation.html_page import html_blocks, is_html
from fencepost.documentation.page import DocumentedOperation, PageSource
from fencepost.documentation.rst import rst_blocks
from fencepost.documentation.text import text_blocks
from fencepost.errors import UnreadableInputError

#: AWS's largest page has about 1 MB; more than this is no page, and would only cost time.
LARGEST = 4_000_000
_EMPTY_REMEDY = "Copy the page's text again, from its title to its end, and save it."
_FILE_REMEDY = "Give the path of a text file that you may read."
_KINDS_REMEDY = (
    "Fencepost reads pages of boto3's reference (RST source, HTML, or text copied from a browser) and of an AWS API "
    "Reference (HTML, or text copied from a browser): give the whole page of one operation."
)
_SEVERAL_REMEDY = "Save the page of each operation in a file of its own, and give the files one after the other."
_RST_DIRECTIVE = ".. py:method:: "
#: What every operation's page has behind its signature; elsewhere a line may look like a signature.
_REQUEST_SYNTAX = frozenset(("Request Syntax", "**Request Syntax**"))
_LINE_END = re.compile(r"\r\n|\r|\n")


def read(path: Path) -> DocumentedOperation:
    """The operation documented in a file.

    Raises UnreadableInputError, with the line where there is one, for files that can't be opened, aren't text, or hold
    no page of a kind that Fencepost reads.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableInputError("the page is no file", file=path, remedy=_FILE_REMEDY)
        if status.st_size > LARGEST:
            raise _too_large(str(path), status.st_size)
        content = path.read_bytes()
    except OSError as error:
        problem = f"the page can't be read: {error.strerror or error}"
        raise UnreadableInputError(problem, file=path, remedy=_FILE_REMEDY) from error
    return _read(content, _decoded(content, str(path)), str(path))


def read_text(text: str, *, name: str = "<text>") -> DocumentedOperation:
    """The operation documented in a text; `name` stands for the file in errors. Raises UnreadableInputError."""
    content = text.encode("utf-8", "surrogatepass")
    if len(content) > LARGEST:
        raise _too_large(name, len(content))
    return _read(content, text, name)


def _read(content: bytes, text: str, name: str) -> DocumentedOperation:
    clean = text.translate(SPACES)
    if not clean.strip():
        raise UnreadableInputError("the page is empty", file=name, remedy=_EMPTY_REMEDY)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableInputError("the page is binary data", file=name, line=line, remedy=_KINDS_REMEDY)
    kind, blocks = _html(clean, name) if is_html(clean) else _lines(_LINE_END.split(clean.expandtabs()), name)
    return _ASSEMBLERS[kind](blocks, PageSource(kind, "", hashlib.sha256(content).hexdigest()), name)


_ASSEMBLERS: dict[str, Callable[[Sequence[Block], PageSource, str], DocumentedOperation]] = {
    "boto3-rst": boto3_operation,
    "boto3-text": boto3_operation,
    "boto3-html": boto3_operation,
    "api-reference-text": api_operation,
    "api-reference-html": api_operation,
}


def _html(text: str, name: str) -> tuple[str, list[Block]]:
    """The kind of an HTML page, by its structure, and its blocks."""
    found = html_blocks(_LINE_END.sub("\n", text))
    _refuse_several([blocks[0].line for _, blocks in found], name)
    return found[0] if found else _unknown(name)


def _lines(lines: list[str], name: str) -> tuple[str, list[Block]]:
    """The kind of a page of text, by lines that only this kind has, and its blocks."""
    stripped = [line.strip() for line in lines]
    signatures = [n for n, line in enumerate(stripped) if SIGNATURE.fullmatch(line.removeprefix(_RST_DIRECTIVE))]
    if signatures:
        _refuse_several(_with_syntax(signatures, stripped), name)
        if stripped[signatures[0]].startswith(_RST_DIRECTIVE):
            return "boto3-rst", list(rst_blocks(lines))
        return "boto3-text", list(text_blocks(lines))
    titles = [n for n, line in enumerate(stripped) if TITLE.fullmatch(line)]
    if titles and not set(SECTIONS).isdisjoint(stripped):
        _refuse_several(_with_errors(titles, stripped), name)
        return "api-reference-text", list(text_blocks(lines))
    return _unknown(name)


def _with_syntax(signatures: list[int], lines: list[str]) -> list[int]:
    """The lines of the signatures behind which an operation is documented."""
    ends = [*signatures[1:], len(lines)]
    pages = zip(signatures, ends, strict=True)
    return [start + 1 for start, end in pages if not _REQUEST_SYNTAX.isdisjoint(lines[start:end])]


def _with_errors(titles: list[int], lines: list[str]) -> list[int]:
    """The lines of the titles of an API Reference's pages, each of which ends with a list of errors."""
    found: list[int] = []
    places, begun = frozenset(titles), 0
    for n, line in enumerate(lines):
        if n in places:
            begun = begun or n + 1
        elif begun and line == "Errors":
            found.append(begun)
            begun = 0
    return found


def _refuse_several(lines: list[int], name: str) -> None:
    """Refuse a file that holds the pages of several operations, each of which begins at one of the lines."""
    if len(lines) > 1:
        problem = f"the file documents {len(lines)} operations"
        raise UnreadableInputError(problem, file=name, line=lines[1], remedy=_SEVERAL_REMEDY)


def _unknown(name: str) -> NoReturn:
    raise UnreadableInputError("this is no page that Fencepost knows", file=name, remedy=_KINDS_REMEDY)


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = "the page isn't text in UTF-8"
        raise UnreadableInputError(problem, file=name, line=line, remedy="Save it as text in UTF-8.") from error


def _too_large(name: str, size: int) -> UnreadableInputError:
    problem = f"the page has {size:,} bytes, and no page of AWS is larger than {LARGEST:,}"
    return UnreadableInputError(problem, file=name, remedy=_KINDS_REMEDY)
