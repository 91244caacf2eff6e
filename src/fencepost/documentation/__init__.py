"""Pages of documentation, read: what a page says about one operation, whatever format it came in.

`read` and `read_text` recognise the format by what a page contains: the RST source of boto3's reference, the text of
such a page as a browser copies it, or the text of an AWS API Reference page. They raise UnreadableInputError for
anything else, and for pages that aren't whole.
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
