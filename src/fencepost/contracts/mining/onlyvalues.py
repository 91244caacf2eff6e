"""Only values: `only-value` (said to be the only one), `only-value.must` (demanded)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.constraint import STATED
from fencepost.contracts.mining.literals import bare_numbers, listed, only_value, spelled
from fencepost.contracts.mining.owner import is_subject
from fencepost.contracts.mining.place import words
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.scopes import FOR_THIS, LITERAL, WHAT, WHICH, cases, filter_case, lead_case, of_others
from fencepost.contracts.mining.setaside import asserted
from fencepost.contracts.mining.statement import Statement

_CUE = re.compile(r"\bonly\b|\b(?:limited|restricted)\sto\b|valid\svalue|\bmust\b|\bhas\sto\b|\bset\b", re.IGNORECASE)
_CONST = re.compile(
    r"[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+|[A-Z][A-Z0-9]{3,}|[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+|-?\d+(?:\.\d+)?"
)
#: What follows from a reason.
_SO = re.compile(r"[,;]\s(?:and\s)?(?:so|therefore|thus|hence|consequently),?\s", re.IGNORECASE)
#: What only a value stands behind.
_SET_TO = re.compile(r"\bset\s(?:\w+\s){0,2}to\s$", re.IGNORECASE)
_ANY = frozenset("the this thi that which it and value parameter field property setting you note currently".split())
_NO_VALUES = frozenset("UTC JSON UUID UTF-8 ASCII ISO unique ACTIVE AVAILABLE ENABLED READY".split())


def _only(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    before = _SO.split(match.string[: match.start()])[-1]
    rest = bare_numbers(re.sub(r"\s*\([^()]*\)|,\swhich\s.*$", "", match["rest"]), statement.place.member.type)
    values = listed(rest, statement.place.member.literals)
    if (case := filter_case(statement)) and values and len(values) == 1:
        said = words(f"{match.groupdict().get('kind') or ''} {match.groupdict().get('what') or ''}")
        if {"value", "option"}.union(words(statement.sentence.term or "")).issuperset(said):
            yield Promise("const", values[0], case[0], (case[1],), expect="either")
        return
    when = cases(before, statement)
    if not values or len(values) != 1 or when is None or of_others(match, statement):
        return
    if re.search(r"\b(?:for|if|when)\s", match.string[match.end() :]):
        return
    named = match.start("rest") > 0 and values[0].istitle()
    yield from only_value(values[0], statement, when, plain=named or "value" in match.group().lower())


def _is_member(subject: str, statement: Statement) -> bool:
    """Whether the subject is the member, by its name, a pronoun, or a word for any member, and no part of it."""
    said = re.sub(r"^.*,\s(?=which|that|it|and)|^[\w\s]{1,30}:\s", "", subject.strip()).strip(" ,")
    known = {*_ANY, *words(statement.place.name)}
    return set(words(said)) <= known and is_subject(said, statement.place)


def _must(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """A demanded value, which has to look like one: known, in quotes, behind "set to", or with capitals alone."""
    rest = match["rest"].strip().rstrip(".").strip()
    if statement.claim is None or match["rest"] not in statement.claim or not _is_member(match["subject"], statement):
        return
    values = listed(rest, statement.place.member.literals)
    if not values or len(values) != 1 or values[0] in _NO_VALUES:
        return
    known = statement.place.member.literals
    set_to = _SET_TO.search(match.string[: match.start("rest")])
    quoted = rest[:1] in "'\"" or bool(set_to) or spelled(values[0], known) in known
    flag = statement.place.member.type == "boolean" and values[0].lower() in ("true", "false")
    exact = flag or bool(_CONST.fullmatch(values[0]))
    if quoted or exact:
        yield from only_value(values[0], statement, plain=quoted)


def _in_case(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """A value that is demanded in a case which can't be tied to members."""
    lead = lead_case(match.string, statement.place)
    if not lead or STATED not in lead[1] or asserted(match.string) is None or statement.sentence.bullet:
        return
    if statement.sentence.term or not _is_member(match["subject"], statement):
        return
    known = statement.place.member.literals
    values = listed(match["rest"], known)
    if values and len(values) == 1 and values[0] not in _NO_VALUES:
        yield from only_value(values[0], statement, lead[1], plain=spelled(values[0], known) in known)


ONLY_VALUE = Rule(
    name="only-value",
    cue=_CUE,
    patterns=(
        pattern(
            rf"\b(?:the\s)?only\s(?:currently\s)?{WHICH}\s(?:(?P<kind>\w+)\s)?(?P<what>{WHAT}){FOR_THIS}\s?(?:at\sthis\stime\s|currently\s)?(?:is|:|-)\s?(?:currently\s)?"
            r"(?P<rest>.+)$"
        ),
        pattern(
            rf"\b(?:the\s)?only\s{WHAT}\s(?:that's\s|that\sis\s|that\syou\scan\s\w+\s)?(?:currently\s)?(?:{WHICH}\s)?{FOR_THIS}\s?"
            r"(?:is|:)\s(?P<rest>.+)$"
        ),
        pattern(rf"\b(?:the\s)?only\s(?:currently\s)?{WHICH}\s(?P<what>\w+)\s(?:is|:)\s(?:currently\s)?(?P<rest>.+)$"),
        pattern(r"^\W*valid\svalue\s?(?:is|:)\s?(?P<rest>.+)$"),
        pattern(
            rf"(?:^|\b(?:currently|at\sthis\stime|now),?\s|(?<=,\s))(?:(?:this|it|the\svalue|this\s\w+)\s(?:is|must\sbe)\s)?(?:currently\s)?(?:limited|restricted)\s"
            rf"to\s(?:only\s)?(?:the\svalue\s)?(?P<rest>(?!\d){LITERAL})(?:\sonly)?\.?$"
        ),
        pattern(
            r"^(?:this|it|the\svalue|this\s(?:value|parameter|field|property))?\s?(?:must|has\sto)\s"
            r"(?:always\s)?be\s(?:set\sto\s)(?P<rest>.+)$"
        ),
        pattern(
            rf"(?:^|\b(?:currently|at\sthis\stime|now),?\s)(?P<rest>{LITERAL})\sis\s(?:currently\s|presently\s)?the\sonly\s"
            rf"(?:currently\s)?{WHICH}\s(?:\w+\s)?{WHAT}\.?$"
        ),
        pattern(
            rf"^(?:(?:currently|at\sthis\stime|now),?\s)?you\scan\s(?:currently\s)?(?:(?:specify|use|set|choose|select|provide)\sonly"
            rf"|only\s(?:specify|use|set|choose|select|provide))\s(?:the\s)?(?:value\s(?:of\s)?)?(?P<rest>{LITERAL})"
            r"(?:\s\w+){0,2}(?:,\swhich\s.*)?\.?$"
        ),
        pattern(
            rf"(?:^|\b(?:currently|at\sthis\stime|now),?\s)only\s(?:the\svalue\s)?(?P<rest>{LITERAL})\sis\s(?:currently\s)?{WHICH}\.?$"
        ),
    ),
    build=_only,
    examples=(
        Example("The engine. The only valid value is `quick-1.0`.", (("Value", "const", "quick-1.0"),)),
        Example("Currently, the only supported value is HTTPS.", (("Value", "const", "HTTPS"),)),
        Example("`HOURS` is the only supported value.", (("Value", "const", "HOURS"),)),
        Example("Currently, only `HOURS` is supported.", (("Value", "const", "HOURS"),)),
        Example(
            "If the well is deep, the only valid value is `b`.",
            (("Value", "const", "b", (("", "stated", "Value/1"),)),),
        ),
        Example("Currently, this is limited to HOURS.", (("Value", "const", "HOURS"),)),
        Example("All wells are deep, so the only valid value is DEEP.", (("Value", "const", "DEEP"),)),
        Example("Currently, you can specify only the HOURS unit.", (("Value", "const", "HOURS"),)),
    ),
    refuses=(
        Example("The only valid values are listed in the guide."),
        Example("Currently, this is limited to wells."),
        Example("Only IPv4 is supported."),
        Example("This is limited to 10.", type="integer"),
        Example("A tall ladder is the only supported type."),
    ),
    reads="sentence",
    responses=True,
)
MUST_BE = Rule(
    name="only-value.must",
    cue=_CUE,
    patterns=(
        pattern(
            rf"^(?P<subject>.*?)\b(?:must|has\sto|needs\sto)\s(?:always\s|currently\s)?(?:be|equal|have\s(?:the|a)\svalue(?:\sof)?)\s(?:set\sto\s|equal\sto\s)?"
            rf"(?:the\s(?:value|string)\s)?(?P<rest>{LITERAL})\.?$"
        ),
        pattern(
            rf"^(?P<subject>)(?:you\smust\s|always\s)(?:set|specify)\s(?:this|it|the\svalue)(?:\s(?:parameter|value|field|property))?\s(?:to|as)\s"
            rf"(?P<rest>{LITERAL})\.?$"
        ),
        pattern(
            rf"^(?P<subject>)set\s(?:this|it)(?:\s(?:parameter|value|field|property))?\sto\s(?P<rest>{LITERAL})\.?$"
        ),
    ),
    build=_must,
    examples=(
        Example("The version must be `2`.", (("Version", "const", "2"),), member="Version"),
        Example("Must be set to ROUND_ROBIN.", (("Value", "const", "ROUND_ROBIN"),)),
        Example("You must set this to `sharp`.", (("Value", "const", "sharp"),)),
    ),
    refuses=(
        Example("Must be unique."),
        Example("The state must be ACTIVE."),
        Example("The size of the file must be `2`."),
        Example("If you are in a hurry, this must be `2`."),
    ),
)
IN_CASE = Rule(
    name="only-value.in-case",
    cue=_CUE,
    patterns=(
        pattern(
            rf"^(?:for|if|when|with|in|on)\s[^.;:]+?,\s(?:then\s)?(?P<subject>[^,.;:]*?)\s?\b(?:must|has\sto|needs\sto)\s(?:always\s)?be\s(?:set\sto\s)?"
            rf"(?:the\svalue\s)?(?P<rest>{LITERAL})\.?$"
        ),
        pattern(
            rf"^(?:for|if|when|with|in|on)\s[^.;:]+?,\s(?:then\s)?(?P<subject>)you\s(?:must|have\sto)\s(?:set|specify)\s(?:this|it)(?:\s(?:parameter|value|field"
            rf"|property))?\s(?:to|as)\s(?:the\svalue\s)?(?P<rest>{LITERAL})\.?$"
        ),
    ),
    build=_in_case,
    examples=(
        Example(
            "For wells in the desert, this value must be 1.",
            (("Value", "const", 1, (("", "stated", "Value/1"),)),),
            type="integer",
        ),
        Example(
            "If the well is deep, you must set this value to 9.",
            (("Value", "const", 9, (("", "stated", "Value/1"),)),),
            type="integer",
        ),
    ),
    refuses=(
        Example("For wells in the desert, the number of ropes must be 1.", type="integer"),
        Example("For wells in the desert, this value must be low."),
        Example("If the well is deep, the state must be ACTIVE."),
        Example("If you want a deep well, set this value to 9.", type="integer"),
        Example("We recommend that for wells in the desert, this value must be 1.", type="integer"),
    ),
    reads="sentence",
)
RULES = (ONLY_VALUE, MUST_BE, IN_CASE)
