"""A contract as the cache keeps it: rows without the names of keys, and without what follows from the row before.

Some contracts have a hundred thousand constraints, whose paths are long and stand in their ids and origins again.
Written out, such a contract is 90 MB of JSON, which takes two seconds to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fencepost.contracts.constraint import Condition, Constraint, Message, Origin
from fencepost.contracts.contract import Contract

#: In place of a path: that of the row before; of an id: `path#keyword`; of an origin's place: the path.
_SAME = 0
Row = list[Any]
#: What most constraints have: no errors, no condition, no rivals; and whose promise they are.
_USUAL: tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...], Message] = ((), (), (), "request")


def packed(contract: Contract) -> dict[str, Any]:
    """What JSON can hold of a contract; `unpacked` is its inverse."""
    return {
        "names": [contract.service, contract.operation],
        "source": dict(contract.source),
        "rows": list(_rows(contract.constraints)),
        "errors": {code: dict(facts) for code, facts in contract.errors.items()},
        "schemas": [contract.request, contract.response],
    }


def unpacked(document: Mapping[str, Any]) -> Contract:
    """The contract that was packed. Raises KeyError, TypeError or ValueError for what is none."""
    service, operation = document["names"]
    request, response = document["schemas"]
    constraints = tuple(_constraints(document["rows"]))
    return Contract(service, operation, document["source"], constraints, document["errors"], request, response)


def _rows(constraints: Iterable[Constraint]) -> Iterator[Row]:
    last = None
    for one in constraints:
        path = _SAME if one.path == last else one.path
        last = one.path
        identity = _SAME if one.id == f"{last}#{one.keyword}" else one.id
        origins = [[o.origin, o.rule, _SAME if o.at == last else o.at] for o in one.origins]
        row = [path, identity, one.keyword, one.value, one.expect, origins]
        when = [[condition.path, condition.keyword, condition.value] for condition in one.when]
        if one.errors or when or one.contested or one.message != "request":
            row += [one.errors, when, one.contested, one.message]
        yield row


def _constraints(rows: Iterable[Row]) -> Iterator[Constraint]:
    last = ""
    for path, identity, keyword, value, expect, origins, *rest in rows:
        last = last if path == _SAME else path
        errors, when, contested, message = rest or _USUAL
        yield Constraint(
            last,
            keyword,
            _frozen(value),
            expect,
            tuple([Origin(kind, rule, last if at == _SAME else at) for kind, rule, at in origins]),
            tuple(errors),
            tuple([Condition(at, how, _frozen(what)) for at, how, what in when]),
            message,
            tuple(contested),
            f"{last}#{keyword}" if identity == _SAME else identity,
        )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
