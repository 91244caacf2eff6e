"""Ranges: `range.between` with two bounds, `range.at-least`, `range.at-most` and their strict forms with one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.axis import axis, bounds, unit_after, unit_conflicts
from fencepost.contracts.mining.owner import is_subject, owner
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import CHARACTERS, NUMBER, NUMBER_AFTER, UNIT, number, unit_word

_MEASURE = rf"(?:\s?-?(?:{UNIT}|{CHARACTERS})\b|\s?%)?"
_A = rf"(?P<low>{NUMBER})"
_B = rf"(?P<high>{NUMBER_AFTER})"
_UNIT_A = rf"(?P<unit>{_MEASURE})"
#: Words before a range of numbers that say it is one of permitted values.
_CUE = re.compile(
    r"""
      \b(?:valid|allowed|allowable|accepted|acceptable|permitted|permissible|possible|supported|legal|accepts?)\b
    | \bmust\b | \bcan\s(?:be|have|contain|include|range|specify|use|set|only|accept)\b | \branges?\b | \branging\b
    | \bconstraints?\b | \bvalues?\b | \blength\b | \binteger\b | \bnumber\b | \bdecimal\b | \bspecify\b | \blimits?\b
    | \bhas\sto\b | \bhave\sto\b | \bneeds?\sto\b | \bmay\s(?:be|contain|have)\b | \bcontains?\b | \bstring\b | \bscale\b
    | \bpercent(?:age)?\b | \bset\s(?:it|this)\b | \brequires\b | ^\W*$ | \bconsists?\b | \btext\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NEGATED = re.compile(r"\b(?:not|n't|never|cannot|can't|outside|exclud\w+|except)\b[^,;]*$", re.IGNORECASE)
_CUE_DISTANCE = 90


def _between(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    claim = match.string
    before, after = claim[: match.start()], claim[match.end() :]
    found = match.groupdict()
    low, high = number(match["low"]), number(match["high"])
    last = unit_after(after)
    first = unit_word(found.get("unit") or "")
    if first and last and first != last and "character" not in first:
        return  # from 1 minute to 24 hours: in which unit the member counts isn't said
    if re.match(r"\s?-\s?\d", after) or not _cued(before, after) or _NEGATED.search(before) or _excludes(after):
        return
    path = owner(before, statement.place)
    if path is None or unit_conflicts(statement, last or first):
        return
    kind = statement.place.type_of(path)
    words = (found.get("unit") or "") or after
    if measured := axis(kind, claim, words, counts_items=_counts_items(before, after)):
        yield from bounds(path, measured, low, high)


def _cued(before: str, after: str) -> bool:
    if re.match(rf"\s?-?{CHARACTERS}|\s(?:in\slength|inclusive|\(inclusive)", after, re.IGNORECASE | re.VERBOSE):
        return True
    return bool(_CUE.search(before[-_CUE_DISTANCE:]))


def _excludes(after: str) -> bool:
    return bool(re.match(r"[^.;]{0,30}\bexclusive\b", after, re.IGNORECASE))


def _counts_items(before: str, after: str) -> bool:
    """Whether the bound counts the items of a list: a plural follows, or the sentence speaks of a number of them."""
    if re.search(r"\b(?:values?|range|seconds|port)\b", before, re.IGNORECASE):
        return False
    return bool(re.match(r"\s(?!of\b|or\b|and\b|to\b)(?:\w+[\s-]){0,3}?\w+s\b|\.?$", after))


def _one_sided(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    claim, found = match.string, match.groupdict()
    before, after = claim[: match.start()], claim[match.end("value") :]
    value = number(match["value"])
    path = owner(_subject(before), statement.place)
    unit = unit_after(after)
    if path is None or unit_conflicts(statement, unit) or _relative(after):
        return
    kind = statement.place.type_of(path)
    measured = axis(kind, claim, after, counts_items=_counts_items("", after))
    if measured is None or (measured == "items" and found.get("strict")):
        return
    low, high = (value, None) if found.get("low") is not None else (None, value)
    yield from bounds(path, measured, low, high, strict=found.get("strict") is not None)


def _subject(before: str) -> str:
    return before


def _relative(after: str) -> bool:
    """Whether the number is a difference ("at least 10 percent greater than the current one"), or goes on."""
    return bool(
        re.match(
            r"\s?(?:%|percent|\w+)?\s?(?:\w+\s)?(?:greater|larger|higher|more|less|smaller|lower|longer|before|after|of\sthe"
            r"|times|from\snow|apart|in\sthe\s(?:future|past)|above|below|later|earlier|old)\b(?!\s?(?:than\s\d|$|\.))"
            r"|\s?/\s?\d|\s?-\s?\d|\s?x\s?\d",
            after,
            re.IGNORECASE,
        )
    )


def _bound_subject(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """A bound behind `must`, `can` or `cannot`: whatever stands before that has to be the member."""
    if not is_subject(match["subject"], statement.place) and owner(match["subject"], statement.place) in (
        None,
        statement.place.path,
    ):
        return
    yield from _one_sided(match, statement)


_SUBJECT = r"(?P<subject>^[^;]*?|(?<=[;:,]\s)[^;:,]*?)"
_VALUE = rf"(?P<value>{NUMBER})"
_MUST = r"(?:must|has\sto|have\sto|needs?\sto|can\sonly|may\sonly|can|may|cannot|can't|can\snot|must\snot|mustn't|may\snot|will)"
_BE = r"(?:be|have|contain|include|consist\sof|specify|not\s(?:be|have|contain|include))"
_KIND = r"(?:(?:an?|the)\s)?(?:(?:positive\s|valid\s|whole\s)?(?:integer|number|value|string|length|list|name)\s(?:that\sis\s|with\s|of\s)?)?"
_NOUN = r"(?:(?:allowed|allowable|permitted|valid|supported|accepted|possible|acceptable)\s)?"
_IS = r"(?:\s(?:value|length|size|number|limit|allowed|count|character\slength|string\slength|supported|permitted|for\sthis\s\w+))*"

BETWEEN = Rule(
    name="range.between",
    patterns=(
        pattern(rf"\bbetween\s{_A}{_UNIT_A}(?:\s?\(?inclusive\)?)?\s(?:and|to|-)\s{_B}"),
        pattern(rf"\b(?:from|ranges?|ranging\sfrom|range\sof|range\sis|in\sthe\srange|of)\s{_A}{_UNIT_A}\s?(?:-|\sto\s|\sthrough\s|to|\sup\sto\s)\s?{_B}"),
        pattern(rf"(?<!or\s){_A}{_UNIT_A}\s?(?:-|\.\.\.?|\sto\s|\sthrough\s|to|through)\s?{_B}"),
        pattern(rf"(?P<low>{NUMBER})\s?<=?\s?\w+\s?<=\s?(?P<high>{NUMBER})"),
        pattern(rf"\[\s?(?P<low>-?\d+(?:\.\d+)?)\s?,\s?(?P<high>-?\d+(?:\.\d+)?)\s?\]"),
    ),
    build=_between,
    examples=(
        Example("Must be between 1 and 100.", (("Value", "minimum", 1), ("Value", "maximum", 100)), type="integer"),
        Example("A share, written as a decimal number between 0 and 0.15.", (("Value", "minimum", 0), ("Value", "maximum", 0.15)), type="float"),
        Example("The name can be from 1 to 64 characters.", (("Name", "minLength", 1), ("Name", "maxLength", 64)), member="Name"),
        Example("Allowed values are 120–7,200 seconds (2–120 minutes).", (("Value", "minimum", 120), ("Value", "maximum", 7200)), type="integer"),
        Example("Valid values are 0 to 900.", (("Value", "minimum", 0), ("Value", "maximum", 900)), type="integer"),
        Example("Must be 3-63 characters long.", (("Value", "minLength", 3), ("Value", "maxLength", 63))),
        Example("You can specify between 1 and 10 subnets.", (("Value", "minItems", 1), ("Value", "maxItems", 10)), type="list"),
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
    ),
)

AT_LEAST = Rule(
    name="range.at-least",
    patterns=(
        pattern(rf"{_SUBJECT}\b{_MUST}\s{_BE}\s{_KIND}(?P<low>at\sleast|no\s(?:less|fewer|shorter|lower|smaller)\sthan|not\s(?:less|fewer|shorter|lower|smaller)\sthan|greater\sthan\sor\sequal\sto|equal\sto\sor\s(?:greater|more)\sthan|>=?\s?=|(?<=not\sbe\s)(?:less|fewer|shorter|lower|smaller)\sthan|(?<=t\sbe\s)(?:less|fewer|shorter|lower|smaller)\sthan)\s{_VALUE}"),
        pattern(rf"\b(?P<low>min(?:imum|\.)?){_IS}\s?(?:is|of|:|=|are|must\sbe)?\s{_VALUE}"),
        pattern(rf"{_SUBJECT}\b(?:must|can|has\sto|valid\svalues?\s?(?:are|is|:)|specify)\s(?:be\s|have\s)?(?:an?\s)?(?:value\sof\s|integer\sof\s)?{_VALUE}{_MEASURE}\s(?P<low>or\s(?:more|greater|higher|larger|above))"),
        pattern(rf"(?P<subject>)\band\s(?P<low>greater\sthan\sor\sequal\sto|at\sleast)\s{_VALUE}"),
        pattern(rf"\b(?P<low>at\sleast)\s{_VALUE}\s{CHARACTERS}"),
    ),
    build=lambda match, statement: (_bound_subject if match.groupdict().get("subject") else _one_sided)(match, statement),
    examples=(
        Example("The value must be at least 8.", (("Value", "minimum", 8),), type="integer"),
        Example("Must be greater than or equal to 5.", (("Value", "minimum", 5),), type="integer"),
        Example("Minimum length of 3.", (("Value", "minLength", 3),)),
        Example("Minimum value of 1 and maximum of 50.", (("Value", "minimum", 1),), type="integer"),
        Example("Must contain at least 8 characters.", (("Value", "minLength", 8),)),
    ),
    refuses=(
        Example("The new size must be at least 10 percent greater than the one in use.", type="integer"),
        Example("Specify one or more subnets.", type="list"),
        Example("Keep at least 2 replicas if the cluster is busy.", type="integer"),
        Example("You should use at least 3.", type="integer"),
    ),
)

AT_MOST = Rule(
    name="range.at-most",
    patterns=(
        pattern(rf"{_SUBJECT}\b{_MUST}\s(?:{_BE}\s)?{_KIND}(?P<high>at\smost|up\sto|no\s(?:more|greater|longer|larger|higher)\sthan|not\s(?:be\s|have\s|contain\s)?(?:more|greater|longer|larger|higher)\sthan|less\sthan\sor\sequal\sto|equal\sto\sor\s(?:less|fewer)\sthan|<\s?=|not\sexceed|exceed|a\smaximum\s(?:length\s)?of|limited\sto|(?<=not\sbe\s)(?:more|greater|longer|larger|higher)\sthan|(?<=t\sbe\s)(?:more|greater|longer|larger|higher)\sthan|(?<=t\s(?:have|hold)\s)more\sthan|(?<=t\scontain\s)more\sthan|(?<=t\sinclude\s)more\sthan|(?<=t\sspecify\s)more\sthan)\s{_VALUE}"),
        pattern(rf"(?P<subject>)\b(?:specify|provide|include|add|list\sof|contain|contains|have|has|accepts?|enter|assign|attach|associate)\s(?P<high>up\sto|at\smost|no\smore\sthan|a\smaximum\sof)\s(?:an?\s)?{_VALUE}"),
        pattern(rf"\b(?P<high>max(?:imum|\.)?){_IS}\s?(?:is|of|:|=|are|must\sbe)?\s{_VALUE}"),
        pattern(rf"\b(?P<high>up\sto|at\smost|no\s(?:more|longer)\sthan|limited\sto|does\snot\sexceed|not\sexceeding)\s(?:a\smaximum\sof\s)?{_VALUE}\s{CHARACTERS}"),
        pattern(rf"{_SUBJECT}\b(?:must|can|has\sto|valid\svalues?\s?(?:are|is|:)|specify)\s(?:be\s|have\s)?(?:an?\s)?(?:value\sof\s|integer\sof\s)?{_VALUE}{_MEASURE}\s(?P<high>or\s(?:less|fewer|lower|smaller|below|shorter))"),
        pattern(rf"^{_VALUE}\s{CHARACTERS}\s(?P<high>or\s(?:less|fewer)|max(?:imum)?)"),
        pattern(rf"(?P<subject>)\band\s(?P<high>less\sthan\sor\sequal\sto|at\smost|no\smore\sthan|up\sto|not\s(?:more|greater)\sthan|(?:cannot|can't|must\snot)\sexceed)\s{_VALUE}"),
    ),
    build=lambda match, statement: (_bound_subject if match.groupdict().get("subject") else _one_sided)(match, statement),
    examples=(
        Example("The description can be up to 255 characters.", (("Description", "maxLength", 255),), member="Description"),
        Example("The length cannot exceed 128.", (("Value", "maxLength", 128),)),
        Example("Can't be longer than 64 characters.", (("Value", "maxLength", 64),)),
        Example("Must be less than or equal to 10.", (("Value", "maximum", 10),), type="integer"),
        Example("You can specify up to 50 tags.", (("Value", "maxItems", 50),), type="list"),
        Example("Minimum value of 1 and maximum of 50.", (("Value", "maximum", 50),), type="integer"),
    ),
    refuses=(
        Example("You can have up to 10 of these per account.", type="list"),
        Example("The change can take up to 60 seconds.", type="integer"),
        Example("If the type is fast, the value must be at most 10.", type="integer"),
        Example("The quota is at most 100 rules.", type="list"),
    ),
)

GREATER_THAN = Rule(
    name="range.greater-than",
    patterns=(
        pattern(rf"{_SUBJECT}\b(?:must|has\sto|have\sto|needs?\sto)\s(?:be|have|contain)\s{_KIND}(?P<low>(?P<strict>(?:greater|more|larger|higher|longer)\sthan|above|>))\s(?P<value>{NUMBER}|zero\b)"),
        pattern(rf"\b(?:value|number|integer|values)\s(?:that\sis\s)?(?P<low>(?P<strict>(?:greater|more|larger|higher)\sthan))\s(?P<value>{NUMBER}|zero\b)"),
    ),
    build=lambda match, statement: _strict(match, statement),
    examples=(
        Example("Must be greater than 0.", (("Value", "exclusiveMinimum", 0),), type="integer"),
        Example("The value must be greater than zero.", (("Value", "exclusiveMinimum", 0),), type="double"),
    ),
    refuses=(Example("Used when the load is greater than 80.", type="integer"),),
)

LESS_THAN = Rule(
    name="range.less-than",
    patterns=(
        pattern(rf"{_SUBJECT}\b(?:must|has\sto|have\sto|needs?\sto)\s(?:be|have|contain)\s{_KIND}(?P<high>(?P<strict>(?:less|fewer|lower|smaller|shorter)\sthan|below|<|under))\s{_VALUE}"),
        pattern(rf"(?P<subject>)\band\s(?P<high>(?P<strict>(?:less|fewer|smaller)\sthan))\s{_VALUE}"),
        pattern(rf"\b(?:value|number|integer|values)\s(?:that\sis\s)?(?P<high>(?P<strict>(?:less|lower|smaller)\sthan))\s{_VALUE}"),
    ),
    build=lambda match, statement: _strict(match, statement),
    examples=(
        Example("Must be less than 50.", (("Value", "exclusiveMaximum", 50),), type="integer"),
        Example("The name must have fewer than 50 characters.", (("Name", "maxLength", 49),), member="Name"),
    ),
    refuses=(Example("Less than 50 percent of the hosts were healthy.", type="integer"),),
)


def _strict(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if match["value"].lower() == "zero":
        path = owner(match.string[: match.start()], statement.place)
        if path and statement.place.type_of(path) in ("integer", "long", "float", "double"):
            yield Promise("exclusiveMinimum", 0, path)
        return
    yield from (_bound_subject if match.groupdict().get("subject") else _one_sided)(match, statement)


RULES = (BETWEEN, AT_LEAST, AT_MOST, GREATER_THAN, LESS_THAN)
