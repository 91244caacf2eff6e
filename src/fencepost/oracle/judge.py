"""From a case and what came back to a verdict.

The oracle sees no target and sends nothing: whoever runs a case tells it what the target answered, whether the control
beside it was accepted, and whether anything changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from fencepost.contracts import Checker, Constraint, Contract
from fencepost.generation import Case, Unknown, places
from fencepost.oracle.common_errors import common_errors
from fencepost.oracle.excuses import (
    TEXT_KEYWORDS,
    is_absence,
    lists_failures,
    other_reason,
    own_reasons,
    says_too_many,
    says_unknown,
)
from fencepost.oracle.verdict import Judgement, Verdict
from fencepost.protocols import Answer

NOT_IMPLEMENTED = 501
#: Rules about the resource that a member names, not about the member.
ABOUT_RESOURCE = frozenset({"inState", "notInState", "hasStatus", "supportedType"})
#: Members of an answer in which a success may say what was invalid.
_WARNING = frozenset({"Warning", "Warnings", "warning", "warnings"})
#: What says in which form a request is, and its answer with it: a service may speak several.
_OF_FORM = ("content-type", "accept", "x-amz-target", "smithy-protocol")
#: The places of findings that no promise of the contract is about.
CONTROL, RESPONSE, MALFORMED = "#control", "#response", "#malformed"


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known beside the answer itself.

    `control` is the answer to the valid request next to it, None where it was not sent; `changed` says in a few words
    what a read of the state showed to be different afterwards, None for nothing.
    """

    control: Answer | None = None
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an answer to a case will show, for whoever judges answers without an oracle.

    `accepted` and `refused` are the verdicts on either, `codes` those on a refusal with a certain error, as codes on
    the wire. An answer's own form, what changed, and the words of a refusal are for the oracle alone.
    """

    accepted: Verdict
    refused: Verdict
    codes: Mapping[str, Verdict] = field(default_factory=dict)


class Oracle:
    """Judges the cases of one contract.

    `known` maps response paths to literals that an installed model lists, `codes` an error's code on the wire to the
    name that it is documented under, where these differ (SNS answers `NotFound` for its `NotFoundException`).
    """

    def __init__(
        self,
        contract: Contract,
        protocol: str,
        known: Mapping[str, frozenset[Any]] | None = None,
        codes: Mapping[str, str] | None = None,
    ) -> None:
        self._contract = contract
        self._codes = codes or {}
        self._common = common_errors(protocol)
        self._response = Checker(contract, "response") if contract.response is not None else None
        self._known = known or {}
        self._warns = any(c.path in _WARNING for c in contract.of("response"))
        self._owners: dict[str, set[str]] = {}
        for constraint in contract.constraints:
            for code in constraint.tied_errors:
                self._owners.setdefault(code, set()).add(constraint.id)

    def judge(self, case: Case, answer: Answer, beside: Beside | None = None) -> Judgement:
        """The verdict on a case."""
        beside = beside or Beside()
        stopped = _stopped(answer) or self._crashed(case, answer)
        if stopped is not None:
            return stopped
        if case.kind == "malformed":
            return self._malformed(case, answer, beside)
        if answer.accepted:
            return self._accepted(case, answer, beside)
        if answer.refused:
            return self._refused(case, answer, beside)
        return _inconclusive(case, f"status {answer.status} is neither an acceptance nor a refusal")

    def _crashed(self, case: Case, answer: Answer) -> Judgement | None:
        failure = answer.failure
        unknown = answer.status == NOT_IMPLEMENTED or (failure is not None and failure.detail.startswith("NotImplem"))
        if not answer.crashed or (case.kind == "malformed" and unknown):
            # To a method or an operation that it doesn't know, a server says so with a 501, or its like in a process.
            return None
        how = f"{failure.kind}: {failure.detail}" if failure else f"status {answer.status}"
        return Judgement(Verdict.CRASH, (f"{case.label} was sent", f"the target answered with {how}"), _about(case))

    def _accepted(self, case: Case, answer: Answer, beside: Beside) -> Judgement:
        if case.expect == "reject":
            if doubt := self._doubt(answer, beside):
                return _inconclusive(case, doubt)
            because = (*self._rule(case), f"{case.label} was sent", f"the target accepted it ({shown(answer)})")
            return Judgement(Verdict.ACCEPTS_INVALID, because, case.breaks)
        if case.expect == "either" and self._is_contested(case):
            return self._contested(case, answer)
        if case.breaks:
            # The response's contract presumes a valid request, whose values it may well repeat.
            return Judgement(Verdict.CONFORMS, ("nothing firm is promised here",), case.breaks)
        return self.response(case, answer)

    def _doubt(self, answer: Answer, beside: Beside) -> str | None:
        """Why the acceptance of an invalid request may mean nothing."""
        if beside.control is not None and not beside.control.accepted:
            return f"the control beside it was not accepted ({shown(beside.control)})"
        if lists_failures(answer):
            return "the answer lists entries that failed"
        return "the operation may say in its answer what was invalid" if self._warns else None

    def response(self, case: Case, answer: Answer) -> Judgement:
        """The verdict on an accepted case by its response alone: `malformed-response`, `contested` or `conforms`."""
        if answer.problem is not None:
            because = ("the target accepted the request", f"its response could not be read: {answer.problem}")
            return Judgement(Verdict.MALFORMED_RESPONSE, because, (RESPONSE,))
        broken = sorted(filter(self._is_firm, self._response.broken(answer.members))) if self._response else []
        unlisted = [identity for identity in broken if self._listed_by_model(identity, answer)]
        sent = {value for _, value in places.leaves(dict(case.request)) if _is_scalar(value)} if broken else set()
        wrong = [one for one in broken if one not in unlisted and not self._excused(one, answer, sent)]
        if wrong:
            because = ("the target accepted the request", f"its response breaks {', '.join(wrong)}")
            return Judgement(Verdict.MALFORMED_RESPONSE, because, (wrong[0],))
        if unlisted:
            because = (f"the response breaks {', '.join(unlisted)}", "but the installed model lists the value")
            return Judgement(Verdict.CONTESTED, because, (unlisted[0],))
        return Judgement(Verdict.CONFORMS, (), _about(case))

    def _excused(self, identity: str, answer: Answer, sent: AbstractSet[Any]) -> bool:
        """Whether all that is wrong is null, which clients take for absent, what the request said, or some case."""
        constraint = self._contract.by_id[identity]
        values = _values(answer.members, constraint.path)
        listed = constraint.value if constraint.keyword == "enum" else (constraint.value,)
        literals = {str(literal).lower() for literal in listed} if constraint.keyword in ("enum", "const") else set()
        return bool(values) and all(
            value is None or (_is_scalar(value) and (value in sent or str(value).lower() in literals))
            for value in values
        )

    def _is_firm(self, identity: str) -> bool:
        """Whether a response is held to a promise.

        A trait of the model isn't meant for it: requests and responses share shapes, and a service doesn't validate its
        own answers (DynamoDB's on-demand tables show a capacity of 0, where 1 is the shape's least).
        """
        constraint = self._contract.by_id[identity]
        origins = {origin.origin for origin in constraint.origins}
        return constraint.expect == "reject" and (origins != {"model"} or constraint.keyword in ("enum", "const"))

    def _listed_by_model(self, identity: str, answer: Answer) -> bool:
        constraint = self._contract.by_id[identity]
        allowed = self._known.get(constraint.path)
        if constraint.keyword not in ("enum", "const") or allowed is None:
            return False
        listed = set(constraint.value) if isinstance(constraint.value, tuple) else {constraint.value}
        return all(value in allowed or value in listed for value in _values(answer.members, constraint.path))

    def _refused(self, case: Case, answer: Answer, beside: Beside) -> Judgement:
        if beside.changed is not None:
            because = (f"{case.label} was refused ({shown(answer)})", f"yet it changed something: {beside.changed}")
            return Judgement(Verdict.STATE_LEAK, because, case.breaks or _about(case))
        if case.expect == "accept":
            contested = self._is_contested(case)
            return self._contested(case, answer) if contested else self._wrongly_refused(case, answer, beside)
        if case.expect == "either":
            return self._open(case, answer)
        if beside.control is None or not beside.control.accepted:
            said = shown(beside.control) if beside.control else "not sent"
            return _inconclusive(case, f"no accepted control beside it ({said})")
        return self._error(case, answer)

    def _open(self, case: Case, answer: Answer) -> Judgement:
        """The verdict on a refusal where the documentation leaves the outcome open."""
        if self._is_contested(case):
            return self._contested(case, answer)
        if case.constraint is not None:
            return Judgement(Verdict.CONFORMS, ("nothing firm is promised here",), _about(case))
        return _inconclusive(case, f"a wide draw was refused ({shown(answer)})")

    def _wrongly_refused(self, case: Case, answer: Answer, beside: Beside) -> Judgement:
        if beside.control is None or not beside.control.accepted:
            return _inconclusive(case, f"refused ({shown(answer)}), and so was the control beside it")
        if why := other_reason(self._contract, case, self._name_of(answer.code), answer.message or ""):
            return _inconclusive(case, f"refused ({shown(answer)}), {why}")
        because = (
            *self._rule(case),
            f"{case.label} keeps it, one change away from a request that was accepted",
            f"the target refused it ({shown(answer)})",
        )
        return Judgement(Verdict.REJECTS_VALID, because, (*_about(case), *case.edges))

    def _error(self, case: Case, answer: Answer) -> Judgement:
        """The verdict on a refusal as expected, by whether its error fits the rule."""
        if self._looks_like_none(case):
            return Judgement(Verdict.CONFORMS, ("what looks like no identifier may be called malformed",), case.breaks)
        code = self._name_of(answer.code)
        if self._fits(case, code):
            return Judgement(Verdict.CONFORMS, (), case.breaks)
        broken, tied, _ = self._allowance(case)
        wanted = " or ".join(sorted(tied or {c for constraint in broken for c in constraint.errors}))
        because = (
            *self._rule(case),
            f"{case.label} was refused with {code or 'no error code'}",
            f"the documentation gives {wanted} for this" if wanted else f"{code} belongs to {self._owner(code)}",
        )
        return Judgement(Verdict.WRONG_ERROR, because, case.breaks)

    def _allowance(self, case: Case) -> tuple[list[Constraint], set[str], set[str]]:
        """The promises that a case breaks, the errors that are tied to all of them, and those that fit anyway."""
        broken = [self._contract.by_id[identity] for identity in case.breaks]
        tied = {code for constraint in broken for code in constraint.tied_errors}
        allowed = tied | self._common | {code for constraint in broken for code in constraint.errors}
        if not all(constraint.tied_errors for constraint in broken):
            # One of them may be answered with any error, and nobody knows which one the target saw first.
            tied = set()
        return broken, tied, allowed

    def _fits(self, case: Case, code: str | None) -> bool:
        """Whether a documented error, None for one without a code, fits what a case breaks."""
        broken, tied, allowed = self._allowance(case)
        if code is not None and code in self._contract.errors and self._follows(case, code, broken):
            return True
        if tied and code not in allowed:
            return False
        return code is None or code in allowed or not self._concerns_others(code, broken)

    def _follows(self, case: Case, code: str, broken: Sequence[Constraint]) -> bool:
        """Whether a documented error may follow from what was tried, though it is tied to something else.

        Who deletes one thing may lose others, an error that nothing else claims may say in its own way what is not
        there or that there is too much, and what breaks a rule about its text may be looked up all the same.
        """
        if code not in self._owners and says_too_many(code, broken):
            return True
        if broken[0].keyword == "exists":
            return case.kind == "state" or (is_absence(code) and code not in self._owners)
        return all(one.keyword in TEXT_KEYWORDS for one in broken) and says_unknown(self._contract, code, broken)

    def outlook(self, case: Case) -> Outlook:
        """What an answer to a case will show: a verdict for each kind of answer, beside an accepted control."""
        if case.kind == "control":
            return Outlook(Verdict.CONFORMS, Verdict.INCONCLUSIVE)
        contested = self._is_contested(case)
        if case.expect == "either":
            either = Verdict.CONTESTED if contested else Verdict.CONFORMS
            return Outlook(either, either)
        if case.expect == "accept":
            excusing = {} if contested else dict.fromkeys(own_reasons(self._contract, case), Verdict.INCONCLUSIVE)
            refused = Verdict.CONTESTED if contested else Verdict.REJECTS_VALID
            return Outlook(Verdict.CONFORMS, refused, self._on_wire(excusing))
        accepted = Verdict.INCONCLUSIVE if self._warns else Verdict.ACCEPTS_INVALID
        if self._looks_like_none(case):
            return Outlook(accepted, Verdict.CONFORMS)
        fits = {False: Verdict.WRONG_ERROR, True: Verdict.CONFORMS}
        unknown = self._fits(case, None)
        known = self._allowance(case)[2] | self._owners.keys() | set(self._contract.errors)
        other = {code: fits[not unknown] for code in known if self._fits(case, code) != unknown}
        return Outlook(accepted, fits[unknown], self._on_wire(other))

    def _on_wire(self, verdicts: Mapping[str, Verdict]) -> dict[str, Verdict]:
        """Verdicts by documented errors, under the codes by which these come as well."""
        codes = {code: verdicts[name] for code, name in self._codes.items() if name in verdicts}
        return dict(sorted({**verdicts, **codes}.items()))

    def _name_of(self, code: str | None) -> str | None:
        """The name under which a code on the wire is documented."""
        return self._codes.get(code or "", code)

    def _looks_like_none(self, case: Case) -> bool:
        """Whether a made-up identifier doesn't look like one."""
        made_up = any(isinstance(edit.value, Unknown) and edit.value.how == "made-up" for edit in case.edits)
        return made_up and self._contract.by_id[case.breaks[0]].keyword == "exists"

    def _concerns_others(self, code: str, broken: Sequence[Constraint]) -> bool:
        """Whether an error belongs to rules of other members alone, or to those about the state of what is named.

        What is wrong with the value of one member is often one error: an absent version is no current one either.
        """
        if says_unknown(self._contract, code, broken):
            return False
        paths = {constraint.path for constraint in broken}
        owners = [self._contract.by_id[owner] for owner in self._owners.get(code, ())]
        return bool(owners) and not any(o.path in paths and o.keyword not in ABOUT_RESOURCE for o in owners)

    def _owner(self, code: str | None) -> str:
        return ", ".join(sorted(self._owners.get(code or "", ())))

    def _malformed(self, case: Case, answer: Answer, beside: Beside) -> Judgement:
        if answer.refused and beside.changed is not None:
            because = (f"{case.label} was refused ({shown(answer)})", f"yet it changed something: {beside.changed}")
            return Judgement(Verdict.STATE_LEAK, because, _about(case))
        if answer.accepted and answer.problem is not None and not case.label.startswith(_OF_FORM):
            because = (f"{case.label} was accepted", f"its response could not be read: {answer.problem}")
            return Judgement(Verdict.MALFORMED_RESPONSE, because, _about(case))
        return Judgement(Verdict.CONFORMS, (), _about(case))

    def _is_contested(self, case: Case) -> bool:
        return any(self._contract.by_id[i].contested for i in case.breaks or _named(case))

    def _contested(self, case: Case, answer: Answer) -> Judgement:
        because = ("the documentation contradicts itself here", f"the target answered with {shown(answer)}")
        return Judgement(Verdict.CONTESTED, because, _about(case))

    def _rule(self, case: Case) -> tuple[str, ...]:
        constraint = self._contract.by_id.get(case.constraint or "")
        return (said(constraint),) if constraint else ()


def _is_scalar(value: Any) -> bool:
    return isinstance(value, (str, int, float))


def said(constraint: Constraint) -> str:
    """Where a promise stands, for a chain of because."""
    places = ", ".join(
        dict.fromkeys(f"{origin.origin} at {origin.at or 'the operation'}" for origin in constraint.origins)
    )
    return f"{constraint.id} is documented ({places})"


def shown(answer: Answer) -> str:
    """An answer in a few words: `400 InvalidArgument`, or the failure."""
    if answer.failure is not None:
        return f"{answer.failure.kind}: {answer.failure.detail}"
    return f"{answer.status} {answer.code}" if answer.code else f"{answer.status}"


def _stopped(answer: Answer) -> Judgement | None:
    """The verdict where the answer is not the target's own."""
    failure = answer.failure
    if failure is not None and failure.kind in ("blocked", "unreachable"):
        return Judgement(Verdict.INCONCLUSIVE, (f"{failure.kind}: {failure.detail}",))
    return None


def _about(case: Case) -> tuple[str, ...]:
    if case.breaks:
        return case.breaks
    return _named(case) or ((f"{MALFORMED}:{case.label}",) if case.kind == "malformed" else (CONTROL,))


def _named(case: Case) -> tuple[str, ...]:
    return (case.constraint,) if case.constraint else ()


def _inconclusive(case: Case, why: str) -> Judgement:
    return Judgement(Verdict.INCONCLUSIVE, (why,), _about(case))


def _values(members: Any, path: str) -> list[Any]:
    """Every value that a response has at a path, items of lists included."""
    found: list[Any] = [members]
    for step in path.replace("[]", ".[]").replace("{}", ".{}").strip(".").split("."):
        found = [below for value in found for below in _below(value, step)]
    return found


def _below(value: Any, step: str) -> list[Any]:
    if step == "[]":
        return list(value) if isinstance(value, list) else []
    if step == "{}":
        return list(value.values()) if isinstance(value, dict) else []
    return [value[step]] if isinstance(value, dict) and step in value else []
