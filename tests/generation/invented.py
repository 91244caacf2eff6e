"""An invented operation's contract, given as JSON Schema alone and completed with what the schema can't say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fencepost.contracts import Condition, Constraint, Contract, Origin, identify

_WEIGHTS = "Routing.Weighted"
_TIMES = f"{_WEIGHTS}.Times"


def promise(path: str, keyword: str, value: Any, **more: Any) -> Constraint:
    """One constraint with its id."""
    made = Constraint(path, keyword, value, origins=(Origin("prose", "invented", path),), **more)
    return replace(made, id=identify(made))


def contract() -> Contract:
    """The contract of `shop.UpdateRoute`, which has a bit of everything."""
    mode = Condition("Mode", "const", "FIXED")
    constraints = [
        promise("Name", "type", "string"),
        promise("Name", "required", True),
        promise("Name", "exists", True, errors=("NoSuchRoute",)),
        promise("Version", "type", "string"),
        promise("Version", "currentVersion", True),
        promise("Mode", "type", "string"),
        promise("Mode", "enum", ("FIXED", "FREE")),
        promise("Limit", "type", "integer"),
        promise("Limit", "const", 7, when=(mode,)),
        promise("Note", "type", "string"),
        promise("Note", "absent", True, when=(mode,)),
        promise("Note", "minLength", 2),
        promise("Note", "maxLength", 5),
        promise("Routing", "type", "object"),
        promise("Routing", "required", True),
        promise("Routing.Hosts", "type", "object"),
        promise("Routing.Hosts", "required", True),
        promise("Routing.Hosts.Quantity", "type", "integer"),
        promise("Routing.Hosts.Quantity", "required", True),
        promise("Routing.Hosts.Quantity", "countOf", "Routing.Hosts.Items"),
        promise("Routing.Hosts.Items", "type", "array"),
        promise("Routing.Hosts.Items[]", "type", "string"),
        promise("Routing.Hosts.Items[]", "pattern", "^shop-"),
        promise(_WEIGHTS, "type", "object"),
        promise(f"{_WEIGHTS}.Weight", "type", "number"),
        promise(f"{_WEIGHTS}.Weight", "required", True),
        promise(f"{_WEIGHTS}.Weight", "minimum", 0),
        promise(f"{_WEIGHTS}.Weight", "maximum", 0.25),
        promise(_TIMES, "type", "object"),
        *(
            promise(f"{_TIMES}.{name}", keyword, value)
            for name in ("Idle", "Most")
            for keyword, value in (("type", "integer"), ("required", True), ("minimum", 10), ("maximum", 90))
        ),
        promise(f"{_TIMES}.Idle", "lessOrEqual", f"{_TIMES}.Most"),
        promise("Code", "type", "string"),
        promise("Code", "contentEncoding", "base64"),
        promise("Code", "maxLength", None),
    ]
    return Contract("shop", "UpdateRoute", {"kind": "invented"}, tuple(constraints), {}, {}, None)
