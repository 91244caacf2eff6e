"""Relations between the values of two members: `relation.at-most`, `.at-least`, `.less-than`, `.greater-than`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.mentions import member_meant
from fencepost.contracts.mining.owner import is_subject
from fencepost.contracts.mining.place import Place, words
from fencepost.contracts.mining.rule import Builder, Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement

#: No sentence of the family is without one of these.
_CUE = re.compile(r"than|exceed|least|most|before|after|precede|follow|[<>]", re.IGNORECASE)

_NUMBERS = ("integer", "long", "float", "double")
_TIMES = ("timestamp", "string")
_OTHER = (
    r"(?:(?:the\s)?(?:current\s)?values?\s(?:of|for|in|specified\s(?:for|in|by|with)|provided\s(?:for|in)|set\s(?:for|in)"
    r"|that\syou\s(?:specify|set)\s(?:for|in)|you\s(?:specify|set)\s(?:for|in))\s)?(?:(?:that|those)\sof\s)?(?:the\s|your\s)?"
    r"(?P<other>['\"]?[A-Za-z][\w.-]*['\"]?(?:\s[a-z][\w-]*){0,4}?)"
    r"(?:\s(?:values?|parameters?|fields?|property|settings?|specification|attribute|element))?"
    r"(?=\.?$|,|;|\sand\b|\sor\b|\.\s|\s\()"
)
_JOINED = re.compile(
    r"\sand\s(?:the\s)?['\"]?(?P<name>(?-i:[A-Z])\w+)['\"]?(?:\s(?:values?|parameters?))?(?=\W*$|[,;])"
)
_MODAL = r"(?:must|has\sto|have\sto|needs\sto|need\sto)\s(?:(?:also|always)\s)?"
_MUST = rf"^(?P<subject>.*?)\b{_MODAL}(?:be\s)?(?:set\sto\s)?(?:a\s(?:value|number|date|time)\s(?:that\sis\s)?)?"
#: A second comparison ("must be greater than A and less than B").
_MUST_TOO = (
    rf"{_MUST}(?:(?:greater|larger|higher|more|less|lower|smaller|fewer|earlier|later|shorter|longer)\sthan|at\s(?:least|most))"
    r"\s[^;:.]{1,60}?,?\sand\s(?:(?:also|must|be)\s){0,3}"
)
_CANNOT = r"^(?P<subject>.*?)\b(?:cannot|can't|must\snot|mustn't|may\snot|can\snot|should\snot)\s"


def _resolved(phrase: str, statement: Statement) -> str | None:
    place = statement.place
    if path := member_meant(phrase, statement):
        return path
    if found := place.find_words(phrase):
        return found
    bare = re.sub(r"\s(?:date|time|timestamp)$", "", phrase.strip(), flags=re.IGNORECASE)
    return _by_ending(phrase, place) or (member_meant(bare, statement) if bare != phrase.strip() else None)


def _by_ending(phrase: str, place: Place) -> str | None:
    """The one sibling whose name ends in the words ("the upper bound" for `IntervalUpperBound`): two words at least."""
    said = re.sub(r"^(?:the|its|this)\s", "", phrase.strip(" '\""), flags=re.IGNORECASE)
    if len(words(said)) < 2:  # noqa: PLR2004
        return None
    found = place.ending_in(said)
    return found[0] if len(found) == 1 else None


def _own(subject: str, statement: Statement) -> str | None:
    """The member that the subject names: another one by its name, else the one that the sentence stands on."""
    place = statement.place
    bare = re.sub(r"^.*[,:;]\s|\b(?:the|value|of|for|parameter|field)\b", " ", subject, flags=re.IGNORECASE).strip()
    bare = " ".join(bare.split())
    if bare and (" " not in bare) and (path := place.find(bare)):
        return path
    if bare and (path := place.find_words(bare) or _by_ending(bare, place)):
        return path
    if bare and (path := _resolved(re.sub(r"^.*[,:;]\s", "", subject).strip(), statement)):
        return path
    return place.path if place.path and is_subject(subject, place) else None


def _builder(keyword: str, *, swapped: bool) -> Builder:
    def build(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
        own = _own(match["subject"], statement)
        others = _others(match, statement)
        if not own or own in others or not all(_comparable(own, other, statement.place) for other in others):
            return
        for other in others:
            left, right = (other, own) if swapped else (own, other)
            yield Promise(keyword, right, left)

    return build


def _others(match: re.Match[str], statement: Statement) -> list[str]:
    """The members that it is compared with: one, and another by its name that "and" joins; none where it is none."""
    first = _resolved(re.sub(r"^both\s", "", match["other"], flags=re.IGNORECASE), statement)
    joined = _JOINED.match(match.string[match.end() :])
    second = statement.place.find(joined["name"]) if joined else None
    found = [path for path in (first, second) if path]
    return found if first else []


def _comparable(own: str, other: str, place: Place) -> bool:
    kinds = {place.type_of(own), place.type_of(other)} - {""}
    return kinds <= set(_NUMBERS) or kinds <= set(_TIMES)


_LIMITS = {"MinSize": "integer", "MaxSize": "integer"}
_TIMES_OF = {"StartTime": "timestamp", "EndTime": "timestamp"}
_AT_MOST_AS = (
    rf"(?:(?:less|lower|smaller|earlier|shorter|fewer)\sthan(?:,)?\sor\s(?:equal\sto|the\ssame\sas)"
    r"|equal\sto\sor\s(?:less|lower|smaller|shorter|earlier)\sthan"
    r"|at\smost|no\s(?:more|greater|larger|higher|longer|later)\sthan|not\s(?:be\s)?(?:more|greater|larger|higher"
    rf"|longer|later)\sthan|not\sexceed|<=|on\sor\sbefore)\s{_OTHER}"
)
AT_MOST = Rule(
    name="relation.at-most",
    cue=_CUE,
    patterns=(
        pattern(_MUST + _AT_MOST_AS),
        pattern(_MUST_TOO + _AT_MOST_AS),
        pattern(
            rf"{_CANNOT}(?:exceed|be\s(?:set\sto\s)?(?:more|greater|larger|higher|longer|later|after)(?:\sthan)?)\s{_OTHER}"
        ),
    ),
    build=_builder("lessOrEqual", swapped=False),
    examples=(
        Example(
            "This must be less than or equal to `MaxSize`.",
            (("MinSize", "lessOrEqual", "MaxSize"),),
            "MinSize",
            "integer",
            _LIMITS,
        ),
        Example(
            "This value cannot exceed MaxSize.", (("MinSize", "lessOrEqual", "MaxSize"),), "MinSize", "integer", _LIMITS
        ),
        Example(
            "Can't be later than the end time.",
            (("StartTime", "lessOrEqual", "EndTime"),),
            "StartTime",
            "timestamp",
            _TIMES_OF,
        ),
    ),
    refuses=(
        Example("Must be less than or equal to the current size.", (), "MinSize", "integer", _LIMITS),
        Example("Should be less than or equal to MaxSize.", (), "MinSize", "integer", _LIMITS),
    ),
    operations=True,
)
_AT_LEAST_AS = (
    rf"(?:(?:greater|larger|higher|more|later|longer)\sthan(?:,)?\sor\s(?:equal\sto|the\ssame\sas)"
    r"|equal\sto\sor\s(?:greater|more|larger|higher|longer|later)\sthan"
    r"|at\sleast(?:\sequal\sto|\sas\s(?:large|long|high|great)\sas)?|no\s(?:less|lower|smaller|shorter|earlier)\sthan|"
    rf"not\s(?:be\s)?(?:less|lower|smaller|earlier)\sthan|>=|on\sor\safter)\s{_OTHER}"
)
AT_LEAST = Rule(
    name="relation.at-least",
    cue=_CUE,
    patterns=(
        pattern(_MUST + _AT_LEAST_AS),
        pattern(_MUST_TOO + _AT_LEAST_AS),
        pattern(
            rf"{_CANNOT}be\s(?:set\sto\s)?(?:(?:less|lower|smaller|earlier|shorter|fewer)\sthan|before|earlier\sthan)\s{_OTHER}"
        ),
    ),
    build=_builder("lessOrEqual", swapped=True),
    examples=(
        Example(
            "This must be greater than or equal to MinSize.",
            (("MinSize", "lessOrEqual", "MaxSize"),),
            "MaxSize",
            "integer",
            _LIMITS,
        ),
        Example(
            "The end time can't be before the start time.",
            (("StartTime", "lessOrEqual", "EndTime"),),
            "EndTime",
            "timestamp",
            _TIMES_OF,
        ),
    ),
    refuses=(Example("Must be at least as new as the guide.", (), "MaxSize", "integer", _LIMITS),),
    operations=True,
)
_LESS_THAN_AS = (
    rf"(?:(?:strictly\s)?(?:less|lower|smaller|earlier|shorter|fewer)\sthan|before|precede|(?:come|occur)\sbefore"
    rf"|<)\s(?!or\b){_OTHER}"
)
LESS_THAN = Rule(
    name="relation.less-than",
    cue=_CUE,
    patterns=(
        pattern(_MUST + _LESS_THAN_AS),
        pattern(_MUST_TOO + _LESS_THAN_AS),
    ),
    build=_builder("lessThan", swapped=False),
    examples=(
        Example(
            "Must be less than the maximum size.", (("MinSize", "lessThan", "MaxSize"),), "MinSize", "integer", _LIMITS
        ),
        Example(
            "Must be greater than or equal to LeastSize and less than the maximum size.",
            (("MinSize", "lessThan", "MaxSize"),),
            "MinSize",
            "integer",
            _LIMITS,
        ),
        Example(
            "Must be earlier than EndTime.",
            (("StartTime", "lessThan", "EndTime"),),
            "StartTime",
            "timestamp",
            {"EndTime": "timestamp"},
        ),
    ),
    refuses=(Example("Must be less than the interval of the other check.", (), "MinSize", "integer", _LIMITS),),
    operations=True,
)
_GREATER_THAN_AS = (
    rf"(?:(?:strictly\s)?(?:greater|larger|higher|more|later|longer)\sthan|after|(?:come|occur)\safter|>)\s"
    rf"(?!or\b){_OTHER}"
)
GREATER_THAN = Rule(
    name="relation.greater-than",
    cue=_CUE,
    patterns=(
        pattern(_MUST + _GREATER_THAN_AS),
        pattern(_MUST_TOO + _GREATER_THAN_AS),
    ),
    build=_builder("lessThan", swapped=True),
    examples=(
        Example(
            "Must be greater than `MinSize`.", (("MinSize", "lessThan", "MaxSize"),), "MaxSize", "integer", _LIMITS
        ),
        Example(
            "Must be greater than MinSize and LeastSize.",
            (("MinSize", "lessThan", "MaxSize"), ("LeastSize", "lessThan", "MaxSize")),
            "MaxSize",
            "integer",
            {"MinSize": "integer", "LeastSize": "integer"},
        ),
        Example(
            "The upper bound must be greater than the lower bound.",
            (("StepLowerBound", "lessThan", "StepUpperBound"),),
            "StepUpperBound",
            "double",
            {"StepLowerBound": "double", "StepUpperBound": "double"},
        ),
    ),
    refuses=(Example("Must be greater than MinSize if the mode is fast.", (), "MaxSize", "integer", _LIMITS),),
    operations=True,
)
RULES = (AT_MOST, AT_LEAST, LESS_THAN, GREATER_THAN)
