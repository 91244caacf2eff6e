"""What must be there already: `state.exists` of names, and `state.in-state` of the resource that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.identifying import identifying
from fencepost.contracts.mining.mentions import subject_meant
from fencepost.contracts.mining.owner import is_subject
from fencepost.contracts.mining.place import words
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.setaside import neutral_lead
from fencepost.contracts.mining.statement import Statement

_ADVICE = re.compile(r"\b(?:recommend|should|suggest|best\spractice)", re.IGNORECASE)
_CONDITIONAL = re.compile(r"\b(?:if|when|unless|until|while|once|otherwise|whether)\b", re.IGNORECASE)
_IF_GIVEN = re.compile(
    r"^(?:constraints?:\s)?(?:if|when)\s(?:supplied|specified|provided|given|present|set|this\s(?:parameter|value)\sis\s\w+"
    r"|you\s(?:specify|provide)\s(?:this|a)\s\w+),\s",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"\b(?:if|unless|otherwise|before\syou\scan)\b", re.IGNORECASE)
_DETERMINED = re.compile(r"\s*(?:the|your|an?|this|each|any|specified)\s|^[^,]*,\s(?:the|your|an?)\s", re.IGNORECASE)
_STATES = re.compile(r"['\"]?(?P<state>[A-Za-z][\w-]*)['\"]?")
_WORDY = frozenset(
    """
    same compatible valid correct right terminal following particular specific certain good final proper current given
    """.split()
)


def _named_path(statement: Statement) -> str | None:
    """The member that holds the name: the sentence's own string, or the items of its list of strings."""
    place, term = statement.place, statement.heading
    if not place.path or (term and not neutral_lead(term)):
        return None
    if place.member.type in ("string", ""):
        return None if place.member.literals else place.path
    if place.member.type == "list" and place.member.members and place.member.members[0].type == "string":
        return f"{place.path}[]"
    return None


def _must_exist(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    text = _IF_GIVEN.sub("", match.string)
    path = _named_path(statement)
    if not path or _CONDITIONAL.search(text) or _ADVICE.search(text):
        return
    subject = match.groupdict().get("subject") or ""
    subject = re.sub(r"\b(?:specified|given|provided|target|corresponding)\s", "", subject).strip(" ,")
    if _IF_GIVEN.sub("", f"{subject}, ") and subject and not _own(subject, statement):
        return
    yield Promise("exists", True, path)  # noqa: FBT003


def _own(subject: str, statement: Statement) -> bool:
    bare = _IF_GIVEN.sub("", re.sub(r"^(?:constraints?|note):\s", "", subject, flags=re.IGNORECASE)).strip()
    own = statement.place
    if re.search(r"\s(?:in|for|with|from|within)\s", bare):
        return False
    if not bare or is_subject(bare, own) or subject_meant(bare, statement) == own.path:
        return True
    said = words(re.sub(r"^(?:the|this|an?|your|these)\s", "", bare, flags=re.IGNORECASE))
    return bool(said) and set(said) <= set(words(own.name))


def _described(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    path = _named_path(statement)
    if path and not _CONDITIONAL.search(match.string[: match.end()]) and statement.sentence.number == 1:
        yield Promise("exists", True, path, expect="either")  # noqa: FBT003


def _in_state(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    states = [
        found["state"]
        for found in _STATES.finditer(match["states"])
        if found["state"] not in ("or", "either", "the", "a")
    ]
    vague = any(state.lower() in _WORDY for state in states)
    term = statement.heading
    if not states or vague or len(states) > 4 or (term and not neutral_lead(term)) or _ADVICE.search(match.string):  # noqa: PLR2004
        return
    if _OTHERWISE.search(match.string) or (match["subject"] and not _DETERMINED.match(match["subject"])):
        return
    path = _resource(match["subject"], statement)
    if path:
        value = states[0] if len(states) == 1 else tuple(states)
        negated = bool(re.search(r"\bnot\b|n't\b", match.group()))
        yield Promise("notInState" if negated else "inState", value, path)


def _resource(subject: str, statement: Statement) -> str | None:
    """The member that names the resource of which the sentence speaks."""
    place = statement.place
    noun = re.sub(r"^.*,\s|^(?:the|your|an?|each|specified|this)\s", "", subject.strip(), flags=re.IGNORECASE)
    if place.path:
        return place.path if place.member.type == "string" and set(words(noun)) <= set(words(place.name)) else None
    list(place.siblings())  # the answer depends on all of them
    return identifying(place.members, place.operation, noun)


_OF = r"(?:(?:an?|the|your|some)\s)?(?:already\s)?(?:pre-?)?existing\b"
EXISTS = Rule(
    name="state.exists",
    patterns=(
        pattern(
            r"(?:^|[;:.,]\s)(?P<subject>[^;:]{0,80}?)\s?\b(?:must|has\sto|needs\sto)\s(?:also\s)?(?:already\s)?exist\b(?!ing)"
        ),
        pattern(
            rf"(?:^|[;:.,]\s)(?P<subject>[^;:]{{0,60}}?)\s?\bmust\s(?:be|match|identify|correspond\sto|refer\sto|specify|reference)"
            rf"\s(?:the\s(?:\w+\s){{1,4}}?(?:of|for)\s)?{_OF}"
        ),
        pattern(
            r"^(?:constraints?:\s)?(?:you\s)?must\s(?:use|specify|provide|supply|choose|select|reference)\s(?:the\s(?:name|id|arn)\sof\s)?"
            r"(?:an?|the)\s(?:[\w-]+\s){1,4}(?:that|which)\s(?:already\s)?exists?\b"
        ),
        pattern(rf"^(?:you\s)?must\s(?:specify|provide|use|supply)\s(?:the\s(?:\w+\s){{1,4}}?(?:of|for)\s)?{_OF}"),
        pattern(
            r"(?:^|[;:.,]\s)(?P<subject>[^;:]{0,60}?)\s?\bmust\sbe\s(?:the|an?)\s(?:valid\s)?(?:\w+\s){0,4}?"
            r"(?:names?|ids?|identifiers?|arns?)\s(?:of\san?\s(?:\w+\s){1,3})?that\s(?:already\s)?exists?\b"
        ),
    ),
    build=_must_exist,
    examples=(
        Example("Must match the name of an existing shop.", (("Shop", "exists", True),), "Shop"),
        Example("If supplied, must be the id of an existing shop.", (("ShopId", "exists", True),), "ShopId"),
        Example("You must use a shop that exists in your street.", (("ShopName", "exists", True),), "ShopName"),
        Example("The shop must already exist.", (("ShopName", "exists", True),), "ShopName"),
        Example("This must be a valid shop ID that exists in the street.", (("ShopId", "exists", True),), "ShopId"),
    ),
    refuses=(
        Example("The street must exist.", (), "ShopName"),
        Example("If it is new, the shop must exist.", (), "ShopName"),
        Example("Must match an existing rule.", (), "Size", "integer"),
    ),
    reads="sentence",
)
DESCRIBED = Rule(
    name="state.exists",
    patterns=(
        pattern(
            r"^(?:specifies\s|specify\s)?(?:the\s|an?\s)?(?:unique\s)?(?:[\w()-]+\s){0,5}?(?:names?|ids?|identifiers?|arns?"
            rf"|\(arns?\)|\(ids?\))\s(?:of|for)\s{_OF}"
        ),
        pattern(r"^(?:the\s|an?\s)existing\s(?:\w+\s){0,4}?(?:name|id|identifier|arn)\b"),
    ),
    build=_described,
    examples=(
        Example("The name of an existing shop.", (("Shop", "exists", True),), "Shop"),
        Example("The Street Number (ARN) of an existing shop.", (("Shop", "exists", True),), "Shop"),
    ),
    refuses=(
        Example("The name of a shop that replaces an existing one.", (), "Shop"),
        Example("The size of an existing shop.", (), "Size", "integer"),
    ),
    reads="sentence",
)
IN_STATE = Rule(
    name="state.in-state",
    patterns=(
        pattern(
            r"(?:^|,\s|;\s)(?P<subject>[\w\s]{2,60}?)\s(?:must|has\sto|needs\sto)\s(?:not\s)?(?:already\s)?be\sin\s(?:(?:the|an?|either|one\sof)\s)*"
            r"(?P<states>['\"]?[\w-]+['\"]?(?:(?:,\s(?:or\s)?|\sor\s)(?:the\s|an?\s)?['\"]?[\w-]+['\"]?){0,3})\s(?:states?|status)\b"
        ),
        pattern(
            r"^(?P<subject>(?:the|your|an?)\s[\w\s]{2,60}?)(?:'s)?\s(?:status|state)\s(?:must|has\sto)\s(?:not\s)?be\s(?:either\s)?"
            r"(?P<states>['\"]?[A-Z][A-Z_]+['\"]?(?:(?:,\s(?:or\s)?|\sor\s)['\"]?[A-Z][A-Z_]+['\"]?){0,3})(?=\W*$|\s(?:to|before|in|for)\b)"
        ),
        pattern(
            r"^(?:constraints?:\s)?(?P<subject>)must\s(?:be|match|specify)\sthe\s(?:names?|ids?|identifiers?|arns?)\sof\san?\s[\w\s]{2,50}?"
            r"\sin\s(?:the|an?)\s(?P<states>['\"]?[\w-]+['\"]?)\s(?:state|status)\b"
        ),
    ),
    build=_in_state,
    examples=(
        Example(
            "The shop must be in the `open` state.",
            (("ShopName", "inState", "open"),),
            "",
            "structure",
            {"ShopName": "string"},
        ),
        Example(
            "Must be the name of an existing shop in the open state.", (("ShopName", "inState", "open"),), "ShopName"
        ),
        Example(
            "A shop must not be in the CLOSED state.",
            (("ShopName", "notInState", "CLOSED"),),
            "ShopName",
        ),
    ),
    refuses=(
        Example("The shop must be in a valid state.", (), "", "structure", {"ShopName": "string"}),
        Example("The street must be in the open state.", (), "ShopName"),
    ),
    reads="sentence",
    operations=True,
)
RULES = (EXISTS, DESCRIBED, IN_STATE)
