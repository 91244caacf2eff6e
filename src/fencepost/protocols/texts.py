"""What a JSON value is as text: in XML, in forms, in headers and in the path of a URL."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from fencepost.protocols.refusals import Inexpressible

#: A header's value as RFC 9110 has it, and none that a server would trim.
_HEADER_VALUE = re.compile(r"[\x21-\x7e\xa1-\xff](?:[\x20-\x7e\t\xa0-\xff]*[\x21-\x7e\xa1-\xff])?|")
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def scalar_text(value: Any) -> str:
    """A JSON scalar as AWS protocols write it outside JSON: `true`, `300.0`, `1e-09`, and nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def blob_bytes(value: Any) -> bytes:
    """The bytes of a blob that is a whole body: of base64 text its content, of anything else its text."""
    text = scalar_text(value)
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return text.encode("utf-8", "surrogatepass")


def checked_header(name: str, value: Any) -> str:
    """A header's value as text. Raises Inexpressible for one that HTTP can't carry unchanged."""
    text = scalar_text(value)
    if not _HEADER_NAME.fullmatch(name):
        raise Inexpressible("not a name that an HTTP header can have", member=name)
    if not _HEADER_VALUE.fullmatch(text):
        raise Inexpressible("an HTTP header can't carry this value unchanged", member=name)
    return text
