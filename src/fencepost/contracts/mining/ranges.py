"""Ranges with two bounds: `range.between`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from fencepost.contracts.mining.axis import (
    IN_BYTES,
    MANY,
    NUMERIC,
    axis,
    bounds,
    unit_after,
    unit_conflicts,
    unit_unknown,
)
from fencepost.contracts.mining.counted import may_count_its_items
from fencepost.contracts.mining.limits import (
    DENIED,
    EXCLUSIVE,
    LIMITED,
    LIMITED_ITEMS,
    MEASURE,
    NEGATED,
    OF_CASE,
    counts_items,
)
from fencepost.contracts.mining.owner import is_subject, owner
from fencepost.contracts.mining.rule import DIGIT, Example, Promise, Rule, pattern
from fencepost.contracts.mining.setaside import asserted
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import CHARACTERS, NUMBER, NUMBER_AFTER, number, unit_word

_A = rf"(?P<low>{NUMBER})"
_B = rf"(?P<high>{NUMBER_AFTER})"
_UNIT_A = rf"(?P<unit>{MEASURE})"
#: Words before a range of numbers that say it is one of permitted values.
_CUE = re.compile(
    r"""
      \b(?:valid|allowed|allowable|accepted|acceptable|permitted|permissible|possible|supported|legal|accepts?)\b
    | \bmust\b | \bcan\s(?:be|have|contain|include|range|specify|use|set|only|accept)\b | \branges?\b | \branging\b
    | \bconstraints?\b | \bvalues?\b | \blength\b | \binteger\b | \bnumber\b | \bdecimal\b | \bspecify\b | \blimits?\b
    | \bhas\sto\b | \bhave\sto\b | \bneeds?\sto\b | \bmay\s(?:be|contain|have|input|specify|provide)\b
    | \bcontains?\b | \bstring\b | \bscale\b
    | \bpercent(?:age)?\b | \bset\s(?:it|this)\b | \brequires\b | ^\W*$ | \bconsists?\b | \btext\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: A value that is permitted beside the range ("-1 or a number between").
_ALTERNATIVE = re.compile(
    rf"{NUMBER}[^.;]{{0,12}}(?:\bor\b|\band\sany\b|,|\|)[^.;]{{0,25}}$", re.IGNORECASE | re.VERBOSE
)
_RANGE = re.compile(rf"{NUMBER}\s?(?:-|\sto\s|\sand\s|\sthrough\s)\s?{NUMBER_AFTER}", re.IGNORECASE | re.VERBOSE)


_CUE_DISTANCE = 90
#: A description without a verb, to which its range is added ("The minute of the hour, from 0 to 59").
_APPENDED = re.compile(r"^(?:the|an?|your|how)\s[^.;:]*(?:,\s|\s\((?:from\s)?)$", re.IGNORECASE)
#: The type alone, as a noun ("A double between 20 and 90").
_TYPED = re.compile(r"^(?:an?|any)\s(?:\w+\s)?(?:double|float|long|decimal|integer|number|fraction)\s$", re.IGNORECASE)
#: A bullet that gives a value of its own ("-1 - never", "null").
_VALUE_ALONE = re.compile(r"^\W?(?:-?\d+|null|none|unlimited)\W?(?:$|\s-\s|:\s|\s\()", re.IGNORECASE)
#: What explains the ends of a range: "from 0 to 9, where 0 is the first".
_EXPLAINED = re.compile(r",?\s(?:where|with)\s\d+\s(?:is|being|means)\b", re.IGNORECASE)
#: A power, or a length that not every character counts in.
_UNEQUAL = re.compile(r"\s?\^|[^.]*\b(?:excluding|not\s(?:counting|including))\s(?:white|spaces?\b)", re.IGNORECASE)
#: Several numbers of which a text is made ("four values between 0 and 255").
_NUMBERS_WITHIN = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|[2-8])\s(?:\w+\s)?(?:values|numbers|integers|octets|parts|decimals)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_EXCLUSIVE_AFTER = re.compile(r"[\s,(]*exclusive(?:ly)?\W*$", re.IGNORECASE)
#: Words by which a range with a unit is one of the values, rather than of the quantity that they stand for.
_STATES_VALUES = re.compile(
    r"\b(?:valid|allowed|allowable|accepted|acceptable|permitted|permissible|supported|legal|possible|accepts?)\b"
    r"|\bvalues?\b|\brange|\byou\s(?:can|may|must)\s(?:also\s)?(?:specify|set|enter|choose|use)\b",
    re.IGNORECASE,
)


def _between(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    claim = match.string
    before, after = claim[: match.start()], claim[match.end() :]
    low, high, unit = number(match["low"]), number(match["high"]), match.groupdict().get("unit") or ""
    if (
        _mixed_units(unit, after)
        or not _cued(before, after, statement)
        or NEGATED.search(before)
        or OF_CASE.search(before)
        or DENIED.search(after)
    ):
        return  # from 1 minute to 24 hours: in which unit the member counts isn't said
    if (
        _is_alternative(statement)
        or _UNEQUAL.match(after)
        or _ALTERNATIVE.search(before)
        or _several(claim, match)
        or _NUMBERS_WITHIN.search(before)
        or re.match(r"\s?-\s?\d", after)
    ):
        return
    path = owner(before, statement.place)
    if path is None or unit_conflicts(statement, unit_after(after) or unit_word(unit)):
        return
    if unit_unknown(statement, path, unit_after(after) or unit_word(unit), _STATES_VALUES):
        return
    kind = statement.place.type_of(path)
    if (LIMITED_ITEMS if kind in MANY else LIMITED).search(after):
        return
    if kind == "string" and (match.group() == "0-9" or not _measures_length(claim, before, statement)):
        return
    counts = counts_items(before, after) and may_count_its_items(before, after, statement.place)
    if measured := axis(kind, claim, unit or after, counts_items=counts):
        strict = bool(_EXCLUSIVE_AFTER.match(after))
        floor = None if kind == "string" and IN_BYTES.match(after) else low
        if not EXCLUSIVE.search(claim) or (strict and measured == "number"):
            yield from bounds(path, measured, floor, high, strict=strict)


def _is_alternative(statement: Statement) -> bool:
    """Whether the range is one bullet of several that give values, of which another stands outside it."""
    sentence = statement.sentence
    others = statement.place.member.sentences
    return sentence.bullet and any(
        one.bullet and one.number != sentence.number and _VALUE_ALONE.match(one.term or one.text) for one in others
    )


def _mixed_units(first: str, after: str) -> bool:
    one, last = unit_word(first), unit_after(after)
    return bool(one and last) and one != last and "character" not in one


def _several(claim: str, match: re.Match[str]) -> bool:
    """Whether the claim gives other ranges beside this one: each of them then holds for something of its own."""
    others = [
        one
        for one in _RANGE.finditer(claim)
        if one.group() != "0-9"
        if one.end() <= match.start() or one.start() >= match.end()
    ]
    return bool(others)


def _measures_length(claim: str, before: str, statement: Statement) -> bool:
    """Whether a range on a string is one of lengths: it says so, or says nothing but the range."""
    if re.search(r"\bcharacters?\b|\blong\b|\blength\b|\bbytes\b|\bletters\b|\balphanumeric\b", claim, re.IGNORECASE):
        return not re.search(
            r"\bASCII\svalues?\b|a-z|A-Z|\bcharacters?\s(?:codes?\s)?(?:are\s)?(?:in|within|from)\b", before
        )
    if statement.place.member.literals:
        return False  # a scale that its literals stand for
    bare = re.sub(
        r"\b(?:valid|allowed|must|be|can|have|has|range|ranges|from|of|is|are|between|constraints?)\b"
        r"|\W",
        " ",
        before,
        flags=re.IGNORECASE,
    )
    return is_subject(" ".join(bare.split()), statement.place)


def _cued(before: str, after: str, statement: Statement) -> bool:
    if re.match(rf"\s?-?{CHARACTERS}|\s(?:in\slength|inclusive|\(inclusive)", after, re.IGNORECASE | re.VERBOSE):
        return True
    if _CUE.search(before[-_CUE_DISTANCE:]):
        return True
    if statement.place.member.type not in NUMERIC:
        return False
    if _TYPED.match(before):
        return True
    return bool(_APPENDED.match(before) and re.match(r"\)|\W*$", after)) or bool(_EXPLAINED.match(after))


def _numbers(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """A range whose ends are written in two ways, also of a text that writes a number."""
    if statement.place.member.type in ("string", *NUMERIC):
        yield Promise("minimum", number(match["low"]))
        yield Promise("maximum", number(match["high"]))


_HEX = r"\s\((?:or\s|=\s?)?0x[0-9a-f]+\)"
TWO_WAYS = Rule(
    name="range.two-ways",
    patterns=(
        pattern(
            rf"^(?:(?:valid|allowed|accepted)\s)?(?:values|range)\s?(?:are|is|:|must\sbe)\s(?:in\sthe\srange\s(?:of\s)?|between\s|from\s)?"
            rf"(?P<low>\d+)(?:{_HEX})?\s?(?:\.\.\.?|-|to|and|through)\s?(?P<high>\d+){_HEX}\.?$"
        ),
    ),
    build=_numbers,
    examples=(
        Example(
            "Valid values are 16 (or 0x10)..4095 (or 0xfff).", (("Value", "minimum", 16), ("Value", "maximum", 4095))
        ),
    ),
    refuses=(
        Example("Valid values are 16..4095 (or 0xfff).", (), "Value", "list"),
        Example("Wells are 16 (or 0x10)..4095 (or 0xfff)."),
    ),
    reads="sentence",
    cue=DIGIT,
)
BETWEEN = Rule(
    name="range.between",
    patterns=(
        pattern(rf"\bbetween\s{_A}{_UNIT_A}(?:\s?\(?inclusive\)?)?\s(?:and|to|-)\s{_B}"),
        pattern(
            rf"\b(?:from|ranges?|ranging\sfrom|range\sof|range\sis|in\sthe\srange|of)\s{_A}{_UNIT_A}\s?(?:-"
            rf"|\sto\s(?:up\sto\s)?|\sthrough\s|to|\sup\sto\s)\s?{_B}"
        ),
        pattern(rf"(?<!or\s){_A}{_UNIT_A}\s?(?:-|\.\.\.?|\sto\s|\sthrough\s|to|through)\s?{_B}"),
        pattern(rf"\bminimum\s(?:length\s)?of\s{_A}{_UNIT_A}\s(?:and|to)\s(?:an?\s)?maximum\s(?:length\s)?of\s{_B}"),
        pattern(rf"(?P<low>{NUMBER})\s?<=?\s?\w+\s?<=\s?(?P<high>{NUMBER})"),
        pattern(r"\[\s?(?P<low>-?\d+(?:\.\d+)?)\s?,\s?(?P<high>-?\d+(?:\.\d+)?)\s?\]"),
    ),
    build=_between,
    examples=(
        Example("Must be between 1 and 100.", (("Value", "minimum", 1), ("Value", "maximum", 100)), type="integer"),
        Example(
            "A share, as a decimal number between 0 and 0.25.",
            (("Value", "minimum", 0), ("Value", "maximum", 0.25)),
            type="float",
        ),
        Example(
            "The name can be from 1 to 64 characters.",
            (("Name", "minLength", 1), ("Name", "maxLength", 64)),
            member="Name",
        ),
        Example(
            "Allowed values are 120–7,200 seconds (2–120 minutes).",
            (("Value", "minimum", 120), ("Value", "maximum", 7200)),
            type="integer",
        ),
        Example("Valid values are 0 to 900.", (("Value", "minimum", 0), ("Value", "maximum", 900)), type="integer"),
        Example(
            "Must be between 0.5 and 1.5 (exclusive).",
            (("Value", "exclusiveMinimum", 0.5), ("Value", "exclusiveMaximum", 1.5)),
            type="float",
        ),
        Example(
            "The valid range is 1 to 35 days.", (("Value", "minimum", 1), ("Value", "maximum", 35)), type="integer"
        ),
        Example("Must be 3-63 characters long.", (("Value", "minLength", 3), ("Value", "maxLength", 63))),
        Example(
            "You can specify between 1 and 10 subnets.",
            (("Value", "minItems", 1), ("Value", "maxItems", 10)),
            type="list",
        ),
    ),
    refuses=(
        Example("We recommend a value between 1 and 10.", type="integer"),
        Example("The default is between 1 and 10.", type="integer"),
        Example("Copying takes between 5 and 10 minutes.", type="integer"),
        Example("Must be between 2020-01-01 and 2020-12-31.", type="integer"),
        Example("Valid range is from 1 minute to 24 hours.", type="integer"),
        Example("Each key can have from 1 to 128 characters.", type="map"),
        Example("CreateThing must be called between 1 and 5 times.", type="integer"),
        Example("The cost is between $5 and $10.", type="integer"),
        Example("For example, a value between 1 and 5.", type="integer"),
        Example("Either -1 or a number between 1 and 30.", type="integer"),
        Example("Supported values: small, 1-5; large, 1-50.", type="integer"),
        Example("Valid characters are a-f, 0-9, and dots (.)."),
        Example("Shelves range from 0 to 9."),
        Example("Valid range is 1-5 for red ones.", type="integer"),
        Example("A value between 1 and 10 isn't valid.", type="integer"),
        Example("Values from 1 to 10 can't be used.", type="integer"),
        Example("Names of 1 to 10 characters aren't accepted.", type="string"),
        Example("Must be strictly between 1 and 10 characters."),
        Example("Must be between 1 and 10 hours.", type="integer"),
        Example("The number of characters in Name must be between 1 and 10.", siblings={"Name": "string"}),
    ),
    cue=DIGIT,
)


def _domain(_: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """Both ends that a value `should` lie between: a domain, though nothing says that others are refused."""
    said = asserted(statement.text.replace("should", "must"))
    for promise in BETWEEN.promises(replace(statement, claim=said)):
        if promise.path in (None, statement.place.path):
            yield replace(promise, expect="either")


DOMAIN = Rule(
    name="range.domain",
    patterns=(
        pattern(
            rf"^(?P<subject>[\w\s]{{0,40}}?)\s?\bshould\s(?:be|range|have)\s(?:set\sto\s)?(?:an?\s)?(?:[\w-]+\s){{0,2}}?(?:between|from|in\sthe\srange|within)\s"
            rf"(?:the\srange\s)?(?:of\s)?{NUMBER}(?:\s?[\w%]+)?\s?(?:-|to|and|through)\s?{NUMBER_AFTER}[^.,;]{{0,25}}\.?$"
        ),
    ),
    build=_domain,
    examples=(
        Example(
            "Values should be between 0 and 70.", (("Value", "minimum", 0), ("Value", "maximum", 70)), type="float"
        ),
    ),
    refuses=(
        Example("You should use at least 3.", type="integer"),
        Example("If the moon is full, it should be between 0 and 70.", type="integer"),
        Example("Typically, the value should be between 0 and 70.", type="integer"),
        Example("The sum of the values should be between 0 and 70.", type="integer"),
    ),
    reads="sentence",
    cue=DIGIT,
)

RULES = (TWO_WAYS, BETWEEN, DOMAIN)
