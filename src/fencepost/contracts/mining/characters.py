"""Character sets: `characters.only`, `characters.none-of`, `characters.not-repeated`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.owner import is_subject, owner
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import NUMBER, NUMBER_AFTER

#: No sentence of the family is without one of these.
_CUE = re.compile(r"contain|character|letter|alphanumeric|include|consist|be\s", re.IGNORECASE)

#: What one kind of character is called, as the inside of a class.
_KINDS = {
    "letter": "a-zA-Z", "alphabetic": "a-zA-Z", "alpha": "a-zA-Z", "alphabetical": "a-zA-Z", "latin letter": "a-zA-Z",
    "lowercase letter": "a-z", "lower-case letter": "a-z", "lowercase": "a-z", "lowercase alphabetic": "a-z",
    "uppercase letter": "A-Z", "upper-case letter": "A-Z", "uppercase": "A-Z",
    "uppercase and lowercase letter": "a-zA-Z", "lowercase alphanumeric": "a-z0-9", "uppercase alphanumeric": "A-Z0-9",
    "alphanumeric": "a-zA-Z0-9", "number": "0-9", "digit": "0-9", "numeral": "0-9", "numeric": "0-9",
    "numerical": "0-9",
    "hyphen": "-", "dash": "-", "dashe": "-", "minus sign": "-", "underscore": "_", "period": ".", "dot": ".",
    "full stop": ".",
    "space": " ", "whitespace": r"\s", "white space": r"\s", "slash": "/", "slashe": "/", "forward slash": "/",
    "forward slashe": "/",
    "backslash": "\\", "backslashe": "\\", "colon": ":", "semicolon": ";", "comma": ",", "at sign": "@", "@ sign": "@",
    "plus sign": "+", "equal sign": "=", "equals sign": "=", "asterisk": "*", "parenthese": "()", "parentheses": "()",
    "tilde": "~", "exclamation point": "!", "exclamation mark": "!", "question mark": "?", "hash": "#",
    "pound sign": "#",
    "ampersand": "&", "apostrophe": "'", "single quote": "'", "double quote": '"', "quotation mark": '"',
    "percent sign": "%",
    "dollar sign": "$", "caret": "^", "pipe": "|", "vertical bar": "|",
}  # fmt: skip
_RANGES = re.compile(r"[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9]")
_DECORATION = re.compile(
    (
        r"\b(?:ascii|english|basic|standard|single|the|any|characters?|symbols?|special|following"
        r"|other|these|of|any of|both|case)\b"
    ),
)
_SYMBOL = re.compile(r"[^\w\s]{1,}|_")
_ESCAPED = frozenset("\\]^-")


def class_of(phrase: str) -> str | None:
    """The inside of a character class that the phrase lists ("letters, numbers, and hyphens (-)").

    None where any part of the phrase is unknown: then nothing is claimed.
    """
    text = re.sub(r"\s*\([^()]*\)", "", phrase).strip().rstrip(".").strip()
    if re.search(r"\bunicode\b|\bUTF\b|\bexcept\b|\bany\b|\bprintable\b|\bnot\b", text, re.IGNORECASE):
        return None
    listed, _, symbols = text.partition(":")
    parts = [part for part in re.split(r",\s*(?:and\s|or\s)?|\s(?:and|or|and/or)\s|\s?/\s?", listed) if part.strip()]
    found = "".join(_ordered([one for part in parts for one in _kind(part) or ["?"]]))
    if "?" in [one for part in parts for one in _kind(part) or ["?"]]:
        return None
    return found + _symbols(symbols) if found or symbols.strip() else None


def _kind(part: str) -> list[str] | None:
    bare = part.strip().strip("'\"")
    if _RANGES.fullmatch(bare):
        return [bare]
    if _SYMBOL.fullmatch(bare) and len(bare) == 1:
        return [_escape(bare)]
    word = " ".join(_DECORATION.sub(" ", bare.lower()).split())
    if not word:
        return []
    singular = word.removesuffix("s")
    kind = _KINDS.get(word) or _KINDS.get(singular)
    if kind is None:
        return None
    return [kind if len(kind) > 1 and kind != "()" else "".join(map(_escape, kind))]


def _ordered(kinds: list[str]) -> list[str]:
    return list(dict.fromkeys(kinds))


def _symbols(text: str) -> str:
    return "".join(
        dict.fromkeys(_escape(one) for one in re.sub(r"\b(?:and|or)\b|[\s,'\"]", "", text) if not one.isalnum())
    )


def _escape(symbol: str) -> str:
    return f"\\{symbol}" if symbol in _ESCAPED else symbol


def _only(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    if place.member.type != "string" or not is_subject(match["subject"], place) or not owner(match["subject"], place):
        return
    inside = class_of(match["set"])
    if inside == "a-z" and "letters" in match["set"]:
        yield Promise("pattern", "^[^A-Z]*$")  # letters have to be small ones; whatever else there may be
    elif inside:
        sure = (
            match.groupdict().get("only") is not None
            and "include" not in match.group().lower().split(match["set"].lower())[0]
        )
        yield Promise("pattern", f"^[{inside}]*$", expect="reject" if sure else "either")


def _none_of(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    if place.member.type != "string" or not is_subject(match["subject"], place):
        return
    inside = class_of(match["set"])
    if inside and not re.search(r"a-z|0-9", inside):
        yield Promise("pattern", f"^[^{inside}]*$")


def _not_repeated(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    inside = class_of(match["set"])
    if statement.place.member.type == "string" and inside and is_subject(match["subject"], statement.place):
        one = inside if inside.startswith("\\") else re.escape(inside)
        if len(inside) <= 2:  # noqa: PLR2004 - one character, perhaps escaped
            yield Promise("pattern", f"^(?!.*{one}{one})")


_SET = r"(?P<set>[^;]+?)"
_END = r"(?:\s(?:are\s)?(?:allowed|permitted|supported|accepted))?\.?$"
ONLY = Rule(
    name="characters.only",
    cue=_CUE,
    patterns=(
        pattern(
            r"^(?P<subject>.*?)\b(?:can|must|may|should)\s(?P<only>only)\s(?:contain|include|consist\sof"
            rf"|have|use|be)\s{_SET}{_END}"
        ),
        pattern(
            r"^(?P<subject>.*?)\b(?:can|must|may|has\sto)\s(?:contain|include|consist|use|be\smade\sup)\s"
            rf"(?:of\s)?(?P<only>only|entirely)\s(?:of\s)?{_SET}{_END}"
        ),
        pattern(
            r"^(?P<subject>)\W*(?P<only>(?:valid|allowed|supported|acceptable|permitted)\scharacters)\s?"
            rf"(?:are|:|include:?)\s?{_SET}{_END}"
        ),
        pattern(rf"^(?P<subject>)(?P<only>only)\s{_SET}\s(?:are|is)\s(?:allowed|permitted|supported|accepted)\.?$"),
        pattern(
            rf"^(?P<subject>.*?)\bmust\s(?:contain|be|have)\s(?P<only>(?:from\s)?{NUMBER}\s?(?:-"
            rf"|to)\s?{NUMBER_AFTER})\s{_SET}(?:\s(?:long|in\slength))?\.?$"
        ),
        pattern(
            r"^(?P<subject>.*?)\bmust\s(?:be|consist\sof)\s(?P<only>)(?P<set>(?:lowercase\s)?alphanumeric"
            r"(?:\scharacters)?(?:,?\s(?:or|and)\s\w+)?)\.?$"
        ),
        pattern(
            r"^(?P<subject>.*?)\b(?:can|may)\s(?:contain|include)\s(?P<set>(?:[^;]*(?:letters|alphanumeric"
            r"|a-z)[^;]*?))\.?$"
        ),
    ),
    build=_only,
    examples=(
        Example(
            "The label can contain only letters, numbers and hyphens.",
            (("Label", "pattern", "^[a-zA-Z0-9\\-]*$"),),
            member="Label",
        ),
        Example("Valid characters are a-z, 0-9, and underscores (_).", (("Value", "pattern", "^[a-z0-9_]*$"),)),
        Example(
            "Must contain from 2 to 40 letters, numbers, or hyphens.", (("Value", "pattern", "^[a-zA-Z0-9\\-]*$"),)
        ),
    ),
    refuses=(
        Example("The name can contain only Unicode letters."),
        Example("The bucket that receives the files can contain only letters."),
        Example("Can contain only what the guide lists."),
    ),
)
NONE_OF = Rule(
    name="characters.none-of",
    cue=_CUE,
    patterns=(
        pattern(
            r"^(?P<subject>.*?)\b(?:cannot|can't|must\snot|mustn't|may\snot|can\snot)\s(?:contain|include"
            rf"|have)\s(?:any\s)?(?!two|consecutive|duplicate|more){_SET}\.?$"
        ),
    ),
    build=_none_of,
    examples=(Example("The name can't contain spaces.", (("Name", "pattern", "^[^ ]*$"),), member="Name"),),
    refuses=(Example("The name can't contain secrets."), Example("The path of a file can't contain spaces.")),
)
NOT_REPEATED = Rule(
    name="characters.not-repeated",
    cue=_CUE,
    patterns=(
        pattern(
            r"^(?P<subject>.*?)\b(?:cannot|can't|must\snot|may\snot|can\snot)\b.*?\b(?:contain|include"
            r"|have)\s(?:two\s)?consecutive\s(?P<set>\w+)(?:\s\([^)]*\))?\.?$"
        ),
    ),
    build=_not_repeated,
    examples=(Example("Can't contain two consecutive hyphens.", (("Value", "pattern", "^(?!.*\\-\\-)"),)),),
    refuses=(Example("Can't contain two consecutive attempts."),),
)
RULES = (ONLY, NONE_OF, NOT_REPEATED)
