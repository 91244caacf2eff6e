"""Counts and steps: exact lengths, multiples, items that differ, and a count beside the list that it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from fencepost.contracts.mining.axis import IN_BYTES, NUMERIC, axis, unit_after, unit_conflicts
from fencepost.contracts.mining.counted import may_count_its_items
from fencepost.contracts.mining.owner import is_subject, owner
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.wording import CHARACTERS, NUMBER, number

#: A number before a hyphen and a word ("12-character").
_NUMBER_BEFORE = r"(?<![\w.-])\d+"
_MUST = r"(?:must|has\sto|have\sto|needs\sto)\s(?:be|have|contain|consist\sof|include)"


#: Words before a step that say it is asked of the value.
_STEP_CUE = re.compile(
    r"^\W*$|\b(?:must|ha(?:s|ve)\sto|needs?\sto|can|may|specify|set|enter|choose|provide|use|valid|allowed|supported"
    r"|accept\w*|between|from|range|minimum|values?|integer|number|constraints?)\b",
    re.IGNORECASE,
)
#: A description without a verb, to which the step is added ("The share of the load, in increments of 10").
_STEP_APPENDED = re.compile(
    r"^(?!.*(?<!that\s)(?<!which\s)\b(?:is|are|will|gets?)\b)(?:the|an?)\s.*,\s?$", re.IGNORECASE
)
#: Words before a step that make it one of several possibilities, or something that the service does.
_STEP_OTHERWISE = re.compile(
    r"\bor\s(?:\w+\s){0,2}$|\d\sand\s(?:any\s)?$|\d,\sany\s$|\bround|\bscale|\bgrow|\bincreas|\badjust|\bnot\b|n't\b",
    re.IGNORECASE,
)
_MOST_DIGITS = 40
#: A count of what came of something, rather than of what the caller lists.
_RESULT = re.compile(
    r"\b(?:was|were|been|being|returned|processed|failed|deleted|matched|found|affected|remaining|successfully|so\sfar)\b",
    re.IGNORECASE,
)


def _exact(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    if re.search(r"\bm(?:ax|in)imum\b", match["subject"], re.IGNORECASE) or not is_subject(match["subject"], place):
        return
    if re.search(r"\b(?:least|most|than)\b", match.group()):
        return
    after = match.string[match.end("value") :]
    if re.match(r"\s?-\s?\d|\s(?:or|to)\s", after):
        return
    value = number(match["value"])
    counts = bool(match.groupdict().get("items"))
    measured = axis(place.member.type, match.string, after, counts_items=counts)
    if measured == "length" and match.groupdict().get("characters"):
        if place.member.type != "string" or not IN_BYTES.match(after):
            yield Promise("minLength", value)
        yield Promise("maxLength", value)
    elif measured == "items" and may_count_its_items(match.string[: match.start("value")], after, place):
        yield Promise("minItems", value)
        yield Promise("maxItems", value)


def _multiple(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    path = owner(match.string[: match.start()], statement.place)
    after = match.string[match.end("value") :]
    if path is None or statement.place.type_of(path) not in NUMERIC or unit_conflicts(statement, unit_after(after)):
        return
    before = match.string[: match.start()]
    asked = _STEP_CUE.search(before) or (match.group().startswith("in ") and _STEP_APPENDED.search(before))
    if not asked or _STEP_OTHERWISE.search(before) or re.match(r"\W*\sor\b", after):
        return
    step = number(match["value"])
    lowest = re.search(rf"(?:between|from|minimum(?:\sof)?|at\sleast)\s({NUMBER})", match.string)
    starts_off = lowest and Fraction(lowest[1]) % Fraction(str(step)) if step else True
    if step > 0 and step != 1 and not starts_off:
        yield Promise("multipleOf", step, path)


def _whole(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """A number that may have no fraction, where its type allows one."""
    place = statement.place
    said = match["subject"].strip()
    if place.member.type in ("float", "double") and (
        is_subject(said, place) or owner(match.group(), place) == place.path != ""
    ):
        yield Promise("multipleOf", 1)


def _digits(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """A text of digits alone, of one length or between two."""
    place = statement.place
    low, high = int(match["low"] or match["value"]), int(match["value"])
    if place.member.type == "string" and 0 < low <= high <= _MOST_DIGITS and is_subject(match["subject"], place):
        yield Promise("pattern", f"^[0-9]{{{high}}}$" if low == high else f"^[0-9]{{{low},{high}}}$")


def _unique(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if statement.place.member.type == "list" and not re.search(r"\bkeys?\b|\bnames?\b|\bacross\b", match.string):
        yield Promise("uniqueItems", value=True)


def _count_of(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """CloudFront's way to write a list: `Quantity` beside `Items`."""
    place = statement.place
    if place.name != "Quantity" or _RESULT.search(match.string):
        return
    lists = [path for path, member in place.siblings() if member.type == "list"]
    named = [path for path, member in place.siblings() if member.name == "Items" and member.type in ("list", "")]
    found = named or lists
    if len(found) == 1:
        yield Promise("countOf", found[0])


EXACT = Rule(
    name="count.exactly",
    patterns=(
        pattern(
            rf"^(?P<subject>.*?)\b{_MUST}\s(?:exactly\s)?(?P<value>{NUMBER})[\s-]"
            rf"(?P<characters>{CHARACTERS})(?:\s(?:long|in\slength))?\.?$"
        ),
        pattern(
            rf"^(?P<subject>.*?)\b(?:length\s(?:must\sbe|is)|valid\svalues\sare)\s(?:exactly\s)?(?P<value>{NUMBER})\s"
            rf"(?P<characters>{CHARACTERS})\.?$"
        ),
        pattern(rf"(?P<subject>)\b(?:specify|{_MUST})\sexactly\s(?P<value>{NUMBER})\s(?P<items>\w+s)\b"),
        pattern(
            rf"^(?P<subject>.*?)\b(?:must\sbe|is(?:\salways)?)\san?\s(?P<value>{_NUMBER_BEFORE})-(?P<characters>character)\s"
            r"(?:\w+\s)?(?:string|value|code|identifier|ID|name)(?=\.?$|\sthat\b)"
        ),
        pattern(
            rf"(?P<subject>)\b(?:represented|expressed|written|encoded|given)\s(?:by|as|in)\san?\s(?P<value>{_NUMBER_BEFORE})"
            r"-(?P<characters>character)\s(?:\w+\s)?string\b"
        ),
        pattern(rf"(?P<subject>)\b(?:fixed|exact)\slength\sof\s(?P<value>{NUMBER})(?P<characters>)"),
    ),
    build=_exact,
    examples=(
        Example(
            "The name is always a 12-character string.", (("Name", "minLength", 12), ("Name", "maxLength", 12)), "Name"
        ),
        Example("Must be exactly 12 characters.", (("Value", "minLength", 12), ("Value", "maxLength", 12))),
        Example(
            "You must specify exactly 2 subnets.", (("Value", "minItems", 2), ("Value", "maxItems", 2)), type="list"
        ),
    ),
    refuses=(
        Example("Must be at least 12 characters.", type="integer"),
        Example("The code of the other party must be 12 characters.", type="string"),
    ),
)

MULTIPLE = Rule(
    name="step.multiple-of",
    patterns=(
        pattern(rf"\b(?:multiples?\sof|divisible\sby|in\s(?:increments|steps|multiples)\sof)\s(?P<value>{NUMBER})"),
        pattern(r"\bin\s(?P<value>\d+)(?:\s?-?\s?\w+)?\s(?:increments|steps)\b"),
    ),
    build=_multiple,
    examples=(
        Example("Must be a multiple of 64.", (("Value", "multipleOf", 64),), type="integer"),
        Example(
            "The share of the load that is moved, in increments of 10.", (("Value", "multipleOf", 10),), type="integer"
        ),
        Example("Set it in increments of 60.", (("Value", "multipleOf", 60),), type="integer"),
    ),
    refuses=(
        Example("Must be between 10 and 100 in increments of 60.", type="string"),
        Example("We recommend a multiple of 64.", type="integer"),
        Example("Storage is billed in increments of 10.", type="integer"),
        Example("The service rounds values to a multiple of 5.", type="integer"),
        Example("Must be 1, 2, or any multiple of 5.", type="integer"),
        Example("Can't be a multiple of 5.", type="integer"),
    ),
)

DIGITS = Rule(
    name="count.digits",
    patterns=(
        pattern(
            r"^(?P<subject>.*?)\b(?:(?:must|has\sto|needs\sto)\sbe|is(?:\salways)?|(?<=it)'s)\s(?:an?\s|exactly\s)?(?:(?P<low>\d\d?)\s?(?:-|to)\s?)?(?P<value>\d\d?)"
            r"(?:-|\s)digits?(?:\s(?:number|integer|code|value|string|numeric\s\w+|identifier|ID))?(?:\slong)?(?=\s?[.(]|$)"
        ),
    ),
    build=_digits,
    examples=(
        Example("Must be a 3-digit number.", (("Value", "pattern", "^[0-9]{3}$"),)),
        Example("The value must be 9 to 11 digits.", (("Value", "pattern", "^[0-9]{9,11}$"),)),
    ),
    refuses=(
        Example("The 12-digit number of the owner."),
        Example("Must be a 3-digit number.", type="integer"),
        Example("The code of the other party must be a 3-digit number."),
    ),
)

UNIQUE = Rule(
    name="items.unique",
    patterns=(
        pattern(
            r"\b(?:must|have\sto|should)\s(?:all\s)?be\s(?:unique|distinct|different)\b(?!\s(?:within"
            r"|across|in|to|for|per|among)\b)"
        ),
        pattern(
            r"\b(?:must\snot|cannot|can't|may\snot)\s(?:contain|include|have|specify)\s(?:any\s)?duplicate"
            r"(?:s|d|\s\w+)?\b"
        ),
        pattern(
            r"\bduplicate(?:s|\s\w+)?\s(?:are|is)\s(?:not|n't)\s(?:allowed|permitted|supported)"
            r"|\bduplicates?(?:\s\w+)?\s(?:aren't|isn't)\s(?:allowed|permitted|supported)"
        ),
        pattern(r"\bno\sduplicates?\b|\beach\s(?:item|element|entry|value)\smust\sbe\s(?:unique|distinct)\b"),
    ),
    build=_unique,
    examples=(
        Example("The items must be unique.", (("Value", "uniqueItems", True),), type="list"),
        Example("The list must not contain duplicates.", (("Value", "uniqueItems", True),), type="list"),
    ),
    refuses=(
        Example("The name must be unique.", type="string"),
        Example("Tag keys must be unique.", type="list"),
        Example("The names must be unique within the Region.", type="list"),
    ),
)

COUNT_OF = Rule(
    name="count.of",
    patterns=(pattern(r"^(?:the\s|a\scomplex\stype\b.*?)?(?:\w+\s){0,2}number\sof\s.+"),),
    build=_count_of,
    examples=(
        Example(
            "The number of hosts in the group.",
            (("Quantity", "countOf", "Items"),),
            "Quantity",
            "integer",
            {"Items": "list"},
        ),
    ),
    refuses=(
        Example("The number of hosts in the group.", (), "Hosts", "integer", {"Items": "list"}),
        Example("The number of hosts in the group.", (), "Quantity", "integer", {"Name": "string"}),
        Example("The number of items that were processed.", (), "Quantity", "integer", {"Items": "list"}),
    ),
    reads="sentence",
)

WHOLE = Rule(
    name="step.whole-number",
    patterns=(
        pattern(
            r"(?P<subject>^[^;.]*?)\b(?:must|has\sto)\sbe\s(?:specified\sas\s)?(?:an?\s)?(?:positive\s|non-?negative\s)?(?:integer|whole\snumber)"
            r"(?=\.?$|,|\s(?:and|but|between|from|that|greater|less|in|of)\b)"
        ),
    ),
    build=_whole,
    examples=(Example("The value must be an integer.", (("Value", "multipleOf", 1),), type="double"),),
    refuses=(
        Example("The value must be an integer.", type="integer"),
        Example("The sum of the values must be an integer.", type="double"),
        Example("It must be an integer or a fraction.", type="double"),
    ),
)

RULES = (EXACT, MULTIPLE, WHOLE, DIGITS, UNIQUE, COUNT_OF)
