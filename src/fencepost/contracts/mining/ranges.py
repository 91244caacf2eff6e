"""Ranges: `range.between` with two bounds, `range.at-least`, `range.at-most` and their strict forms with one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.axis import NUMERIC, axis, bounds, unit_after, unit_conflicts
from fencepost.contracts.mining.owner import is_subject, owner
from fencepost.contracts.mining.rule import DIGIT, Example, Promise, Rule, pattern
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
#: What limits a range to some case ("for gp3 volumes"), rather than naming the member again.
_LIMITED = re.compile(
    r"^\W*(?:\w+\s){0,3}for\s(?!this\b|the\b|an?\b|each\srequest\b|your\b|example\b)|\bexcept\b|\bdepending\b"
    r"|(?<!provided\s)(?<!specified\s)(?<!value\s)\bfor\s(?!this\b|the\b|an?\b|each\srequest\b)"
    r"(?:[\w-]+\s){0,3}[\w-]+\.?$",
    re.IGNORECASE,
)
_LIMITED_ITEMS = re.compile(r"\bfor\s(?:each(?!\srequest)|every|all|both)\b|\bexcept\b|\bdepending\b", re.IGNORECASE)
#: A value that is permitted beside the range ("-1 or a number between").
_ALTERNATIVE = re.compile(
    rf"{NUMBER}[^.;]{{0,12}}(?:\bor\b|\band\sany\b|,|\|)[^.;]{{0,25}}$", re.IGNORECASE | re.VERBOSE
)
_RANGE = re.compile(rf"{NUMBER}\s?(?:-|\sto\s|\sand\s|\sthrough\s)\s?{NUMBER_AFTER}", re.IGNORECASE | re.VERBOSE)


def _between(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    claim = match.string
    before, after = claim[: match.start()], claim[match.end() :]
    low, high, unit = number(match["low"]), number(match["high"]), match.groupdict().get("unit") or ""
    if _mixed_units(unit, after) or not _cued(before, after) or _NEGATED.search(before):
        return  # from 1 minute to 24 hours: in which unit the member counts isn't said
    if _ALTERNATIVE.search(before) or _several(claim, match) or re.match(r"\s?-\s?\d", after):
        return
    path = owner(before, statement.place)
    if path is None or unit_conflicts(statement, unit_after(after) or unit_word(unit)):
        return
    kind = statement.place.type_of(path)
    if (_LIMITED_ITEMS if kind == "list" else _LIMITED).search(after):
        return
    if kind == "string" and not _measures_length(claim, before, statement):
        return
    if measured := axis(kind, claim, unit or after, counts_items=_counts_items(before, after)):
        yield from bounds(path, measured, low, high)


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
        return not re.search(r"\bASCII\svalues?\b|a-z|A-Z", before)
    bare = re.sub(
        r"\b(?:valid|allowed|must|be|can|have|has|range|ranges|from|of|is|are|between|constraints?)\b"
        r"|\W",
        " ",
        before,
        flags=re.IGNORECASE,
    )
    return is_subject(" ".join(bare.split()), statement.place)


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
    if re.match(r"\s(?:items?|elements?|entry|members?)\b", after):
        return True
    return bool(re.match(r"\s(?!of\b|or\b|and\b|to\b)(?:\w+[\s-]){0,3}?\w+s\b|\.?$", after))


def _one_sided(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    claim, found = match.string, match.groupdict()
    before, after = claim[: match.start()], claim[match.end("value") :]
    value = number(match["value"])
    path = owner(before, statement.place)
    if path is None or unit_conflicts(statement, unit_after(after)) or _relative(after):
        return
    kind = statement.place.type_of(path)
    if (_LIMITED_ITEMS if kind == "list" else _LIMITED).search(after):
        return
    if not found.get("subject") and _of_others(before, statement):
        return
    measured = axis(kind, claim, after, counts_items=_counts_items("", after))
    if measured is None or (measured == "items" and found.get("strict")):
        return
    if measured == "length" and (_counts_others(after) or "." in match["value"]):
        return
    low, high = (value, None) if found.get("low") is not None else (None, value)
    yield from bounds(path, measured, low, high, strict=found.get("strict") is not None)


def _of_others(before: str, statement: Statement) -> bool:
    """Whether a clause before the bound speaks of something else than the member ("A job can have a maximum of")."""
    clause = re.split(r"[,;:]\s(?:and\s)?", before)[-1] or before
    found = re.match(
        r"^(?P<subject>.+?)\s(?:can|cannot|are|is|supports?|have|has|must|may|will|allows?|depends?)\b", clause
    )
    if not found or re.match(
        r"^(?:you|we|and|the\s(?:default|minimum|maximum)|a\s(?:list|string))\b", found["subject"], re.IGNORECASE
    ):
        return False
    return not is_subject(found["subject"], statement.place)


def _counts_others(after: str) -> bool:
    """Whether a plural of something else than characters follows ("10 variables")."""
    return bool(
        re.match(
            rf"\s(?!{CHARACTERS}|in\b|or\b|and\b|long\b|length\b|for\b|inclusive\b|which\b)[a-z]",
            after,
            re.IGNORECASE | re.VERBOSE,
        )
    )


def _relative(after: str) -> bool:
    """Whether the number is a difference ("at least 10 percent greater than the current one"), or goes on."""
    return bool(
        re.match(
            r"(?!\s(?:and|or)\b)(?:[^.]*\b(?:plus|minus|times)\b|\s?(?:%|percent|\w+)?\s?(?:\w+\s)?"
            r"(?:greater|larger|higher|more|less|smaller|lower|longer|before|after|of\sthe"
            r"|times|from\snow|apart|in\sthe\s(?:future|past)|above|below|later|earlier|old)\b(?!\s?"
            r"(?:than\s\d|$|\.))"
            r"|\s?/\s?\d|\s?-\s?\d|\s?x\s?\d)",
            after,
            re.IGNORECASE,
        )
    )


def _bound_subject(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """A bound behind `must`, `can` or `cannot`: whatever stands before that has to be the member."""
    place, subject = statement.place, _last_clause(match["subject"])
    if not is_subject(subject, place) and owner(subject, place) in (None, place.path):
        return
    yield from _one_sided(match, statement)


def _last_clause(subject: str) -> str:
    """The subject of the clause next to the bound; the sentence's own where the clause has none."""
    last = re.split(r"[,;]\s(?:and\s|but\s)?(?=\S|$)|,\sand\s", subject)[-1].strip()
    if last and last not in ("and", "but"):
        return last
    first = re.match(r"(.*?)\b(?:can|must|has|is|cannot|can't|should)\b", subject)
    return first[1] if first else last


_SUBJECT = r"(?P<subject>^[^;]*?|(?<=[;:,]\s)[^;:,]*?)"
_VALUE = rf"(?P<value>{NUMBER})"
_MUST = (
    r"(?:must|has\sto|have\sto|needs?\sto|can\sonly|may\sonly|can|may|cannot|can't|can\snot|must\s"
    r"not|mustn't|may\snot|will)"
)
_BE = r"(?:be|have|contain|include|consist\sof|specify|not\s(?:be|have|contain|include))"
_KIND = (
    r"(?:(?:an?|the)\s)?(?:(?:positive\s|valid\s|whole\s)?(?:integer|number|value|string|length"
    r"|list|name)\s(?:that\sis\s|with\s|of\s)?)?"
)

BETWEEN = Rule(
    name="range.between",
    patterns=(
        pattern(rf"\bbetween\s{_A}{_UNIT_A}(?:\s?\(?inclusive\)?)?\s(?:and|to|-)\s{_B}"),
        pattern(
            rf"\b(?:from|ranges?|ranging\sfrom|range\sof|range\sis|in\sthe\srange|of)\s{_A}{_UNIT_A}\s?(?:-"
            rf"|\sto\s|\sthrough\s|to|\sup\sto\s)\s?{_B}"
        ),
        pattern(rf"(?<!or\s){_A}{_UNIT_A}\s?(?:-|\.\.\.?|\sto\s|\sthrough\s|to|through)\s?{_B}"),
        pattern(rf"(?P<low>{NUMBER})\s?<=?\s?\w+\s?<=\s?(?P<high>{NUMBER})"),
        pattern(rf"\[\s?(?P<low>-?\d+(?:\.\d+)?)\s?,\s?(?P<high>-?\d+(?:\.\d+)?)\s?\]"),
    ),
    build=_between,
    examples=(
        Example("Must be between 1 and 100.", (("Value", "minimum", 1), ("Value", "maximum", 100)), type="integer"),
        Example(
            "A share, written as a decimal number between 0 and 0.15.",
            (("Value", "minimum", 0), ("Value", "maximum", 0.15)),
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
        Example("Valid characters are a-z, 0-9, and hyphens (-)."),
        Example("Shelves range from 0 to 9."),
        Example("Valid range is 1-5 for red ones.", type="integer"),
    ),
    cue=DIGIT,
)

_TAKE = r"(?:be|have|contain|include|hold|specify|exceed|accept)"
_NEG = (
    r"(?:must\snot|mustn't|cannot|can't|can\snot|may\snot|may\snot|does\snot|doesn't|should\snot"
    r"|is\snot\sallowed\sto)"
)
_LESS = r"(?:less|fewer|shorter|lower|smaller)"
_MORE = r"(?:more|greater|longer|larger|higher|bigger)"
_EXTREME = (
    r"(?:\s(?:value|length|size|number|limit|allowed|count|character\slength|string\slength"
    r"|supported|permitted|duration|of\s(?:this|the)\s\w+|for\sthis\s\w+|of\sitems|number\sof\s"
    r"\w+))*"
)
_GIVE = (
    r"(?:specify|provide|include|add|list\sof|contains?|has|have|accepts?|enter|assign|attach"
    r"|associate|string\sof|pass|submit|upload|insert|select|choose|set|hold)"
)


def _side(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if _NEGATED.search(match.string[: match.start("value")]) and match.groupdict().get("not") is None:
        return
    yield from (_bound_subject if match.groupdict().get("subject") else _one_sided)(match, statement)


def _strict(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if _NEGATED.search(match.string[: match.start("value")]):
        return
    if match["value"].lower() == "zero":
        path = owner(match.string[: match.start()], statement.place)
        if path and statement.place.type_of(path) in NUMERIC:
            yield Promise("exclusiveMinimum", 0, path)
        return
    yield from (_bound_subject if match.groupdict().get("subject") else _one_sided)(match, statement)


def _positive(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    if place.member.type in NUMERIC and is_subject(match["subject"], place) and not _LIMITED.search(match.string):
        yield Promise("minimum" if match["zero"] else "exclusiveMinimum", 0)


AT_LEAST = Rule(
    name="range.at-least",
    patterns=(
        pattern(
            rf"{_SUBJECT}\b{_MUST}\s{_BE}\s{_KIND}(?P<not>)(?P<low>(?:at\sleast|no\s{_LESS}\sthan|not\s"
            rf"{_LESS}\sthan"
            rf"|{_MORE}\sthan\sor\sequal\sto|equal\sto\sor\s{_MORE}\sthan|>\s?=|a\sminimum\sof|a\sminimum\s"
            rf"length\sof))\s{_VALUE}"
        ),
        pattern(rf"{_SUBJECT}\b(?P<not>{_NEG})\s{_TAKE}\s{_KIND}(?P<low>{_LESS}\sthan|below)\s{_VALUE}"),
        pattern(rf"\b(?P<low>min(?:imum|\.)?){_EXTREME}\s?(?:is|of|:|=|are|must\sbe)?\s{_VALUE}"),
        pattern(
            rf"{_SUBJECT}\b(?:must|can|has\sto|valid\svalues?\s?(?:are|is|:)|specify|is)\s(?:be\s|have\s)?"
            r"(?:an?\s)?"
            rf"(?:value\sof\s|integer\sof\s)?{_VALUE}{_MEASURE}\s(?P<low>or\s(?:more|greater|higher|larger|above))"
        ),
        pattern(rf"(?P<subject>)\band\s(?P<low>{_MORE}\sthan\sor\sequal\sto|at\sleast)\s{_VALUE}"),
        pattern(rf"\b(?P<low>at\sleast)\s{_VALUE}\s{CHARACTERS}"),
        pattern(
            rf"\bvalid\s(?:values?|range)\s?(?:are|is|:)\s(?:an?\s)?(?:\w+\s)?(?P<low>{_MORE}\sthan\sor\s"
            rf"equal\sto|at\sleast|>=)\s{_VALUE}"
        ),
    ),
    build=_side,
    examples=(
        Example("The value must be at least 8.", (("Value", "minimum", 8),), type="integer"),
        Example("Must be greater than or equal to 5.", (("Value", "minimum", 5),), type="integer"),
        Example("Minimum length of 3.", (("Value", "minLength", 3),)),
        Example("Minimum value of 1 and maximum of 50.", (("Value", "minimum", 1),), type="integer"),
        Example("Must contain at least 8 characters.", (("Value", "minLength", 8),)),
        Example("Cannot be less than 4.", (("Value", "minimum", 4),), type="integer"),
    ),
    refuses=(
        Example("The new size must be at least 10 percent greater than the one in use.", type="integer"),
        Example("Specify one or more subnets.", type="list"),
        Example("Keep at least 2 replicas if the cluster is busy.", type="integer"),
        Example("You should use at least 3.", type="integer"),
        Example("The name must be less than 255 characters."),
        Example("A job must have at least 3 steps.", type="integer"),
    ),
    cue=DIGIT,
)

AT_MOST = Rule(
    name="range.at-most",
    patterns=(
        pattern(
            rf"{_SUBJECT}\b{_MUST}\s(?:{_BE}\s)?{_KIND}(?P<not>)(?P<high>(?:at\smost|up\sto|no\s{_MORE}\s"
            rf"than|not\s{_MORE}\sthan"
            rf"|{_LESS}\sthan\sor\sequal\sto|equal\sto\sor\s{_LESS}\sthan|<\s?=|a\smaximum\s(?:length\s)?of"
            rf"|limited\sto))\s{_VALUE}"
        ),
        pattern(
            rf"{_SUBJECT}\b(?P<not>{_NEG})\s(?:{_TAKE}\s)?{_KIND}(?P<high>{_MORE}\sthan|above|exceed|"
            rf"(?<=exceed))\s(?:a\smaximum\sof\s)?{_VALUE}"
        ),
        pattern(
            rf"(?P<subject>)\b{_GIVE}\s(?P<high>up\sto|at\smost|no\smore\sthan|a\smaximum\sof)\s(?:an?\s"
            rf")?{_VALUE}"
        ),
        pattern(rf"\b(?P<high>max(?:imum|\.)?){_EXTREME}\s?(?:is|of|:|=|are|must\sbe)?\s{_VALUE}"),
        pattern(
            rf"\b(?P<high>up\sto|at\smost|no\s(?:more|longer)\sthan|limited\sto|does\snot\sexceed|not\sexceeding)\s"
            rf"(?:a\smaximum\sof\s)?{_VALUE}\s{CHARACTERS}"
        ),
        pattern(
            rf"{_SUBJECT}\b(?:must|can|has\sto|valid\svalues?\s?(?:are|is|:)|specify|is)\s(?:be\s|have\s)?"
            r"(?:an?\s)?"
            rf"(?:value\sof\s|integer\sof\s)?{_VALUE}{_MEASURE}\s(?P<high>or\s(?:less|fewer|lower|smaller"
            r"|below|shorter))"
        ),
        pattern(rf"^{_VALUE}\s{CHARACTERS}\s(?P<high>or\s(?:less|fewer)|max(?:imum)?)"),
        pattern(
            rf"(?P<subject>)\band\s(?P<not>)(?P<high>{_LESS}\sthan\sor\sequal\sto|<\s?=|at\smost|no\s"
            rf"{_MORE}\sthan|up\sto"
            rf"|not\s{_MORE}\sthan|(?:cannot|can't|must\snot)\sexceed)\s{_VALUE}"
        ),
        pattern(
            rf"\bvalid\s(?:values?|range)\s?(?:are|is|:)\s(?:an?\s)?(?:\w+\s)?(?P<high>{_LESS}\sthan\sor\s"
            rf"equal\sto|at\smost|up\sto|<=)\s{_VALUE}"
        ),
    ),
    build=_side,
    examples=(
        Example(
            "The description can be up to 255 characters.", (("Description", "maxLength", 255),), member="Description"
        ),
        Example("The length cannot exceed 128.", (("Value", "maxLength", 128),)),
        Example("Can't be longer than 64 characters.", (("Value", "maxLength", 64),)),
        Example("Must be less than or equal to 10.", (("Value", "maximum", 10),), type="integer"),
        Example("You can specify up to 50 tags.", (("Value", "maxItems", 50),), type="list"),
        Example("Minimum value of 1 and maximum of 50.", (("Value", "maximum", 50),), type="integer"),
        Example("You cannot specify a number greater than 100.", (("Value", "maximum", 100),), type="integer"),
    ),
    refuses=(
        Example("You can have up to 10 of these per account.", type="list"),
        Example("The change can take up to 60 seconds.", type="integer"),
        Example("If the type is fast, the value must be at most 10.", type="integer"),
        Example("The quota is at most 100 rules.", type="list"),
        Example("Must be greater than 0.", type="integer"),
        Example("You can specify up to 10 variables.", type="string"),
        Example("A parcel can have a maximum of 15 labels.", type="integer"),
    ),
    cue=DIGIT,
)

GREATER_THAN = Rule(
    name="range.greater-than",
    patterns=(
        pattern(
            rf"{_SUBJECT}\b(?:must|has\sto|have\sto|needs?\sto)\s(?:be|have|contain)\s{_KIND}"
            rf"(?P<low>(?P<strict>(?:{_MORE}\sthan|above|>)))\s(?P<value>{NUMBER}|zero\b)"
        ),
        pattern(
            r"\b(?:must\sbe|valid\svalues?\s?(?:are|is|:)?|specify|enter|accepts?|allowed\svalues?\s?"
            r"(?:are|is|:))\s(?:an?\s|any\s|all\s)?"
            r"(?:positive\s|whole\s)?(?:values?|numbers?|integers?)\s(?:that\s(?:is|are)\s)?(?P<low>"
            rf"(?P<strict>{_MORE}\sthan))\s(?P<value>{NUMBER}|zero\b)"
        ),
    ),
    build=_strict,
    examples=(
        Example("Must be greater than 0.", (("Value", "exclusiveMinimum", 0),), type="integer"),
        Example("The value must be greater than zero.", (("Value", "exclusiveMinimum", 0),), type="double"),
    ),
    refuses=(
        Example("Used when the load is greater than 80.", type="integer"),
        Example("You cannot specify a number greater than 100.", type="integer"),
        Example("A value greater than 1 means a surcharge.", type="double"),
        Example("Must be greater than 90 days plus the other delay.", type="integer"),
    ),
)

LESS_THAN = Rule(
    name="range.less-than",
    patterns=(
        pattern(
            rf"{_SUBJECT}\b(?:must|has\sto|have\sto|needs?\sto)\s(?:be|have|contain)\s{_KIND}"
            rf"(?P<high>(?P<strict>(?:{_LESS}\sthan|below|<|under)))\s{_VALUE}"
        ),
        pattern(rf"(?P<subject>)\bmust\b.*\band\s(?P<high>(?P<strict>{_LESS}\sthan))\s{_VALUE}"),
        pattern(
            r"\b(?:must\sbe|valid\svalues?\s?(?:are|is|:)?|specify|enter|accepts?)\s(?:an?\s|any\s|all\s)?"
            rf"(?:values?|numbers?|integers?)\s(?:that\s(?:is|are)\s)?(?P<high>(?P<strict>{_LESS}\sthan))\s{_VALUE}"
        ),
    ),
    build=_strict,
    examples=(
        Example("Must be less than 50.", (("Value", "exclusiveMaximum", 50),), type="integer"),
        Example("The name must have fewer than 50 characters.", (("Name", "maxLength", 49),), member="Name"),
    ),
    refuses=(
        Example("Less than 50 percent of the hosts were healthy.", type="integer"),
        Example("A value less than 1 means a discount.", type="double"),
    ),
    cue=DIGIT,
)

POSITIVE = Rule(
    name="range.positive",
    patterns=(
        pattern(
            r"^(?P<subject>.*?)\b(?:must|has\sto)\sbe\s(?:an?\s)?(?:positive|(?P<zero>non-?negative))(?:\s"
            r"(?:whole\s)?(?:integer|number|value))?\.?$"
        ),
        pattern(
            r"^(?P<subject>)valid\svalues?\s?(?:are|is|:)\s(?:any\s|an?\s)?(?:positive|"
            r"(?P<zero>non-?negative))\s(?:integers?|numbers?)\.?$"
        ),
    ),
    build=_positive,
    examples=(
        Example("Must be a positive integer.", (("Value", "exclusiveMinimum", 0),), type="integer"),
        Example("Must be non-negative.", (("Value", "minimum", 0),), type="integer"),
    ),
    refuses=(Example("A positive number means a surcharge.", type="integer"),),
)

RULES = (BETWEEN, AT_LEAST, AT_MOST, GREATER_THAN, LESS_THAN, POSITIVE)
