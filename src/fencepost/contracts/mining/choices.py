"""Choices: `enumeration.either-or`, `.bracketed` ("the side (LEFT or RIGHT)"), `.nested` (of a member inside)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.constraint import STATED
from fencepost.contracts.mining.literals import enumeration, listed, literal_like
from fencepost.contracts.mining.owner import is_subject
from fencepost.contracts.mining.place import words
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.scopes import LITERAL, binds, filter_case, lead_case
from fencepost.contracts.mining.shapes import is_formed
from fencepost.contracts.mining.statement import Statement

#: No sentence of the family is without one of these.
_CUE = re.compile(r"either|\bor\b|\||must|only", re.IGNORECASE)
_CHOOSING = re.compile(
    r"^(?:you\s(?:must|can|have\sto)\s)?(?:specify|use|choose|select|enter|provide|set\s(?:it|this)(?:\s\w+)?\sto)$",
    re.IGNORECASE,
)
_SMALL = frozenset("the a an your this of for type kind".split())
_CONSTANT = re.compile(r"[A-Z][A-Z0-9]+(?:[_-][A-Z0-9]+)*")


def _either(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if match.groupdict().get("several"):
        yield from _either_of(match, statement)
        return
    values = [match[name].strip("'\"") for name in ("first", "second")]
    before = re.sub(r"^if\sspecified,\s", "", match.string[: match.start("first")], flags=re.IGNORECASE)
    if set(values) == set(statement.place.member.literals) and binds(before, statement):
        yield from enumeration(values, statement)
        return
    if match.re is EITHER_OR.patterns[3]:
        return  # what only the signature tells from other words
    literal = all(literal_like(value, statement.place) for value in values)
    quoted = all(match[name][0] in "'\"" for name in ("first", "second"))
    if not binds(match.string[: match.start("first")], statement) or not (literal or quoted):
        return
    subject = match.groupdict().get("subject") or ""
    if re.search(r"values?\s(?:is|are)\s$", match.string[: match.start("first")]):
        subject = ""
    if match.re is EITHER_OR.patterns[0] and not _of_member(match.string[: match.start("first")], statement):
        return
    if is_subject(subject, statement.place) or re.search(r",\s(?:which|that)\s?$", subject):
        yield from enumeration(values, statement)


def _either_of(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """Any number of values after `either`, each of which looks like one."""
    found = listed(match["several"], statement.place.member.literals) or ()
    if match.re is EITHER_OR.patterns[-1]:
        first = statement.sentence.number == 1 and binds(match.string[: match.start("several")], statement)
        if first and len(found) > 1 and all(map(_CONSTANT.fullmatch, found)):
            yield from enumeration(found, statement, expect="either")
        return
    known, before = statement.place.member.literals, match.string[: match.start("several")]
    if (
        found
        and set(found) == set(known)
        and binds(re.sub(r"^if\sspecified,\s", "", before, flags=re.IGNORECASE), statement)
    ):
        yield from enumeration(found, statement)
        return
    looks = all(literal_like(value, statement.place) for value in found)
    if len(found) > 1 and looks and _of_member(match.string[: match.start("several")], statement):
        yield from enumeration(found, statement)


def _bracketed(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """The values in brackets behind the member's own description, which have to be all that its signature lists.

    Where it lists none they must be constants, and stand at the end of the first sentence behind the member's name.
    """
    values, place = listed(match["rest"], statement.place.member.literals), statement.place
    if (case := filter_case(statement)) and values and "|" in match["rest"]:
        yield Promise("enum", values, case[0], (case[1],), expect="either")
        return
    if match.groupdict().get("either"):
        values = tuple(one for one in re.findall(r"\(([\w-]+)\)", match["rest"]) if one in place.member.literals)
    before = match.string[: match.start()]
    if not values or not binds(before, statement):
        return
    known = place.member.literals
    if known and set(values) == set(known):
        yield from enumeration(values, statement)
    elif not known and statement.sentence.number == 1 and not match.string[match.end() :].strip(" ."):
        named = words(before)[-1:] == words(place.name)[-1:]
        if named and " or " in match["rest"] and all(map(_CONSTANT.fullmatch, values)):
            yield from enumeration(values, statement, expect="either")


def _nested(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """The one value that is demanded of a member inside this one, perhaps in a case that the sentence opens with."""
    place, text = statement.place, match["rest"].strip("'\"")
    path = place.find(match["name"])
    if not path or not path.startswith((f"{place.path}[]", f"{place.path}.", f"{place.path}{{}}")):
        return
    before = match.string[: match.start("name")]
    case = re.match(r"(?:to|if|when|for|with)\s", before, re.IGNORECASE)
    lead = lead_case(re.sub(r"(?:the\s)?(?:value\s(?:for|of)\s)?(?:the\s)?$", "", before), place)
    when = () if not case else lead[1] if lead else (STATED,)
    plain = text in place.members[path].literals or is_formed(text)
    if plain and place.type_of(path) == "string" and (case or not before.strip() or lead is None):
        yield Promise("const", text, path, when)


def _piped(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """Values with bars between them behind the words for the member; others may follow elsewhere, hence `either`."""
    values, place = listed(match["rest"], statement.place.member.literals), statement.place
    said, own = set(words(match["subject"])) - _SMALL, set(words(place.path))
    about = bool(said & set(words(place.name))) and said <= own
    if place.member.type == "string" and values and about and binds(match["subject"], statement):
        yield from enumeration(values, statement, expect="either")


def _of_member(before: str, statement: Statement) -> bool:
    """Whether the words before `either` have the member for their subject, and nothing turns into something."""
    bare = re.sub(r"\s?either\s['\"]?$", "", before)
    if re.search(r"\bchanges?\b|\bfrom\b", bare) or not binds(bare, statement):
        return False
    predicate = re.search(
        r"(?:^|\s)(?:(?:can|must|may|should)\s)?(?:is|are|be|be\sset\sto|set\sto)$", bare, re.IGNORECASE
    )
    if not predicate and _CHOOSING.match(bare.strip()):
        return True
    if not predicate and re.search(r"\sas$", bare):
        return statement.sentence.number == 1
    subject = bare[: predicate.start()].split(", ")[-1] if predicate else ""
    return is_subject(subject, statement.place) or subject in ("which", "that")


EITHER_OR = Rule(
    name="enumeration.either-or",
    cue=_CUE,
    patterns=(
        pattern(
            rf"(?:,|:|\bis|\bbe|\bare|\bto|\bas|\bspecify|\bvalues?|^)\s?either\s(?P<first>{LITERAL})\sor\s"
            rf"(?P<second>{LITERAL})\.?$"
        ),
        pattern(
            r"^(?P<subject>.*?)\b(?:must\sbe|can\sbe|valid\svalues\sare|value\sis)\s"
            rf"(?P<first>{LITERAL})\sor\s(?P<second>{LITERAL})\.?$"
        ),
        pattern(
            r"(?:,|:|\bis|\bbe|\bare|\bto|\bas|\bspecify|\bchoose|\buse|\bvalues?|\()\s?either\s(?P<several>[^.;()]*(?:\||\sor\s)[^.;()]*?)\)?\.?$"
        ),
        pattern(
            rf"\b(?:is|be|are|to|specify|choose|use)\seither\s(?:an?\s)?(?P<first>{LITERAL})\sor\s(?:an?\s)?(?P<second>{LITERAL})\s(?:of|for|in)\s"
        ),
        pattern(
            r"^[^.;:]*?\w(?<!\bto)(?<!\bis)(?<!\bbe)(?<!\bare)(?<!\bof)(?<!\bfrom)\seither\s(?P<several>[A-Z][^.;()]*?\sor\s[^.;()]*?)\.?$"
        ),
    ),
    build=_either,
    examples=(
        Example(
            "The side that the thing is on, either LEFT_SIDE or RIGHT_SIDE.",
            (("Value", "enum", ("LEFT_SIDE", "RIGHT_SIDE")),),
        ),
        Example("How often, either DAILY, WEEKLY, or MONTHLY.", (("Value", "enum", ("DAILY", "WEEKLY", "MONTHLY")),)),
        Example("Must be either `on-1` or `off-1`.", (("Value", "enum", ("on-1", "off-1")),)),
    ),
    refuses=(
        Example("Specify either Left or Right.", (), "Left", "string", {"Right": "string"}),
        Example("This is either a name or an identifier."),
        Example("If you are unsure, set it to either UP or DOWN."),
    ),
    reads="sentence",
    responses=True,
)

BRACKETED = Rule(
    name="enumeration.bracketed",
    cue=_CUE,
    patterns=(
        pattern(r"(?<=\w)\s\((?:either\s|one\sof\s|can\sbe\s)?(?P<rest>[^()]+?(?:\sor\s|,\s|\s?\|\s?)[^()]+)\)"),
        pattern(
            r"\b(?P<either>either)\s(?P<rest>[^()]*(?:\([^()]*\)[^()]*)*\bor\s[^()]*(?:\([^()]*\)[^()]*)*\([^()]*\))\.?$"
        ),
    ),
    build=_bracketed,
    examples=(
        Example("The side of the door (LEFT or RIGHT).", (("MainDoor", "enum", ("LEFT", "RIGHT")),), member="MainDoor"),
    ),
    refuses=(
        Example("The side of the door (LEFT or RIGHT).", member="Handle"),
        Example("The door (oak, ash, or elm).", member="Door"),
        Example("A door. It hangs on hinges (LEFT or RIGHT).", member="Hinges"),
    ),
    reads="sentence",
    responses=True,
)
NESTED = Rule(
    name="enumeration.nested",
    cue=_CUE,
    patterns=(
        pattern(
            rf"^(?:[^,]+,\s)?(?:the\s)?(?:value\s(?:for|of)\s)?(?:the\s)?['\"]?(?P<name>[A-Z]\w+)['\"]?(?:\s(?:parameter|field|value|property))?"
            rf"\smust\s(?:always\s)?be\s(?:set\sto\s)?(?P<rest>{LITERAL})\.?$"
        ),
    ),
    build=_nested,
    examples=(
        Example(
            "To mark a well, the value for Kind must be `WELL`.",
            (("Marks[].Kind", "const", "WELL", (("", "stated", "Marks/1"),)),),
            "Marks",
            "list",
            {"Marks[]": "structure", "Marks[].Kind": "string"},
        ),
    ),
    refuses=(Example("The value for Kind must be `WELL`.", siblings={"Kind": "string"}),),
    reads="sentence",
)
PIPED = Rule(
    name="enumeration.piped",
    cue=_CUE,
    patterns=(
        pattern(
            r"^(?P<subject>(?:(?:the|an?|your|this)\s)?(?:[\w-]+\s){0,6}?[\w-]+)(?::\s|\s\((?=[^()]*\)\.?$))(?P<rest>[\w.:/-]+(?:\s?\|\s?[\w.:/-]+)+)\)?\.?$"
        ),
    ),
    build=_piped,
    examples=(
        Example(
            "The type of well: deep-well | dry-well | tap.",
            (("WellType", "enum", ("deep-well", "dry-well", "tap")),),
            "WellType",
        ),
    ),
    refuses=(
        Example("The type of rope: long | short.", member="WellType"),
        Example("For example: long | short.", member="WellType"),
        Example("The syntax: a | b", member="Value"),
    ),
    reads="sentence",
)
RULES = (EITHER_OR, BRACKETED, NESTED, PIPED)
