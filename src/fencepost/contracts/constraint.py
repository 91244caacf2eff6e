"""One promise of the documentation, and what it takes to name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Expectation = Literal["reject", "either"]
OriginKind = Literal["signature", "model", "prose", "error", "inferred"]
Message = Literal["request", "response"]

#: Keywords with JSON Schema's own meaning, at the member they stand on. `required` is True on the member itself.
SCHEMA_KEYWORDS = frozenset(
    [
        "type",
        "contentEncoding",
        "required",
        "enum",
        "const",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "pattern",
        "format",
        "minItems",
        "maxItems",
        "uniqueItems",
    ]
)
#: What JSON Schema can't say about the values of one request.
RELATION_KEYWORDS = frozenset(
    ["absent", "lessOrEqual", "lessThan", "countOf", "requires", "anyOf", "onlyOne", "allOrNone", "zeroOrOne"]
)
#: What depends on the state of the service. `exists`: names a resource. `currentVersion`: an ETag to match.
#: `replaces`: whether an update replaces the whole (true) or only what is given (false). `updates`: what was given
#: can be read back. `immutable`: can't be changed. `higherThanCurrent`, `sameAsCurrent`: beside the value in use.
#: `defaultsTo`: what is taken where nothing is given. `inState`, `notInState`: the resource's status. `hasStatus`:
#: its status is known. `supportedType`: its type allows the operation. `notTriggered`: what must not happen.
#: `unique`: not taken by another resource.
STATE_KEYWORDS = frozenset(
    [
        "exists",
        "currentVersion",
        "replaces",
        "updates",
        "immutable",
        "higherThanCurrent",
        "sameAsCurrent",
        "defaultsTo",
        "inState",
        "notInState",
        "hasStatus",
        "supportedType",
        "notTriggered",
        "unique",
    ]
)
KEYWORDS = SCHEMA_KEYWORDS | RELATION_KEYWORDS | STATE_KEYWORDS


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a constraint comes from: the kind, the rule that read it, and the place (`Config.Weight/1`, an error)."""

    origin: OriginKind
    rule: str
    at: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One conjunct of a `when`: `keyword` is `const`, `enum`, `present` or `absent`; the last two have no value.

    `stated` is a condition that isn't about members of the request (what the caller aims at, the kind of a resource):
    `value` is where it stands (`Config.Weight/1`), `path` is empty, and no request shows whether it holds.
    """

    path: str
    keyword: Literal["const", "enum", "present", "absent", "stated"]
    value: Any = None


#: A condition that a rule reads and can't tie to members; the miner fills in where it stands.
STATED = Condition("", "stated")


@dataclass(frozen=True, slots=True)
class Erratum:
    """What a file of the user's own says of a promise: that it is `wrong`, or which `value` is right.

    `evidence` says how that is known, `link` where it is to be read. Only `value` makes use of the value.
    """

    operation: str
    constraint: str
    says: Literal["wrong", "value"]
    evidence: str
    link: str = ""
    value: Any = None


def erratum_json(erratum: Erratum) -> dict[str, Any]:
    """What an erratum says, without the promise that it is about."""
    document: dict[str, Any] = {"says": erratum.says, "evidence": erratum.evidence}
    if erratum.says == "value":
        document["value"] = list(erratum.value) if isinstance(erratum.value, tuple) else erratum.value
    return document | ({"link": erratum.link} if erratum.link else {})


@dataclass(frozen=True, slots=True)
class Constraint:
    """A keyword at a path, perhaps under a condition.

    `path` is relative to the message's root, and empty for the message as a whole. `value` is None where the page
    names no bound or format. `errors` are the codes with which a refusal may answer; a code is *tied* to the
    constraint where one of its origins is `error` and stands at that code. `contested` names the constraints that
    contradict this one. `message` says whose promise it is: the caller's request or the service's response. `erratum`
    is the user's own word on the promise, where it has changed it.
    """

    path: str
    keyword: str
    value: Any
    expect: Expectation = "reject"
    origins: tuple[Origin, ...] = ()
    errors: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()
    message: Message = "request"
    contested: tuple[str, ...] = ()
    id: str = ""
    erratum: Erratum | None = None

    @property
    def tied_errors(self) -> tuple[str, ...]:
        """The errors that the page ties to this very rule, so that another one is a divergence."""
        if not self.errors:
            return ()
        at = {origin.at for origin in self.origins if origin.origin == "error"}
        return tuple(code for code in self.errors if code in at)

    @property
    def only_stated(self) -> bool:
        """Whether it holds under a condition that no request shows, so that it can't be checked from outside."""
        return any(condition.keyword == "stated" for condition in self.when)

    @property
    def only_inferred(self) -> bool:
        """Whether nothing but the structure suggests it."""
        return all(origin.origin == "inferred" for origin in self.origins)


def relative(path: str, other: str) -> str:
    """`other` as an id shows it beside `path`: without the parents that both have in common."""
    left, right = path.split("."), other.split(".")
    common = 0
    while common < min(len(left), len(right)) - 1 and left[common] == right[common]:
        common += 1
    return ".".join(right[common:])


def identify(constraint: Constraint, *, with_value: bool = False) -> str:
    """The id of a constraint: `path#keyword`, then what it takes to be unique.

    `:other` is the member that a relation names, or the value where two constraints would share an id
    (`with_value`); `@condition` its conditions; `@response` sets the response's promises apart.
    """
    text = f"{constraint.path}#{constraint.keyword}"
    if constraint.keyword in RELATION_KEYWORDS and constraint.keyword != "absent":
        others = [constraint.value] if isinstance(constraint.value, str) else list(constraint.value or ())
        text += ":" + ",".join(relative(constraint.path, str(other)) for other in others)
    elif with_value or (constraint.keyword in STATE_KEYWORDS and isinstance(constraint.value, str)):
        text += f":{_short(constraint.value)}"
    for condition in constraint.when:
        text += f"@{_shown(condition, constraint.path)}"
    return text + ("@response" if constraint.message == "response" else "")


def _shown(condition: Condition, beside: str) -> str:
    if condition.keyword == "stated":
        return f"stated:{relative(beside, str(condition.value))}"
    name = relative(beside, condition.path)
    if condition.keyword in ("present", "absent"):
        return f"{name}:{condition.keyword}"
    values = condition.value if isinstance(condition.value, (list, tuple)) else [condition.value]
    return f"{name}=" + "|".join(map(_short, values))


def _short(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return "|".join(map(_short, value))
    return str(value)


def to_json(constraint: Constraint) -> dict[str, Any]:
    """A constraint as a contract holds it, in the order of its keys; what is empty is left out."""
    document: dict[str, Any] = {"id": constraint.id, "path": constraint.path, "keyword": constraint.keyword}
    document["value"] = list(constraint.value) if isinstance(constraint.value, tuple) else constraint.value
    if constraint.message == "response":
        document["in"] = "response"
    if constraint.when:
        document["when"] = [_condition_json(condition) for condition in constraint.when]
    document["expect"] = constraint.expect
    document["origins"] = [{"origin": o.origin, "rule": o.rule, "at": o.at} for o in constraint.origins]
    if constraint.errors:
        document["errors"] = list(constraint.errors)
    if constraint.contested:
        document["contested"] = list(constraint.contested)
    if constraint.erratum:
        document["erratum"] = erratum_json(constraint.erratum)
    return document


def _condition_json(condition: Condition) -> dict[str, Any]:
    document: dict[str, Any] = {"path": condition.path, "keyword": condition.keyword}
    if condition.keyword in ("const", "enum", "stated"):
        document["value"] = condition.value
    return document


def from_json(document: Mapping[str, Any]) -> Constraint:
    """The constraint that `to_json` wrote; the caller has checked it against the contract's schema."""
    return Constraint(
        path=document["path"],
        keyword=document["keyword"],
        value=_frozen(document.get("value")),
        expect=document["expect"],
        origins=tuple(Origin(o["origin"], o["rule"], o["at"]) for o in document.get("origins", ())),
        errors=tuple(document.get("errors", ())),
        when=tuple(Condition(c["path"], c["keyword"], _frozen(c.get("value"))) for c in document.get("when", ())),
        message=document.get("in", "request"),
        contested=tuple(document.get("contested", ())),
        id=document["id"],
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
