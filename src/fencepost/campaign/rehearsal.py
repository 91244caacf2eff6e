"""What a run would send, without a target: the edges of a contract, and test vectors that others can replay.

A vector is a request with what must become of it, in members and as it goes over the wire. What only a live target
knows stands there as a placeholder: `${run}` sets the names of one replay apart from another's, `${2.ETag}` is what
the answer to the second step of the setup gave, `${live.QueueUrl}` is for whoever replays it to fill in, and a `~`
before the brace asks for the value with its last character exchanged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fencepost.campaign.client import HIDDEN_HEADERS, symbolic, wire_json
from fencepost.campaign.imagined import Imagined
from fencepost.campaign.inference.situation import Inferred
from fencepost.campaign.run import Options, Subject
from fencepost.campaign.session import DroppedError, Session
from fencepost.campaign.symbolic import Placeholders, SymbolicClient
from fencepost.contracts import STATE_KEYWORDS, Contract, contract_json
from fencepost.generation import Case, Exercise, UnsatisfiableError
from fencepost.protocols import WireRequest, response_place

#: The version of a vector's form; another one is another number.
VECTORS = "fencepost-vectors/1"
#: Headers that the sender's own HTTP library writes.
_SENDERS = frozenset({"content-length", "user-agent", "host"}) | HIDDEN_HEADERS
_CHECKSUMS = ("x-amz-checksum-", "x-amz-content-sha256")


def rehearsed(contract: Contract, options: Options) -> Iterator[dict[str, Any]]:
    """The setup of an operation, where it needs one, and its vectors, each control before what was made of it."""
    edges = edges_of(contract, options)
    yield from ([edges["setup"]] if edges["setup"] else [])
    yield from edges["vectors"]


def edges_of(contract: Contract, options: Options) -> dict[str, Any]:
    """The documented edges of an operation.

    `contract` is its JSON, `protocol` the one of the vectors; `rules` has an entry for each promise on the request:
    its `id`, the ids of its vectors on each side (`inside`, `outside`), and `reason` and `detail` where a side can't
    be shown; `setup` is None where nothing has to be made first; `vectors` are as `vectors.schema.json` has them.
    """
    rehearsal = _Rehearsal(contract, options)
    rules = list(rehearsal.rules())
    vectors = list(rehearsal.vectors.values())
    return {
        "operation": contract.name,
        "protocol": rehearsal.session.codec.protocol,
        "contract": contract_json(contract),
        "rules": rules,
        "setup": rehearsal.setup(vectors),
        "vectors": vectors,
    }


class _Rehearsal:
    """Makes the vectors of one operation; `vectors` holds them by their ids, in order."""

    def __init__(self, contract: Contract, options: Options) -> None:
        self.contract, self._most = contract, options.cases
        subject = Subject(contract, options)
        self.places = Placeholders()
        client = SymbolicClient(self.places, options.models)
        inferred = issubclass(subject.situation, Inferred)
        situation = Imagined(client, contract) if inferred else subject.situation(client)
        self.session = Session(contract, subject.cases, situation, client)
        self._oracle = subject.oracle
        self.vectors: dict[str, dict[str, Any]] = {}
        self._controls: dict[str, str | None] = {}

    def rules(self) -> Iterator[dict[str, Any]]:
        """What is tried on each promise; nothing where no request keeps the contract."""
        try:
            self._control(self.session.cases.control())
        except UnsatisfiableError:
            return
        for constraint in self.session.cases.constraints:
            exercise = self.session.cases.exercise(constraint)
            inside = self._side(exercise, "inside", exercise.boundaries)
            outside = self._side(exercise, "outside", exercise.violations)
            reason, detail = _missing(exercise, outside)
            yield {"id": constraint.id, "inside": inside, "outside": outside, "reason": reason, "detail": detail}

    def setup(self, vectors: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
        """The calls that make what the vectors name, with where their answers hold what later requests need."""
        trace = self.session.trace()
        if not trace:
            return None
        wanted = {name.rstrip("~") for vector in vectors for name in vector["placeholders"]}
        steps = []
        for call in trace:
            codec = self.session.client.codec(call.operation)
            wire, names, _ = self._wire(codec.encode(call.members))
            wanted |= set(names)
            steps.append({"operation": call.operation, "request": self._shown(call.members), "wire": wire, "gives": {}})
        for name in sorted(wanted):
            number, _, path = name.partition(".")
            if number.isdecimal():
                codec = self.session.client.codec(trace[int(number) - 1].operation)
                steps[int(number) - 1]["gives"][name] = response_place(codec, path)
        head = {"format": VECTORS, "id": f"{self.contract.name}/setup", "operation": self.contract.name}
        return {**head, "protocol": self.session.codec.protocol, "case": "setup", "steps": steps}

    def _side(self, exercise: Exercise, side: str, cases: Sequence[Case]) -> list[str]:
        """The ids of the vectors on one side; what doesn't arrive on the wire as it was meant is left out."""
        ids: list[str] = []
        for case in cases[: self._most]:
            control = self._control(self.session.cases.control(case.control))
            identity = f"{self.contract.name}/{exercise.constraint.id}/{side}/{len(ids) + 1}"
            if control is not None and self._add(identity, case, control):
                ids.append(identity)
        return ids

    def _control(self, case: Case) -> str | None:
        """The id of a control, which is made once; None for one that can't be sent."""
        same = json.dumps(case.request, sort_keys=True, default=repr)
        if same not in self._controls:
            made = len([one for one in self._controls.values() if one])
            identity = f"{self.contract.name}/control/{made + 1}"
            self._controls[same] = identity if self._add(identity, case, None) else None
        return self._controls[same]

    def _add(self, identity: str, case: Case, control: str | None) -> bool:
        """Adds the vector of a case; False where there is none."""
        try:
            members, wire = self.session.prepared(case)
        except DroppedError:
            return False
        case = self.session.sure(case)
        shown, names, why = self._wire(wire)
        outlook = self._oracle.outlook(case)
        self.vectors[identity] = {
            "format": VECTORS,
            "id": identity,
            "operation": self.contract.name,
            "protocol": self.session.codec.protocol,
            "case": case.kind,
            "constraint": case.constraint,
            "breaks": list(case.breaks),
            "label": case.label,
            "expect": case.expect,
            "errors": self._errors(case),
            "verdicts": {"accepted": outlook.accepted, "refused": outlook.refused, "codes": dict(outlook.codes)},
            "request": self._shown(members),
            "wire": shown,
            "why": why,
            "control": control,
            "setup": f"{self.contract.name}/setup" if self.session.trace() else None,
            "placeholders": names,
        }
        return True

    def _errors(self, case: Case) -> list[str]:
        """The errors that the documentation names for what a case breaks."""
        broken = [self.contract.by_id[identity] for identity in case.breaks]
        return list(dict.fromkeys(code for constraint in broken for code in constraint.errors))

    def _shown(self, members: Mapping[str, Any]) -> Any:
        return self.places.shown(symbolic(members, {}))

    def _wire(self, wire: WireRequest) -> tuple[dict[str, Any] | None, list[str], str | None]:
        """A request on the wire with its placeholders; None, and why, where it can't have any."""
        document = wire_json(wire, {})
        names = self.places.used(document)
        inside = self.places.used(wire.body.decode("latin-1"))
        if inside and "body_base64" in document:
            return None, names or inside, "its body is binary, and holds values that only a live target knows"
        # A checksum of a body that is yet to be filled in would be wrong; none is asked for.
        left_out = _CHECKSUMS if inside else ()
        document["headers"] = {
            name: value
            for name, value in document["headers"].items()
            if name.lower() not in _SENDERS and not name.lower().startswith(left_out or ("\0",))
        }
        return {"host": wire.host, "scope": _scope(wire), **self.places.shown(document)}, names, None


def _missing(exercise: Exercise, outside: Sequence[str]) -> tuple[str | None, str]:
    """Why the outside of a promise isn't shown, and more about it; None where it is."""
    if exercise.reason or outside:
        return exercise.reason, exercise.detail
    if exercise.violations:
        return "inexpressible-on-wire", "no near miss has a form on the wire, or none that still breaks it"
    if exercise.constraint.keyword in STATE_KEYWORDS:
        return "state", "it takes a live target to show it"
    return None, ""


def _scope(wire: WireRequest) -> str:
    """The region and the service of the credential's scope, by which many emulators choose what answers."""
    # The scope begins with the key and the date.
    return "/".join(str(wire.headers.get("Authorization", "")).partition("Credential=")[2].split("/")[2:4])
