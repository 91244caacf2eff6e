"""Calls that nobody answers: what would be sent, with placeholders for what only an answer would tell.

With it the strategies of a service say how a resource is made without a target that makes one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fencepost.campaign.client import Call, Client, Names
from fencepost.protocols import Answer, Failure, WireRequest, WireResponse
from fencepost.targets import Target

#: How deep an answer is imagined, and how many members of a structure.
_DEEPEST, _MOST = 6, 60
#: What an answer's scalars that are no texts are taken to be.
_SCALARS: Mapping[str, Any] = {"boolean": True, "integer": 1, "long": 1, "float": 1.0, "double": 1.0}
_TOKEN = re.compile(r"zqv\d{3,}[xZA]")


class Placeholders:
    """Names of values that are not known yet, each with a token that stands for it in requests.

    A token is a short text that any form on the wire carries as it is, and that is found again in it. It ends in a
    letter of its own, so that an identifier beside it (its last character exchanged) is told from it.
    """

    def __init__(self) -> None:
        #: The token of what sets the names of one replay apart from another's.
        self.run = "zqv000x"
        self._tokens = {"run": self.run}
        self._names = {self.run: "run"}

    def token(self, name: str) -> str:
        """The token of a name."""
        if name not in self._tokens:
            token = f"zqv{len(self._tokens):03d}"
            self._tokens[name] = f"{token}Z"
            self._names |= {f"{token}Z": name, f"{token}A": f"{name}~"}
        return self._tokens[name]

    def named(self, text: str) -> str:
        """The text with `${name}` for each token, and `${name~}` for an identifier beside one."""
        return _TOKEN.sub(lambda match: f"${{{self._names[match[0]]}}}" if match[0] in self._names else match[0], text)

    def shown(self, value: Any) -> Any:
        """A JSON value with every text in it as `named` has it."""
        if isinstance(value, Mapping):
            return {self.named(name): self.shown(below) for name, below in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.shown(below) for below in value]
        return self.named(value) if isinstance(value, str) else value

    def used(self, value: Any) -> list[str]:
        """The names of the tokens in a JSON value, in alphabetical order."""
        found = _TOKEN.findall(json.dumps(value, default=repr))
        return sorted({self._names[token] for token in found if token in self._names})


class SymbolicClient(Client):
    """A client whose calls are written down and not sent; each is answered as its model says, texts being tokens."""

    def __init__(self, placeholders: Placeholders, models: Path | None = None) -> None:
        super().__init__(Nowhere(), Names(f"{placeholders.run}-"), models)
        self.placeholders = placeholders
        self.models = models

    def call(self, operation: str, members: Mapping[str, Any], *, note: bool = True) -> Answer:
        """Writes a call down; its answer holds a token for each text, named after the step and the path there."""
        shape = self.codec(operation).operation_model.output_shape
        step = len(self.trace) + 1
        answer = Answer(200, members=self._imagined(shape, f"{step}.", "") if shape is not None and note else {})
        (self.trace if note else self.looks).append(Call(operation, members, answer))
        return answer

    def _imagined(self, shape: Any, step: str, path: str, depth: int = 0) -> Any:
        kind = shape.type_name
        if kind == "structure" and depth < _DEEPEST:
            members = list(shape.members.items())[:_MOST]
            below = {name: (member, f"{path}.{name}" if path else name) for name, member in members}
            return {name: self._imagined(member, step, at, depth + 1) for name, (member, at) in below.items()}
        if kind == "list" and depth < _DEEPEST:
            return [self._imagined(shape.member, step, f"{path}[0]", depth + 1)]
        if kind in ("structure", "map"):
            return {}
        if kind == "list":
            return []
        return _SCALARS.get(kind, self.placeholders.token(step + path))


class Nowhere(Target):
    """The target of requests that are not sent."""

    name = "nowhere"

    def send(self, wire: WireRequest) -> WireResponse | Failure:
        """No answer."""
        return Failure("unreachable", "nothing is sent")

    def reset(self, service: str) -> bool:
        """There is nothing to empty."""
        return True

    def close(self) -> None:
        """There is nothing to close."""
