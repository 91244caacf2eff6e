"""Words, numbers and units as AWS writes them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‛′", "'"),
        **dict.fromkeys("“”„″", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f", " "),
        "≤": "<=",
        "≥": ">=",
        "×": "x",
        "\u200b": None,
        "`": None,
    }
)
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!,?\d)")

_WORDS = {
    word: value
    for value, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}
#: A number in words that is one of characters ("at least two characters", "one to 9 characters", "minimum length one").
_COUNTED = re.compile(
    r"(?<=\blength\s)one\b|(?<=\blength\sof\s)one\b|\bone\b(?=\s(?:to|and)\s\d+\s(?:[\w-]+\s)?characters\b)"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?=\scharacters\b)",
    re.IGNORECASE,
)

#: A plain number, as a pattern; not part of a date, a version, an address or an identifier.
NUMBER = r"(?<![\w.$/:-])(?:-(?=\d))?\d+(?:\.\d+)?(?![\d]|\.\d|,\d\d\d|[A-Za-z_/]|-[A-Za-z_]|:\d|-\d+-\d)"
#: The same on the right of a hyphen (`1-64`).
NUMBER_AFTER = r"(?:-(?=\d))?\d+(?:\.\d+)?(?![\d]|\.\d|,\d\d\d|[A-Za-z_/:]|-[A-Za-z0-9_])"
#: What counts the characters of a string, the items of a list, or measures a quantity.
CHARACTERS = (
    r"(?:(?:UTF-8|UTF-16|ASCII|Unicode|printable|alpha-?numeric|non-whitespace|hexadecimal|alphabetic|numeric|lowercase"
    r"|uppercase|valid|single-byte"
    r"|letters?,?\s|numbers?,?\s|or|and|of\sthe)[\s-]*)*(?:characters?|chars?|letters|digits|bytes"
    r"|octets|code\spoints)"
)
UNIT = (
    r"(?:milliseconds?|ms|microseconds?|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?"
    r"|[KMGTP]i?B(?:ps|/s)?|[kmgt]bps|bytes|kilobytes?|megabytes?|gigabytes?|terabytes?|kibibytes?"
    r"|mebibytes?"
    r"|gibibytes?|tebibytes?|percent(?:age)?|%|IOPS|pixels?|bits?|vCPUs?|Mbps|Gbps|Kbps|Hz|kHz|MHz|dB|decibels?)"
)


@lru_cache(maxsize=20_000)
def normalised(text: str) -> str:
    """The sentence with straight quotes, plain dashes, no back-ticks, single spaces and no commas inside numbers."""
    plain = " ".join(text.translate(_TYPOGRAPHY).split())
    plain = _GROUPED.sub(lambda found: found.group().replace(",", ""), plain)
    plain = _COUNTED.sub(lambda found: str(_WORDS[found.group().lower()]), plain)
    return re.sub(r"\s+([.,;:)])(?=\s|$)", r"\1", plain)


def number(text: str) -> int | float:
    """The number that the text writes, as an integer where it is one."""
    value = Decimal(text)
    return int(value) if "." not in text else float(value)


def unit_word(text: str) -> str:
    """The unit in one form: singular and lower case, `%` for percent; empty for none."""
    word = text.strip().lower().rstrip(".")
    word = {"secs": "second", "sec": "second", "mins": "minute", "min": "minute", "hrs": "hour", "hr": "hour"}.get(
        word, word
    )
    if word.startswith("percent"):
        return "%"
    if word == "ms":
        return "millisecond"
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith("bps") else word  # noqa: PLR2004
