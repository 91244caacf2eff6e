"""Enumerations: `enumeration.stated`, `.listed` (bullets), `.one-of`, `.either-or`, `.glossed`, and `only-value`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fencepost.contracts.mining.circumstances import typed
from fencepost.contracts.mining.limits import NEGATED
from fencepost.contracts.mining.literals import from_bullets, listed, literal_like, typed_values
from fencepost.contracts.mining.owner import is_subject
from fencepost.contracts.mining.place import Place, words
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.setaside import asserted, neutral_lead
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import normalised

#: No sentence of the family is without one of these.
_CUE = re.compile(
    (
        r"valu|option|follow|one\sof|either|\bor\b|indicat|means|specif|represent|denot|set\sto|valid"
        r"|support|allow|setting|choice|type|mode|format|state|input"
    ),
    re.IGNORECASE,
)

_CONDITIONAL = re.compile(
    r"\b(?:if|when|unless|depending|for)\b(?!\s(?:this|the)\s(?:parameter|field|value|property))", re.IGNORECASE
)
_SEVERAL = re.compile(
    (
        r"\bone\sor\smore\b|\bany\scombination\b|comma-separated|\bat\sleast\sone\b|\bsome\sof\b"
        r"|\bmultiple\b"
    ),
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\binclude\b|\bincludes\b|\bincluding\b|such\sas|\bexamples?\b|\be\.g\.|\bsee\b|\bcommon\b", re.IGNORECASE
)
_WHICH = r"(?:valid|allowed|allowable|accepted|acceptable|possible|permitted|permissible|supported|legal|available)"
_WHAT = r"(?:values?|options?|settings?|choices|inputs?|states?|types?|modes?|formats?)"
_FOR_THIS = r"(?:\s(?:for|of)\s(?P<scope>(?:this|the)\s[\w\s]{1,30}?|\w+))?"
_MEMBER = ("parameter", "field", "property", "value", "attribute", "setting", "member", "element")
#: A format of several parts ("Format: dd:hh-dd:hh").
_FORMAT = re.compile(r"\b(?:format|syntax)\b[^.]*?\b\w+[:-]\w+[:-]\w+", re.IGNORECASE)
_VALUES = re.compile(r"(?:value|option|setting|choice|input)s?", re.IGNORECASE)
_KINDS = frozenset(
    ["following", "current", "currently", "literal", "enum", "string", "possible", "only", "input", "argument"]
)
_LITERAL = r"['\"]?[A-Za-z0-9](?:[\w./:+*-]*[\w*])?['\"]?"


def _enumeration(values: Sequence[str] | None, statement: Statement, **more: str) -> Iterable[Promise]:
    place = statement.place
    if not values or len(values) < 2 or any(place.find(value) for value in values):  # noqa: PLR2004
        return
    if re.search(r"Arns?$|Filters?$", place.name, re.IGNORECASE) or place.type_of(f"{place.path}[]") not in (
        "",
        "string",
    ):
        return  # what is named are parts of an ARN, or keys of a filter
    if _composed(values, place):
        return
    values = [value.removeprefix(f"{place.name}:") for value in values]
    found = typed_values(values, place.member.type)
    if found:
        path = f"{place.path}[]" if place.member.type == "list" else place.path
        yield Promise("enum", found, path, statement.when, **more)  # type: ignore[arg-type]


def _composed(values: Sequence[str], place: Place) -> bool:
    """Whether the values are parts of what the member takes: keywords of a syntax (`id=…`), or of a format."""
    texts = [normalised(sentence.text) for sentence in place.member.sentences]
    keywords = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, values))})\s?=|\w=\w+\spairs?\b")
    return any(keywords.search(text) or _FORMAT.search(text) for text in texts)


def _binds(before: str, statement: Statement) -> bool:
    """Whether what stands before the list makes it hold in general, and for one value at a time."""
    if _CONDITIONAL.search(before) or (statement.sentence.term and not neutral_lead(statement.sentence.term)):
        return False
    if before.strip() and asserted(before) is None:
        return False
    if NEGATED.search(before) or re.search(r"\bexamples?\b", statement.lead, re.IGNORECASE):
        return False
    several = _SEVERAL.search(statement.text) and statement.place.member.type != "list"
    return not several


def _stated(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    rest = match["rest"]
    if (
        not _binds(match.string[: match.start()], statement)
        or _OPEN.search(match.group())
        or _of_others(match, statement)
    ):
        return
    if rest.strip(" .:"):
        yield from _enumeration(listed(rest, statement.sentence.code), statement)
    else:
        yield from _enumeration(from_bullets(statement.bullets), statement)


def _of_others(match: re.Match[str], statement: Statement) -> bool:
    """Whether the values are said to be those of something else than the member."""
    found, own = match.groupdict(), words(statement.place.name)
    what, kind = found.get("what") or "values", found.get("kind") or "following"
    if not _VALUES.fullmatch(what) and not set(words(f"{kind} {what}")) & set(own):
        return True
    if kind.lower() not in (*_KINDS, *_MEMBER) and not set(words(kind)) & set(own):
        return True
    scope = found.get("scope")
    if not scope or scope.lower().startswith("this"):
        return False
    return not set(words(scope)) <= {"the", *words(statement.place.name), *_MEMBER}


def _listed(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if not _binds(match.string[: match.start()], statement) or _OPEN.search(match.string):
        return
    if any(bullet.term is None and "." in bullet.text.rstrip(".") for bullet in statement.bullets):
        return
    yield from _enumeration(from_bullets(statement.bullets), statement)


def _either(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    values = [match[name].strip("'\"") for name in ("first", "second")]
    literal = all(literal_like(value, statement.place, statement.sentence.code) for value in values)
    quoted = all(match[name][0] in "'\"" for name in ("first", "second"))
    if not _binds(match.string[: match.start("first")], statement) or not (literal or quoted):
        return
    subject = match.groupdict().get("subject") or ""
    if re.search(r"values?\s(?:is|are)\s$", match.string[: match.start("first")]):
        subject = ""
    if is_subject(subject, statement.place) or re.search(r",\s(?:which|that)\s?$", subject):
        yield from _enumeration(values, statement)


_INDICATES = re.compile(
    r"^(?:If\s)?(?P<term>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)\s(?:indicates|means|specifies|represents"
    r"|denotes)\b"
)


def _glossed(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """Constants that one sentence after the other explains; perhaps not all of them, hence `either`."""
    sentences = statement.place.member.sentences
    before = [s for s in sentences if s.number == statement.sentence.number - 1]
    if before and _INDICATES.match(before[0].text):
        return
    terms = [match["term"]]
    for sentence in statement.rest:
        if not (found := _INDICATES.match(sentence.text)):
            break
        terms.append(found["term"])
    yield from _enumeration(terms, statement, expect="either")


def _only(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    rest = re.sub(r"\s*\([^()]*\)", "", match["rest"]).strip().rstrip(".").strip()
    values = listed(rest, statement.sentence.code)
    if (
        not _binds(match.string[: match.start()], statement)
        or _of_others(match, statement)
        or not values
        or len(values) != 1
        or place.find(values[0])
    ):
        return
    value = typed(values[0], place.member.type)
    if value is not None and place.member.type not in ("structure", "list", "map", "blob", "timestamp"):
        yield Promise("const", value)


STATED = Rule(
    name="enumeration.stated",
    cue=_CUE,
    patterns=(
        pattern(
            rf"\b{_WHICH}\s(?:(?P<kind>\w+)\s)?(?P<what>{_WHAT}){_FOR_THIS}\s?(?:are|is|:|-|=)\s?(?:the\sfollowing\s?:?|one\sof"
            r"|either)?\s?:?\s?(?P<rest>.*)$"
        ),
        pattern(rf"^\W*{_WHICH}\s(?:(?P<kind>\w+)\s)?(?P<what>{_WHAT}){_FOR_THIS}(?P<rest>)\W*$"),
        pattern(r"^(?:values|options)\s?:\s(?P<rest>.+)$"),
    ),
    build=_stated,
    examples=(
        Example("Valid values: red | green | blue", (("Value", "enum", ("red", "green", "blue")),)),
        Example("Allowed values: true, false", (("Value", "enum", ("true", "false")),)),
        Example("Possible values are `ON` and `OFF`.", (("Value", "enum", ("ON", "OFF")),)),
        Example("Valid values: 1, 5, 10", (("Value", "enum", (1, 5, 10)),), type="integer"),
        Example("Valid paint types: red | green", (("Paint", "enum", ("red", "green")),), member="Paint"),
        Example("Valid values: red | green", (("Value[]", "enum", ("red", "green")),), type="list"),
        Example(
            "<p>Valid values:</p><ul><li><code>a</code></li><li><code>b</code></li></ul>",
            (("Value", "enum", ("a", "b")),),
        ),
    ),
    refuses=(
        Example("For valid values, see the list of colours."),
        Example("Valid values include red and green."),
        Example("Valid values: see the user guide."),
        Example("If the mode is fast, valid values are red and green."),
        Example("Valid values: 1-10"),
        Example("Valid values: any colour, none"),
        Example("Format: dd:hh-dd:hh. Valid values: Mon, Tue", member="Window"),
        Example("Valid days: Mon | Tue", member="Window"),
        Example("Valid modes: dark | light", member="Window"),
        Example("<p>Amazon Deep Wells</p><p>Valid values: red | green</p>"),
    ),
    reads="sentence",
    responses=True,
)

LISTED = Rule(
    name="enumeration.listed",
    cue=_CUE,
    patterns=(
        pattern(
            r"\b(?:specify|configure|choose|use|set|select|provide|enter|do|be|are"
            r"|is)\b.*\bfollowing\b[^.]*:$"
        ),
        pattern(
            r"^the\sfollowing\s(?:\w+\s){1,4}(?:can\sbe|are)\s(?:specified|used|supported|valid|allowed"
            r"|available|chosen)\W*$"
        ),
        pattern(r"\bone\sof(?:\sthe\sfollowing)?\s?(?:\w+\s?){0,4}:$"),
    ),
    build=_listed,
    examples=(
        Example(
            "<p>You can specify the following options:</p><ul><li><p><code>SLOW</code> - Takes its time.</p></li>"
            "<li><p><code>FAST</code> - Hurries.</p></li></ul>",
            (("Value", "enum", ("SLOW", "FAST")),),
        ),
    ),
    refuses=(
        Example("<p>You can use the following tools:</p><ul><li>the hammer in the shed</li><li>the saw</li></ul>"),
        Example("<p>Specify one or more of the following:</p><ul><li><code>A</code></li><li><code>B</code></li></ul>"),
        Example("<p>You can't use the following values:</p><ul><li><code>A</code></li><li><code>B</code></li></ul>"),
        Example(
            "<p>Written as <code>id=7</code>, where the key is one of the following:</p>"
            "<ul><li><code>id</code></li><li><code>uri</code></li></ul>"
        ),
    ),
    reads="sentence",
    responses=True,
)

ONE_OF = Rule(
    name="enumeration.one-of",
    cue=_CUE,
    patterns=(
        pattern(
            r"(?:^|\b(?:must\sbe|can\sbe|is|specify|set\sto|to|values?:?)\s)(?:set\sto\s)?(?:either\s"
            r"|any\s)?one\sof\s(?:the\sfollowing\s?(?:\w+\s?){0,3}:?\s)?(?:the\svalues?\s)?(?P<rest>.+)$"
        ),
        pattern(
            r"\b(?:the\s)?following\svalues\sare\s(?:valid|allowed|supported|accepted|possible)\s?:\s"
            r"(?P<rest>.+)$"
        ),
    ),
    build=_stated,
    examples=(
        Example("Must be one of the following: red, green, blue.", (("Value", "enum", ("red", "green", "blue")),)),
        Example("This can be one of `A`, `B`, or `C`.", (("Value", "enum", ("A", "B", "C")),)),
    ),
    refuses=(
        Example("The subnet must be one of the subnets of the VPC."),
        Example("Must be one of the following formats: see the guide."),
        Example("Must not be set to one of the following: red, green."),
    ),
    reads="sentence",
    responses=True,
)

EITHER_OR = Rule(
    name="enumeration.either-or",
    cue=_CUE,
    patterns=(
        pattern(
            rf"(?:,|:|\bis|\bbe|\bare|\bto|\bspecify|\bvalues?|^)\s?either\s(?P<first>{_LITERAL})\sor\s"
            rf"(?P<second>{_LITERAL})\.?$"
        ),
        pattern(
            r"^(?P<subject>.*?)\b(?:must\sbe|can\sbe|valid\svalues\sare|value\sis)\s"
            rf"(?P<first>{_LITERAL})\sor\s(?P<second>{_LITERAL})\.?$"
        ),
    ),
    build=_either,
    examples=(
        Example(
            "The side that the thing is on, either LEFT_SIDE or RIGHT_SIDE.",
            (("Value", "enum", ("LEFT_SIDE", "RIGHT_SIDE")),),
        ),
        Example("Must be either `on` or `off`.", (("Value", "enum", ("on", "off")),)),
    ),
    refuses=(
        Example("Specify either Left or Right.", (), "Left", "string", {"Right": "string"}),
        Example("This is either a name or an identifier."),
        Example("If you are unsure, set it to either UP or DOWN."),
    ),
    reads="sentence",
    responses=True,
)

GLOSSED = Rule(
    name="enumeration.glossed",
    cue=_CUE,
    patterns=(_INDICATES,),
    build=_glossed,
    examples=(
        Example(
            "The mood. GOOD_MOOD indicates that all is well. BAD_MOOD indicates that it isn't.",
            (("Value", "enum", ("GOOD_MOOD", "BAD_MOOD")),),
        ),
    ),
    refuses=(Example("The mood. GOOD_MOOD indicates that all is well."), Example("This indicates that all is well.")),
    reads="sentence",
    responses=True,
)

ONLY_VALUE = Rule(
    name="only-value",
    cue=_CUE,
    patterns=(
        pattern(
            rf"\b(?:the\s)?only\s(?:currently\s)?{_WHICH}\s(?:\w+\s)?{_WHAT}{_FOR_THIS}\s?(?:is|:|-)\s?"
            r"(?P<rest>.+)$"
        ),
        pattern(
            rf"\b(?:the\s)?only\s{_WHAT}\s(?:that's\s|that\sis\s)?(?:currently\s)?{_WHICH}{_FOR_THIS}\s"
            r"(?:is|:)\s(?P<rest>.+)$"
        ),
        pattern(r"^\W*valid\svalue\s?(?:is|:)\s?(?P<rest>.+)$"),
        pattern(
            r"^(?:this|it|the\svalue|this\s(?:value|parameter|field|property))?\s?(?:must|has\sto)\s"
            r"(?:always\s)?be\s(?:set\sto\s)(?P<rest>.+)$"
        ),
    ),
    build=_only,
    examples=(
        Example("The engine. The only valid value is `quick-1.0`.", (("Value", "const", "quick-1.0"),)),
        Example("Currently, the only supported value is HTTPS.", (("Value", "const", "HTTPS"),)),
    ),
    refuses=(
        Example("The only valid values are listed in the guide."),
        Example("If the mode is fast, the only valid value is `a`."),
    ),
    reads="sentence",
    responses=True,
)

RULES = (STATED, LISTED, ONE_OF, EITHER_OR, GLOSSED, ONLY_VALUE)
