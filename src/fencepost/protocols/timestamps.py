"""Timestamps between RFC 3339, as contracts hold them, and the three forms that AWS protocols use on the wire."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

#: The form of RFC 3339, section 5.6; whether the day exists is for `datetime` to say.
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(text: str) -> datetime | None:
    """The moment that an RFC 3339 text names, in UTC, or None if it names none."""
    if not _RFC3339.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def to_wire(value: Any, form: str) -> Any:
    """A timestamp in the wire form `iso8601`, `rfc822` or `unixtimestamp`; what isn't a timestamp comes back as is."""
    when = moment(value) if isinstance(value, str) else None
    if when is None:
        return value
    if form == "unixtimestamp":
        seconds = calendar.timegm(when.timetuple())
        # Divided once, as botocore does, so that the nearest double is sent.
        return (seconds * 10**6 + when.microsecond) / 10**6 if when.microsecond else seconds
    return format_datetime(when, usegmt=True) if form == "rfc822" else rfc3339(when)


def rfc3339(when: datetime) -> str:
    """A moment in UTC as RFC 3339 with `Z`, with microseconds only where there are some."""
    return when.replace(tzinfo=None).isoformat() + "Z"


def from_number(value: Any) -> Any:
    """Seconds since 1970 as RFC 3339; anything else, and numbers beyond the years 1 to 9999, as is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    try:
        return rfc3339(_EPOCH + timedelta(seconds=value))
    except (OverflowError, ValueError):
        return value


def from_text(text: str) -> str:
    """A timestamp in any of the three wire forms as RFC 3339; a text that is in none of them as is."""
    if _RFC3339.fullmatch(text):
        return text
    if _NUMBER.fullmatch(text):
        number = from_number(float(text) if not text.lstrip("-").isdigit() else int(text))
        return number if isinstance(number, str) else text
    try:
        return rfc3339(parsedate_to_datetime(text).astimezone(UTC))
    except (ValueError, TypeError, OverflowError, IndexError):
        return text


def wire_form(shape: Any, default: str) -> str:
    """The wire form that a shape of botocore's asks for, else the protocol's `default`."""
    return str(shape.serialization.get("timestampFormat", default)).lower()
