"""Regular expressions that a sentence gives (`regex.stated`), and sets that bullets list (`characters.listed`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from fencepost.contracts.mining.alphabets import class_of
from fencepost.contracts.mining.clauses import Clause, targets
from fencepost.contracts.mining.owner import is_subject
from fencepost.contracts.mining.place import Place
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.scopes import binds
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import normalised

_ITEM = re.compile(
    r"^(?:each|every|all|the|an?)\s(?:\w+\s){0,2}(?:entry|entries|items?|elements?|values?|strings?|names?)$",
    re.IGNORECASE,
)
#: Beside one expression, another or more.
_OTHER = re.compile(r"\bor\b|\bnot\b|n't\b|\bexample\b|\breturn|\beither\b", re.IGNORECASE)
_POINT = re.compile(r"\\?\\u([0-9A-Fa-f]{4})")
_LAST_ASCII = 0x7F
#: A class of characters whose backslash was escaped once more ("\\\\p{L}"): no set is meant of these letters.
_ESCAPED_TWICE = re.compile(r"\\\\(?=[pP]\{|[dDsSwW](?![a-z]))")


def _stated(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """The expression that the sentence ends with, as it stands there, where it has both anchors."""
    words = [one.rstrip(".") for one in re.findall(r"\^\S+", statement.sentence.text)]
    span = next((one for one in reversed(words) if normalised(one) == match["what"].rstrip(".")), None)
    before = match.string[: match.start("what")]
    if span is None or not _is_expression(span) or _OTHER.search(before) or not binds(before, statement):
        return
    path = _text_of(match["subject"], statement.place)
    if path:
        yield Promise("pattern", _ESCAPED_TWICE.sub(r"\\", span), path)


def _is_expression(text: str) -> bool:
    try:
        re.compile(re.sub(r"\\p\{\w+\}", "a", text))
    except re.error:
        return False
    return text.startswith("^") and text.endswith("$")


def _text_of(subject: str | None, place: Place) -> str | None:
    """The path of the text that the subject means: the member's, or its items'; None where it means another."""
    said = re.sub(r"[\s,]+$", "", subject or "")
    if place.member.type == "string":
        return place.path if not said or is_subject(said, place) else None
    inner = f"{place.path}[]"
    return inner if place.type_of(inner) == "string" and _ITEM.match(said) else None


def _listed(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """All characters that the bullets behind the sentence list, every one of which has to be understood."""
    before = match.string[: match.start()]
    if not statement.bullets or _OTHER.search(before) or not binds(before, statement):
        return
    said = match.groupdict()
    texts = [one.text for one in statement.bullets]
    inside = _points(texts) or _all_of(texts)
    if inside is None:
        return
    sure = bool(said.get("only"))
    clause = Clause((said.get("subject") or "").strip(), "contain", "", only=sure)
    for path in targets(clause, statement.place):
        yield Promise("pattern", f"^[{inside}]*$", path, expect="reject" if sure else "either")


def _all_of(texts: Sequence[str]) -> str | None:
    kinds = [class_of(normalised(text).rstrip(";")) for text in texts]
    joined = "".join(kind for kind in kinds if kind)
    return joined if all(kinds) and re.search(r"-z|-Z|\\p", joined) else None


def _points(texts: Sequence[str]) -> str | None:
    """Characters by their code points: single ones, from one to another, or further up to one; None if unclear."""
    found: list[tuple[int, int]] = []
    for text in texts:
        codes = [int(one, 16) for one in _POINT.findall(text)]
        span = _span(text, codes, found[-1][1] if found else None)
        if not codes or (span is None and re.search(r"\bthrough\b|\brang", text)):
            return None
        found += [span] if span else [(one, one) for one in codes]
    return "".join(_merged(found)) if found else None


def _span(text: str, codes: Sequence[int], last: int | None) -> tuple[int, int] | None:
    if len(codes) == 2 and re.search(r"\bthrough\b|\bto\b|\brang|\\u\w{4}\s?-", text):  # noqa: PLR2004 - its two ends
        return codes[0], codes[1]
    if len(codes) == 1 and re.search(r"\bend\sof\sthe\sASCII\b", text):
        return codes[0], _LAST_ASCII
    if len(codes) == 1 and last is not None and re.search(r"\(through\s", text):
        return last, codes[0]
    return None


def _merged(ranges: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The ranges as pieces of a class, in order, those that meet as one."""
    whole: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if whole and low <= whole[-1][1] + 1 and (high > low or whole[-1][1] > whole[-1][0]):
            whole[-1] = (whole[-1][0], max(high, whole[-1][1]))
        else:
            whole.append((low, high))
    for low, high in whole:
        yield f"\\u{low:04X}" if low == high else f"\\u{low:04X}-\\u{high:04X}"


STATED = Rule(
    name="regex.stated",
    patterns=(
        pattern(
            r"^(?P<subject>)(?:(?:the\s)?(?:required\s|allowed\s|valid\s)?(?:regex|regular\sexpression|regexp|pattern|format)(?:\spattern)?"
            r"(?:\s(?:used\s(?:to\svalidate|for)|for)\s(?:this|the)\s\w+)?\s?(?::|is:?))\s(?P<what>\^\S+)$"
        ),
        pattern(
            r"^(?P<subject>.*?)\b(?:must|has\sto|have\sto|needs?\sto)\s(?:be\s[^.,;]{1,40}?\sand\s)?(?:match|satisfy|follow|conform\sto|adhere\sto|comply\swith|fit)"
            r"\s(?:(?:the|this)\s)?(?:following\s)?(?:(?:regex|regular\sexpression|regexp|pattern|format)(?:\spattern)?:?\s)?(?P<what>\^\S+)$"
        ),
    ),
    build=_stated,
    examples=(
        Example("<p>Pattern: <code>^[a-f]{8}$</code></p>", (("Value", "pattern", "^[a-f]{8}$"),)),
        Example(
            "<p>Each entry must be 1-9 characters and match the pattern <code>^[a-f.*-]+$</code>.</p>",
            (("Value[]", "pattern", "^[a-f.*-]+$"),),
            type="list",
            siblings={"Value[]": "string"},
        ),
        Example(
            "<p>The value must match the regular expression <code>^a+$</code>.</p>", (("Value", "pattern", "^a+$"),)
        ),
    ),
    refuses=(
        Example("<p>Pattern: <code>a*</code></p>"),
        Example("<p>The name of the rope must match <code>^a+$</code>.</p>"),
        Example("<p>If it is deep, the value must match <code>^a+$</code>.</p>"),
        Example("<p>The value must not match <code>^a+$</code>.</p>"),
    ),
    reads="sentence",
)
LISTED = Rule(
    name="characters.listed",
    patterns=(
        pattern(
            r"^(?P<subject>.*?)\s?\b(?:can|may|must)\s(?P<only>only\s)?(?:contain|include|consist\sof|use|have)\s(?:only\s)?(?:any\sof\s)?the\sfollowing"
            r"(?:\s\w+)?\scharacters:?$"
        ),
        pattern(
            r"^(?P<subject>)(?:the\s)?(?P<only>(?:only\s)?(?:valid|allowed|permitted|supported|acceptable))\scharacters(?:\sare(?:\sthe\sfollowing)?)?:$"
        ),
        pattern(
            r"^(?P<subject>)(?:this\sparameter\sallows\s(?:\([^)]*\)\s)?|the\s(?P<only>regex)\s(?:pattern\s)?(?:used\sto\svalidate|for)\sthis\sparameter\sis\s)"
            r"a\sstring\sof\scharacters\sconsisting\sof\s(?:any\sof\s)?the\sfollowing:$"
        ),
    ),
    build=_listed,
    examples=(
        Example(
            "<p>The value can contain the following characters:</p><ul><li>Letters</li><li>Hyphens</li></ul>",
            (("Value", "pattern", "^[a-zA-Z\\-]*$"),),
        ),
        Example(
            "<p>Valid characters:</p><ul><li>\\\\u0041 through \\\\u0043</li><li>The tab (\\\\u0009)</li></ul>",
            (("Value", "pattern", "^[\\u0009\\u0041-\\u0043]*$"),),
        ),
    ),
    refuses=(
        Example("<p>The value can contain the following characters:</p><ul><li>Letters</li><li>Some others</li></ul>"),
        Example("<p>The value can't contain the following characters:</p><ul><li>Letters</li><li>Digits</li></ul>"),
        Example("<p>The rope can contain the following characters:</p><ul><li>Letters</li><li>Digits</li></ul>"),
    ),
    reads="sentence",
)
RULES = (STATED, LISTED)
