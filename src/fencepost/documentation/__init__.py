"""Pages of documentation, read: what a page says about one operation, whatever format it came in.

`read` and `read_text` recognise the format by what a page contains: a page of boto3's reference (RST source, HTML, or
the text that a browser copies), or of an AWS API Reference (HTML, or the text that a browser copies). They raise
UnreadableInputError for anything else, and for pages that aren't whole.
"""

from __future__ import annotations

from fencepost.documentation.page import (
    TYPES,
    DocumentedError,
    DocumentedOperation,
    Member,
    PageSource,
    Sentence,
    join,
)
from fencepost.documentation.reader import read, read_text

__all__ = [
    "TYPES",
    "DocumentedError",
    "DocumentedOperation",
    "Member",
    "PageSource",
    "Sentence",
    "join",
    "read",
    "read_text",
]
