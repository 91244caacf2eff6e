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
_RST_METHOD = re.compile(r"\s*\.\. py:method:: " + SIGNATURE.pattern + r"\s*")
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
    if len(found) > 1:
        problem = f"the page documents {len(found)} operations"
        raise UnreadableInputError(problem, file=name, line=found[1][1][0].line, remedy=_KINDS_REMEDY)
    return found[0] if found else _unknown(name)


def _lines(lines: list[str], name: str) -> tuple[str, list[Block]]:
    """The kind of a page of text, by lines that only this kind has, and its blocks."""
    for line in lines:
        if _RST_METHOD.fullmatch(line):
            return "boto3-rst", list(rst_blocks(lines))
        if SIGNATURE.fullmatch(line.strip()):
            return "boto3-text", list(text_blocks(lines))
    stripped = [line.strip() for line in lines]
    if any(TITLE.fullmatch(line) for line in stripped) and not set(SECTIONS).isdisjoint(stripped):
        return "api-reference-text", list(text_blocks(lines))
    return _unknown(name)


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
