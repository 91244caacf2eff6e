"""Promises about the state of the service: what an update replaces, keeps, or may not touch."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fencepost.contracts.mining.conditions import term_condition
from fencepost.contracts.mining.mentions import subject_meant
from fencepost.contracts.mining.place import words
from fencepost.contracts.mining.rule import Example, Promise, Rule, pattern
from fencepost.contracts.mining.statement import Statement

_UPDATING = re.compile(r"^(?:Update|Modify|Change|Edit)")
_CHANGING = re.compile(r"^(?:Update|Modify|Change|Edit|Put|Set)(?![a-z])")
_HOLDS_MEMBERS = ("structure", "list", "map", "")
_CONDITIONAL = re.compile(r"\b(?:if|when|unless|until|while)\b", re.IGNORECASE)


def _current_version(_match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if statement.place.member.type in ("string", ""):
        yield Promise("currentVersion", value=True)


def _replaces(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    named = place.find(match["name"].split()[-1]) if match["name"] else place.path
    if named == place.path and place.path and place.member.type in _HOLDS_MEMBERS:
        yield Promise("replaces", value=True)


def _all_fields(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    path = statement.place.find_words(match["what"])
    if path and statement.place.type_of(path) in _HOLDS_MEMBERS:
        yield Promise("replaces", True, path)  # noqa: FBT003


def _merges(_match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    condition = term_condition(statement)
    if condition or not statement.heading:
        yield Promise("replaces", False, "", (condition,) if condition else ())  # noqa: FBT003


def _not_triggered(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if condition := term_condition(statement):
        yield Promise("notTriggered", match["what"].lower(), "", (condition,))


def _immutable(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    place = statement.place
    what = match.groupdict().get("what")
    path = place.path
    if what:
        owner, _, own = what.rpartition("'s ")
        bare = re.sub(r"\s(?:name|id|ARN)$", "", own or what)
        path = place.find_words(own or what) or place.find_words(f"{owner} {own}") or ""
        path = path or (place.path if place.path and words(bare) == words(place.name) else "")
    if path and _CHANGING.match(place.operation or "Update"):
        yield Promise("immutable", True, path)  # noqa: FBT003
    elif path and not what and place.type_of(path) != "structure":
        yield Promise("immutable", True, path, expect="either")  # noqa: FBT003


def _fixed_later(match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """A member that is said to stay as it is; only an update can try it."""
    path = subject_meant(match["subject"], statement)
    place = statement.place
    if path and not statement.heading and place.type_of(path) != "structure":
        updates = bool(_UPDATING.match(place.operation or "Update"))
        yield Promise("immutable", True, path, expect="reject" if updates else "either")  # noqa: FBT003


def _updates(_match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    """What an accepted update gave can be read back; no page says after how long, hence `either`."""
    place = statement.place
    if statement.sentence.number == 1 and not place.path and _UPDATING.match(place.operation or "Update"):
        yield Promise("updates", True, "", expect="either")  # noqa: FBT003


def _exists(_match: re.Match[str], statement: Statement) -> Iterable[Promise]:
    if statement.place.member.type in ("string", "") and not statement.heading:
        yield Promise("exists", value=True)


EXISTS = Rule(
    name="state.exists",
    patterns=(
        pattern(
            r"^(?:you\scan\s)?use\s(?:the\s)?\w+\s(?:action|operation|API|command)?\s?to\s(?:get|obtain|retrieve|view)\s"
            r"a\slist\sof\s(?:\w+\s){1,3}?(?:names|ids|identifiers|arns)\sthat\syou\scan\s(?:specify|use)\.?$"
        ),
    ),
    build=_exists,
    examples=(
        Example(
            "Use the ListShops action to get a list of shop names that you can use.",
            (("Shop", "exists", True),),
            "Shop",
        ),
    ),
    refuses=(
        Example("Use the ListShops action to get a list of shops.", (), "Shop"),
        Example("Use the ListColours action to get a list of colours that you can use.", (), "Colour"),
    ),
    reads="sentence",
)
CURRENT_VERSION = Rule(
    name="state.current-version",
    patterns=(
        pattern(r"^(?:the\s)?current\sversion\s\(\s?(?:the\s)?e-?tag\b"),
        pattern(r"\bvalue\sof\sthe\se-?tag\sheader\sthat\syou\s(?:received|got)\b"),
        pattern(
            r"\bmust\s(?:be|match)\sthe\s(?:current|latest)\s(?:version|revision|e-?tag)(?:\s(?:id"
            r"|identifier|number|value))?\sof\b"
        ),
    ),
    build=_current_version,
    examples=(
        Example("The current version (ETag value) of the thing.", (("IfMatch", "currentVersion", True),), "IfMatch"),
        Example("Must match the current version of the thing.", (("IfMatch", "currentVersion", True),), "IfMatch"),
    ),
    refuses=(Example("The current version of the guide."), Example("The version to use.")),
    reads="sentence",
)
REPLACES = Rule(
    name="state.replaces",
    patterns=(
        pattern(
            r"^the\s(?P<name>(?:\w+\s)?\w+)\s(?:that's\s|that\sis\s|that\syou\s)?(?:specified|provided"
            r"|specify|provide)\b.*\b(?:will\s)?(?:replaces?|overwrites?)\b.*\b(?:existing|current"
            r"|previous)\b"
        ),
        pattern(
            r"^(?P<name>)(?:this|these|the\snew)\s\w+\s(?:will\s)?(?:replaces?|overwrites?)\b.*\b"
            r"(?:existing|current|previous)\b"
        ),
    ),
    build=_replaces,
    examples=(
        Example(
            "The Rules specified in the call will replace the existing ones.",
            (("Rules", "replaces", True),),
            "Rules",
            "list",
        ),
    ),
    refuses=(
        Example("The Rules replace nothing.", (), "Rules", "list"),
        Example("A new host replaces the existing one.", (), "Rules", "list"),
    ),
    reads="sentence",
)
REPLACES_ALL = Rule(
    name="state.replaces",
    patterns=(
        pattern(
            r"^when\syou\supdate\s(?:an?\s|the\s)?(?P<what>[\w\s]+?),\sall(?:\sof)?\s(?:the\s)?fields\s"
            r"(?:are|will\sbe)\s(?:updated|replaced|overwritten)\b"
        ),
    ),
    build=_all_fields,
    examples=(
        Example(
            "When you update a shop configuration, all fields are replaced.",
            (("ShopConfig", "replaces", True),),
            "",
            "structure",
            {"ShopConfig": "structure"},
        ),
    ),
    refuses=(
        Example("When you update a garden, all fields are replaced.", (), "", "structure", {"ShopConfig": "structure"}),
    ),
    reads="sentence",
    operations=True,
)
MERGES = Rule(
    name="state.merges",
    patterns=(
        pattern(
            r"^only\s(?:the\s)?(?:requested|specified|provided|given)\s(?:\w+\s)?(?:parameters|fields"
            r"|values|properties|settings|attributes)\s(?:are|will\sbe)\s(?:updated|changed|modified)\.?$"
        ),
        pattern(
            r"^(?:any\s)?(?:parameters|fields|values|properties|settings|attributes)\sthat\s(?:you\s"
            r"(?:don't|do\snot)\s(?:specify|provide|include)|are(?:n't|\snot)\s(?:specified|provided"
            r"|included))\s(?:are\snot\s(?:changed|updated|modified)|aren't\s(?:changed|updated|modified)|"
            r"(?:remain|are|stay)\s(?:unchanged|the\ssame))\.?$"
        ),
    ),
    build=_merges,
    examples=(
        Example("Only the specified fields are changed.", (("", "replaces", False),), "Mode"),
        Example(
            "Only requested parameters are updated.",
            (("", "replaces", False, (("Mode", "const", "PLAIN"),)),),
            "Mode",
            heading="PLAIN",
        ),
    ),
    refuses=(Example("Only the requested colours are sent.", (), "Mode"),),
    reads="sentence",
    operations=True,
)
NOT_TRIGGERED = Rule(
    name="state.not-triggered",
    patterns=(
        pattern(
            r"^(?:in\sthis\smode,\s|with\sthis\soption,\s)?(?:an?|no)\s(?P<what>\w+)\s(?:doesn't|does\snot"
            r"|won't|will\snot)\s(?:occur|happen|start|run|take\splace)\.?$"
        ),
        pattern(
            r"^(?:in\sthis\smode,\s)?no\s(?P<what>\w+)\s(?:occurs|happens|starts|is\s(?:started|triggered"
            r"|performed))\.?$"
        ),
    ),
    build=_not_triggered,
    examples=(
        Example(
            "In this mode, a delivery doesn't happen.",
            (("", "notTriggered", "delivery", (("Mode", "const", "PLAIN"),)),),
            "Mode",
            heading="PLAIN",
        ),
    ),
    refuses=(Example("A delivery doesn't happen.", (), "Mode"),),
    reads="sentence",
    operations=True,
)
IMMUTABLE = Rule(
    name="state.immutable",
    patterns=(
        pattern(
            r"^you\s(?:cannot|can't|can\snot)\s(?:update|change|modify|edit)\s(?:an?\s|the\s)?"
            r"(?P<what>[\w\s]+?'s\s\w+(?:\s\w+)?)(?:\safter\b.*)?\.?$"
        ),
        pattern(
            r"^(?:(?:after|once)\sit(?:'s|\sis|\shas\sbeen)\s(?:set|created),\s)?(?:this|it|this\s(?:value|parameter|field|property|setting))\s(?:cannot|can't|can\snot)\s"
            r"be\s(?:updated|changed|modified)(?:\s(?:(?:after|once)\b.*|later))?\.?$"
        ),
        pattern(
            r"^you\s(?:cannot|can't|can\snot)\s(?:update|change|modify)\sthis\s(?:\w+\s)?(?:value|parameter|field"
            r"|property|setting)(?:\s(?:after\b.*|later))?\.?$"
        ),
        pattern(r"^you\s(?:cannot|can't|can\snot)\s(?:update|change|modify)\sthe\s(?P<what>[\w\s]{2,30}?)\.?$"),
    ),
    build=_immutable,
    examples=(
        Example("You can't change a shop's name.", (("Name", "immutable", True),), "", "structure", {"Name": "string"}),
        Example("This value can't be changed after creation.", (("Value", "immutable", True),)),
    ),
    refuses=(
        Example("You can't change some fields on their own.", (), "", "structure", {"Name": "string"}),
        Example("You can't change a shop's colour.", (), "", "structure", {"Name": "string"}),
    ),
    reads="sentence",
    operations=True,
)
LATER = Rule(
    name="state.immutable",
    patterns=(
        pattern(
            r"^(?P<subject>(?:the|this|it)\b[^,;:.]{0,40}?)\s?(?:cannot|can't|can\snot)\sbe\s(?:updated|changed|modified|edited)\s"
            r"(?:after|once)\b"
        ),
        pattern(
            r"^you\s(?:cannot|can't|can\snot)\s(?:update|change|modify|edit)\s(?P<subject>[^,;:.]{2,50}?)\s(?:after|once)\s(?:you|it|(?-i:[A-Z])\w+\screates"
            r"|the|creat)"
        ),
    ),
    build=_fixed_later,
    examples=(
        Example("The shop name can't be changed after opening.", (("ShopName", "immutable", True),), "ShopName"),
        Example("You can't change this name after you open the shop.", (("ShopName", "immutable", True),), "ShopName"),
    ),
    refuses=(
        Example("The colour of the door can't be changed after opening.", (), "ShopName"),
        Example("You can't change the street after you open the shop.", (), "ShopName"),
    ),
    reads="sentence",
)
UPDATES = Rule(
    name="state.updates",
    patterns=(
        pattern(
            r"^(?:this\s(?:action|operation|API)\s)?(?:updates?|modif(?:y|ies)|changes?|edits?)\s(?:an?"
            r"|the|one|your|some|specified|existing|this|information|settings)\b"
        ),
    ),
    build=_updates,
    examples=(Example("Updates a shop.", (("", "updates", True),), ""),),
    refuses=(Example("Updates are sent by post.", (), ""), Example("Lists all shops.", (), "")),
    reads="sentence",
    operations=True,
)
RULES = (EXISTS, CURRENT_VERSION, REPLACES, REPLACES_ALL, MERGES, NOT_TRIGGERED, IMMUTABLE, LATER, UPDATES)
