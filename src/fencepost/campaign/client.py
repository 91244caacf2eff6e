"""Calls to a target, each written down so that it can be repeated."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fencepost.protocols import Answer, Codec, Failure, WireRequest, WireResponse
from fencepost.repeats import compact
from fencepost.targets import Target

if TYPE_CHECKING:
    from fencepost.campaign.inference.memory import Memory


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the operation, the members that were sent, and what came back. `wire` where members can't say it."""

    operation: str
    members: Mapping[str, Any]
    answer: Answer
    wire: WireRequest | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer beside the response that it was read from."""

    answer: Answer
    response: WireResponse | Failure


class Names:
    """Names for what a run makes: short, plain, the same for the same seed, and never twice in a run.

    `prefix` sets a unit of work apart from others, and on a shared endpoint the run from earlier ones.
    """

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self._count = 0

    def new(self) -> str:
        """The next name."""
        self._count += 1
        return f"fencepost-{self._prefix}{self._count}"


class Client:
    """Sends requests to one target, as members or as they go over the wire, and keeps a trace of the calls.

    The trace is kept since the last `forget`, and holds what it took to reach the present state. Calls that only
    read are kept apart, as `looks`, since whoever reads last emptied them. `memory` holds what is known of how the
    target's state is reached.
    """

    def __init__(self, target: Target, names: Names, models: Path | None = None, memory: Memory | None = None) -> None:
        self.target = target
        self.memory = memory
        self.names = names
        self._models = models
        self.trace: list[Call] = []
        self.looks: list[Call] = []

    def codec(self, operation: str) -> Codec:
        """The codec of an operation written as `cloudfront.UpdateFunction`."""
        service, _, name = operation.partition(".")
        return Codec.of(service, name, models=self._models)

    def call(self, operation: str, members: Mapping[str, Any], *, note: bool = True) -> Answer:
        """Calls an operation and returns what came back, whatever it is; `note` keeps the call in the trace."""
        codec = self.codec(operation)
        answer = codec.read_response(self.target.send(codec.encode(members)))
        (self.trace if note else self.looks).append(Call(operation, members, answer))
        return answer

    def send(self, operation: str, members: Mapping[str, Any], wire: WireRequest, *, raw: bool = False) -> Reply:
        """Sends a request that is encoded already; `raw` where no client could send it as members."""
        response = self.target.send(wire)
        answer = self.codec(operation).read_response(response)
        self.trace.append(Call(operation, members, answer, wire if raw else None))
        return Reply(answer, response)

    def forget(self) -> None:
        """Starts a new trace: the calls so far are no part of how the next state is reached."""
        self.trace = []


def steps(trace: Sequence[Call], nonce: str = "") -> tuple[list[dict[str, Any]], Issued]:
    """The trace as a report holds it, and the values that the target issued in it.

    Values that the target issued are references to the answer that gave them. A call that was made for its wire form
    alone carries it.
    """
    issued: Issued = {}
    given: set[Any] = set()
    listed: list[dict[str, Any]] = []
    for number, call in enumerate(trace, 1):
        step: dict[str, Any] = {"operation": call.operation, "members": symbolic(call.members, issued, nonce)}
        if call.wire is not None:
            step["wire"] = wire_json(call.wire, issued, nonce)
        listed.append(step)
        given.update(value for _, value in _scalars(call.members) if isinstance(value, str))
        for path, value in _scalars(call.answer.members):
            if isinstance(value, str) and value not in given and _is_issued(path, value):
                issued.setdefault(value, (number, path))
    return listed, issued


#: Values that a target made up, each with the step and the path in its answer where it came up first.
Issued = dict[str, tuple[int, str]]
_OURS, _LONG_ENOUGH = "fencepost", 6
#: Where an answer identifies something, whatever the identifier looks like.
_IDENTITY = re.compile(r"(?:^|[a-z_.])[iI][dD]$")
#: What an identifier looks like: of some length, and with a digit in it. Anything else is a word, and stays one.
ISSUED = re.compile(r"(?=.{6})(?=\D*\d).*", re.DOTALL)


def _is_issued(path: str, value: str) -> bool:
    """Whether a value of an answer is one that the target made up: no name of ours, nor a word."""
    if _OURS in value and ":" not in value:
        return False
    return bool(ISSUED.fullmatch(value) or (_IDENTITY.search(path) and len(value) >= _LONG_ENOUGH))


def symbolic(value: Any, issued: Issued, nonce: str = "") -> Any:
    """The value with everything that a target issued replaced by `{"$from": [step, path]}`, long texts compact.

    `"$last"` beside it is the character that takes the place of the issued value's last one.
    """
    if isinstance(value, Mapping):
        return {name: symbolic(below, issued, nonce) for name, below in value.items()}
    if isinstance(value, (list, tuple)):
        return [symbolic(below, issued, nonce) for below in value]
    if not isinstance(value, str):
        return value
    if value in issued:
        return {"$from": list(issued[value])}
    for known, source in issued.items():
        if len(known) == len(value) and known[:-1] == value[:-1]:
            return {"$from": list(source), "$last": value[-1]}
    return compact(value.replace(f"fencepost-{nonce}", "fencepost-") if nonce else value)


def wire_json(wire: WireRequest, issued: Issued, nonce: str = "") -> dict[str, Any]:
    """A wire request as a report holds it: no authorisation, issued values as `${step.path}`.

    The body is text where it is UTF-8, a long one compact, and stands in base64 as `body_base64` where it isn't.
    """

    def text(value: str) -> str:
        for known, (number, path) in issued.items():
            value = value.replace(known, f"${{{number}.{path}}}")
        return value.replace(f"fencepost-{nonce}", "fencepost-") if nonce else value

    headers = {name: text(value) for name, value in wire.headers.items() if name.lower() not in HIDDEN_HEADERS}
    document: dict[str, Any] = {"method": wire.method, "path": text(wire.own_path), "headers": headers}
    try:
        document["body"] = compact(text(wire.body.decode()))
    except UnicodeDecodeError:
        document["body_base64"] = base64.b64encode(wire.body).decode()
    return document


HIDDEN_HEADERS = frozenset({"authorization", "x-amz-security-token", "cookie", "x-amz-date"})


def _scalars(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for name, below in value.items():
            yield from _scalars(below, f"{path}.{name}" if path else str(name))
    elif isinstance(value, (list, tuple)):
        for index, below in enumerate(value):
            yield from _scalars(below, f"{path}[{index}]")
    else:
        yield path, value
