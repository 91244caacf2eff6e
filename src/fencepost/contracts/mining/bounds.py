"""Bounds on one side: `range.at-least`, `range.at-most`, `range.greater-than`, `range.less-than`, `range.positive`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.axis import NUMERIC
from fencepost.contracts.mining.limits import DENIED, LIMITED, MEASURE, NEGATED, bound_subject, one_sided
from fencepost.contracts.mining.owner import is_subject, owner
from fencepost.contracts.mining.rule import DIGIT, Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import CHARACTERS, NUMBER

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
_TAKE = r"(?:be|have|contain|include|hold|specify|exceed|accept)"
_NEG = (
    r"(?:must\snot|mustn't|cannot|can't|can\snot|may\snot|may\snot|does\snot|doesn't|should\snot"
    r"|is\snot\sallowed\sto)"
)
_LESS = r"(?:less|fewer|shorter|lower|smaller)"
_MORE = r"(?:more|greater|longer|larger|higher|bigger)"
_EXTREME = (
    r"(?:\s(?:value|length|size|number|limit|allowed|count|character\s(?:length|limit)|string\slength"
    r"|supported|permitted|accepted|acceptable|allowable|configurable|possible|duration|time|period|(?:token|input|text|name)(?=\slength)"
    r"|of\s(?:this|the)\s\w+|for\sthis\s\w+|of\sitems|number\sof\s\w+(?=\s?(?:is|of|are|must|that|you|can|allowed|supported|permitted|:|=|-)(?!\w))))*"
    r"(?:\s(?:that\s)?(?:you\s(?:can|may)\s(?:specify|set|provide|use|configure|enter|choose)|can\sbe\s(?:specified|set|provided|used|configured)))?"
)
_GIVE = (
    r"(?:specify|provide|include|add|list\sof|contains?|has|have|accepts?|enter|assign|attach"
    r"|associate|string\sof|pass|submit|upload|insert|select|choose|set|hold)"
)


def _side(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if NEGATED.search(match.string[: match.start("value")]) and match.groupdict().get("not") is None:
        return
    yield from (bound_subject if match.groupdict().get("subject") else one_sided)(match, statement)


def _strict(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if NEGATED.search(match.string[: match.start("value")]):
        return
    if match["value"].lower() == "zero":
        path = owner(match.string[: match.start("value")], statement.place)
        subject = re.split(r"[,;]\s(?:and\s)?", match.groupdict().get("subject") or "")[-1]
        if DENIED.search(match.string[match.end("value") :]) or not is_subject(subject, statement.place):
            return
        if path and statement.place.type_of(path) in NUMERIC:
            yield Promise("exclusiveMinimum", 0, path)
        return
    yield from (bound_subject if match.groupdict().get("subject") else one_sided)(match, statement)


def _positive(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    if place.member.type in NUMERIC and is_subject(match["subject"], place) and not LIMITED.search(match.string):
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
        pattern(rf"\b(?P<low>min(?:imum|\.)?){_EXTREME}\s?(?:is|of|:|=|-|are|must\sbe)?\s?{_VALUE}"),
        pattern(
            rf"\b(?P<low>min(?:imum)?)\s(?:value|length)\s(?:for|of)\s(?:the\s)?(?P<subject>[\w\s]{{3,30}}?)\sis\s{_VALUE}"
        ),
        pattern(
            rf"(?:^|\bconstraints?:\s)an?\s(?:value|integer|number)\s(?:that\sis\s|of\s)?(?P<low>{_MORE}\sthan\sor\sequal\sto"
            rf"|at\sleast)\s{_VALUE}"
        ),
        pattern(rf"\b(?P<low>min(?:imum)?)\s(?P<subject>(?!value|length|size|number)\w+)\sof\s{_VALUE}"),
        pattern(
            rf"{_SUBJECT}\b(?:must|can|has\sto|valid\svalues?\s?(?:are|is|:)|specify|is)\s(?:be\s(?:set\sto\s)?|have\s|set\s\w+\sto\s)?"
            r"(?:an?\s)?"
            rf"(?:value\sof\s|integer\sof\s)?{_VALUE}{MEASURE}\s(?P<low>or\s(?:more|greater|higher|larger|above))"
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
        Example("(Windows) Must be at least 5.", type="integer"),
        Example("It must be at least 15 percent greater than before.", type="integer"),
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
        pattern(rf"\b(?P<high>max(?:imum|\.)?){_EXTREME}\s?(?:is|of|:|=|-|are|must\sbe)?\s?{_VALUE}"),
        pattern(
            rf"\b(?P<high>max(?:imum)?)\s(?:value|length)\s(?:for|of)\s(?:the\s)?(?P<subject>[\w\s]{{3,30}}?)\sis\s{_VALUE}"
        ),
        pattern(
            rf"(?:^|\bconstraints?:\s)an?\s(?:value|integer|number)\s(?:that\sis\s|of\s)?(?P<high>{_LESS}\sthan\sor\sequal\sto"
            rf"|at\smost|up\sto)\s{_VALUE}"
        ),
        pattern(rf"\b(?P<high>max(?:imum)?)\s(?P<subject>(?!value|length|size|number)\w+)\sof\s{_VALUE}"),
        pattern(
            r"^(?:specifies\s)?the\s(?:maximum\s)?(?:number|count|amount)\sof\s[^.;:,]{2,80},\s(?:with\s)?"
            rf"(?P<high>(?:up\sto(?:\sa\smaximum\sof)?|an?\smaximum\sof|at\smost))\s{_VALUE}(?=\.?$)"
        ),
        pattern(rf"^the\s(?P<high>(?:upper\s)?limit\sis)\s{_VALUE}\.?$"),
        pattern(rf"{_SUBJECT}\b(?:has|have)\san?\s(?P<high>(?:\w+\s)?limit\sof)\s{_VALUE}\s{CHARACTERS}"),
        pattern(rf"^(?:the\s)?(?P<high>(?:character\s|length\s|size\s)?limit\s?(?:is|of|:))\s{_VALUE}\s{CHARACTERS}"),
        pattern(
            rf"\bthat\s(?:is|are|has|have)\s(?P<high>{_LESS}\sthan\sor\sequal\sto|no\s{_MORE}\sthan|at\smost)\s{_VALUE}\s{CHARACTERS}"
        ),
        pattern(
            rf"{_SUBJECT}\b(?:can\s)?(?:accepts?|uses?)\s(?P<high>a\smaximum\sof|up\sto|at\smost)\s{_VALUE}(?=(?:\s[\w-]+,?){{0,8}}?\scharacters)"
        ),
        pattern(
            rf"\b(?P<high>up\sto|at\smost|no\s(?:more|longer)\sthan|limited\sto|does\snot\sexceed|not\sexceeding)\s"
            rf"(?:a\smaximum\sof\s)?{_VALUE}\s{CHARACTERS}"
        ),
        pattern(
            rf"{_SUBJECT}\b(?:must|can|has\sto|valid\svalues?\s?(?:are|is|:)|specify|is)\s(?:be\s|have\s)?"
            r"(?:an?\s)?"
            rf"(?:value\sof\s|integer\sof\s)?{_VALUE}{MEASURE}\s(?P<high>or\s(?:less|fewer|lower|smaller"
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
        Example(
            "Its length, in minutes. Must not be longer than 10 minutes.", (("Value", "maximum", 10),), type="integer"
        ),
        Example("The length cannot exceed 128.", (("Value", "maxLength", 128),)),
        Example("Can't be longer than 64 characters.", (("Value", "maxLength", 64),)),
        Example("Must be less than or equal to 10.", (("Value", "maximum", 10),), type="integer"),
        Example("You can specify up to 50 tags.", (("Value", "maxItems", 50),), type="list"),
        Example("Minimum value of 1 and maximum of 50.", (("Value", "maximum", 50),), type="integer"),
        Example(
            "The maximum number of wells that you want to be shown, up to 50.",
            (("Value", "maximum", 50),),
            type="integer",
        ),
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
        Example("A value of at most 10 isn't allowed.", type="integer"),
        Example("The maximum is 5 GB (5,120 MB).", type="integer"),
        Example("Must not be longer than 10 minutes.", type="integer"),
        Example("Tag values can be up to 256 characters.", member="Name"),
        Example("Each description can be up to 256 characters.", member="Name"),
        Example("MinSize must be at most 10.", (), "MaxSize", "integer", {"MinSize": "integer"}),
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
        Example("The value of MaxValue must be greater than zero.", type="integer", siblings={"MaxValue": "integer"}),
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
        Example("The value of MaxValue must be less than 100.", type="integer", siblings={"MaxValue": "integer"}),
        Example(
            "The sum of Value and MaxValue must be less than 100.", type="integer", siblings={"MaxValue": "integer"}
        ),
        Example("The sum of the values must be less than 100.", type="integer"),
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
        pattern(
            r"^(?P<subject>.*?)\b(?P<zero>(?:must\snot|cannot|can't|can\snot|may\snot)\sbe\s(?:an?\s)?negative)"
            r"(?:\s(?:integer|number|value))?\.?$"
        ),
        pattern(
            r"^(?P<subject>)(?:specify\s|enter\s|use\s)?an?\s(?:positive|(?P<zero>non-?negative))(?:,?\s(?:non-?zero|whole))?\s"
            r"(?:integer|whole\snumber|decimal\snumber|number)(?=\.?$|,?\s(?:that|which|representing|specifying|indicating|of)\b)"
        ),
    ),
    build=_positive,
    examples=(
        Example("Must be a positive integer.", (("Value", "exclusiveMinimum", 0),), type="integer"),
        Example("Must be non-negative.", (("Value", "minimum", 0),), type="integer"),
        Example("Can't be negative.", (("Value", "minimum", 0),), type="integer"),
        Example("A positive integer that counts the wells.", (("Value", "exclusiveMinimum", 0),), type="integer"),
    ),
    refuses=(Example("A positive number means a surcharge.", type="integer"),),
)

RULES = (AT_LEAST, AT_MOST, GREATER_THAN, LESS_THAN, POSITIVE)
