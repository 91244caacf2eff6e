"""What a refusal, or a success, may mean beside what was tried: in which order one checks is seldom documented."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fencepost.contracts import Constraint, Contract
from fencepost.contracts.general import GENERAL
from fencepost.generation import Case
from fencepost.protocols import Answer

#: Codes that say that something isn't there.
_ABSENT = re.compile(r"NotFound|NoSuch|DoesNotExist|NotExist|Unknown")
#: Members that name something; and those that name a part of it, or where it is.
_NAMING = re.compile(r"(?:Name|Id|Identifier|Arn|ARN|Url|Alias|Handle)$|^(?:name|id|arn|alias)$")
_PART = re.compile(r"(?:[Nn]amespace|[Vv]ersion)$")
#: Rules about a text, which is looked up all the same where nobody checks them.
TEXT_KEYWORDS = frozenset({"minLength", "maxLength", "pattern"})
#: Members of an answer that list what failed.
_FAILURES = re.compile(
    r"(?i)^(failed|failures?|errors?|unprocessed|unsuccessful|notfound|missing|invalid)|(failed|failures?|errors)$"
)
#: Upper bounds, and what errors say of too much.
UPPER = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems"})
_TOO_MUCH = re.compile(r"TooMany|TooLarge|TooLong|LimitExceeded|Exceeds?|Quota")
#: Rules about a number.
BOUNDS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})
_LIMITED = re.compile(r"(?i)limit|quota|exceed|too many|throttl")
_OF_TEXT = re.compile(
    r"(?i)length|\blong|short|characters?|at (?:most|least)|between|satisf|match|pattern|regular|size|constraint|empty"
)
_OF_COUNT = re.compile(r"(?i)length|size|number of|count|items|entries|elements|\bat (?:most|least)|between|many|few")
_OF_BOUND = re.compile(
    r"(?i)range|between|m(?:in|ax)imum|greater|less|larger|smaller|higher|lower|above|below|exceed|at (?:most|least)"
    r"|must be|\bvalid|invalid|satisf|constraint"
)
_OF_VALUE = re.compile(
    r"(?i)unknown|invalid|unsupported|unrecogni[sz]ed|unexpected"
    r"|(?:not|n't) (?:an? )?(?:valid|supported|allowed|recogni[sz]ed)"
    r"|must be|satisf|one of|enum|expected|can only|doesn't exist"
)
_COMBINED = re.compile(r"Combination|Conflict|Dependen|Precondition|InUse|InvalidState|State(?:Exception|Fault)")
_TWICE = re.compile(r"(?i)duplicate|more than once|twice|unique")
#: Names of members that may as well be words of a message; and characters that a request may well not have room for.
_SHORT, _HUGE = 6, 1_000_000
_WORD = re.compile(r"\w{3,}")
_AMOUNT = re.compile(r"(?i)(?:length|size|count|number|port|seconds|minutes|days|percent|amount|value|weight)$")
#: A comparison with what isn't a bound.
_COMPARED = re.compile(r"(?i)\bthan (?:the|its|your) (?!m(?:ax|in)|limit|allow|bound|permit|number|length|size)\w+")


def other_reason(contract: Contract, case: Case, code: str | None, message: str) -> str | None:
    """Why a valid case may have been refused for something else than the promise that it is about; None for nothing.

    What the operation documents of its own (a quota, a state, a document that doesn't parse) the page's bounds know
    nothing of; and that a text has the right length says nothing of what it says. `code` is the documented name.
    """
    named = _concerned(contract, case)
    if any(code in constraint.tied_errors for constraint in named):
        return None
    return next(_reasons(contract, case, named, code or "", message), None)


def own_reasons(contract: Contract, case: Case) -> frozenset[str]:
    """The errors that an operation documents for reasons of its own, other than the promise that a case is about."""
    tied = {code for constraint in _concerned(contract, case) for code in constraint.tied_errors}
    return frozenset(contract.errors) - GENERAL - tied


def _concerned(contract: Contract, case: Case) -> list[Constraint]:
    return [contract.by_id[i] for i in (case.constraint, *case.edges) if i in contract.by_id]


def _reasons(contract: Contract, case: Case, named: Sequence[Constraint], code: str, message: str) -> Iterator[str]:
    said = f"{code} {message}"
    if code in contract.errors and code not in GENERAL:
        yield "which the operation documents for reasons of its own"
    if _LIMITED.search(said) or any(map(_is_huge, named)):
        yield "for a limit, or what may be one"
    if _COMBINED.search(code):
        yield "for what is beside it, or the state of the resource"
    if _TWICE.search(said):
        yield "for what is there twice"
    if _COMPARED.search(message):
        yield "beside something else"
    if other := _other_member(contract, case, message):
        yield f"for {other}"
    yield from _beside_the_point(case, {constraint.keyword for constraint in named}, said, message)


def _beside_the_point(case: Case, keywords: set[str], said: str, message: str) -> Iterator[str]:
    """What a refusal doesn't speak of, though it is what was tried."""
    if keywords & TEXT_KEYWORDS and (not _OF_TEXT.search(said) or _is_a_number(case)):
        yield "but not for its length or its characters"
    if keywords & {"minItems", "maxItems"} and not _OF_COUNT.search(message):
        yield "but not for the number of items"
    if keywords & BOUNDS and not _OF_BOUND.search(message):
        yield "but not for this number"
    if keywords & {"enum", "const"} and not (_OF_VALUE.search(message) and _speaks_of(case, said)):
        yield "but not for this value"


def _is_a_number(case: Case) -> bool:
    """Whether a text is digits alone, and its member a number by its name: then it has a range beside its length."""
    return any(
        isinstance(edit.value, str) and edit.value.isdigit() and bool(_AMOUNT.search(str(edit.place[-1])))
        for edit in case.edits
    )


def _other_member(contract: Contract, case: Case, message: str) -> str | None:
    """A member that a refusal names, other than those on the way to what was tried."""
    tried = {step for edit in case.edits for step in edit.place}
    names = {c.path.rpartition(".")[2].rstrip("[]{}") for c in contract.of("request")} - tried
    words = frozenset(_WORD.findall(message))
    lower = {word.lower() for word in words}
    shouted = {word.lower() for word in words if word.isupper()}
    told = (
        name
        for name in names
        if name in words or name.lower() in shouted or (len(name) > _SHORT and name.lower() in lower)
    )
    return min(told, default=None)


def _speaks_of(case: Case, said: str) -> bool:
    """Whether a refusal mentions what was tried: a value, or the member that it was tried on."""
    lower = said.lower()
    members = [[step for step in edit.place if isinstance(step, str)][-1:] for edit in case.edits]
    parts = [*(edit.value for edit in case.edits), *(name for names in members for name in names)]
    tried = [str(part).lower() for part in parts if isinstance(part, (str, int))]
    return "enum" in lower or any(len(part) > 2 and part in lower for part in tried)  # noqa: PLR2004


def _is_huge(constraint: Constraint) -> bool:
    """Whether a text or a blob at its limit may be more than a whole request may hold."""
    return constraint.keyword == "maxLength" and constraint.value is not None and constraint.value > _HUGE


def is_absence(code: str) -> bool:
    """Whether an error says that something isn't there."""
    return bool(_ABSENT.search(code))


def says_too_many(code: str, broken: Sequence[Constraint]) -> bool:
    """Whether an error says that there is too much of something, where an upper bound was broken."""
    return bool(_TOO_MUCH.search(code)) and all(constraint.keyword in UPPER for constraint in broken)


def says_unknown(contract: Contract, code: str, broken: Sequence[Constraint]) -> bool:
    """Whether an error says that nothing has such a name: for its length or its characters, it names nothing.

    A member whose literals the signature lists names no resource.
    """
    exist = {c.path for c in contract.of("request") if c.keyword == "exists"}
    literal = {c.path for c in contract.of("request") if c.keyword in ("enum", "const") and _is_signed(c)}
    naming = (c.path in exist or (_names(c) and c.path not in literal) for c in broken)
    return is_absence(code) and all(naming)


def _is_signed(constraint: Constraint) -> bool:
    return any(origin.origin == "signature" for origin in constraint.origins)


def _names(constraint: Constraint) -> bool:
    part = constraint.keyword in TEXT_KEYWORDS and _PART.search(constraint.path)
    return bool(part or _NAMING.search(constraint.path))


def lists_failures(answer: Answer) -> bool:
    """Whether a success lists what failed: it refuses those entries."""
    return any(value and _FAILURES.search(str(name)) for name, value in answer.members.items())
