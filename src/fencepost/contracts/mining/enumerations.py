"""Enumerations: `enumeration.stated`, `.listed` (bullets), `.one-of`, `.glossed`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fencepost.contracts.constraint import STATED as UNTIED
from fencepost.contracts.constraint import Condition
from fencepost.contracts.mining.explanations import explained, headed, numbered
from fencepost.contracts.mining.literals import (
    bare_numbers,
    bulleted,
    enumeration,
    from_bullets,
    listed,
    only_value,
)
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.scopes import (
    FOR_THIS,
    LITERAL,
    WHAT,
    WHICH,
    binds,
    cases,
    filter_case,
    inside,
    narrowed,
    of_others,
)
from fencepost.contracts.mining.shapes import is_formed
from fencepost.contracts.mining.statement import Statement

#: No sentence of the family is without one of these.
_CUE = re.compile(
    (
        r"valu|option|follow|one\sof|either|\bor\b|indicat|means|specif|represent|denot|set\sto|valid"
        r"|possible|permit|accept|legal|availab|support|allow|setting|choice|type|mode|format|state|input"
    ),
    re.IGNORECASE,
)

_OPEN = re.compile(
    r"\binclude\b|\bincludes\b|\bincluding\b|such\sas|\bexamples?\b|\be\.g\.|\bsee\b|\bcommon\b", re.IGNORECASE
)
#: A condition that is none.
_GIVEN = re.compile(r"^(?:if|when)\s(?:specified|provided|present|set|used|included|given|supplied),\s", re.IGNORECASE)
_FOLLOWING = re.compile(
    r"^(?:as\sfollows|(?:any\s|one\s)?(?:of\s)?(?:the\s)?following(?:\s(?:values|options))?|listed\s(?:here|below))\W*$",
    re.IGNORECASE,
)
#: A value that stands alone in its bullet.
_BARE = re.compile(r"[\w.:/-]+")
#: A word before the noun for the values, and a noun for them that has to be the member's own.
_KIND = r"(?!(?:are|is|as|include|includes|included|follows|for|of|in|with|when|if)\b)\w+"
_THINGS = r"(?!(?:is|as|this|includes|follows)\b)[a-z]+s\b"
#: That the member is called by its ARN, of which a kind of thing is a part at most.
_ARN = re.compile(r"\bARNs?\b|\bAmazon\sResource\sNames?\b")
#: Names of members, rather than values.
_NAMES = re.compile(r"\w*(?:Arn|ARN|Id|ID)s?")
#: What makes of a value one of several, or that of another rule.
_PARTIAL = re.compile(
    r"\b(?:only\s(?:\w+\s)?|max\w*|min\w*|largest|smallest|highest|lowest|default|another|other|new|additional|first|last)\s?$",
    re.IGNORECASE,
)


def _stated(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if case := filter_case(statement):
        yield from _of_filter(match["rest"], case, statement)
        return
    rest = bare_numbers(_FOLLOWING.sub("", match["rest"]), statement.place.member.type)
    opened = match.groupdict().get("open") or ""
    before = re.sub(r"\sfor\s$", " ", match.string[: match.start()])
    before = _GIVEN.sub("", re.sub(r"^.*[,;]\s(?:so|therefore|thus|hence),?\s", "", before))
    when = cases(before, statement)
    if when is None or _OPEN.search(re.sub(r"\s*\([^()]*\)", "", match.group().replace(opened, "", 1))):
        return
    statement, own = inside(match, statement), statement
    known = statement.place.member.literals
    if statement is not own or (known and set(listed(rest, known) or ()) == set(known)):
        pass  # the values of what is inside the member, or those that its signature lists, whatever they are called
    elif narrowed(match, statement):
        when = (*when, UNTIED)
    elif of_others(match, statement):
        return
    values = _values_of(rest, statement)
    if _of_cases(values, before) or (not known and _of_things(match, values, statement)):
        return
    apart = not rest.strip(" .:") and not statement.place.member.literals
    if opened and not _complete(values, statement) and not (apart and values and all(map(_BARE.fullmatch, values))):
        return
    if values and len(values) == 1 and not opened and rest.strip(" .:") and not _PARTIAL.search(before):
        yield from only_value(values[0], statement, when, plain=match.re is STATED.patterns[0])
    yield from enumeration(
        values,
        statement,
        when,
        apart=not rest.strip(" .:"),
        **({"expect": "either"} if (opened or _names_things(match)) and not known else {}),
    )


def _values_of(rest: str, statement: Statement) -> tuple[str, ...] | None:
    """The values that a phrase gives, or that bullets give where nothing is left of it."""
    if not rest.strip(" .:"):
        return bulleted(statement)
    place = statement.place
    values = listed(rest, place.member.literals) or explained(rest, place) or headed(rest)
    return values or numbered(rest, place.member.type)


def _of_cases(values: Sequence[str] | None, before: str) -> bool:
    """Whether these are cases, each with values of its own."""
    return bool(values) and all(value in before for value in values or ())


def _names_things(match: re.Match[str]) -> bool:
    """Whether the noun for the values is one that things may have as well ("possible ropes are")."""
    return match.re is STATED.patterns[0] and not re.fullmatch(WHAT, match["what"], re.IGNORECASE)


def _of_things(match: re.Match[str], values: Sequence[str] | None, statement: Statement) -> bool:
    """Whether what any noun stands before may be something else than values: one word, names, or some of them."""
    if not _names_things(match):
        return False
    others = re.search(r"\bother\s$", match.string[: match.start()], re.IGNORECASE)
    arn = any(_ARN.search(one.text) for one in statement.place.member.sentences)
    return bool(others or arn) or len(values or ()) < 2 or any(map(_NAMES.fullmatch, values or ()))  # noqa: PLR2004


def _of_filter(rest: str, case: tuple[str, Condition], statement: Statement) -> Iterable[Promise]:
    """The values of one filter among those that a list takes; patterns may do as well, hence `either`."""
    values = listed(rest)
    if values and len(values) > 1 and not _OPEN.search(statement.text):
        yield Promise("enum", values, case[0], (case[1],), expect="either")


def _complete(values: Sequence[str] | None, statement: Statement) -> bool:
    """Whether values that are only said to be among those allowed are all of them after all.

    They are those that the signature lists, or else one of them at least is no word of the language.
    """
    known = statement.place.member.literals
    if known or not values:
        return bool(values) and set(values or ()) == set(known)
    return any(map(is_formed, values))


def _listed(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    values = from_bullets(statement.bullets, statement.place.member.literals) or bulleted(statement)
    complete = bool(values) and set(values or ()) == set(statement.place.member.literals)
    others = _OPEN.search(match.string) or re.search(r"\bfor\s(?:(?:any|one)\sof\s)?the\sfollowing\b", match.string)
    bound = binds(_GIVEN.sub("", match.string[: match.start()]), statement) and not others
    if not complete and (
        not bound or any(_is_text(bullet.text) for bullet in statement.bullets if bullet.term is None)
    ):
        return
    yield from enumeration(values, statement)


def _is_text(bullet: str) -> bool:
    """Whether a bullet is one of several sentences rather than a value."""
    return "." in bullet.rstrip(".")


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
    yield from enumeration(terms, statement, expect="either")


STATED = Rule(
    name="enumeration.stated",
    cue=_CUE,
    patterns=(
        pattern(
            rf"\b{WHICH}\s(?:(?P<kind>{_KIND}(?:\s{_KIND}){{0,2}}?)\s)?(?P<what>{WHAT}|{_THINGS}){FOR_THIS}\s?(?:(?P<open>(?:can\s)?include[sd]?)\s?:?"
            r"|are|is|:|-|=)\s?(?:(?:all\sof\s)?the\sfollowing\s?:?|one\sof|either)?\s?:?\s?(?P<rest>.*)$"
        ),
        pattern(rf"^\W*{WHICH}\s(?:(?P<kind>\w+)\s)?(?P<what>{WHAT}){FOR_THIS}(?P<rest>)\W*$"),
        pattern(
            rf"\b(?:only\sthe\sfollowing\s(?:(?P<kind>\w+(?:\s\w+){{0,2}}?)\s)?(?P<what>{WHAT})\s?:|the\sfollowing\s"
            rf"(?:(?P<kind2>\w+(?:\s\w+){{0,2}}?)\s)?(?P<what2>{WHAT})\sonly\s?:)\s(?P<rest>.+)$"
        ),
        pattern(r"^(?:(?:the|your)\s)?(?:values|options|choices)\s?(?::|are:?)\s(?P<rest>.+)$"),
        pattern(r"^(?:(?:the|your)\s)?(?:values|options|choices)\s(?:are|include)(?P<rest>):$"),
        pattern(r"^(?:(?:this|it|the\svalue)\s)?(?:can|must)\sbe(?:\sset\sto)?\s?:\s(?P<rest>.*\bor\b.+)$"),
        pattern(
            rf"(?:^(?:currently,?\s)?|[;,]\s|\bcurrently,?\s)(?:only\s)?(?P<rest>(?:{LITERAL},?\s){{1,6}}(?:and|or)\s{LITERAL})\sare\s(?:currently\s)?(?:the\s)?"
            rf"only\s(?:currently\s)?{WHICH}\s(?:(?P<kind>\w+)\s)?(?P<what>{WHAT})\.?$"
        ),
    ),
    build=_stated,
    examples=(
        Example("Valid values: red | green | blue", (("Value", "enum", ("red", "green", "blue")),)),
        Example("Allowed values: true, false", (("Value", "enum", ("true", "false")),)),
        Example("Possible values are `ON` and `OFF`.", (("Value", "enum", ("ON", "OFF")),)),
        Example("Valid value: `quick`", (("Value", "const", "quick"),)),
        Example(
            "Valid values are `FAST` for those in a hurry and `SLOW` for all others.",
            (("Value", "enum", ("FAST", "SLOW")),),
        ),
        Example("Valid values: 1, 5, 10", (("Value", "enum", (1, 5, 10)),), type="integer"),
        Example("Supported paints are red_1 and green_1.", (("Paint", "enum", ("red_1", "green_1")),), member="Paint"),
        Example("Valid paint types: red | green", (("Paint", "enum", ("red", "green")),), member="Paint"),
        Example("Valid values: red | green", (("Value[]", "enum", ("red", "green")),), type="list"),
        Example("Valid values include RED and BLUE.", (("Value", "enum", ("RED", "BLUE")),)),
        Example("Valid values include red and warmBlue.", (("Value", "enum", ("red", "warmBlue")),)),
        Example("Valid values: default, red-1, and blue-1.", (("Value", "enum", ("default", "red-1", "blue-1")),)),
        Example("Valid values are RED, which is warm, and BLUE.", (("Value", "enum", ("RED", "BLUE")),)),
        Example(
            "<p>Valid values:</p><ul><li>RED_1 | RED_2</li><li>BLUE_1</li></ul>",
            (("Value", "enum", ("RED_1", "RED_2", "BLUE_1")),),
        ),
        Example(
            "[Deep wells] Valid values are RED and BLUE.",
            (("Value", "enum", ("RED", "BLUE"), (("", "stated", "Value/1"),)),),
        ),
        Example("(Optional) Valid values are RED and BLUE.", (("Value", "enum", ("RED", "BLUE")),)),
        Example("Options are RED (warm) and BLUE (cold).", (("Value", "enum", ("RED", "BLUE")),)),
        Example("Can be: 0 for deep wells or 1 for all others.", (("Value", "enum", (0, 1)),), type="integer"),
        Example(
            "For deep wells, valid values are RED and BLUE.",
            (("Value", "enum", ("RED", "BLUE"), (("", "stated", "Value/1"),)),),
        ),
        Example(
            "<p>Valid values:</p><ul><li><code>a</code></li><li><code>b</code></li></ul>",
            (("Value", "enum", ("a", "b")),),
        ),
    ),
    refuses=(
        Example("For valid values, see the list of colours."),
        Example("Valid values include red and green."),
        Example("Valid values are RED for warm walls, and blue for all others."),
        Example("Valid values are 12 letters (A-F) or 20 digits."),
        Example("Options are to wait or to go."),
        Example("The ARN of the rope. Valid ropes are A_1 and B_2.", member="Rope"),
        Example("If empty, all available ropes are returned.", member="Ropes"),
        Example("Valid ropes are RopeArn and RopeId.", member="Ropes"),
        Example("Other valid ropes are A_1 and B_2.", member="Ropes"),
        Example("Valid values: see the user guide."),
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
        pattern(r"\b(?:can|must)\sbe(?:\sset\sto)?\s(?:either|one\sof|set\sto)\s?:$"),
        pattern(r"\b(?:one|any)\sof(?:\s(?:the\sfollowing|these))?\s?(?:[\w-]+\s?){0,4}[:.]$"),
        pattern(
            rf"\b{WHICH}\s(?:(?!on\b|for\b|in\b|when\b|of\b|with\b)\w+\s){{1,3}}(?:are|is|includes?)\s?(?:the\sfollowing|as\sfollows)?\s?[:.]$"
        ),
        pattern(rf"^(?:the\s)?following\s(?:\w+\s){{1,4}}(?:is|are)\s(?:currently\s)?{WHICH}(?:\svalues)?\s?[:.]$"),
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
            r"|any\s)?one\sof\s(?:the\sfollowing\s?(?:\w+\s?){0,3}:?\s)?(?:the\svalues?\s|an?\s(?=['\"]))?(?P<rest>.+)$"
        ),
        pattern(
            r"(?:^|\b(?:must\sbe|can\sbe|is|specify|set\sto|to)\s)one\sof\s?(?:(?:the|these)\s(?:following|supported|valid|allowed|possible|available|accepted)?\s?(?:\w+\s){0,2}(?:values|options|states|status(?:es)?|types|modes|following)\s?)?:\s(?P<rest>.+)$"
        ),
        pattern(
            rf"\b(?:the\s)?following\s(?:(?P<kind>\w+(?:\s\w+)?)\s)?(?P<what>\w+)\sare\s(?:currently\s)?{WHICH}\s?:\s(?P<rest>.+)$"
        ),
    ),
    build=_stated,
    examples=(
        Example("Must be one of the following: red, green, blue.", (("Value", "enum", ("red", "green", "blue")),)),
        Example(
            "The following well types are allowed: a.1, b.2, and c.3.",
            (("WellType", "enum", ("a.1", "b.2", "c.3")),),
            "WellType",
        ),
        Example("This can be one of `B`, `C`, or `D`.", (("Value", "enum", ("B", "C", "D")),)),
    ),
    refuses=(
        Example("The subnet must be one of the subnets of the VPC."),
        Example("Must be one of the following formats: see the guide."),
        Example("The following ropes are allowed: a.1, b.2, and c.3."),
        Example("Must not be set to one of the following: red, green."),
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

RULES = (STATED, LISTED, ONE_OF, GLOSSED)
