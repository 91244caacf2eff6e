"""How many items a list takes: `items.at-most`, `items.at-least`, `items.exactly`, `items.between`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from fencepost.contracts.mining.axis import MANY, bounds
from fencepost.contracts.mining.counted import counted, counts_its_items, of_one_kind
from fencepost.contracts.mining.limits import AND_MORE, DENIED, LIMITED_ITEMS, NEGATED, is_the_list
from fencepost.contracts.mining.literal_words import literal_condition
from fencepost.contracts.mining.owner import owner
from fencepost.contracts.mining.place import words
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement

N = r"(?P<value>(?<![\w.$/:-])\d{1,5}(?![\w.,]\d|[%\w/]|\s?-\s?\d)|one\b)"
MOST = (
    r"(?:up\sto|at\smost|as\smany\sas|no\smore\sthan|(?:up\sto\s)?a\smaximum\sof|(?:up\sto\s)?a\smax\sof"
    r"|a\stotal\sof\sup\sto|a\slimit\sof)"
)
GIVE = (
    r"(?:specify|provide|include|add|list|pass|supply|use|submit|enter|input|select|choose|attach|associate|assign"
    r"|have|contain|remove|request|apply|set|define|configure|register|update|delete|retrieve|describe|filter\sby)"
)
_LIST = r"(?:(?:array|list|set|collection|sequence|group|mapping|map)s?)"
_RELATIVE = re.compile(r"\b(?:that|which|to)\b", re.IGNORECASE)
PER = re.compile(
    r"\bper\b|\b(?:on|in|to|with|of)\s(?:an?|each|every|any|one)\s(?!request|call|single|list)\w+", re.IGNORECASE
)


#: What is said of each item, beside their number.
_OF_EACH = re.compile(r",\s(?:and\s)?with\seach\b", re.IGNORECASE)
#: "Exactly one of A and B" counts members, not items.
_ONE_OF = re.compile(r"\b(?:one|\d+)\sof\b")


def number(text: str) -> int:
    """The number that digits or the word "one" stand for."""
    return 1 if text.lower() == "one" else int(text)


def _stands(match: re.Match[str], statement: Statement) -> bool:
    """Whether the amount is one of this list's items, and holds in general."""
    place = statement.place
    before, after = match.string[: match.start()], match.string[match.end("value") :]
    if place.member.type not in MANY or owner(before, place) != place.path or of_one_kind(after, place):
        return False
    direct = _RELATIVE.split(after)[0]
    if DENIED.search(after) or LIMITED_ITEMS.search(direct) or NEGATED.search(before) or AND_MORE.match(after):
        return False
    subject = match.groupdict().get("subject")
    return subject is None or is_the_list(subject, statement.place)


def _at_most(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    after = match.string[match.end("value") :]
    if not _stands(match, statement) or (
        PER.search(_OF_EACH.split(after)[0]) and not match.groupdict().get("brackets")
    ):
        return
    if match.groupdict().get("free") is None and not counts_its_items(after, statement.place):
        return
    yield from bounds(statement.place.path, "items", None, number(match["value"]))


def _at_least(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    after = match.string[match.end("value") :]
    if (
        not _stands(match, statement)
        or _ONE_OF.search(statement.text)
        or re.match(r"\sor\b", after)
        or not counts_its_items(after, statement.place)
    ):
        return
    if re.search(r"\b(?:or\sboth|either|another|if|when|unless)\b|,\susing\b", match.string, re.IGNORECASE):
        return
    yield from bounds(statement.place.path, "items", number(match["value"]), None)


def _of_holder(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """The bound on what holds the list ("A wall can have up to 7 stones"), with items called as the list is."""
    place, after = statement.place, match.string[match.end("value") :]
    tied = counted(after) == words(place.name) or (
        "depend on" in match.group().replace("upon", "on")
        and words(place.name)[:1] in (("depends",), ("depend",), ("dependency",))
    )
    if place.member.type != "list" or not tied or PER.search(after):
        return
    if not (
        DENIED.search(after) or LIMITED_ITEMS.search(after) or NEGATED.search(match.string[: match.start("value")])
    ):
        yield from bounds(place.path, "items", None, number(match["value"]))


def _of_literal(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """The number of items that a value of another member asks for."""
    place, after = statement.place, match.string[match.end("value") :]
    when = literal_condition(match["case"], place)
    if when is None or when.path == place.path or place.member.type != "list" or re.match(r"\sor\s", after):
        return
    if _ONE_OF.search(match.string) or AND_MORE.match(after) or PER.search(after) or not counts_its_items(after, place):
        return
    value = number(match["value"])
    for promise in bounds(place.path, "items", value, value):
        yield replace(promise, when=(when,))


def _exactly(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    after = match.string[match.end("value") :]
    if (
        _ONE_OF.search(statement.text)
        or re.match(r"\sor\b", after)
        or PER.search(after)
        or not counts_its_items(after, statement.place)
    ):
        return
    if _stands(match, statement):
        yield from bounds(statement.place.path, "items", number(match["value"]), number(match["value"]))


def _both(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    low, high = number(match["low"]), number(match["value"])
    named = match.re not in _OF_NAMED or (
        low < high and counts_its_items(match.string[match.end("value") :], statement.place)
    )
    after = _OF_EACH.split(match.string[match.end("value") :])[0]
    if named and _stands(match, statement) and not PER.search(after):
        yield from bounds(statement.place.path, "items", low, high)


_VALUED = (("Stones", "maxItems", 7),)
AT_MOST = Rule(
    name="items.at-most",
    patterns=(
        pattern(rf"\b{_LIST}\sof\s{MOST}\s{N}(?P<free>)"),
        pattern(
            rf"^(?:the|an?|one\sor\smore|your)?\s?[^.;:()]*?(?:,\s|\s\()(?:with\s)?(?P<brackets>){MOST}\s{N}(?:\s\w+s)?[.)]"
        ),
        pattern(rf"\((?P<brackets>)(?:max(?:imum)?|the\smaximum\sis|limit)\s?:?\s{N}(?:\s\w+)?\)"),
        pattern(rf"\((?P<brackets>)(?P<free>){N}\smax(?:imum)?\)"),
        pattern(rf"(?P<subject>^|\b[Yy]ou\s)(?:can|may|must|could)?\s?(?:also\s|only\s)?{GIVE}\s{MOST}\s{N}"),
        pattern(
            rf"^{MOST}\s{N}\s(?:[\w-]+\s){{1,4}}(?:are|is|can\sbe|may\sbe)\s(?:allowed|permitted|supported|specified|accepted|provided|given|included)"
        ),
        pattern(
            rf"^(?:constraints?:\s)?(?:up\sto|maximum(?:\sof)?|max|at\smost)\s{N}\s(?:(?!for\b|of\b|in\b)[\w-]+\s){{0,4}}?[\w-]+s\.?$"
        ),
        pattern(
            rf"^(?:specifies\s|specify\s)?the\s(?:[\w()-]+\s){{1,5}}(?:of|for)\s{MOST}\s{N}\s(?:[\w-]+\s){{0,4}}[\w-]+s(?=\sthat\b|\sto\b|\.?$)"
        ),
        pattern(rf"\bthere(?:'s|\sis)\sa\slimit\sof\s{N}\s(?:[\w-]+\s){{1,4}}(?:that\s)?(?:you\scan|can\sbe)\s\w+"),
        pattern(rf"\bcan(?:not|'t|\snot)\s(?:specify|provide|include|contain|exceed|have)\s(?:more\sthan\s)?{N}"),
        pattern(rf"(?P<subject>^[^.;:,]*?)\b(?:can|may|must)\s(?:only\s)?(?:contain|include|have|hold)\s{MOST}\s{N}"),
    ),
    build=_at_most,
    examples=(
        Example("A list of up to 7 stones to lay.", _VALUED, "Stones", "list"),
        Example("The stones to lay (up to 7).", _VALUED, "Stones", "list"),
        Example("The stones to lay, up to 7.", _VALUED, "Stones", "list"),
        Example("The stones to lay, with a maximum of 7 elements.", _VALUED, "Stones", "list"),
        Example("Specifies the names of up to 7 stones to lay.", _VALUED, "Stones", "list"),
        Example("You can specify up to 7 stones.", _VALUED, "Stones", "map"),
        Example("One or more stones (the maximum is 7) to lay.", _VALUED, "Stones", "list"),
        Example("The stones to lay (7 maximum).", _VALUED, "Stones", "list"),
        Example("You can list as many as 7 stones.", _VALUED, "Stones", "list"),
        Example("Up to 7 stones are allowed.", _VALUED, "Stones", "list"),
        Example("You can specify at most one stone.", (("Stones", "maxItems", 1),), "Stones", "list"),
        Example("There is a limit of 7 stones that can be laid.", _VALUED, "Stones", "list"),
    ),
    refuses=(
        Example("The stone wall can have up to 7 gates.", (), "StoneWalls", "list"),
        Example("You can add up to 7 gates.", (), "Stones", "list"),
        Example("You can specify up to 7 stones for each wall.", (), "Stones", "list"),
        Example("Stones can contain up to 2 red ones and one blue one.", (), "Stones", "list"),
        Example("You can't specify more than 7 gates.", (), "Stones", "list"),
        Example("You can specify up to 7 stones.", (), "Stones", "map", {"Stones{}": "list"}),
        Example(
            "You can't specify more than one red stone.",
            (),
            "Stones",
            "list",
            {"Stones[]": "structure", "Stones[].red": "structure", "Stones[].blue": "structure"},
        ),
    ),
)

AT_LEAST = Rule(
    name="items.at-least",
    patterns=(
        pattern(
            rf"(?P<subject>^|\b[Yy]ou\s|^[^.;:,]*?\b)(?:must|have\sto|has\sto|needs?\sto)\s(?:specify|provide|include|contain|list"
            rf"|pass|supply|have|set|select|choose|add|define)\s(?:at\sleast|a\sminimum\sof)\s{N}"
        ),
        pattern(rf"^(?:specify|provide|include|list|supply|choose|select)\sat\sleast\s{N}"),
        pattern(rf"^there\s(?:must|has\sto)\sbe\s(?:at\sleast|a\sminimum\sof)\s{N}"),
        pattern(
            rf"(?P<subject>)^at\sleast\s{N}\s(?:[\w-]+\s){{1,4}}(?:must\sbe|is|has\sto\sbe)\s"
            r"(?:specified|required|provided|given|included|present|supplied|defined)\.?$"
        ),
    ),
    build=_at_least,
    examples=(
        Example("You must specify at least one stone.", (("Stones", "minItems", 1),), "Stones", "list"),
        Example("At least one stone must be specified.", (("Stones", "minItems", 1),), "Stones", "list"),
        Example("Must contain at least one item.", (("Stones", "minItems", 1),), "Stones", "list"),
    ),
    refuses=(
        Example("At least one of Stones or Bricks is required.", (), "Stones", "list", {"Bricks": "list"}),
        Example("You must specify at least one gate.", (), "Stones", "list"),
        Example("You must specify at least one stone, using this or Bricks, or both.", (), "Stones", "list"),
        Example("Matches when at least one stone is red.", (), "Stones", "list"),
    ),
)

OF_HOLDER = Rule(
    name="items.of-holder",
    patterns=(
        pattern(
            rf"^(?:an?|the|each)\s[\w\s-]{{2,40}}?\s(?:can|may)\s(?:only\s)?(?:have|contain|include|hold|depend\s(?:up)?on"
            rf"|be\s(?:associated|attached|linked|joined)\s(?:to|with))\s{MOST}\s{N}"
        ),
    ),
    build=_of_holder,
    examples=(
        Example("A wall can have up to 7 stones.", _VALUED, "Stones", "list"),
        Example("A wall can depend upon a maximum of 7 stones.", (("DependsOn", "maxItems", 7),), "DependsOn", "list"),
    ),
    refuses=(
        Example("A wall can have up to 7 stones.", (), "Gates", "list"),
        Example("A wall can depend on up to 7 stones.", (), "Gates", "list"),
        Example("A wall can have up to 7 stones per side.", (), "Stones", "list"),
    ),
)

EXACTLY = Rule(
    name="items.exactly",
    patterns=(
        pattern(
            rf"(?P<subject>^|\b[Yy]ou\s|^[^.;:,]*?\b)(?:(?:must|have\sto|has\sto|can\sonly)\s)?(?:specify|provide|include|contain"
            rf"|list|have|pass|supply)\s(?:exactly|precisely)\s{N}"
        ),
        pattern(rf"\b{_LIST}\sof\sexactly\s{N}"),
    ),
    build=_exactly,
    examples=(
        Example("Specify exactly one stone.", (("Stones", "minItems", 1), ("Stones", "maxItems", 1)), "Stones", "list"),
        Example(
            "The list must contain exactly one element.",
            (("Stones", "minItems", 1), ("Stones", "maxItems", 1)),
            "Stones",
            "list",
        ),
    ),
    refuses=(
        Example("You must specify exactly one of Stones and Bricks.", (), "Stones", "list", {"Bricks": "list"}),
        Example("Each wall must have exactly one stone.", (), "Stones", "list"),
    ),
)

#: Ranges of which the noun behind has to say that they count the items.
_OF_NAMED = (
    pattern(
        rf"^(?:you\s(?:can|may|must)\s)?{GIVE}\s(?:between\s|from\s)?(?P<low>\d+)\s?(?:to|and|-|or)\s?{N}\s(?!characters?|bytes?)[a-z]"
    ),
    pattern(rf"^(?P<low>one|\d+)\s(?:or|to)\s{N}\s(?!characters?|bytes?|more\b)(?:[\w-]+\s){{0,3}}[\w-]+s\b"),
)
BETWEEN = Rule(
    name="items.between",
    patterns=(
        pattern(rf"\((?P<low>\d+)\smin(?:imum)?,\s{N}\smax(?:imum)?\)"),
        pattern(
            rf"\b{GIVE}\s(?:a\s)?min(?:imum)?\s(?:of\s)?(?P<low>\d+)\s(?:\w+\s){{0,3}}and\s(?:a\s)?max(?:imum)?\s(?:of\s)?{N}"
        ),
        pattern(rf"^(?:the|an?)\s[^.;:()]*?,\sfrom\s(?P<low>\d+)\sto\s{N}\.?$"),
        *_OF_NAMED,
        pattern(rf"\b{_LIST}\sof\s(?:between\s)?(?P<low>\d+)\s?(?:to|and|-)\s?{N}\s(?!characters?|bytes?)[\w-]+"),
    ),
    build=_both,
    examples=(
        Example(
            "The stones (1 minimum, 7 maximum) to lay.",
            (("Stones", "minItems", 1), ("Stones", "maxItems", 7)),
            "Stones",
            "list",
        ),
        Example(
            "You can list 1 to 7 stones, each with 3 letters.",
            (("Stones", "minItems", 1), ("Stones", "maxItems", 7)),
            "Stones",
            "list",
        ),
        Example("One or 2 stones to lay.", (("Stones", "minItems", 1), ("Stones", "maxItems", 2)), "Stones", "list"),
        Example(
            "You can list a minimum of 1 stoneID and a maximum of 7 stones.",
            (("Stones", "minItems", 1), ("Stones", "maxItems", 7)),
            "Stones",
            "list",
        ),
    ),
    refuses=(
        Example("The stones (1 minimum, 7 maximum) to lay.", (), "Stones", "string"),
        Example("You can list 1 to 7 gates.", (), "Stones", "list"),
        Example("You can list 1 to 7 stones for each wall.", (), "Stones", "list"),
    ),
)

OF_LITERAL = Rule(
    name="items.of-literal",
    patterns=(
        pattern(
            rf"^an?\s(?P<case>[^.;:,]{{2,60}}?)\s(?:requires|needs|takes|must\shave|must\scontain)\s(?:exactly\s)?{N}"
        ),
    ),
    build=_of_literal,
    examples=(
        Example(
            "A wall with Kind set to SMALL requires one stone.",
            (
                ("Stones", "minItems", 1, (("Kind", "const", "SMALL"),)),
                ("Stones", "maxItems", 1, (("Kind", "const", "SMALL"),)),
            ),
            "Stones",
            "list",
            {"Kind": "string"},
        ),
    ),
    refuses=(
        Example("A wall with Kind set to SMALL requires one gate.", (), "Stones", "list", {"Kind": "string"}),
        Example("A wall with Kind set to SMALL requires one or two stones.", (), "Stones", "list", {"Kind": "string"}),
        Example("A small wall requires one stone.", (), "Stones", "list", {"Kind": "string"}),
    ),
)

RULES = (AT_MOST, AT_LEAST, OF_HOLDER, OF_LITERAL, EXACTLY, BETWEEN)
