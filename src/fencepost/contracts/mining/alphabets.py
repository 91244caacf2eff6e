"""Sets of characters as prose lists them, as the inside of a class: "letters, numbers, and hyphens (-)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: What one kind of character is called, as the inside of a class; names in the singular.
_KINDS = {
    **dict.fromkeys(("letter", "alphabetic", "alpha", "alphabetical", "latin letter", "mixed letter", "alphabet letter",
                     "mixed", "mixed alphabetic", "roman letter", "latin alphabet letter"), "a-zA-Z"),
    **dict.fromkeys(("lowercase letter", "lowercase", "lowercase alphabetic", "lowercase latin letter"), "a-z"),
    **dict.fromkeys(("uppercase letter", "uppercase", "uppercase alphabetic", "capital letter",
                     "uppercase latin letter"), "A-Z"),
    **dict.fromkeys(("alphanumeric", "mixed alphanumeric", "alphanumeric value"), "a-zA-Z0-9"),
    "lowercase alphanumeric": "a-z0-9", "uppercase alphanumeric": "A-Z0-9",
    **dict.fromkeys(("number", "digit", "numeral", "numeric", "numerical", "numeric digit", "decimal digit",
                     "numeric value"), "0-9"),
    **dict.fromkeys(("hexadecimal", "hexadecimal digit", "hex digit"), "0-9a-fA-F"),
    **dict.fromkeys(("hyphen", "dash", "minus sign", "minus", "hyphen-minus"), "-"),
    **dict.fromkeys(("underscore", "under score", "low line"), "_"),
    **dict.fromkeys(("period", "dot", "full stop", "decimal point"), "."),
    **dict.fromkeys(("space", "blank space", "blank"), " "),
    **dict.fromkeys(("whitespace", "white space", "white-space"), r"\s"),
    **dict.fromkeys(("slash", "forward slash", "forward-slash", "forwardslash"), "/"),
    **dict.fromkeys(("backslash", "back slash", "backward slash", "back-slash"), "\\"),
    "colon": ":", **dict.fromkeys(("semicolon", "semi-colon"), ";"), "comma": ",",
    **dict.fromkeys(("at sign", "@ sign", "at", "at-sign", "commercial at", "at character"), "@"),
    **dict.fromkeys(("plus sign", "plus", "+ sign"), "+"),
    **dict.fromkeys(("equal sign", "equals sign", "equal", "equals", "= sign"), "="),
    **dict.fromkeys(("asterisk", "star"), "*"), **dict.fromkeys(("parenthesis", "parenthese", "round bracket"), "()"),
    "opening parenthesis": "(", "closing parenthesis": ")",
    **dict.fromkeys(("square bracket",), "[]"), **dict.fromkeys(("curly bracket", "curly brace", "brace"), "{}"),
    **dict.fromkeys(("angle bracket",), "<>"), **dict.fromkeys(("greater than sign", "greater than symbol"), ">"),
    **dict.fromkeys(("less than sign", "less than symbol"), "<"),
    "tilde": "~", **dict.fromkeys(("exclamation point", "exclamation mark", "exclamation"), "!"), "question mark": "?",
    **dict.fromkeys(("hash", "pound sign", "number sign", "hash sign", "pound", "hashtag"), "#"),
    **dict.fromkeys(("ampersand", "& sign"), "&"),
    **dict.fromkeys(("apostrophe", "single quote", "single quotation mark"), "'"),
    **dict.fromkeys(("double quote", "double quotation mark"), '"'),
    **dict.fromkeys(("percent sign", "percent", "percentage sign"), "%"),
    **dict.fromkeys(("dollar sign", "dollar"), "$"),
    "caret": "^", **dict.fromkeys(("pipe", "vertical bar", "vertical line"), "|"),
    **dict.fromkeys(("backtick", "back tick", "grave accent"), "`"),
    **dict.fromkeys(("newline", "line feed", "linefeed", "new line"), "\\n"), "carriage return": "\\r",
    **dict.fromkeys(("tab", "horizontal tab"), "\\t"), "printable ascii": " -~",
}  # fmt: skip
#: The same where the list speaks of Unicode: everything of the kind, not the ASCII ones alone.
_UNICODE = {"letter": r"\p{L}", "digit": r"\p{N}", "number": r"\p{N}", "whitespace": r"\p{Z}\s",
            "white space": r"\p{Z}\s",
            "white-space": r"\p{Z}\s", "space": r"\p{Z}\s", "numeral": r"\p{N}", "separator": r"\p{Z}",
            "numeric": r"\p{N}", "mixed letter": r"\p{L}"}  # fmt: skip
_RAW = frozenset(("\\n", "\\r", "\\t", r"\s"))
_RANGE = r"(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9])"
_CLASS = re.compile(
    rf"\[?(?P<inside>(?:{_RANGE}|[^\w\s\[\]]|_|\\[^\w\s])*{_RANGE}(?:{_RANGE}|[^\w\s\[\]]|_|\\[^\w\s])*)\]?[+*]?"
)
_DECORATION = re.compile(
    r"\b(?:ascii|us-ascii|english|basic|standard|single|any|characters?|symbols?|special|following|other|these|those"
    r"|of|the|an?|valid|from|set|marks?(?=\s\W)|both|case|all|unicode|utf-8|in\sutf-8"
    r"|including|via|either|by|type)\b"
)
#: Characters that aren't named, so that the set is unknown unless a list of them follows.
_SPECIAL = re.compile(r"\b(?:special|punctuation|symbols?|following|other|these)\b", re.IGNORECASE)
_SYMBOLS = re.compile(r"(?:[^\w\s]|_)+")
_ESCAPED = frozenset("\\]^-[")
_TAIL = re.compile(
    r"(?:,\s(?:and\s)?(?:a\s)?(?:max|min)imum\s.*|(?:,\s|\s)(?:and\s|but\s)?(?:with\s(?:a\s|no\s|the\s|an\s)?(?:max|min|length|spaces|white|total)|without\s(?:any\s)?(?:white\s?)?space"
    r"|no\s(?:white\s?)?spaces|up\sto\s(?:a\smax\w+\sof\s)?\d|in\slength|(?:is|are)\s(?:case|allowed|permitted|supported|valid|accepted)|of\sup\sto"
    r"|(?:that\s)?(?:is|are)?\s?between\s\d|long$|only$|in\sthe\s(?:name|value|string)$"
    r"|that\scan\sbe\srepresented|representable).*)$",
    re.IGNORECASE,
)
#: Where the kinds are those of Unicode, between two of them ("letters that can be represented in UTF-8, and ...").
_REPRESENTED = re.compile(
    r"(?:\sthat\scan\sbe\srepresented|\sthat\sare\srepresentable|\srepresentable)\sin\s(?:UTF-8|unicode)(?=[,;]?\s(?:and\s|or\s|plus\s|as\swell|the\sfollowing|numbers|digits|spaces|white))",
    re.IGNORECASE,
)
#: Counts before the kinds ("from 1 to 64 letters").
COUNT = re.compile(
    r"^(?:a\sstring\s(?:of|that\scontains|with)\s|characters\s(?:that\scan\s)?consist(?:ing)?\sof\s)?"
    r"(?:(?:from|between)\s)?(?P<count>\d+\s?(?:-|to|and|through)\s?\d+(?:\sof)?\s|(?:(?:and\s)?(?:up\sto|at\smost|no\smore\sthan|not\smore\sthan"
    r"|(?:a\s)?max(?:imum)?\sof))\s(?:a\smaximum\sof\s)?\d+\s|\d+\s(?:or\s(?:fewer|less)\s)?(?=\D))(?:of\s(?:the\sfollowing\s)?)?",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"\bexcept\b|\bnot\b|\bexamples?\b|\bsuch\sas\b|\bcertain\b|\bsome\b|\betc\b|\blike\b|\bsee\b|\bfollowed\b|\bsame\b"
    r"|\bat\sleast\b|\bminimum\b|\bone\sor\smore\b|\bat\smost\sone\b",
    re.IGNORECASE,
)
_BOTH_CASES = re.compile(
    r"\b(?:upper|lower|capital)[\s-]?(?:case)?d?-?(?:\sletters)?\s?(?:and/or|and|or|&|/|,)\s?(?:small|(?:upper|lower)[\s-]?cased?)\b",
    re.IGNORECASE,
)
_CASE = re.compile(r"\b(upper|lower)[\s-]cased?\b", re.IGNORECASE)
_SPELLED = re.compile(r"\b([aA0])\s(?:through|to)\s([zZ9])\b")
_SPLIT = re.compile(
    r",\s+(?:and/or\s|and\s|or\s|as\swell\sas\s)?|(?<=[\w)]),(?=\w)|;\s|\s(?:and|or|and/or|plus|as\swell\sas|in\saddition\sto)\s|\s?/\s(?=\w)|(?<=\w)/(?=\w{3})"
)


def class_of(phrase: str) -> str | None:
    """The inside of a character class that the phrase lists ("letters, numbers, and hyphens (-)").

    None where any part of the phrase is unknown: then nothing is claimed. Where it speaks of Unicode, so do its
    letters and digits.
    """
    text = COUNT.sub("", _TAIL.sub("", _REPRESENTED.sub(" in UTF-8", without_stop(phrase))))
    text = text.replace("^_{", "^_`{")  # all punctuation in order, without the back-tick that marks code
    if not text or _UNKNOWN.search(text):
        return None
    unicode = bool(re.search(r"\bunicode\b|\bUTF-8\b", text, re.IGNORECASE))
    kinds = list(_kinds(_prepared(text), unicode=unicode))
    if not kinds or None in kinds:
        return None
    return "".join(dict.fromkeys(one for kind in kinds if kind for one in kind)) or None


def without_stop(text: str) -> str:
    """The text without the stop at its end, unless that may be the last of several symbols."""
    bare = text.strip()
    return bare if re.search(r"(?:[^\w\s)\]'\"]|,)\s?\.$", bare) else bare.rstrip(".").strip()


def _prepared(text: str) -> str:
    text = _BOTH_CASES.sub(
        "mixed", text.replace("(())", "").replace("[a-z]", "a-z").replace("[A-Z]", "A-Z").replace("[0-9]", "0-9")
    )
    text = re.sub(r"\s*\((?=[^()]*\w{2})[^()]*\)", "", text) if _words_outside(text) else text
    text = re.sub(
        r"(?<=\w)\s*\([^()\w]*_?[^()\w]*\)|(?<=\w)\s*\([A-Za-z0-9]-[A-Za-z0-9](?:[\s,]|and|or|[A-Za-z0-9]-[A-Za-z0-9])*\)",
        _bracketed,
        text,
    )
    text = _SPELLED.sub(lambda found: f"{found[1]}-{found[2]}", text)
    return _CASE.sub(lambda found: f"{found[1].lower()}case", text)


def _words_outside(text: str) -> bool:
    return bool(re.search(r"\w", re.sub(r"\([^()]*\)", "", text)))


def _bracketed(found: re.Match[str]) -> str:
    """Brackets repeat what stands before them, unless that is no more than `special characters`."""
    before = found.string[: found.start()].split(",")[-1].strip().lower()
    bare = " ".join(_DECORATION.sub(" ", re.sub(r"^(?:and|or)\s|\bpunctuation\b", "", before)).split())
    return " : " + found.group().strip(" ()") if not bare else ""


def _kinds(text: str, *, unicode: bool) -> Iterator[str | tuple[str, ...] | None]:
    parted = re.split(r"(?<=[A-Za-z])\s?:\s", text, maxsplit=1)
    listed, colon = parted[0], len(parted) > 1
    symbols = parted[-1]
    if not colon and listed.endswith(":"):
        yield None
    for part in _SPLIT.split(listed):
        if part.strip() and not (colon and _SPECIAL.search(part)):
            yield _kind(part, unicode=unicode)
    if colon:
        yield _listed(symbols)


def _listed(text: str) -> tuple[str, ...] | None:
    """Symbols after a colon: `_.-`, `_ . : /`, `hyphen, period`, or `a-z`."""
    if not re.search(r"[A-Za-z0-9]", text):
        return tuple(map(escape, dict.fromkeys(_without_commas(text))))
    found: list[str] = []
    for part in _SPLIT.split(text):
        kind = _kind(part, unicode=False) if part.strip() else ()
        if kind is None:
            return None
        found += kind
    return tuple(found)


def _without_commas(text: str) -> str:
    """The symbols of a list that commas separate; a comma by itself, or in a list without separators, counts."""
    parts = text.split()
    separated = sum(part.endswith(",") and len(part) > 1 for part in parts) * 2 >= len(parts)
    own = not separated or re.search(r",,|,\s,|\(,\)|',\s?'|^,", text)
    bare = re.sub(r"[\s,]", "", text)
    return f"{bare}," if own and "," in text else bare


def _kind(part: str, *, unicode: bool) -> tuple[str, ...] | None:
    bare = re.sub(r"^(?:and|or)\s", "", part.strip().rstrip(".") if len(part.strip()) > 1 else part.strip())
    bare = re.sub(
        r"^(?:the\s)?(?:(?:special\s)?characters?|symbols?|letters|numbers|digits|punctuation|from)\s(?=\S+$)", "", bare
    )
    bare = (
        re.sub(r"\s(?:characters?|symbols?)$", "", re.sub(r"^the\s", "", bare))
        if not bare.startswith(("special", "other"))
        else bare
    )
    bare = re.sub(r"^(['\"])(.+)\1$", r"\2", bare)
    if (found := _CLASS.fullmatch(bare)) or (found := _CLASS.fullmatch(bare.removesuffix(" characters"))):
        return tuple(_of_class(found["inside"]))
    symbols = re.sub(r"\ssigns?$", "", bare)
    if _SYMBOLS.fullmatch(symbols) or re.fullmatch(r"(?:(?:[^\w\s]|_)+\s)+(?:[^\w\s]|_)+", symbols):
        return tuple(map(escape, dict.fromkeys(symbols.replace(" ", ""))))
    return _named(bare, unicode=unicode)


def _named(text: str, *, unicode: bool) -> tuple[str, ...] | None:
    lowered = text.lower()
    tail = re.search(r"\s(?P<symbols>(?:(?:[^\w\s]|_)\s?)+)$", lowered)
    word = " ".join(_DECORATION.sub(" ", lowered.replace("alpha-numeric", "alphanumeric")).split())
    if "printable ascii" in lowered:
        word = "printable ascii"
    if not word:
        return None if _SPECIAL.search(lowered) else ()
    if tail and not re.sub(r"(?:[^\w\s]|_)", "", word).strip():
        return tuple(map(escape, tail["symbols"].replace(" ", "")))
    for one in (
        word,
        word.removesuffix("s"),
        word.removesuffix("es"),
        re.sub(r"\ssymbol$", " sign", word),
        re.sub(r"\s(?:[^\w\s]|_)$", "", word),
        re.sub(r"s?\s(?:[^\w\s]|_)$", "", word),
    ):
        kind = (_UNICODE.get(one) if unicode else None) or _KINDS.get(one)
        if kind:
            return _pieces(kind)
    return None


def _pieces(kind: str) -> tuple[str, ...]:
    if len(kind) == 1 or kind in ("()", "[]", "{}", "<>"):
        return tuple(map(escape, kind))
    return tuple(re.findall(r"\\p\{\w\}|\\\w|.-.", kind)) or (kind,)


def _of_class(inside: str) -> Iterator[str]:
    for piece in re.findall(rf"{_RANGE}|\\?[^\w\s]|_", inside):
        yield piece if len(piece) == 3 else escape(piece[-1])  # noqa: PLR2004 - a range has three characters


def escape(symbol: str) -> str:
    """The symbol as it stands inside a class."""
    return f"\\{symbol}" if symbol in _ESCAPED else symbol
