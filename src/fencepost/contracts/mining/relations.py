"""Relations between the values of two members: `relation.at-most`, `.at-least`, `.less-than`, `.greater-than`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.owner import is_subject
from fencepost.contracts.mining.place import Place
from fencepost.contracts.mining.rule import Builder, Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement

#: No sentence of the family is without one of these.
_CUE = re.compile(r"than|exceed|least|most|before|after|[<>]", re.IGNORECASE)

_COMPARABLE = ("", "integer", "long", "float", "double", "timestamp", "string")
_OTHER = (
    r"(?:the\s)?(?:values?\s(?:of|for|in|specified\s(?:for|in|by)|provided\sfor)\s)?(?:the\s)?"
    r"(?P<other>[A-Za-z]\w*(?:\.\w+)*|(?:(?:minimum|maximum|start|end|from|to|min|max)\s\w+(?:\s"
    r"\w+)?))(?:\s(?:value|parameter|field|property|setting))?(?=\.?$|,|;|\sand\b|\sor\b)"
)
_MUST = r"^(?P<subject>.*?)\b(?:must|has\sto|have\sto|needs\sto)\s(?:also\s)?(?:be\s)?"
_CANNOT = r"^(?P<subject>.*?)\b(?:cannot|can't|must\snot|mustn't|may\snot|can\snot|should\snot)\s"


def _resolved(phrase: str, place: Place) -> str | None:
    return place.find(phrase) if " " not in phrase else place.find_words(phrase)


def _own(subject: str, place: Place) -> str | None:
    """The member that the subject names: another one by its name, else the one that the sentence stands on."""
    bare = re.sub(r"^.*[,:;]\s|\b(?:the|value|of|for|parameter|field)\b", " ", subject, flags=re.IGNORECASE).strip()
    if bare and (" " not in bare) and (path := place.find(bare)):
        return path
    if bare and (path := place.find_words(bare)):
        return path
    return place.path if place.path and is_subject(subject, place) else None


def _builder(keyword: str, *, swapped: bool) -> Builder:
    def build(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
        place = statement.place
        other, own = _resolved(match["other"], place), _own(match["subject"], place)
        if not other or not own or other == own:
            return
        if place.type_of(own) not in _COMPARABLE or place.type_of(other) not in _COMPARABLE:
            return
        left, right = (other, own) if swapped else (own, other)
        yield Promise(keyword, right, left)

    return build


_LIMITS = {"MinSize": "integer", "MaxSize": "integer"}
AT_MOST = Rule(
    name="relation.at-most",
    cue=_CUE,
    patterns=(
        pattern(
            rf"{_MUST}(?:less\sthan\sor\sequal\sto|equal\sto\sor\s(?:less|lower|smaller)\sthan|at\smost"
            r"|no\s(?:more|greater|larger|higher|longer)\sthan|not\s(?:be\s)?(?:more|greater|larger|higher"
            r"|longer)\sthan|not\sexceed|<=|lower\sthan\sor\sequal\sto|smaller\sthan\sor\sequal\sto)\s"
            rf"{_OTHER}"
        ),
        pattern(rf"{_CANNOT}(?:exceed|be\s(?:more|greater|larger|higher|longer|later)\sthan)\s{_OTHER}"),
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
    ),
    refuses=(
        Example("Must be less than or equal to the current size.", (), "MinSize", "integer", _LIMITS),
        Example("Should be less than or equal to MaxSize.", (), "MinSize", "integer", _LIMITS),
    ),
)
AT_LEAST = Rule(
    name="relation.at-least",
    cue=_CUE,
    patterns=(
        pattern(
            rf"{_MUST}(?:greater\sthan\sor\sequal\sto|equal\sto\sor\s(?:greater|more|larger|higher)\sthan"
            r"|at\sleast(?:\sequal\sto|\sas\slarge\sas)?|no\s(?:less|lower|smaller)\sthan|not\s(?:be\s)?"
            rf"(?:less|lower|smaller)\sthan|>=|(?:larger|higher|more)\sthan\sor\sequal\sto)\s{_OTHER}"
        ),
        pattern(rf"{_CANNOT}be\s(?:less|lower|smaller|earlier|shorter|fewer)\sthan\s{_OTHER}"),
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
    ),
    refuses=(Example("Must be at least as new as the guide.", (), "MaxSize", "integer", _LIMITS),),
)
LESS_THAN = Rule(
    name="relation.less-than",
    cue=_CUE,
    patterns=(pattern(rf"{_MUST}(?:(?:strictly\s)?(?:less|lower|smaller|earlier|shorter)\sthan|before|<)\s{_OTHER}"),),
    build=_builder("lessThan", swapped=False),
    examples=(
        Example(
            "Must be less than the maximum size.", (("MinSize", "lessThan", "MaxSize"),), "MinSize", "integer", _LIMITS
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
)
GREATER_THAN = Rule(
    name="relation.greater-than",
    cue=_CUE,
    patterns=(
        pattern(rf"{_MUST}(?:(?:strictly\s)?(?:greater|larger|higher|more|later|longer)\sthan|after|>)\s{_OTHER}"),
    ),
    build=_builder("lessThan", swapped=True),
    examples=(
        Example(
            "Must be greater than `MinSize`.", (("MinSize", "lessThan", "MaxSize"),), "MaxSize", "integer", _LIMITS
        ),
    ),
    refuses=(Example("Must be greater than MinSize if the mode is fast.", (), "MaxSize", "integer", _LIMITS),),
)
RULES = (AT_MOST, AT_LEAST, LESS_THAN, GREATER_THAN)
