"""Affixes: what a string must, or must not, begin or end with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fencepost.contracts.mining.characters import class_of
from fencepost.contracts.mining.owner import is_subject
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import normalised

#: No sentence of the family is without one of these.
_CUE = re.compile(r"begin|start|end|finish|prefix|suffix|character", re.IGNORECASE)

_SPECIAL = frozenset("\\^$.|?*+()[]{}/")
_MUST = r"(?:must|has\sto|have\sto|needs\sto)"
_NOT = r"(?:must\snot|mustn't|cannot|can't|can\snot|may\snot)"
_WHAT = r"(?P<what>.+?)"
_CHARACTER = re.compile(r"^(?:an?|the|either\san?)\s(?P<kind>.+?)(?:\s\([^)]*\))?$", re.IGNORECASE)
_ARTICLES = re.compile(r"\b(?:an?|either)\s", re.IGNORECASE)


def _literal(text: str) -> str:
    return "".join(f"\\{one}" if one in _SPECIAL and one != "/" else one for one in text)


def _what(phrase: str, code: Sequence[str]) -> tuple[str, bool] | None:
    """What stands at the edge, as a pattern, and whether it is a class of single characters; None if unclear."""
    text = re.sub(r"^(?:the\s)?(?:prefix|suffix|string|value|text|characters?)\s(?=\S)", "", phrase.strip())
    character = _CHARACTER.match(text)
    if character and (inside := class_of(_ARTICLES.sub("", character["kind"]))):
        return f"[{inside}]", True
    spans = [span for span in code if normalised(span) in text]
    rest = text
    for span in spans:
        rest = rest.replace(normalised(span), "", 1)
    if spans and not re.sub(r"[\s,.'\"]|\bor\b|\bsuffix\b|\bprefix\b|\bthe\b|\beither\b", "", rest):
        return _alternatives(spans), False
    return _token(text)


def _token(text: str) -> tuple[str, bool] | None:
    quoted = re.fullmatch(r"(['\"])(?P<value>.+?)\1(?:\s(?:suffix|prefix))?\.?", text)
    if quoted:
        return _literal(quoted["value"]), False
    token = re.fullmatch(r"(?P<value>\S*[^\w\s]\S*|[a-z]+\d*(?=\sprefix|\ssuffix))(?:\s(?:suffix|prefix))?", text)
    if token and re.search(r"\w", token["value"]):
        return _literal(token["value"]), False
    return None


def _alternatives(spans: Sequence[str]) -> str:
    found = [_literal(span) for span in spans]
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


def _affix(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    if place.member.type != "string" or not is_subject(match["subject"], place):
        return
    found = _what(
        match["what"].rstrip(".") if not match["what"].endswith("'.") else match["what"][:-1], statement.sentence.code
    )
    if found:
        groups = match.groupdict()
        value = _pattern(found, end=groups.get("end") is not None, negated=groups.get("not") is not None)
        yield Promise("pattern", value)


def _pattern(what: tuple[str, bool], *, end: bool, negated: bool) -> str:
    text, single = what
    if not negated:
        return f"{text}$" if end else f"^{text}"
    if single:
        inverse = f"[^{text[1:]}"
        return f"(?:^|{inverse})$" if end else f"^(?:{inverse}|$)"
    return f"^(?!.*{text}$)" if end else f"^(?!{text})"


def _both_edges(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    found = _what(match["what"].rstrip("."), statement.sentence.code)
    if place.member.type == "string" and found and is_subject(match["subject"], place):
        negated = match.groupdict().get("not") is not None
        yield Promise("pattern", _pattern(found, end=False, negated=negated))
        yield Promise("pattern", _pattern(found, end=True, negated=negated))


PREFIX = Rule(
    name="affix.prefix",
    cue=_CUE,
    patterns=(
        pattern(rf"^(?P<subject>.*?)\b{_MUST}\s(?:always\s)?(?:begin|start|be\sprefixed)\swith\s{_WHAT}\.?$"),
        pattern(
            rf"^(?P<subject>.*?)\b{_MUST}\s(?:contain|have|include|use)\s(?:the|a)\sprefix\s(?:of\s"
            rf")?{_WHAT}\.?$"
        ),
        pattern(r"^(?P<subject>)(?:the\s)?first\scharacter\s(?:must|has\sto)\sbe\s(?P<what>an?\s.+?)\.?$"),
    ),
    build=_affix,
    examples=(
        Example("The header must contain the prefix `x-demo-`.", (("Header", "pattern", "^x-demo-"),), member="Header"),
        Example("The name must begin with a letter.", (("Name", "pattern", "^[a-zA-Z]"),), member="Name"),
        Example("Must start with 'arn:'.", (("Value", "pattern", "^arn:"),)),
    ),
    refuses=(
        Example("The name of a special queue must start with `x-`."),
        Example("If it is a FIFO queue, the name must start with `x-`."),
        Example("Must start with the name of the bucket."),
        Example("The name should start with `x-`."),
    ),
)
SUFFIX = Rule(
    name="affix.suffix",
    cue=_CUE,
    patterns=(
        pattern(
            rf"^(?P<subject>.*?)\b{_MUST}\s(?:always\s)?(?P<end>end|finish)\s(?:with|in)\s(?:the\s"
            rf")?{_WHAT}\.?$"
        ),
        pattern(
            rf"^(?P<subject>.*?)\b{_MUST}\s(?:contain|have|include|use)\s(?P<end>(?:the|a)\ssuffix)\s"
            rf"(?:of\s)?{_WHAT}\.?$"
        ),
        pattern(r"^(?P<subject>)(?:the\s)?(?P<end>last)\scharacter\s(?:must|has\sto)\sbe\s(?P<what>an?\s.+?)\.?$"),
    ),
    build=_affix,
    examples=(Example("The name must end with `.fifo`.", (("Name", "pattern", "\\.fifo$"),), member="Name"),),
    refuses=(Example("The name of a FIFO queue must end with the `.fifo` suffix."),),
)
NO_PREFIX = Rule(
    name="affix.no-prefix",
    cue=_CUE,
    patterns=(
        pattern(rf"^(?P<subject>.*?)\b(?P<not>{_NOT})\s(?:begin|start|be\sprefixed)\swith\s(?!or\b){_WHAT}\.?$"),
    ),
    build=_affix,
    examples=(
        Example("The name can't start with `aws:`.", (("Name", "pattern", "^(?!aws:)"),), member="Name"),
        Example("The name can't begin with a hyphen.", (("Name", "pattern", "^(?:[^\\-]|$)"),), member="Name"),
    ),
    refuses=(Example("Tag keys can't start with `aws:`."),),
)
NO_SUFFIX = Rule(
    name="affix.no-suffix",
    cue=_CUE,
    patterns=(
        pattern(
            rf"^(?P<subject>.*?)\b(?P<not>{_NOT})\s(?P<end>end)\s(?:with|in)\s{_WHAT}(?:\sor\s(?:contain"
            r"|include)\s.*)?\.?$"
        ),
    ),
    build=_affix,
    examples=(Example("Can't end with a hyphen.", (("Value", "pattern", "(?:^|[^\\-])$"),)),),
    refuses=(Example("The request can't end with an error."),),
)
BOTH = Rule(
    name="affix.both",
    cue=_CUE,
    patterns=(
        pattern(
            rf"^(?P<subject>.*?)\b(?P<not>{_NOT})\s(?:begin|start)\s(?:with\s)?(?:or|and)\send\swith\s"
            rf"{_WHAT}\.?$"
        ),
        pattern(rf"^(?P<subject>.*?)\b{_MUST}\s(?:begin|start)\s(?:with\s)?and\send\swith\s{_WHAT}\.?$"),
    ),
    build=_both_edges,
    examples=(
        Example(
            "The name can't start or end with a hyphen.",
            (("Name", "pattern", "^(?:[^\\-]|$)"), ("Name", "pattern", "(?:^|[^\\-])$")),
            member="Name",
        ),
    ),
    refuses=(Example("The day can't start or end with a meeting."),),
)
RULES = (PREFIX, SUFFIX, NO_PREFIX, NO_SUFFIX, BOTH)
