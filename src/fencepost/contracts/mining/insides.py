"""What must be given inside a structure, or in each item of a list: `required.inside`, and `required.else-fails`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.cases import cases_of
from fencepost.contracts.mining.phrases import GIVE, MUST
from fencepost.contracts.mining.place import words
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.sayings import surroundings
from fencepost.contracts.mining.statement import Statement
from fencepost.contracts.mining.updates import unsure_in_update
from fencepost.contracts.paths import parent

_DRESS = re.compile(
    r"^(?:both\s)?(?:(?:the|an?|its)\s)?|\s(?:parameter|field|property|attribute|element|member)s?$", re.IGNORECASE
)
_AND = re.compile(r",\s(?:and\s)?|\sand\s")


def _inside(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place, sentence = statement.place, statement.sentence
    if sentence.bullet or surroundings(statement) != ((),) or place.member.type not in ("structure", "list"):
        return
    paths = [_named(part, statement) for part in _AND.split(match["names"])]
    if all(paths):
        yield from unsure_in_update((Promise("required", True, path) for path in paths), statement)  # noqa: FBT003


def _named(phrase: str, statement: Statement) -> str | None:
    """The one member inside that a phrase names, with or without the word for what holds it ("the tag key")."""
    place = statement.place
    said = words(_DRESS.sub("", _DRESS.sub("", phrase.strip(" '\""))))
    holder = words(place.name)[-1:]
    outside = {words(member.name) for _, member in place.siblings()}
    found = [
        path
        for path, member in place.all.inside.get(f"{place.path}[]" if place.member.type == "list" else place.path, ())
        if said and said in (words(member.name), (*holder, *words(member.name)))
    ]
    return found[0] if len(found) == 1 and said not in outside else None


def _else_fails(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """What is required where it fails without: the one member that isn't given, under what else is supposed."""
    cases = cases_of(match["missing"], statement.place)
    around = surroundings(statement)
    if around is None or not cases or len(cases) != 1 or len(around) != 1:
        return
    missing = [one for one in cases[0] if one.keyword == "absent"]
    if len(missing) == 1:
        when = tuple(dict.fromkeys((*around[0], *(one for one in cases[0] if one not in missing))))
        if not any(one.path == missing[0].path for one in when):
            path = missing[0].path
            firm = bool(when) or parent(path) != statement.place.parent  # else what was said before may limit it
            yield Promise("required", True, path, when, "reject" if firm else "either")  # noqa: FBT003


_FAILS = (
    r"(?:(?:will\s)?fails?\b|is\srejected"
    r"|(?:will\s)?(?:returns?|throws?|results?\sin)\s(?:an?\s)?(?:\w+\s)?(?:error|\w*exception)\b)"
)
_CALL = r"(?:the|this|your)\s(?:\w+\s)?(?:operation|action|request|call|command)"
_TAGS = {"Labels[]": "structure", "Labels[].Key": "string", "Labels[].Value": "string"}
_BOX = {"Box.Size": "string", "Mode": "string"}
INSIDE = Rule(
    name="required.inside",
    patterns=(
        pattern(
            r"^(?:note:?\s)?(?P<names>(?:both\s)?(?:the\s|an?\s)?['\"\w]+(?:\s\w+){0,3}?(?:\sand\s(?:the\s|an?\s)?['\"\w]+(?:\s\w+){0,3}?)?)\s"
            r"(?:is|are)\s(?:always\s|both\s)?required(?=\.?$|[,;]\sbut\b)"
        ),
        pattern(r"^specifying\s(?P<names>(?:the\s|an?\s)?[\w\s]{2,40}?)\sis\srequired\.?$"),
        pattern(
            rf"^for\seach\s\w+,\syou\s{MUST}\s{GIVE}\s(?P<names>(?:both\s)?(?:the\s|an?\s)?\w+(?:\s\w+)?(?:\sand\s(?:the\s|an?\s)?\w+(?:\s\w+)?)?)\.?$"
        ),
    ),
    build=_inside,
    examples=(
        Example(
            "Both the label key and the label value are required.",
            (("Labels[].Key", "required", True), ("Labels[].Value", "required", True)),
            "Labels",
            "list",
            _TAGS,
        ),
        Example("The value field is required.", (("Labels[].Value", "required", True),), "Labels", "list", _TAGS),
        Example(
            "For each label, you must specify a key.", (("Labels[].Key", "required", True),), "Labels", "list", _TAGS
        ),
        Example("The size is required, but can be empty.", (("Box.Size", "required", True),), "Box", "structure", _BOX),
    ),
    refuses=(
        Example("The mode is required.", (), "Box", "structure", _BOX),
        Example("The size is required if it is heavy.", (), "Box", "structure", _BOX),
        Example("Labels are required.", (), "Labels", "list", _TAGS),
    ),
    reads="sentence",
)
ELSE_FAILS = Rule(
    name="required.else-fails",
    patterns=(
        pattern(rf"^(?:however,\s|note\sthat\s)?(?:if|when)\s(?P<missing>[^,;]+?),\s(?:then\s)?{_CALL}\s{_FAILS}"),
        pattern(rf"^{_CALL}\s{_FAILS},?\sif\s(?P<missing>[^,;]+?)\.?$"),
    ),
    build=_else_fails,
    examples=(
        Example(
            "If Size isn't provided, the request fails.",
            (("Size", "required", True),),
            "Size",
            siblings={"Mode": "string"},
        ),
        Example(
            "If Mode is FAST and you don't specify a size, the operation returns an error.",
            (("Size", "required", True, (("Mode", "const", "FAST"),)),),
            "Size",
            siblings={"Mode": "string"},
        ),
        Example(
            "The call fails if you don't specify Size.",
            (("Size", "required", True),),
            "Size",
            siblings={"Mode": "string"},
        ),
    ),
    refuses=(
        Example("If Size is given, the request fails.", (), "Size", siblings={"Mode": "string"}),
        Example("If you don't like it, the request fails.", (), "Size", siblings={"Mode": "string"}),
        Example("If Size isn't given, the parcel is sent.", (), "Size", siblings={"Mode": "string"}),
    ),
    reads="sentence",
    operations=True,
)
RULES = (INSIDE, ELSE_FAILS)
