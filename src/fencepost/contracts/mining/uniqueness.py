"""Names that must not be taken (`state.unique`), and lists whose items must differ (`items.unique`)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.constraint import STATED
from fencepost.contracts.identifying import identifying
from fencepost.contracts.mining.mentions import member_meant, subject_meant
from fencepost.contracts.mining.phrases import circumstance
from fencepost.contracts.mining.place import words
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.setaside import neutral_lead
from fencepost.contracts.mining.statement import Statement

_TOKEN = re.compile(r"token|nonce|requestid|idempot|reference$", re.IGNORECASE)
_READING = re.compile(
    r"^(?:Get|Describe|List|Delete|Cancel|Search|Stop|BatchGet|BatchDelete|Remove|Untag|Disassociate|Activate|Deactivate"
    r"|Enable|Disable|Attach|Detach|Promote|Reboot|Failover|Reset|Restart|Test|Validate|Verify|Revoke|Invoke|Send|Query"
    r"|Accept|Reject|Associate)"
)
_SEVERAL = re.compile(r"\b(?:each|every|all|combination|pairs?|both|points|keys?)\b", re.IGNORECASE)
#: What is said of the items of a list, each beside all others.
_EACH = re.compile(
    r"(?:\b(?:each|every|all)\s(?!\w+\s\w+\sin\s|\w+\sin\sthe\smapping)"
    r"|\b(?:entries|values|items|names|ids|keys|elements|strings)\s)[^.;]*$|^$",
    re.IGNORECASE,
)
_ADVICE = re.compile(r"\b(?:recommend|should|suggest|best\spractice|for\sexample|necessarily)", re.IGNORECASE)
_CONDITIONAL = re.compile(r"\b(?:if|when|whenever|unless|until|while|once)\b", re.IGNORECASE)
_VERB = re.compile(
    r"(?:,|\s(?:must|can|cannot|can't|is|are|has|have|may|that|which|and|in\sthe\srequest|you|to)\b).*$", re.IGNORECASE
)
#: "Shop, cart, and owner names".
_KINDS = re.compile(r"(?P<kinds>\w+(?:\s\w+)?(?:,\s\w+)+,?\sand\s\w+)\snames(?:\s(?:must|are|have).*)?", re.IGNORECASE)
_NAMING = frozenset(["name", "id", "identifier", "alias", "label", "value", "string", "number", "index"])


def _subject(match: re.Match[str], statement: Statement) -> str | None:
    """The member that "must be unique" is said of, or None where that is uncertain."""
    text = re.split(r"[;:]\s|\.\s", match.string[: match.start()])[-1].strip()
    text = re.sub(r"^(?:in|within|for)\s[^,]+,\s", "", text, flags=re.IGNORECASE)
    if named := _KINDS.fullmatch(text):
        own = words(statement.place.name)
        kinds = [words(kind)[-1:] for kind in re.split(r",\s(?:and\s)?|\sand\s", named["kinds"])]
        return statement.place.path if own[-1:] == ("name",) and own[-2:-1] in kinds else None
    text = _VERB.sub("", text).strip(" ,")
    if _SEVERAL.search(text) or re.search(r"\btags?\b", text, re.IGNORECASE):
        return None
    if path := subject_meant(text, statement):
        return path
    return _by_head(text, statement)


def _by_head(text: str, statement: Statement) -> str | None:
    """The member that the head of a phrase names: "the shop name", "names for shops" on a member `Name`."""
    head = words(re.split(r"\s(?:of|for|from)\s", text)[0])
    place = statement.place
    if not head or head[-1] not in _NAMING:
        return None
    if not place.path:
        return member_meant(" ".join(head[-2:]), statement) or member_meant(head[-1], statement)
    return place.path if words(place.name)[-1:] == head[-1:] else None


def _unique(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    path = _subject(match, statement)
    if not path or _READING.match(place.operation) or _ADVICE.search(match.string) or _names_present(path, statement):
        return
    name = path.rsplit(".", 1)[-1]
    if _TOKEN.search(name) or place.type_of(path) not in ("string", "integer", "long", ""):
        return
    expect = (
        "either"
        if _inside_another(path, place.operation)
        or match.groupdict().get("said")
        or _refers(path, statement)
        or place.operation.startswith("Put")  # which changes what has the name already
        else "reject"
    )
    when = circumstance(match, statement)
    if not statement.heading and not _CONDITIONAL.search(match.string):
        when = tuple(one for one in when if one is not STATED)  # among which it must be unique is no condition
    yield Promise("unique", True, path, when, expect)  # type: ignore[arg-type]  # noqa: FBT003


def _inside_another(path: str, operation: str) -> bool:
    """Whether the member lies in a structure that isn't the thing itself (`Budget` in `CreateBudget`)."""
    return (
        "[" in path
        or "{" in path
        or ("." in path and not set(words(path.split(".", maxsplit=1)[0])) & set(words(operation)[1:]))
    )


def _refers(path: str, statement: Statement) -> bool:
    """Whether the member rather names something else than what the operation brings into being."""
    operation = statement.place.operation
    made, named = words(operation)[1:], words(path.rsplit(".", 1)[-1])[:-1] or words(path)[:-1]
    return bool(made and named) and not set(made) & set(named)


def _names_present(path: str, statement: Statement) -> bool:
    """Whether an update's own resource goes by that name, which is then taken for certain; or others are described."""
    place = statement.place
    list(place.siblings())  # the answer depends on all of them
    updates = re.match(r"Update|Modify|Put|Change|Edit", place.operation)
    return "identified by" in statement.text or bool(updates and identifying(place.members, place.operation) == path)


def _items(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place, term = statement.place, statement.heading
    if place.member.type != "list" or _ADVICE.search(match.string) or (term and not neutral_lead(term)):
        return
    if "must" in match.group() and not _EACH.search(match.string[: match.start()]):
        return
    keyed = re.search(r"\bkeys?\b|\btags?\b|\bnames?\b.*\b(?:within|across)\b", match.string, re.IGNORECASE)
    yield Promise("uniqueItems", True, expect="either" if keyed else "reject")  # noqa: FBT003


_ELSEWHERE = (
    r"\s(?:within|across|among|in|from|for|per|to)\s(?:\w+\s){0,6}?(?:account|region|namespace|cluster|vpc|subnet|domain"
    r"|organization|resource|table|bucket|gateway|object|message)s?\b"
)
_MUST_BE = (
    r"\b(?<!not\s)(?:must|has\sto|have\sto|needs\sto|need\sto)\s(?:(?:also|always|all|each|both)\s)?be\s"
    r"(?:globally\s|a\s)?"
)
UNIQUE = Rule(
    name="state.unique",
    patterns=(
        pattern(rf"{_MUST_BE}unique\b(?!\s(?:key|combination|sort|token))"),
        pattern(
            r"(?P<said>(?:\bthat\sis|\bthat's|\bwhich\sis|\bis|\bare|,)\sunique\s(?:within|in|across|among|throughout|to"
            r"|for\s(?:each|every|your|the))\s(?:\w+\s){0,4}?(?:accounts?|regions?|domains?|clusters?|instances?|organizations?))\b"
        ),
        pattern(
            r"\b(?:cannot|can't|can\snot|must\snot|may\snot)\s(?:already\s(?:exist|be\s(?:in\suse|used|taken))|be\s(?:already\s)?"
            r"(?:in\suse|taken|used)\sby\s(?:another|an?\sexisting|any\sother)|be\sthe\s(?:same\sas\sthe\s)?(?:name|ID|identifier)\s"
            r"of\s(?:an(?:other)?|any)\s|match\sthe\s(?:name|ID|identifier)\sof\san\sexisting"
            r"|be\sthe\ssame\sas\s(?:an(?:other)?|any)\sexisting)"
        ),
    ),
    build=_unique,
    examples=(
        Example("Must be unique within your account.", (("Name", "unique", True),), "Name"),
        Example("The shop name must be unique in a street.", (("ShopName", "unique", True),), "ShopName"),
        Example(
            "A name for the shop, which can't hold spaces, and must be unique.", (("Name", "unique", True),), "Name"
        ),
        Example("Can't be the name of another shop.", (("Name", "unique", True),), "Name"),
    ),
    refuses=(
        Example("The unique identifier of the shop.", (), "ShopId"),
        Example("It doesn't have to be unique.", (), "Name"),
        Example("It must be unique for each request.", (), "ClientToken"),
        Example("The combination of name and colour must be unique.", (), "Name"),
        Example("It should be unique.", (), "Name"),
    ),
    reads="sentence",
    operations=True,
)
ITEMS = Rule(
    name="items.unique",
    patterns=(
        pattern(rf"{_MUST_BE}(?:unique|distinct|different)\b(?!{_ELSEWHERE})"),
        pattern(
            r"\bduplicates?(?:\s\w+){0,3}\s(?:are|is)\s?(?:not|n't)\s(?:allowed|permitted|supported|accepted|valid)\b"
        ),
        pattern(
            r"\b(?:cannot|can't|can\snot|must\snot|may\snot|do\snot|don't|should\snot)\s(?:contain|include|have|specify|use|provide)\s"
            r"(?:any\s)?(?:duplicates?|duplicated|repeated|the\ssame\s\w+(?:\s\w+)?\s(?:more\sthan\sonce|twice|multiple\stimes))\b"
        ),
        pattern(
            r"\b(?:with\sno|without(?:\sany)?|must\shave\sno|no)\sduplicates?\b(?:\s(?:are|is)\s(?:allowed|permitted))?"
        ),
        pattern(r"\bmust\s(?:only\s)?(?:contain|include|have)\s(?:only\s)?(?:unique|distinct)\s\w+(?=\W*$|,)"),
    ),
    build=_items,
    examples=(
        Example("Each colour must be unique.", (("Colours", "uniqueItems", True),), "Colours", "list"),
        Example("Duplicates aren't allowed.", (("Colours", "uniqueItems", True),), "Colours", "list"),
        Example("The list can't contain duplicate entries.", (("Colours", "uniqueItems", True),), "Colours", "list"),
    ),
    refuses=(
        Example("Duplicates are removed.", (), "Colours", "list"),
        Example("Each colour must be unique.", (), "Colour", "string"),
        Example("Avoid duplicates.", (), "Colours", "list"),
    ),
    reads="sentence",
)
RULES = (UNIQUE, ITEMS)
