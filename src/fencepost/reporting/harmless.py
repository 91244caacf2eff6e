"""What a target says, made harmless: bounded, without control characters, without what was secret.

A message is written by whoever runs the target. On a terminal, in a script or beside other text it must neither move
the cursor, nor turn the direction of writing, nor fill the disk.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from fencepost.repeats import pieces_of

#: The longest text of a target that a report holds, in characters.
LIMIT = 500
#: Unicode categories that are shown escaped: control, format (bidirectional marks), surrogates, separators of lines.
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
#: Headers that hold credentials, or that differ from run to run; never part of a report.
_DROPPED_HEADERS = frozenset(
    [
        "authorization",
        "proxy-authorization",
        "cookie",
        "set-cookie",
        "x-amz-security-token",
        "x-amz-date",
        "date",
        "user-agent",
        "amz-sdk-invocation-id",
        "amz-sdk-request",
        "x-amzn-trace-id",
        "x-api-key",
    ],
)
_HTTP = ("http://", "https://")
_SECRET_QUERY = re.compile(r"(?i)([?&](?:X-Amz-(?:Signature|Credential|Security-Token|Date))=)[^&#]*")


def harmless(text: object, limit: int = LIMIT) -> str:
    r"""The text in at most `limit` characters, with control and bidirectional characters as escapes (`\x1b`).

    What is cut off is counted. The result of a result is the same text.
    """
    whole = str(text)
    if len(whole) <= limit and whole.isascii() and whole.isprintable():
        return whole  # as nearly every text is
    shown = "".join(map(_escaped, whole[: limit + 1]))
    if len(whole) <= limit and len(shown) <= limit:
        return shown
    mark = f"… ({len(whole)} characters)"
    return shown[: max(limit - len(mark), 0)] + mark


def _escaped(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    if unicodedata.category(character) in _UNSHOWN:
        return character.encode("unicode_escape").decode("ascii")
    return character


def shown_target(target: str) -> str:
    """A target as reports name it: a URL without its user, password, query and fragment; others as they are."""
    if not target.lower().startswith(_HTTP):
        return harmless(target)
    parts = urlsplit(target)
    return harmless(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}")


def shown_wire(wire: Mapping[str, Any], target: str) -> dict[str, Any]:
    """A request on the wire as reports hold it: `method`, `url`, `headers`, `body`.

    `url` is relative (`/…`) where the target has no address. A body that isn't text is `{"base64": …}`, a long
    one may be `{"$repeats": …}`.
    """
    shown = shown_target(target)
    base = shown.rstrip("/") if shown.lower().startswith(_HTTP) else ""
    headers = {name: str(value) for name, value in (wire.get("headers") or {}).items() if _keeps(name)}
    method = str(wire.get("method", "POST"))
    return {"method": method, "url": base + _path(wire), "headers": headers, "body": _body(wire)}


def _path(wire: Mapping[str, Any]) -> str:
    path = str(wire.get("path", wire.get("url", "/")))
    if path.lower().startswith(_HTTP):
        path = "/" + path.split("/", 3)[3] if path.count("/") > 2 else "/"  # noqa: PLR2004 - scheme://host/
    return _SECRET_QUERY.sub(r"\1-", path)


def _keeps(header: str) -> bool:
    return header.lower() not in _DROPPED_HEADERS


def _body(wire: Mapping[str, Any]) -> Any:
    if "body_base64" in wire:
        return {"base64": str(wire["body_base64"])}
    body = wire.get("body") or ""
    if pieces_of(body) is not None:
        return body
    return {"base64": str(body["base64"])} if isinstance(body, Mapping) else body
