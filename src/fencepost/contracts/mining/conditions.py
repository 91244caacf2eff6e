"""What holds under a condition: `condition.fixed`, `condition.absent-with`, and plain `required`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.constraint import Condition
from fencepost.contracts.mining.circumstances import condition_of, heading_condition, typed
from fencepost.contracts.mining.literal_words import literal_condition
from fencepost.contracts.mining.names import NAME, member_named, members_named
from fencepost.contracts.mining.place import Place
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.setaside import neutral_lead
from fencepost.contracts.mining.shapes import is_formed
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.updates import unsure_in_update

_IF = r"(?:if|when|whenever)"
_THIS = r"(?:this\s(?:parameter|field|property|value|option|attribute|setting|member|element|object)|it|this)"
_NOUN = r"(?:parameter|field|property|value|option|attribute|setting|element|input|argument|string|identifier)"
_IF_CUE = re.compile(r"\b(?:if|when|whenever)\b", re.IGNORECASE)


def term_condition(statement: Statement) -> Condition | None:
    """The condition that a heading sets: it is a literal of this member, or of one member alone."""
    heading = statement.heading
    return None if not heading or neutral_lead(heading) else heading_condition(heading, statement.place)


def _conditions(statement: Statement, text: str, place: Place) -> tuple[Condition, ...]:
    found = condition_of(text, place)
    if found and not statement.sentence.term:
        return found
    return ()


def _fixed(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    path = member_named(match["name"], place) if match["name"] else place.path
    when = _conditions(statement, match["condition"], place)
    if not when and match.groupdict().get("for"):
        named = literal_condition(match["condition"], place)
        when = (named,) if named else ()
    if not path or not when or any(condition.path == path for condition in when):
        return
    kind = place.type_of(path)
    text = match["value"].strip("'\"")
    literal = is_formed(text) or re.fullmatch(r"-?[\d.]+|true|false|[A-Z][A-Z0-9_-]+", text)
    value = typed(text, kind) if literal else None
    if value is not None and kind not in ("structure", "list", "map"):
        yield Promise("const", value, path, when)


def _absent_under_heading(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """The members whose names end in the words that the sentence forbids ("major or minor version parameters")."""
    condition = term_condition(statement)
    if condition is None:
        return
    for path in _members_in_words(match["what"], statement.place):
        if path != condition.path:
            yield Promise("absent", True, path, (condition,))  # noqa: FBT003


def _members_in_words(phrase: str, place: Place) -> list[str]:
    named = members_named(phrase, place)
    if named:
        return named
    text = re.sub(r"^(?:the|an?|any)\s|\s(?:parameters?|fields?|values?|options?)$", "", phrase.strip())
    parts = re.split(r"\s(?:or|and)\s|,\s(?:or\s|and\s)?", text)
    noun = parts[-1].split()[-1]
    phrases = [part if part.split()[-1] == noun else f"{part} {noun}" for part in parts]
    found = [place.ending_in(one) for one in phrases]
    return [path for paths in found for path in paths] if all(len(paths) == 1 for paths in found) else []


def _plainly_required(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if statement.place.path and not statement.sentence.term and not statement.sentence.bullet:
        bare = match.groupdict().get("bare") and not statement.place.member.required  # more stands in the next one
        promise = Promise("required", value=True, expect="either" if bare else "reject")
        yield from unsure_in_update([promise], statement)


_MODES = {"Mode": "string", "Other": "string", "Flag": "boolean"}
FIXED = Rule(
    name="condition.fixed",
    cue=_IF_CUE,
    patterns=(
        pattern(
            r"^(?:a\s|the\s)?value\sof\s(?P<value>['\"]?[\w./-]+['\"]?)\smust\sbe\s(?:specified|used|set"
            rf"|provided|given)(?:\sfor\s(?P<name>{NAME}))?\s{_IF}\s(?P<condition>.+)$"
        ),
        pattern(
            rf"^(?P<name>{NAME})?\s?must\sbe\s(?:set\sto\s|equal\sto\s)(?P<value>['\"]?[\w./-]+['\"]?)\s"
            rf"{_IF}\s(?P<condition>.+)$"
        ),
        pattern(
            rf"^(?P<name>{NAME})?\s?must\sbe\s(?:set\sto\s)?(?P<value>['\"]?(?:\d+|true|false|[A-Z][A-Z0-9_]+)['\"]?)\s"
            r"(?P<for>for)\s(?P<condition>[^,;]+?)\.?$"
        ),
        pattern(
            rf"^(?P<name>{NAME})?\s?must\sbe\s(?P<value>['\"]?(?:\d+|true|false|[A-Z][A-Z0-9_]+)['\"]?)\s"
            rf"{_IF}\s(?P<condition>.+)$"
        ),
        pattern(
            rf"^{_IF}\s(?P<condition>[^,]+),\s(?:then\s)?(?P<name>{NAME})\smust\sbe\s(?:set\sto\s)?"
            r"(?P<value>['\"]?(?:\d+|true|false|[A-Z][A-Z0-9_]+)['\"]?)\.?$"
        ),
        pattern(
            rf"^(?:note\sthat\s)?{_IF}\s(?P<condition>[^,]+),\s(?:then\s)?you\s(?:must|have\sto|need\sto)\s(?:also\s)?set\s"
            rf"(?P<name>{NAME})\sto\s(?P<value>['\"]?(?:\d+|true|false|[A-Z][A-Z0-9_]+)['\"]?)\.?$"
        ),
    ),
    build=_fixed,
    examples=(
        Example(
            "A value of 7 must be used for Size if Mode is FAST.",
            (("Size", "const", 7, (("Mode", "const", "FAST"),)),),
            "Size",
            "integer",
            _MODES,
        ),
        Example(
            "Must be set to 1 when `Flag` is true.",
            (("Size", "const", 1, (("Flag", "const", True),)),),
            "Size",
            "integer",
            _MODES,
        ),
        Example(
            "If you set Mode to FAST, you must also set the Size parameter to 7.",
            (("Size", "const", 7, (("Mode", "const", "FAST"),)),),
            "Size",
            "integer",
            _MODES,
        ),
        Example(
            "A value of 0 must be specified if the shop is told to send all parcels abroad.",
            (("Size", "const", 0, (("Mode", "const", "every"),)),),
            "Size",
            "integer",
            _MODES,
            None,
            {"Mode": {"every": "Send all parcels abroad.", "few": "Send only small parcels."}},
        ),
    ),
    refuses=(
        Example("A value of 0 must be specified if the moon is full.", (), "Size", "integer", _MODES),
        Example("Must be set to 1 if you like.", (), "Size", "integer", _MODES),
        Example("Must be empty if Mode is FAST.", (), "Size", "string", _MODES),
    ),
    reads="sentence",
)
ABSENT_UNDER_HEADING = Rule(
    name="condition.absent-with",
    patterns=(
        pattern(
            r"^(?:do\snot|don't|you\s(?:cannot|can't|must\snot))\s(?:include|specify|provide|use|pass"
            r"|set)\s(?P<what>.+?)\s(?:when|if|with|for)\s(?:you\s(?:use|specify|choose)\s)?this\s[\w-]+"
            r"(?:[\s-]\w+)?\.?$"
        ),
        pattern(
            r"^(?:do\snot|don't|you\s(?:cannot|can't|must\snot))\s(?:include|specify|provide|use|pass"
            r"|set)\s(?P<what>.+?)(?:\sin\sthis\smode)?\.?$"
        ),
    ),
    build=_absent_under_heading,
    examples=(
        Example(
            (
                "Don't give height or width numbers... Don't specify outer or inner colour parameters when "
                "you use this mode."
            ),
            (
                ("boxOuterColour", "absent", True, (("Mode", "const", "PLAIN"),)),
                ("boxInnerColour", "absent", True, (("Mode", "const", "PLAIN"),)),
            ),
            "Mode",
            "string",
            {"boxOuterColour": "string", "boxInnerColour": "string"},
            "PLAIN",
        ),
    ),
    refuses=(
        Example(
            "Don't specify outer or inner colour parameters when you use this mode.",
            (),
            "Mode",
            "string",
            {"boxOuterColour": "string", "boxInnerColour": "string"},
        ),
        Example(
            "Don't include secrets when you use this mode.", (), "Mode", "string", {"boxOuterColour": "string"}, "PLAIN"
        ),
    ),
    reads="sentence",
    operations=True,
)
PLAINLY_REQUIRED = Rule(
    name="required.plain",
    patterns=(
        pattern(rf"^{_THIS}\sis\s(?:a\s)?(?:required|mandatory)(?:\s(?:parameter|field|value))?\.?$"),
        pattern(
            rf"^{_THIS}\s(?:is\s(?:always\s)?(?:required|mandatory)|must\s(?:always\s)?be\s(?:specified|provided|included))\s(?:for|in|with)"
            r"\s(?:this|the|your|every|each|all|a|any|successful)\s(?:API\s)?(?:requests?|operations?|actions?|calls?)\.?$"
        ),
        pattern(rf"^{_THIS}\sis\s(?:always\s)?(?:required|mandatory),?\seven\s(?:if|when|though)\b"),
        pattern(
            rf"^{_THIS}\sis\sa\s(?:required|mandatory)\s(?:and\sunique\s)?{_NOUN}(?:\s(?:that|which)\s|[,;]?\sand\s(?:must|has|can|is)\b)"
        ),
        pattern(
            rf"^(?:this|the)\s(?:required|mandatory)\s{_NOUN}\s(?:contains|specifies|identifies|is|gives|holds|describes|indicates|must)\b"
        ),
        pattern(
            r"^(?:a\s)?(?:required|mandatory),?\s(?:unique\s)?(?:string|identifier|name|ID|ARN|list|number|integer)\s(?:that|of|which|used\sto|for)\s"
        ),
        pattern(r"^(?P<bare>[(\[]?required(?:\s(?:parameter|field|property|value|input))?[)\]]?)\.?$"),
        pattern(r"^(?P<bare>[(\[]required[)\]])[.:]?\s(?-i:[A-Z])"),
        pattern(
            r"^you\smust\s(?:always\s)?(?:specify|provide)\sthis\s(?:parameter|field|value)(?:\sin\s(?:the|your)\srequest)?\.?$"
        ),
        pattern(r"^this\s(?:parameter|field|value)\smust\s(?:always\s)?be\s(?:specified|provided)\.?$"),
    ),
    build=_plainly_required,
    examples=(
        Example("This parameter is required.", (("Value", "required", True),)),
        Example("Required.", (("Value", "required", True),)),
        Example("This parameter is required, even if the shop is shut.", (("Value", "required", True),)),
        Example("This is a required field that must be short.", (("Value", "required", True),)),
        Example("This required parameter contains the keys of the shop.", (("Value", "required", True),)),
        Example("Required unique string that names the shop.", (("Value", "required", True),)),
        Example("Required parameter.", (("Value", "required", True),)),
        Example("(Required) The colour of the shop.", (("Value", "required", True),)),
        Example("This field must be provided in every request.", (("Value", "required", True),)),
    ),
    refuses=(
        Example("This is a required field for some shops."),
        Example("This parameter is required for some colours."),
        Example("This parameter isn't required."),
    ),
    reads="sentence",
)
RULES = (FIXED, ABSENT_UNDER_HEADING, PLAINLY_REQUIRED)
