"""The formats that contracts name, each with a pattern in the one dialect of patterns.

`date-time` is RFC 3339's, as JSON Schema has it; the others are AWS's own, or those of JSON Schema where it has one.
Every pattern takes the least constraining reading: it holds for all that AWS documents under the name.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from fencepost.contracts.dialect import searcher

_PARTITION = r"(?:us(?:-gov|-iso[a-z]?)?|af|ap|ca|cn|eu(?:-isoe)?|eusc|il|me|mx|sa)"
_REGION = rf"{_PARTITION}-[a-z]+-[0-9]+"
_BYTE = r"(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
_IPV4 = rf"{_BYTE}(?:\.{_BYTE}){{3}}"
_IPV6 = rf"(?:[0-9A-Fa-f]{{0,4}}:){{2,7}}(?:[0-9A-Fa-f]{{0,4}}|{_IPV4})(?:%[0-9A-Za-z]+)?"
_LABEL = r"[0-9A-Za-z_](?:[0-9A-Za-z_-]*[0-9A-Za-z_])?"
_DATE = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"

PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        "date-time": rf"^{_DATE}[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?"
        r"(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$",
        "date": rf"^{_DATE}$",
        "email": r"^[^@\s]+@[^@\s]+$",
        "uri": r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s]*$",
        "uuid": r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
        "ipv4": rf"^{_BYTE}(?:\.{_BYTE}){{3}}$",
        "cidr": r"^(?:[0-9]+(?:\.[0-9]+){3}|[0-9a-fA-F:.]+)/[0-9]{1,3}$",
        "arn": r"^arn:[a-z0-9-]+:[a-zA-Z0-9-]+:[a-zA-Z0-9-]*:[0-9a-zA-Z-]*:.+$",
        "region": rf"^{_REGION}$",
        "availability-zone": rf"^{_REGION}(?:-[a-z]+-[0-9]+)?[a-z]$",
        "account-id": r"^[0-9]{12}$",
        "time": r"^(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::(?:[0-5][0-9]|60)(?:\.[0-9]+)?)?"
        r"(?:[Zz]|[+-][0-9]{2}:?[0-9]{2})?$",
        "ipv6": rf"^{_IPV6}$",
        "ip": rf"^(?:{_IPV4}|{_IPV6})$",
        "hostname": rf"^(?:\*\.)?{_LABEL}(?:\.{_LABEL})*\.?$",
        "cron": r"^(?:cron\()?(?:[0-9A-Za-z*?,/#-]+\s+){4,6}[0-9A-Za-z*?,/#-]+\)?$",
        "base64": r"^[0-9A-Za-z+/_\s-]*={0,2}\s*$",
        "language-tag": r"^[A-Za-z]{2,8}(?:[-_][0-9A-Za-z]{1,8})*$",
        "country-code": r"^[A-Za-z]{2,3}$",
        "currency-code": r"^[A-Za-z]{3}$",
        "timezone": r"^[A-Za-z][0-9A-Za-z_+-]*(?:/[0-9A-Za-z_+-]+)*$|^(?:UTC|GMT)?[+-][0-9]{1,2}(?::?[0-9]{2})?$",
        "phone-number": r"^\+[1-9][0-9]{1,14}$",
        "mac-address": r"^(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$|^[0-9A-Fa-f]{12}$",
        # A document that is one for certain; whether a string is one is found by reading it.
        "json": r"^\{(?:\"[a-z]{1,8}\":[1-9][0-9]{0,3})?\}$",
        "hh24:mi": r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$",
    }
)
#: Those that an example alone can name: nothing else that AWS documents looks like them.
RECOGNISABLE = ("date-time", "uuid", "arn", "region", "availability-zone", "cidr")


def matcher(name: str | None) -> Callable[[str], bool] | None:
    """Whether a string has the format, or None where the format isn't known and so can't be broken."""
    if name == "json":
        return _is_json
    pattern = PATTERNS.get(name or "")
    found = searcher(pattern) if pattern else None
    return (lambda text: bool(found(text))) if found else None


def recognised(example: str) -> str | None:
    """The format of which this is an example; None unless there is exactly one."""
    names = [name for name in RECOGNISABLE if (holds := matcher(name)) and holds(example)]
    return names[0] if len(names) == 1 else None


def decoded_length(text: str) -> int | None:
    """The number of bytes that a base64 string stands for; None where it is no base64."""
    try:
        return len(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        return None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
