"""Formats: `format.follows` (told by an example), `format.valid` (named)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.formats import recognised
from fencepost.contracts.mining.owner import is_subject
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement

#: No sentence of the family is without one of these.
_CUE = re.compile(r"format|valid|must|follows", re.IGNORECASE)

#: What prose calls a format, and the name that contracts give it.
_NAMED = (
    (r"(?:ISO\s?-?8601|RFC\s?-?3339)(?:\s\w+)*", "date-time"),
    (r"(?:amazon\sresource\sname|ARN)(?:\s\(ARN\))?", "arn"),
    (r"(?:e-?mail\saddress)", "email"),
    (r"(?:UUID|universally\sunique\sidentifier)(?:\s\(UUID\))?", "uuid"),
    (r"(?:IPv4\saddress)", "ipv4"),
    (r"(?:(?:IPv[46]\s)?CIDR(?:\s(?:block|range|notation))?)", "cidr"),
    (r"(?:JSON(?:\s(?:document|string|object|text|format))?)", "json"),
    (r"(?:12-digit\s(?:AWS\s|Amazon\sWeb\sServices\s)?account\s(?:ID|number))", "account-id"),
    (r"(?:URL|URI)", "uri"),
)


def _follows(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if re.match(r"(?:for|if|when)\b", match.string, re.IGNORECASE):
        return
    if statement.place.member.type == "string" and (name := recognised(match["example"].strip("'\"").rstrip("."))):
        yield Promise("format", name)


def _valid(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if statement.place.member.type != "string" or not is_subject(match["subject"], statement.place):
        return
    for source, name in _NAMED:
        if re.fullmatch(source, match["what"].strip(), re.IGNORECASE):
            yield Promise("format", name, expect="either" if name == "date-time" else "reject")
            return


FOLLOWS = Rule(
    name="format.follows",
    cue=_CUE,
    patterns=(
        pattern(
            r"\b(?:follows|in|has|uses|using)\sthe\s(?:following\s)?format\s?:?\s(?P<example>\S+)(?:\s"
            r"\([^)]*\))?\.?$"
        ),
        pattern(r"\bformat\s(?:is|must\sbe)\s?:?\s(?P<example>\S+?)\.?$"),
    ),
    build=_follows,
    examples=(
        Example(
            "The zone. Follows the format eu-west-1b (case-sensitive).", (("Value", "format", "availability-zone"),)
        ),
    ),
    refuses=(
        Example("Follows the format of the other fields."),
        Example("In the format hh:mm."),
    ),
    reads="sentence",
    responses=True,
)
VALID = Rule(
    name="format.valid",
    cue=_CUE,
    patterns=(
        pattern(
            r"^(?P<subject>.*?)\b(?:must|has\sto|needs\sto)\sbe\s(?:in\s)?(?:an?\s|the\s)?(?:valid"
            r"|well-formed|properly\sformatted|correctly\sformatted)\s(?P<what>.+?)(?:\sformat)?\.?$"
        ),
        pattern(
            r"^(?P<subject>.*?)\b(?:must|has\sto|needs\sto)\s(?:be|use|follow|conform\sto)\s(?:in\s)?"
            r"(?:the\s|an?\s)?(?P<what>\S+(?:\s\S+){0,3}?)\s(?:format|notation|standard)\.?$"
        ),
    ),
    build=_valid,
    examples=(
        Example("Must be a valid ARN.", (("Value", "format", "arn"),)),
        Example("The value must be a valid IPv4 address.", (("Value", "format", "ipv4"),)),
    ),
    refuses=(Example("Must be a valid name."), Example("The file must be a valid JSON document if it is small.")),
)
RULES = (FOLLOWS, VALID)
